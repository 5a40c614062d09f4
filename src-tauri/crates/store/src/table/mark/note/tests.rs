//! Notes are written, changed, removed and brought back.

use super::*;
use crate::test_support::{BACKEND, Desk, held, jane};
use domain::CandidateId;

fn says(text: &str) -> NoteText {
    NoteText {
        interview_id: Some("i1".into()),
        at_ms: Some(61_250),
        text: text.into(),
    }
}

fn jane_of(desk: &Desk) -> (CandidateId, PersonKey) {
    let (_, who) = desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    (who, desk.read(|it| identity::of(it, who)).unwrap())
}

#[test]
fn a_note_is_kept_with_its_moment_and_says_when_it_was_changed() {
    let desk = Desk::new();
    let (who, jane) = jane_of(&desk);
    let before = desk.read(crate::table::change::newest);
    let note = desk.write(|tx| add(tx, &jane, &says("Knows regions"), UnixMs(5)));
    assert_eq!(
        (note.at_ms, note.created_at, note.edited_at),
        (Some(61_250), UnixMs(5), None)
    );
    let same = desk.write(|tx| change(tx, &note.note_id, &jane, &says("Knows regions"), UnixMs(6)));
    assert_eq!(same.unwrap().edited_at, None, "nothing was changed");
    let edited = desk.write(|tx| change(tx, &note.note_id, &jane, &says("Knows all"), UnixMs(7)));
    let edited = edited.unwrap();
    assert_eq!(
        (edited.text.as_str(), edited.edited_at),
        ("Knows all", Some(UnixMs(7)))
    );
    assert_eq!(desk.read(|it| list(it, &jane)), [edited]);
    let told = desk
        .read(|it| crate::table::change::since(it, before))
        .unwrap();
    assert!(
        told.iter()
            .all(|it| it.topic == Topic::Mark && it.id == who.to_string()),
        "{told:?}"
    );
}

#[test]
fn a_removed_note_is_gone_but_for_its_id_and_can_be_brought_back() {
    let desk = Desk::new();
    let (_, jane) = jane_of(&desk);
    let note = desk.write(|tx| add(tx, &jane, &says("Secret"), UnixMs(5)));
    assert!(desk.write(|tx| remove(tx, &note.note_id, UnixMs(6))));
    assert!(
        !desk.write(|tx| remove(tx, &note.note_id, UnixMs(6))),
        "once"
    );
    assert_eq!(desk.read(|it| list(it, &jane)), []);
    assert_eq!(
        desk.number("SELECT count(*) FROM mark_note WHERE text <> ''"),
        0,
        "its text too"
    );
    let back = desk.write(|tx| change(tx, &note.note_id, &jane, &says("Secret"), UnixMs(7)));
    assert_eq!(back, Some(note), "as it was");
}

#[test]
fn what_is_no_note_is_refused_with_a_sentence() {
    let desk = Desk::new();
    let (_, jane) = jane_of(&desk);
    for text in [" \n", &"x".repeat(LONGEST + 1)] {
        let refused = desk
            .store
            .write(|tx| add(tx, &jane, &says(text), UnixMs(5)));
        assert!(matches!(refused, Err(Error::Unfit(_))), "{refused:?}");
    }
    let nowhere = desk.write(|tx| change(tx, "no such id", &jane, &says("hello"), UnixMs(5)));
    assert_eq!(nowhere, None, "there is nothing to change");
    assert_eq!(
        desk.number("SELECT count(*) FROM mark_note"),
        0,
        "nothing is kept"
    );
}
