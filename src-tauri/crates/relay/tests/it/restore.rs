//! A database that was put back from a copy.

use std::{fs, path::Path};

use relay_protocol::{Cursor, Gap, GapReason, Page};
use reqwest::{Client, Response, StatusCode};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Program, admin, client, json};

/// A relay's folder, with an inbox and a laptop that reads it.
struct Office {
    folder: TempDir,
    client: Client,
    made: Value,
    token: String,
}

impl Office {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = admin(folder.path(), &["inbox", "create", "Acme"]);
        let inbox = made["inbox"].as_str().unwrap();
        let device = admin(folder.path(), &["device", "create", inbox, "Ada"]);
        Self {
            client: client(),
            token: device["token"].as_str().unwrap().to_owned(),
            made,
            folder,
        }
    }

    fn serve(&self) -> Program {
        Program::serve(self.folder.path(), &[])
    }

    fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("relay.db")
    }

    fn mark(&self) -> std::path::PathBuf {
        self.folder.path().join("relay.mark")
    }

    async fn post(&self, relay: &Program, count: usize) {
        for _ in 0..count {
            let url = relay.url(self.made["ingest_path"].as_str().unwrap());
            let answer = self.client.post(url).body("x").send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK, "stored");
        }
    }

    async fn read(&self, relay: &Program, after: &str) -> Response {
        let inbox = self.made["inbox"].as_str().unwrap();
        let url = relay.url(&format!("/v1/inboxes/{inbox}/events{after}"));
        let request = self.client.get(url).bearer_auth(&self.token);
        request.send().await.unwrap()
    }

    async fn all(&self, relay: &Program) -> Page {
        json(self.read(relay, "").await).await
    }

    async fn gap(&self, relay: &Program, place: &Cursor) -> Gap {
        let answer = self.read(relay, &format!("?after={place}")).await;
        assert_eq!(answer.status(), StatusCode::GONE, "{place} is no more");
        json(answer).await
    }

    async fn ack(&self, relay: &Program, cursor: &Cursor) -> StatusCode {
        let inbox = self.made["inbox"].as_str().unwrap();
        let url = relay.url(&format!("/v1/inboxes/{inbox}/ack"));
        let request = self.client.post(url).bearer_auth(&self.token);
        let body = format!(r#"{{"cursor":"{cursor}"}}"#);
        request.body(body).send().await.unwrap().status()
    }

    /// Stores two webhooks, takes a copy, stores three more, crashes, and writes the copy over the
    /// database. Gives how far the laptop had read.
    async fn set_back(&self) -> Cursor {
        let relay = self.serve();
        self.post(&relay, 2).await;
        assert!(relay.terminate().0.success(), "it stops");
        let all_in_one = Connection::open(self.database()).unwrap();
        let checkpoint = |row: &rusqlite::Row<'_>| row.get::<_, bool>(0);
        let is_busy = all_in_one.query_row("PRAGMA wal_checkpoint(truncate)", [], checkpoint);
        assert_eq!(is_busy, Ok(false), "the database is one file");
        drop(all_in_one);
        let copy = fs::read(self.database()).unwrap();
        let relay = self.serve();
        self.post(&relay, 3).await;
        let read = self.all(&relay).await;
        assert_eq!(read.events.len(), 5, "all are read");
        relay.kill();
        for side in ["relay.db-wal", "relay.db-shm"] {
            remove(&self.folder.path().join(side));
        }
        // In place: the file stays the same one for the system.
        fs::write(self.database(), copy).unwrap();
        read.next
    }
}

fn remove(path: &Path) {
    if path.exists() {
        fs::remove_file(path).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_written_over_the_database_begins_a_new_epoch() {
    let office = Office::open();
    let read = office.set_back().await;
    let relay = office.serve();
    assert_ne!(relay.line["epoch"], read.epoch.as_str(), "{}", relay.line);
    office.post(&relay, 4).await;
    let gap = office.gap(&relay, &read).await;
    assert_eq!(gap.reason, GapReason::Epoch, "the laptop learns of it");
    let events = office.all(&relay).await.events;
    assert_eq!(events.len(), 6, "what the copy held and what came since");
    assert!(events[2].cursor.seq > read.seq, "no number comes twice");
    let epoch = relay.line["epoch"].clone();
    relay.kill();
    let relay = office.serve();
    assert_eq!(relay.line["epoch"], epoch, "once is enough");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_beyond_the_end_begins_a_new_epoch_where_the_mark_is_lost_too() {
    for acknowledges in [false, true] {
        let office = Office::open();
        let read = office.set_back().await;
        fs::remove_file(office.mark()).unwrap();
        let relay = office.serve();
        assert_eq!(relay.line["epoch"], read.epoch.as_str(), "not noticed yet");
        if acknowledges {
            assert_eq!(office.ack(&relay, &read).await, StatusCode::GONE, "lost");
        }
        let gap = office.gap(&relay, &read).await;
        assert_eq!(gap.reason, GapReason::Epoch, "the laptop learns of it");
        assert_ne!(gap.oldest.epoch, read.epoch, "and so will all others");
        let page = office.all(&relay).await;
        assert_eq!(page.next.epoch, gap.oldest.epoch, "one new epoch");
        // A device that claims such places again and again does not make everybody read all again.
        let beyond = Cursor {
            seq: page.next.seq + 1,
            ..page.next.clone()
        };
        let gap = office.gap(&relay, &beyond).await;
        assert_eq!(gap.oldest.epoch, page.next.epoch, "not another so soon");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_and_a_lost_or_damaged_mark_change_nothing() {
    let office = Office::open();
    let relay = office.serve();
    office.post(&relay, 2).await;
    let read = office.all(&relay).await;
    relay.kill();
    for damage in [
        None,
        Some(""),
        Some("nonsense"),
        Some("00000000000000000001"),
    ] {
        match damage {
            None => fs::remove_file(office.mark()).unwrap(),
            Some(text) => fs::write(office.mark(), text).unwrap(),
        }
        let relay = office.serve();
        let now = office.all(&relay).await;
        assert_eq!(now, read, "the same log after {damage:?}");
        relay.kill();
    }
}
