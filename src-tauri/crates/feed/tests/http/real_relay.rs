//! The relay's client against the relay itself.

use crate::receiver::http;
use crate::support::{Note, Notebook, Stopped};
use domain::{Road, Trust};
use feed::relay::{Config, PairAnswer, Relay, Running, Timing, pair};
use feed::{GapReason, SourceState};
use ribbon_relay::StoreConfig;
use ribbon_relay::secret::SigningSecret;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

const SECRET: &str = "correct horse battery staple 0123456789";
/// A body and its signature, made by an independent implementation.
const BODY: &[u8] = b"{\"emoji\":\"\xf0\x9f\x98\x80\"}";
const SIGNATURE: &str = "4640f6d5214d648b2edd34587f6a5ac26fb5c470232480386e55450381c3f766";

/// A relay with one inbox and one paired laptop.
struct Office {
    folder: tempfile::TempDir,
    relay: ribbon_relay::Running,
    ingest_path: String,
    access: PairAnswer,
    http: reqwest::Client,
}

impl Office {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let relay = serve(&folder, ([127, 0, 0, 1], 0).into()).await;
        let admin = relay.admin();
        let secrets = vec![SigningSecret::new(SECRET)];
        let ingest = admin.create_inbox("Acme", secrets, false).await.unwrap();
        let code = admin.create_pairing(&ingest.inbox).await.unwrap().code;
        let access = pair(&url(relay.addr), code.expose(), "Ada's laptop")
            .await
            .unwrap();
        Self {
            folder,
            relay,
            ingest_path: ingest.ingest_path,
            access,
            http: http(),
        }
    }

    fn read(&self, after: Option<String>) -> (Running, Arc<Notebook>) {
        let timing = Timing {
            first_wait: Duration::from_millis(5),
            longest_wait: Duration::from_millis(50),
            ack_pause: Duration::from_millis(1),
            ..Timing::default()
        };
        let config = Config {
            source: "office".into(),
            relay: url(self.relay.addr),
            inbox: self.access.inbox.clone(),
            token: self.access.token.clone(),
            after,
            timing,
        };
        let sink = Notebook::new();
        (
            Relay::start(config, Arc::new(Stopped(0)), sink.clone()).unwrap(),
            sink,
        )
    }

    async fn post(&self, body: &[u8], signature: Option<&str>) {
        let address = url(self.relay.addr).join(&self.ingest_path).unwrap();
        let mut request = self.http.post(address).body(body.to_vec());
        if let Some(signature) = signature {
            request = request.header("X-Ribbon-Signature", signature);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(
            answer.status(),
            reqwest::StatusCode::OK,
            "the relay has stored it"
        );
    }

    /// Stops the relay and starts it again on the same store and address.
    async fn restart(mut self) -> Self {
        let address = self.relay.addr;
        assert!(self.relay.shutdown().await, "it ended in time");
        self.relay = serve(&self.folder, address).await;
        self
    }
}

async fn serve(folder: &tempfile::TempDir, listen: SocketAddr) -> ribbon_relay::Running {
    let store = StoreConfig::Sqlite {
        folder: folder.path().to_owned(),
    };
    let config = ribbon_relay::Config {
        listen,
        ..ribbon_relay::Config::new(store)
    };
    ribbon_relay::serve(config).await.unwrap()
}

fn url(address: SocketAddr) -> Url {
    format!("http://{address}/").parse().unwrap()
}

async fn delivered(sink: &Notebook, count: usize) {
    let is_it = |note: &&Note| matches!(note, Note::Delivered(_));
    sink.until(|notes| notes.iter().filter(is_it).count() >= count)
        .await;
}

async fn reported(sink: &Notebook, state: SourceState) {
    sink.until(|notes| notes.contains(&Note::State(state.clone())))
        .await;
}

#[tokio::test]
async fn what_is_posted_reaches_the_laptop_byte_for_byte_while_it_listens_and_after_it_slept() {
    let office = Office::open().await;
    office.post(BODY, Some(SIGNATURE)).await;
    let (running, sink) = office.read(None);
    reported(&sink, SourceState::Live).await;
    office.post(BODY, Some("00")).await;
    office.post(b"", None).await;
    delivered(&sink, 3).await;
    running.stop().await;
    let first = sink.delivered();
    assert_eq!(first[0].body, BODY, "byte for byte");
    assert_eq!(
        first[0].header("x-ribbon-signature"),
        Some(SIGNATURE),
        "with its signature"
    );
    assert_eq!(
        (first[0].road, first[0].source.as_str()),
        (Road::Relay, "office")
    );
    let trust: Vec<Option<Trust>> = first.iter().map(|received| received.trust).collect();
    let expected = [Some(Trust::Verified), None, Some(Trust::Absent)];
    assert_eq!(trust, expected, "what the relay vouches for");

    for n in 0..600 {
        office.post(n.to_string().as_bytes(), None).await;
    }
    let (_running, sink) = office.read(first[2].cursor.clone());
    delivered(&sink, 600).await;
    let bodies: Vec<Vec<u8>> = sink
        .delivered()
        .into_iter()
        .map(|received| received.body)
        .collect();
    let expected: Vec<Vec<u8>> = (0..600).map(|n| n.to_string().into_bytes()).collect();
    assert_eq!(bodies, expected, "more than a page, each once and in order");
}

#[tokio::test]
async fn the_relay_knows_how_far_the_laptop_has_come() {
    let office = Office::open().await;
    let (_running, _sink) = office.read(None);
    office.post(BODY, None).await;
    // The relay offers nothing to wait for, so it is asked until it knows.
    let known = async {
        let mut again = tokio::time::interval(Duration::from_millis(5));
        loop {
            again.tick().await;
            let inbox = office
                .relay
                .admin()
                .inbox(&office.access.inbox)
                .await
                .unwrap();
            if inbox.devices[0].acked.as_ref() == Some(&inbox.head) {
                return inbox.devices[0].lag;
            }
        }
    };
    let lag = tokio::time::timeout(Duration::from_secs(30), known).await;
    assert_eq!(lag, Ok(0), "nothing is left to read");
}

#[tokio::test]
async fn a_relay_that_restarts_is_found_again() {
    let office = Office::open().await;
    let (_running, sink) = office.read(None);
    reported(&sink, SourceState::Live).await;
    office.post(b"before", None).await;
    let office = office.restart().await;
    office.post(b"after", None).await;
    delivered(&sink, 2).await;
    let bodies: Vec<Vec<u8>> = sink
        .delivered()
        .into_iter()
        .map(|received| received.body)
        .collect();
    assert_eq!(bodies, [b"before".to_vec(), b"after".to_vec()], "each once");
}

#[tokio::test]
async fn a_relay_that_was_set_back_is_noticed() {
    let office = Office::open().await;
    office.post(BODY, None).await;
    let (running, sink) = office.read(None);
    delivered(&sink, 1).await;
    running.stop().await;
    let known = sink.delivered().remove(0);
    office.relay.admin().renew_epoch().await.unwrap();
    let (_running, sink) = office.read(known.cursor.clone());
    delivered(&sink, 1).await;
    let notes = sink.notes();
    let is_gap = |note: &Note| match note {
        Note::Lost(gap) => {
            gap.reason == GapReason::Epoch && Some(&gap.requested) == known.cursor.as_ref()
        }
        Note::Delivered(_) | Note::State(_) => false,
    };
    assert!(notes.iter().any(is_gap), "the gap comes first: {notes:?}");
    let again = sink.delivered().remove(0);
    assert_eq!(again.event_id, known.event_id, "the same event");
    assert_ne!(again.cursor, known.cursor, "at another place");
}

#[tokio::test]
async fn a_webhook_that_the_relay_refused_is_a_gap_between_its_neighbours() {
    let office = Office::open().await;
    office.post(b"before", None).await;
    let (_running, sink) = office.read(None);
    delivered(&sink, 1).await;
    let address = url(office.relay.addr).join(&office.ingest_path).unwrap();
    let answer = office.http.put(address).body("x").send().await.unwrap();
    assert_eq!(answer.status(), 405, "refused");
    let is_refusal = |note: &Note| match note {
        Note::Lost(gap) => gap.reason == GapReason::Refused,
        Note::Delivered(_) | Note::State(_) => false,
    };
    sink.until(|notes| notes.iter().any(is_refusal)).await;
    office.post(b"after", None).await;
    delivered(&sink, 2).await;
    let lost = sink.notes().into_iter().filter(is_refusal).count();
    assert_eq!(lost, 1, "once, and then on");
}

#[tokio::test]
async fn a_laptop_that_is_revoked_while_it_listens_needs_pairing() {
    let office = Office::open().await;
    let (mut running, sink) = office.read(None);
    reported(&sink, SourceState::Live).await;
    assert!(
        office
            .relay
            .admin()
            .revoke_device(&office.access.device)
            .await
            .unwrap(),
        "it was there"
    );
    running.ended().await;
    reported(&sink, SourceState::NeedsPairing).await;
    let code = pair(&url(office.relay.addr), "AAAAA-AAAAA", "Ada's laptop")
        .await
        .map(drop);
    assert_eq!(
        code,
        Err(feed::Error::WrongCode),
        "and a code that was not given out does not help"
    );
}
