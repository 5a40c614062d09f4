//! What list calls take: `limit`, `offset`, `team_id` and filters; and where recordings are found.

use std::collections::HashMap;

use axum::http::HeaderMap;
use axum::http::header::HOST;

use super::Refusal;
use super::answer::Part;
use crate::ids::TeamId;
use crate::moment::Moment;
use crate::shared::{App, Shared};
use crate::version::TranscriptMode;

/// A query string's parameters. Those that a call does not know are ignored.
pub(super) type Parameters = HashMap<String, String>;

/// How long a page is when its length is not said, and how long it may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) default: usize,
    pub(super) most: usize,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    pub(super) limit: usize,
    pub(super) offset: usize,
}

impl Page {
    pub(super) fn read(query: &Parameters, limits: Limits) -> Result<Self, Refusal> {
        let page = Self {
            limit: number(query, "limit")?.unwrap_or(limits.default),
            offset: number(query, "offset")?.unwrap_or(0),
        };
        if page.limit == 0 || page.limit > limits.most {
            let detail = format!("must be between 1 and {}", limits.most);
            return Err(invalid("limit", detail));
        }
        Ok(page)
    }
}

/// A parameter that does not pass validation.
fn invalid(name: &str, detail: impl Into<String>) -> Refusal {
    Refusal::invalid(Part::Query, name, detail)
}

fn number(query: &Parameters, name: &str) -> Result<Option<usize>, Refusal> {
    query
        .get(name)
        .map(|text| text.parse())
        .transpose()
        .map_err(|_| invalid(name, "is not a valid integer"))
}

/// The value of a parameter that has one of a few names.
pub(super) fn choice<T: Copy>(
    query: &Parameters,
    name: &str,
    choices: &[(&str, T)],
) -> Result<Option<T>, Refusal> {
    let Some(text) = query.get(name) else {
        return Ok(None);
    };
    match choices.iter().find(|(known, _)| known == text) {
        Some((_, value)) => Ok(Some(*value)),
        None => {
            let known: Vec<&str> = choices.iter().map(|(known, _)| *known).collect();
            let detail = format!("must be one of: {}", known.join(", "));
            Err(invalid(name, detail))
        }
    }
}

/// How much of the transcripts is wanted.
pub(super) fn transcript(query: &Parameters) -> Result<TranscriptMode, Refusal> {
    let modes = [
        ("full", TranscriptMode::Full),
        ("text", TranscriptMode::Text),
        ("none", TranscriptMode::None),
    ];
    Ok(choice(query, "transcript", &modes)?.unwrap_or_default())
}

/// A moment in ISO 8601.
pub(super) fn moment(query: &Parameters, name: &str) -> Result<Option<Moment>, Refusal> {
    query
        .get(name)
        .map(|text| Moment::parse(text).ok_or_else(|| invalid(name, "is not a valid datetime")))
        .transpose()
}

/// The team a list is narrowed to.
pub(super) fn team(app: &Shared, query: &Parameters) -> Result<Option<TeamId>, Refusal> {
    query
        .get("team_id")
        .map(|text| own_team(app, text))
        .transpose()
}

/// A team of this organisation.
pub(super) fn own_team(app: &Shared, text: &str) -> Result<TeamId, Refusal> {
    let unknown = || Refusal::unprocessable("No team found with provided team_id.");
    let id = TeamId::parse(text).ok_or_else(unknown)?;
    let world = app.world();
    if id == world.foreign_team {
        return Err(Refusal::foreign("team_id"));
    }
    world
        .teams
        .iter()
        .find(|team| team.id == id)
        .map(|team| team.id)
        .ok_or_else(unknown)
}

/// The address this request came to, so that what it is given can be fetched the same way.
pub(crate) fn host_of(app: &App, headers: &HeaderMap) -> String {
    match headers.get(HOST).and_then(|host| host.to_str().ok()) {
        Some(host) => format!("http://{host}"),
        None => app.base_url.clone(),
    }
}
