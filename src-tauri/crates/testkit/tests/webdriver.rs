//! The WebDriver client against the real web view, in the small browser that comes with it.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use testkit::desktop::DesktopSession;
use testkit::webdriver::{Driver, Window};

const SOON: Duration = Duration::from_secs(20);

const PAGE: &str = r#"
    <label for="key">API key</label> <input id="key">
    <button aria-label="Connect" onclick="
        document.querySelector('output').textContent = 'connected with ' + key.value">→</button>
    <output></output>
"#;

/// Where Debian and Ubuntu put the browser, for whatever processor.
fn browser() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib").unwrap().flatten();
    folders
        .map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.exists())
        .expect("WebKitGTK's MiniBrowser comes with its library")
}

async fn open(desktop: &DesktopSession) -> (Driver, Window) {
    let log = desktop.folder().join("driver.log");
    let driver = Driver::start(desktop, |_| {}, &log).await.unwrap();
    let window = driver.open(&browser(), &["--automation"]).await.unwrap();
    let script = "document.body.innerHTML = arguments[0]";
    window.run(script, &[json!(PAGE)]).await.unwrap();
    (driver, window)
}

#[tokio::test]
async fn a_page_is_filled_in_clicked_waited_for_and_pictured() {
    let desktop = DesktopSession::start().await.unwrap();
    let (driver, window) = open(&desktop).await;
    let field = window.find_by_role("textbox", "API key").await.unwrap();
    field.type_text("secret").await.unwrap();
    let button = window.wait_for_role("button", "Connect", SOON).await;
    button.unwrap().click().await.unwrap();
    let output = window
        .wait_for_text("output", "connected with secret", SOON)
        .await
        .unwrap();
    assert_eq!(
        output.text().await.unwrap(),
        "connected with secret",
        "what was typed arrived"
    );
    window.wait_until_drawn().await.unwrap();
    let picture = desktop.folder().join("window.png");
    desktop.screenshot(&picture).await.unwrap();
    assert!(picture.exists(), "a picture of the screen");
    window.close().await.unwrap();
    driver.kill().await.unwrap();
}

#[tokio::test]
async fn waiting_in_vain_says_for_what_and_what_the_page_shows() {
    let desktop = DesktopSession::start().await.unwrap();
    let (_driver, window) = open(&desktop).await;
    let short = Duration::from_millis(50);
    let error = window.wait_for_element("#nobody", short).await.unwrap_err();
    let message = error.to_string();
    assert!(
        message.contains("#nobody") && message.contains("API key"),
        "both are in the message: {message}"
    );
    let error = window.find("#nobody").await.unwrap_err();
    assert!(
        format!("{error:#}").contains("no such element"),
        "the driver's own words: {error:#}"
    );
}

#[tokio::test]
async fn scripts_take_and_give_values_and_an_exception_is_an_error() {
    let desktop = DesktopSession::start().await.unwrap();
    let (_driver, window) = open(&desktop).await;
    let sum: Value = window
        .run("return arguments[0] + arguments[1]", &[json!(2), json!(3)])
        .await
        .unwrap();
    assert_eq!(sum, json!(5), "arguments go in, the value comes out");
    let error = window.run("throw new Error('broken')", &[]).await;
    let error = error.unwrap_err().to_string();
    assert!(error.contains("broken"), "the page's message: {error}");
}
