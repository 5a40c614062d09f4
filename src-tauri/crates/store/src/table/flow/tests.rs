//! A flow is known by name until REST describes it.

use super::*;
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
