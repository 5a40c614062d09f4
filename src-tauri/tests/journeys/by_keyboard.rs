//! A recruiter's round without a mouse: what came in, who they are, what they said, how they compare.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::desk::Desk;
use testkit::webdriver::Window;

use crate::stage::{JANE, OMAR, SOON, Stage};

const FOCUSED: &str = "return document.activeElement?.textContent ?? ''";

#[tokio::test]
async fn every_screen_is_reached_and_used_by_keys_alone() {
    let stage = Stage::set_with_audio().await;
    let desk = stage.open_desk(3600).await;
    for person in [&JANE, &OMAR] {
        stage.finish_interview(person, true).await;
        stage.move_in_ribbon(person, "shortlisted", true).await;
    }
    let window = desk.window();
    let names = [json!(JANE.name()), json!(OMAR.name())];
    let all = "const rows = [...document.querySelectorAll('[data-inbox-id]')];
        const about = (name) => rows.filter((row) => row.textContent.includes(name)).length;
        return [...arguments].every((name) => about(name) === 2)";
    let all = window.wait_for("an interview and a status of each", all, &names, SOON);
    all.await.unwrap();
    triage(window).await;
    read_and_note(&desk, window).await;
    mark_and_compare(window).await;
    find(window).await;
    look_at_figures(window).await;
    move_on_the_board(&stage, window).await;
    settings_and_help(window).await;
}

/// Waits until the page answers a script with something.
async fn see(window: &Window, what: &str, script: &str) -> Value {
    window.wait_for(what, script, &[], SOON).await.unwrap()
}

async fn go(window: &Window, keys: &str, screen: &str) {
    window.press(keys).await.unwrap();
    let selector = format!("main[data-screen=\"{screen}\"]:not([class*=pending])");
    window.wait_for_element(&selector, SOON).await.unwrap();
}

/// Inbox: down, star, done and undone, open.
async fn triage(window: &Window) {
    go(window, "g i", "inbox").await;
    window.press("j s").await.unwrap();
    see(
        window,
        "a star",
        "return document.querySelector('[data-inbox-id][data-active=true] [class*=starred]') !== null",
    )
    .await;
    let rows = "return document.querySelectorAll('[data-inbox-id]').length";
    let before = window.run(rows, &[]).await.unwrap();
    window.press("e").await.unwrap();
    let fewer = format!("{rows} < arguments[0]");
    window
        .wait_for("one row fewer", &fewer, &[before], SOON)
        .await
        .unwrap();
    window.press("Home").await.unwrap();
    go(window, "Enter", "candidate").await;
}

/// Candidate: play, faster, a note at that second, reviewed.
async fn read_and_note(desk: &Desk, window: &Window) {
    go(window, "g c", "people").await;
    window.press("f").await.unwrap();
    window.type_keys(JANE.first_name).await.unwrap();
    window.press("Escape").await.unwrap();
    // By the whole name, not by its beginning.
    let asked = [json!(format!(r#""name":"{}""#, JANE.first_name))];
    let one = "return decodeURIComponent(location.hash).includes(arguments[0])
        && document.querySelectorAll('[data-person-id]').length === 1";
    let one = window.wait_for("one row", one, &asked, SOON);
    one.await.unwrap();
    window
        .run("document.querySelector('[data-person-id]').focus()", &[])
        .await
        .unwrap();
    go(window, "Enter", "candidate").await;
    window
        .wait_for_element("[data-segment]", SOON)
        .await
        .unwrap();
    let media = "const media = document.querySelector('audio, video');";
    see(
        window,
        "the recording",
        &format!("{media} return media?.readyState > 0"),
    )
    .await;
    window.press("ArrowRight .").await.unwrap();
    see(
        window,
        "ten seconds on, and faster",
        &format!("{media} return media.currentTime >= 9 && media.playbackRate > 1"),
    )
    .await;
    window.press("n").await.unwrap();
    see(
        window,
        "a field",
        "return document.activeElement.tagName === 'TEXTAREA'",
    )
    .await;
    window.type_keys("Ask about night shifts").await.unwrap();
    window.press("Enter").await.unwrap();
    window
        .wait_for_text("[data-note-id]", "Ask about night shifts", SOON)
        .await
        .unwrap();
    window.press("r").await.unwrap();
    let cache = desk.launch().cache().unwrap();
    let reviewed = async {
        loop {
            let filter = store::view::people::Filter {
                reviewed: Some(true),
                ..store::view::people::Filter::default()
            };
            let count = cache
                .read(|it| store::view::people::count(it, &filter))
                .unwrap();
            if count == 1 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, reviewed)
        .await
        .expect("she is marked reviewed");
}

/// Candidates: select two, compare them.
async fn mark_and_compare(window: &Window) {
    window.run("location.hash = '#/people'", &[]).await.unwrap();
    window
        .wait_for_element("[data-person-id]", SOON)
        .await
        .unwrap();
    window
        .run("document.querySelector('[data-person-id]').focus()", &[])
        .await
        .unwrap();
    window.press("x j x").await.unwrap();
    see(
        window,
        "two selected",
        "return document.querySelectorAll('[data-person-id][data-selected=true]').length === 2",
    )
    .await;
    go(window, "v", "compare").await;
    see(
        window,
        "two columns",
        "return document.querySelectorAll('[data-compared]').length === 2",
    )
    .await;
}

/// Search: type, down, Enter jumps to the second.
async fn find(window: &Window) {
    go(window, "g s", "search").await;
    window.type_keys("night shifts").await.unwrap();
    // At once: what the whole text finds is opened, not what its first letters did.
    window.press("Enter").await.unwrap();
    window
        .wait_for_element("main[data-screen=candidate]", SOON)
        .await
        .unwrap();
    let name = JANE.name();
    window.wait_for_text("h1", &name, SOON).await.unwrap();
}

/// Insights: the table behind a bar leads to the people.
async fn look_at_figures(window: &Window) {
    go(window, "g n", "insights").await;
    window
        .wait_for_element("[data-chart=scores] svg", SOON)
        .await
        .unwrap();
}

/// Pipeline: the arrows go over cards, Enter opens one, the history leads back.
async fn move_on_the_board(stage: &Stage, window: &Window) {
    let address = format!("#/pipeline/{}", stage.flow.id);
    window
        .run("location.hash = arguments[0]", &[json!(address)])
        .await
        .unwrap();
    window
        .wait_for_element("[data-candidate-id]", SOON)
        .await
        .unwrap();
    window
        .run("document.querySelector('[data-candidate-id]').focus()", &[])
        .await
        .unwrap();
    let first = window.run(FOCUSED, &[]).await.unwrap();
    window.press("ArrowRight").await.unwrap();
    window
        .wait_for(
            "another card",
            "return (document.activeElement?.textContent ?? '') !== arguments[0]",
            &[first],
            SOON,
        )
        .await
        .unwrap();
    go(window, "Enter", "candidate").await;
    go(window, "[", "pipeline").await;
}

/// The palette leads anywhere, also when its field is not waited for, and `?` shows every key.
async fn settings_and_help(window: &Window) {
    window.press("Control+k").await.unwrap();
    window.type_keys("settings").await.unwrap();
    go(window, "Enter", "settings").await;
    window.press("?").await.unwrap();
    window
        .wait_for_text("[role=dialog]", "Sync now", SOON)
        .await
        .unwrap();
    window.press("Escape").await.unwrap();
    see(
        window,
        "no dialog",
        "return document.querySelector('[role=dialog]') === null",
    )
    .await;
    go(window, "g f", "flows").await;
}
