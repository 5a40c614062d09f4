//! What cannot be read is counted, asked for again with patience, and read as soon as that is possible.

use crate::desk::Desk;
use crate::ribbon::{APIS, Api, Mood, Order, Ribbon};
use domain::{FieldProblem, ProblemReason, UnixMs};
use std::time::Duration;
use store::table::kept_item::{self, ItemKind, NewItem};
use store::table::{note, team};

const HOUR: Duration = Duration::from_secs(3_600);
const MINUTE: Duration = Duration::from_secs(60);

/// Damages that cost an interview a part of it, one of them in what was said.
const PARTS: [(&str, &str); 3] = [
    (r#""summary":"Friendly.""#, r#""summary":7"#),
    (r#""score":4"#, r#""score":1e999"#),
    (r#""role":"user""#, r#""role":7"#),
];
/// And all of it.
const WHOLE: (&str, &str) = (
    r#""interview_flow_id":"flow-audio""#,
    r#""interview_flow_id":7"#,
);

async fn synced(api: Api, damages: &[(&str, (&str, &str))]) -> (Ribbon, Desk) {
    let ribbon = Ribbon::of(Order::NewestFirst, api);
    ribbon.world().add_held(30);
    for (id, (from, to)) in damages {
        ribbon.world().damage(id, from, to);
    }
    let desk = Desk::synced(&ribbon).await;
    desk.poll().await;
    (ribbon, desk)
}

fn unreadable(desk: &Desk) -> Vec<(String, bool, usize)> {
    let items = desk.store().read(|it| kept_item::unreadable(it, 99));
    let mut items: Vec<_> = items
        .unwrap()
        .into_iter()
        .map(|item| (item.id, item.is_whole, item.problems.len()))
        .collect();
    items.sort();
    items
}

#[tokio::test]
async fn damaged_interviews_are_counted_and_cost_no_other() {
    for api in APIS {
        let damages = [("interview-3", PARTS[0]), ("interview-4", WHOLE)];
        let (_ribbon, desk) = synced(api, &damages).await;
        let known = desk.number("SELECT count(*) FROM interview WHERE detailed = 1");
        assert_eq!(
            known, 29,
            "{api:?}: all but the one of which nothing can be read"
        );
        assert_eq!(desk.engine().state().unreadable, 2, "{api:?}");
        let counted = unreadable(&desk);
        let whole: Vec<_> = counted
            .iter()
            .map(|(id, whole, _)| (id.as_str(), *whole))
            .collect();
        assert_eq!(
            whole,
            [("interview-3", false), ("interview-4", true)],
            "{api:?}"
        );
        desk.close().await;
    }
}

#[tokio::test]
async fn an_interview_that_is_repaired_at_ribbon_leaves_the_count_by_itself() {
    for api in [Api::April, Api::Latest] {
        for damage in PARTS.into_iter().chain([WHOLE]) {
            // The score of the oldest description is elsewhere.
            if api == Api::April && damage == PARTS[1] {
                continue;
            }
            let (ribbon, desk) = synced(api, &[("interview-3", damage)]).await;
            assert_eq!(desk.engine().state().unreadable, 1, "{api:?} {damage:?}");
            ribbon.world().damages.clear();
            for _ in 0..3 {
                desk.wait(HOUR).await;
                desk.poll().await;
            }
            assert_eq!(unreadable(&desk), [], "{api:?} {damage:?}");
            assert_eq!(desk.engine().state().unreadable, 0, "{api:?} {damage:?}");
            assert_eq!(
                desk.number("SELECT count(*) FROM interview WHERE detailed = 1"),
                30,
                "{api:?} {damage:?}"
            );
            desk.close().await;
        }
    }
}

#[tokio::test]
async fn what_stays_unreadable_is_asked_for_in_hours_and_not_all_the_time() {
    for api in [Api::April, Api::Latest] {
        let ids: Vec<String> = (0..30).map(|n| format!("interview-{n}")).collect();
        let damages: Vec<_> = ids
            .iter()
            .enumerate()
            .map(|(n, id)| (id.as_str(), if n % 2 == 0 { WHOLE } else { PARTS[2] }))
            .collect();
        let (ribbon, desk) = synced(api, &damages).await;
        let single = |ribbon: &Ribbon| {
            let world = ribbon.world();
            let is_single = |what: &str| what.contains("/interviews/");
            world
                .asked
                .iter()
                .filter(|asked| is_single(&asked.what))
                .count()
        };
        let before = single(&ribbon);
        for _ in 0..60 {
            desk.wait(MINUTE).await;
            desk.poll().await;
        }
        let hour = single(&ribbon) - before;
        assert!(hour <= 10, "{api:?}: {hour} single requests in an hour");
        for _ in 0..48 {
            desk.wait(HOUR).await;
            desk.poll().await;
        }
        let days = single(&ribbon) - before;
        // Each is due 1, 2, 4, 8, 16 and 32 hours after it was first seen, ten an hour at most.
        assert!(
            days <= 30 * 6,
            "{api:?}: {days} single requests in two days"
        );
        assert!(
            days >= 30,
            "{api:?}: each was asked for again, not only {days}"
        );
        assert_eq!(desk.engine().state().unreadable, 30, "{api:?}");
        desk.close().await;
    }
}

#[tokio::test]
async fn an_unreadable_interview_that_ribbon_deletes_is_counted_no_longer() {
    let (ribbon, desk) = synced(Api::Latest, &[("interview-3", WHOLE)]).await;
    assert_eq!(desk.engine().state().unreadable, 1);
    ribbon.world().remove(3);
    for _ in 0..3 {
        desk.wait(HOUR).await;
        desk.poll().await;
    }
    assert_eq!(unreadable(&desk), []);
    desk.close().await;
}

#[tokio::test]
async fn an_item_without_an_id_leaves_the_count_once_a_sweep_no_longer_finds_it() {
    for api in APIS {
        let damage = (r#""interview_id":"interview-3""#, r#""interview_id":[]"#);
        let (ribbon, desk) = synced(api, &[("interview-3", damage)]).await;
        assert!(desk.engine().state().unreadable >= 1, "{api:?}");
        ribbon.world().damages.clear();
        desk.clock.advance(MINUTE);
        desk.engine().sweep_now().await;
        desk.poll().await;
        desk.poll().await;
        assert_eq!(unreadable(&desk), [], "{api:?}");
        let all = desk.number("SELECT count(*) FROM interview WHERE detailed = 1");
        assert_eq!(all, 30, "{api:?}: and it is here");
        desk.close().await;
    }
}

#[tokio::test]
async fn a_new_problem_in_a_rescored_interview_is_noticed() {
    let unknown = (
        r#""summary":"Friendly.""#,
        r#""summary":"Friendly.","mood":1"#,
    );
    let (ribbon, desk) = synced(Api::Latest, &[("interview-29", unknown)]).await;
    assert_eq!(
        desk.engine().state().unreadable,
        0,
        "an unknown field is no loss"
    );
    ribbon.world().damage(
        "interview-29",
        r#""summary":"Friendly.""#,
        r#""summary":[],"mood":1"#,
    );
    desk.clock.advance(MINUTE);
    desk.engine().sweep_now().await;
    desk.poll().await;
    desk.poll().await;
    assert_eq!(desk.engine().state().unreadable, 1, "a light look shows it");
    desk.close().await;
}

#[tokio::test]
async fn after_an_update_what_was_kept_is_read_again_without_ribbon_and_without_a_notice() {
    let (ribbon, mut desk) = synced(Api::Latest, &[]).await;
    let told = desk.told();
    let (_, asked) = ribbon.cost();
    let whole = br#"{"interview_flow_id":"flow-audio","interview_id":"kept-1","status":"completed",
        "interview_data":{"transcript":"","transcript_with_timestamp":[],"summary":"Kept."}}"#;
    let part = br#"{"interview_flow_id":"flow-audio","interview_id":"interview-5",
        "interview_data":{"summary":"Read at last."}}"#;
    // Whoever asks Ribbon now gets no answer.
    ribbon.world().mood = Box::new(|_| Some(Mood::Status(503)));
    let store = |desk: &Desk| {
        desk.store().write::<_, store::Error>(|tx| {
            let problems = [FieldProblem::new("summary", ProblemReason::WrongType)];
            for (id, body, is_whole) in [("kept-1", &whole[..], true), ("interview-5", part, false)]
            {
                let item = NewItem {
                    kind: ItemKind::Interview,
                    id,
                    body,
                    problems: &problems,
                    is_whole,
                };
                kept_item::put(tx, &item, "0.0.1", UnixMs(5))?;
            }
            note::set(tx, note::PROGRAM, "0.0.1")
        })
    };
    store(&desk).unwrap();
    desk.restart_before_poll(|| {}).await;
    let summaries = |id: &str| {
        desk.number(&format!(
            "SELECT count(*) FROM interview WHERE interview_id = '{id}' AND detailed = 1"
        ))
    };
    assert_eq!(summaries("kept-1"), 1, "what could not be read is here");
    let said = |wanted: &str| {
        let num = desk.number(&format!(
            "SELECT num FROM interview WHERE interview_id = '{wanted}'"
        ));
        let read = |it: &store::Connection| store::table::interview::said(it, num);
        desk.store().read(read).unwrap().unwrap()
    };
    assert_eq!(
        said("interview-5").summary.as_deref(),
        Some("Read at last.")
    );
    assert_eq!(
        said("interview-5").segments.len(),
        1,
        "and the rest of it stays"
    );
    assert_eq!(unreadable(&desk), []);
    assert_eq!(desk.engine().state().unreadable, 0);
    desk.show_all().await;
    assert_eq!(desk.told(), told, "nobody is notified");
    let answered = ribbon.world().asked[asked..]
        .iter()
        .filter(|asked| asked.bytes > 100)
        .count();
    assert_eq!(answered, 0, "nothing of it came from Ribbon");
    desk.close().await;
}

#[tokio::test]
async fn teams_that_are_refused_are_kept_and_said() {
    let (ribbon, desk) = synced(Api::Latest, &[]).await;
    let ada = domain::TeamMember {
        id: "m1".to_owned(),
        full_name: Some("Ada".to_owned()),
        email: None,
    };
    let known = [ada];
    let put = desk
        .store()
        .write::<_, store::Error>(|tx| team::put_members(tx, &known));
    assert!(put.unwrap());
    ribbon.world().mood = Box::new(|what| what.contains("/team").then_some(Mood::Status(403)));
    desk.engine().sweep_now().await;
    desk.poll().await;
    desk.poll().await;
    assert_eq!(
        desk.number("SELECT count(*) FROM team_member"),
        1,
        "a refusal removes nobody"
    );
    assert!(
        desk.engine().state().teams_trouble.is_some(),
        "and is visible"
    );
    ribbon.world().mood = Box::new(|_| None);
    desk.engine().sweep_now().await;
    desk.poll().await;
    desk.poll().await;
    assert_eq!(
        desk.number("SELECT count(*) FROM team_member"),
        0,
        "she has left"
    );
    assert_eq!(desk.engine().state().teams_trouble, None);
    desk.close().await;
}

#[tokio::test]
async fn an_unreadable_flow_is_never_taken_for_archived() {
    for damage in [
        (
            r#""interview_flow_id":"flow-video""#,
            r#""interview_flow_id":{}"#,
        ),
        (r#""title":"flow-video""#, r#""title":7"#),
    ] {
        let (ribbon, desk) = synced(Api::Latest, &[]).await;
        ribbon.world().damage("flow-video", damage.0, damage.1);
        for _ in 0..3 {
            desk.wait(3 * HOUR).await;
            desk.poll().await;
        }
        let gone = desk.number("SELECT count(*) FROM flow WHERE missed > 0");
        assert_eq!(gone, 0, "{damage:?}");
        assert_eq!(
            desk.engine().state().unreadable,
            1,
            "{damage:?}: once, not at every look"
        );
        ribbon.world().damages.clear();
        desk.wait(3 * HOUR).await;
        desk.poll().await;
        assert_eq!(desk.engine().state().unreadable, 0, "{damage:?}");
        desk.close().await;
    }
}
