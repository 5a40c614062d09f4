//! Errors as the window sees them: a code to branch on and a message to show.

use crate::said::Said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, as far as the window acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Ribbon does not accept the API key.
    WrongKey,
    /// Ribbon answered, but with an error of its own.
    ServerError,
    /// Ribbon cannot be reached from here.
    NoNetwork,
    /// The relay does not accept the pairing code: wrong, used up or too old.
    WrongCode,
    /// The relay no longer knows this computer.
    NeedsPairing,
    /// The pairing that is kept here cannot be used.
    BrokenPairing,
    /// The channel that was joined cannot be listened to.
    BrokenChannel,
    /// Webhooks cannot be received on this computer: another program has the port.
    ReceiverBlocked,
    /// What was asked for is not in the cache.
    NotFound,
    /// The request makes no sense as it stands.
    BadRequest,
    /// The cache could not be read or written.
    Storage,
    /// The cache's key could not be had from the operating system's keychain.
    Keychain,
    /// The recording is not here and cannot be fetched now.
    MediaUnavailable,
    /// Ribbon understood what it was asked to do and says no.
    Refused,
    /// Ribbon was asked to do something and gave no clear answer: it may be done or not.
    OutcomeUnknown,
    /// A fault in the program.
    Internal,
}

/// What a failed command answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct CommandError {
    /// To branch on.
    pub code: ErrorCode,
    /// What the other end or the system said, to show beside what the code means.
    pub message: String,
    /// The message by its name, where it is the program's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub said: Option<Box<Said>>,
}

impl CommandError {
    /// An error with its message.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            said: None,
        }
    }

    /// A request that makes no sense, and why.
    pub fn unfit(said: Said) -> Self {
        Self {
            code: ErrorCode::BadRequest,
            message: said.to_string(),
            said: Some(Box::new(said)),
        }
    }
}
