//! A channel of smee.io or gosmee: for people who already have one. A relay serves better in every
//! respect, for a channel forwards and forgets.
//!
//! - **smee** parses the JSON and writes it anew, which breaks most signatures: what comes from it is
//!   never taken for verified. It keeps nothing: what is posted while we are away is lost.
//! - **gosmee** keeps the bytes, so their signature is checked here as if they had come directly. One
//!   that runs with Redis keeps them for a while too, and we go on from our own place; any other
//!   forgets like smee.
//!
//! The only secret of a channel is its name. Whoever learns it can read along and post, and whoever
//! runs the server can too.
//!
//! The formats are those of smee.io 2.0 (`lib/server.js`) and gosmee 0.32 (`gosmee/server.go`).
//! Channels that gosmee encrypts for each reader are not supported: their events cannot be read, and
//! are handed over as they are.

mod address;
mod event;
mod reader;
mod stream_id;

pub use crate::link::Running;
pub use address::{detect, source, stream};

use crate::link::{self, Context, Link, Patience};
use crate::{Error, Sink, http};
use domain::Clock;
use reader::Reader;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Whose channel it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// smee.io, or a server of one's own that runs smee's program.
    Smee,
    /// A gosmee server.
    Gosmee,
}

impl Kind {
    /// The name under which it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Smee => "smee",
            Self::Gosmee => "gosmee",
        }
    }

    /// Reads a stored name back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Smee, Self::Gosmee]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// Which channel to listen to, and from where.
#[derive(Clone)]
pub struct Config {
    /// The name under which deliveries and states are reported, such as [`source`] gives.
    pub source: String,
    /// The channel's address, the one that Ribbon posts to. It is the channel's only secret.
    pub url: Url,
    /// Whose channel it is; [`detect`] finds out.
    pub kind: Kind,
    /// The last cursor that was committed; `None` or empty listens from now on. Only a gosmee with
    /// Redis gives cursors out; what a smee channel is given here is not looked at.
    pub after: Option<String>,
    /// How patient to be.
    pub timing: Timing,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("source", &self.source)
            .field("kind", &self.kind)
            .field("after", &self.after)
            .finish_non_exhaustive()
    }
}

/// How patient to be. The default is what is meant for use; tests are in more of a hurry.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// The bound of the first wait after a failure; it doubles with each further one.
    pub first_wait: Duration,
    /// The bound that is not exceeded.
    pub longest_wait: Duration,
    /// A connection that held for so long was a success: waits begin anew.
    pub settled: Duration,
    /// Silence for so long is the end of a connection: both servers speak every 30 seconds.
    pub silence: Duration,
    /// A stream that has said nothing at all for so long does not get through: both servers greet
    /// at once.
    pub greeting: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            settled: Duration::from_secs(10),
            silence: Duration::from_secs(75),
            greeting: Duration::from_secs(15),
        }
    }
}

/// Starts listeners.
#[derive(Clone, Copy, Debug)]
pub struct Channel;

impl Channel {
    /// Begins to listen. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// [`Error::BadUrl`] or [`Error::Malformed`] when the configuration cannot work. Whatever happens
    /// later is reported to the sink.
    pub fn start(
        config: Config,
        clock: Arc<dyn Clock>,
        sink: Arc<dyn Sink>,
    ) -> Result<Running, Error> {
        let Config {
            source,
            url,
            kind,
            after,
            timing,
        } = config;
        let after = after.filter(|text| kind == Kind::Gosmee && !text.is_empty());
        let after = after
            .map(|text| text.parse())
            .transpose()
            .map_err(|_| Error::Malformed { what: "cursor" })?;
        let client = http::client(&url)?;
        let url = address::stream(&url, kind)?;
        let patience = Patience {
            first_wait: timing.first_wait,
            longest_wait: timing.longest_wait,
            settled: timing.settled,
        };
        let context = Context::new(source, clock, sink);
        let reader = Reader::new(reader::Parts {
            link: Link::new(context.clone()),
            client,
            url,
            kind,
            after,
            timing,
        });
        Ok(Running::begin(context, link::keep(reader, patience)))
    }
}
