//! A recruiter whose window is German: what the desktop shows is German too.

use serde_json::json;
use testkit::desk::Desk;

use crate::page;
use crate::stage::{JANE, SOON, Stage};

/// Opens the window again in German, as after choosing it in the settings.
async fn speak_german(desk: &Desk) {
    let window = desk.window();
    let script = "localStorage.setItem('language', arguments[0]); location.reload()";
    window.run(script, &[json!("de")]).await.unwrap();
    let is_german = "return document.documentElement.lang === 'de'
        && document.querySelector('main[data-screen]') !== null";
    let german = window.wait_for("a German window", is_german, &[], SOON);
    german.await.unwrap();
}

#[tokio::test]
async fn german_window_has_a_german_tray_and_german_notifications() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(3_600).await;
    speak_german(&desk).await;
    let tray = stage.desktop.tray();
    let pause = "Mitteilungen eine Stunde anhalten";
    tray.menu_with(pause, SOON).await.unwrap();

    stage.finish_interview(&JANE, true).await;
    let shown = stage.next_notification().await;
    assert_eq!(shown.summary, "Interview ausgewertet");
    let expected = format!("{} hat {} abgeschlossen", JANE.name(), stage.flow.title);
    assert!(shown.body.starts_with(&expected), "{}", shown.body);
    let menu = tray.menu_that_begins("Live · 1 ungelesen", SOON).await;
    assert_eq!(
        menu.unwrap()[1..],
        [
            "Ribbon Desk öffnen",
            "Jetzt abgleichen",
            pause,
            "Mitteilungen bis morgen anhalten",
            "Beenden"
        ]
    );
    assert_eq!(page::failed_commands(&desk).await, json!([]));
}
