//! Answers that hold interviews, flows, teams or members: their texts, damaged where that was asked for.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Refusal;
use crate::damage::Item;
use crate::shared::Shared;

/// One item alone.
pub(super) fn one(app: &Shared, item: &Item, shown: &impl Serialize) -> Result<Response, Refusal> {
    Ok(answer(text(app, item, shown)?))
}

/// `{"<name>": [items]}`; 413 with this advice as soon as it is longer than `most` bytes.
pub(super) fn list<T: Serialize>(
    app: &Shared,
    name: &str,
    items: impl Iterator<Item = (Item, T)>,
    most: Option<&Most>,
) -> Result<Response, Refusal> {
    let mut body = format!("{{\"{name}\":[");
    for (number, (item, shown)) in items.enumerate() {
        if number > 0 {
            body.push(',');
        }
        body.push_str(&text(app, &item, &shown)?);
        if let Some(most) = most {
            most.check(body.len() + "]}".len())?;
        }
    }
    body.push_str("]}");
    Ok(answer(body))
}

/// The most bytes that an answer may have.
pub(super) struct Most {
    pub(super) bytes: usize,
    /// What to do about more.
    pub(super) advice: &'static str,
}

impl Most {
    fn check(&self, length: usize) -> Result<(), Refusal> {
        if length <= self.bytes {
            return Ok(());
        }
        let message = format!(
            "The answer would be larger than {} bytes: {}.",
            self.bytes, self.advice
        );
        Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message))
    }
}

fn text(app: &Shared, item: &Item, shown: &impl Serialize) -> Result<String, Refusal> {
    app.damages().text(item, shown).map_err(|error| {
        let message = format!("The answer could not be written: {error}.");
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, message)
    })
}

fn answer(body: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}
