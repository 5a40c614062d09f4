//! What the recruiter adds: marks on candidates, notes, saved views; and all of it as a file.

use super::files::save;
use super::{Answer, TheDesk, or_not_found, read, write};
use crate::bridge::mark as bridge;
use contract::invite::SavedFile;
use contract::mark::{CandidateMark, ImportedMarks, Note, PutNote, SavedView, Tag};
use domain::CandidateId;
use store::marks_file;
use store::table::mark::{candidate, note, person, tag, view};

#[tauri::command]
pub(crate) async fn mark_candidates(desk: TheDesk<'_>, argument: CandidateMark) -> Answer<()> {
    let now = desk.desk().await?.now();
    write(&desk, move |tx| {
        let mark = bridge::mark(&argument)?;
        let ids = argument.candidate_ids.iter().copied().map(CandidateId);
        candidate::set(tx, &ids.collect::<Vec<_>>(), &mark, now)
    })
    .await
}

#[tauri::command]
pub(crate) async fn tags(desk: TheDesk<'_>) -> Answer<Vec<Tag>> {
    let tags = read(&desk, tag::in_use).await?;
    Ok(tags.into_iter().map(bridge::tag).collect())
}

#[tauri::command]
pub(crate) async fn notes(desk: TheDesk<'_>, argument: i64) -> Answer<Vec<Note>> {
    let notes = read(&desk, move |connection| {
        match person::of(connection, CandidateId(argument))? {
            Some(who) => Ok(Some(note::list(connection, &who)?)),
            None => Ok(None),
        }
    })
    .await?;
    let notes = or_not_found(notes, "candidate")?;
    Ok(notes.into_iter().map(bridge::note).collect())
}

#[tauri::command]
pub(crate) async fn put_note(desk: TheDesk<'_>, argument: PutNote) -> Answer<Note> {
    let now = desk.desk().await?.now();
    let (candidate, note_id) = (CandidateId(argument.candidate_id), argument.note_id.clone());
    let says = bridge::note_text(argument)?;
    let put = write(&desk, move |tx| {
        let Some(who) = person::of(tx, candidate)? else {
            return Ok(Err("candidate"));
        };
        match note_id {
            None => note::add(tx, &who, &says, now).map(Ok),
            Some(id) => Ok(note::change(tx, &id, &who, &says, now)?.ok_or("note")),
        }
    })
    .await?;
    match put {
        Ok(note) => Ok(bridge::note(note)),
        Err(what) => or_not_found(None, what),
    }
}

#[tauri::command]
pub(crate) async fn remove_note(desk: TheDesk<'_>, argument: String) -> Answer<()> {
    let now = desk.desk().await?.now();
    let was_there = write(&desk, move |tx| note::remove(tx, &argument, now)).await?;
    or_not_found(was_there.then_some(()), "note")
}

#[tauri::command]
pub(crate) async fn saved_views(desk: TheDesk<'_>) -> Answer<Vec<SavedView>> {
    let views = read(&desk, view::list).await?;
    Ok(views.into_iter().filter_map(bridge::view).collect())
}

#[tauri::command]
pub(crate) async fn put_view(desk: TheDesk<'_>, argument: SavedView) -> Answer<SavedView> {
    let now = desk.desk().await?.now();
    let kept = bridge::kept_view(argument);
    let put = write(&desk, move |tx| view::put(tx, &kept, now)).await?;
    or_not_found(bridge::view(put), "view")
}

#[tauri::command]
pub(crate) async fn remove_view(desk: TheDesk<'_>, argument: String) -> Answer<()> {
    let now = desk.desk().await?.now();
    write(&desk, move |tx| view::remove(tx, &argument, now)).await
}

/// Writes all marks into a file of the user's folder for downloads.
#[tauri::command]
pub(crate) async fn export_marks(desk: TheDesk<'_>) -> Answer<SavedFile> {
    let now = desk.desk().await?.now();
    let text = read(&desk, move |connection| marks_file::write(connection, now)).await?;
    save("Ribbon Desk marks.json".to_owned(), || text.into_bytes()).await
}

#[tauri::command]
pub(crate) async fn import_marks(desk: TheDesk<'_>, argument: String) -> Answer<ImportedMarks> {
    let taken = write(&desk, move |tx| marks_file::take_in(tx, &argument)).await?;
    Ok(bridge::imported(taken))
}
