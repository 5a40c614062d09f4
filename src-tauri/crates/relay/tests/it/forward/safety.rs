//! What a target must not reach.

use ribbon_relay::{Error, admin::NewTarget};

use super::relay;
use crate::support::Receiver;

#[tokio::test(flavor = "multi_thread")]
async fn private_addresses_need_permission() {
    let relay = relay().await;
    let admin = relay.running.admin();
    for url in [
        "http://hooks.example/",
        "https://127.0.0.1/",
        "https://[::1]:8787/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "ftp://hooks.example/",
    ] {
        let refused = admin
            .create_target(&relay.inbox, NewTarget::new(url.parse().unwrap()))
            .await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    }
    let own = format!("https://relay.example{}", relay.ingest_path);
    let refused = admin
        .create_target(&relay.inbox, NewTarget::new(own.parse().unwrap()))
        .await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    assert!(admin.targets(&relay.inbox).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn name_of_a_private_address_is_not_connected_to() {
    let (relay, mut receiver) = (relay().await, Receiver::start().await);
    let url = format!("https://localhost:{}/", receiver.port);
    let target = relay.targets(NewTarget::new(url.parse().unwrap())).await;
    relay.stored(&["1"]).await;
    let info = relay.until(&target, |info| info.failing.is_some()).await;
    let reason = info.failing.unwrap().reason;
    assert_eq!(reason, "the address is not allowed");
    assert!(receiver.ready().is_none(), "nothing was sent");
}
