//! Every call of Ribbon's public API.

use crate::body::Body;
use crate::cut::Cutter;
use crate::request::WireNewInterview;
use crate::transport::{Call, Transport};
use crate::wire::fields::without_bom;
use crate::{
    ApiKey, ArchivedFlow, CreatedInterview, Error, Exchange, InterviewQuery, Item, NewFlow,
    NewInterview, PageRead, Reading, Timeouts, Transcript, Usage, parse_flow, parse_interview,
};
use domain::{
    FieldProblem, Flow, FlowId, Interview, InterviewField, InterviewId, InterviewStatus,
    ProblemReason,
};
use reqwest::Method;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::sync::Arc;
use url::Url;

/// The longest answer that is read as a whole. A long interview is a few megabytes.
const LONGEST_ANSWER: usize = 64 * 1024 * 1024;

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
        Ok(as_asked(item, transcript).about(id))
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

    pub(crate) async fn send(
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

/// The fields that both descriptions require of an interview that was held, and those that only the
/// newest does, which lists the scores.
const REQUIRED: [(InterviewField, &str); 3] = [
    (InterviewField::Transcript, "interview_data.transcript"),
    (
        InterviewField::Segments,
        "interview_data.transcript_with_timestamp",
    ),
    (InterviewField::Scores, "interview_data.scores"),
];
const REQUIRED_BY_THE_NEWEST: [(InterviewField, &str); 2] = [
    (InterviewField::StartedAt, "started_at"),
    (InterviewField::EndedAt, "ended_at"),
];

/// Counts what is required and not there as unreadable: under another name it may be there.
fn note_missing(reading: &mut Reading<Interview>, transcript: Transcript) {
    let Reading { item, problems } = reading;
    let lacks = |field: &InterviewField| item.missing.contains(field);
    let mut required: Vec<&str> = Vec::new();
    let newest = REQUIRED_BY_THE_NEWEST.iter();
    let always = REQUIRED.iter();
    match &item.data {
        None if item.status == InterviewStatus::Completed => required.push("interview_data"),
        None => {}
        Some(_) => {
            let is_asked_for = |field: &InterviewField| match field {
                InterviewField::Transcript => transcript != Transcript::None,
                InterviewField::Segments => transcript == Transcript::Full,
                _ => true,
            };
            let lacking = always.filter(|(field, _)| lacks(field) && is_asked_for(field));
            required.extend(lacking.map(|(_, name)| *name));
            if !lacks(&InterviewField::CustomScores) {
                let lacking = newest.filter(|(field, _)| lacks(field));
                required.extend(lacking.map(|(_, name)| *name));
            }
        }
    }
    for name in required {
        // One that is there and cannot be read was counted already.
        if !problems
            .iter()
            .any(|problem| problem.field.starts_with(name))
        {
            problems.push(FieldProblem::new(name, ProblemReason::Missing));
        }
    }
}

/// Takes what was not asked for, and is empty for that reason, for missing. A server that does not know
/// the question answers in full.
fn as_asked(mut item: Item<Interview>, transcript: Transcript) -> Item<Interview> {
    if let Item::Read(reading) = &mut item {
        note_missing(reading, transcript);
    }
    if let Item::Read(Reading { item, .. }) = &mut item
        && let Some(data) = &item.data
    {
        let is_full = transcript == Transcript::Full;
        let is_none = transcript == Transcript::None;
        let lacks = [
            (
                InterviewField::Transcript,
                is_none && data.transcript.is_empty(),
            ),
            (
                InterviewField::Segments,
                !is_full && data.segments.is_empty(),
            ),
            (
                InterviewField::Questions,
                !is_full && data.questions.is_empty(),
            ),
        ];
        let lacks = lacks.into_iter().filter(|(_, lacks)| *lacks);
        item.missing.extend(lacks.map(|(field, _)| field));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(json: &str, transcript: Transcript) -> Vec<String> {
        let item = as_asked(parse_interview(json.as_bytes()), transcript);
        let problems = item.problems().iter();
        problems.map(|problem| problem.field.clone()).collect()
    }

    #[test]
    fn what_is_required_and_not_there_is_counted() {
        let held = |rest: &str| {
            format!(
                r#"{{"interview_id":"i","interview_flow_id":"f","team_id":"t","status":"completed",{rest}}}"#
            )
        };
        let newest = r#""started_at":null,"ended_at":null,"interview_data":{"transcript":"a",
            "transcript_with_timestamp":[],"questions_to_transcript_mapping":[],"scores":[]}"#;
        let april = r#""interview_data":{"transcript":"a","transcript_with_timestamp":[],
            "scores":{"communication":4}}"#;
        let scan = r#""started_at":null,"ended_at":null,"interview_data":{"scores":[]}"#;
        for (rest, transcript, expected) in [
            (newest, Transcript::Full, &[][..]),
            (april, Transcript::Full, &[]),
            (scan, Transcript::None, &[]),
            (
                r#""interview_data":null"#,
                Transcript::Full,
                &["interview_data"],
            ),
            (r#""data":{}"#, Transcript::Full, &["interview_data"]),
            (
                r#""interview_data":{"text":"a","turns":[],"evaluations":[]}"#,
                Transcript::Full,
                &[
                    "interview_data.transcript",
                    "interview_data.transcript_with_timestamp",
                    "interview_data.scores",
                ],
            ),
            (
                r#""start_time":"2026-01-01T00:00:00Z","interview_data":{"transcript":"a",
                "transcript_with_timestamp":[],"scores":[]}"#,
                Transcript::Full,
                &["started_at", "ended_at"],
            ),
        ] {
            assert_eq!(missing(&held(rest), transcript), expected, "{rest}");
        }
        let invited = r#"{"interview_id":"i","interview_flow_id":"f","team_id":"t",
            "status":"incomplete","interview_data":null}"#;
        assert!(missing(invited, Transcript::Full).is_empty());
    }
}
