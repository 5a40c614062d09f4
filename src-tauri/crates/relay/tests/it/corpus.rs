//! What Ribbon posts comes out as it went in, byte for byte, whichever store keeps it and however it
//! is read: its published payloads, and bodies with the signatures that another implementation gave
//! them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use relay_protocol::{Event, Page, Signature};
use reqwest::header::HeaderValue;
use serde::Deserialize;

use crate::support::{Relay, json};

/// One webhook as posted, and what the relay is to find out about it.
struct Posted {
    body: Vec<u8>,
    headers: Vec<(String, String)>,
    signature: Signature,
}

#[derive(Deserialize)]
struct Vector {
    body_b64: String,
    secret: String,
    x_ribbon_signature: String,
}

/// Ribbon's published payloads; the last is printed with a comma that makes it no JSON.
const PAYLOADS: [&[u8]; 5] = [
    include_bytes!("../../../ribbon-api/tests/fixtures/webhooks/candidate_status_updated.json"),
    include_bytes!("../../../ribbon-api/tests/fixtures/webhooks/interview_processed.json"),
    include_bytes!(
        "../../../ribbon-api/tests/fixtures/webhooks/interview_processed_anonymous.json"
    ),
    include_bytes!("../../../ribbon-api/tests/fixtures/webhooks/video_processed.json"),
    include_bytes!(
        "../../../ribbon-api/tests/fixtures/webhooks/as_printed_with_trailing_comma.txt"
    ),
];

/// The keys of the inbox, as during a rotation. The vectors know a third, which is not among them.
const KEYS: [&str; 2] = [
    "correct horse battery staple 0123456789",
    "clé-secrète-32-caractères-au-moins",
];

#[tokio::test(flavor = "multi_thread")]
async fn what_ribbon_posts_comes_out_of_sqlite_as_it_went_in() {
    comes_out_as_it_went_in(&Relay::start().await).await;
}

#[cfg(feature = "nats-tests")]
#[tokio::test(flavor = "multi_thread")]
async fn what_ribbon_posts_comes_out_of_jetstream_as_it_went_in() {
    let nats = crate::support::Nats::single();
    comes_out_as_it_went_in(&Relay::on_nats(&nats).await).await;
}

async fn comes_out_as_it_went_in(relay: &Relay) {
    relay.signed_with(&KEYS, false).await;
    let corpus = corpus();
    for posted in &corpus {
        let mut request = relay.post(posted.body.clone());
        for (name, value) in &posted.headers {
            request = request.header(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let request = request.header("cookie", "not for laptops");
        assert_eq!(request.send().await.unwrap().status(), 200, "stored");
    }
    let polled = poll(relay).await;
    assert_eq!(polled.len(), corpus.len(), "each once");
    for (event, posted) in polled.iter().zip(&corpus) {
        let what = String::from_utf8_lossy(&posted.body);
        assert_eq!(event.body, posted.body, "{what}");
        assert_eq!(event.signature, posted.signature, "{what}");
        let mut headers = event.headers.clone();
        // The order of different names means nothing; that of one name's values does.
        headers.sort_by(|one, other| one.0.cmp(&other.0));
        assert_eq!(headers, posted.headers, "{what}");
    }
    let mut stream = relay.stream("").await;
    for event in &polled {
        assert_eq!(stream.webhook().await, *event, "the stream gives the same");
    }
}

/// Everything that is kept, in pages of a size that divides nothing.
async fn poll(relay: &Relay) -> Vec<Event> {
    let (mut events, mut after) = (Vec::new(), String::new());
    loop {
        let query = format!("/events?wait=30&limit=7{after}");
        let page: Page = json(relay.get(&query).send().await.unwrap()).await;
        events.extend(page.events);
        if page.next == page.head {
            return events;
        }
        after = format!("&after={}", page.next);
    }
}

fn corpus() -> Vec<Posted> {
    let vectors: Vec<Vector> = serde_json::from_str(include_str!(
        "../../../ribbon-api/tests/fixtures/signature-vectors.json"
    ))
    .unwrap();
    assert!(vectors.len() >= 30, "the vectors are there");
    let mut corpus: Vec<_> = vectors.iter().flat_map(vector).collect();
    corpus.extend(PAYLOADS.map(|body| posted(body.to_vec(), None, Signature::Absent)));
    corpus
}

/// A vector with its signature, with that of another body, and with none.
fn vector(vector: &Vector) -> [Posted; 3] {
    let body = STANDARD.decode(&vector.body_b64).unwrap();
    let known = KEYS.contains(&vector.secret.as_str());
    let judged = if known {
        Signature::Verified
    } else {
        Signature::Unverified
    };
    let signature = vector.x_ribbon_signature.as_str();
    let other = [body.as_slice(), b" "].concat();
    [
        posted(other, Some(signature), Signature::Unverified),
        posted(body.clone(), Some(signature), judged),
        posted(body, None, Signature::Absent),
    ]
}

fn posted(body: Vec<u8>, header: Option<&str>, signature: Signature) -> Posted {
    let mut headers = vec![
        ("content-type", "application/json; charset=utf-8"),
        ("user-agent", "Ribbon/1.0 (+webhooks)"),
        ("webhook-id", "first"),
        ("webhook-id", "and  again"),
        ("x-ribbon-flow", "café \"quoted\""),
    ];
    headers.extend(header.map(|value| ("x-ribbon-signature", value)));
    Posted {
        body,
        headers: headers
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        signature,
    }
}
