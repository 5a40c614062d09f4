//! A flow is known by name until REST describes it.

use super::*;
use crate::table::deed::{self, Kind, Outcome};
use crate::test_support::{BACKEND, Desk, NURSE, a_flow};

fn mentioned(desk: &Desk, name: Option<&str>) {
    desk.write(|tx| mention(tx, &FlowId::new(BACKEND), name, UnixMs(1)));
}

fn titled(desk: &Desk) -> Option<String> {
    desk.read(|it| title(it, &FlowId::new(BACKEND)))
}

#[test]
fn a_flow_is_known_by_name_until_rest_describes_it() {
    let desk = Desk::new();
    mentioned(&desk, None);
    assert_eq!(titled(&desk), None, "no name yet");
    mentioned(&desk, Some("Backend"));
    mentioned(&desk, None);
    assert_eq!(
        titled(&desk).as_deref(),
        Some("Backend"),
        "a name is not forgotten"
    );
    assert!(desk.read(any_unknown), "REST has not described it");
    assert_eq!(
        desk.read(|it| find(it, &FlowId::new(BACKEND))),
        None,
        "nor is it made up"
    );
    let told = a_flow(BACKEND, "Backend Engineer");
    assert!(desk.write(|tx| put(tx, &told, UnixMs(2))), "news");
    mentioned(&desk, Some("Backend"));
    assert_eq!(
        titled(&desk).as_deref(),
        Some("Backend Engineer"),
        "REST's own stands"
    );
    assert_eq!(
        desk.read(|it| find(it, &told.id)),
        Some(told),
        "as it was told"
    );
}

#[test]
fn the_same_answer_again_changes_nothing() {
    let desk = Desk::new();
    let mut told = a_flow(BACKEND, "Backend Engineer");
    assert!(desk.write(|tx| put(tx, &told, UnixMs(1))), "new");
    assert!(!desk.write(|tx| put(tx, &told, UnixMs(2))), "the same");
    told.questions.push("Where?".into());
    assert!(
        desk.write(|tx| put(tx, &told, UnixMs(3))),
        "another question"
    );
    assert_eq!(desk.number("SELECT count(*) FROM change"), 2, "two changes");
}

#[test]
fn each_secret_is_tried_once_and_an_empty_one_never() {
    let desk = Desk::new();
    for (id, secret) in [
        (BACKEND, Some("s1")),
        (NURSE, Some("s1")),
        ("f3", Some("")),
        ("f4", None),
    ] {
        let mut told = a_flow(id, id);
        told.webhook_secret_key = secret.map(str::to_owned);
        desk.write(|tx| put(tx, &told, UnixMs(1)));
    }
    assert_eq!(desk.read(secrets), ["s1"]);
}

/// What a look at Ribbon's list does: how many changes the window hears of.
fn look(desk: &Desk, flows: &[FlowId]) -> i64 {
    let before = desk.number("SELECT count(*) FROM change");
    desk.write(|tx| listed(tx, flows));
    desk.number("SELECT count(*) FROM change") - before
}

#[test]
fn a_flow_is_gone_once_two_looks_in_a_row_lacked_it_and_back_when_it_is_listed_again() {
    let desk = Desk::new();
    let (backend, nurse) = (a_flow(BACKEND, "Backend"), a_flow(NURSE, "Nurse"));
    for flow in [&backend, &nurse] {
        desk.write(|tx| put(tx, flow, UnixMs(1)));
    }
    let is_gone = || desk.number("SELECT max(missed) >= 2 FROM flow") == 1;
    let (both, one) = ([backend.id.clone(), nurse.id], [backend.id]);
    assert_eq!(look(&desk, &both), 0, "nothing new");
    assert_eq!(look(&desk, &one), 0, "a page may have moved");
    look(&desk, &both);
    assert_eq!(look(&desk, &one), 0, "not in a row");
    assert!(!is_gone(), "lacked twice, but listed between");
    assert_eq!(look(&desk, &one), 1, "the window hears of it");
    assert!(is_gone(), "twice in a row");
    assert_eq!(look(&desk, &one), 0, "once");
    assert_eq!(look(&desk, &both), 1, "it is back");
    assert!(!is_gone(), "listed again");
}

#[test]
fn a_flow_that_is_only_known_by_name_is_not_said_to_be_gone() {
    let desk = Desk::new();
    mentioned(&desk, Some("Backend"));
    for _ in 0..3 {
        assert_eq!(look(&desk, &[]), 0, "nobody has seen it listed");
    }
    assert_eq!(desk.number("SELECT missed FROM flow"), 0);
}

/// Whether the flow takes interviews, as the screens show it.
fn shown(desk: &Desk) -> FlowStatus {
    let status = desk.read(|it| status(it, &FlowId::new(BACKEND)));
    status.expect("the flow is known")
}

#[test]
fn status_from_ribbon_decides_and_is_kept_when_an_answer_lacks_it() {
    let desk = Desk::new();
    let mut told = a_flow(BACKEND, "Backend");
    desk.write(|tx| put(tx, &told, UnixMs(1)));
    assert_eq!(shown(&desk), FlowStatus::Open, "Ribbon did not say");
    for word in ["closed", "archived", "paused", "open"] {
        told.status = Some(FlowStatus::parse(word));
        desk.write(|tx| put(tx, &told, UnixMs(1)));
        assert_eq!(shown(&desk).as_str(), word);
    }
    told.status = Some(FlowStatus::Closed);
    desk.write(|tx| put(tx, &told, UnixMs(2)));
    told.status = None;
    told.missing.insert(FlowField::Status);
    desk.write(|tx| put(tx, &told, UnixMs(3)));
    assert_eq!(shown(&desk), FlowStatus::Closed, "still");
}

#[test]
fn flow_archived_from_here_or_missing_from_two_lists_is_archived() {
    let desk = Desk::new();
    let mut told = a_flow(BACKEND, "Backend");
    told.status = Some(FlowStatus::Open);
    desk.write(|tx| put(tx, &told, UnixMs(1)));
    let archive = desk.write(|tx| deed::ask(tx, Kind::ArchiveFlow, BACKEND, None, UnixMs(2)));
    assert_eq!(shown(&desk), FlowStatus::Open, "only asked for");
    desk.write(|tx| deed::settle(tx, archive, Outcome::Done, None, UnixMs(3)));
    assert_eq!(shown(&desk), FlowStatus::Archived, "done");
    desk.write(|tx| deed::supersede(tx, &told.id, UnixMs(4)));
    assert_eq!(shown(&desk), FlowStatus::Open, "Ribbon's word since");
    look(&desk, &[]);
    assert_eq!(shown(&desk), FlowStatus::Open, "missing once");
    look(&desk, &[]);
    assert_eq!(shown(&desk), FlowStatus::Archived, "missing twice");
}

#[test]
fn organisation_secret_is_tried_beside_those_of_flows() {
    let desk = Desk::new();
    let mut told = a_flow(BACKEND, "Backend");
    told.webhook_secret_key = Some("own".into());
    desk.write(|tx| put(tx, &told, UnixMs(1)));
    desk.write(|tx| setting::set(tx, setting::ORGANISATION_SECRET, "shared"));
    assert_eq!(desk.read(secrets), ["own", "shared"]);
    desk.write(|tx| setting::clear(tx, setting::ORGANISATION_SECRET));
    assert_eq!(desk.read(secrets), ["own"]);
}
