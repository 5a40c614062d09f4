//! The registry's part of the suite.

use relay_protocol::{Cursor, DeviceId, InboxId};
use time::{Duration, OffsetDateTime};

use super::{Store, event, new_inbox, noon};
use crate::{
    Error,
    secret::{SecretHash, SigningSecret, random_name},
    store::{Device, InboxChange, NewDevice, Pairing},
};

pub(super) async fn an_inbox_can_be_changed_and_deleted(store: &dyn Store) {
    let id = new_inbox(store, "Acme").await;
    store
        .change_inbox(&id, InboxChange::Token(SecretHash::of("next")))
        .await
        .unwrap();
    let change = InboxChange::Secrets {
        secrets: vec![SigningSecret::new("a"), SigningSecret::new("b")],
        require_signature: Some(true),
    };
    store.change_inbox(&id, change).await.unwrap();
    let inbox = store.inbox(&id).await.unwrap().expect("it is there");
    assert!(
        inbox.token.matches(&SecretHash::of("next")),
        "the new token counts"
    );
    assert_eq!(
        (inbox.secrets.len(), inbox.require_signature),
        (2, true),
        "and the new keys"
    );
    assert!(
        store.inboxes().await.unwrap().contains(&inbox),
        "it is listed"
    );

    let device = new_device(store, &id).await;
    store.append(event(&id, 1)).await.unwrap();
    assert!(store.delete_inbox(&id).await.unwrap(), "deleted");
    assert_eq!(store.inbox(&id).await.unwrap(), None, "gone");
    assert_eq!(
        store.device(&device).await.unwrap(),
        None,
        "with its devices"
    );
    assert_eq!(
        store.count_after(&id, 0).await.unwrap(),
        0,
        "and its events"
    );
    assert!(
        !store.delete_inbox(&id).await.unwrap(),
        "nothing left to delete"
    );
    let again = store
        .change_inbox(&id, InboxChange::Token(SecretHash::of("x")))
        .await;
    assert!(matches!(again, Err(Error::NoSuchInbox(_))), "{again:?}");
}

pub(super) async fn the_public_address_is_remembered(store: &dyn Store) {
    assert_eq!(
        store.public_url().await.unwrap(),
        None,
        "nobody has told it"
    );
    for url in ["https://one.example", "https://two.example"] {
        store.set_public_url(url.to_owned()).await.unwrap();
        assert_eq!(
            store.public_url().await.unwrap().as_deref(),
            Some(url),
            "the last one"
        );
    }
}

pub(super) async fn a_code_makes_one_device(store: &dyn Store) {
    let inbox = new_inbox(store, "pairing").await;
    let (selector, code) = new_code(store, &inbox).await;
    let new = presented(noon());
    let id = new.id.clone();
    let opened = store.redeem(&selector, &code, new).await.unwrap();
    assert_eq!(opened, Some(inbox.clone()), "the code tells the inbox");
    let device = store.device(&id).await.unwrap().expect("the device exists");
    assert_eq!(
        (&device.inbox, device.name.as_str()),
        (&inbox, "laptop"),
        "in that inbox"
    );
    let again = store
        .redeem(&selector, &code, presented(noon()))
        .await
        .unwrap();
    assert_eq!(again, None, "once only");
    assert_eq!(
        store.devices(&inbox).await.unwrap().len(),
        1,
        "no second device"
    );
}

pub(super) async fn a_code_bears_five_wrong_tries(store: &dyn Store) {
    let inbox = new_inbox(store, "tries").await;
    let wrong = SecretHash::of("wrong");
    for (tries, still_good) in [(4, true), (5, false)] {
        let (selector, code) = new_code(store, &inbox).await;
        for _ in 0..tries {
            let opened = store
                .redeem(&selector, &wrong, presented(noon()))
                .await
                .unwrap();
            assert_eq!(opened, None, "wrong");
        }
        let opened = store
            .redeem(&selector, &code, presented(noon()))
            .await
            .unwrap();
        assert_eq!(opened.is_some(), still_good, "after {tries} wrong tries");
    }
    let opened = store
        .redeem("none", &wrong, presented(noon()))
        .await
        .unwrap();
    assert_eq!(opened, None, "there is no such code");
}

pub(super) async fn a_code_expires(store: &dyn Store) {
    let inbox = new_inbox(store, "late").await;
    let (selector, code) = new_code(store, &inbox).await;
    let late = presented(noon() + Duration::minutes(15));
    assert_eq!(
        store.redeem(&selector, &code, late).await.unwrap(),
        None,
        "too late"
    );
}

pub(super) async fn a_device_acknowledges_forwards_only(store: &dyn Store) {
    let inbox = new_inbox(store, "acks").await;
    let device = new_device(store, &inbox).await;
    let at = |epoch: &str, seq| Cursor {
        epoch: epoch.parse().unwrap(),
        seq,
    };
    for (said, stands) in [(5, 5), (3, 5), (5, 5), (8, 8)] {
        let acked = store.ack(&device, at("one", said)).await.unwrap();
        assert_eq!(acked.seq, stands, "after {said}");
    }
    let acked = store.ack(&device, at("two", 1)).await.unwrap();
    assert_eq!(acked.to_string(), "two-1", "another epoch begins anew");
    store.touch(&device, noon() + Duration::HOUR).await.unwrap();
    store.touch(&device, noon()).await.unwrap();
    let seen = store.device(&device).await.unwrap().expect("it is there");
    assert_eq!(
        seen.last_seen,
        Some(noon() + Duration::HOUR),
        "the latest counts"
    );
    assert_eq!(
        seen.acked.map(|cursor| cursor.to_string()).as_deref(),
        Some("two-1"),
        "kept"
    );
}

pub(super) async fn a_revoked_device_is_gone(store: &dyn Store) {
    let inbox = new_inbox(store, "revoked").await;
    let (first, second) = (
        new_device(store, &inbox).await,
        new_device(store, &inbox).await,
    );
    store.touch(&first, noon()).await.unwrap();
    assert!(store.delete_device(&first).await.unwrap(), "revoked");
    assert!(
        !store.delete_device(&first).await.unwrap(),
        "nothing left to revoke"
    );
    assert_eq!(store.device(&first).await.unwrap(), None, "gone");
    let left: Vec<_> = store.devices(&inbox).await.unwrap();
    assert_eq!(left.len(), 1, "the other stays");
    assert_eq!(left[0].id, second, "and is the other");
    store.touch(&first, noon()).await.unwrap();
    assert_eq!(
        store.device(&first).await.unwrap(),
        None,
        "being heard of does not revive it"
    );
    let acked = store.ack(&first, "one-1".parse().unwrap()).await;
    assert!(
        matches!(acked, Err(Error::NoSuchDevice)),
        "nor does an ack: {acked:?}"
    );
}

async fn new_device(store: &dyn Store, inbox: &InboxId) -> DeviceId {
    let device = presented(noon()).joins(inbox.clone());
    let id = device.id.clone();
    store.create_device(device.clone()).await.unwrap();
    let nowhere = Device {
        inbox: "nobodysinbox".parse().unwrap(),
        ..device
    };
    let refused = store.create_device(nowhere).await;
    assert!(matches!(refused, Err(Error::NoSuchInbox(_))), "{refused:?}");
    id
}

async fn new_code(store: &dyn Store, inbox: &InboxId) -> (String, SecretHash) {
    let pairing = Pairing {
        selector: random_name(4),
        inbox: inbox.clone(),
        code: SecretHash::of("code"),
        expires_at: noon() + Duration::minutes(15),
        tries_left: 5,
    };
    let found = (pairing.selector.clone(), pairing.code);
    store.create_pairing(pairing, noon()).await.unwrap();
    found
}

fn presented(now: OffsetDateTime) -> NewDevice {
    NewDevice {
        id: random_name(16).parse().unwrap(),
        name: "laptop".to_owned(),
        token: SecretHash::of("secret"),
        now,
    }
}
