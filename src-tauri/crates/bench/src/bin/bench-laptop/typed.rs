//! Search as you type, against the bare question to the same index.

use std::time::Instant;

use anyhow::ensure;
use domain::{Interview, UnixMs};
use rusqlite::Connection;
use serde_json::{Value, json};
use store::{
    Store,
    view::search::{self, Query, Today},
};

/// As many as a list shows at once.
const LIMIT: u32 = 50;
/// Texts that are typed, letter by letter, before those with signs are left out.
const TEXTS: usize = 250;

/// Gives, in milliseconds, how long each letter took with us and with the bare index.
pub(super) fn measure(store: &Store, talks: &[Interview]) -> anyhow::Result<Value> {
    let bare = Connection::open(store.path())?;
    let key = bench::filled::key();
    // What the store's own connections keep of the file.
    bare.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; PRAGMA cache_size = -8192;"
    ))?;
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    let today = Today::here(UnixMs(0));
    for typed in texts(talks).iter().flat_map(|text| beginnings(text)) {
        let (began, query) = (Instant::now(), Query::parse(typed, &today).asked());
        let rows: Vec<i64> = bare
            .prepare_cached(
                "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
            )?
            .query_map((&query, LIMIT), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        floor.push(began.elapsed().as_secs_f64() * 1000.0);

        let began = Instant::now();
        let found = store.read(|connection| {
            search::interviews(connection, &Query::parse(typed, &today), LIMIT as usize)
        })?;
        ours.push(began.elapsed().as_secs_f64() * 1000.0);
        ensure!(found.len() == rows.len(), "both find the same: {typed:?}");
    }
    Ok(json!({ "ours": ours, "floor": floor }))
}

/// Of some talks two words that follow each other, of some others the person's name.
fn texts(talks: &[Interview]) -> Vec<String> {
    let step = (talks.len() / TEXTS).max(1);
    let some = talks.iter().step_by(step).enumerate();
    some.filter_map(|(n, talk)| {
        if n % 3 == 0 {
            return talk.interviewee.full_name();
        }
        let turns = &talk.data.as_ref()?.segments;
        let turn = turns.get(n % turns.len().max(1))?;
        let words: Vec<&str> = turn.content.split(' ').take(2).collect();
        Some(words.join(" "))
    })
    .filter(|text| text.chars().all(is_plain))
    .collect()
}

/// Where words part is plain: signs and marks, which the store sorts out, a bare question cannot hold.
fn is_plain(sign: char) -> bool {
    sign.is_alphanumeric() || sign == ' '
}

/// What stands in the field after each key.
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, sign)| at + sign.len_utf8());
    ends.filter_map(|end| text.get(..end))
        .filter(|typed| typed.ends_with(char::is_alphanumeric))
}
