//! Every call of Ribbon's public API.

use crate::body::Body;
use crate::cut::Cutter;
use crate::request::WireNewInterview;
use crate::transport::{Call, Transport};
use crate::wire::fields::without_bom;
use crate::{
    ApiKey, ArchivedFlow, CreatedInterview, Error, Exchange, InterviewQuery, Item, NewFlow,
    NewInterview, PageRead, Paging, Reading, Timeouts, Transcript, Usage, parse_flow,
    parse_interview, parse_team, parse_team_member,
};
use domain::{Flow, FlowId, Interview, InterviewField, InterviewId, Team, TeamId, TeamMember};
use reqwest::Method;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use url::Url;

/// The longest answer that is read as a whole. A long interview is a few megabytes.
const LONGEST_ANSWER: usize = 64 * 1024 * 1024;

/// The largest page of teams and members that the newest API grants, and its default.
const MOST: u32 = 1_000;

/// One organisation's access to Ribbon. Cheap to clone; clones share connections and counters.
#[derive(Clone)]
pub struct Client {
    transport: Arc<Transport>,
}

impl Client {
    /// A client for the API at `base_url`, such as `https://app.ribbon.ai/be-api/`. Nothing is sent
    /// yet.
    ///
    /// # Errors
    /// [`Error::BadUrl`] when the address names no host or would carry the key unencrypted to
    /// another computer, [`Error::BadKey`] when no header can carry the key.
    pub fn new(base_url: &Url, key: ApiKey) -> Result<Self, Error> {
        Self::with_timeouts(base_url, key, Timeouts::default())
    }

    /// Like [`Client::new`], with other time-outs.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_timeouts(base_url: &Url, key: ApiKey, timeouts: Timeouts) -> Result<Self, Error> {
        Ok(Self {
            transport: Arc::new(Transport::new(base_url, key, timeouts)?),
        })
    }

    /// A client whose requests go through `exchange`; `base_url` only makes their addresses.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn over(base_url: &Url, key: ApiKey, exchange: Arc<dyn Exchange>) -> Result<Self, Error> {
        Ok(Self {
            transport: Arc::new(Transport::over(base_url, key, exchange)?),
        })
    }

    /// What this client and its clones have cost so far.
    pub fn usage(&self) -> Usage {
        self.transport.counters.read()
    }

    /// The cheapest way to test a key.
    ///
    /// # Errors
    /// [`Error::WrongKey`] and whatever else every call may return.
    pub async fn ping(&self) -> Result<(), Error> {
        #[derive(Deserialize)]
        struct Pong {
            #[serde(rename = "message")]
            _message: String,
        }
        self.get::<Pong>(&["v1", "ping"], Vec::new())
            .await
            .map(drop)
    }

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

    /// One flow.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Forbidden`] when it is another organisation's.
    pub async fn flow(&self, id: &FlowId) -> Result<Item<Flow>, Error> {
        let path = ["v1", "interview-flows", id.as_str()];
        let body = self.send(Method::GET, &path, Vec::new(), None);
        let body = body.await.map_err(absent)?;
        Ok(parse_flow(&body.all(LONGEST_ANSWER).await?))
    }

    /// Makes a flow. It cannot be edited afterwards, except by hand in Ribbon's own settings. Asking
    /// twice makes two: see [`Error::may_be_done`].
    ///
    /// # Errors
    /// [`Error::Refused`] with Ribbon's reason, such as more than 20 questions.
    pub async fn create_flow(&self, new: &NewFlow) -> Result<FlowId, Error> {
        #[derive(Deserialize)]
        struct Created {
            interview_flow_id: FlowId,
        }
        let created: Created = self.post(&["v1", "interview-flows"], new).await?;
        Ok(created.interview_flow_id)
    }

    /// Archives a flow.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`] when it is another organisation's, or
    /// [`Error::Refused`] when Ribbon answers that it was not done.
    pub async fn archive_flow(&self, id: &FlowId) -> Result<ArchivedFlow, Error> {
        let path = ["v1", "interview-flows", id.as_str()];
        let archived: ArchivedFlow = self.delete(&path).await.map_err(absent)?;
        if archived.success {
            return Ok(archived);
        }
        Err(not_done("the flow was not archived"))
    }

    /// A page of interviews, all in memory at once: for small limits. A single item of which nothing
    /// can be read fails the call; [`Client::each_interview`] passes over it.
    ///
    /// # Errors
    /// As [`Client::each_interview`], and [`Error::Unreadable`].
    pub async fn interviews(&self, query: &InterviewQuery) -> Result<Vec<Interview>, Error> {
        let mut items = Vec::new();
        let read = self.each_interview(query, |_, item| {
            items.push(item);
            ControlFlow::Continue(())
        });
        read.await?;
        let interviews = items.into_iter().map(|item| match item {
            Item::Read(reading) => Ok(reading.item),
            Item::Unreadable(item) => Err(item.into_error()),
        });
        interviews.collect()
    }

    /// Calls `each` with every item of a page, and its place on it from 0, while the page arrives:
    /// one is held at a time. An item that cannot be read keeps no other from being read.
    ///
    /// # Errors
    /// [`Error::Truncated`] or [`Error::Timeout`] when the answer stops early, after `each` was called
    /// with what had arrived whole; [`Error::Forbidden`] when the team is another's.
    pub async fn each_interview(
        &self,
        query: &InterviewQuery,
        mut each: impl FnMut(usize, Item<Interview>) -> ControlFlow<()>,
    ) -> Result<PageRead, Error> {
        let mut body = self
            .send(Method::GET, &["v1", "interviews"], query.pairs(), None)
            .await?;
        let mut cutter = Cutter::new("interviews");
        let mut page = PageRead {
            served_at: body.served_at(),
            ..PageRead::default()
        };
        while let Some(bytes) = body.next().await? {
            let flow = cutter.push(&bytes, |item| {
                let index = page.items;
                page.items += 1;
                each(index, as_asked(parse_interview(item), query.transcript))
            })?;
            if flow.is_break() {
                page.stopped = true;
                return Ok(page);
            }
        }
        cutter.finish()?;
        Ok(page)
    }

    /// One interview.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Forbidden`] when it is another organisation's.
    pub async fn interview(
        &self,
        id: &InterviewId,
        transcript: Transcript,
    ) -> Result<Item<Interview>, Error> {
        let path = ["v1", "interviews", id.as_str()];
        let query = transcript.pair().into_iter().collect();
        let body = self.send(Method::GET, &path, query, None);
        let body = body.await.map_err(absent)?;
        let item = parse_interview(&body.all(LONGEST_ANSWER).await?);
        Ok(as_asked(item, transcript))
    }

    /// Makes an interview for one candidate. Asking twice makes two: see [`Error::may_be_done`].
    ///
    /// # Errors
    /// [`Error::Refused`] when there is no such flow, [`Error::Forbidden`] when it is another
    /// organisation's.
    pub async fn create_interview(&self, new: &NewInterview) -> Result<CreatedInterview, Error> {
        self.post(&["v1", "interviews"], &WireNewInterview::from(new))
            .await
    }

    /// Revokes the audio and video recordings of an interview. The interview itself stays; no
    /// public call removes it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`], or [`Error::Refused`] when Ribbon answers that it
    /// was not done.
    pub async fn revoke_recordings(&self, id: &InterviewId) -> Result<(), Error> {
        #[derive(Deserialize)]
        struct Revoked {
            success: bool,
        }
        let path = ["v1", "interviews", id.as_str()];
        if self.delete::<Revoked>(&path).await.map_err(absent)?.success {
            return Ok(());
        }
        Err(not_done("the recordings were not revoked"))
    }

    async fn get<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: Vec<(&'static str, String)>,
    ) -> Result<T, Error> {
        read(self.send(Method::GET, path, query, None).await?).await
    }

    async fn delete<T: DeserializeOwned>(&self, path: &[&str]) -> Result<T, Error> {
        read(self.send(Method::DELETE, path, Vec::new(), None).await?).await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &[&str],
        body: &impl Serialize,
    ) -> Result<T, Error> {
        let json = serde_json::to_vec(body).map_err(|error| Error::unreadable(&error))?;
        read(
            self.send(Method::POST, path, Vec::new(), Some(json))
                .await?,
        )
        .await
    }

    async fn send(
        &self,
        method: Method,
        path: &[&str],
        query: Vec<(&'static str, String)>,
        json: Option<Vec<u8>>,
    ) -> Result<Body, Error> {
        self.transport
            .send(Call {
                method,
                path,
                query,
                json,
            })
            .await
    }
}

fn team_pair(team: Option<&TeamId>) -> Option<(&'static str, String)> {
    team.map(|team| ("team_id", team.to_string()))
}

/// A list that is read to its end.
struct List<'a> {
    path: &'a [&'a str],
    /// The name of its member in the answer.
    name: &'static str,
    /// How many items to ask for at a time.
    page: u32,
    query: Vec<(&'static str, String)>,
}

/// Takes what was not asked for, and is empty for that reason, for missing.
fn as_asked(mut item: Item<Interview>, transcript: Transcript) -> Item<Interview> {
    if let Item::Read(Reading { item, .. }) = &mut item
        && let Some(data) = &item.data
    {
        if transcript == Transcript::None && data.transcript.is_empty() {
            item.missing.insert(InterviewField::Transcript);
        }
        if transcript != Transcript::Full && data.segments.is_empty() {
            item.missing.insert(InterviewField::Segments);
            item.missing.insert(InterviewField::Questions);
        }
    }
    item
}

async fn read<T: DeserializeOwned>(body: Body) -> Result<T, Error> {
    let bytes = body.all(LONGEST_ANSWER).await?;
    serde_json::from_slice(without_bom(&bytes)).map_err(|error| Error::unreadable(&error))
}

/// `success: false` under a status of success.
fn not_done(message: &str) -> Error {
    Error::Refused {
        status: 200,
        message: message.into(),
    }
}

/// Where an id is asked for, 422 is documented to say that there is no such thing.
fn absent(error: Error) -> Error {
    match error {
        Error::Refused {
            status: 422,
            message,
        } => Error::NotFound { message },
        other => other,
    }
}
