//! The keyboard, as a person uses it: whatever has the focus gets the keys.

use anyhow::Context;
use serde_json::{Value, json};

use super::Window;

/// The standard's own characters for keys that write none.
const NAMED: &[(&str, char)] = &[
    ("Alt", '\u{e00a}'),
    ("ArrowDown", '\u{e015}'),
    ("ArrowLeft", '\u{e012}'),
    ("ArrowRight", '\u{e014}'),
    ("ArrowUp", '\u{e013}'),
    ("Backspace", '\u{e003}'),
    ("Control", '\u{e009}'),
    ("End", '\u{e010}'),
    ("Enter", '\u{e007}'),
    ("Escape", '\u{e00c}'),
    ("Home", '\u{e011}'),
    ("Shift", '\u{e008}'),
    ("Space", ' '),
    ("Tab", '\u{e004}'),
];

impl Window {
    /// Presses keys one after the other: `"j"`, `"Enter"`, `"Control+k"`, several parted by spaces.
    ///
    /// # Errors
    /// When a name is none of a key, or the page is gone.
    pub async fn press(&self, keys: &str) -> anyhow::Result<()> {
        let mut actions = Vec::new();
        for stroke in keys.split(' ') {
            let held = stroke
                .split('+')
                .map(character)
                .collect::<Result<Vec<_>, _>>()?;
            actions.extend(held.iter().map(|key| action("keyDown", *key)));
            actions.extend(held.iter().rev().map(|key| action("keyUp", *key)));
        }
        self.perform(&actions).await
    }

    /// Types a text, letter by letter.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn type_keys(&self, text: &str) -> anyhow::Result<()> {
        let letters = text.chars();
        let actions: Vec<Value> = letters
            .flat_map(|key| [action("keyDown", key), action("keyUp", key)])
            .collect();
        self.perform(&actions).await
    }

    async fn perform(&self, actions: &[Value]) -> anyhow::Result<()> {
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.post("actions", &json!({"actions": [keyboard]}))
            .await
            .map(|_| ())
    }
}

fn action(what: &str, key: char) -> Value {
    json!({"type": what, "value": key.to_string()})
}

fn character(name: &str) -> anyhow::Result<char> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Ok(letter);
    }
    let named = NAMED.iter().find(|(known, _)| *known == name);
    let (_, key) = named.with_context(|| format!("there is no key {name:?}"))?;
    Ok(*key)
}
