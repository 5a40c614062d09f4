//! The order of cursors, as a property of any store.

use std::{collections::HashSet, sync::Arc};

use bytes::Bytes;
use futures_util::future::join_all;
use proptest::{prelude::*, test_runner::TestRunner};
use relay_protocol::{After, Cursor, InboxId};
use tokio::runtime::Handle;

use super::{Amount, PLENTY, Store, event, new_inbox, page};

/// Long enough for three servers on a busy machine.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// What is written at once: for each writer the inbox and the size of each of its events.
type Writers = Vec<Vec<(prop::sample::Index, usize)>>;

/// Whatever is written at once into several inboxes and however it is read meanwhile: each reader's
/// cursors only ever grow, all readers of an inbox see the same order, a writer's events keep theirs,
/// and what was acknowledged is read, once, and nothing else.
pub(super) fn cursors_grow_by_commit_order_whatever_is_written_at_once(store: &Arc<dyn Store>) {
    let event = (any::<prop::sample::Index>(), 0_usize..3000);
    let writers = prop::collection::vec(prop::collection::vec(event, 1..20), 1..9);
    let limits = prop::collection::vec(1_u32..6, 1..4);
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 16,
        failure_persistence: None,
        // What goes wrong depends on chance: a smaller case need not show it.
        max_shrink_iters: 0,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&(writers, limits), |(writers, limits)| {
        let case = one_case(store, &writers, &limits);
        let case = tokio::time::timeout(PATIENCE, case);
        let outcome = tokio::task::block_in_place(|| Handle::current().block_on(case));
        prop_assert!(outcome.is_ok(), "a reader was never given everything");
        Ok(())
    });
    outcome.unwrap();
}

async fn one_case(store: &Arc<dyn Store>, writers: &Writers, limits: &[u32]) {
    let inboxes = [
        new_inbox(&**store, "one").await,
        new_inbox(&**store, "other").await,
    ];
    let mut expected = [0; 2];
    for (inbox, _) in writers.iter().flatten() {
        expected[inbox.index(2)] += 1;
    }
    let writing = join_all(writers.iter().map(|events| write(store, &inboxes, events)));
    let reading = join_all(inboxes.iter().zip(expected).map(|(inbox, count)| {
        let readers = limits
            .iter()
            .map(move |limit| read(store, inbox, *limit, count));
        join_all(readers)
    }));
    let (written, read) = tokio::join!(writing, reading);
    for (number, readers) in read.iter().enumerate() {
        let first = &readers[0];
        assert!(
            readers.iter().all(|reader| reader == first),
            "every reader sees the same order"
        );
        assert!(
            first.is_sorted_by(|one, next| one.seq < next.seq),
            "cursors only ever grow"
        );
        let seqs: HashSet<_> = first.iter().map(|cursor| cursor.seq).collect();
        let stored = written.iter().flatten();
        let stored: HashSet<_> = stored
            .filter(|(inbox, _)| *inbox == number)
            .map(|(_, seq)| *seq)
            .collect();
        assert_eq!(seqs, stored, "what was acknowledged, and nothing else");
    }
    for seqs in written {
        let ordered = seqs.is_sorted_by(|one, next| one.1 < next.1);
        assert!(ordered, "one writer's events keep their order: {seqs:?}");
    }
}

/// Writes one after the other, and gives each one's inbox and place.
async fn write(
    store: &Arc<dyn Store>,
    inboxes: &[InboxId; 2],
    events: &[(prop::sample::Index, usize)],
) -> Vec<(usize, u64)> {
    let mut written = Vec::new();
    for (inbox, size) in events {
        let number = inbox.index(2);
        let mut event = event(&inboxes[number], 1);
        event.body = Bytes::from(vec![b'x'; *size]);
        written.push((number, store.append(event).await.unwrap()));
    }
    written
}

/// Reads on from the last cursor until so many are read.
async fn read(store: &Arc<dyn Store>, inbox: &InboxId, limit: u32, count: usize) -> Vec<Cursor> {
    let amount = Amount {
        events: limit,
        ..PLENTY
    };
    let (mut read, mut after) = (Vec::new(), After::Oldest);
    while read.len() < count {
        let part = page(&**store, inbox, after, amount).await;
        after = After::Cursor(part.next);
        read.extend(part.events.into_iter().map(|event| event.cursor));
    }
    let rest = page(&**store, inbox, after, PLENTY).await;
    assert!(rest.events.is_empty(), "nothing more: {:?}", rest.events);
    read
}
