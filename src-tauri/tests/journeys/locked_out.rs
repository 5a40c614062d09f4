//! The cache cannot be opened at the start: told in the window, and mended there.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use testkit::desk::Desk;

use crate::stage::{SOON, Stage};

#[tokio::test]
async fn a_key_that_must_not_be_used_is_told_in_the_window_and_tried_again_once_mended() {
    let stage = Stage::set().await;
    let launch = stage.launch();
    let key = launch.key_file();
    fs::write(&key, "0".repeat(64)).unwrap();
    fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();

    let desk = Desk::open(&stage.desktop, launch).await.unwrap();
    desk.wait_for_screen(Some("failed")).await.unwrap();
    let window = desk.window();
    let message = "[role=alert][data-error-code=\"keychain\"]";
    let message = window.wait_for_element(message, SOON).await.unwrap();
    let words = message.text().await.unwrap();
    assert!(words.contains("chmod 600"), "it says what to do: {words}");

    fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    let again = window.wait_for_role("button", "Try again", SOON).await;
    again.unwrap().click().await.unwrap();
    desk.wait_for_screen(Some("first-run")).await.unwrap();
}
