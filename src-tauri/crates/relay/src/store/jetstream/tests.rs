//! The shared suite against real servers.

use std::{sync::Arc, time::Duration};

use super::JetStore;
use crate::{
    config::NatsConfig,
    error::{Error, Result},
    store::{Store as _, suite},
};

#[path = "../../../tests/it/support/nats.rs"]
pub(crate) mod nats;

use nats::Nats;

pub(crate) fn config(nats: &Nats, replicas: usize) -> NatsConfig {
    NatsConfig {
        urls: nats.urls(0),
        creds: None,
        replicas: Some(replicas),
        allow_old: false,
    }
}

/// Opens the store as soon as the servers have found each other.
pub(crate) async fn open(config: &NatsConfig) -> Arc<JetStore> {
    tokio::time::timeout(Duration::from_secs(60), async {
        loop {
            match JetStore::open(config).await {
                Ok(store) => return Arc::new(store),
                Err(error) => assert!(!error.is_permanent(), "{error}"),
            }
        }
    })
    .await
    .expect("the servers find each other")
}

#[tokio::test(flavor = "multi_thread")]
async fn jetstream_on_one_server_passes_the_shared_suite() {
    let nats = Nats::single();
    let store = open(&config(&nats, 1)).await;
    assert!(
        store.advice().is_some_and(|text| text.contains("keeps 1")),
        "the operator is warned"
    );
    suite::run(store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jetstream_on_three_servers_passes_the_shared_suite() {
    let nats = Nats::cluster();
    let store = open(&config(&nats, 3)).await;
    assert_eq!(store.advice(), None, "three copies are kept");
    suite::run(store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_with_limits_of_its_own_is_warned_of() {
    let nats = Nats::single();
    let config = config(&nats, 1);
    let store = open(&config).await;
    let warns = |store: &JetStore| store.advice().is_some_and(|text| text.contains("limits"));
    assert!(!warns(&store), "the relay sets none");
    let mut limited = store.log.get_info().await.unwrap().config;
    limited.max_age = Duration::from_secs(3600);
    store.context.update_stream(limited).await.unwrap();
    assert!(warns(&*open(&config).await), "somebody did");
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_leave_nothing_behind_on_the_server() {
    let nats = Nats::single();
    let store = open(&config(&nats, 1)).await;
    let inbox = suite::new_inbox(&*store, "Acme").await;
    for number in 0..20 {
        store.append(suite::event(&inbox, number)).await.unwrap();
        let after = relay_protocol::After::Oldest;
        let amount = crate::store::Amount {
            events: 5,
            bytes: 1000,
        };
        store.read(&inbox, &after, amount).await.unwrap();
        store.count_after(&inbox, 0).await.unwrap();
    }
    tokio::time::timeout(Duration::from_secs(30), async {
        while store.log.get_info().await.unwrap().state.consumer_count > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("every consumer is deleted, not left to expire");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_was_made_anew_or_set_back_begins_a_new_epoch() {
    let nats = Nats::single();
    let config = config(&nats, 1);
    let store = open(&config).await;
    let first = store.epoch().await.unwrap();
    let inbox = suite::new_inbox(&*store, "Acme").await;
    store.append(suite::event(&inbox, 1)).await.unwrap();
    let rule = crate::store::Retention {
        age: Some(time::Duration::HOUR),
        bytes: None,
    };
    let retain = async |store: &JetStore, hour: i64| {
        let now = crate::store::RelayTime(hour * 3_600_000);
        store.retain(&rule, now).await.unwrap()
    };
    retain(&store, 0).await;
    assert_eq!(
        open(&config).await.epoch().await.unwrap(),
        first,
        "opened again"
    );

    store
        .context
        .delete_stream(super::connect::STREAM)
        .await
        .unwrap();
    let store = open(&config).await;
    let second = store.epoch().await.unwrap();
    assert_ne!(second, first, "made anew");
    store.append(suite::event(&inbox, 2)).await.unwrap();
    assert_eq!(retain(&store, 1).await, 0, "it was stored just now");
    assert_eq!(retain(&store, 2).await, 1, "an hour ago");
    super::meta::reached(&store.bucket, 1000).await.unwrap();
    assert_ne!(
        open(&config).await.epoch().await.unwrap(),
        second,
        "it had been further before"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_none_does_not_show_its_password() {
    let urls = vec!["nats://user:do-not-print@[".to_owned()];
    let config = NatsConfig {
        urls,
        creds: None,
        replicas: None,
        allow_old: false,
    };
    let refused: Result<JetStore> = JetStore::open(&config).await;
    let error = refused.map(drop).unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error}");
    assert!(!error.to_string().contains("do-not-print"), "{error}");
}
