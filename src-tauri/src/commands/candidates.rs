//! A candidate, what they said, and their recordings.

use super::{Answer, TheDesk, blocking, or_not_found, read};
use crate::bridge;
use crate::desk::sample;
use crate::media::{kind_name, waveform as worked_out};
use contract::candidate::CandidateDetail;
use contract::interview::{InterviewDetail, Media, MediaKind, MediaQuery, Waveform};
use contract::{CommandError, ErrorCode};
use domain::{CandidateId, InterviewId};
use store::table;

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
