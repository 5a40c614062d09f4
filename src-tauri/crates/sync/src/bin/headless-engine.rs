//! The engine without a window, for tests that kill it.
//!
//! Its one argument is JSON that says where everything is. It synchronises with Ribbon and a relay and
//! writes the numbers of the facts that each notice tells to the end of a file, a line a notice, until
//! it is killed. A line `begun` stands before those of each life.

use domain::notification::Notice;
use domain::{Clock, SystemClock};
use feed::relay::{Config as RelayConfig, DeviceToken, InboxId, Relay, Timing};
use ribbon_api::{ApiKey, Client};
use serde::Deserialize;
use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::table::source_cursor;
use store::{DbKey, Store};
use sync::{Config, Shell, State, Target};
use url::Url;

/// Where everything is.
#[derive(Deserialize)]
struct Task {
    cache: PathBuf,
    key: String,
    ribbon: Url,
    api_key: String,
    relay: Url,
    inbox: InboxId,
    token: DeviceToken,
    notices: PathBuf,
    poll_every_ms: u64,
}

/// Writes down what a user would be shown.
struct Paper(Mutex<File>);

impl Paper {
    fn write(&self, line: &str) {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // One call a line, so that a kill leaves a whole line or none.
        if let Err(error) = file.write_all(format!("{line}\n").as_bytes()) {
            tracing::error!(%error, "a notice cannot be written down");
        }
    }
}

impl Shell for Paper {
    fn notify(&self, notice: &Notice, _target: &Target) {
        let covered: Vec<String> = notice.covers.iter().map(i64::to_string).collect();
        self.write(&covered.join(" "));
    }

    fn changed(&self, _seq: i64) {}

    fn state(&self, _state: &State) {}
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let argument = std::env::args()
        .nth(1)
        .ok_or("one argument says where everything is")?;
    let task: Task = serde_json::from_str(&argument)?;
    let key = DbKey::from_hex(&task.key).ok_or("the key has 64 hexadecimal digits")?;
    let store = Arc::new(Store::open(&task.cache, key)?);
    let paper = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&task.notices)?;
    let paper = Paper(Mutex::new(paper));
    paper.write("begun");
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let engine = sync::start(Config {
        store: Arc::clone(&store),
        client: Some(Client::new(&task.ribbon, ApiKey::new(&task.api_key))?),
        clock: Arc::clone(&clock),
        shell: Arc::new(paper),
        poll_every: Duration::from_millis(task.poll_every_ms),
    })?;
    let source = format!("relay:{}", task.inbox);
    let relay = RelayConfig {
        after: store.read(|connection| source_cursor::get(connection, &source))?,
        source,
        relay: task.relay,
        inbox: task.inbox,
        token: task.token,
        timing: Timing::default(),
    };
    let _relay = Relay::start(relay, clock, Arc::new(engine.clone()))?;
    // Until it is killed.
    std::future::pending().await
}
