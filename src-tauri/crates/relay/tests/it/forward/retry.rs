//! Targets that fail.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
    time::Duration,
};

use ribbon_relay::admin::{NewTarget, ReplayOf};

use super::{at, clock, fast, relay};
use crate::support::{Answer, Receiver, Relay};

#[tokio::test(flavor = "multi_thread")]
async fn failed_delivery_is_repeated_with_the_same_id_before_the_next() {
    let relay = Relay::with(|config| {
        fast(config);
        config.pace.target_answer = Duration::from_millis(500);
    })
    .await;
    let mut receiver = Receiver::start().await;
    receiver.answer([
        Answer::Status(500),
        Answer::Cut,
        Answer::Never,
        Answer::Status(404),
        Answer::With(302, "location", "/elsewhere"),
    ]);
    let target = relay.forwards_to(&receiver).await;
    relay.stored(&["1", "2"]).await;
    let first = receiver.next().await;
    for _ in 0..5 {
        let again = receiver.next().await;
        assert_eq!(again.event(), first.event(), "the same event");
        assert_eq!(again.text(), "1", "with the same body");
        assert_eq!(again.path, "/hook", "redirects are not followed");
    }
    assert_eq!(receiver.next().await.text(), "2", "only then the next");
    let info = relay.until_done(&target).await;
    assert_eq!(info.failing, None, "it works again");
}

#[tokio::test(flavor = "multi_thread")]
async fn retry_after_is_obeyed() {
    let (relay, mut receiver) = (relay().await, Receiver::start().await);
    receiver.answer([Answer::With(429, "retry-after", "1")]);
    let target = relay.forwards_to(&receiver).await;
    relay.stored(&["1"]).await;
    let first = receiver.next().await;
    let info = relay.until(&target, |info| info.failing.is_some()).await;
    let failing = info.failing.unwrap();
    assert_eq!(failing.reason, "HTTP 429");
    assert!(failing.retry_at - failing.since >= time::Duration::SECOND);
    let second = receiver.next().await;
    assert!(
        second.at - first.at >= Duration::from_millis(999),
        "{:?}",
        second.at - first.at
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_target_is_tried_at_once_when_it_is_resumed() {
    let (relay, mut receiver) = (relay().await, Receiver::start().await);
    receiver.answer([Answer::With(503, "retry-after", "80000")]);
    let target = relay.forwards_to(&receiver).await;
    relay.stored(&["1"]).await;
    receiver.next().await;
    relay.until(&target, |info| info.failing.is_some()).await;
    let admin = relay.running.admin();
    admin.resume_target(&target).await.unwrap();
    assert_eq!(receiver.next().await.text(), "1", "without waiting a day");
}

#[tokio::test(flavor = "multi_thread")]
async fn event_is_given_up_in_time_and_can_be_replayed() {
    let (relay, mut receiver) = (relay().await, Receiver::start().await);
    let refuses_poison = |received: &crate::support::Received| {
        Answer::Status(if received.text() == "poison" {
            500
        } else {
            200
        })
    };
    receiver.answer_by(refuses_poison);
    let target = relay
        .targets(NewTarget {
            give_up_after: Duration::ZERO,
            ..at(&receiver.url("/"))
        })
        .await;
    relay.stored(&["1", "poison", "2", "3"]).await;
    let mut bodies = receiver.bodies(9).await;
    bodies.dedup();
    assert_eq!(
        bodies,
        ["1", "poison", "2", "3"],
        "what follows is not held"
    );
    let info = relay.until_done(&target).await;
    assert_eq!(info.dead_letters, 1);
    let admin = relay.running.admin();
    let letters = admin.dead_letters(&target).await.unwrap();
    assert_eq!(letters[0].reason, "HTTP 500");
    assert_eq!(letters[0].attempts, 6);
    relay
        .counts(&format!(
            "forward_dead_letters{{inbox=\"{}\",target=\"{target}\"}} 1",
            relay.inbox
        ))
        .await;

    let replayed = admin.replay(&target, &ReplayOf::DeadLetters).await;
    assert_eq!(replayed.unwrap(), 1);
    relay.until_done(&target).await;
    assert_eq!(receiver.bodies(6).await, ["poison"; 6], "tried again");
    let info = relay.until_done(&target).await;
    assert_eq!(info.dead_letters, 1, "in vain");

    receiver.answer([]);
    admin.replay(&target, &ReplayOf::DeadLetters).await.unwrap();
    let again = receiver.next().await;
    assert_eq!(again.text(), "poison");
    assert_eq!(again.event(), letters[0].event.as_str(), "the same id");
    let info = relay.until_done(&target).await;
    assert_eq!(info.dead_letters, 0, "no longer a dead letter");
    assert!(admin.replay(&target, &ReplayOf::DeadLetters).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn target_that_is_down_for_long_gives_up_only_what_is_old_enough() {
    let hours = Arc::new(AtomicI64::new(0));
    let seen = Arc::clone(&hours);
    let relay = Relay::with(|config| {
        fast(config);
        config.clock = clock(move || time::Duration::hours(seen.load(Relaxed)));
    })
    .await;
    let mut receiver = Receiver::start().await;
    receiver.answer_by(|_| Answer::Status(503));
    let target = relay.forwards_to(&receiver).await;
    let set = |hour| hours.store(hour, Relaxed);
    relay.stored(&["at 0 hours"]).await;
    relay.until(&target, |info| info.failing.is_some()).await;
    set(40);
    relay.stored(&["at 40 hours"]).await;
    set(71);
    receiver.bodies(20).await;
    assert_eq!(relay.until(&target, |_| true).await.dead_letters, 0);
    set(72);
    // The second has its time too.
    relay
        .until(&target, |info| (info.dead_letters, info.lag) == (1, 1))
        .await;
    set(111);
    while receiver.next().await.text() != "at 40 hours" {}
    receiver.bodies(20).await;
    assert_eq!(relay.until(&target, |_| true).await.dead_letters, 1);
    set(112);
    relay
        .until(&target, |info| (info.dead_letters, info.lag) == (2, 0))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lag_and_failures_are_counted() {
    let (relay, mut receiver) = (relay().await, Receiver::start().await);
    receiver.answer([
        Answer::Status(200),
        Answer::Status(500),
        Answer::With(500, "retry-after", "80000"),
    ]);
    let target = relay.forwards_to(&receiver).await;
    relay.stored(&["1", "2", "3"]).await;
    receiver.bodies(3).await;
    let labels = format!("{{inbox=\"{}\",target=\"{target}\"}}", relay.inbox);
    relay
        .counts(&format!("forward_failed_total{labels} 2"))
        .await;
    relay
        .counts(&format!("forward_delivered_total{labels} 1"))
        .await;
    relay.counts(&format!("forward_lag{labels} 2")).await;
    let metrics = relay.metrics().await;
    assert!(metrics.contains("forward_lag_seconds{"), "{metrics}");
}

#[tokio::test(flavor = "multi_thread")]
async fn target_that_lags_is_warned_of() {
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .init();
    let minutes = Arc::new(AtomicI64::new(0));
    let seen = Arc::clone(&minutes);
    let relay = Relay::with(|config| {
        fast(config);
        config.clock = clock(move || time::Duration::minutes(seen.load(Relaxed)));
    })
    .await;
    let mut receiver = Receiver::start().await;
    relay.stored(&["1"]).await;
    for (late, warned) in [(4, false), (5, true)] {
        minutes.store(late, Relaxed);
        let new = NewTarget {
            from_oldest: true,
            ..at(&receiver.url("/hook"))
        };
        let target = relay.targets(new).await;
        receiver.next().await;
        let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        let line = log.lines().find(|line| line.contains("lags behind"));
        assert_eq!(line.is_some(), warned, "{late} minutes: {log}");
        if let Some(line) = line {
            assert!(line.contains(&format!("id={target} host=127.0.0.1")));
            assert!(line.contains("seconds=300"), "{line}");
            assert!(!line.contains("/hook"), "{line}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn target_goes_on_with_the_oldest_event_after_a_gap() {
    let relay = Relay::with(|config| {
        fast(config);
        config.retention.bytes = Some(0);
        config.pace.retention = Duration::from_millis(10);
    })
    .await;
    let mut receiver = Receiver::start().await;
    let target = relay.forwards_to(&receiver).await;
    relay.running.admin().pause_target(&target).await.unwrap();
    relay.stored(&["lost"]).await;
    relay.counts("dropped_events_total 1").await;
    relay.running.admin().resume_target(&target).await.unwrap();
    relay.counts("gaps_total 1").await;
    // Whether this one is kept for long enough is a matter of luck; the target is not stuck.
    relay.stored(&["next"]).await;
    relay.until_done(&target).await;
    if let Some(received) = receiver.ready() {
        assert_eq!(received.text(), "next");
    }
}
