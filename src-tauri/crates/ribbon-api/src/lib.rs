//! Ribbon's public REST calls, webhook payloads and signatures: usable alone.
//!
//! Facts about Ribbon come from its public documentation: the OpenAPI file of the `/v1` paths and
//! the webhook pages. Where those are silent (rate limits, retries, the order of lists) nothing is
//! assumed, and where two of them disagree both shapes are read. Of the OpenAPI file two versions
//! matter, that of April 2026 and the newest: nothing says which one answers, or that it stays so.
//! Every item is therefore read field by field; see [`Item`].
//!
//! | what | where |
//! | --- | --- |
//! | every REST call | [`Client`] |
//! | a page of interviews, one at a time | [`Client::each_interview`] |
//! | one stored item | [`parse_interview`], [`parse_flow`], [`parse_team`], [`parse_team_member`] |
//! | recordings, which need no key | [`plain_http`] |
//! | what Ribbon posts | [`webhook::parse`] |
//! | whether Ribbon posted it | [`signature::verify`] |

mod body;
mod client;
mod cut;
mod error;
mod http;
mod item;
mod key;
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
