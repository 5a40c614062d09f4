//! A recruiter invites the people of a list, and finds their links in a file.

use serde_json::json;
use testkit::desk::Desk;

use crate::page;
use crate::stage::{SOON, Stage};

/// Two people, a line that is no address, and somebody who stands in the list twice.
const LIST: &str = "Vorname;Nachname;E-Mail\n\
    Jörg;Weiß;joerg.weiss@example.com\n\
    Nobody;Here;no-address\n\
    Ann;Li;ann.li@example.com\n\
    Ann;Li;Ann.Li@example.com\n";

/// Presses the button with this name.
async fn press(desk: &Desk, name: &str) {
    let button = desk.window().wait_for_role("button", name, SOON).await;
    button.unwrap().click().await.unwrap();
}

/// Puts the text into the field as a paste does, in one go.
async fn paste(desk: &Desk, label: &str, text: &str) {
    let field = desk.window().wait_for_role("textbox", label, SOON).await;
    field.unwrap().click().await.unwrap();
    let script = "const field = document.activeElement;
        const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set;
        set.call(field, arguments[0]);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return field.value.length";
    let length = desk.window().run(script, &[json!(text)]).await.unwrap();
    assert!(length.as_u64() > Some(0), "it stands in the field");
}

/// The links that the window shows.
async fn links(desk: &Desk) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[data-outcome=made] code')]
        .map((code) => code.textContent)";
    let links = desk.window().run(script, &[]).await.unwrap();
    serde_json::from_value(links).unwrap()
}

/// How often each of the two was invited in Ribbon.
async fn invited_in_ribbon(stage: &Stage) -> usize {
    let truth = stage.ribbon.truth().await.unwrap();
    let interviews = truth["interviews"].as_array().unwrap();
    let ours = ["joerg.weiss@example.com", "ann.li@example.com"];
    let is_ours = |email: &str| ours.contains(&email.to_lowercase().as_str());
    interviews
        .iter()
        .filter(|interview| interview["email"].as_str().is_some_and(is_ours))
        .count()
}

#[tokio::test]
async fn everybody_in_a_list_gets_a_link_and_the_bad_lines_are_named() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(3_600).await;
    desk.go_to(&format!("#/flows/invite/{}", stage.flow.id))
        .await
        .unwrap();
    paste(&desk, "Or paste cells copied in a spreadsheet", LIST).await;
    press(&desk, "Look at the list").await;
    let bad = desk
        .window()
        .wait_for_element("[data-bad-line=\"3\"]", SOON);
    let bad = bad.await.unwrap().text().await.unwrap();
    assert!(bad.contains("has an @"), "{bad}");
    assert_eq!(invited_in_ribbon(&stage).await, 0, "nothing was sent yet");

    press(&desk, "Make 2 links").await;
    let done = "[data-batch-state=done]";
    desk.window().wait_for_element(done, SOON).await.unwrap();
    let shown = links(&desk).await;
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert_eq!(invited_in_ribbon(&stage).await, 2, "each once");

    press(&desk, "Save as CSV").await;
    let saved = desk.window().wait_for_element("[data-saved]", SOON).await;
    let path = saved.unwrap().attribute("data-saved").await.unwrap();
    let path = path.unwrap();
    let file = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    for link in &shown {
        assert!(file.contains(link), "{link} is not in {file}");
    }
    assert!(
        file.contains("left out: the same address as in line 4"),
        "{file}"
    );

    stage.go_to_board(&desk).await;
    let names = ["Jörg Weiß".to_owned(), "Ann Li".to_owned()];
    page::wait_for_cards_of(&desk, &names).await;
}

/// The names of the team's members, as Ribbon lists them.
async fn members_in_ribbon(stage: &Stage) -> Vec<String> {
    let answer = stage.ribbon.api("v1/team-members?limit=100").await.unwrap();
    let members = answer["team_members"].as_array().unwrap();
    let name = |member: &serde_json::Value| Some(member["full_name"].as_str()?.to_owned());
    members.iter().filter_map(name).collect()
}

#[tokio::test]
async fn interview_can_be_assigned_to_a_member_of_the_team() {
    let stage = Stage::set().await;
    let members = members_in_ribbon(&stage).await;
    let first = members.first().expect("the team has a member");
    let desk = stage.open_desk(3_600).await;
    desk.go_to("#/flows").await.unwrap();
    press(&desk, "Invite a candidate").await;
    let window = desk.window();
    let field = "[role=dialog] button[aria-label=Recruiter]";
    let field = window.wait_for_element(field, SOON).await.unwrap();
    field.click().await.unwrap();
    let option = window.wait_for_text("[role=option]", first, SOON);
    option.await.unwrap();
}
