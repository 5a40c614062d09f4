//! The relay's log, read once to its head.

use crate::relay_server::{FakeRelay, INBOX, TOKEN};
use crate::support::Notebook;
use domain::SystemClock;
use feed::Error;
use feed::relay::{Config, DeviceToken, Timing, read_to_head, try_once};
use relay_protocol::Signature;
use std::sync::Arc;
use std::time::Duration;

fn config(relay: &FakeRelay) -> Config {
    Config {
        source: "relay".into(),
        relay: relay.url.clone(),
        inbox: INBOX.parse().unwrap(),
        token: DeviceToken::new(TOKEN),
        after: None,
        timing: Timing {
            first_wait: Duration::from_millis(5),
            longest_wait: Duration::from_millis(20),
            ..Timing::default()
        },
    }
}

async fn read(relay: &FakeRelay, attempts: u32) -> (Result<(), Error>, Arc<Notebook>) {
    let notebook = Notebook::new();
    let sink = Arc::clone(&notebook);
    let done = read_to_head(config(relay), Arc::new(SystemClock), sink, attempts).await;
    (done, notebook)
}

#[tokio::test]
async fn everything_up_to_the_head_is_handed_over_and_acknowledged_and_that_is_the_end() {
    let relay = FakeRelay::start().await;
    for n in 0..1_203 {
        relay.receive(&n.to_string(), Signature::Verified);
    }
    let (done, notebook) = read(&relay, 1).await;
    assert_eq!(done, Ok(()), "it ends by itself");
    let bodies: Vec<String> = notebook
        .delivered()
        .into_iter()
        .map(|one| String::from_utf8(one.body).unwrap())
        .collect();
    let all: Vec<String> = (0..1_203).map(|n| n.to_string()).collect();
    assert_eq!(bodies, all, "each once, in order, over several pages");
    let last = notebook.delivered().pop().and_then(|one| one.cursor);
    relay.acked(&last.unwrap()).await;
}

#[tokio::test]
async fn what_passes_is_waited_out_and_what_lasts_is_told() {
    let relay = FakeRelay::start().await;
    relay.receive("kept", Signature::Verified);
    let trouble = |times: usize| (0..times).for_each(|_| relay.answer_instead(503, None));
    trouble(2);
    let (done, notebook) = read(&relay, 3).await;
    assert_eq!(done, Ok(()), "the third attempt");
    assert_eq!(notebook.delivered().len(), 1, "what was there");
    trouble(3);
    let (done, notebook) = read(&relay, 3).await;
    let status = Error::Status {
        status: 503,
        retry_after: None,
    };
    assert_eq!(done, Err(status), "no more attempts, and why");
    assert!(notebook.delivered().is_empty(), "nothing was made up");
}

#[tokio::test]
async fn whether_this_device_may_read_is_asked_without_reading() {
    let relay = FakeRelay::start().await;
    relay.receive("kept", Signature::Verified);
    assert_eq!(try_once(&config(&relay)).await, Ok(()));
    let stranger = Config {
        token: DeviceToken::new("another"),
        ..config(&relay)
    };
    assert_eq!(try_once(&stranger).await, Err(Error::NeedsPairing));
}
