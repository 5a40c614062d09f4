//! The table of everyone.

use super::files::save;
use super::{Answer, TheDesk, read};
use crate::bridge::people as bridge;
use contract::invite::SavedFile;
use contract::people::{PeopleExport, PeopleFacets, PeopleFilter, PeoplePage, PeopleQuery};
use store::view::people as view;

/// More rows than this are never answered at once.
const MOST: u32 = 500;

#[tauri::command]
pub(crate) async fn people(desk: TheDesk<'_>, argument: PeopleQuery) -> Answer<PeoplePage> {
    let PeopleQuery {
        filter,
        offset,
        limit,
    } = argument;
    let filter = bridge::filter(filter);
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
    let filter = bridge::filter(argument);
    read(&desk, move |connection| view::ids(connection, &filter)).await
}

#[tauri::command]
pub(crate) async fn people_facets(desk: TheDesk<'_>) -> Answer<PeopleFacets> {
    let (languages, statuses) = read(&desk, view::facets).await?;
    Ok(PeopleFacets {
        languages,
        statuses,
    })
}

#[tauri::command]
pub(crate) async fn export_people(desk: TheDesk<'_>, argument: PeopleExport) -> Answer<SavedFile> {
    let PeopleExport {
        candidate_ids,
        filter,
    } = argument;
    let filter = bridge::filter(filter);
    let bytes = read(&desk, move |connection| {
        let ids = match candidate_ids.is_empty() {
            true => view::ids(connection, &filter)?,
            false => candidate_ids,
        };
        Ok(bridge::csv(view::rows(connection, &ids)?))
    })
    .await?;
    save("Ribbon candidates.csv".to_owned(), || bytes).await
}
