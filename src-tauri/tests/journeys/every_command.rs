//! Every command is called in the real window, which may call it.

mod calls;

use std::collections::BTreeMap;

use contract::commands::NAMES;
use serde_json::{Value, json};
use testkit::desk::Desk;

use self::calls::{CALLS, Expected, Facts};
use crate::page;
use crate::stage::{JANE, Stage};

/// Calls a command as the page itself does; answers `{answer}` or `{refusal}`.
const CALL: &str = "
    const [name, argument] = arguments;
    return window.__TAURI_INTERNALS__.invoke(name, argument === null ? {} : { argument }).then(
        (answer) => ({ answer }),
        (refusal) => ({ refusal }),
    )";

async fn call(desk: &Desk, name: &str, argument: Value) -> Value {
    let answer = desk.window().run(CALL, &[json!(name), argument]).await;
    answer.unwrap_or_else(|error| panic!("{name} was not called: {error:#}"))
}

/// Checks what came of a call and returns the answer.
fn checked(name: &str, outcome: &Value, expected: Expected) -> Value {
    if let Some(refusal) = outcome.get("refusal") {
        // The program's own commands refuse with a code; a text is Tauri's.
        assert!(refusal.is_object(), "{name} may not be called: {refusal}");
        let Expected::Error(code) = expected else {
            panic!("{name} failed: {refusal}");
        };
        assert_eq!(refusal["code"], code, "{name}: {refusal}");
        return Value::Null;
    }
    let answer = &outcome["answer"];
    match expected {
        Expected::Nothing => assert!(answer.is_null(), "{name}: {answer}"),
        Expected::Something => assert!(!answer.is_null(), "{name} answers nothing"),
        Expected::Filled(pointer) => {
            let list = answer.pointer(pointer).and_then(Value::as_array);
            let is_filled = list.is_some_and(|list| !list.is_empty());
            assert!(is_filled, "{name}, {pointer}: {answer}");
        }
        Expected::Either => {}
        Expected::Text(pointer, text) => {
            let found = answer.pointer(pointer).and_then(Value::as_str);
            assert_eq!(found, Some(text), "{name}, {pointer}: {answer}");
        }
        Expected::Error(code) => panic!("{name} answers {answer} instead of {code}"),
    }
    answer.clone()
}

#[test]
fn every_declared_command_has_a_call() {
    let called: Vec<&str> = CALLS.concat().iter().map(|(name, ..)| *name).collect();
    let missing: Vec<_> = NAMES.iter().filter(|name| !called.contains(name)).collect();
    assert!(
        missing.is_empty(),
        "not called in the real window: {missing:?}; add them to `calls.rs`"
    );
    let unknown: Vec<_> = called.iter().filter(|name| !NAMES.contains(name)).collect();
    assert!(unknown.is_empty(), "not declared: {unknown:?}");
    assert_eq!(called.len(), NAMES.len(), "each is called once");
}

#[tokio::test]
async fn window_calls_every_declared_command() {
    let stage = Stage::set_with_audio().await;
    let desk = stage.open_desk(3_600).await;
    let interview = stage.finish_interview(&JANE, true).await;
    stage.next_notification().await;
    let mut facts = Facts {
        flow: stage.flow.id.clone(),
        interview,
        api_key: stage.ribbon.api_key().to_owned(),
        answers: BTreeMap::new(),
    };
    for (name, argument, expected) in CALLS.concat() {
        let outcome = call(&desk, name, argument(&facts)).await;
        facts
            .answers
            .insert(name, checked(name, &outcome, expected));
    }
    page::wait_for_first_sync(&desk).await;
    assert_eq!(page::failed_commands(&desk).await, json!([]));
}

#[tokio::test]
async fn undeclared_command_is_refused_with_a_text() {
    let stage = Stage::set().await;
    let desk = stage.open_desk(3_600).await;
    for name in ["no_such_command", "plugin:opener|open_url"] {
        let outcome = call(&desk, name, Value::Null).await;
        let refusal = outcome["refusal"].as_str().unwrap_or_default();
        assert!(refusal.contains("not allowed"), "{name}: {outcome}");
    }
}
