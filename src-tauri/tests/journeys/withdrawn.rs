//! What was read in the window needs no notice on the screen any more.

use std::time::Duration;
use tokio::time::{Instant, sleep};

use crate::stage::{JANE, OMAR, SOON, Stage};

/// Whether the desktop still shows the notice of this number.
fn is_shown(stage: &Stage, id: u32) -> bool {
    let all = stage.desktop.notifications().all();
    all.iter().any(|one| one.id == id && !one.closed)
}

#[tokio::test]
async fn a_notice_goes_when_what_it_tells_is_done_with_in_the_inbox_and_the_others_stay() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(3600).await;
    stage.finish_interview(&OMAR, true).await;
    let about_omar = stage.next_notification().await;
    stage.finish_interview(&JANE, true).await;
    let about_jane = stage.next_notification().await;
    desk.go_to("#/inbox").await.unwrap();
    let window = desk.window();
    let name = JANE.name();
    let newest = window.wait_for_text("[data-inbox-id]", &name, SOON);
    newest.await.unwrap();
    assert!(is_shown(&stage, about_jane.id), "nobody has read it yet");

    // The newest is the first of the list.
    window.press("Home e").await.unwrap();
    let deadline = Instant::now() + SOON;
    while is_shown(&stage, about_jane.id) {
        assert!(Instant::now() < deadline, "her notice goes");
        sleep(Duration::from_millis(20)).await;
    }
    assert!(is_shown(&stage, about_omar.id), "his stays");
}
