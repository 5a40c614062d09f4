//! Recordings revoked, at Ribbon and here.

use super::stand_in;
use crate::support::{Desk, RARELY, client};
use domain::{InterviewId, UnixMs};
use ribbon_sim::{Fault, FaultKind};
use store::table::deed::{self, Kind};
use sync::Done;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn revoked_recordings_are_gone_from_this_computer_too() {
    let sim = stand_in().await;
    let desk = Desk::new();
    let engine = desk.start_synced(&sim).await;
    let id = desk
        .text("SELECT interview_id FROM interview WHERE video_url IS NOT NULL LIMIT 1")
        .unwrap();
    let id = InterviewId::new(id);
    keep_a_recording(&desk, &id);
    sim.set_faults(vec![Fault::always(FaultKind::Refused)])
        .await;
    engine.revoke_recordings(id.clone()).await.unwrap_err();
    let chunks = "SELECT count(*) FROM media_chunk";
    assert_eq!(desk.number(chunks), 1, "refused: nothing is taken away");

    sim.set_faults(Vec::new()).await;
    let done = engine.revoke_recordings(id.clone()).await.unwrap();
    assert_eq!(done, Done::Revoked(id.clone()));
    assert_eq!(desk.number(chunks), 0, "the cached copy is gone");
    let urls = desk.store.read(|it| store::table::interview::urls(it, &id));
    let [audio, video, _] = urls.unwrap().unwrap();
    assert_eq!((audio, video), (None, None), "nothing to fetch it from");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revocation_that_a_crash_interrupted_is_finished_at_the_next_start() {
    let sim = stand_in().await;
    let desk = Desk::new();
    desk.start_synced(&sim).await.stop().await;
    let id = desk
        .text("SELECT interview_id FROM interview WHERE video_url IS NOT NULL LIMIT 1")
        .unwrap();
    keep_a_recording(&desk, &InterviewId::new(&id));
    let kind = Kind::RevokeRecordings;
    desk.store
        .write::<_, store::Error>(|tx| deed::ask(tx, kind, &id, None, UnixMs(1)))
        .unwrap();
    let engine = desk.start_with(Some(client(&sim)), RARELY);
    desk.until("the revocation to be done", || {
        desk.store.read(|it| deed::is_done(it, kind, &id)).unwrap()
    })
    .await;
    assert_eq!(desk.number("SELECT count(*) FROM media_chunk"), 0, "gone");
    engine.stop().await;
}

fn keep_a_recording(desk: &Desk, id: &InterviewId) {
    use store::table::media;
    desk.store
        .write::<_, store::Error>(|tx| {
            let row = media::begin(tx, id, "video", "video/webm")?.unwrap();
            media::add_chunk(tx, row, 0, b"RIFF")?;
            media::finish(tx, row, 4)
        })
        .unwrap();
}
