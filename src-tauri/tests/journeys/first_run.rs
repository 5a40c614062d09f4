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

#[tokio::test]
async fn a_key_fills_the_board_and_without_network_it_is_still_there() {
    let stage = Stage::set().await;
    let people = people_in_ribbon(&stage).await;
    assert!(!people.is_empty(), "the flow has somebody to show");

    let desk = Desk::open(&stage.desktop, stage.launch()).await.unwrap();
    desk.wait_for_screen(Some("first-run")).await.unwrap();
    let window = desk.window();
    let field = window.wait_for_role("textbox", "API key", SOON).await;
    let key = stage.ribbon.api_key();
    field.unwrap().type_text(key).await.unwrap();
    let button = window.find_by_role("button", "Connect").await.unwrap();
    button.click().await.unwrap();
    page::wait_for_first_sync(&desk).await;
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
