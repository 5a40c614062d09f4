//! The commands, beside a running relay.

use serde_json::Value;

use crate::support::{Answer, Program, Receiver, admin, admin_line, client, refused};

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("no {key} in {value}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn targets_are_managed_beside_a_running_relay() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let made = admin(data, &["inbox", "create", "Acme"]);
    let inbox = text(&made, "inbox").to_owned();
    let mut receiver = Receiver::start().await;
    // A proxy of the environment would be connected to instead of the target.
    let proxy = [
        "env",
        "http_proxy=http://127.0.0.1:1",
        "all_proxy=http://127.0.0.1:1",
    ];
    let relay = Program::serve_by(&proxy, data);
    let (client, ingest) = (client(), relay.url(text(&made, "ingest_path")));
    let post = async |body: &'static str| {
        let posted = client.post(&ingest).body(body).send().await.unwrap();
        assert_eq!(posted.status(), 200, "{body} is stored");
    };

    let secret = data.join("secret");
    std::fs::write(&secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").unwrap();
    let url = receiver.url("/path-token?query=query-token");
    post("before").await;
    let add = format!(
        "target add {inbox} {url} --allow-private --sign {} --from oldest --give-up-after 7d",
        secret.display()
    );
    let added = admin_line(data, &add);
    let target = text(&added, "target").to_owned();
    assert_eq!(text(&added, "url"), url);
    assert_eq!(added["signed"], true);
    assert_eq!(added["give_up_after_seconds"], 604_800);
    let first = receiver.next().await;
    assert_eq!(first.text(), "before", "from the oldest");
    assert_eq!(first.path, "/path-token?query=query-token");
    assert!(first.headers.contains_key("webhook-signature"), "signed");

    receiver.answer([Answer::Status(500)]);
    post("failed once").await;
    assert_eq!(receiver.bodies(2).await, ["failed once"; 2]);
    let again = format!("target replay {target} --event {}", first.event());
    assert_eq!(admin_line(data, &again)["events"], 1);
    let repeat = receiver.next().await;
    assert_eq!(repeat.event(), first.event(), "replayed within a second");
    let again = format!(
        "target replay {target} --from 2020-01-01T00:00:00Z --to 2100-01-01T00:00:00+01:00"
    );
    assert_eq!(admin_line(data, &again)["events"], 2);
    assert_eq!(receiver.bodies(2).await, ["before", "failed once"]);

    admin(data, &["target", "pause", &target]);
    let listed = admin(data, &["target", "list", &inbox]);
    assert_eq!(listed["targets"][0]["paused"], true, "{listed}");
    admin(data, &["target", "resume", &target]);
    post("resumed").await;
    assert_eq!(receiver.bodies(1).await, ["resumed"]);
    let letters = admin(data, &["target", "dead-letters", &target]);
    assert_eq!(letters["dead_letters"], serde_json::json!([]));
    let said = refused(data, &["target", "replay", &target, "--dead-letters"]);
    assert!(said.contains("nothing to replay"), "{said}");
    let said = refused(data, &["target", "replay", &target]);
    assert!(said.contains("--dead-letters"), "{said}");
    let said = refused(data, &["target", "add", &inbox, "http://1.1.1.1/"]);
    assert!(said.contains("https://"), "{said}");

    receiver.answer([Answer::Never]);
    post("cut off").await;
    assert_eq!(receiver.bodies(1).await, ["cut off"]);
    admin(data, &["target", "remove", &target]);
    receiver.dropped().await;
    let said = refused(data, &["target", "remove", &target]);
    assert!(said.contains("no such target"), "{said}");
    let listed = admin(data, &["target", "list", &inbox]);
    assert_eq!(listed["targets"], serde_json::json!([]));

    assert_hides_the_url(relay).await;
}

/// Stops the relay and checks that its log names the target's host, and neither path nor secret.
async fn assert_hides_the_url(relay: Program) {
    let stopped = tokio::task::spawn_blocking(move || relay.terminate());
    let (status, _, log) = stopped.await.unwrap();
    assert!(status.success(), "{status}: {log}");
    assert!(log.contains("host=127.0.0.1"), "the host is named: {log}");
    for hidden in ["path-token", "query-token", "whsec_"] {
        assert!(!log.contains(hidden), "{hidden} is in the log: {log}");
    }
}
