//! Retention's part of the suite.

use relay_protocol::{After, GapReason, InboxId};
use time::Duration;

use super::{Amount, PLENTY, Read, Store, bodies, event, new_inbox, noon, page};
use crate::{
    clock::to_millis,
    store::{RelayTime, Retention, TimeRecord},
};

pub(super) async fn what_is_too_old_or_too_much_is_dropped_from_the_old_end(store: &dyn Store) {
    let (busy, quiet) = (
        new_inbox(store, "busy").await,
        new_inbox(store, "quiet").await,
    );
    let start = page(store, &busy, After::Head, PLENTY).await.next;
    let by_age = Retention {
        age: Some(Duration::hours(1)),
        bytes: None,
    };
    // Two were stamped by a clock that was far ahead, and by one that was far behind.
    for (number, inbox) in (0..).zip([&quiet, &busy, &busy, &busy, &busy]) {
        let mut event = event(inbox, 1000 + number);
        match number {
            0 => event.received_at += Duration::days(400),
            4 => event.received_at = time::OffsetDateTime::UNIX_EPOCH,
            _ => {}
        }
        store.append(event).await.unwrap();
        assert_eq!(
            store.retain(&by_age, minute(number)).await.unwrap(),
            0,
            "young, whatever the stamp says"
        );
    }
    let second = page(
        store,
        &busy,
        After::Oldest,
        Amount {
            events: 2,
            ..PLENTY
        },
    )
    .await
    .next;
    drop_all(store, by_age, minute(62)).await;
    let kept = page(store, &busy, After::Oldest, PLENTY).await;
    assert_eq!(
        bodies(&kept),
        ["event 1003", "event 1004"],
        "an hour and no more"
    );
    assert_eq!(
        kept.oldest, second,
        "the place just before the oldest kept one"
    );
    let at_oldest = page(store, &busy, After::Cursor(kept.oldest.clone()), PLENTY).await;
    assert_eq!(
        at_oldest.events, kept.events,
        "reading from `oldest` gives all that is kept"
    );
    match store
        .read(&busy, &After::Cursor(start), PLENTY)
        .await
        .unwrap()
    {
        Read::Gap(gap) => {
            assert_eq!(gap.reason, GapReason::Expired, "not skipped over");
            assert_eq!(gap.oldest, kept.oldest, "with the place to go on from");
        }
        Read::Page(page) => panic!("history went missing in silence: {page:?}"),
    }
    let emptied = page(store, &quiet, After::Oldest, PLENTY).await;
    assert_eq!(
        (emptied.events.len(), &emptied.oldest),
        (0, &emptied.head),
        "emptied"
    );
    assert!(
        emptied.head.seq > 0,
        "the place of what was dropped is remembered"
    );
    too_much_is_dropped(store, &busy).await;
}

async fn too_much_is_dropped(store: &dyn Store, busy: &InboxId) {
    let allowed = store.stored_bytes().await.unwrap() - 1;
    let one = Retention {
        age: None,
        bytes: Some(allowed),
    };
    drop_all(store, one, minute(62)).await;
    let kept = page(store, busy, After::Oldest, PLENTY).await;
    assert_eq!(bodies(&kept), ["event 1004"], "the newest that fits");
    drop_all(store, Retention::default(), minute(u16::MAX)).await;
    assert_eq!(
        store.count_after(busy, 0).await.unwrap(),
        1,
        "no rule drops nothing"
    );
}

async fn drop_all(store: &dyn Store, rule: Retention, now: RelayTime) {
    while store.retain(&rule, now).await.unwrap() > 0 {}
}

/// So many minutes after noon, on the relay's own clock.
fn minute(number: u16) -> RelayTime {
    RelayTime(to_millis(noon() + Duration::minutes(number.into())))
}

pub(super) async fn the_time_is_remembered(store: &dyn Store) {
    assert_eq!(store.time().await.unwrap(), None, "none yet");
    for wall in [7, 5] {
        let time = TimeRecord {
            relay: RelayTime(10 - wall),
            wall,
        };
        store.keep_time(time).await.unwrap();
        assert_eq!(store.time().await.unwrap(), Some(time), "the last");
    }
}
