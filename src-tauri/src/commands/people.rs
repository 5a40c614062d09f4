//! The table of everyone.

use super::files::save;
use super::{Answer, TheDesk, read};
use crate::bridge::people as bridge;
use contract::invite::SavedFile;
use contract::people::{PeopleExport, PeopleFacets, PeopleFilter, PeoplePage, PeopleQuery};
use contract::{CommandError, ErrorCode};
use store::table::criterion;
use store::view::people::{self as view, Filter};

/// More rows than this are never answered at once.
const MOST: u32 = 500;

#[tauri::command]
pub(crate) async fn people(desk: TheDesk<'_>, argument: PeopleQuery) -> Answer<PeoplePage> {
    let PeopleQuery {
        filter,
        offset,
        limit,
    } = argument;
    let filter = filtered(filter)?;
    read(&desk, move |connection| {
        let rows = view::page(connection, &filter, offset, limit.clamp(1, MOST))?;
        Ok(PeoplePage {
            rows: rows.into_iter().map(bridge::person).collect(),
            total: view::count(connection, &filter)?,
        })
    })
    .await
}

/// Everyone whom a filter shows, to select them all.
#[tauri::command]
pub(crate) async fn people_ids(desk: TheDesk<'_>, argument: PeopleFilter) -> Answer<Vec<i64>> {
    let filter = filtered(argument)?;
    read(&desk, move |connection| view::ids(connection, &filter)).await
}

#[tauri::command]
pub(crate) async fn people_facets(desk: TheDesk<'_>) -> Answer<PeopleFacets> {
    Ok(bridge::facets(read(&desk, view::facets).await?))
}

#[tauri::command]
pub(crate) async fn export_people(desk: TheDesk<'_>, argument: PeopleExport) -> Answer<SavedFile> {
    let PeopleExport {
        candidate_ids,
        filter,
    } = argument;
    let filter = filtered(filter)?;
    let bytes = read(&desk, move |connection| {
        let ids = match candidate_ids.is_empty() {
            true => view::ids(connection, &filter)?,
            false => candidate_ids,
        };
        let criteria = criterion::all(connection)?;
        Ok(bridge::csv(view::rows(connection, &ids)?, &criteria))
    })
    .await?;
    save("Ribbon candidates.csv".to_owned(), || bytes).await
}

/// The filter as the cache takes it.
fn filtered(asked: PeopleFilter) -> Result<Filter, CommandError> {
    match asked.scores.len() > view::MOST_SCORES {
        true => Err(CommandError::new(
            ErrorCode::BadRequest,
            "At most four criteria can be filtered by at once.",
        )),
        false => Ok(bridge::filter(asked)),
    }
}
