//! What keeps a source from receiving.

use crate::SinkError;
use std::net::SocketAddr;
use std::time::Duration;

/// Why a source could not start, or why it is offline. No variant holds a secret or a body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The receiver is for this computer only; the way in from outside is a relay or a tunnel.
    #[error("{0} is not an address of this computer alone; use 127.0.0.1 or [::1]")]
    NotLoopback(SocketAddr),
    /// The receiver's address is taken or not ours.
    #[error("cannot listen on {address}: {what}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's words.
        what: String,
    },
    /// A secret that could be guessed, or that does not fit into an address.
    #[error("a receiver's secret has at least 22 characters of A-Z, a-z, 0-9, - and _")]
    WeakSecret,
    /// The address of a relay or channel cannot be used.
    #[error("not a usable address: {why}")]
    BadUrl {
        /// What is wrong with it.
        why: String,
    },
    /// A token or cursor that no relay or channel has given out.
    #[error("not a {what} that such a server gives out")]
    Malformed {
        /// Which of them.
        what: &'static str,
    },
    /// The relay knows this device no longer, or knows no such inbox for it.
    #[error("the relay does not know this device; pair it again")]
    NeedsPairing,
    /// The pairing code is wrong, used up or too old.
    #[error("the relay does not accept the pairing code")]
    WrongCode,
    /// No connection came about, or it broke.
    #[error("the server cannot be reached: {what}")]
    Unreachable {
        /// The system's words.
        what: String,
    },
    /// The connection stands, and nothing comes.
    #[error("the server has fallen silent")]
    Silent,
    /// The server, or something in front of it, says no.
    #[error("the server answers with status {status}")]
    Status {
        /// The HTTP status.
        status: u16,
        /// How long it asks us to wait.
        retry_after: Option<Duration>,
    },
    /// The other end does not speak the protocol of what it should be.
    #[error("this is not the expected protocol: {what}")]
    Protocol {
        /// What is wrong; no content.
        what: String,
    },
    /// A source's task ended although nobody stopped it.
    #[error("it stopped unexpectedly: {0}")]
    Stopped(String),
    /// What was received could not be stored here.
    #[error(transparent)]
    Sink(#[from] SinkError),
}

impl Error {
    /// Whether the same attempt fails until somebody changes something.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::NotLoopback(_)
            | Self::Listen { .. }
            | Self::WeakSecret
            | Self::BadUrl { .. }
            | Self::Malformed { .. }
            | Self::NeedsPairing
            | Self::WrongCode => true,
            Self::Unreachable { .. }
            | Self::Silent
            | Self::Status { .. }
            | Self::Protocol { .. }
            | Self::Stopped(_)
            | Self::Sink(_) => false,
        }
    }

    /// How long the other end asked us to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Sorts a failure of the HTTP library by its innermost cause; the layers above it only name
    /// the address.
    pub(crate) fn network(error: &reqwest::Error) -> Self {
        let mut innermost: &dyn std::error::Error = error;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
        Self::Unreachable {
            what: innermost.to_string(),
        }
    }

    pub(crate) fn bad_url(why: impl Into<String>) -> Self {
        Self::BadUrl { why: why.into() }
    }

    pub(crate) fn protocol(what: impl Into<String>) -> Self {
        Self::Protocol { what: what.into() }
    }
}
