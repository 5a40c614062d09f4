//! How fresh the cache is.

use domain::UnixMs;
use feed::SourceState;
use std::collections::BTreeMap;

/// In one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The first synchronisation is under way.
    FirstSync,
    /// Webhooks reach us, and polling works.
    Live,
    /// Only polling works.
    Polling,
    /// Ribbon cannot be reached.
    Offline,
    /// Something needs the user.
    Attention,
    /// There is nothing to synchronise with.
    Idle,
}

/// Why REST gives nothing at present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestTrouble {
    /// The key is refused.
    WrongKey(String),
    /// Ribbon cannot be reached.
    NoNetwork(String),
    /// Ribbon answers, but with an error of its own.
    Server(String),
    /// The cache cannot be written.
    Storage(String),
}

impl RestTrouble {
    /// Sorts an error of REST.
    pub(crate) fn of(error: &ribbon_api::Error) -> Self {
        let message = error.to_string();
        match error {
            ribbon_api::Error::WrongKey | ribbon_api::Error::BadKey => Self::WrongKey(message),
            ribbon_api::Error::NoNetwork { .. } | ribbon_api::Error::Timeout => {
                Self::NoNetwork(message)
            }
            _ => Self::Server(message),
        }
    }
}

/// How fresh the cache is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// In one word.
    pub mode: Mode,
    /// Since when it is so.
    pub since: UnixMs,
    /// When Ribbon's REST API last answered a whole poll.
    pub polled_at: Option<UnixMs>,
    /// When the newest webhook arrived.
    pub delivered_at: Option<UnixMs>,
    /// Interviews in the cache.
    pub interviews: u32,
    /// Webhooks in quarantine.
    pub quarantined: u32,
    /// Items that Ribbon sent and that could not be read, wholly or in part.
    pub unreadable: u32,
    /// Interviews that wait to be fetched.
    pub to_fetch: u32,
    /// Why REST gives nothing at present.
    pub trouble: Option<RestTrouble>,
    /// Why the teams and their members cannot be read, while everything else can.
    pub teams_trouble: Option<RestTrouble>,
    /// How each source of webhooks is doing.
    pub feeds: BTreeMap<String, SourceState>,
}

impl State {
    /// Before anything was tried.
    pub fn new(mode: Mode, now: UnixMs) -> Self {
        Self {
            mode,
            since: now,
            polled_at: None,
            delivered_at: None,
            interviews: 0,
            quarantined: 0,
            unreadable: 0,
            to_fetch: 0,
            trouble: None,
            teams_trouble: None,
            feeds: BTreeMap::new(),
        }
    }
}
