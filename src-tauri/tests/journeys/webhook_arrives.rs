//! A webhook arrives while the recruiter looks at the board.

use serde_json::json;

use crate::stage::{JANE, OMAR, SOON, Stage, words};

/// So rarely that only the webhook can have brought it.
const HOURLY: u64 = 3600;

#[tokio::test]
async fn the_card_appears_by_itself_and_one_notification_leads_to_the_candidate() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(HOURLY).await;
    stage.go_to_board(&desk).await;
    let window = desk.window();
    window.run("window.journey = 'begun'", &[]).await.unwrap();

    let interview = stage.finish_interview(&JANE, true).await;
    let name = JANE.name();
    let card = window.wait_for_text("[data-candidate-id]", &name, SOON);
    card.await.unwrap();
    let begun = window.run("return window.journey", &[]).await.unwrap();
    assert_eq!(begun, json!("begun"), "the page was not loaded again");

    let told = stage.next_notification().await;
    let body = stage.words_for_finished(&JANE, &interview).await;
    assert_eq!(
        words(&told),
        ("Interview processed", body.as_str()),
        "the very words"
    );

    stage.desktop.notifications().click(told.id).await.unwrap();
    let heading = window.wait_for_text("main[data-screen=candidate] h1", &name, SOON);
    heading.await.unwrap();

    // Whatever comes next is about somebody else: there was exactly one about her.
    stage.finish_interview(&OMAR, true).await;
    let next = stage.next_notification().await;
    assert!(
        next.body.starts_with(&OMAR.name()),
        "only one about her, then: {}",
        next.body
    );
}
