//! Relays on NATS JetStream, side by side.

use std::{
    collections::{HashSet, VecDeque},
    time::Duration,
};

use relay_protocol::{Page, Receipt};
use ribbon_relay::{
    Clock, Config, Error, NatsConfig, Running, StoreConfig,
    admin::{Admin, NewTarget},
};
use serde_json::Value;
use tokio::time::{Instant, timeout};

use crate::support::{Nats, PATIENCE, Program, Receiver, Stream, client, json};

fn store(nats: &Nats, first: usize, replicas: usize) -> StoreConfig {
    StoreConfig::Nats(NatsConfig {
        urls: nats.urls(first),
        creds: None,
        replicas: Some(replicas),
        allow_old: false,
    })
}

/// Starts a relay as soon as the servers have found each other.
async fn serve(store: StoreConfig) -> Running {
    timeout(Duration::from_secs(60), async {
        loop {
            match ribbon_relay::serve(Config::new(store.clone())).await {
                Ok(running) => return running,
                Err(error) => assert!(!error.is_permanent(), "{error}"),
            }
        }
    })
    .await
    .expect("the servers find each other")
}

fn url(relay: &Running, path: &str) -> String {
    format!("http://{}{path}", relay.addr)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_relay_takes_another_gives_and_a_revocation_reaches_both() {
    let nats = Nats::single();
    let first = serve(store(&nats, 0, 1)).await;
    let second = serve(store(&nats, 0, 1)).await;
    assert_eq!(first.epoch, second.epoch, "one life");
    let made = first
        .admin()
        .create_inbox("Acme", Vec::new(), false)
        .await
        .unwrap();
    let device = first
        .admin()
        .create_device(&made.inbox, "Ada")
        .await
        .unwrap();
    let events = format!("/v1/inboxes/{}/events", made.inbox);
    let client = client();
    let request = client
        .get(url(&second, &events))
        .bearer_auth(device.token.expose());
    let mut stream = Stream::open(request).await;
    for body in ["1", "2"] {
        let posted = client
            .post(url(&first, &made.ingest_path))
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(posted.status(), 200, "stored by the first");
        assert_eq!(
            stream.webhook().await.body,
            body.as_bytes(),
            "and given by the second"
        );
    }
    first.admin().revoke_device(&device.device).await.unwrap();
    timeout(Duration::from_secs(5), stream.end())
        .await
        .expect("within five seconds");
    let moved = first.admin().rotate_token(&made.inbox).await.unwrap();
    let post = async |relay: &Running, path: &str| {
        client
            .post(url(relay, path))
            .body("x")
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(
        post(&second, &moved.ingest_path).await,
        200,
        "the new address counts at once"
    );
    assert_eq!(
        post(&first, &made.ingest_path).await,
        404,
        "the old one is dead here at once"
    );
    let rotated = Instant::now();
    loop {
        let posted = rotated.elapsed();
        if post(&second, &made.ingest_path).await == 404 {
            break;
        }
        assert!(
            posted < Duration::from_secs(1),
            "and everywhere within a second"
        );
    }
    assert!(
        first.shutdown().await && second.shutdown().await,
        "both stop in time"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn losing_one_of_three_servers_loses_nothing_that_was_answered() {
    let mut nats = Nats::cluster();
    let relay = serve(store(&nats, 0, 3)).await;
    let made = relay
        .admin()
        .create_inbox("Acme", Vec::new(), false)
        .await
        .unwrap();
    let device = relay
        .admin()
        .create_device(&made.inbox, "Ada")
        .await
        .unwrap();
    let client = client();
    let mut answered = HashSet::new();
    for lost in 0..3 {
        for number in 0..40 {
            if number == 20 {
                nats.kill(lost);
            }
            let request = client
                .post(url(&relay, &made.ingest_path))
                .body(format!("{lost}/{number}"));
            let response = request.send().await.unwrap();
            if response.status() == 200 {
                let receipt: Receipt = json(response).await;
                answered.insert(receipt.id);
            } else {
                assert_eq!(
                    response.status(),
                    503,
                    "what is not stored is not answered with 200"
                );
            }
        }
        nats.revive(lost);
    }
    assert!(
        answered.len() >= 60,
        "most are stored in spite of the losses: {}",
        answered.len()
    );
    // Another relay, which knows nothing but what the servers kept.
    let reader = serve(store(&nats, 1, 3)).await;
    let path = format!("/v1/inboxes/{}/events?limit=500", made.inbox);
    let page: Page = timeout(PATIENCE, async {
        loop {
            let request = client
                .get(url(&reader, &path))
                .bearer_auth(device.token.expose());
            let response = request.send().await.unwrap();
            // The servers may still be choosing a leader after the last loss.
            if response.status() == 200 {
                return json(response).await;
            }
        }
    })
    .await
    .expect("the servers agree again");
    assert_eq!(page.next, page.head, "all of it");
    let read: HashSet<_> = page.events.iter().map(|event| event.id.clone()).collect();
    assert_eq!(
        read.len(),
        page.events.len(),
        "a publish that was tried again is stored once"
    );
    assert!(
        answered.is_subset(&read),
        "everything answered with 200 is there"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_runs_on_nats_and_warns_of_too_few_copies() {
    let nats = Nats::single();
    let urls = nats.urls(0).join(",");
    let relay = Program::serve_nats(&urls);
    assert_eq!(relay.line["store"], "jetstream", "{}", relay.line);
    let admin = Admin::open(&store(&nats, 0, 1), Clock::system())
        .await
        .unwrap();
    let made = admin.create_inbox("Acme", Vec::new(), false).await.unwrap();
    let posted = client()
        .post(relay.url(&made.ingest_path))
        .body("x")
        .send()
        .await
        .unwrap();
    let receipt: Value = json(posted).await;
    assert!(receipt["id"].is_string(), "{receipt}");
    let (status, took, log) = relay.terminate();
    assert!(status.success(), "{status}: {log}");
    assert!(took < Duration::from_secs(5), "took {took:?}");
    assert!(
        log.contains("NATS keeps 1 of the recommended 3 copies"),
        "{log}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_limit_that_does_not_fit_into_a_message_is_refused_at_the_start() {
    let nats = Nats::single();
    let mut config = Config::new(store(&nats, 0, 1));
    config.max_body = 2 << 20;
    let error = ribbon_relay::serve(config).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_relays_delivers_and_the_other_takes_over_when_it_stops() {
    let nats = Nats::single();
    let start = async || {
        let mut config = Config::new(store(&nats, 0, 1));
        config.pace.lease = Duration::from_secs(5);
        ribbon_relay::serve(config).await.unwrap()
    };
    let mut relays = VecDeque::from([start().await, start().await]);
    let admin = relays[0].admin().clone();
    let made = admin.create_inbox("Acme", Vec::new(), false).await.unwrap();
    let device = admin.create_device(&made.inbox, "Ada").await.unwrap();
    let mut receiver = Receiver::start().await;
    let new = NewTarget {
        allow_private: true,
        ..NewTarget::new(receiver.url("/").parse().unwrap())
    };
    let target = admin.create_target(&made.inbox, new).await.unwrap().target;
    let (client, mut got) = (client(), Vec::new());
    for _ in 0..3 {
        for number in 0..20 {
            let relay = &relays[number % 2];
            let request = client.post(url(relay, &made.ingest_path));
            assert_eq!(request.body("x").send().await.unwrap().status(), 200);
        }
        for _ in 0..20 {
            got.push(receiver.next().await.event().to_owned());
        }
        let saved = async {
            while admin.target(&target).await.unwrap().lag > 0 {
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, saved).await.expect("the cursor follows");
        let stopped = relays.pop_front().unwrap();
        assert!(stopped.shutdown().await, "in time");
        relays.push_back(start().await);
    }
    let path = format!("/v1/inboxes/{}/events?limit=500", made.inbox);
    let request = client
        .get(url(&relays[0], &path))
        .bearer_auth(device.token.expose());
    let page: Page = json(request.send().await.unwrap()).await;
    let log: Vec<_> = page.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(got, log, "each once, in order");
    assert!(receiver.ready().is_none(), "and nothing more");
    assert!(admin.delete_target(&target).await.unwrap());
}
