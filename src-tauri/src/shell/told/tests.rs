//! A notice is taken back when all that it tells was read, done with or put off, and not before.

use super::*;
use domain::{CandidateKey, Email, FlowId, Link, Road, Status, Trust, UnixMs};
use store::table::delivery::{self, NewDelivery, Outcome};
use store::table::event::{self, What};
use store::table::mark::{self, EventMark};
use store::table::{candidate, transition};
use store::view::inbox::Item;
use store::{DbKey, Store};
use tempfile::TempDir;

const NOW: UnixMs = UnixMs(1_790_000_000_000);

const READ: EventMark = EventMark {
    read: Some(true),
    starred: None,
    done: None,
    snooze_until: None,
};

/// Three people were moved, the last of them twice; each event's notice was queued.
struct Told {
    store: Store,
    /// The newest first.
    items: Vec<Item>,
    _folder: TempDir,
}

impl Told {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = DbKey::from_hex(&"5a".repeat(32)).unwrap();
        let store = Store::open(&folder.path().join("cache.db"), key).unwrap();
        for (who, status) in [
            ("zoe", "review"),
            ("omar", "review"),
            ("jane", "review"),
            ("jane", "hired"),
        ] {
            let move_to = |tx: &store::Tx<'_>| moved(tx, who, status);
            store.write::<_, store::Error>(move_to).unwrap();
        }
        let all = Query {
            limit: AT_ONCE,
            ..Query::default()
        };
        let items = store.read(|it| inbox::list(it, &all)).unwrap();
        let told = Self {
            store,
            items,
            _folder: folder,
        };
        for item in &told.items {
            let queue = |tx: &store::Tx<'_>| outbox::queue(tx, item.id, NOW);
            told.store.write::<_, store::Error>(queue).unwrap();
        }
        told
    }

    fn mark(&self, event: i64, mark: EventMark) {
        let set = |tx: &store::Tx<'_>| mark::set_event(tx, event, mark, NOW);
        self.store.write::<_, store::Error>(set).unwrap();
    }

    /// The notice of the n-th item: they were queued in the order of the list, from 1 on.
    fn notice(&self, n: usize) -> i64 {
        let id = i64::try_from(n + 1).unwrap();
        let about = self.store.read(|it| outbox::target(it, id)).unwrap();
        let item = &self.items[n];
        assert_eq!(
            about,
            Some((item.candidate_id, item.interview_id.clone())),
            "the queue numbers them in order"
        );
        id
    }

    fn settled(&self, held: &[(i32, Vec<i64>)]) -> Vec<i32> {
        self.store.read(|it| settled(it, held)).unwrap()
    }
}

/// The items in the order of the list.
const HIRED: usize = 0;
const JANE: usize = 1;
const OMAR: usize = 2;
const ZOE: usize = 3;

/// Somebody was moved, which is an event.
fn moved(tx: &store::Tx<'_>, who: &str, status: &str) -> store::Result<()> {
    let email = Email::parse(&format!("{who}@example.com")).unwrap();
    let candidate = candidate::ensure(tx, &CandidateKey::Email(email), None, NOW)?;
    let flow = FlowId::new("f1");
    let delivery = delivery::insert(
        tx,
        &NewDelivery {
            source: "relay",
            road: Road::Relay,
            event_id: None,
            cursor: None,
            received_at: NOW,
            headers: &[],
            body: b"{}",
            trust: Trust::Verified,
            event_type: None,
            outcome: Outcome::Applied,
        },
    )?;
    let origin = transition::Origin {
        candidate,
        flow: &flow,
        delivery,
        road: Road::Relay,
        trust: Trust::Verified,
        at: NOW,
    };
    let link = Link {
        previous: None,
        new: Status::new(status),
    };
    let id = transition::insert(tx, &origin, &link, None)?;
    event::record(
        tx,
        &What::Status(id, delivery),
        candidate,
        &flow,
        NOW,
        false,
    )
    .map(drop)
}

#[test]
fn a_notice_stays_until_what_it_tells_was_read() {
    let told = Told::new();
    let held = [(7, vec![told.notice(OMAR)]), (8, vec![told.notice(ZOE)])];
    assert_eq!(told.settled(&held), [0; 0], "nobody has read anything");
    told.mark(told.items[OMAR].id, READ);
    assert_eq!(told.settled(&held), [7], "his, and no other");
}

#[test]
fn what_is_done_with_or_put_off_needs_no_notice_either() {
    let told = Told::new();
    let held = [(7, vec![told.notice(OMAR)]), (8, vec![told.notice(ZOE)])];
    let done = EventMark {
        read: None,
        done: Some(true),
        ..READ
    };
    told.mark(told.items[OMAR].id, done);
    let later = EventMark {
        read: None,
        snooze_until: Some(UnixMs(NOW.0 + 1)),
        ..READ
    };
    told.mark(told.items[ZOE].id, later);
    assert_eq!(told.settled(&held), [7, 8]);
}

#[test]
fn a_notice_of_several_stays_until_the_last_of_them_was_read() {
    let told = Told::new();
    let group = [(7, vec![told.notice(OMAR), told.notice(ZOE)])];
    told.mark(told.items[OMAR].id, READ);
    assert_eq!(told.settled(&group), [0; 0], "one is left");
    told.mark(told.items[ZOE].id, READ);
    assert_eq!(told.settled(&group), [7]);
}

#[test]
fn a_notice_stays_while_something_newer_of_the_same_person_is_unread() {
    let told = Told::new();
    let held = [(7, vec![told.notice(JANE)])];
    told.mark(told.items[JANE].id, READ);
    assert_eq!(told.settled(&held), [0; 0], "she was hired meanwhile");
    told.mark(told.items[HIRED].id, READ);
    assert_eq!(told.settled(&held), [7]);
}

#[test]
fn a_notice_of_what_this_cache_does_not_know_stays() {
    let told = Told::new();
    assert_eq!(told.settled(&[(7, vec![1_000_000])]), [0; 0]);
}
