//! The simulated Ribbon of the demo: a busy organisation.

use std::path::Path;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use testkit::simulator::Simulator;

/// How many interviews there are before the demo begins.
pub(crate) const INTERVIEWS: u64 = 180;

/// Signs the webhooks; a secret of nothing but this demo.
pub(crate) const WEBHOOK_SECRET: &str = "demo-webhook-secret";

/// Starts it, with something new every three seconds that is posted to `webhook_url`.
pub(crate) async fn start(folder: &Path, webhook_url: &str) -> anyhow::Result<Simulator> {
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
        "--webhook-url",
        webhook_url,
        "--webhook-secret",
        WEBHOOK_SECRET,
    ];
    Simulator::start(folder, &arguments).await
}

/// Lets two interviews be held, with their videos, and three candidates be moved, one of them twice.
/// Gives the number of webhooks that were accepted.
pub(crate) async fn be_busy(ribbon: &Simulator) -> anyhow::Result<usize> {
    const EACH: usize = 2;
    const MOVED: usize = 3;
    let mut webhooks = 0;
    let truth = ribbon.truth().await?;
    for flow in list(&truth, "flows")
        .filter(|flow| flow["is_video_enabled"] == true && flow["archived"] == false)
        .take(EACH)
    {
        let flow = json!({"flow": flow["interview_flow_id"]});
        let done = accepted(ribbon, "complete", &flow).await?;
        let video = json!({"interview_id": done.get("interview_id")});
        accepted(ribbon, "video", &video).await?;
        webhooks += 2;
    }
    let mut people: Vec<&Value> = Vec::new();
    for person in list(&truth, "interviews") {
        let is_new = people.iter().all(|known| known["email"] != person["email"]);
        if is_new && person["status"] == "completed" && person["email"].is_string() {
            people.push(person);
        }
    }
    for person in people.iter().take(MOVED) {
        let new = match status(&truth, person) {
            Some("shortlisted") => "Final round",
            _ => "shortlisted",
        };
        move_to(ribbon, person, new).await?;
        webhooks += 1;
    }
    let twice = people.first().context("nobody was interviewed")?;
    move_to(ribbon, twice, "accepted").await?;
    webhooks += 1;
    Ok(webhooks)
}

async fn move_to(ribbon: &Simulator, person: &Value, status: &str) -> anyhow::Result<()> {
    let what = json!({
        "flow": person["interview_flow_id"],
        "email": person["email"],
        "new_status": status,
    });
    accepted(ribbon, "status", &what).await.map(|_| ())
}

/// The answer of a control call whose webhook was answered with 200.
async fn accepted(ribbon: &Simulator, call: &str, what: &Value) -> anyhow::Result<Value> {
    let answer = ribbon.control(call, what).await?;
    ensure!(
        answer.pointer("/webhook/status") == Some(&json!(200)),
        "the relay did not accept a webhook: {answer}"
    );
    Ok(answer)
}

fn status<'a>(truth: &'a Value, person: &Value) -> Option<&'a str> {
    let email = person["email"].as_str()?.to_lowercase();
    let mut moved = list(truth, "candidates");
    moved
        .find(|one| {
            one["email"] == email.as_str()
                && one["interview_flow_id"] == person["interview_flow_id"]
        })
        .and_then(|one| one["status"].as_str())
}

/// The entries of a list of the truth.
pub(crate) fn list<'a>(truth: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    truth[name].as_array().into_iter().flatten()
}
