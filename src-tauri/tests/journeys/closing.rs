//! The recruiter closes the window: the program goes on telling what comes in.

use crate::stage::{JANE, OMAR, SOON, Stage};
use tokio::time::{Instant, sleep};

const TITLE: &str = "Ribbon Desk";

/// Closes the window as a click on its cross does, and waits until it is gone.
async fn close(stage: &Stage) {
    let asked = stage.desktop.close_windows(TITLE).unwrap();
    assert_eq!(asked, 1, "there is one window");
    let deadline = Instant::now() + SOON;
    while stage.desktop.windows(TITLE).unwrap() > 0 {
        assert!(Instant::now() < deadline, "the window goes");
        sleep(std::time::Duration::from_millis(20)).await;
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
    assert_eq!(
        stage.desktop.windows(TITLE).unwrap(),
        1,
        "the window is back"
    );

    close(&stage).await;
    stage.finish_interview(&OMAR, true).await;
    let told = stage.next_notification().await;
    assert!(told.body.starts_with(&OMAR.name()), "said once: {told:?}");
}
