//! Lists that are read to their end: flows, teams and their members.

use crate::cut::Cutter;
use crate::{Client, Error, Item, Paging, parse_flow, parse_team, parse_team_member};
use domain::{Flow, Team, TeamId, TeamMember};
use reqwest::Method;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// The largest page of teams and members that the newest API grants, and its default.
const MOST: u32 = 1_000;

/// A list that is read to its end.
struct List<'a> {
    path: &'a [&'a str],
    /// The name of its member in the answer.
    name: &'static str,
    /// How many items to ask for at a time.
    page: u32,
    query: Vec<(&'static str, String)>,
}

impl Client {
    /// All teams of the organisation, each once.
    ///
    /// # Errors
    /// Whatever every call may return.
    pub async fn teams(&self) -> Result<Vec<Item<Team>>, Error> {
        let list = List {
            path: &["v1", "teams"],
            name: "teams",
            page: MOST,
            query: Vec::new(),
        };
        self.all(&list, parse_team, |team| team.id.to_string())
            .await
    }

    /// The members of one team or of all, each once.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the team is another organisation's.
    pub async fn team_members(
        &self,
        team: Option<&TeamId>,
    ) -> Result<Vec<Item<TeamMember>>, Error> {
        let list = List {
            path: &["v1", "team-members"],
            name: "team_members",
            page: MOST,
            query: team_pair(team).into_iter().collect(),
        };
        self.all(&list, parse_team_member, |member| member.id.clone())
            .await
    }

    /// Every flow of the organisation, each once. The newest API lists closed and archived ones too.
    ///
    /// # Errors
    /// Whatever every call may return.
    pub async fn all_flows(&self) -> Result<Vec<Item<Flow>>, Error> {
        let list = List {
            path: &["v1", "interview-flows"],
            name: "interview_flows",
            page: Paging::default().limit,
            query: Vec::new(),
        };
        self.all(&list, parse_flow, |flow| flow.id.to_string())
            .await
    }

    /// Reads a list to its end, each item once.
    ///
    /// Reads on until a page brings nothing new rather than until one is short: a server may grant
    /// less than was asked for, or know no pages at all and answer everything each time. A page that
    /// is refused is asked for again at half its size.
    async fn all<T>(
        &self,
        list: &List<'_>,
        parse: fn(&[u8]) -> Item<T>,
        id: fn(&T) -> String,
    ) -> Result<Vec<Item<T>>, Error> {
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        let mut paging = Paging {
            limit: list.page,
            offset: 0,
        };
        loop {
            let mut page = Vec::new();
            let read = self.list_page(list, paging, |item| page.push(parse(item)));
            match read.await {
                Err(error) if paging.limit > 1 && error.may_be_too_much() => {
                    paging.limit /= 2;
                    continue;
                }
                read => read?,
            }
            let moved = u32::try_from(page.len()).unwrap_or(u32::MAX);
            paging.offset = paging.offset.saturating_add(moved);
            let known = all.len();
            all.extend(page.into_iter().filter(|item| {
                seen.insert(match item {
                    Item::Read(reading) => id(&reading.item),
                    Item::Unreadable(item) => item.id_or_hash(),
                })
            }));
            if all.len() == known {
                return Ok(all);
            }
        }
    }

    async fn list_page(
        &self,
        list: &List<'_>,
        paging: Paging,
        mut each: impl FnMut(&[u8]),
    ) -> Result<(), Error> {
        let mut query = vec![
            ("limit", paging.limit.to_string()),
            ("offset", paging.offset.to_string()),
        ];
        query.extend(list.query.iter().cloned());
        let mut body = self.send(Method::GET, list.path, query, None).await?;
        let mut cutter = Cutter::new(list.name);
        while let Some(bytes) = body.next().await? {
            let _goes_on = cutter.push(&bytes, |item| {
                each(item);
                ControlFlow::Continue(())
            })?;
        }
        cutter.finish()
    }
}

fn team_pair(team: Option<&TeamId>) -> Option<(&'static str, String)> {
    team.map(|team| ("team_id", team.to_string()))
}
