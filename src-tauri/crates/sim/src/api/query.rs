//! What list calls take: `limit`, `offset`, `team_id`; and where recordings are found.

use std::collections::HashMap;

use axum::http::HeaderMap;
use axum::http::header::HOST;

use super::Refusal;
use crate::ids::TeamId;
use crate::shared::{App, Shared};

/// A query string's parameters.
pub(super) type Parameters = HashMap<String, String>;

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    pub(super) limit: usize,
    pub(super) offset: usize,
}

impl Page {
    pub(super) fn read(query: &Parameters, limit: usize, most: usize) -> Result<Self, Refusal> {
        let page = Self {
            limit: number(query, "limit")?.unwrap_or(limit),
            offset: number(query, "offset")?.unwrap_or(0),
        };
        if page.limit == 0 || page.limit > most {
            return Err(Refusal::unprocessable(format!(
                "limit must be between 1 and {most}."
            )));
        }
        Ok(page)
    }
}

fn number(query: &Parameters, name: &str) -> Result<Option<usize>, Refusal> {
    query
        .get(name)
        .map(|text| text.parse())
        .transpose()
        .map_err(|_| Refusal::unprocessable(format!("{name} is not a valid integer.")))
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
