//! A store in real trouble beneath the real program: no room left, or another process that does not
//! let go of it. Webhooks get 503 until it is over, and every 200 stays true.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use relay_protocol::{Page, Receipt};
use reqwest::{Client, Response};
use rusqlite::Connection;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde_json::Value;
use tokio::time::timeout;

use crate::support::{PATIENCE, Program, admin_by, assert_problem, client, json};

/// More than fits, each; and so many at most until there is no room.
const LARGE: usize = 100 << 10;
const ENOUGH: usize = 500;

/// One inbox of a running relay, and all that was answered with 200.
struct Office {
    client: Client,
    ingest_path: String,
    events: String,
    token: String,
    stored: Vec<String>,
}

impl Office {
    /// Makes an inbox, with these words before those of the program.
    fn open(way: &[&str], data: &Path) -> Self {
        let text = |made: &Value, key: &str| made[key].as_str().unwrap().to_owned();
        let made = admin_by(way, data, &["inbox", "create", "Acme"]);
        let inbox = text(&made, "inbox");
        let device = admin_by(way, data, &["device", "create", &inbox, "laptop"]);
        Self {
            client: client(),
            ingest_path: text(&made, "ingest_path"),
            events: format!("/v1/inboxes/{inbox}/events"),
            token: text(&device, "token"),
            stored: Vec::new(),
        }
    }

    /// Posts a webhook, and gives the answer if it was refused.
    async fn post(&mut self, relay: &Program, size: usize) -> Option<Response> {
        let url = relay.url(&self.ingest_path);
        let request = self.client.post(url).body(vec![b'x'; size]);
        let response = request.send().await.unwrap();
        if response.status() != 200 {
            return Some(response);
        }
        let receipt: Receipt = json(response).await;
        self.stored.push(receipt.id.to_string());
        None
    }

    /// Posts until a webhook is refused, and checks how.
    async fn post_until_refused(&mut self, relay: &Program) {
        for _ in 0..ENOUGH {
            if let Some(response) = self.post(relay, LARGE).await {
                let again = response.headers().get("retry-after").cloned();
                assert_problem(response, 503, "not stored").await;
                assert_eq!(again.unwrap(), "5", "told when to come again");
                return;
            }
        }
        panic!("there is room for everything");
    }

    /// Posts until a webhook is taken again, and some more.
    async fn post_until_taken(&mut self, relay: &Program) {
        let posting = async { while self.post(relay, LARGE).await.is_some() {} };
        timeout(PATIENCE, posting)
            .await
            .expect("it recovers by itself");
        for _ in 0..10 {
            let refused = self.post(relay, LARGE).await;
            assert!(refused.is_none(), "and stays well: {refused:?}");
        }
    }

    /// Checks that exactly what was answered with 200 is there.
    async fn check(&self, relay: &Program, when: &str) {
        let (mut read, mut after) = (Vec::new(), String::new());
        loop {
            let url = relay.url(&format!("{}?limit=500{after}", self.events));
            let request = self.client.get(url).bearer_auth(&self.token);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), 200, "{when}: laptops may read");
            let page: Page = json(response).await;
            read.extend(page.events.iter().map(|event| event.id.to_string()));
            if page.next == page.head {
                break;
            }
            after = format!("&after={}", page.next);
        }
        assert!(read == self.stored, "{when}: every 200 was true, no other");
    }

    async fn ready(&self, relay: &Program) -> Response {
        self.client.get(relay.url("/readyz")).send().await.unwrap()
    }

    /// Fills a relay's store up, makes room, and checks all the while.
    async fn fill(&mut self, relay: &Program, make_room: impl FnOnce()) {
        self.post_until_refused(relay).await;
        assert!(!self.stored.is_empty(), "there was room at first");
        // A smaller one may still fit, and then the relay is as ready as it says.
        let filling = async {
            while self.ready(relay).await.status() == 200 {
                self.post(relay, LARGE).await;
            }
        };
        timeout(PATIENCE, filling).await.expect("it is not ready");
        self.check(relay, "without room").await;
        make_room();
        self.post_until_taken(relay).await;
        let ready = async { while self.ready(relay).await.status() != 200 {} };
        timeout(PATIENCE, ready).await.expect("ready again");
        self.check(relay, "with room again").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_whose_files_may_not_grow_refuses_until_they_may() {
    let data = tempfile::tempdir().unwrap();
    // In blocks of 512 bytes: 3 MiB. Without the trap the system ends who tries to write more.
    let limit = r#"trap '' XFSZ && ulimit -S -f 6144 && exec "$0" "$@""#;
    let relay = Program::serve_by(&["sh", "-c", limit], data.path());
    let mut office = Office::open(&["env"], data.path());
    let pid = Pid::from_raw(relay.pid().cast_signed());
    let unlimited = Rlimit {
        current: None,
        maximum: None,
    };
    office
        .fill(&relay, || {
            prlimit(pid, Resource::Fsize, unlimited).unwrap();
        })
        .await;
    relay.kill();
    let relay = Program::serve(data.path(), &[]);
    office.check(&relay, "after a crash").await;
}

/// On a small disk of its own, where the system lets a test make one.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_until_there_is_room() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().display();
    let mount = format!("mount -t tmpfs -o size=12m tmpfs {folder}");
    if !works(&["unshare", "-rm", "sh", "-c", &mount]) {
        println!("no disk can be mounted here; a limit on the files' size is tested all the same");
        return;
    }
    let ballast = format!("head -c 8388608 /dev/zero > {folder}/ballast");
    let line = format!(r#"{mount} && {ballast} && exec "$0" "$@""#);
    let relay = Program::serve_by(&["unshare", "-rm", "sh", "-c", &line], data.path());
    let pid = relay.pid().to_string();
    // The disk is seen by the relay and by whoever enters its view of the world.
    let enter = ["nsenter", "--user", "--mount", "--preserve-credentials"];
    let enter = [&enter[..], &["--target", &pid]].concat();
    let mut office = Office::open(&enter, data.path());
    let ballast = format!("{folder}/ballast");
    let remove = [&enter[..], &["rm", &ballast]].concat();
    let make_room = || assert!(works(&remove), "there is room");
    office.fill(&relay, make_room).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_another_process_has_locked_refuses_until_it_lets_go() {
    let data = tempfile::tempdir().unwrap();
    let relay = Program::serve(data.path(), &[]);
    let mut office = Office::open(&["env"], data.path());
    assert!(office.post(&relay, 1).await.is_none(), "well at first");
    let lock = Connection::open(data.path().join("relay.db")).unwrap();
    lock.execute_batch("BEGIN EXCLUSIVE").unwrap();
    office.post_until_refused(&relay).await;
    office.check(&relay, "while it is locked").await;
    lock.execute_batch("ROLLBACK").unwrap();
    office.post_until_taken(&relay).await;
    office.check(&relay, "when it is free again").await;
}

fn works(words: &[&str]) -> bool {
    let (program, words) = words.split_first().unwrap();
    let mut command = Command::new(program);
    command.args(words);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
