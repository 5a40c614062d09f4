//! How a fact reached us, and how far it can be believed.

use serde::{Deserialize, Serialize};

/// The road by which something became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Road {
    /// Read from Ribbon's REST API.
    Rest,
    /// Posted to the receiver on this computer.
    Receiver,
    /// Read from the relay's log.
    Relay,
    /// Read from a smee.io or gosmee channel.
    Channel,
}

impl Road {
    /// The name under which it is stored and exported.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Receiver => "receiver",
            Self::Relay => "relay",
            Self::Channel => "channel",
        }
    }

    /// Reads a stored name back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Rest, Self::Receiver, Self::Relay, Self::Channel]
            .into_iter()
            .find(|road| road.as_str() == text)
    }
}

/// Whether a delivery's signature was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// The signature matches a secret that we or the relay know.
    Verified,
    /// There is a signature, and it matches none.
    Unverified,
    /// There is no signature.
    Absent,
}

impl Trust {
    /// The name under which it is stored and exported; the relay's words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::Absent => "absent",
        }
    }

    /// Reads a stored name back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Verified, Self::Unverified, Self::Absent]
            .into_iter()
            .find(|trust| trust.as_str() == text)
    }
}
