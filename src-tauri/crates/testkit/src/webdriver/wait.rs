//! Waiting for the page to become what it should.

use std::time::{Duration, Instant};

use anyhow::bail;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{Element, Window};

/// Short against what a person notices, long against one question to the page.
const BETWEEN_LOOKS: Duration = Duration::from_millis(15);

impl Window {
    /// Asks the page until the script, a function's body, returns something other than nothing,
    /// `false`, 0 or an empty text, and gives that.
    ///
    /// `what` completes the sentence "waited in vain for …" of the error.
    ///
    /// # Errors
    /// When that does not happen in time; the message quotes what the page shows instead.
    pub async fn wait_for(
        &self,
        what: &str,
        script: &str,
        arguments: &[Value],
        within: Duration,
    ) -> anyhow::Result<Value> {
        let deadline = Instant::now() + within;
        loop {
            // While the app starts or moves to another screen, the page may be gone for a moment.
            let answer = self.run(script, arguments).await;
            match answer {
                Ok(value) if is_something(&value) => return Ok(value),
                other if Instant::now() >= deadline => {
                    let text = self.visible_text().await;
                    bail!(
                        "waited {within:?} in vain for {what} (last answer: {other:?}); the page shows:\n{text}"
                    );
                }
                _ => sleep(BETWEEN_LOOKS).await,
            }
        }
    }

    /// Waits for an element that matches the selector.
    ///
    /// # Errors
    /// When none appears in time.
    pub async fn wait_for_element(
        &self,
        selector: &str,
        within: Duration,
    ) -> anyhow::Result<Element> {
        let script = "return document.querySelector(arguments[0])";
        let found = self
            .wait_for(selector, script, &[json!(selector)], within)
            .await?;
        Element::from_answer(self.clone(), &found)
    }

    /// Waits for an element that matches the selector and shows the text.
    ///
    /// # Errors
    /// When none appears in time.
    pub async fn wait_for_text(
        &self,
        selector: &str,
        text: &str,
        within: Duration,
    ) -> anyhow::Result<Element> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .find((element) => element.textContent.includes(arguments[1]))";
        let what = format!("{selector} with the text {text:?}");
        let found = self
            .wait_for(&what, script, &[json!(selector), json!(text)], within)
            .await?;
        Element::from_answer(self.clone(), &found)
    }

    /// Waits until the element with this role and name is there.
    ///
    /// # Errors
    /// When none appears in time.
    pub async fn wait_for_role(
        &self,
        role: &str,
        name: &str,
        within: Duration,
    ) -> anyhow::Result<Element> {
        let script = include_str!("find_by_role.js");
        let what = format!("a {role} named {name:?}");
        let found = self
            .wait_for(&what, script, &[json!(role), json!(name)], within)
            .await?;
        Element::from_answer(self.clone(), &found)
    }
}

/// As JavaScript's own notion of truth, which is what the scripts are written in.
fn is_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_what_the_scripts_take_for_nothing() {
        for nothing in [json!(null), json!(false), json!(0), json!("")] {
            assert!(!is_something(&nothing), "nothing: {nothing}");
        }
        for something in [json!(true), json!(-1), json!("x"), json!([]), json!({})] {
            assert!(is_something(&something), "something: {something}");
        }
    }
}
