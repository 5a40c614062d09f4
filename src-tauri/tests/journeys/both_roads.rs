//! The same interview found by asking and announced by a webhook.

use serde_json::json;

use crate::stage::{JANE, OMAR, SOON, Stage, words};

#[tokio::test]
async fn the_same_interview_by_poll_and_webhook_is_told_once() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(1).await;
    stage.go_to_board(&desk).await;
    let before = desk.status(&stage.desktop).await.unwrap();

    let interview = stage.finish_interview(&JANE, true).await;
    let told = stage.next_notification().await;
    let body = stage.words_for_finished(&JANE, &interview).await;
    assert_eq!(
        words(&told),
        ("Interview processed", body.as_str()),
        "the very words"
    );

    // He is announced by nobody: once he is told, the app has asked, and has seen her again too.
    let unannounced = stage.finish_interview(&OMAR, false).await;
    let next = stage.next_notification().await;
    let body = stage.words_for_finished(&OMAR, &unannounced).await;
    assert_eq!(
        words(&next),
        ("Interview processed", body.as_str()),
        "found by asking"
    );
    assert_eq!(
        stage.desktop.notifications().all().len(),
        2,
        "one for each of them"
    );

    let cards = "return [...document.querySelectorAll('[data-candidate-id]')]
        .filter((card) => card.textContent.includes(arguments[0])).length === 1";
    for person in [JANE, OMAR] {
        let what = format!("one card of {}", person.name());
        let name = [json!(person.name())];
        let window = desk.window();
        window.wait_for(&what, cards, &name, SOON).await.unwrap();
    }
    let after = desk.status(&stage.desktop).await.unwrap();
    let added = |name: &str| after[name].as_u64().unwrap() - before[name].as_u64().unwrap();
    assert_eq!(added("interviews"), 2, "each was stored once");
    assert_eq!(added("deliveries"), 1, "only hers was announced");
}
