//! Every screen in the real web view, in every dress: axe finds nothing.

use serde_json::json;
use testkit::tour::{self, Dress, axe};

use crate::page;
use crate::stage::{JANE, OMAR, Stage};

#[tokio::test]
async fn axe_finds_nothing_on_any_screen_in_any_dress() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(3600).await;
    for person in [&JANE, &OMAR] {
        stage.finish_interview(person, true).await;
        stage.move_in_ribbon(person, "shortlisted", true).await;
    }
    stage.next_notification().await;
    let places = tour::places(&desk).unwrap();
    let mut findings = Vec::new();
    for dress in Dress::ALL {
        tour::dress(&desk, dress).await.unwrap();
        for place in &places {
            tour::visit(&desk, place).await.unwrap();
            let found = axe::findings(desk.window()).await.unwrap();
            let (name, dress) = (place.name, dress.name());
            findings.extend(
                found
                    .into_iter()
                    .map(|one| format!("{name}, {dress}: {one}")),
            );
        }
    }
    assert!(findings.is_empty(), "axe finds nothing: {findings:#?}");
    assert_eq!(page::failed_commands(&desk).await, json!([]));
}
