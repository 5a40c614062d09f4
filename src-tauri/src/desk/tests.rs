//! What is joined, how it is told, and that it goes on after a restart.

mod receiver;

use super::channel::Channel;
use super::*;
use crate::bridge::quarantine as bridge;
use crate::cli::Cli;
use clap::Parser;
use contract::channel::{ChannelKind, ChannelMode, ChannelState};
use contract::quarantine::Obstacle;
use contract::relay::RelayMode;
use contract::sync::SyncPart;
use domain::notification::Notice;
use serde_json::json;
use std::path::Path;
use sync::{State, Target};
use tempfile::TempDir;
use testkit::channels::{CHANNEL, FakeChannels, Style};

/// Far beyond what anything takes; reached only when it never comes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between two looks at what nobody is told of.
const NOW_AND_THEN: Duration = Duration::from_millis(20);

/// Nobody looks.
struct Nobody;

impl Shell for Nobody {
    fn notify(&self, _: &Notice, _: &Target) {}
    fn changed(&self, _: i64) {}
    fn state(&self, _: &State) {}
}

/// Opens the program in a folder, connected to a Ribbon that does not answer. It receives webhooks
/// anywhere.
async fn open(folder: &TempDir, more: &[&str]) -> Desk {
    let anywhere = ["--receiver-listen", "127.0.0.1:0"];
    open_with(folder, &[&anywhere, more].concat()).await
}

/// The same, where more is said about where to receive webhooks.
async fn open_with(folder: &TempDir, more: &[&str]) -> Desk {
    let at = |name: &str| folder.path().join(name).display().to_string();
    private(&folder.path().join("api-key"), "8d9c");
    let (home, key, api_key) = (at("home"), at("key"), at("api-key"));
    let cli = Cli::parse_from(
        [
            "ribbon-desk",
            "--home",
            &home,
            "--key-file",
            &key,
            "--api-key-file",
            &api_key,
            "--api-url",
            "http://127.0.0.1:1/",
        ]
        .iter()
        .chain(more),
    );
    let open = Desk::open(cli.options, Arc::new(Nobody), Doing::Window);
    open.await.unwrap()
}

/// Ends the program, which gives its home back.
async fn end(desk: Desk) {
    desk.close().await;
}

fn private(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}

/// Waits until the program tells that it is so.
async fn until(desk: &Desk, what: &str, is_so: impl Fn(&SyncState) -> bool) -> SyncState {
    let mut states = desk.engine().await.unwrap().watch();
    let wait = async {
        loop {
            let state = desk.sync_state().await;
            if is_so(&state) {
                return state;
            }
            states.changed().await.unwrap();
        }
    };
    match tokio::time::timeout(PATIENCE, wait).await {
        Ok(state) => state,
        Err(_) => panic!("waited in vain for {what}: {:#?}", desk.sync_state().await),
    }
}

async fn until_listening(desk: &Desk) -> ChannelState {
    let is_live = |state: &SyncState| {
        let channel = state.channel.as_ref();
        channel.is_some_and(|channel| channel.mode == ChannelMode::Live)
    };
    until(desk, "the channel", is_live).await.channel.unwrap()
}

/// Somebody is moved, and Ribbon posts that.
async fn post(channels: &FakeChannels, from: &str, to: &str) {
    let body = json!({
        "event_type": "candidate_status_updated",
        "interview_flow_id": "f1",
        "interviewee_email": "jane@example.com",
        "previous_status": from,
        "new_status": to,
    });
    let client = testkit::http::client().unwrap();
    let request = client.post(channels.url.clone()).json(&body);
    testkit::http::json(request).await.unwrap();
}

/// Something is posted that no version knows.
async fn post_riddle(channels: &FakeChannels) {
    let client = testkit::http::client().unwrap();
    let body = json!({ "event_type": "offer_signed" });
    let request = client.post(channels.url.clone()).json(&body);
    testkit::http::json(request).await.unwrap();
}

async fn text(desk: &Desk, sql: &str) -> String {
    let store = desk.store().await;
    let read = |connection: &store::Connection| Ok(connection.query_row(sql, [], |r| r.get(0))?);
    store.read(read).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_is_joined_by_its_address_which_is_told_nowhere_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let channels = FakeChannels::start(Style::Smee).await.unwrap();
    let desk = open(&folder, &[]).await;
    let told = desk.join_channel(channels.url.as_str()).await.unwrap();
    assert!(told.channel.is_some(), "at once");
    let channel = until_listening(&desk).await;
    assert_eq!(channel.kind, ChannelKind::Smee);
    assert_eq!(
        format!("{}/{CHANNEL}", channel.server),
        channels.url.as_str()
    );
    post(&channels, "A", "B").await;
    let has_arrived = |state: &SyncState| {
        let webhooks = state
            .details
            .iter()
            .find(|one| one.part == SyncPart::Webhooks);
        webhooks.is_some_and(|webhooks| webhooks.at.is_some())
    };
    let state = until(&desk, "the webhook", has_arrived).await;
    let all = serde_json::to_string(&state).unwrap();
    assert!(!all.contains(CHANNEL), "{all}");
    let source = text(&desk, "SELECT source FROM delivery").await;
    assert!(source.starts_with("smee:"), "{source}");
    assert!(!source.contains(CHANNEL), "{source}");
    let trust = text(&desk, "SELECT trust FROM transition").await;
    assert_eq!(trust, "absent", "the mark");
    end(desk).await;

    let desk = open(&folder, &[]).await;
    until_listening(&desk).await;
    let told = desk.leave_channel().await.unwrap();
    assert_eq!(told.channel, None, "left");
    end(desk).await;
    let desk = open(&folder, &[]).await;
    assert_eq!(desk.sync_state().await.channel, None, "for good");
    end(desk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_that_remembers_is_read_from_where_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let channels = FakeChannels::start(Style::GosmeeWithRedis).await.unwrap();
    let desk = open(&folder, &[]).await;
    desk.join_channel(channels.url.as_str()).await.unwrap();
    let channel = until_listening(&desk).await;
    assert_eq!(
        (channel.kind, channel.resumes),
        (ChannelKind::Gosmee, false)
    );
    post(&channels, "A", "B").await;
    let has_place = |state: &SyncState| state.channel.as_ref().is_some_and(|one| one.resumes);
    until(&desk, "a place to go on from", has_place).await;
    end(desk).await;

    post(&channels, "B", "C").await;
    let desk = open(&folder, &[]).await;
    until_listening(&desk).await;
    let chain = "SELECT group_concat(new, '') FROM transition";
    let mut states = desk.engine().await.unwrap().watch();
    let wait = async {
        while text(&desk, chain).await != "BC" {
            let _ = tokio::time::timeout(NOW_AND_THEN, states.changed()).await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, wait).await;
    assert!(waited.is_ok(), "what was posted meanwhile");
    end(desk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_understands_is_shown_with_why_and_waits_on_when_it_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let channels = FakeChannels::start(Style::Smee).await.unwrap();
    let desk = open(&folder, &[]).await;
    desk.join_channel(channels.url.as_str()).await.unwrap();
    until_listening(&desk).await;
    post_riddle(&channels).await;
    until(&desk, "the riddle", |state| state.quarantined == 1).await;
    let store = desk.store().await;
    let shown = store.read(bridge::quarantine).unwrap();
    assert_eq!(shown.total, 1);
    assert_eq!(shown.newest[0].obstacle, Obstacle::UnknownEvent);
    assert_eq!(shown.newest[0].event_type.as_deref(), Some("offer_signed"));
    assert!(shown.newest[0].reason.contains("offer_signed"), "in full");
    let engine = desk.engine().await.unwrap();
    let done = bridge::retried(engine.retry_quarantine().await.unwrap());
    assert_eq!((done.tried, done.kept), (1, 1), "it waits on");
    assert_eq!(desk.sync_state().await.quarantined, 1, "and is counted");
    end(desk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_joined_and_cannot_be_used_does_not_keep_the_program_from_opening() {
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    private(&token, "d1_secret");
    // Without TLS across the network.
    let relay = "http://relay.example.com/v1/inboxes/abcdefghij12";
    let token = token.display().to_string();
    let desk = open(&folder, &["--relay", relay, "--device-token-file", &token]).await;
    let store = desk.store().await;
    Channel::kept_for_test("http://smee.example/SeCrEt", &store);
    drop(store);
    end(desk).await;

    let desk = open(&folder, &[]).await;
    let is_told = |state: &SyncState| {
        let relay = state.relay.as_ref();
        let channel = state.channel.as_ref();
        relay.is_some_and(|relay| relay.mode == RelayMode::Broken)
            && channel.is_some_and(|channel| channel.mode == ChannelMode::Broken)
    };
    let state = until(&desk, "both to be told", is_told).await;
    let why = state.relay.and_then(|relay| relay.error).unwrap();
    assert!(why.contains("https://"), "what is wrong: {why}");
    let channel = state.channel.unwrap();
    assert_eq!(channel.server, "http://smee.example", "no more of it");
    let told = desk.leave_channel().await.unwrap();
    assert_eq!(told.channel, None);
    let told = desk.unpair().await.unwrap();
    assert_eq!(told.relay, None);
    end(desk).await;
}
