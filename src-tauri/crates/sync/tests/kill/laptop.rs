//! A laptop: its cache, what its user was told, and the program that is started on it and killed.

use crate::office::Office;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use store::table::{interview, note};
use store::{Connection, DbKey, Store};
use tokio::process::{Child, Command};
use tokio::time::timeout;

const KEY: &str = "5a";
/// Between two looks into a cache that another process writes.
const NOW_AND_THEN: Duration = Duration::from_millis(50);
/// Far beyond what anything takes; reached only when it never comes.
const PATIENCE: Duration = Duration::from_secs(90);

pub(crate) struct Laptop {
    name: &'static str,
    cache: PathBuf,
    notices: PathBuf,
    task: String,
}

/// The program at work. It is killed when this is dropped.
pub(crate) struct Life(Child);

/// What the user was told.
pub(crate) struct Told {
    /// Every fact.
    pub(crate) keys: BTreeSet<String>,
    /// How many were told twice because of a kill.
    pub(crate) repeated: usize,
    /// Those that were told twice for no such reason.
    pub(crate) unexcused: Vec<String>,
}

impl Laptop {
    pub(crate) async fn new(office: &Office, name: &'static str) -> Self {
        let at = |end: &str| office.folder.path().join(format!("{name}.{end}"));
        let (cache, notices) = (at("db"), at("notices"));
        let task = json!({
            "cache": cache,
            "key": KEY.repeat(32),
            "ribbon": office.sim.base_url,
            "api_key": office.sim.api_key,
            "relay": office.relay_url(),
            "inbox": office.inbox,
            "token": office.device(name).await.expose(),
            "notices": notices,
            "poll_every_ms": 400,
        });
        Self {
            name,
            cache,
            notices,
            task: task.to_string(),
        }
    }

    pub(crate) fn start(&self) -> Life {
        let child = Command::new(env!("CARGO_BIN_EXE_headless-engine"))
            .arg(&self.task)
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        Life(child)
    }

    /// Starts the program and kills it after a while.
    pub(crate) async fn live_for(&self, span: Duration) {
        self.start().live_through(async {}, span).await;
    }

    /// The cache, to be looked at.
    pub(crate) fn store(&self) -> Store {
        Store::open(&self.cache, DbKey::from_hex(&KEY.repeat(32)).unwrap()).unwrap()
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> store::Result<T>) -> T {
        self.store().read(work).unwrap()
    }

    pub(crate) fn is_synced(&self) -> bool {
        self.cache.exists() && self.read(|c| note::get(c, note::FIRST_SYNC)).is_some()
    }

    pub(crate) fn has_details(&self, id: &str) -> bool {
        let id = domain::InterviewId::new(id);
        let known = self.read(|connection| interview::find(connection, &id));
        known.is_some_and(|known| known.detailed)
    }

    /// Waits until all that happened is here and has been told.
    pub(crate) async fn has_read_everything(&self, office: &Office, life: &mut Life) {
        let head = office.cursor().await;
        let is_done = || {
            self.is_synced() && {
                let sql = "SELECT
                    coalesce((SELECT max(cursor) FROM source_cursor), '') || ' ' ||
                    (SELECT count(*) FROM fetch_queue WHERE wants_video <> 1) || ' ' ||
                    (SELECT count(*) FROM outbox WHERE shown_at IS NULL)";
                let state: String =
                    self.read(|connection| Ok(connection.query_row(sql, [], |row| row.get(0))?));
                state == format!("{head} 0 0")
            }
        };
        let wait = async {
            let mut looks = tokio::time::interval(NOW_AND_THEN);
            while !is_done() {
                looks.tick().await;
            }
        };
        let done = timeout(PATIENCE, wait).await;
        assert!(done.is_ok(), "{} never reads all up to {head}", self.name);
        life.is_alive();
    }

    /// What was told, by what the file and the cache say.
    pub(crate) fn told(&self) -> Told {
        let keys: BTreeMap<i64, String> = self.read(|connection| {
            let sql = "SELECT outbox.id, event.key FROM outbox JOIN event ON event.id = event_id";
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        });
        let text = std::fs::read_to_string(&self.notices).unwrap();
        let mut told = Told {
            keys: BTreeSet::new(),
            repeated: 0,
            unexcused: Vec::new(),
        };
        // What the last notice of the life before has told: a kill may have followed at once.
        let mut excused: BTreeSet<i64> = BTreeSet::new();
        let mut newest: BTreeSet<i64> = BTreeSet::new();
        for line in text.lines() {
            if line == "begun" {
                excused = std::mem::take(&mut newest);
                continue;
            }
            newest = line.split(' ').map(|id| id.parse().unwrap()).collect();
            for id in &newest {
                let key = keys[id].clone();
                match told.keys.insert(key.clone()) {
                    true => {}
                    false if excused.contains(id) => told.repeated += 1,
                    false => told.unexcused.push(key),
                }
            }
        }
        told
    }
}

impl Life {
    /// Lets things happen, and kills the program when so much time has passed, or all has happened if
    /// that takes longer.
    pub(crate) async fn live_through(
        mut self,
        happening: impl Future<Output = ()>,
        span: Duration,
    ) {
        let rest = async {
            let ended = timeout(span, self.0.wait()).await;
            assert!(ended.is_err(), "it ended by itself: {ended:?}");
        };
        tokio::join!(happening, rest);
        self.kill().await;
    }

    pub(crate) fn is_alive(&mut self) {
        let ended = self.0.try_wait().unwrap();
        assert!(ended.is_none(), "it ended by itself: {ended:?}");
    }

    /// Gives it no chance to finish anything.
    pub(crate) async fn kill(mut self) {
        self.0.kill().await.unwrap();
    }
}
