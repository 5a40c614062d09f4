//! A candidate moves through the pipeline, and a webhook gets lost on the way.

use crate::page;
use crate::stage::{JANE, SOON, Stage, words};

#[tokio::test]
async fn a_status_change_moves_the_card_and_a_lost_one_shows_as_a_gap() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(1).await;
    stage.go_to_board(&desk).await;
    stage.finish_interview(&JANE, true).await;
    let name = JANE.name();
    let window = desk.window();
    let candidate = page::candidate_named(&desk, &name).await;
    stage.next_notification().await;

    stage.move_in_ribbon(&JANE, "shortlisted", true).await;
    page::wait_for_card_in(&desk, "shortlisted", &name).await;
    stage.next_notification().await;

    desk.go_to(&format!("#/candidate/{candidate}"))
        .await
        .unwrap();
    window
        .wait_for_element("[data-chain-link]", SOON)
        .await
        .unwrap();
    let (links, gaps) = page::chain(&desk).await;
    assert_eq!(gaps, 0, "every change has been seen so far");
    stage.move_in_ribbon(&JANE, "accepted", true).await;
    page::wait_for_chain(&desk, links + 1, 0).await;
    let told = stage.next_notification().await;
    let body = format!("{name}: shortlisted → accepted in {}", stage.flow.title);
    assert_eq!(
        words(&told),
        ("Status changed", body.as_str()),
        "the very words"
    );

    stage.move_in_ribbon(&JANE, "on hold", false).await;
    stage.move_in_ribbon(&JANE, "rejected", true).await;
    page::wait_for_chain(&desk, links + 2, 1).await;
    stage.go_to_board(&desk).await;
    page::wait_for_card_in(&desk, "rejected", &name).await;
}
