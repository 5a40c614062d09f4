//! The order promise, as a property over real sockets.

use std::collections::HashSet;

use proptest::{prelude::*, test_runner::TestRunner};
use relay_protocol::{Cursor, Receipt};
use tokio::time::timeout;

use crate::support::{PATIENCE, Relay, json};

/// Writers that post at once, readers that page while they do: each reader's cursors only ever grow,
/// none is skipped, and nobody ever sees an event at or below a cursor it was given.
#[test]
fn cursors_grow_by_commit_order_whatever_is_posted_at_once() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let relay = runtime.block_on(Relay::start());
    let posts = prop::collection::vec(prop::collection::vec(0_usize..2000, 1..6), 1..6);
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        // What goes wrong depends on chance: a smaller case need not show it.
        max_shrink_iters: 0,
        ..ProptestConfig::default()
    });
    runner
        .run(&(posts, 1_u32..5), |(posts, limit)| {
            let case = async { timeout(PATIENCE, one_case(&relay, posts, limit)).await };
            let outcome = runtime.block_on(case);
            prop_assert!(outcome.is_ok(), "a reader was never given everything");
            Ok(())
        })
        .unwrap();
}

async fn one_case(relay: &Relay, posts: Vec<Vec<usize>>, limit: u32) {
    let total: usize = posts.iter().map(Vec::len).sum();
    let start = relay.page("?after=head").await.next;
    let writers =
        futures_util::future::join_all(posts.into_iter().map(|sizes| write(relay, sizes)));
    let (stored, first, second) = tokio::join!(
        writers,
        read(relay, start.clone(), limit, total),
        read(relay, start.clone(), 500, total),
    );
    assert_eq!(first, second, "every reader sees the same order");
    assert!(
        first.is_sorted_by(|a, b| a.0.seq < b.0.seq),
        "cursors only ever grow"
    );
    assert!(
        first.iter().all(|(cursor, _)| cursor.seq > start.seq),
        "nothing below the start"
    );
    let read: HashSet<_> = first.into_iter().map(|(_, id)| id).collect();
    let stored: HashSet<_> = stored.into_iter().flatten().collect();
    assert_eq!(
        read, stored,
        "what was answered with 200 is read, and nothing else"
    );
}

async fn write(relay: &Relay, sizes: Vec<usize>) -> Vec<String> {
    let mut ids = Vec::new();
    for size in sizes {
        let receipt: Receipt = json(relay.post(vec![b'x'; size]).send().await.unwrap()).await;
        ids.push(receipt.id.to_string());
    }
    ids
}

async fn read(relay: &Relay, start: Cursor, limit: u32, total: usize) -> Vec<(Cursor, String)> {
    let mut read = Vec::new();
    let mut next = start;
    while read.len() < total {
        let page = relay
            .page(&format!("?limit={limit}&wait=5&after={next}"))
            .await;
        next = page.next;
        read.extend(
            page.events
                .into_iter()
                .map(|event| (event.cursor, event.id.to_string())),
        );
    }
    read
}
