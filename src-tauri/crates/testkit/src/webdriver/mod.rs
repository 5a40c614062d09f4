//! The few calls of [WebDriver](https://www.w3.org/TR/webdriver2/) by which a test uses the app.
//!
//! Our own, because there are so few over an HTTP client that is here anyway: fantoccini
//! insists on a capability of Chrome that WebKit's driver does not know, and brings a second HTTP
//! client.

mod driver;
mod element;
mod keys;
mod wait;

use anyhow::{Context, ensure};
use reqwest::Client;
use serde_json::{Value, json};

pub use self::driver::Driver;
pub use self::element::Element;
use crate::http;

/// An open window of the app.
#[derive(Clone, Debug)]
pub struct Window {
    http: Client,
    session: String,
}

impl Window {
    async fn open(driver: &str, options: &Value) -> anyhow::Result<Self> {
        let wanted = json!({"tauri:options": options});
        let body = json!({"capabilities": {"alwaysMatch": wanted}});
        let http = http::client()?;
        let request = http.post(format!("{driver}/session")).json(&body);
        let answer = http::json(request).await.context("opening the app")?;
        let id = answer.pointer("/value/sessionId").and_then(Value::as_str);
        let id = id.with_context(|| format!("no session in {answer}"))?;
        let session = format!("{driver}/session/{id}");
        Ok(Self { http, session })
    }

    /// Ends the session, which closes the application.
    ///
    /// # Errors
    /// When the driver is gone.
    pub async fn close(&self) -> anyhow::Result<()> {
        http::json(self.http.delete(&self.session))
            .await
            .map(|_| ())
            .context("closing the app")
    }

    /// Runs a script, a function's body, in the page and gives what it returns.
    ///
    /// # Errors
    /// When the script throws; the message is the page's.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> anyhow::Result<Value> {
        let body = json!({"script": script, "args": arguments});
        self.post("execute/sync", &body).await
    }

    /// The first element that matches the selector.
    ///
    /// # Errors
    /// When there is none.
    pub async fn find(&self, selector: &str) -> anyhow::Result<Element> {
        let body = json!({"using": "css selector", "value": selector});
        let answer = self.post("element", &body).await;
        let answer = answer.with_context(|| format!("looking for {selector}"))?;
        Element::from_answer(self.clone(), &answer)
    }

    /// The element that has this role and this name for people who hear the page instead of
    /// seeing it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn find_by_role(&self, role: &str, name: &str) -> anyhow::Result<Element> {
        let script = include_str!("find_by_role.js");
        let answer = self.run(script, &[json!(role), json!(name)]).await?;
        ensure!(!answer.is_null(), "there is no {role} named {name:?}");
        Element::from_answer(self.clone(), &answer)
    }

    /// Waits until everything that the page knows by now has been drawn, for pictures of the screen.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn wait_until_drawn(&self) -> anyhow::Result<()> {
        // The first callback comes before the next frame is drawn, the second one after it.
        let script = "return new Promise((drawn) =>
            requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))";
        self.run(script, &[]).await.map(|_| ())
    }

    /// The text that the page shows, for messages of failed tests.
    pub async fn visible_text(&self) -> String {
        let text = self.run("return document.body.innerText", &[]).await;
        text.map_or_else(
            |error| format!("(no text: {error:#})"),
            |text| text.as_str().unwrap_or_default().to_owned(),
        )
    }

    pub(crate) async fn get(&self, call: &str) -> anyhow::Result<Value> {
        let request = self.http.get(format!("{}/{call}", self.session));
        value_of(http::json(request).await?)
    }

    pub(crate) async fn post(&self, call: &str, body: &Value) -> anyhow::Result<Value> {
        let request = self.http.post(format!("{}/{call}", self.session));
        value_of(http::json(request.json(body)).await?)
    }
}

fn value_of(mut answer: Value) -> anyhow::Result<Value> {
    let value = answer.get_mut("value").map(Value::take);
    value.with_context(|| format!("no value in {answer}"))
}
