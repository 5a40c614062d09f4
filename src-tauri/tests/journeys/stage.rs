//! What every journey begins with: a desktop, a small Ribbon, the app connected to it.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::desk::{Desk, Launch};
use testkit::desktop::DesktopSession;
use testkit::desktop::notifications::Notification;
use testkit::simulator::Simulator;
use tokio::sync::{Mutex, MutexGuard};

use crate::page;

/// Far more than anything takes; only a failing journey waits so long.
pub(crate) const SOON: Duration = Duration::from_secs(30);

/// Signs the webhooks; the app learns it from the flow's own settings.
pub(crate) const WEBHOOK_SECRET: &str = "a-journey's-webhook-secret";

/// Two flows and a dozen interviews; nothing happens there but what the journey lets happen.
const SMALL: &[&str] = &[
    "--seed",
    "7",
    "--flows",
    "2",
    "--interviews",
    "12",
    "--video-delay",
    "0",
];

/// Nextest runs each journey alone; plain `cargo test` runs them in threads of one process, where
/// two desktops side by side would only make each other slow.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// A desktop and a Ribbon with two flows and a dozen interviews.
pub(crate) struct Stage {
    pub(crate) desktop: DesktopSession,
    pub(crate) ribbon: Simulator,
    pub(crate) flow: Flow,
    _alone: MutexGuard<'static, ()>,
}

/// The flow that the journey plays in.
pub(crate) struct Flow {
    pub(crate) id: String,
    pub(crate) title: String,
}

/// The candidate who comes in during a journey.
pub(crate) struct Person {
    pub(crate) first_name: &'static str,
    pub(crate) last_name: &'static str,
    pub(crate) email: &'static str,
}

pub(crate) const JANE: Person = Person {
    first_name: "Jane",
    last_name: "Doe",
    email: "jane.doe@example.com",
};

pub(crate) const OMAR: Person = Person {
    first_name: "Omar",
    last_name: "Haddad",
    email: "omar.haddad@example.com",
};

impl Person {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

impl Stage {
    pub(crate) async fn set() -> Self {
        Self::set_with(&[]).await
    }

    /// The same with a Ribbon whose interviews have audio recordings: the newest API tells of videos
    /// alone.
    pub(crate) async fn set_with_audio() -> Self {
        Self::set_with(&["--api", "2026-04"]).await
    }

    async fn set_with(arguments: &[&str]) -> Self {
        let alone = ONE_AT_A_TIME.lock().await;
        let desktop = DesktopSession::start().await.unwrap();
        let ribbon = Simulator::start(desktop.folder(), &[SMALL, arguments].concat())
            .await
            .unwrap();
        let flows = ribbon.api("v1/interview-flows?limit=100").await.unwrap();
        let flow = &flows["interview_flows"][0];
        let text = |name: &str| flow[name].as_str().unwrap().to_owned();
        Self {
            flow: Flow {
                id: text("interview_flow_id"),
                title: text("title"),
            },
            desktop,
            ribbon,
            _alone: alone,
        }
    }

    /// How the app is started for the first time, without a key.
    pub(crate) fn launch(&self) -> Launch {
        Launch::new(&self.desktop.folder().join("desk"), &self.ribbon.url()).unwrap()
    }

    /// The app, connected by both roads, with everything from before fetched; asking Ribbon for news
    /// every so many seconds.
    pub(crate) async fn open_desk(&self, poll_seconds: u64) -> Desk {
        let launch = self
            .launch()
            .with_api_key(self.ribbon.api_key())
            .unwrap()
            .polling_every(poll_seconds);
        let desk = Desk::open(&self.desktop, launch).await.unwrap();
        page::wait_for_first_sync(&desk).await;
        let receiver = desk.receiver_url().await.unwrap();
        self.ribbon
            .send_webhooks_to(&receiver, WEBHOOK_SECRET)
            .await
            .unwrap();
        desk
    }

    /// The board of the journey's flow.
    pub(crate) async fn go_to_board(&self, desk: &Desk) {
        let address = format!("#/pipeline/{}", self.flow.id);
        desk.go_to(&address).await.unwrap();
    }

    /// The person finishes an interview; Ribbon announces it, or leaves it to be found. Gives the
    /// interview's id.
    pub(crate) async fn finish_interview(&self, person: &Person, webhook: bool) -> String {
        let what = json!({
            "flow": self.flow.id,
            "email": person.email,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "webhook": webhook,
        });
        let done = self.ribbon.control("complete", &what).await.unwrap();
        done["interview_id"].as_str().unwrap().to_owned()
    }

    /// The person is moved in Ribbon; the webhook comes, or gets lost.
    pub(crate) async fn move_in_ribbon(&self, person: &Person, status: &str, webhook: bool) {
        let what = json!({
            "flow": self.flow.id,
            "email": person.email,
            "new_status": status,
            "webhook": webhook,
        });
        self.ribbon.control("status", &what).await.unwrap();
    }

    /// The words in which a finished interview is told, with the mean of the scores that Ribbon's
    /// API gives it.
    pub(crate) async fn words_for_finished(&self, person: &Person, interview: &str) -> String {
        let call = format!("v1/interviews/{interview}");
        let interview = self.ribbon.api(&call).await.unwrap();
        let scores = interview["interview_data"]["scores"].as_array().unwrap();
        let counts = |score: &&Value| score["scoring_system"] != "binary";
        let scores = scores.iter().filter(counts);
        let given: Vec<f64> = scores.filter_map(|score| score["score"].as_f64()).collect();
        let count = u32::try_from(given.len()).unwrap();
        let average = given.iter().sum::<f64>() / f64::from(count);
        let (name, title) = (person.name(), &self.flow.title);
        format!("{name} finished {title} — {average:.1} average")
    }

    /// The next notification that the user gets.
    pub(crate) async fn next_notification(&self) -> Notification {
        self.desktop.notifications().next(SOON).await.unwrap()
    }
}

/// What the user reads of a notification.
pub(crate) fn words(notification: &Notification) -> (&str, &str) {
    (&notification.summary, &notification.body)
}
