//! A notice waits until it is due, is shown once, and a group of them counts as one.

use super::*;
use crate::table::flow;
use crate::test_support::{BACKEND, Desk, held, invited, jane, zoe};
use domain::FlowId;
use domain::notification::NoticeKind;

/// A queued notice of a held interview: event and place in the queue.
fn queued(desk: &Desk, id: &str, due_at: i64) -> (i64, i64) {
    let event = desk.happened(&held(id, BACKEND, jane(), "hello"), 1, false);
    desk.write(|tx| queue(tx, event, UnixMs(due_at)));
    (event, desk.number("SELECT max(id) FROM outbox"))
}

fn due_ids(desk: &Desk, now: i64) -> Vec<i64> {
    let pending = desk.read(|connection| due(connection, UnixMs(now)));
    pending.iter().map(|pending| pending.id).collect()
}

#[test]
fn a_notice_is_ready_when_it_is_due_and_gone_when_it_was_shown() {
    let desk = Desk::new();
    let (_, first) = queued(&desk, "i1", 10);
    let (_, second) = queued(&desk, "i2", 20);
    assert_eq!(desk.read(next_due), Some(UnixMs(10)), "when to look again");
    assert_eq!(due_ids(&desk, 9), [0; 0], "too early");
    assert_eq!(due_ids(&desk, 20), [first, second], "oldest first");
    desk.write(|tx| shown(tx, &[first], UnixMs(21), false));
    assert_eq!(due_ids(&desk, 30), [second], "once");
    desk.write(|tx| shown(tx, &[second], UnixMs(31), false));
    assert_eq!(desk.read(next_due), None, "nothing waits");
}

#[test]
fn an_event_is_queued_once_even_after_it_was_shown() {
    let desk = Desk::new();
    let (event, id) = queued(&desk, "i1", 10);
    desk.write(|tx| shown(tx, &[id], UnixMs(11), false));
    desk.write(|tx| queue(tx, event, UnixMs(12)));
    assert_eq!(due_ids(&desk, 99), [0; 0], "told already");
}

#[test]
fn details_that_arrive_let_a_notice_go_at_once_and_never_later() {
    let desk = Desk::new();
    let (_, id) = queued(&desk, "i1", 2_000);
    let (_, other) = queued(&desk, "i2", 2_000);
    let num = desk.number("SELECT num FROM interview WHERE interview_id = 'i1'");
    desk.write(|tx| hurry(tx, num, UnixMs(300)));
    assert_eq!(due_ids(&desk, 300), [id], "only this interview's");
    desk.write(|tx| hurry(tx, num, UnixMs(5_000)));
    assert_eq!(due_ids(&desk, 2_000), [id, other], "not put off");
}

#[test]
fn a_group_counts_as_one_notice_and_a_silent_one_as_none() {
    let desk = Desk::new();
    let ids: Vec<i64> = (0..6)
        .map(|n| queued(&desk, &format!("i{n}"), 1).1)
        .collect();
    desk.write(|tx| {
        shown(tx, &ids[..4], UnixMs(100), false)?;
        shown(tx, &ids[4..5], UnixMs(103), false)?;
        shown(tx, &ids[5..], UnixMs(104), true)
    });
    assert_eq!(desk.read(count_shown), 2, "a group of four, and one");
    let mut times = desk.read(|connection| shown_since(connection, UnixMs(100)));
    times.sort();
    assert_eq!(times, [UnixMs(100), UnixMs(103)], "each notice once");
    assert_eq!(
        desk.read(|connection| shown_since(connection, UnixMs(101))),
        [UnixMs(103)]
    );
    assert_eq!(
        due_ids(&desk, 999),
        [0; 0],
        "the silent one does not come back"
    );
}

#[test]
fn a_notice_says_what_is_known_when_it_is_shown_not_when_it_was_queued() {
    let desk = Desk::new();
    let told = invited("i1", BACKEND, zoe());
    let event = desk.happened(&told, 1, false);
    desk.write(|tx| queue(tx, event, UnixMs(1)));
    let flow_id = FlowId::new(BACKEND);
    desk.write(|tx| flow::mention(tx, &flow_id, Some("Backend Engineer"), UnixMs(2)));
    desk.told(&held("i1", BACKEND, zoe(), "hello"), 3);
    let pending = desk.read(|connection| due(connection, UnixMs(4))).remove(0);
    assert_eq!(pending.kind, NoticeKind::Processed);
    assert_eq!(pending.candidate.as_deref(), Some("Zoë Ångström"));
    assert_eq!(pending.flow.as_deref(), Some("Backend Engineer"));
    assert_eq!(pending.average, Some(4.0), "scored by now");
    let led = desk
        .read(|connection| target(connection, pending.id))
        .expect("it is here");
    assert_eq!(led.1.as_deref(), Some("i1"), "a click opens the interview");
    assert!(led.0 > 1_000, "a candidate's number");
    assert_eq!(
        desk.read(|connection| target(connection, 999)),
        None,
        "nothing to open"
    );
}
