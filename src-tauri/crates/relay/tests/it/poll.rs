//! Reading by long poll.

use std::{pin::pin, time::Duration};

use relay_protocol::{Gap, GapReason};
use reqwest::StatusCode;
use ribbon_relay::store::Retention;
use tokio::time::{Instant, timeout};

use crate::support::{PATIENCE, Relay, assert_problem, bodies, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_reads_everything_in_pages_and_in_order() {
    let relay = Relay::start().await;
    relay.stored(&["1", "2", "3"]).await;
    let first = relay.page("?limit=2").await;
    assert_eq!(bodies(&first.events), ["1", "2"], "the oldest first");
    assert_eq!(first.next, first.events[1].cursor, "go on after the last");
    let rest = relay.page(&format!("?limit=2&after={}", first.next)).await;
    assert_eq!(bodies(&rest.events), ["3"], "the rest");
    assert_eq!(
        (&rest.next, &rest.oldest),
        (&rest.head, &first.oldest),
        "at the head"
    );
    let all = relay.page(&format!("?after={}", rest.oldest)).await;
    assert_eq!(
        bodies(&all.events),
        ["1", "2", "3"],
        "`oldest` is the place before them all"
    );
    let now = relay.page("?after=head").await;
    assert_eq!(
        (now.events.len(), &now.next),
        (0, &rest.next),
        "from now on"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_poll_is_answered_by_the_next_event() {
    let relay = Relay::start().await;
    relay.stored(&["before"]).await;
    let next = relay.page("").await.next;
    for query in [
        "?wait=30&after=head".to_owned(),
        format!("?wait=30&after={next}"),
    ] {
        let mut poll = pin!(relay.page(&query));
        // What is stored before a poll from the head has begun is not for it; so again and again.
        let page = loop {
            tokio::select! {
                page = poll.as_mut() => break page,
                () = relay.stored(&["now"]) => {}
            }
        };
        assert_eq!(page.events[0].body, b"now", "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_with_nothing_to_read_ends_when_its_time_is_up() {
    let relay = Relay::start().await;
    let began = Instant::now();
    let page = relay.page("?wait=1").await;
    assert!(page.events.is_empty(), "nothing came");
    assert!(
        began.elapsed() >= Duration::from_secs(1),
        "it was held as long as asked"
    );
    assert_eq!(page.next, page.oldest, "an empty log ends where it begins");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_meant_is_refused() {
    let relay = Relay::start().await;
    for query in [
        "?limit=0",
        "?limit=501",
        "?limit=x",
        "?limit=-1",
        "?wait=31",
        "?wait=1.5",
        "?after=nonsense",
    ] {
        let response = relay.get(&format!("/events{query}")).send().await.unwrap();
        assert_problem(response, 400, query).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_of_another_life_is_a_gap() {
    let relay = Relay::start().await;
    relay.stored(&["1"]).await;
    let head = relay.page("").await.head;
    for place in [
        "zzzz-1".to_owned(),
        format!("{}-{}", head.epoch, head.seq + 1),
    ] {
        let response = relay
            .get(&format!("/events?after={place}"))
            .send()
            .await
            .unwrap();
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json",
            "an error"
        );
        assert_eq!(
            response.status(),
            StatusCode::GONE,
            "{place} was never given out in this life"
        );
        let gap: Gap = json(response).await;
        assert_eq!(
            (gap.requested.to_string(), gap.reason),
            (place, GapReason::Epoch),
            "told"
        );
        let rest = relay.page(&format!("?after={}", gap.oldest)).await;
        assert_eq!(
            bodies(&rest.events),
            ["1"],
            "going on from `oldest` loses nothing more"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_retention_dropped_is_a_gap_for_who_had_not_read_it() {
    let relay = Relay::with(|config| {
        config.retention = Retention {
            age: None,
            bytes: Some(400),
        };
        config.pace.retention = Duration::from_millis(20);
    })
    .await;
    let start = relay.page("").await.next;
    relay.stored(&["1", "2", "3", "4", "5", "6"]).await;
    let oldest = timeout(PATIENCE, async {
        loop {
            let page = relay.page("").await;
            if page.oldest != start && page.events.len() < 4 {
                return page.oldest;
            }
        }
    })
    .await
    .expect("retention does its work");
    let response = relay
        .get(&format!("/events?after={start}"))
        .send()
        .await
        .unwrap();
    let gap: Gap = json(response).await;
    assert_eq!(
        (gap.reason, &gap.oldest),
        (GapReason::Expired, &oldest),
        "told, not skipped"
    );
    let kept = relay.page(&format!("?after={oldest}")).await;
    assert_eq!(
        bodies(&kept.events).last().map(String::as_str),
        Some("6"),
        "the newest are kept"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_bounded_in_bytes_so_that_slow_readers_stay_affordable() {
    let relay = Relay::with(|config| config.max_body = 3 << 20).await;
    for _ in 0..3 {
        relay.post(vec![b'x'; 3 << 20]).send().await.unwrap();
    }
    let page = relay.page("").await;
    assert_eq!(page.events.len(), 1, "two would be more than 4 MiB");
    assert_ne!(
        page.next, page.head,
        "and the reader can see that there is more"
    );
}
