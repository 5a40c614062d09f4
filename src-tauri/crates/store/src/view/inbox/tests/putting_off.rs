//! What is put off leaves, and comes back in its time.

use super::*;

fn put_off(until: i64) -> EventMark {
    EventMark {
        snooze_until: Some(UnixMs(until)),
        ..EventMark::default()
    }
}

fn seen(desk: &Desk) -> Vec<i64> {
    let open = Query {
        include_done: false,
        ..EVERYTHING
    };
    ids(desk, &open)
}

#[test]
fn what_is_put_off_leaves_the_list_and_the_counts_and_comes_back_unread_in_its_place() {
    let desk = Desk::new();
    let first = desk.happened(&held("i1", BACKEND, jane(), "hello"), 1, false);
    let second = desk.happened(&held("i2", BACKEND, zoe(), "hello"), 2, false);
    set(&desk, first, read_as(true));
    set(&desk, first, put_off(1_000));
    assert_eq!(seen(&desk), [second], "out of the way");
    assert_eq!(ids(&desk, &EVERYTHING), [second], "of all lists");
    assert_eq!(desk.read(unread), 1, "and of the counts");
    let snoozed = Query {
        snoozed: true,
        ..EVERYTHING
    };
    assert_eq!(ids(&desk, &snoozed), [first], "but where one looks for it");
    let until = desk.read(|it| list(it, &snoozed))[0].snoozed_until;
    assert_eq!(until, Some(UnixMs(1_000)));

    assert_eq!(desk.read(mark::next_wake), Some(UnixMs(1_000)));
    let before = desk.read(crate::table::change::newest);
    assert_eq!(
        desk.write(|tx| mark::wake(tx, UnixMs(999))),
        0,
        "not before its time"
    );
    assert_eq!(desk.write(|tx| mark::wake(tx, UnixMs(1_000))), 1);
    assert_eq!(desk.read(mark::next_wake), None, "nothing else is put off");
    assert_eq!(seen(&desk), [second, first], "in its place");
    let item = the(&desk, first);
    assert_eq!((item.unread, item.snoozed_until), (true, None), "as news");
    let told = desk
        .read(|it| crate::table::change::since(it, before))
        .unwrap();
    let told: Vec<&str> = told.iter().map(|change| change.id.as_str()).collect();
    assert_eq!(told, [first.to_string()], "the window is told");
}

#[test]
fn what_is_put_off_can_be_brought_back_at_once_and_what_is_done_does_not_come_back() {
    let desk = Desk::new();
    let first = desk.happened(&held("i1", BACKEND, jane(), "hello"), 1, true);
    let second = desk.happened(&held("i2", BACKEND, zoe(), "hello"), 2, true);
    set(&desk, first, done());
    set(&desk, first, put_off(1_000));
    set(&desk, second, put_off(1_000));
    assert!(seen(&desk).is_empty(), "both are put off");
    set(&desk, first, put_off(0));
    assert_eq!(seen(&desk), [first], "brought back, and no longer done");
    assert!(the(&desk, first).unread, "as news");
    set(&desk, second, done());
    assert_eq!(
        desk.write(|tx| mark::wake(tx, UnixMs(2_000))),
        0,
        "dealt with"
    );
    assert_eq!(seen(&desk), [first]);
}
