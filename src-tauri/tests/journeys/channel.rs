//! Webhooks come by a channel of smee's, which nobody can vouch for.

use std::fs;

use serde_json::json;
use testkit::channels::{CHANNEL, FakeChannels, Style};
use testkit::desk::Desk;

use crate::page;
use crate::stage::{JANE, SOON, Stage, WEBHOOK_SECRET, words};

/// So rarely that only the channel can have brought it.
const HOURLY: u64 = 3600;

async fn wait_until_listening(desk: &Desk) {
    let live = "[data-channel-mode=live]";
    desk.window().wait_for_element(live, SOON).await.unwrap();
}

#[tokio::test]
async fn a_status_change_by_a_channel_counts_and_is_marked_as_not_verified() {
    let stage = Stage::set().await;
    let smee = FakeChannels::start(Style::Smee).await.unwrap();
    let desk = stage.open_desk(HOURLY).await;
    let address = smee.url.as_str();
    let posts = stage.ribbon.send_webhooks_to(address, WEBHOOK_SECRET);
    posts.await.unwrap();

    desk.go_to("#/settings").await.unwrap();
    let window = desk.window();
    let field = window.wait_for_role("textbox", "Channel address", SOON);
    field.await.unwrap().type_text(address).await.unwrap();
    let listen = window.wait_for_role("button", "Listen", SOON).await;
    listen.unwrap().click().await.unwrap();
    wait_until_listening(&desk).await;
    let kind = window.wait_for_element("[data-channel-kind=smee]", SOON);
    kind.await.unwrap();
    page::wait_for_sync_state(&desk, "live").await;

    stage.go_to_board(&desk).await;
    let interview = stage.finish_interview(&JANE, true).await;
    let told = stage.next_notification().await;
    let body = stage.words_for_finished(&JANE, &interview).await;
    let expected = ("Interview processed", body.as_str());
    assert_eq!(words(&told), expected, "a hint: Ribbon was asked");

    stage.move_in_ribbon(&JANE, "shortlisted", true).await;
    let name = JANE.name();
    page::wait_for_card_in(&desk, "shortlisted", &name).await;
    let candidate = page::candidate_named(&desk, &name).await;
    let page = format!("#/candidate/{candidate}");
    desk.go_to(&page).await.unwrap();
    let marked = "const links = [...document.querySelectorAll('[data-chain-link]')];
        return links.some(({ textContent: text }) => arguments[0].every((word) => text.includes(word)))";
    let expected = [json!([
        "shortlisted",
        "not verified: a channel passed it on"
    ])];
    let what = "the mark beside the status";
    let shown = window.wait_for(what, marked, &expected, SOON);
    shown.await.unwrap();

    let launch = desk.close().await.unwrap();
    let log = launch.log();
    let desk = Desk::open(&stage.desktop, launch).await.unwrap();
    desk.go_to("#/settings").await.unwrap();
    wait_until_listening(&desk).await;
    stage.move_in_ribbon(&JANE, "accepted", true).await;
    desk.go_to(&page).await.unwrap();
    let accepted = desk
        .window()
        .wait_for_text("[data-chain-link]", "accepted", SOON);
    accepted.await.unwrap();

    desk.go_to("#/settings").await.unwrap();
    let leave = desk
        .window()
        .wait_for_role("button", "Leave this channel", SOON);
    leave.await.unwrap().click().await.unwrap();
    let field = desk
        .window()
        .wait_for_role("textbox", "Channel address", SOON);
    field.await.unwrap();
    page::wait_for_sync_state(&desk, "polling").await;

    let told = fs::read_to_string(log).unwrap();
    assert!(!told.contains(CHANNEL), "the log names no address: {told}");
    let text = desk.window().run("return document.body.textContent", &[]);
    let shown = text.await.unwrap();
    assert_ne!(shown, json!(null), "there is a page");
    assert!(!shown.to_string().contains(CHANNEL), "nor does the window");
}
