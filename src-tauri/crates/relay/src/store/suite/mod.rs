//! What every store must do, run against each engine.

mod log;
mod order;
mod registry;
mod retention;
mod target;

use std::sync::Arc;

use bytes::Bytes;
use relay_protocol::{After, InboxId, Page, Signature};
use time::{Duration, OffsetDateTime};

use super::{Amount, Inbox, NewEvent, Read, Store};
use crate::{
    clock::from_millis,
    secret::{SecretHash, SigningSecret, random_name},
};

/// Runs everything against one store, each part in inboxes of its own.
pub(crate) async fn run(store: Arc<dyn Store>) {
    log::events_come_back_as_they_were_stored(&*store).await;
    log::pages_are_bounded_by_events_and_by_bytes(&*store).await;
    log::inboxes_do_not_see_each_other(&*store).await;
    log::a_reader_at_the_head_is_woken(&*store).await;
    order::cursors_grow_by_commit_order_whatever_is_written_at_once(&store);
    log::an_unknown_inbox_gives_nothing(&*store).await;
    log::a_refused_webhook_is_a_gap_at_its_place(&*store).await;
    registry::an_inbox_can_be_changed_and_deleted(&*store).await;
    registry::the_public_address_is_remembered(&*store).await;
    registry::a_code_makes_one_device(&*store).await;
    registry::a_code_bears_five_wrong_tries(&*store).await;
    registry::a_code_expires(&*store).await;
    registry::a_device_acknowledges_forwards_only(&*store).await;
    registry::a_revoked_device_is_gone(&*store).await;
    retention::the_time_is_remembered(&*store).await;
    target::a_target_can_be_changed_and_removed(&*store).await;
    target::an_inbox_takes_its_targets_along(&*store).await;
    target::progress_is_saved_only_by_who_has_read_the_last(&*store).await;
    target::dead_letters_are_listed_from_the_oldest(&*store).await;
    // Last, for it drops what the others stored.
    retention::what_is_too_old_or_too_much_is_dropped_from_the_old_end(&*store).await;
    log::a_new_epoch_makes_every_old_place_a_gap(&*store).await;
    store.check().await.expect("a healthy store can be written");
}

pub(crate) async fn new_inbox(store: &dyn Store, name: &str) -> InboxId {
    let id: InboxId = random_name(16).parse().unwrap();
    let inbox = Inbox {
        id: id.clone(),
        name: name.to_owned(),
        token: SecretHash::of("token"),
        secrets: vec![SigningSecret::new("key")],
        require_signature: false,
        created_at: noon(),
    };
    store.create_inbox(inbox).await.unwrap();
    id
}

/// An event with a body of its own, received `number` minutes after noon.
pub(crate) fn event(inbox: &InboxId, number: u16) -> NewEvent {
    NewEvent {
        inbox: inbox.clone(),
        id: ulid::Ulid::generate().to_string().parse().unwrap(),
        received_at: noon() + Duration::minutes(number.into()),
        headers: vec![("content-type".to_owned(), "text/plain".to_owned())],
        body: Bytes::from(format!("event {number}")),
        signature: Signature::Absent,
        admitted_by: None,
        refused: None,
    }
}

fn noon() -> OffsetDateTime {
    from_millis(1_795_435_200_000)
}

const PLENTY: Amount = Amount {
    events: 500,
    bytes: u64::MAX,
};

async fn page(store: &dyn Store, inbox: &InboxId, after: After, amount: Amount) -> Page {
    match store.read(inbox, &after, amount).await.unwrap() {
        Read::Page(page) => page,
        Read::Gap(gap) => panic!("unexpected gap: {gap:?}"),
    }
}

fn bodies(page: &Page) -> Vec<String> {
    page.events
        .iter()
        .map(|event| String::from_utf8(event.body.clone()).unwrap())
        .collect()
}
