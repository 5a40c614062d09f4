//! The recruiter closes the window: the program goes on telling what comes in.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::stage::{JANE, OMAR, SOON, Stage};

const TITLE: &str = "Ribbon Desk";

/// Closes the window as a click on its cross does, and waits until it is gone.
async fn close(stage: &Stage) {
    // The page is there before the screen shows its window.
    wait_for_windows(stage, 1).await;
    let asked = stage.desktop.close_windows(TITLE).unwrap();
    assert_eq!(asked, 1, "there is one window");
    wait_for_windows(stage, 0).await;
}

/// Waits until that many windows are shown.
async fn wait_for_windows(stage: &Stage, count: usize) {
    let deadline = Instant::now() + SOON;
    loop {
        let shown = stage.desktop.windows(TITLE).unwrap();
        if shown == count {
            return;
        }
        assert!(Instant::now() < deadline, "{shown} windows, not {count}");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_closed_window_says_once_that_it_goes_on_and_comes_back_with_a_click() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(3600).await;
    close(&stage).await;
    let said = stage.next_notification().await;
    assert_eq!(said.summary, "Ribbon Desk keeps running");

    stage.finish_interview(&JANE, true).await;
    let told = stage.next_notification().await;
    assert!(told.body.starts_with(&JANE.name()), "{}", told.body);
    stage.desktop.notifications().click(told.id).await.unwrap();
    let name = JANE.name();
    let heading = desk
        .window()
        .wait_for_text("main[data-screen=candidate] h1", &name, SOON);
    heading.await.unwrap();

    close(&stage).await;
    stage.finish_interview(&OMAR, true).await;
    let told = stage.next_notification().await;
    assert!(told.body.starts_with(&OMAR.name()), "said once: {told:?}");
}
