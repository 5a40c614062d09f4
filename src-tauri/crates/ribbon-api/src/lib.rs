//! Ribbon's public REST calls, webhook payloads and signatures: usable alone.
//!
//! Facts about Ribbon come from its public documentation: the OpenAPI file of the `/v1` paths and
//! the webhook pages. Where those are silent (rate limits, retries, the order of lists) nothing is
//! assumed, and where two of them disagree both shapes are read. Of the OpenAPI file two versions
//! matter, that of April 2026 and the newest: nothing says which one answers, or that it stays so.
//!
//! | what | where |
//! | --- | --- |
//! | every REST call | [`Client`] |
//! | a page of interviews, one at a time | [`Client::each_interview`] |
//! | one stored item | [`parse_interview`], [`parse_flow`], [`parse_team`], [`parse_team_member`] |
//! | recordings, which need no key | [`plain_http`] |
//! | what Ribbon posts | [`webhook::parse`] |
//! | whether Ribbon posted it | [`signature::verify`] |
//!
//! # Items
//! Every item is read field by field. A field that cannot be read (another type, a number out of
//! range, a date that is none) costs that field alone: it is listed in [`Reading::problems`] and in the
//! `missing` of the item. A text with characters that are none is used with U+FFFD in their place, and
//! listed. What is not understood, known or unknown, is in the item's `extra` as Ribbon sent it, for a
//! later version to read. An item without an id that can be read is an [`UnreadableItem`].
//!
//! # Units
//! Times are [`domain::UnixMs`], milliseconds in UTC; a date without a zone is taken for UTC. Words and
//! questions are placed by seconds from the start of the recording. Scores are from 0 to 5 whatever
//! their system.
//!
//! # Errors
//! Each call returns [`Error`], which tells whether trying again helps ([`Error::is_permanent`]),
//! whether a smaller page may help ([`Error::may_be_too_much`]) and whether something may have been
//! done all the same ([`Error::may_be_done`]). No error quotes an interview.

mod body;
mod client;
mod cut;
mod error;
mod http;
mod item;
mod key;
mod lists;
mod page;
mod request;
mod retry_after;
pub mod signature;
mod transport;
mod usage;
pub mod webhook;
mod wire;

pub use client::Client;
pub use error::Error;
pub use http::plain_http;
pub use item::{Item, Reading, UnreadableItem};
pub use key::ApiKey;
pub use page::PageRead;
pub use request::{
    ArchivedFlow, CreatedInterview, InterviewQuery, NewFlow, NewInterview, Paging, Transcript,
};
pub use transport::{Answer, Exchange, Timeouts};
pub use usage::Usage;
pub use wire::flow::parse_flow;
pub use wire::interview::parse_interview;
pub use wire::team::{parse_team, parse_team_member};
