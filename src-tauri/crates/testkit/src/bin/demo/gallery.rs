//! Pictures of every screen in every dress, and of states that are seldom seen; compared with those of
//! the run before.

mod compare;
mod sizes;
mod states;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::json;
use testkit::desk::{Desk, Launch};
use testkit::desktop::DesktopSession;
use testkit::simulator::Simulator;
use testkit::tour::{self, Dress};

const SOON: Duration = Duration::from_secs(60);
/// The receiver's signature is of no interest here.
const SECRET: &str = "gallery-webhook-secret";
/// A small organisation in which nothing happens by itself.
const CALM: &[&str] = &[
    "--seed",
    "11",
    "--flows",
    "4",
    "--interviews",
    "90",
    "--video-delay",
    "0",
];
/// Who is moved how far, of those who were interviewed.
const STAGES: [&str; 4] = ["Phone screen", "shortlisted", "Final round", "Offer"];
const MOVED: usize = 24;

/// Takes the pictures into `folder`, and says which differ from those taken before.
///
/// # Errors
/// When a screen does not appear, or shows what a program of its size never should.
pub(crate) async fn run(folder: &Path) -> anyhow::Result<()> {
    let gallery = compare::Gallery::begin(folder)?;
    let desktop = DesktopSession::start().await?;
    let ribbon = Simulator::start(desktop.folder(), CALM).await?;
    let hall = Hall {
        desktop: &desktop,
        gallery: &gallery,
    };
    hall.first_run(&ribbon).await?;
    let launch = launch(&desktop, "desk", &ribbon)?
        .with_api_key(ribbon.api_key())?
        .polling_every(3600);
    let desk = Desk::open(&desktop, launch).await?;
    live_through(&desk, &ribbon).await?;
    hall.all_places(&desk).await?;
    hall.overlays(&desk).await?;
    hall.states(&ribbon).await?;
    hall.offline(desk, ribbon).await?;
    hall.sizes().await?;
    gallery.tell()
}

fn launch(desktop: &DesktopSession, name: &str, ribbon: &Simulator) -> anyhow::Result<Launch> {
    Launch::new(&desktop.folder().join(name), &ribbon.url())
}

/// Lets everything come in that the screens can show: people who move, one after a gap, videos.
async fn live_through(desk: &Desk, ribbon: &Simulator) -> anyhow::Result<()> {
    let synced = "[data-sync-state=polling], [data-sync-state=live]";
    desk.window().wait_for_element(synced, SOON).await?;
    let receiver = desk.receiver_url().await?;
    ribbon.send_webhooks_to(&receiver, SECRET).await?;
    let truth = ribbon.truth().await?;
    let held = crate::ribbon::list(&truth, "interviews")
        .filter(|one| one["status"] == "completed" && one["email"].is_string());
    for (number, person) in held.take(MOVED).enumerate() {
        for (step, stage) in STAGES.iter().take(1 + number % STAGES.len()).enumerate() {
            let what = json!({
                "flow": person["interview_flow_id"],
                "email": person["email"],
                "new_status": stage,
                // Now and then a webhook is lost, which leaves a gap.
                "webhook": !(number % 5 == 4 && step == 1),
            });
            ribbon.control("status", &what).await?;
        }
    }
    for flow in crate::ribbon::list(&truth, "flows").filter(|flow| flow["archived"] == false) {
        let what = json!({"flow": flow["interview_flow_id"], "webhook": true});
        ribbon.control("complete", &what).await?;
    }
    Ok(())
}

/// Where pictures are taken and hung.
struct Hall<'a> {
    desktop: &'a DesktopSession,
    gallery: &'a compare::Gallery,
}

impl Hall<'_> {
    async fn first_run(&self, ribbon: &Simulator) -> anyhow::Result<()> {
        let desk = Desk::open(self.desktop, launch(self.desktop, "new", ribbon)?).await?;
        self.in_every_dress(&desk, "first-run").await?;
        let sample = desk
            .window()
            .wait_for_role("button", "Explore with sample data", SOON)
            .await?;
        sample.click().await?;
        desk.window()
            .wait_for_element("[data-inbox-id]", SOON)
            .await?;
        self.picture(&desk, "sample-data").await?;
        desk.close().await.map(|_| ())
    }

    async fn all_places(&self, desk: &Desk) -> anyhow::Result<()> {
        let places = tour::places(desk)?;
        for dress in Dress::ALL {
            tour::dress(desk, dress).await?;
            for place in &places {
                tour::visit(desk, place).await?;
                self.picture(desk, &format!("{}-{}", place.name, dress.name()))
                    .await?;
            }
        }
        tour::dress(desk, Dress::Light).await
    }

    /// What opens above a screen by a key.
    async fn overlays(&self, desk: &Desk) -> anyhow::Result<()> {
        for (name, key, with) in [("palette", "k", "Control"), ("keys", "?", "")] {
            let script = "const [key, ctrlKey] = arguments;
                document.body.dispatchEvent(
                  new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
                return true";
            let arguments = [json!(key), json!(!with.is_empty())];
            desk.window().run(script, &arguments).await?;
            desk.window()
                .wait_for_element("[role=dialog]", SOON)
                .await?;
            self.picture(desk, name).await?;
            let close = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
                { key: 'Escape', bubbles: true, cancelable: true }));
                return document.querySelector('[role=dialog]') === null";
            desk.window()
                .wait_for("the dialog to close", close, &[], SOON)
                .await?;
        }
        Ok(())
    }

    /// The program on a train.
    async fn offline(&self, desk: Desk, ribbon: Simulator) -> anyhow::Result<()> {
        ribbon.stop().await?;
        let places = tour::places(&desk)?;
        let inbox = places.first().context("the inbox comes first")?;
        tour::visit(&desk, inbox).await?;
        let now = desk.window().wait_for_element("[data-sync-state]", SOON);
        now.await?.click().await?;
        let again = desk.window().wait_for_role("button", "Sync now", SOON);
        again.await?.click().await?;
        desk.window()
            .wait_for_element("[data-sync-state=offline]", SOON)
            .await?;
        self.picture(&desk, "offline").await?;
        desk.close().await.map(|_| ())
    }

    async fn in_every_dress(&self, desk: &Desk, name: &str) -> anyhow::Result<()> {
        for dress in Dress::ALL {
            tour::dress(desk, dress).await?;
            self.picture(desk, &format!("{name}-{}", dress.name()))
                .await?;
        }
        Ok(())
    }

    async fn picture(&self, desk: &Desk, name: &str) -> anyhow::Result<()> {
        desk.window().wait_until_drawn().await?;
        let script = "const { scrollWidth, scrollTop } = document.documentElement;
            return scrollWidth > innerWidth || scrollTop > 0 || document.body.scrollTop > 0";
        let is_shifted = desk.window().run(script, &[]).await?;
        ensure!(is_shifted == false, "{name}: the window as a whole scrolls");
        let path: PathBuf = self.gallery.place_for(name);
        self.desktop.screenshot(&path).await
    }
}
