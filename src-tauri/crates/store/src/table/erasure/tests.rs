//! What erasing an interview removes, what it leaves, and that nothing brings it back.

use super::*;
use crate::salvage::{self, Reading};
use crate::table::event::{self, What};
use crate::table::fetch_queue::{Errand, VideoWish};
use crate::table::invitation::{self, NewInvitation};
use crate::table::invite_batch;
use crate::table::kept_item::NewItem;
use crate::table::mark::candidate::{CandidateMark, set};
use crate::table::mark::note::{self, NoteText};
use crate::table::mark::tag::TagName;
use crate::table::mark::{EventMark, set_event};
use crate::table::{media, outbox, transition};
use crate::test_support::{self, BACKEND, Desk, NURSE, held, jane, zoe};
use crate::view::people;
use crate::{Store, back_up};
use domain::{DeliveryId, FieldProblem, Link, ProblemReason, Road, Status, Trust};
use rusqlite::types::ValueRef;

/// What must be nowhere once Jane's interview is erased. All of it is hers alone.
const HERS: [&str; 6] = [
    "Jane",
    "Doe",
    "jane.doe@example.com",
    "hydroponics",
    "zeppelin",
    "quixotic",
];
const SAID: &str = "I kept hydroponics running aboard a zeppelin";

fn hers() -> InterviewId {
    InterviewId::new("hers-1")
}

/// Jane's interview and, beside hers, Zoë's.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend engineer");
    desk.happened(&held("hers-1", BACKEND, jane(), SAID), 10, false);
    desk.happened(
        &held("zoe-1", BACKEND, zoe(), "I like compilers"),
        11,
        false,
    );
    desk
}

fn deliver(desk: &Desk, body: &str, outcome: delivery::Outcome) -> DeliveryId {
    desk.write(|tx| {
        let count: i64 = tx.query_row("SELECT count(*) FROM delivery", [], |row| row.get(0))?;
        delivery::insert(
            tx,
            &delivery::NewDelivery {
                source: "relay",
                road: Road::Relay,
                event_id: Some(&format!("event-{count}")),
                cursor: None,
                received_at: UnixMs(10),
                headers: &[("x-about".into(), "Jane".into())],
                body: body.as_bytes(),
                trust: Trust::Verified,
                event_type: None,
                outcome,
            },
        )
    })
}

fn gone(desk: &Desk, id: &InterviewId) {
    desk.write(|tx| {
        let gone = interview::mark_gone(tx, id, UnixMs(100))?;
        let (candidate, flow) = gone.expect("it is known");
        pipeline::refresh(tx, candidate, &flow)
    });
}

fn erased(desk: &Desk, id: &InterviewId) -> Erasure {
    desk.write(|tx| erase(tx, id, UnixMs(200)))
}

fn candidate_of(desk: &Desk, id: &InterviewId) -> CandidateId {
    desk.read(|it| interview::find(it, id))
        .expect("it is here")
        .candidate
}

/// Everything that can hold something of an interview.
fn use_everything(desk: &Desk) {
    let (id, candidate) = (hers(), candidate_of(desk, &hers()));
    let body = r#"{"interview_id": "hers-1", "interviewee_first_name": "Jane"}"#;
    deliver(desk, body, delivery::Outcome::Applied);
    deliver(
        desk,
        r#"{"interview_id": "hers-1", Jane, }"#,
        delivery::Outcome::Quarantined,
    );
    deliver(
        desk,
        r#"{"other": "Jane.Doe@Example.com"}"#,
        delivery::Outcome::Quarantined,
    );
    desk.write(|tx| {
        let num = interview::find(tx, &id)?.expect("it is here").num;
        let video = What::Video(&id, num);
        let event = event::record(
            tx,
            &video,
            candidate,
            &FlowId::new(BACKEND),
            UnixMs(12),
            false,
        )?;
        let event = event.expect("it is new");
        outbox::queue(tx, event, UnixMs(12))?;
        let mark = EventMark {
            starred: Some(true),
            ..EventMark::default()
        };
        set_event(tx, event, mark, UnixMs(13))?;
        let audio = media::begin(tx, &id, "audio", "audio/mpeg")?.expect("it has a recording");
        media::add_chunk(tx, audio, 0, b"zeppelin")?;
        media::finish(tx, audio, 8)?;
        let peaks = "INSERT INTO waveform (media_id, peaks, duration_ms) VALUES (?, x'01', 5)";
        tx.execute(peaks, [audio])?;
        let problems = [FieldProblem::new("scores", ProblemReason::WrongType)];
        let item = NewItem {
            kind: ItemKind::Interview,
            id: "hers-1",
            body: br#"{"name":"Jane"}"#,
            problems: &problems,
            is_whole: false,
        };
        kept_item::put(tx, &item, "1", UnixMs(14))?;
        let errand = Errand {
            interview: id.clone(),
            road: Road::Relay,
            link: Some("https://example.com/Jane".into()),
            delivery: None,
            video: VideoWish::None,
            attempts: 0,
        };
        fetch_queue::put(tx, &errand, UnixMs(15))?;
        let who = identity::of(tx, candidate)?.expect("she is here");
        for interview_id in [Some("hers-1".to_owned()), None] {
            let text = "Jane was quixotic".to_owned();
            let at_ms = interview_id.as_ref().map(|_| 500);
            note::add(
                tx,
                &who,
                &NoteText {
                    interview_id,
                    at_ms,
                    text,
                },
                UnixMs(16),
            )?;
        }
        let mark = CandidateMark {
            starred: Some(true),
            reviewed: Some(true),
            add: vec![TagName::parse("Shortlist").unwrap()],
            remove: Vec::new(),
        };
        set(tx, &[candidate], &mark, UnixMs(17))?;
        invite(tx, &id)
    });
}

fn invite(tx: &Tx<'_>, id: &InterviewId) -> Result<()> {
    let batch = invite_batch::add(
        tx,
        &invite_batch::NewBatch {
            flow: &FlowId::new(BACKEND),
            file_name: "list.csv",
            columns: &["E-mail".to_owned()],
            recruiter: None,
        },
        UnixMs(1),
    )?;
    let one = NewInvitation {
        line: 2,
        cells: vec!["jane.doe@example.com".into()],
        who: jane(),
        bad: None,
    };
    invitation::add(tx, batch, &[one], UnixMs(1))?;
    let number = tx.query_row("SELECT max(id) FROM invitation", [], |row| row.get(0))?;
    let link = "https://example.com/Jane";
    invitation::made(tx, number, id, link, None, UnixMs(2))
}

/// Every value of every table, those of the word indexes included, as bytes in lower case. Transcripts
/// and kept items are unpacked.
fn everything(connection: &Connection) -> Result<Vec<(String, Vec<u8>)>> {
    let mut tables = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    )?;
    let tables = tables.query_map([], |row| row.get(0))?;
    let mut all = Vec::new();
    for table in tables.collect::<Result<Vec<String>, _>>()? {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for at in 0..count {
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(at)? {
                    let plain = zstd::stream::decode_all(bytes).unwrap_or_else(|_| bytes.to_vec());
                    all.push((table.clone(), plain.to_ascii_lowercase()));
                }
            }
        }
    }
    let mut nums = connection.prepare("SELECT num FROM interview")?;
    let nums = nums.query_map([], |row| row.get(0))?;
    for num in nums.collect::<Result<Vec<i64>, _>>()? {
        let said = interview::said(connection, num)?;
        all.push((
            "transcript".into(),
            format!("{said:?}").to_lowercase().into_bytes(),
        ));
    }
    Ok(all)
}

/// Where something of Jane's is.
fn traces(store: &Store) -> Vec<String> {
    let all = store.read(everything).unwrap();
    let mut found = Vec::new();
    for word in HERS {
        let word = word.to_lowercase();
        let holds = |bytes: &[u8]| {
            bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes())
        };
        let tables = all.iter().filter(|(_, bytes)| holds(bytes));
        found.extend(tables.map(|(table, _)| format!("{word} in {table}")));
    }
    found
}

fn count(desk: &Desk, table: &str) -> i64 {
    desk.number(&format!("SELECT count(*) FROM {table}"))
}

/// The sums that triggers keep, and the same counted again.
fn assert_sums_hold(desk: &Desk) {
    for (kept, counted) in [
        (
            "SELECT coalesce(sum(n), 0) FROM interview_sum WHERE kind = 'interviews'",
            "SELECT count(*) FROM interview",
        ),
        (
            "SELECT coalesce(sum(n), 0) FROM interview_sum WHERE kind = 'gone'",
            "SELECT count(*) FROM interview WHERE gone_at IS NOT NULL",
        ),
        (
            "SELECT coalesce(sum(n), 0) FROM score_count",
            "SELECT count(*) FROM interview_score",
        ),
        (
            "SELECT sum(candidates) FROM standing_sum",
            "SELECT count(*) FROM standing",
        ),
        (
            "SELECT n FROM person_sum",
            "SELECT count(*) FROM person_row",
        ),
        ("SELECT sum(n) FROM inbox_sum", "SELECT count(*) FROM event"),
        (
            "SELECT count(*) FROM inbox_entry",
            "SELECT count(*) FROM event",
        ),
        (
            "SELECT sum(n) FROM delivery_sum",
            "SELECT count(*) FROM delivery",
        ),
    ] {
        assert_eq!(desk.number(kept), desk.number(counted), "{kept}");
    }
}

#[test]
fn erasing_the_only_interview_leaves_no_trace_of_the_candidate() {
    let desk = desk();
    use_everything(&desk);
    let key = test_support::key;
    let backup = desk.folder().join("marks-backup.db");
    back_up::write(&desk.store, &backup, UnixMs(20)).unwrap();
    let words = traces(&desk.store);
    for word in HERS {
        let is_found = words
            .iter()
            .any(|trace| trace.starts_with(&word.to_lowercase()));
        assert!(is_found, "{word} is there before");
    }
    gone(&desk, &hers());
    let candidate = candidate_of(&desk, &hers());
    assert!(desk.read(|it| is_all_that_is_known(it, candidate)));
    assert_eq!(erased(&desk, &hers()), Erasure::Candidate);
    assert_eq!(traces(&desk.store), Vec::<String>::new());
    for table in [
        "mark_note",
        "mark_person",
        "mark_person_tag",
        "mark_event",
        "outbox",
    ] {
        assert_eq!(count(&desk, table), 0, "{table}");
    }
    for table in [
        "media",
        "media_chunk",
        "waveform",
        "fetch_queue",
        "kept_item",
    ] {
        assert_eq!(count(&desk, table), 0, "{table}");
    }
    for table in ["interview", "candidate", "event", "person_row"] {
        assert_eq!(count(&desk, table), 1, "Zoë is left in {table}");
    }
    assert_eq!(count(&desk, "delivery"), 3, "that they came is kept");
    assert_eq!(count(&desk, "invitation"), 1, "that it was made is kept");
    assert_sums_hold(&desk);
    assert!(
        back_up::write(&desk.store, &backup, UnixMs(21)).unwrap(),
        "the second place follows"
    );
    let restored = Store::open(&desk.folder().join("other.db"), key()).unwrap();
    back_up::restore(&restored, &backup, back_up::Settings::Too).unwrap();
    assert_eq!(
        traces(&restored),
        Vec::<String>::new(),
        "and holds nothing of hers"
    );
}

#[test]
fn removed_pages_are_overwritten_and_the_log_is_emptied() {
    let desk = desk();
    let is_on =
        desk.write(|tx| Ok(tx.query_row("PRAGMA secure_delete", [], |row| row.get::<_, i64>(0))?));
    assert_eq!(is_on, 1);
    let log = desk.path().with_extension("db-wal");
    assert!(std::fs::metadata(&log).unwrap().len() > 0);
    assert!(desk.store.empty_log().unwrap());
    assert_eq!(std::fs::metadata(&log).unwrap().len(), 0);
}

#[test]
fn what_ribbon_still_has_is_not_erased() {
    let desk = desk();
    assert_eq!(erased(&desk, &hers()), Erasure::StillAtRibbon);
    assert_eq!(
        erased(&desk, &InterviewId::new("nobody-1")),
        Erasure::NotFound
    );
    assert_eq!(count(&desk, "interview"), 2);
    assert!(!desk.read(|it| is_erased(it, &hers())));
}

#[test]
fn a_candidate_with_another_interview_stays_with_their_marks() {
    let desk = desk();
    use_everything(&desk);
    desk.happened(&held("hers-2", NURSE, jane(), "another time"), 30, false);
    let candidate = candidate_of(&desk, &hers());
    gone(&desk, &hers());
    assert_eq!(erased(&desk, &hers()), Erasure::Interview);
    let left = traces(&desk.store);
    let said = left
        .iter()
        .filter(|trace| !trace.starts_with("jane") && !trace.starts_with("doe"));
    let said: Vec<_> = said
        .filter(|trace| !trace.starts_with("quixotic"))
        .collect();
    assert_eq!(said, Vec::<&String>::new(), "what was said is gone");
    let who = desk
        .read(|it| identity::of(it, candidate))
        .expect("she stays");
    let notes = desk.read(|it| note::list(it, &who));
    let pins: Vec<_> = notes
        .iter()
        .map(|note| (note.interview_id.as_deref(), note.at_ms))
        .collect();
    assert_eq!(
        pins,
        [(None, None), (None, None)],
        "notes stay, without the moment"
    );
    assert_eq!(count(&desk, "mark_person_tag"), 1, "and the tag");
    assert_eq!(
        desk.number("SELECT interviews FROM person_row ORDER BY 1 DESC LIMIT 1"),
        1
    );
    assert_eq!(desk.number("SELECT sum(gone) FROM person_row"), 0);
    let rows = desk.read(|it| people::count(it, &people::Filter::default()));
    assert_eq!(rows, 2, "both are in the table");
    assert_sums_hold(&desk);
}

#[test]
fn a_candidate_with_a_status_change_stays_with_its_delivery() {
    let desk = desk();
    let candidate = candidate_of(&desk, &hers());
    let body = r#"{"interview_id": "hers-1", "new_status": "hired"}"#;
    let moved = deliver(&desk, body, delivery::Outcome::Applied);
    desk.write(|tx| {
        let origin = transition::Origin {
            candidate,
            flow: &FlowId::new(BACKEND),
            delivery: moved,
            road: Road::Relay,
            trust: Trust::Verified,
            at: UnixMs(40),
        };
        let link = Link {
            previous: None,
            new: Status::new("hired"),
        };
        transition::insert(tx, &origin, &link, None)?;
        pipeline::refresh(tx, candidate, &FlowId::new(BACKEND))
    });
    gone(&desk, &hers());
    assert_eq!(erased(&desk, &hers()), Erasure::Interview);
    let kept = desk.read(|it| delivery::kept_after(it, DeliveryId(0), 9));
    assert_eq!(kept.len(), 1);
    assert_eq!(
        kept[0].body,
        body.as_bytes(),
        "the change can be made again"
    );
    assert_eq!(
        desk.number("SELECT sum(interviews) FROM standing"),
        1,
        "Zoë's"
    );
    assert_eq!(count(&desk, "standing"), 2);
    assert_sums_hold(&desk);
}

#[test]
fn erased_deliveries_are_recognised_but_not_applied_again() {
    let desk = desk();
    use_everything(&desk);
    gone(&desk, &hers());
    erased(&desk, &hers());
    assert!(desk.read(|it| delivery::is_known(it, "relay", "event-0")));
    assert_eq!(
        desk.read(|it| delivery::kept_after(it, DeliveryId(0), 9)),
        []
    );
    assert_eq!(desk.read(|it| delivery::quarantined(it, 9)), []);
    let other = Store::open(&desk.folder().join("new.db"), test_support::key()).unwrap();
    salvage::take_over(&other, &desk.path(), &test_support::key(), Reading::All).unwrap();
    salvage::complete(&other, &desk.path(), &test_support::key()).unwrap();
    assert!(
        other.read(|it| is_erased(it, &hers())).unwrap(),
        "a rebuild knows it"
    );
    assert_eq!(traces(&other), Vec::<String>::new());
}

#[test]
fn only_deliveries_that_name_the_interview_itself_are_erased() {
    let desk = desk();
    for body in [
        r#"{"id": "hers-10"}"#,
        r#"{"id": "mary-hers-1"}"#,
        r#"{"id": "zoe-1"}"#,
    ] {
        deliver(&desk, body, delivery::Outcome::Applied);
    }
    gone(&desk, &hers());
    erased(&desk, &hers());
    assert_eq!(
        desk.read(|it| delivery::kept_after(it, DeliveryId(0), 9))
            .len(),
        3
    );
}

#[test]
fn an_anonymous_interview_takes_its_marks_along() {
    let desk = Desk::new();
    let id = InterviewId::new("anon-1");
    desk.happened(
        &held("anon-1", BACKEND, test_support::nobody(), SAID),
        10,
        false,
    );
    let candidate = candidate_of(&desk, &id);
    desk.write(|tx| {
        let who = identity::of(tx, candidate)?.expect("they are here");
        let text = "quixotic".to_owned();
        let says = NoteText {
            interview_id: None,
            at_ms: None,
            text,
        };
        note::add(tx, &who, &says, UnixMs(16))
    });
    gone(&desk, &id);
    assert_eq!(erased(&desk, &id), Erasure::Candidate);
    assert_eq!(traces(&desk.store), Vec::<String>::new());
    assert_eq!(count(&desk, "candidate"), 0);
}

#[test]
fn a_dictionary_that_holds_what_was_said_is_learnt_again() {
    let desk = Desk::new();
    let secret = "my grandmother taught me hydroponics aboard a zeppelin over the Baltic";
    for n in 0..210 {
        let said = match n < 40 {
            true => format!("{secret}, and that was number {n}"),
            false => format!("I moved the service of customer {n} to another region at night"),
        };
        let who = test_support::person("P", "Q", Some(&format!("p{n}@example.com")));
        desk.told(&held(&format!("i{n}"), BACKEND, who, &said), n);
    }
    let dictionary =
        "SELECT count(*) FROM dictionary WHERE instr(bytes, CAST('zeppelin' AS BLOB)) > 0";
    assert_eq!(desk.number(dictionary), 1, "it was learnt");
    for n in 0..40 {
        let id = InterviewId::new(format!("i{n}"));
        gone(&desk, &id);
        assert_eq!(erased(&desk, &id), Erasure::Candidate);
    }
    assert_eq!(desk.number(dictionary), 0);
    assert!(
        !traces(&desk.store)
            .iter()
            .any(|trace| trace.starts_with("zeppelin"))
    );
    for n in [40, 209] {
        let id = InterviewId::new(format!("i{n}"));
        let num = desk
            .read(|it| interview::find(it, &id))
            .expect("it is here")
            .num;
        let said = desk
            .read(|it| interview::said(it, num))
            .expect("and what was said");
        assert!(
            said.transcript.contains(&format!("customer {n} ")),
            "{}",
            said.transcript
        );
    }
}

#[test]
fn recordings_are_erased_only_once_ribbon_no_longer_has_them() {
    let desk = desk();
    let id = hers();
    desk.write(|tx| {
        let audio = media::begin(tx, &id, "audio", "audio/mpeg")?.expect("it has a recording");
        media::add_chunk(tx, audio, 0, b"zeppelin")?;
        media::finish(tx, audio, 8)
    });
    let erase = || desk.write(|tx| erase_recordings(tx, &hers()));
    let has_audio = || {
        let row = desk.read(|it| crate::view::candidate::interview(it, &hers()));
        row.expect("it is here").has_audio
    };
    assert_eq!(erase(), Erasure::StillAtRibbon);
    let num = desk
        .read(|it| interview::find(it, &id))
        .expect("it is here")
        .num;
    desk.write(|tx| interview::renew_urls(tx, num, None, None, UnixMs(50)));
    assert!(has_audio(), "what is kept here can be played");
    assert_eq!(erase(), Erasure::Interview);
    assert!(!has_audio());
    assert_eq!(count(&desk, "media_chunk"), 0);
    let unknown = InterviewId::new("nobody-1");
    assert_eq!(
        desk.write(|tx| erase_recordings(tx, &unknown)),
        Erasure::NotFound
    );
}
