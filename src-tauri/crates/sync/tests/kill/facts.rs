//! The facts in a cache without what depends on chance: times, roads, numbers of rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use store::Store;

const PERSON: &str = "coalesce(candidate.email, candidate.anonymous_interview)";

/// What is compared, by name.
fn queries() -> [(&'static str, String); 8] {
    [
        (
            "interviews",
            format!(
                "SELECT interview_id, {PERSON}, flow_id, status, interview.email, first_name, last_name,
                     link, audio_url IS NOT NULL, video_url IS NOT NULL, duration_ms, detailed
                 FROM interview JOIN candidate ON candidate.id = candidate_id"
            ),
        ),
        (
            "names",
            format!(
                "SELECT {PERSON}, candidate_name.name FROM candidate_name
                 JOIN candidate ON candidate.id = candidate_id"
            ),
        ),
        (
            "changes of status",
            "SELECT delivery_id, candidate.email, flow_id, previous, new, gap_after, trust
             FROM transition JOIN candidate ON candidate.id = candidate_id"
                .to_owned(),
        ),
        (
            "deliveries",
            "SELECT id, event_id, cursor, trust, event_type, outcome FROM delivery".to_owned(),
        ),
        (
            "events",
            format!(
                "SELECT key, kind, {PERSON}, flow_id, backlog FROM event
                 JOIN candidate ON candidate.id = candidate_id"
            ),
        ),
        (
            "board",
            format!(
                "SELECT {PERSON}, flow_id, column_key, interviews, has_gap, has_video FROM standing
                 JOIN candidate ON candidate.id = candidate_id"
            ),
        ),
        (
            "flows",
            "SELECT flow_id, title, fetched FROM flow".to_owned(),
        ),
        (
            "sums",
            "SELECT flow_id, status, kind, n, total FROM interview_sum WHERE n <> 0".to_owned(),
        ),
    ]
}

pub(crate) type Facts = BTreeMap<&'static str, BTreeSet<String>>;

pub(crate) fn of(store: &Store) -> Facts {
    let read = |sql: &str| {
        store.read(|connection| {
            let mut statement = connection.prepare(sql)?;
            let columns = statement.column_count();
            let rows = statement.query_map([], |row| {
                let text = |at| row.get_ref(at).map(|value| format!("{value:?}"));
                (0..columns).map(text).collect::<Result<Vec<_>, _>>()
            })?;
            let rows: Result<Vec<_>, _> = rows.collect();
            Ok(rows?.into_iter().map(|row| row.join(" | ")).collect())
        })
    };
    queries()
        .into_iter()
        .map(|(name, sql)| (name, read(&sql).unwrap()))
        .collect()
}

/// The keys of all that the user must be told.
pub(crate) fn news(store: &Store) -> BTreeSet<String> {
    let read = |connection: &store::Connection| {
        let mut statement = connection.prepare("SELECT key FROM event WHERE backlog = 0")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    store.read(read).unwrap()
}

pub(crate) fn differences(found: &Facts, wanted: &Facts) -> String {
    let mut text = String::new();
    for (name, rows) in wanted {
        let here = &found[name];
        for row in rows.difference(here) {
            writeln!(text, "{name} lack {row}").unwrap();
        }
        for row in here.difference(rows) {
            writeln!(text, "{name} have {row}").unwrap();
        }
    }
    text
}
