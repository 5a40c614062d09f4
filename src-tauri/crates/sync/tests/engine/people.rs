//! Who is who.

use crate::support::{Desk, FLOW, client, sim, verified};
use domain::{FlowId, Interviewee};
use ribbon_api::NewInterview;
use serde_json::{Value, json};
use store::table::candidate;

fn processed(id: &str, email: Option<&str>, name: Option<&str>) -> Value {
    json!({
        "event_type": "interview_processed",
        "interview_flow_id": "f1",
        "interview_id": id,
        "interviewee_email_address": email,
        "interviewee_first_name": name,
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_written_in_another_case_or_with_a_blank_is_the_same_person() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    for (id, email) in [
        ("i1", "Jane.Doe@Example.com"),
        ("i2", " jane.doe@example.com\n"),
    ] {
        let one = verified(&processed(id, Some(email), Some("Jane")));
        engine.deliver(vec![one]).await.unwrap();
    }
    assert_eq!(desk.store.read(candidate::count).unwrap(), 1, "one person");
    let both = "SELECT count(*) FROM interview JOIN candidate ON candidate.id = candidate_id
         WHERE candidate.email = 'jane.doe@example.com'";
    assert_eq!(desk.number(both), 2, "with two interviews");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_anonymous_interview_moves_to_its_person_when_the_address_turns_up() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    let first = verified(&processed("i1", None, Some("Jane")));
    engine.deliver(vec![first]).await.unwrap();
    assert_eq!(
        desk.store.read(candidate::count).unwrap(),
        1,
        "it stands for itself"
    );
    let again = verified(&processed("i1", Some("jane@example.com"), Some("Jane")));
    engine.deliver(vec![again]).await.unwrap();
    assert_eq!(
        desk.store.read(candidate::count).unwrap(),
        1,
        "the orphan is gone"
    );
    let email = desk.text(
        "SELECT candidate.email FROM event JOIN candidate ON candidate.id = event.candidate_id",
    );
    assert_eq!(
        email.as_deref(),
        Some("jane@example.com"),
        "what happened moved along"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM standing"),
        1,
        "and so did the board"
    );
    desk.until_notices(1).await;
    assert_eq!(desk.notices().len(), 1, "told once");
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_known_by_address_is_not_forgotten_for_a_name_without_one() {
    let desk = Desk::new();
    let engine = desk.start_alone();
    let addressed = verified(&processed("i1", Some("jane@example.com"), None));
    let named = verified(&processed("i1", None, Some("Jane")));
    engine.deliver(vec![addressed, named]).await.unwrap();
    assert_eq!(desk.store.read(candidate::count).unwrap(), 1, "one person");
    let who = desk.text("SELECT email || ' ' || name FROM candidate");
    assert_eq!(
        who.as_deref(),
        Some("jane@example.com Jane"),
        "with address and name"
    );
    engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_invited_is_known_by_name_once_interviewed() {
    let sim = sim(20).await;
    let desk = Desk::new();
    let flow = sim.truth().await.flows[0].interview_flow_id.0.clone();
    let invitation = NewInterview {
        flow_id: FlowId::new(flow),
        interviewee: Interviewee {
            email: Some("Ola.Berg@example.com".to_owned()),
            ..Interviewee::default()
        },
        assigned_recruiter_id: None,
    };
    let invited = client(&sim).create_interview(&invitation).await.unwrap();
    let engine = desk.start_synced(&sim).await;
    let people = desk.store.read(candidate::count).unwrap();

    // No webhook: the interview moves from one list to somewhere in the other.
    sim.complete_with(ribbon_sim::Complete {
        flow: FLOW.to_owned(),
        email: Some("Ola.Berg@example.com".to_owned()),
        webhook: Some(false),
        ..ribbon_sim::Complete::default()
    })
    .await
    .unwrap();
    desk.poll(&engine).await;
    desk.until_notices(1).await;
    assert!(
        desk.told()[0].starts_with("ola.berg@example.com finished"),
        "{:?}",
        desk.told()
    );
    let id = desk.text("SELECT interview_id FROM interview WHERE email LIKE 'Ola%'");
    assert_eq!(
        id.as_deref(),
        Some(invited.interview_id.as_str()),
        "the one that was invited"
    );
    assert_eq!(
        desk.store.read(candidate::count).unwrap(),
        people,
        "no orphan is left"
    );
    engine.stop().await;
}
