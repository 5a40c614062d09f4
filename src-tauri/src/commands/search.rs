//! Search, comparison, figures.

use super::{Answer, TheDesk, or_not_found, read};
use crate::bridge;
use contract::compare::{CompareQuery, Comparison};
use contract::insights::{Insights, InsightsQuery};
use contract::search::{SearchAnswer, SearchQuery};
use contract::{CommandError, ErrorCode};
use domain::{Clock, SystemClock};
use std::sync::atomic::{AtomicU64, Ordering};
use store::view;
use store::view::search::Today;

/// Candidates that are shown at most.
const MOST: u32 = 100;
/// The number of the search that began last: any other is overtaken, and stops.
static NEWEST: AtomicU64 = AtomicU64::new(0);

#[tauri::command]
pub(crate) async fn search(desk: TheDesk<'_>, argument: SearchQuery) -> Answer<SearchAnswer> {
    let most = usize::try_from(argument.limit.clamp(1, MOST)).unwrap_or(1);
    let number = NEWEST.fetch_add(1, Ordering::Relaxed) + 1;
    read(&desk, move |connection| {
        let is_overtaken = || NEWEST.load(Ordering::Relaxed) != number;
        let query = view::search::Query::parse(&argument.text, &Today::here(SystemClock.now()));
        let answer = view::search::find(connection, &query, most, &is_overtaken)?;
        Ok(bridge::search::answer(answer, query))
    })
    .await
}

#[tauri::command]
pub(crate) async fn compare(desk: TheDesk<'_>, argument: CompareQuery) -> Answer<Comparison> {
    if !(2..=4).contains(&argument.candidate_ids.len()) {
        return Err(refused("Two to four candidates can be compared."));
    }
    let found = read(&desk, move |it| bridge::compare::comparison(it, &argument)).await?;
    or_not_found(found, "candidate")
}

#[tauri::command]
pub(crate) async fn insights(desk: TheDesk<'_>, argument: InsightsQuery) -> Answer<Insights> {
    let query = bridge::insights::query(argument).map_err(refused)?;
    let figures = read(&desk, move |it| view::insights::read(it, &query)).await?;
    Ok(bridge::insights::insights(figures))
}

fn refused(why: &str) -> CommandError {
    CommandError::new(ErrorCode::BadRequest, why)
}
