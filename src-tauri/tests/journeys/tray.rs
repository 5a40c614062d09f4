//! The recruiter looks at the tray and chooses from its menu.

use std::time::Duration;

use crate::stage::{JANE, OMAR, SOON, Stage};

/// Far longer than a notice takes.
const LONG_ENOUGH: Duration = Duration::from_secs(3);

#[tokio::test]
async fn the_tray_says_how_it_is_and_holds_notices_back_until_it_is_told_to_go_on() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(3600).await;
    let tray = stage.desktop.tray();
    stage.finish_interview(&JANE, true).await;
    stage.next_notification().await;
    let menu = tray
        .menu_that_begins("Live · 1 unread", SOON)
        .await
        .unwrap();
    assert_eq!(
        menu[1..],
        [
            "Open Ribbon Desk",
            "Sync now",
            "Pause notifications for an hour",
            "Pause notifications until tomorrow",
            "Quit"
        ]
    );

    let pause = tray.choose("Pause notifications for an hour", SOON);
    pause.await.unwrap();
    let window = desk.window();
    desk.go_to("#/settings/notifications").await.unwrap();
    let paused = "return document.querySelector('[data-paused=true]') !== null";
    window
        .wait_for("the pause", paused, &[], SOON)
        .await
        .unwrap();
    stage.finish_interview(&OMAR, true).await;
    let told = stage.desktop.notifications().next(LONG_ENOUGH).await;
    assert!(told.is_err(), "nothing is told meanwhile: {told:?}");

    tray.choose("Go on with notifications", SOON).await.unwrap();
    let told = stage.next_notification().await;
    assert!(told.body.starts_with(&OMAR.name()), "{}", told.body);
    let menu = tray.menu_that_begins("Live · 2 unread", SOON).await;
    assert!(menu.unwrap().contains(&"Sync now".to_owned()));
}
