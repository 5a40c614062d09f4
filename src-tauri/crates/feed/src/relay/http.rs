//! The relay's calls, each once, and what each status means.

use crate::Error;
use crate::http::{self, answer, client, next_piece};
use relay_protocol::{
    Ack, After, Cursor, DeviceToken, ErrorCode, GAPS_PARAMETER, GAPS_REFUSED, Gap, InboxId, Page,
    PairAnswer, PairRequest, PairingCode, Problem, sse,
};
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, HeaderValue};
use reqwest::{Client, Response, StatusCode};
use serde::de::DeserializeOwned;
use std::time::Duration;
use url::Url;

/// The longest answer that is read as a whole. The relay bounds a page's size itself.
const LONGEST_ANSWER: usize = 256 * 1024 * 1024;

/// One device's access to one inbox.
#[derive(Clone)]
pub(crate) struct Http {
    client: Client,
    inbox: Url,
    authorization: HeaderValue,
    /// How long the relay may be silent when it should speak.
    patience: Duration,
}

/// What reading the log may give.
pub(crate) enum Read<T> {
    /// What was asked for.
    Got(T),
    /// The place asked for is gone.
    Gap(Gap),
}

impl Http {
    pub(crate) fn new(
        relay: &Url,
        inbox: &InboxId,
        token: &DeviceToken,
        patience: Duration,
    ) -> Result<Self, Error> {
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
            .map_err(|_| Error::Malformed { what: "token" })?;
        authorization.set_sensitive(true);
        let inbox = address(relay, &["v1", "inboxes", inbox.as_str()])?;
        Ok(Self {
            client: client(relay)?,
            inbox,
            authorization,
            patience,
        })
    }

    /// A stretch of the log; an empty one is held back for up to `wait`.
    pub(crate) async fn page(
        &self,
        after: &After,
        limit: u32,
        wait: Duration,
    ) -> Result<Read<Page>, Error> {
        let mut url = address(&self.inbox, &["events"])?;
        url.query_pairs_mut()
            .append_pair("limit", &limit.to_string())
            .append_pair("wait", &wait.as_secs().to_string())
            .append_pair(GAPS_PARAMETER, GAPS_REFUSED);
        if let Some(after) = after.to_query() {
            url.query_pairs_mut().append_pair("after", &after);
        }
        let request = self
            .client
            .get(url)
            .header(AUTHORIZATION, self.authorization.clone());
        let answer = answer(request, wait + self.patience).await?;
        match read_status(answer, self.patience).await? {
            Read::Got(answer) => json(answer, self.patience).await.map(Read::Got),
            Read::Gap(gap) => Ok(Read::Gap(gap)),
        }
    }

    /// The log as a stream from here on. Compression is declined, as it may hold events back.
    pub(crate) async fn stream(
        &self,
        after: &After,
        patience: Duration,
    ) -> Result<Response, Error> {
        let mut request = self
            .client
            .get(address(&self.inbox, &["events"])?)
            .header(ACCEPT, sse::CONTENT_TYPE)
            .header(ACCEPT_ENCODING, "identity")
            .header(AUTHORIZATION, self.authorization.clone())
            .query(&[(GAPS_PARAMETER, GAPS_REFUSED)]);
        if let Some(after) = after.to_query() {
            request = request.query(&[("after", after)]);
        }
        match read_status(answer(request, patience).await?, patience).await? {
            Read::Got(answer) => http::event_stream(answer),
            // Reading pages, which comes first after any failure, learns of the same gap.
            Read::Gap(_) => Err(Error::Status {
                status: 410,
                retry_after: None,
            }),
        }
    }

    /// Tells the relay how far we have committed.
    pub(crate) async fn ack(&self, cursor: Cursor) -> Result<(), Error> {
        let request = self
            .client
            .post(address(&self.inbox, &["ack"])?)
            .header(AUTHORIZATION, self.authorization.clone())
            .json(&Ack { cursor });
        let answer = answer(request, self.patience).await?;
        read_status(answer, self.patience).await.map(drop)
    }
}

/// Turns a one-time pairing code into a device's own access.
///
/// # Errors
/// [`Error::WrongCode`], [`Error::BadUrl`], or whatever keeps the relay from answering.
pub async fn pair(relay: &Url, code: &str, device_name: &str) -> Result<PairAnswer, Error> {
    const PATIENCE: Duration = Duration::from_secs(30);
    let request = PairRequest {
        code: PairingCode::new(code),
        device_name: device_name.to_owned(),
    };
    let request = client(relay)?
        .post(address(relay, &["v1", "pair"])?)
        .json(&request);
    match read_status(answer(request, PATIENCE).await?, PATIENCE).await {
        Ok(Read::Got(answer)) => json(answer, PATIENCE).await,
        Ok(Read::Gap(_)) => Err(Error::protocol("a gap where there is no log")),
        Err(Error::NeedsPairing) => Err(Error::WrongCode),
        Err(error) => Err(error),
    }
}

fn address(base: &Url, path: &[&str]) -> Result<Url, Error> {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.path_segments_mut()
        .map_err(|()| Error::bad_url("it has no path"))?
        .pop_if_empty()
        .extend(path);
    Ok(url)
}

/// Sorts an answer by its status.
async fn read_status(answer: Response, patience: Duration) -> Result<Read<Response>, Error> {
    let status = answer.status();
    let refused = http::refused(&answer);
    match status {
        status if status.is_success() => Ok(Read::Got(answer)),
        StatusCode::UNAUTHORIZED => Err(Error::NeedsPairing),
        StatusCode::GONE => json(answer, patience).await.map(Read::Gap),
        // Without the relay's own words it is something in front of the relay that finds nothing.
        StatusCode::NOT_FOUND => match json::<Problem>(answer, patience).await {
            Ok(problem) if problem.error == ErrorCode::NotFound => Err(Error::NeedsPairing),
            _ => Err(refused),
        },
        _ => Err(refused),
    }
}

async fn json<T: DeserializeOwned>(mut answer: Response, patience: Duration) -> Result<T, Error> {
    let mut whole = Vec::new();
    while let Some(piece) = next_piece(&mut answer, patience).await? {
        if whole.len() + piece.len() > LONGEST_ANSWER {
            return Err(Error::protocol("the answer is too long"));
        }
        whole.extend_from_slice(&piece);
    }
    // The parser's own words could quote a candidate.
    serde_json::from_slice(&whole).map_err(|error| {
        Error::protocol(format!(
            "unreadable at line {}, column {}",
            error.line(),
            error.column()
        ))
    })
}
