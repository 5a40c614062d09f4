//! The real client of smee.io, an npm package, in front of the local receiver.

use crate::receiver::http;
use crate::support::{Note, Notebook, Stopped};
use domain::{Road, UnixMs};
use feed::receiver::{Config, Receiver};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use testkit::channels::{FakeChannels, Style};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use url::Url;

/// Which versions, with their checksums.
const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/smee-client");
/// Forwards from the second argument to the third by the package at the first, and says what the
/// package's own log says.
const PROGRAM: &str = r#"
const [, module, source, target] = process.argv;
const { default: SmeeClient } = await import(module);
const info = (text) => process.stdout.write(text + "\n");
await new SmeeClient({ source, target, logger: { info, error: console.error } }).start();
"#;
/// A slow machine may take as long to install and start it all.
const LONG: Duration = Duration::from_secs(120);

/// The client at work. It ends when this is dropped.
struct Client {
    log: Lines<BufReader<ChildStdout>>,
    _child: Child,
}

impl Client {
    fn start(source: &Url, target: &Url) -> Self {
        let module = installed().join("node_modules/smee-client/index.js");
        let module = Url::from_file_path(module).unwrap();
        let mut child = Command::new("node")
            .args(["--input-type=module", "--eval", PROGRAM, "--"])
            .args([module.as_str(), source.as_str(), target.as_str()])
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("this test needs Node.js on the path");
        let log = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { log, _child: child }
    }

    /// The next line of its log that begins so.
    async fn says(&mut self, beginning: &str) -> String {
        let find = async {
            while let Some(line) = self.log.next_line().await.unwrap() {
                if line.starts_with(beginning) {
                    return line;
                }
            }
            panic!("it ended before it said {beginning:?}");
        };
        tokio::time::timeout(LONG, find)
            .await
            .expect("said in time")
    }
}

/// Where the package is; installed at the first use, by a rename so that it is there as a whole.
fn installed() -> PathBuf {
    let lock = std::fs::read_to_string(Path::new(MANIFEST).join("package-lock.json")).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let place = target.join("smee-client");
    if std::fs::read_to_string(place.join("package-lock.json"))
        .ok()
        .as_ref()
        == Some(&lock)
    {
        return place;
    }
    let folder = tempfile::tempdir_in(target).unwrap();
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(Path::new(MANIFEST).join(file), folder.path().join(file)).unwrap();
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let done = std::process::Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder.path())
        .output()
        .expect("this test needs npm on the path");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success(),
        "npm could not install smee-client: {told}"
    );
    let _none_yet = std::fs::remove_dir_all(&place);
    std::fs::rename(folder.path(), &place).unwrap();
    place
}

/// What JavaScript and Rust read alike; a body that smee takes is an object.
fn samples() -> Vec<Value> {
    vec![
        json!({
            "event_type": "candidate_status_updated",
            "interview_flow_id": "4c3f9c2e-7d3b-4f0a-9a55-2f1f0f6f8a11",
            "interviewee_email": "ada@example.com",
            "previous_status": "shortlisted",
            "new_status": "accepted",
        }),
        json!({}),
        json!({"1": "a key like a number", "0": "another", "": "none"}),
        json!({"text": "é 😀 \u{2028} \u{0} \" \\ / </script>", "list": [null, true, -1, 0.1, 1e21]}),
        json!({"body": {"query": {"timestamp": 1, "host": "nested"}}}),
        json!({"long": "x".repeat(100_000)}),
    ]
}

#[tokio::test]
async fn smee_client_posts_to_the_receiver_what_smee_was_sent_in_effect() {
    let server = FakeChannels::start(Style::Smee).await.unwrap();
    let sink = Notebook::new();
    let receiver = Receiver::start(Config::default(), Arc::new(Stopped(1_000)), sink.clone())
        .await
        .unwrap();
    let mut client = Client::start(&server.url, &receiver.url);
    client.says("Forwarding").await;
    for (index, sample) in samples().into_iter().enumerate() {
        let posted = serde_json::to_string_pretty(&sample).unwrap();
        let answer = http()
            .post(server.url.clone())
            .header("Content-Type", "application/json")
            .header("X-Ribbon-Signature", "9f")
            .header("Webhook-Id", format!("w{index}"))
            .body(posted)
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "smee takes it");
        let said = client.says("POST").await;
        assert!(said.ends_with(" - 200"), "the receiver took it: {said}");
        let all = sink.delivered();
        assert_eq!(all.len(), index + 1, "once");
        let one = &all[index];
        let parsed: Value = serde_json::from_slice(&one.body).unwrap();
        assert_eq!(parsed, sample, "the same values");
        let road = (one.road, one.received_at, one.trust);
        assert_eq!(
            road,
            (Road::Receiver, UnixMs(1_000), None),
            "as if posted here"
        );
        let id = format!("w{index}");
        assert_eq!(
            one.header("webhook-id"),
            Some(id.as_str()),
            "with its headers"
        );
        assert_eq!(
            one.header("x-ribbon-signature"),
            Some("9f"),
            "for us to check"
        );
    }
    let is_state = |note: &Note| matches!(note, Note::State(_));
    let states = sink.notes().into_iter().filter(is_state).count();
    assert_eq!(states, 1, "the receiver was live all the while");
}
