//! `doctor`: what is wrong, and what to do.

use crate::stage::{Desk, ribbon};
use serde_json::Value;

fn check<'a>(report: &'a Value, name: &str) -> &'a Value {
    let checks = report["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["name"] == name);
    found.unwrap_or_else(|| panic!("no check {name}: {report}"))
}

#[tokio::test]
async fn everything_in_order_is_a_success() {
    let ribbon = ribbon(3).await;
    let (desk, _relay, _inbox) = Desk::new(&ribbon).with_relay(&ribbon).await;
    desk.sync().await;
    let report = desk.run(&["doctor", "--json"]).await.json();
    assert_eq!(report["ok"], true, "{report}");
    for name in [
        "versions", "disk", "keychain", "cache", "answers", "key", "network", "clock", "relay",
        "receiver", "webhooks",
    ] {
        assert_eq!(check(&report, name)["ok"], true, "{name}");
    }
    let webhooks = check(&report, "webhooks")["found"].as_str().unwrap();
    assert!(webhooks.contains("of its own"), "{webhooks}");
}

#[tokio::test]
async fn each_thing_that_is_wrong_is_named_with_what_to_do() {
    let ribbon = ribbon(3).await;
    let (desk, relay, _inbox) = Desk::new(&ribbon).with_relay(&ribbon).await;
    desk.sync().await;
    drop(relay);
    desk.private("api-key", "00000000-0000-0000-0000-000000000000");
    std::fs::remove_file(desk.key_file()).unwrap();
    let said = desk.run(&["doctor", "--json"]).await;
    assert!(said.failure().contains("not in order"), "{}", said.err);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    for name in ["key", "relay", "keychain"] {
        let check = check(&report, name);
        assert_eq!(check["ok"], false, "{report}");
        assert!(check["what_to_do"].is_string(), "{check}");
    }
    assert_eq!(check(&report, "network")["ok"], true, "Ribbon answers");
}

#[tokio::test]
async fn who_has_the_port_of_the_receiver_is_named() {
    let ribbon = ribbon(3).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let words = ["doctor", "--json", "--receiver-listen", &address];
    let said = desk.run(&words).await;
    let report: Value = serde_json::from_str(&said.out).unwrap();
    let receiver = check(&report, "receiver");
    assert_eq!(receiver["ok"], false, "{report}");
    let found = receiver["found"].as_str().unwrap();
    assert!(found.contains(&address), "{found}");
    #[cfg(target_os = "linux")]
    assert!(found.contains(&std::process::id().to_string()), "{found}");
}
