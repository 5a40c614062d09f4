//! A candidate, what they said, and their recordings.

use super::{Answer, TheDesk, blocking, or_not_found, read, write};
use crate::bridge;
use crate::desk::sample;
use crate::media::{kind_name, waveform as worked_out};
use contract::candidate::CandidateDetail;
use contract::interview::{InterviewDetail, Media, MediaKind, MediaQuery, Waveform};
use contract::{CommandError, ErrorCode, Said};
use domain::{CandidateId, InterviewId};
use store::table;
use store::table::erasure::{self, Erasure};

#[tauri::command]
pub(crate) async fn candidate(desk: TheDesk<'_>, argument: i64) -> Answer<CandidateDetail> {
    let id = CandidateId(argument);
    let found = read(&desk, move |connection| {
        bridge::candidate::detail(connection, id)
    })
    .await?;
    or_not_found(found, "candidate")
}

#[tauri::command]
pub(crate) async fn interview(desk: TheDesk<'_>, argument: String) -> Answer<InterviewDetail> {
    let id = InterviewId::new(argument);
    let found = read(&desk, move |connection| {
        bridge::interview::detail(connection, &id)
    })
    .await?;
    or_not_found(found, "interview")
}

#[tauri::command]
pub(crate) async fn media(desk: TheDesk<'_>, argument: MediaQuery) -> Answer<Media> {
    let MediaQuery { interview_id, kind } = argument;
    let id = InterviewId::new(interview_id);
    let asked = id.clone();
    let (urls, kept) = read(&desk, move |connection| {
        let urls = table::interview::urls(connection, &asked)?;
        Ok((
            urls,
            table::media::find(connection, &asked, kind_name(kind))?,
        ))
    })
    .await?;
    let [audio, video, _] = or_not_found(urls, "interview")?;
    let url = match kind {
        MediaKind::Audio => audio,
        MediaKind::Video => video,
    };
    if url.is_none() && kept.is_none() {
        return Err(CommandError::new(
            ErrorCode::MediaUnavailable,
            "Ribbon has no recording of this interview, or it was revoked.",
        ));
    }
    let made_here = url.as_deref() == Some(sample::RECORDING);
    Ok(Media {
        url: desk.desk().await?.media().url(&id, kind),
        offline: kept.is_some() || made_here,
    })
}

/// Decoding takes a while the first time, beside everything else.
#[tauri::command]
pub(crate) async fn waveform(desk: TheDesk<'_>, argument: String) -> Answer<Option<Waveform>> {
    let store = desk.desk().await?.store().await;
    let id = InterviewId::new(argument);
    let peaks = blocking(move || worked_out::of(&store, &id)).await?;
    Ok(peaks.map(bridge::interview::waveform))
}

/// Erases an interview that Ribbon no longer has, and every trace of it on this computer.
#[tauri::command]
pub(crate) async fn erase_interview(desk: TheDesk<'_>, argument: String) -> Answer<()> {
    let now = desk.desk().await?.now();
    let id = InterviewId::new(argument);
    let erasure = write(&desk, move |tx| erasure::erase(tx, &id, now)).await?;
    finish_erasing(&desk, erasure, Said::InterviewAtRibbon).await
}

/// Erases the recordings of an interview that are kept here and that Ribbon no longer has.
#[tauri::command]
pub(crate) async fn erase_recordings(desk: TheDesk<'_>, argument: String) -> Answer<()> {
    let id = InterviewId::new(argument);
    let erasure = write(&desk, move |tx| erasure::erase_recordings(tx, &id)).await?;
    finish_erasing(&desk, erasure, Said::RecordingsAtRibbon).await
}

/// Has what was erased removed from the cache's log and from the second place of the marks too.
async fn finish_erasing(desk: &TheDesk<'_>, erasure: Erasure, refusal: Said) -> Answer<()> {
    match erasure {
        Erasure::NotFound => return or_not_found(None, "interview"),
        Erasure::StillAtRibbon => return Err(CommandError::unfit(refusal)),
        Erasure::Interview | Erasure::Candidate => {}
    }
    let desk = desk.desk().await?;
    desk.back_up().await;
    let store = desk.store().await;
    if !blocking(move || store.empty_log()).await? {
        tracing::warn!("the log of the cache is in use; it is emptied when the program ends");
    }
    Ok(())
}
