//! Who is told what, in which words.

use super::*;
use policy::QuietHours;

fn processed(id: i64, flow: &str) -> Pending {
    Pending {
        id,
        kind: NoticeKind::Processed,
        candidate: Some("Jane Doe".into()),
        flow_id: flow.to_lowercase(),
        flow: Some(flow.into()),
        average: Some(4.333),
        statuses: (None, None),
        due_at: UnixMs(0),
        is_read: false,
    }
}

fn at(now: i64) -> LocalTime {
    LocalTime {
        now: UnixMs(now),
        offset_minutes: 0,
    }
}

fn bodies(plan: &Plan) -> Vec<&str> {
    plan.show
        .iter()
        .map(|notice| notice.body.as_str())
        .collect()
}

#[test]
fn one_processed_interview_is_one_notice_in_these_words() {
    let plan = plan(
        &[processed(1, "Backend Engineer")],
        &[],
        at(0),
        &Policy::default(),
    );
    assert_eq!(
        bodies(&plan),
        ["Jane Doe finished Backend Engineer — 4.3 average"]
    );
}

#[test]
fn a_status_change_names_both_stages() {
    let moved = Pending {
        kind: NoticeKind::Status,
        statuses: (Some("shortlisted".into()), Some("accepted".into())),
        ..processed(1, "Backend Engineer")
    };
    let plan = plan(&[moved], &[], at(0), &Policy::default());
    assert_eq!(
        bodies(&plan),
        ["Jane Doe: shortlisted → accepted in Backend Engineer"]
    );
}

#[test]
fn in_german_notices_say_the_same() {
    let german = Policy {
        language: crate::Language::German,
        ..Policy::default()
    };
    let told = |ready: &[Pending]| plan(ready, &[], at(0), &german);
    assert_eq!(
        bodies(&told(&[processed(1, "Pflege")])),
        ["Jane Doe hat Pflege abgeschlossen — Schnitt 4,3"]
    );
    let unknown = Pending {
        kind: NoticeKind::Status,
        candidate: None,
        flow: None,
        ..processed(1, "Pflege")
    };
    assert_eq!(
        bodies(&told(&[unknown])),
        ["Eine anonyme Person: ein anderer Status in einem Interview"]
    );
    let nobodys = Pending {
        kind: NoticeKind::Video,
        candidate: None,
        ..processed(1, "Pflege")
    };
    assert_eq!(
        bodies(&told(&[nobodys])),
        ["Das Video einer anonymen Person für Pflege ist bereit"]
    );
    let video = Pending {
        kind: NoticeKind::Video,
        ..processed(4, "Pflege")
    };
    let many = [
        processed(1, "Pflege"),
        processed(2, "Lager"),
        processed(3, "Lager"),
        video,
    ];
    let plan = told(&many);
    assert_eq!(plan.show[0].title, "Neues aus Ribbon");
    assert_eq!(
        bodies(&plan),
        ["3 Interviews ausgewertet, 1 Video bereit in 2 Flows"]
    );
}

#[test]
fn hidden_content_shows_neither_name_nor_score() {
    let hidden = Policy {
        hide_content: true,
        ..Policy::default()
    };
    let plan = plan(&[processed(1, "Backend Engineer")], &[], at(0), &hidden);
    assert_eq!(bodies(&plan), ["An interview was processed"]);
}

#[test]
fn more_than_three_at_a_time_become_one_that_covers_all() {
    let ready: Vec<Pending> = (0..7)
        .map(|id| processed(id, ["A", "B", "C"][id as usize % 3]))
        .collect();
    let plan = plan(&ready, &[], at(0), &Policy::default());
    assert_eq!(bodies(&plan), ["7 interviews processed in 3 flows"]);
    assert_eq!(
        plan.show[0].covers,
        (0..7).collect::<Vec<_>>(),
        "none is left to be told"
    );
}

#[test]
fn a_fourth_within_the_burst_waits_and_the_first_is_told_at_once() {
    let recent = [UnixMs(7_000), UnixMs(8_000), UnixMs(9_000)];
    let held = plan(
        &[processed(4, "A")],
        &recent,
        at(10_000),
        &Policy::default(),
    );
    assert!(held.show.is_empty(), "three were shown within five seconds");
    assert_eq!(
        held.again_at,
        Some(UnixMs(12_000)),
        "when the first of them leaves the burst"
    );
    let later = plan(
        &[processed(4, "A")],
        &recent,
        at(12_000),
        &Policy::default(),
    );
    assert_eq!(later.show.len(), 1, "then it is told");
}

#[test]
fn a_clock_that_was_set_back_holds_nothing_for_long() {
    let plan = plan(
        &[processed(1, "A")],
        &[UnixMs(90_000); 3],
        at(10_000),
        &Policy::default(),
    );
    assert_eq!(plan.show.len(), 1, "notices from the future do not count");
}

#[test]
fn what_is_off_muted_or_read_is_left_and_the_rest_is_told() {
    let policy = Policy {
        video: Way::Off,
        muted_flows: vec!["nurse".into()],
        ..Policy::default()
    };
    let ready = [
        processed(1, "Backend"),
        processed(2, "Nurse"),
        Pending {
            kind: NoticeKind::Video,
            ..processed(3, "Backend")
        },
        Pending {
            is_read: true,
            ..processed(4, "Backend")
        },
    ];
    let told = plan(&ready, &[], at(0), &policy);
    assert_eq!(told.show.len(), 1, "{told:?}");
    assert_eq!(told.show[0].covers, [1]);
    assert_eq!(told.leave, [2, 3, 4]);
    let nothing = Policy {
        wanted: false,
        ..Policy::default()
    };
    let told = plan(&ready, &[], at(0), &nothing);
    assert_eq!(told.leave, [1, 2, 3, 4], "nobody wants to be told");
}

#[test]
fn a_notice_is_silent_where_all_that_it_tells_is() {
    let policy = Policy {
        status: Way::Silent,
        ..Policy::default()
    };
    let moved = |id| Pending {
        kind: NoticeKind::Status,
        ..processed(id, "A")
    };
    assert!(plan(&[moved(1)], &[], at(0), &policy).show[0].is_silent);
    assert!(!plan(&[processed(1, "A")], &[], at(0), &policy).show[0].is_silent);
    let all: Vec<Pending> = (1..5).map(moved).collect();
    assert!(
        plan(&all, &[], at(0), &policy).show[0].is_silent,
        "all of them"
    );
    let mixed = [moved(1), moved(2), moved(3), processed(4, "A")];
    assert!(
        !plan(&mixed, &[], at(0), &policy).show[0].is_silent,
        "not all"
    );
}

#[test]
fn what_comes_while_nothing_is_to_be_told_becomes_one_notice_after_it() {
    let policy = Policy {
        paused_until: Some(UnixMs(60_000)),
        ..Policy::default()
    };
    let ready = [processed(1, "A"), processed(2, "B")];
    let paused = plan(&ready, &[], at(30_000), &policy);
    assert!(
        paused.show.is_empty() && paused.leave.is_empty(),
        "it waits"
    );
    assert_eq!(
        paused.again_at,
        Some(UnixMs(60_000)),
        "until the end of the pause"
    );
    let after = plan(&ready, &[], at(60_000), &policy);
    assert_eq!(bodies(&after), ["2 interviews processed in 2 flows"]);
    let only = plan(&ready[..1], &[], at(60_000), &policy);
    assert_eq!(
        bodies(&only),
        ["Jane Doe finished A — 4.3 average"],
        "a single one"
    );
    let late: Vec<Pending> = ready
        .iter()
        .map(|pending| Pending {
            due_at: UnixMs(61_000),
            ..pending.clone()
        })
        .collect();
    let later = plan(&late, &[], at(61_000), &policy);
    assert_eq!(
        later.show.len(),
        2,
        "what came after the pause is told as ever"
    );
}

#[test]
fn quiet_hours_hold_back_like_a_pause() {
    let policy = Policy {
        quiet_hours: Some(QuietHours { from: 0, to: 2 }),
        ..Policy::default()
    };
    let told = plan(&[processed(1, "A")], &[], at(90_000), &policy);
    assert_eq!(told.again_at, Some(UnixMs(120_000)));
    let off = Policy {
        processed: Way::Off,
        ..policy
    };
    let left = plan(&[processed(1, "A")], &[], at(90_000), &off);
    assert_eq!(
        (left.leave, left.again_at),
        (vec![1], None),
        "not to be told later either"
    );
}
