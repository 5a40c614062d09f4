//! The simulated Ribbon of the demo: a busy organisation.

use std::path::Path;

use testkit::simulator::Simulator;

/// How many interviews there are before the demo begins.
pub(crate) const INTERVIEWS: u64 = 180;

/// Signs the webhooks; a secret of nothing but this demo.
const WEBHOOK_SECRET: &str = "demo-webhook-secret";

/// Starts it, with something new every three seconds.
pub(crate) async fn start(folder: &Path) -> anyhow::Result<Simulator> {
    let interviews = INTERVIEWS.to_string();
    let arguments = [
        "--seed",
        "7",
        "--flows",
        "6",
        "--interviews",
        &interviews,
        "--events-per-minute",
        "20",
    ];
    Simulator::start(folder, &arguments).await
}

/// Lets its webhooks arrive at the app.
pub(crate) async fn connect(ribbon: &Simulator, receiver: &str) -> anyhow::Result<()> {
    ribbon.send_webhooks_to(receiver, WEBHOOK_SECRET).await
}
