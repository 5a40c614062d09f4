//! One element of the page.

use anyhow::Context;
use serde_json::{Value, json};

use super::Window;

/// The name under which the standard hands over elements.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element of the page, for as long as the page keeps it.
#[derive(Clone, Debug)]
pub struct Element {
    window: Window,
    id: String,
}

impl Element {
    pub(super) fn from_answer(window: Window, answer: &Value) -> anyhow::Result<Self> {
        let id = answer[REFERENCE].as_str();
        let id = id.with_context(|| format!("not an element: {answer}"))?;
        Ok(Self {
            window,
            id: id.to_owned(),
        })
    }

    /// Clicks in its middle, as a user would: it must be visible and not covered.
    ///
    /// # Errors
    /// When it cannot be clicked.
    pub async fn click(&self) -> anyhow::Result<()> {
        self.post("click", &json!({})).await
    }

    /// Types the text into it.
    ///
    /// # Errors
    /// When it takes none.
    pub async fn type_text(&self, text: &str) -> anyhow::Result<()> {
        self.post("value", &json!({"text": text})).await
    }

    /// Empties a field.
    ///
    /// # Errors
    /// When it is not one.
    pub async fn clear(&self) -> anyhow::Result<()> {
        self.post("clear", &json!({})).await
    }

    /// The text it shows.
    ///
    /// # Errors
    /// When it has gone.
    pub async fn text(&self) -> anyhow::Result<String> {
        let text = self.window.get(&self.call("text")).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The value of an attribute; `None` when it is not set.
    ///
    /// # Errors
    /// When the element has gone.
    pub async fn attribute(&self, name: &str) -> anyhow::Result<Option<String>> {
        let call = self.call(&format!("attribute/{name}"));
        let value = self.window.get(&call).await?;
        Ok(value.as_str().map(str::to_owned))
    }

    fn call(&self, call: &str) -> String {
        format!("element/{}/{call}", self.id)
    }

    async fn post(&self, call: &str, body: &Value) -> anyhow::Result<()> {
        self.window.post(&self.call(call), body).await.map(|_| ())
    }
}
