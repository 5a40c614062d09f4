//! Webhook first or REST first: the same interview in the end, and nothing of either is lost.

use super::*;
use crate::table::candidate;
use crate::test_support::{BACKEND, Desk, by_email, held, invited, jane, nobody, person, scored};
use domain::{InterviewField, Interviewee, QuestionSpan};
use proptest::prelude::*;

const LINK: &str = "https://app.ribbon.ai/recruit/interviews/d1a104e7/9ae73ba9";

/// Takes in what a webhook tells.
fn mentioned(desk: &Desk, id: &str, who: &Interviewee, status: &str, link: Option<&str>) -> i64 {
    desk.write(|tx| {
        let id = InterviewId::new(id);
        let person = candidate::ensure(tx, &who.key(&id), who.full_name().as_deref(), UnixMs(9))?;
        let told = Mention {
            id: &id,
            flow: &FlowId::new(BACKEND),
            status,
            link,
            email: who.email.as_deref(),
            first_name: who.first_name.as_deref(),
            last_name: who.last_name.as_deref(),
        };
        mention(
            tx,
            &told,
            find(tx, told.id)?.as_ref(),
            person,
            Road::Relay,
            UnixMs(9),
        )
    })
}

fn known(desk: &Desk, id: &str) -> Known {
    desk.read(|connection| find(connection, &InterviewId::new(id)))
        .expect("it is here")
}

fn links(desk: &Desk, id: &str) -> [Option<String>; 3] {
    desk.read(|connection| urls(connection, &InterviewId::new(id)))
        .expect("it is here")
}

/// The person as the row has them: address, given and family name.
fn who(desk: &Desk, num: i64) -> [Option<String>; 3] {
    desk.read(|connection| {
        let sql = "SELECT email, first_name, last_name FROM interview WHERE num = ?";
        let row = |row: &rusqlite::Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?]);
        Ok(connection.query_row(sql, [num], row)?)
    })
}

fn texts(texts: [&str; 3]) -> [Option<String>; 3] {
    texts.map(|text| Some(text.to_owned()))
}

#[test]
fn both_roads_end_in_the_same_interview_whichever_is_first() {
    let rest = held("i1", BACKEND, jane(), "I moved a service");
    let (first, then) = (Desk::new(), Desk::new());
    mentioned(&first, "i1", &jane(), "completed", Some(LINK));
    let (num, _) = first.told(&rest, 10);
    then.told(&rest, 8);
    mentioned(&then, "i1", &jane(), "completed", Some(LINK));
    for desk in [&first, &then] {
        assert_eq!(
            links(desk, "i1"),
            [
                Some("https://media.example.com/a".into()),
                None,
                Some(LINK.into())
            ]
        );
        let found = known(desk, "i1");
        assert!(found.detailed, "REST's details stand");
        assert_eq!(
            found.fingerprint,
            fingerprint(&rest),
            "and are not fetched again"
        );
        let said = desk
            .read(|connection| said(connection, num))
            .expect("it is here");
        assert_eq!(said.transcript, "I moved a service", "as it was said");
        assert_eq!(
            who(desk, num),
            texts(["jane.doe@example.com", "Jane", "Doe"])
        );
        assert_eq!(desk.read(candidate::count), 1, "one person");
    }
    assert_eq!(desk_seen_by(&first), "relay", "who was first is remembered");
    assert_eq!(desk_seen_by(&then), "rest", "who was first is remembered");
}

fn desk_seen_by(desk: &Desk) -> String {
    desk.read(|connection| {
        Ok(connection.query_row("SELECT seen_by FROM interview", [], |row| row.get(0))?)
    })
}

#[test]
fn an_older_webhook_does_not_set_a_held_interview_back() {
    let desk = Desk::new();
    desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    mentioned(&desk, "i1", &jane(), "incomplete", None);
    assert_eq!(known(&desk, "i1").status, "completed", "held stays held");
    assert!(known(&desk, "i1").detailed, "nothing new was told");
}

#[test]
fn a_webhook_that_knows_more_than_rest_makes_it_be_asked_again() {
    let desk = Desk::new();
    desk.told(&invited("i1", BACKEND, jane()), 1);
    assert!(desk.read(not_fetched).is_empty(), "REST has described it");
    mentioned(&desk, "i1", &jane(), "completed", Some(LINK));
    assert_eq!(
        known(&desk, "i1").status,
        "completed",
        "the webhook is newer"
    );
    let waiting = desk.read(not_fetched);
    assert_eq!(
        waiting,
        [InterviewId::new("i1")],
        "even if the program is killed now"
    );
}

#[test]
fn a_webhook_without_a_link_or_a_person_takes_neither_away() {
    let desk = Desk::new();
    let num = mentioned(&desk, "i1", &jane(), "completed", Some(LINK));
    mentioned(&desk, "i1", &jane(), "completed", None);
    mentioned(&desk, "i1", &jane(), "completed", Some(""));
    assert_eq!(
        links(&desk, "i1")[2].as_deref(),
        Some(LINK),
        "the link is kept"
    );
    desk.told(&held("i1", BACKEND, person(" ", "", Some("")), "hello"), 10);
    assert_eq!(
        who(&desk, num),
        texts(["jane.doe@example.com", "Jane", "Doe"]),
        "blank is nobody"
    );
    desk.told(&held("i1", BACKEND, nobody(), "hello again"), 11);
    assert_eq!(
        who(&desk, num),
        texts(["jane.doe@example.com", "Jane", "Doe"]),
        "nor is nothing"
    );
}

#[test]
fn a_webhook_fills_in_what_rest_did_not_tell_and_overwrites_nothing() {
    let desk = Desk::new();
    let half = person("Jane", "", None);
    let (num, _) = desk.told(&held("i1", BACKEND, half, "hello"), 1);
    mentioned(
        &desk,
        "i1",
        &person("J.", "Doe", Some("jane.doe@example.com")),
        "completed",
        None,
    );
    assert_eq!(
        who(&desk, num),
        texts(["jane.doe@example.com", "Jane", "Doe"])
    );
    assert!(
        !known(&desk, "i1").detailed,
        "its person changed: REST is asked again"
    );
}

#[test]
fn rest_says_that_a_recording_was_revoked() {
    let desk = Desk::new();
    let mut told = held("i1", BACKEND, jane(), "hello");
    desk.told(&told, 1);
    told.data.as_mut().unwrap().audio_url = None;
    desk.told(&told, 2);
    assert_eq!(
        links(&desk, "i1"),
        [None, None, None],
        "it cannot be had any more"
    );
}

#[test]
fn the_means_beside_scores_are_those_of_the_flow_s_held_interviews() {
    let desk = Desk::new();
    let (num, _) = desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    let mut other = held("i2", BACKEND, nobody(), "hello");
    other.data.as_mut().unwrap().scores = scored(&[("communication", 2.0)]);
    desk.told(&other, 2);
    desk.told(&held("i3", "elsewhere", nobody(), "hello"), 3);
    desk.told(&invited("i4", BACKEND, nobody()), 4);
    let mine = desk.read(|connection| scores(connection, num));
    let key = domain::CriterionKey::from_text("communication");
    assert_eq!(mine.value(&key), Some(5.0), "its own");
    let means = desk.read(|connection| criterion::means(connection, &FlowId::new(BACKEND)));
    let mean = |name: &str| {
        let key = domain::CriterionKey::from_text(name);
        let found = desk.read(|connection| criterion::find(connection, &key));
        means.get(&found.expect("it is known").id).copied()
    };
    assert_eq!(mean("communication"), Some(3.5), "of those that have one");
    assert_eq!(mean("skills"), Some(3.0), "of those that have one");
    assert_eq!(mean("motivation"), None, "nobody has one");
    assert_eq!(means.get(&criterion::AVERAGE), Some(&3.0), "4 and 2");
    assert_eq!(
        desk.read(|connection| count(connection, "completed")),
        3,
        "in all flows"
    );
    assert_eq!(
        desk.read(|connection| count(connection, "incomplete")),
        1,
        "in all flows"
    );
}

#[test]
fn scores_can_be_read_where_nothing_was_held_yet() {
    let desk = Desk::new();
    let (num, _) = desk.told(&invited("i1", BACKEND, jane()), 1);
    let mine = desk.read(|connection| scores(connection, num));
    assert_eq!(mine, Scores::default(), "none, and no error");
}

#[test]
fn the_fingerprint_notices_each_part_but_not_a_new_signature() {
    let told = held("i1", BACKEND, jane(), "I moved a service");
    let same = fingerprint(&told);
    assert_eq!(
        fingerprint(&held("i1", BACKEND, jane(), "I moved a service")),
        same,
        "equal answers"
    );
    let mut signed = told.clone();
    signed.data.as_mut().unwrap().audio_url = Some("https://media.example.com/a?again".into());
    assert_eq!(fingerprint(&signed), same, "signed anew");
    type Change = (&'static str, fn(&mut Interview));
    let changes: [Change; 9] = [
        ("status", |it| {
            it.status = domain::InterviewStatus::Incomplete;
        }),
        ("team", |it| {
            it.team_id = Some(domain::TeamId::new("t"));
        }),
        ("name", |it| {
            it.interviewee.last_name = None;
        }),
        ("no data", |it| {
            it.data = None;
        }),
        ("video", |it| {
            it.data.as_mut().unwrap().video_url = Some("v".into());
        }),
        ("which score", |it| {
            let scores = &mut it.data.as_mut().unwrap().scores;
            *scores = scored(&[("communication", 5.0), ("motivation", 3.0)]);
        }),
        ("a word", |it| {
            it.data.as_mut().unwrap().segments[0].words[1].word = "ran".into();
        }),
        ("a time", |it| {
            it.data.as_mut().unwrap().segments[0].words[1].end = 1.25;
        }),
        ("a question", |it| {
            it.data.as_mut().unwrap().questions.push(QuestionSpan {
                script_question: "Why?".into(),
                items: vec![0],
                start: 0.0,
                end: 1.0,
            });
        }),
    ];
    for (what, change) in changes {
        let mut other = told.clone();
        change(&mut other);
        assert_ne!(fingerprint(&other), same, "{what} changed");
    }
}

#[test]
fn addresses_are_written_only_when_they_changed() {
    let desk = Desk::new();
    let (num, _) = desk.told(&held("i1", BACKEND, jane(), "hello"), 1);
    let renewed = |audio: &str| {
        desk.write(|tx| {
            let written = || tx.query_row("SELECT total_changes()", [], |row| row.get::<_, i64>(0));
            let before = written()?;
            renew_urls(tx, num, Some(&audio.to_owned()), None, UnixMs(3))?;
            Ok(written()? - before)
        })
    };
    assert_eq!(renewed("https://media.example.com/a?2"), 1, "a new one");
    let audio = links(&desk, "i1")[0].clone();
    assert_eq!(
        audio.as_deref(),
        Some("https://media.example.com/a?2"),
        "stored"
    );
    assert_eq!(renewed("https://media.example.com/a?2"), 0, "the same one");
}

#[test]
fn what_is_not_here_is_told_as_nothing() {
    let desk = Desk::new();
    let id = InterviewId::new("i9");
    assert_eq!(
        desk.read(|connection| find(connection, &id)),
        None,
        "never seen"
    );
    assert_eq!(
        desk.read(|connection| urls(connection, &id)),
        None,
        "never seen"
    );
    assert_eq!(
        desk.read(|connection| said(connection, 2_999)),
        None,
        "never seen"
    );
    assert!(
        desk.read(|connection| candidate::find(connection, &by_email("a@b.c")))
            .is_none()
    );
}

/// What a test does to a cache.
#[derive(Clone, Debug)]
enum Step {
    Rest {
        id: u8,
        flow: u8,
        held: bool,
        score: Option<i64>,
    },
    Webhook {
        id: u8,
        held: bool,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..5_u8, 0..2_u8, any::<bool>(), prop::option::of(1..6_i64)).prop_map(
            |(id, flow, held, score)| Step::Rest {
                id,
                flow,
                held,
                score
            }
        ),
        (0..5_u8, any::<bool>()).prop_map(|(id, held)| Step::Webhook { id, held }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_sums_equal_a_recount_whatever_happened(steps in prop::collection::vec(step(), 1..12)) {
        let desk = Desk::new();
        for step in steps {
            match step {
                Step::Rest { id, flow, held: is_held, score } => {
                    let (id, flow) = (format!("i{id}"), format!("f{flow}"));
                    let mut told = invited(&id, &flow, jane());
                    if is_held {
                        told = held(&id, &flow, jane(), "hello");
                        let score = score.map(|score| ("motivation", score as f64));
                        let given: Vec<_> = [("skills", 3.0)].into_iter().chain(score).collect();
                        told.data.as_mut().unwrap().scores = scored(&given);
                    }
                    desk.told(&told, 1);
                }
                Step::Webhook { id, held } => {
                    let status = if held { "completed" } else { "incomplete" };
                    mentioned(&desk, &format!("i{id}"), &jane(), status, None);
                }
            }
        }
        let differences = desk.number(
            "SELECT count(*) FROM (
                 SELECT flow_id, kind, status, n, total FROM interview_sum WHERE n <> 0
                 EXCEPT SELECT flow_id, kind, status, count(*), sum(value) FROM interview_number GROUP BY 1, 2, 3)",
        ) + desk.number(
            "SELECT count(*) FROM (
                 SELECT flow_id, kind, status, count(*), sum(value) FROM interview_number GROUP BY 1, 2, 3
                 EXCEPT SELECT flow_id, kind, status, n, total FROM interview_sum)",
        );
        prop_assert_eq!(differences, 0, "sums of interviews");
        let counts = desk.number(
            "SELECT count(*) FROM (
                 SELECT flow_id, criterion_id, value, n FROM score_count WHERE n <> 0
                 EXCEPT SELECT flow_id, criterion_id, value, count(*) FROM interview_score GROUP BY 1, 2, 3)",
        ) + desk.number(
            "SELECT count(*) FROM (
                 SELECT flow_id, criterion_id, value, count(*) FROM interview_score GROUP BY 1, 2, 3
                 EXCEPT SELECT flow_id, criterion_id, value, n FROM score_count)",
        ) + desk.number(
            "SELECT count(*) FROM (
                 SELECT one.value ->> 0, CAST(round((one.value ->> 1) * 420) AS INTEGER), candidate_id
                 FROM person_row, json_each(person_row.scores) AS one WHERE one.value ->> 1 IS NOT NULL
                 EXCEPT SELECT criterion_id, value, candidate_id FROM person_score)",
        );
        prop_assert_eq!(counts, 0, "counts of scores");
        let columns = desk.number(
            "SELECT count(*) FROM (
                 SELECT flow_id, column_key, candidates, averages, total FROM standing_sum WHERE candidates <> 0
                 EXCEPT SELECT flow_id, column_key, count(*), count(average),
                     coalesce(sum(CAST(round(average * 420) AS INTEGER)), 0) FROM standing GROUP BY 1, 2)",
        );
        prop_assert_eq!(columns, 0, "sums of columns");
    }
}

/// Takes in an answer that lacks `fields`, and gives whether it changed anything.
fn told_without(desk: &Desk, mut told: Interview, fields: &[InterviewField]) -> bool {
    told.missing.extend(fields);
    let before = known(desk, told.id.as_str());
    let is_new = desk.read(|it| changed(it, &before, &told)).is_some();
    desk.told(&told, 2);
    is_new
}

const SAID: [InterviewField; 3] = [
    InterviewField::Transcript,
    InterviewField::Segments,
    InterviewField::Questions,
];

#[test]
fn an_answer_without_a_transcript_never_takes_one_away() {
    let desk = Desk::new();
    let full = held("i1", BACKEND, jane(), "I moved a service");
    let (num, _) = desk.told(&full, 1);
    let mut scan = full.clone();
    let data = scan.data.as_mut().unwrap();
    (data.transcript, data.segments) = (String::new(), Vec::new());
    assert!(!told_without(&desk, scan.clone(), &SAID), "nothing is new");
    let data = scan.data.as_mut().unwrap();
    data.scores = scored(&[("communication", 1.0)]);
    data.video_url = Some("https://media.example.com/v".into());
    assert!(told_without(&desk, scan, &SAID), "re-scored, and a video");
    let said = desk.read(|it| said(it, num)).expect("it is here");
    assert_eq!(said.transcript, "I moved a service", "kept");
    assert_eq!(said.segments, full.data.unwrap().segments, "kept");
    assert_eq!(desk.read(|it| scores(it, num)).average(), Some(1.0));
    assert!(known(&desk, "i1").has_video, "it came late");
}

#[test]
fn an_answer_in_which_nothing_was_said_takes_nothing_back() {
    let desk = Desk::new();
    let mut full = held("i1", BACKEND, jane(), "I moved a service");
    full.data.as_mut().unwrap().scores = scored(&[("communication", 4.0), ("skills", 2.0)]);
    let (num, _) = desk.told(&full, 1);
    let mut silent = full.clone();
    let data = silent.data.as_mut().unwrap();
    (data.transcript, data.segments) = (String::new(), Vec::new());
    data.questions.clear();
    let nothing = Interview {
        data: None,
        ..full.clone()
    };
    let mut untimed = full.clone();
    for segment in &mut untimed.data.as_mut().unwrap().segments {
        segment.words.clear();
    }
    let mut partly = full.clone();
    let one = (
        "Communication".to_owned(),
        domain::ScoringSystem::OutOf5,
        Some(4.0),
    );
    partly.data.as_mut().unwrap().scores = Scores::new([one]);
    for answer in [silent, nothing, untimed, partly] {
        desk.told(&answer, 2);
        let said = desk.read(|it| said(it, num)).expect("it is here");
        assert_eq!(said.segments, full.data.as_ref().unwrap().segments, "kept");
        assert_eq!(said.transcript, "I moved a service", "kept");
        assert_eq!(desk.read(|it| scores(it, num)).average(), Some(3.0), "kept");
    }
}

#[test]
fn answers_of_both_shapes_in_turn_settle_on_what_either_tells() {
    let desk = Desk::new();
    let mut newest = held("i1", BACKEND, jane(), "hello");
    newest.ended_at = Some(UnixMs(1_000));
    let list = [
        ("Communication", "out_of_5", Some(5.0)),
        ("Culture fit", "percentage", Some(4.0)),
    ];
    let list = list.map(|(name, system, value)| {
        (name.to_owned(), domain::ScoringSystem::parse(system), value)
    });
    newest.data.as_mut().unwrap().scores = Scores::new(list);
    newest.data.as_mut().unwrap().audio_url = None;
    newest.missing.insert(InterviewField::AudioUrl);
    let mut old = held("i1", BACKEND, jane(), "hello");
    old.data.as_mut().unwrap().scores = scored(&[("communication", 5.0)]);
    old.missing.extend([
        InterviewField::StartedAt,
        InterviewField::EndedAt,
        InterviewField::CustomScores,
    ]);
    let (num, _) = desk.told(&newest, 1);
    desk.told(&old, 2);
    desk.told(&newest, 3);
    let found = known(&desk, "i1");
    assert_eq!(found.times[1], Some(UnixMs(1_000)), "the date stays");
    assert!(found.urls[0].is_some(), "and so does the audio");
    let key = domain::CriterionKey::from_text("culture_fit:percentage");
    let value = desk.read(|it| scores(it, num)).value(&key);
    assert_eq!(value, Some(4.0), "and so do the flow's own criteria");
    for (told, fields) in [(old, &[][..]), (newest, &[][..])] {
        assert!(
            !told_without(&desk, told, fields),
            "nothing changes any more"
        );
    }
}

#[test]
fn an_interview_is_gone_after_two_sweeps_without_it_and_back_when_it_is_told_again() {
    let desk = Desk::new();
    let first = held("i1", BACKEND, jane(), "hello");
    desk.told(&first, 1);
    desk.told(&held("i2", BACKEND, nobody(), "hello"), 1);
    let listed = [InterviewId::new("i2")];
    let sweep = || desk.write(|tx| lacked(tx, "completed", &listed, i64::MAX, UnixMs(9)));
    assert_eq!(sweep().doubtful, [InterviewId::new("i1")], "asked for");
    assert!(!known(&desk, "i1").is_gone, "a page may have moved");
    assert_eq!(sweep().gone.len(), 1, "twice in a row");
    assert!(known(&desk, "i1").is_gone);
    assert_eq!(desk.read(|it| count(it, "completed")), 1, "at Ribbon");
    assert_eq!(desk.read(count_gone), 1, "kept all the same");
    assert_eq!(sweep(), Lacking::default(), "once");
    let found = known(&desk, "i1");
    desk.write(|tx| found_again(tx, &found, &first.id));
    assert!(!known(&desk, "i1").is_gone, "Ribbon has it after all");
}

#[test]
fn recordings_that_ribbon_no_longer_has_are_noticed() {
    let desk = Desk::new();
    let mut told = held("i1", BACKEND, jane(), "hello");
    desk.told(&told, 1);
    let gone = "SELECT coalesce(recordings_gone_at, 0) FROM interview";
    assert_eq!(desk.number(gone), 0);
    told.data.as_mut().unwrap().audio_url = None;
    desk.told(&told, 7);
    assert_eq!(desk.number(gone), 7, "revoked");
    told.data.as_mut().unwrap().video_url = Some("v".into());
    desk.told(&told, 8);
    assert_eq!(desk.number(gone), 0, "there is one again");
}
