//! Many laptops at once, each on a connection of its own to the real program.

use std::time::Duration;

use futures_util::{StreamExt as _, future::join_all, stream};
use relay_protocol::DeviceToken;
use reqwest::{Client, RequestBuilder};
use ribbon_relay::{Clock, StoreConfig, admin::Admin};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::support::{Program, Stream, client};

const STREAMS: usize = 2000;
const DEVICES: usize = 500;
/// So many connections are opened at once where the number open is what matters.
const AT_ONCE: usize = 64;
/// As many files as most systems allow unless they are asked for more.
const FEW_FILES: &str = r#"ulimit -S -n 1024 && exec "$0" "$@""#;
/// The longest time for everything that one connection is needed for.
const LONG: Duration = Duration::from_secs(150);

/// A relay with one inbox and many devices.
struct Crowd {
    relay: Program,
    client: Client,
    events: String,
    ingest_path: String,
    tokens: Vec<DeviceToken>,
    _data: tempfile::TempDir,
}

impl Crowd {
    async fn gather(devices: usize) -> Self {
        allow_open_files();
        let data = tempfile::tempdir().unwrap();
        let relay = Program::serve_by(&["sh", "-c", FEW_FILES], data.path());
        let store = StoreConfig::Sqlite {
            folder: data.path().to_owned(),
        };
        let admin = Admin::open(&store, Clock::system()).await.unwrap();
        let made = admin.create_inbox("Acme", Vec::new(), false).await.unwrap();
        let pairing = (0..devices).map(|_| admin.create_device(&made.inbox, "laptop"));
        let paired = join_all(pairing).await.into_iter();
        Self {
            relay,
            client: client(),
            events: format!("/v1/inboxes/{}/events", made.inbox),
            ingest_path: made.ingest_path,
            tokens: paired.map(|device| device.unwrap().token).collect(),
            _data: data,
        }
    }

    async fn post(&self, body: &str) {
        let url = self.relay.url(&self.ingest_path);
        let response = self.client.post(url).body(body.to_owned()).send().await;
        assert_eq!(response.unwrap().status(), 200, "{body} is stored");
    }

    /// Posts so many, one after the other, and gives their bodies.
    async fn post_all(&self, name: &str, count: usize) -> Vec<String> {
        let bodies: Vec<_> = (0..count)
            .map(|number| format!("{name} {number}"))
            .collect();
        for body in &bodies {
            self.post(body).await;
        }
        bodies
    }

    fn reading(&self, token: &DeviceToken) -> RequestBuilder {
        let request = self.client.get(self.relay.url(&self.events));
        request.bearer_auth(token.expose()).timeout(LONG)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_open_streams_each_get_what_is_posted_next() {
    let crowd = Crowd::gather(1).await;
    crowd.post("before").await;
    let opening = (0..STREAMS).map(|_| async {
        let mut stream = Stream::open(crowd.reading(&crowd.tokens[0])).await;
        assert_eq!(stream.webhook().await.body, b"before", "it is being served");
        stream
    });
    let mut streams: Vec<_> = stream::iter(opening)
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    crowd.post("after").await;
    for stream in &mut streams {
        assert_eq!(stream.webhook().await.body, b"after", "all are still open");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_laptops_that_return_at_once_each_get_all_they_missed_once() {
    let crowd = Crowd::gather(DEVICES).await;
    crowd.post("before").await;
    let opening = crowd.tokens.iter().map(|token| {
        let request = crowd.reading(token);
        async move {
            let mut stream = Stream::open(request).await;
            let event = stream.webhook().await;
            assert_eq!(event.body, b"before", "it is being served");
            (token, event.cursor, stream)
        }
    });
    let laptops = join_all(opening).await;
    let places: Vec<_> = laptops
        .into_iter()
        .map(|(token, place, _)| (token, place))
        .collect();
    let missed = crowd.post_all("missed", 20).await;
    let returning = join_all(places.into_iter().map(|(token, place)| {
        let request = crowd.reading(token);
        let request = request.header("last-event-id", place.to_string());
        async {
            let mut stream = Stream::open(request).await;
            let mut read = Vec::new();
            for _ in 0..40 {
                read.push(String::from_utf8(stream.webhook().await.body).unwrap());
            }
            read
        }
    }));
    // None of them is done before the last of these is taken.
    let (meanwhile, laptops) = tokio::join!(crowd.post_all("meanwhile", 20), returning);
    let all = [missed, meanwhile].concat();
    assert_eq!(laptops.len(), DEVICES, "all are back");
    for read in laptops {
        assert_eq!(read, all, "everything, once and in order");
    }
}

/// This process holds the other ends.
fn allow_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let needed = STREAMS as u64 + 1000;
    let raised = Rlimit {
        current: Some(limit.maximum.map_or(needed, |most| most.min(needed))),
        ..limit
    };
    setrlimit(Resource::Nofile, raised).unwrap();
}
