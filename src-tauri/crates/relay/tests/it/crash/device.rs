//! Laptops that keep their place, whichever relay they read from and however often it dies.

use std::collections::HashMap;

use relay_protocol::{Cursor, DeviceToken, Event, InboxId, Page};
use reqwest::{RequestBuilder, StatusCode};
use tokio::time::timeout;

use super::{PATIENCE, load::Told};
use crate::support::{Frame, Program, Stream, client};

/// What a laptop has read.
#[derive(Clone)]
pub(super) struct Device {
    client: reqwest::Client,
    path: String,
    token: DeviceToken,
    /// The last cursor that it was given.
    place: Option<Cursor>,
    /// The events in the order in which they came: id and body.
    read: Vec<(String, String)>,
}

impl Device {
    pub(super) fn new(inbox: &InboxId, token: DeviceToken) -> Self {
        Self {
            client: client(),
            path: format!("/v1/inboxes/{inbox}/events"),
            token,
            place: None,
            read: Vec::new(),
        }
    }

    /// The same laptop, before it had read anything.
    pub(super) fn at_the_beginning(&self) -> Self {
        Self {
            place: None,
            read: Vec::new(),
            ..self.clone()
        }
    }

    /// Reads one page; answers whether that was the end of the log. A store without a leader says so
    /// with 503, and nothing was read.
    pub(super) async fn poll(&mut self, relay: &Program, limit: u32) -> bool {
        let after = self
            .place
            .as_ref()
            .map_or(String::new(), |place| format!("&after={place}"));
        let request = self.get(relay, &format!("?limit={limit}{after}"));
        let response = request.send().await.unwrap();
        if response.status() == StatusCode::SERVICE_UNAVAILABLE {
            return false;
        }
        assert_eq!(response.status(), 200, "no gap, and no stranger: {after}");
        let page: Page = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        for event in page.events {
            self.take(event);
        }
        page.next == page.head
    }

    /// Polls to the end of the log.
    pub(super) async fn poll_to_the_end(&mut self, relay: &Program) {
        timeout(PATIENCE, async { while !self.poll(relay, 500).await {} })
            .await
            .expect("the log has an end");
    }

    /// Reads the stream until the relay is gone.
    pub(super) async fn listen(mut self, request: RequestBuilder) -> Self {
        let mut stream = Stream::open(request).await;
        while let Some(frame) = stream.next().await {
            self.hear(frame);
        }
        self
    }

    /// Reads the stream up to this place.
    pub(super) async fn listen_up_to(&mut self, relay: &Program, place: Option<&Cursor>) {
        let reading = async {
            let mut stream = Stream::open(self.listening(relay)).await;
            while self.seq() < place.map(|place| place.seq) {
                let frame = stream.next().await.expect("the stream goes on");
                self.hear(frame);
            }
        };
        timeout(PATIENCE, reading)
            .await
            .expect("everything is streamed");
    }

    /// The request that opens the stream at this laptop's place.
    pub(super) fn listening(&self, relay: &Program) -> RequestBuilder {
        let request = self.get(relay, "");
        match &self.place {
            Some(place) => request.header("last-event-id", place.to_string()),
            None => request,
        }
    }

    fn get(&self, relay: &Program, query: &str) -> RequestBuilder {
        self.client
            .get(relay.url(&format!("{}{query}", self.path)))
            .bearer_auth(self.token.expose())
    }

    fn hear(&mut self, frame: Frame) {
        if let Frame::Event { event, data, .. } = frame {
            assert_eq!(event, "webhook", "no gap: {data}");
            self.take(serde_json::from_str(&data).unwrap());
        }
    }

    fn take(&mut self, event: Event) {
        let last = self.place.replace(event.cursor.clone());
        if let Some(last) = last {
            assert_eq!(last.epoch, event.cursor.epoch, "a crash is not a restore");
            assert!(
                last.seq < event.cursor.seq,
                "each cursor is given once and in order: {last}, then {}",
                event.cursor
            );
        }
        let body = String::from_utf8(event.body).unwrap();
        self.read.push((event.id.to_string(), body));
    }

    fn seq(&self) -> Option<u64> {
        self.place.as_ref().map(|place| place.seq)
    }

    pub(super) fn place(&self) -> Option<&Cursor> {
        self.place.as_ref()
    }

    /// Checks that this laptop has all of that, whole, once, and each writer's in the order in which
    /// they were answered.
    pub(super) fn assert_has(&self, told: &Told, when: &str) {
        let mut places = HashMap::new();
        for (place, (id, body)) in self.read.iter().enumerate() {
            let known = places.insert(id, (place, body));
            assert_eq!(known, None, "{when}: {id} is stored and given once");
        }
        let mut stored: Vec<_> = told.stored.iter().collect();
        stored.sort_by_key(|(_, sent)| (sent.writer, sent.number));
        let mut before = None;
        for (id, sent) in stored {
            let (place, body) = places
                .get(id)
                .unwrap_or_else(|| panic!("{when}: {id} was answered with 200"));
            assert_eq!(*body, &sent.body, "{when}: {id} is whole");
            let now = (sent.writer, *place);
            assert!(before < Some(now), "{when}: {id} is in order");
            before = Some(now);
        }
    }

    /// The events that it has read, in their order: id and body.
    pub(super) fn read(&self) -> &[(String, String)] {
        &self.read
    }

    /// Checks that both laptops were told the same.
    pub(super) fn assert_equals(&self, other: &Self, when: &str) {
        assert!(self.read == other.read, "{when}: two laptops read the same");
    }
}
