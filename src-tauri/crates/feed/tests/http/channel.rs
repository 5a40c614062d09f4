//! Listening to channels.

mod gosmee;
mod known;
mod smee;
mod trouble;

use crate::receiver::http;
use crate::support::{Note, Notebook, Stopped};
use domain::UnixMs;
use feed::channel::{Channel, Config, Kind, Running, Timing};
use feed::{Error, Received, SourceState};
use std::sync::Arc;
use std::time::Duration;
use testkit::channels::FakeChannels;

const NOW: UnixMs = UnixMs(1_800_000_060_000);

/// In a hurry where a test waits for it, patient where a slow machine would be mistaken for a fault.
fn timing() -> Timing {
    Timing {
        first_wait: Duration::from_millis(5),
        longest_wait: Duration::from_millis(20),
        settled: Duration::from_secs(60),
        silence: Duration::from_secs(30),
        greeting: Duration::from_secs(30),
    }
}

fn config(server: &FakeChannels, kind: Kind) -> Config {
    Config {
        source: "channel".into(),
        url: server.url.clone(),
        kind,
        after: None,
        timing: timing(),
    }
}

fn start(config: Config) -> (Running, Arc<Notebook>) {
    let sink = Notebook::new();
    let running = Channel::start(config, Arc::new(Stopped(NOW.0)), sink.clone()).unwrap();
    (running, sink)
}

async fn live(sink: &Notebook) {
    sink.until(|notes| notes.contains(&Note::State(SourceState::Live)))
        .await;
}

async fn delivered(sink: &Notebook, count: usize) -> Vec<Received> {
    let is_delivered = |note: &&Note| matches!(note, Note::Delivered(_));
    sink.until(|notes| notes.iter().filter(is_delivered).count() >= count)
        .await;
    sink.delivered()
}

async fn offline(sink: &Notebook, is_so: impl Fn(&Error) -> bool) {
    sink.until(|notes| {
        notes.iter().any(|note| match note {
            Note::State(SourceState::Offline { error, .. }) => is_so(error),
            _ => false,
        })
    })
    .await;
}

/// Waits until that many streams were opened.
async fn lives(sink: &Notebook, count: usize) {
    sink.until(|notes| {
        let is_live = |note: &&Note| **note == Note::State(SourceState::Live);
        notes.iter().filter(is_live).count() >= count
    })
    .await;
}

async fn post(server: &FakeChannels, body: &str, signature: Option<&str>) {
    let mut request = http()
        .post(server.url.clone())
        .header("Content-Type", "application/json")
        .header("Cookie", "private");
    if let Some(signature) = signature {
        request = request.header("X-Ribbon-Signature", signature);
    }
    let answer = request.body(body.to_owned()).send().await.unwrap();
    assert!(answer.status().is_success(), "the channel takes it");
}

fn bodies(received: &[Received]) -> Vec<&str> {
    received
        .iter()
        .map(|one| std::str::from_utf8(&one.body).unwrap())
        .collect()
}
