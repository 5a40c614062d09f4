//! What can go wrong with the key, each said in its own words.

use serde_json::json;
use testkit::desk::Desk;

use crate::stage::{SOON, Stage};

/// Tries the key and gives the words of the message, which must be the one with this code.
async fn refusal(desk: &Desk, key: &str, code: &str) -> String {
    let window = desk.window();
    let field = window.wait_for_role("textbox", "API key", SOON).await;
    let field = field.unwrap();
    field.clear().await.unwrap();
    field.type_text(key).await.unwrap();
    let button = window.wait_for_role("button", "Connect", SOON).await;
    button.unwrap().click().await.unwrap();
    let message = format!("[role=alert][data-error-code=\"{code}\"]");
    let message = window.wait_for_element(&message, SOON).await.unwrap();
    message.text().await.unwrap()
}

#[tokio::test]
async fn a_wrong_key_a_server_in_trouble_and_no_network_are_told_apart() {
    let stage = Stage::set().await;
    let desk = Desk::open(&stage.desktop, stage.launch()).await.unwrap();
    desk.wait_for_screen(Some("first-run")).await.unwrap();
    let key = stage.ribbon.api_key().to_owned();

    let stranger = "00000000-0000-4000-8000-000000000000";
    let wrong_key = refusal(&desk, stranger, "wrong_key").await;

    let trouble = json!({"faults": ["error500=1.0"]});
    stage.ribbon.control("faults", &trouble).await.unwrap();
    let server_error = refusal(&desk, &key, "server_error").await;

    let Stage { ribbon, .. } = stage;
    ribbon.stop().await.unwrap();
    let no_network = refusal(&desk, &key, "no_network").await;

    let mut messages = vec![wrong_key, server_error, no_network];
    assert!(
        messages.iter().all(|message| !message.trim().is_empty()),
        "each says something: {messages:?}"
    );
    messages.sort();
    messages.dedup();
    assert_eq!(messages.len(), 3, "each says its own: {messages:?}");
}
