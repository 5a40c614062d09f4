//! What can go wrong for a program that runs the stand-in.

use std::net::SocketAddr;

/// A failure to start, or a control call that named something unknown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address to listen on is taken or not ours.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The client that sends webhooks could not be built.
    #[error("cannot build the webhook client: {0}")]
    Client(#[from] reqwest::Error),
    /// A control call named a flow that is neither an id nor a title here.
    #[error("no interview flow has the id or title {0:?}")]
    UnknownFlow(String),
    /// A control call named an interview that does not exist.
    #[error("no interview has the id {0:?}")]
    UnknownInterview(String),
    /// A video was asked of a flow that records none, or of an interview that is not complete.
    #[error("interview {0} has no video to process")]
    NoVideo(String),
    /// A control call named a team or a team member that does not exist.
    #[error("no team or team member has the id {0:?}")]
    UnknownTeam(String),
    /// The scores of an interview that is not complete were to be made again.
    #[error("interview {0} has no scores")]
    NoScores(String),
    /// A field to damage that the item does not have.
    #[error("there is no field {0:?} to damage")]
    NoSuchField(String),
    /// A moment could not be read.
    #[error("{0:?} is not an ISO 8601 date and time")]
    BadMoment(String),
    /// A fault's name or share could not be read.
    #[error("unknown fault {0:?}; known are {known}", known = crate::faults::NAMES.join(", "))]
    UnknownFault(String),
    /// The request to a control call could not be read.
    #[error("the control call's body is not what it takes: {0}")]
    BadControl(String),
}
