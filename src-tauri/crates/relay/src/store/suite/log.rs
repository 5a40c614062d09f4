//! The log's part of the suite.

use relay_protocol::{After, Cursor, Epoch, Event, GapReason, Refusal, RefusalReason, Signature};

use super::{Amount, PLENTY, Read, Store, bodies, event, new_inbox, page};
use crate::{
    Error,
    store::{Latest, NewEvent},
};

pub(super) async fn events_come_back_as_they_were_stored(store: &dyn Store) {
    let inbox = new_inbox(store, "whole").await;
    let mut sent = event(&inbox, 1);
    sent.body = vec![0, 255, b'\r', b'\n', 0, 128].into();
    sent.headers = vec![
        ("x-ribbon-signature".to_owned(), "é \"quoted\"".to_owned()),
        ("webhook-id".to_owned(), "1".to_owned()),
        ("webhook-id".to_owned(), "2".to_owned()),
    ];
    sent.signature = Signature::Unverified;
    let empty = {
        let mut empty = event(&inbox, 2);
        (empty.body, empty.headers) = (bytes::Bytes::new(), Vec::new());
        empty
    };
    let seq = store.append(sent.clone()).await.unwrap();
    store.append(empty.clone()).await.unwrap();
    let read = page(store, &inbox, After::Oldest, PLENTY).await;
    let epoch = store.epoch().await.unwrap();
    assert_eq!(
        read.events[0],
        as_read(sent, epoch.clone(), seq),
        "every byte and header"
    );
    let next = read.events[1].cursor.seq;
    assert_eq!(
        read.events[1],
        as_read(empty, epoch, next),
        "also an empty one"
    );
    assert_eq!(
        (&read.next, &read.head),
        (&read.events[1].cursor, &read.events[1].cursor),
        "ends"
    );
}

fn as_read(sent: NewEvent, epoch: Epoch, seq: u64) -> Event {
    Event {
        cursor: Cursor { epoch, seq },
        id: sent.id,
        received_at: sent.received_at,
        headers: sent.headers,
        body: sent.body.into(),
        signature: sent.signature,
    }
}

pub(super) async fn pages_are_bounded_by_events_and_by_bytes(store: &dyn Store) {
    let inbox = new_inbox(store, "pages").await;
    for number in 1..=5 {
        store.append(event(&inbox, number)).await.unwrap();
    }
    let two = Amount {
        events: 2,
        ..PLENTY
    };
    let first = page(store, &inbox, After::Oldest, two).await;
    assert_eq!(bodies(&first), ["event 1", "event 2"], "two, as asked for");
    assert_ne!(first.next, first.head, "and more is there");
    let tight = Amount { bytes: 1, ..PLENTY };
    let one = page(store, &inbox, After::Cursor(first.next), tight).await;
    assert_eq!(
        bodies(&one),
        ["event 3"],
        "one at least, else a reader would be stuck"
    );
    let rest = page(store, &inbox, After::Cursor(one.next), PLENTY).await;
    assert_eq!(bodies(&rest), ["event 4", "event 5"], "the rest");
    assert_eq!(rest.next, rest.head, "now at the head");
    let none = page(store, &inbox, After::Cursor(rest.next.clone()), PLENTY).await;
    assert!(none.events.is_empty(), "nothing more");
    assert_eq!(
        (&none.next, &none.head),
        (&rest.next, &rest.next),
        "and the place is kept"
    );
    let head = page(store, &inbox, After::Head, PLENTY).await;
    assert_eq!(
        (head.events.len(), &head.next),
        (0, &rest.next),
        "from now on"
    );
    let left = store
        .count_after(&inbox, first.events[0].cursor.seq)
        .await
        .unwrap();
    assert_eq!(left, 4, "all but the first");
}

pub(super) async fn inboxes_do_not_see_each_other(store: &dyn Store) {
    let (ours, theirs) = (
        new_inbox(store, "ours").await,
        new_inbox(store, "theirs").await,
    );
    store.append(event(&theirs, 1)).await.unwrap();
    store.append(event(&ours, 2)).await.unwrap();
    store.append(event(&theirs, 3)).await.unwrap();
    let read = page(store, &ours, After::Oldest, PLENTY).await;
    assert_eq!(bodies(&read), ["event 2"], "only ours");
    assert_eq!(read.head, read.next, "their later event is not our head");
}

pub(super) async fn a_reader_at_the_head_is_woken(store: &dyn Store) {
    let inbox = new_inbox(store, "wake").await;
    let mut mark = store.changes().subscribe(&inbox);
    store.append(event(&inbox, 1)).await.unwrap();
    tokio::time::timeout(std::time::Duration::from_secs(10), mark.changed())
        .await
        .expect("the mark is set")
        .unwrap();
}

pub(super) async fn a_refused_webhook_is_a_gap_at_its_place(store: &dyn Store) {
    let inbox = new_inbox(store, "refused").await;
    assert_eq!(
        store.latest(&inbox).await.unwrap(),
        Latest::default(),
        "none"
    );
    let refused = |number: u16, reason| NewEvent {
        body: bytes::Bytes::new(),
        headers: Vec::new(),
        refused: Some(reason),
        ..event(&inbox, number)
    };
    let first = event(&inbox, 1);
    store.append(first.clone()).await.unwrap();
    let late = refused(2, RefusalReason::Slow);
    let refusal = Refusal {
        at: late.received_at,
        reason: RefusalReason::Slow,
    };
    store.append(late).await.unwrap();
    let latest = Latest {
        received: Some(first.received_at),
        refused: Some(refusal),
    };
    assert_eq!(store.latest(&inbox).await.unwrap(), latest, "both");
    let unsigned = refused(3, RefusalReason::Unsigned);
    store.append(unsigned.clone()).await.unwrap();
    let last = event(&inbox, 4);
    store.append(last.clone()).await.unwrap();

    let before = page(store, &inbox, After::Oldest, PLENTY).await;
    assert_eq!(bodies(&before), ["event 1"], "up to the refusal");
    assert_ne!(before.next, before.head, "and more is there");
    let place = After::Cursor(before.next.clone());
    let Read::Gap(gap) = store.read(&inbox, &place, PLENTY).await.unwrap() else {
        panic!("a refused webhook was passed over in silence");
    };
    assert_eq!(
        (gap.reason, &gap.requested, gap.refused),
        (GapReason::Refused, &before.next, Some(refusal)),
        "the first of two"
    );
    let rest = page(store, &inbox, After::Cursor(gap.oldest), PLENTY).await;
    assert_eq!(bodies(&rest), ["event 4"], "past both");
    assert_eq!(rest.next, rest.head, "to the end");
    let latest = Latest {
        received: Some(last.received_at),
        refused: Some(Refusal {
            at: unsigned.received_at,
            reason: RefusalReason::Unsigned,
        }),
    };
    assert_eq!(store.latest(&inbox).await.unwrap(), latest, "the newest");
}

pub(super) async fn an_unknown_inbox_gives_nothing(store: &dyn Store) {
    let nobody = "nobodysinbox".parse().unwrap();
    let refused = |result: Result<(), Error>| {
        assert!(matches!(result, Err(Error::NoSuchInbox(_))), "{result:?}");
    };
    refused(store.read(&nobody, &After::Oldest, PLENTY).await.map(drop));
    refused(store.span(&nobody).await.map(drop));
}

pub(super) async fn a_new_epoch_makes_every_old_place_a_gap(store: &dyn Store) {
    let inbox = new_inbox(store, "restored").await;
    store.append(event(&inbox, 1)).await.unwrap();
    let before = page(store, &inbox, After::Oldest, PLENTY).await;
    let epoch = store.renew_epoch().await.unwrap();
    assert_ne!(epoch, before.next.epoch, "another life");
    match store
        .read(&inbox, &After::Cursor(before.next), PLENTY)
        .await
        .unwrap()
    {
        Read::Gap(gap) => assert_eq!(gap.reason, GapReason::Epoch, "recognised, not misread"),
        Read::Page(page) => panic!("an old cursor was misread: {page:?}"),
    }
    let again = page(store, &inbox, After::Oldest, PLENTY).await;
    assert_eq!(
        again.events[0].id, before.events[0].id,
        "events keep their names"
    );
}
