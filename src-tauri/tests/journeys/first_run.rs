//! The first minute, and the next morning on the train.

use testkit::desk::Desk;

use crate::page;
use crate::stage::{SOON, Stage};

/// The people whose interviews Ribbon has for the journey's flow, as its API tells them.
async fn people_in_ribbon(stage: &Stage) -> Vec<String> {
    let answer = stage.ribbon.api("v1/interviews?limit=100").await.unwrap();
    let interviews = answer["interviews"].as_array().unwrap();
    let in_flow = interviews
        .iter()
        .filter(|interview| interview["interview_flow_id"] == stage.flow.id.as_str());
    let name = |interview: &serde_json::Value| {
        let data = &interview["interview_data"];
        let first = data["interviewee_first_name"].as_str()?;
        let last = data["interviewee_last_name"].as_str()?;
        Some(format!("{first} {last}"))
    };
    in_flow.filter_map(name).collect()
}

/// Presses the button of this name as soon as it is there.
async fn press(desk: &Desk, name: &str) {
    let button = desk.window().wait_for_role("button", name, SOON).await;
    button.unwrap().click().await.unwrap();
}

/// The app, started for the first time and connected by pasting the key.
async fn connect(stage: &Stage) -> Desk {
    let desk = Desk::open(&stage.desktop, stage.launch()).await.unwrap();
    desk.wait_for_screen(Some("first-run")).await.unwrap();
    let field = desk.window().wait_for_role("textbox", "API key", SOON);
    let key = stage.ribbon.api_key();
    field.await.unwrap().type_text(key).await.unwrap();
    press(&desk, "Connect").await;
    page::wait_for_first_sync(&desk).await;
    desk
}

#[tokio::test]
async fn a_key_fills_the_board_and_without_network_it_is_still_there() {
    let stage = Stage::set().await;
    let people = people_in_ribbon(&stage).await;
    assert!(!people.is_empty(), "the flow has somebody to show");

    let desk = connect(&stage).await;
    stage.go_to_board(&desk).await;
    page::wait_for_cards_of(&desk, &people).await;
    let board = page::board(&desk).await;

    let launch = desk.close().await.unwrap();
    let told = stage.desktop.notifications().all();
    assert_eq!(told, [], "nothing is told of what was there before");
    let Stage {
        desktop,
        ribbon,
        flow,
        ..
    } = stage;
    ribbon.stop().await.unwrap();

    let desk = Desk::open(&desktop, launch).await.unwrap();
    desk.go_to(&format!("#/pipeline/{}", flow.id))
        .await
        .unwrap();
    page::wait_for_board(&desk, &board).await;
    page::wait_for_cards_of(&desk, &people).await;
    page::wait_for_sync_state(&desk, "offline").await;
}

#[tokio::test]
async fn after_the_first_review_notices_are_tried_out_and_the_start_at_login_is_kept() {
    let stage = Stage::set().await;
    let desk = connect(&stage).await;
    let window = desk.window();
    desk.go_to("#/people").await.unwrap();
    let row = window.wait_for_element("[data-person-id]", SOON).await;
    row.unwrap();
    window.press("Home Enter").await.unwrap();
    let opened = window.wait_for_element("main [data-segment]", SOON).await;
    opened.unwrap();
    window.press("r").await.unwrap();

    press(&desk, "Yes, show me one").await;
    let tried = stage.next_notification().await;
    assert_eq!(
        tried.body,
        "This is how you are told that an interview was processed."
    );
    press(&desk, "I saw it").await;
    let folder = stage.desktop.folder().join("home/.config/autostart");
    assert!(!folder.exists(), "off until it is wanted");
    press(&desk, "Start at login").await;
    let gone = "return document.querySelector('[data-notice-offer]') === null";
    window
        .wait_for("the offer to go", gone, &[], SOON)
        .await
        .unwrap();
    let entry = std::fs::read_to_string(folder.join("ribbon-desk.desktop")).unwrap();
    assert!(entry.contains("--in-background"), "{entry}");
}
