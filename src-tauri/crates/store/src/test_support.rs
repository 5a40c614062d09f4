//! A temporary cache with named people and flows. The numbers of each table's rows begin at another
//! thousand, so that a candidate's number passed where an event's is meant finds nothing.

use crate::table::event::{self, What};
use crate::table::{candidate, flow, interview, pipeline, search};
use crate::{Connection, DbKey, Result, Store, Tx};
use domain::scores::DEFAULT_CRITERIA;
use domain::{
    CandidateId, CandidateKey, Email, Flow, FlowId, Interview, InterviewData, InterviewId,
    InterviewStatus, Interviewee, Road, Scores, Segment, UnixMs, Word,
};
use std::path::{Path, PathBuf};

/// Where each table's numbers begin.
const FIRST_NUMBERS: [(&str, i64); 7] = [
    ("candidate", 1_000),
    ("interview", 2_000),
    ("event", 3_000),
    ("transition", 4_000),
    ("delivery", 5_000),
    ("outbox", 6_000),
    ("feed_gap", 7_000),
];

/// The flow that most tests play in.
pub(crate) const BACKEND: &str = "7b896044";
/// Another flow.
pub(crate) const NURSE: &str = "d1a104e7";

/// A temporary cache.
pub(crate) struct Desk {
    pub(crate) store: Store,
    folder: tempfile::TempDir,
}

/// The key of every test's cache.
pub(crate) fn key() -> DbKey {
    DbKey::from_hex(&"5a".repeat(32)).unwrap()
}

impl Desk {
    /// An empty one.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("cache.db"), key()).unwrap();
        let desk = Self { store, folder };
        desk.write(|tx| {
            for (table, first) in FIRST_NUMBERS {
                tx.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
                    rusqlite::params![table, first],
                )?;
            }
            Ok(())
        });
        desk
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.store.path().to_owned()
    }

    /// Closes the cache, which moves all into the database file.
    pub(crate) fn close(self) -> tempfile::TempDir {
        self.folder
    }

    /// Writes what must succeed.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> T {
        self.store.write(work).unwrap()
    }

    /// Reads what must succeed.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> T {
        self.store.read(work).unwrap()
    }

    /// One number that a statement answers.
    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.read(|connection| Ok(connection.query_row(sql, [], |row| row.get(0))?))
    }

    /// Takes an interview in as a poll does: person, facts, search, standing.
    pub(crate) fn told(&self, told: &Interview, at: i64) -> (i64, CandidateId) {
        self.write(|tx| {
            let who = &told.interviewee;
            let name = who.full_name();
            let person = candidate::ensure(tx, &who.key(&told.id), name.as_deref(), UnixMs(at))?;
            let changed = match interview::find(tx, &told.id)? {
                Some(known) => match interview::changed(tx, &known, told)? {
                    Some(changed) => changed,
                    None => return Ok((known.num, known.candidate)),
                },
                None => told.clone(),
            };
            let told = &changed;
            let num = interview::put(tx, told, person, Road::Rest, UnixMs(at))?;
            search::put(tx, num, told, name.as_deref())?;
            pipeline::refresh(tx, person, &told.flow_id)?;
            Ok((num, person))
        })
    }

    /// Takes a held interview in and puts it into the inbox; answers the event.
    pub(crate) fn happened(&self, told: &Interview, at: i64, backlog: bool) -> i64 {
        let (num, person) = self.told(told, at);
        self.write(|tx| {
            let what = What::Processed(&told.id, num);
            event::record(tx, &what, person, &told.flow_id, UnixMs(at), backlog)
        })
        .expect("it is new")
    }

    /// Makes a flow known as REST describes it.
    pub(crate) fn flow(&self, id: &str, title: &str) {
        self.write(|tx| flow::put(tx, &a_flow(id, title), UnixMs(1)));
    }
}

/// A flow as REST describes it.
pub(crate) fn a_flow(id: &str, title: &str) -> Flow {
    Flow {
        org_name: "Northwind".into(),
        title: title.into(),
        questions: vec!["Why us?".into()],
        language: Some("en-US".into()),
        interview_type: Some("recruitment".into()),
        is_video_enabled: true,
        ..Flow::new(FlowId::new(id))
    }
}

/// Jane Doe, who has an address.
pub(crate) fn jane() -> Interviewee {
    person("Jane", "Doe", Some("jane.doe@example.com"))
}

/// Zoë Ångström, whose name has accents.
pub(crate) fn zoe() -> Interviewee {
    person("Zoë", "Ångström", Some("zoe@example.org"))
}

/// Someone of whom nothing is known.
pub(crate) fn nobody() -> Interviewee {
    Interviewee::default()
}

pub(crate) fn person(first: &str, last: &str, email: Option<&str>) -> Interviewee {
    Interviewee {
        email: email.map(str::to_owned),
        first_name: Some(first.into()),
        last_name: Some(last.into()),
    }
}

/// The identity behind an address.
pub(crate) fn by_email(email: &str) -> CandidateKey {
    CandidateKey::Email(Email::parse(email).unwrap())
}

/// The seven default criteria, of which these were scored.
pub(crate) fn scored(given: &[(&str, f64)]) -> Scores {
    let value = |key: &str| {
        let found = given.iter().find(|(given, _)| *given == key);
        found.map(|(_, value)| *value)
    };
    Scores::of_defaults(DEFAULT_CRITERIA.map(|(key, _)| value(key)))
}

/// An interview that was not held yet.
pub(crate) fn invited(id: &str, flow: &str, who: Interviewee) -> Interview {
    Interview {
        interviewee: who,
        ..Interview::new(InterviewId::new(id), FlowId::new(flow))
    }
}

/// A held interview in which `said` was said, with an average of 4.
pub(crate) fn held(id: &str, flow: &str, who: Interviewee, said: &str) -> Interview {
    let words = said.split(' ').zip(0_u32..).map(|(word, at)| Word {
        start: f64::from(at),
        end: f64::from(at) + 0.5,
        word: word.into(),
    });
    Interview {
        status: InterviewStatus::Completed,
        data: Some(InterviewData {
            transcript: said.into(),
            segments: vec![Segment {
                role: "user".into(),
                content: said.into(),
                words: words.collect(),
            }],
            audio_url: Some("https://media.example.com/a".into()),
            scores: scored(&[("communication", 5.0), ("skills", 3.0)]),
            ..InterviewData::default()
        }),
        ..invited(id, flow, who)
    }
}

/// A day of 2026, in UTC.
pub(crate) fn today() -> crate::view::search::Today {
    crate::view::search::Today::new(UnixMs(1_790_000_000_000), jiff::tz::TimeZone::UTC)
}
