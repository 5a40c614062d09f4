//! The demo without a display: the app in a session of its own, looked at through its web view.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use testkit::desk::Desk;
use testkit::desktop::DesktopSession;
use testkit::webdriver::Element;
use tokio::time::{Instant, sleep};

use crate::ledger::Ledger;
use crate::nap;
use crate::report::{Report, Way};
use crate::stage::{self, Stage};

const SCREEN: Duration = Duration::from_secs(60);
/// The share of the time before the laptop sleeps.
const AWAKE: f64 = 0.35;
/// The share of the time that it sleeps.
const ASLEEP: f64 = 0.3;

/// The sidebar's line when webhooks come and Ribbon answers.
const LIVE: &str = "[data-sync-state=live]";

/// Somebody whom Ribbon has given a status: there is more to see than of those only invited.
const MOVED_CARD: &str =
    "[data-status]:not([data-status=invited], [data-status=none]) [data-candidate-id]";

const RECORDING: Duration = Duration::from_secs(10);
const RECORDING_SHOWS: &str = "const video = document.querySelector('video');
    return video === null || video.readyState >= video.HAVE_CURRENT_DATA";

const ANY_CARD: &str = "[data-candidate-id]";

/// Lets things happen for as long as said, leaves report and pictures in `folder`.
///
/// # Errors
/// When something did not come up, or not everything flowed.
pub(crate) async fn run(folder: &Path, lasting: Duration) -> anyhow::Result<()> {
    println!(
        "Running for {} seconds in a session of its own.",
        lasting.as_secs()
    );
    let desktop = DesktopSession::start().await?;
    let (relay, stage) = Stage::set(folder).await?;
    let report = stage::beside(relay, play(&desktop, &stage, folder, lasting)).await?;
    report.judge()
}

async fn play(
    desktop: &DesktopSession,
    stage: &Stage,
    folder: &Path,
    lasting: Duration,
) -> anyhow::Result<Report> {
    let desk = Desk::open(desktop, stage.launch.clone()).await?;
    desk.window().wait_for_element(LIVE, SCREEN).await?;
    println!("The app is live: it has read what Ribbon holds, and hears of more by the relay.");
    let end = Instant::now() + lasting;
    let ledger = Ledger::open(stage)?;
    sleep(lasting.mul_f64(AWAKE)).await;
    let nap = nap::take(stage, &ledger, lasting.mul_f64(ASLEEP)).await?;
    sleep(end.saturating_duration_since(Instant::now())).await;

    let tour = Tour {
        desktop,
        desk: &desk,
        folder,
    };
    let screenshots = tour.take().await?;
    let kept = ledger.settle().await?;
    let status = desk.status(desktop).await?;
    let shown = desktop.notifications().all();
    let report = Report::new(&status, shown, screenshots, &Way { nap, kept })?;
    let path = folder.join("report.json");
    report.write(&path)?;
    println!("{}", std::fs::read_to_string(&path)?);
    println!(
        "The report and the screenshots lie in {}.",
        folder.display()
    );
    desk.close().await?;
    Ok(report)
}

/// Looks at the screens.
struct Tour<'a> {
    desktop: &'a DesktopSession,
    desk: &'a Desk,
    folder: &'a Path,
}

impl Tour<'_> {
    async fn take(&self) -> anyhow::Result<Vec<String>> {
        let window = self.desk.window();
        self.desk.go_to("#/inbox").await?;
        window.wait_for_element("[data-inbox-id]", SCREEN).await?;
        let inbox = self.picture("inbox.png").await?;

        let card = self.go_to_a_board_in_motion().await?;
        let pipeline = self.picture("pipeline.png").await?;

        let id = card.attribute("data-candidate-id").await?;
        let id = id.context("a card knows its candidate")?;
        self.desk.go_to(&format!("#/candidate/{id}")).await?;
        window
            .wait_for_element("[data-chain-link], h1", SCREEN)
            .await?;
        // A picture without the recording's first frame would do too, where it cannot be played.
        window
            .wait_for("the recording", RECORDING_SHOWS, &[], RECORDING)
            .await
            .ok();
        let candidate = self.picture("candidate.png").await?;

        let line = window.wait_for_element(LIVE, SCREEN).await?;
        line.click().await?;
        window.wait_for_element("[role=dialog] dl", SCREEN).await?;
        let sync = self.picture("sync.png").await?;
        Ok(vec![inbox, pipeline, candidate, sync])
    }

    /// The first board with somebody who has moved since the demo began, else the last one; gives a
    /// card on it.
    async fn go_to_a_board_in_motion(&self) -> anyhow::Result<Element> {
        let window = self.desk.window();
        for address in self.boards().await? {
            // By way of another screen, so that no card of the board before is taken for one of this.
            self.desk.go_to("#/inbox").await?;
            self.desk.go_to(&address).await?;
            window.wait_for_element(ANY_CARD, SCREEN).await?;
            window.wait_until_drawn().await?;
            if let Ok(card) = window.find(MOVED_CARD).await {
                return Ok(card);
            }
        }
        window.find(ANY_CARD).await
    }

    /// The addresses of all boards, from the links to them.
    async fn boards(&self) -> anyhow::Result<Vec<String>> {
        let links = "return [...document.querySelectorAll('a[href^=\"#/pipeline/\"]')]
            .map((link) => link.getAttribute('href'))";
        let addresses = self.desk.window().run(links, &[]).await?;
        serde_json::from_value(addresses).context("the addresses of the boards")
    }

    /// The file's name, for the report, once the picture is taken.
    async fn picture(&self, name: &str) -> anyhow::Result<String> {
        let path: PathBuf = self.folder.join(name);
        self.desk.window().wait_until_drawn().await?;
        self.desktop.screenshot(&path).await?;
        Ok(name.to_owned())
    }
}
