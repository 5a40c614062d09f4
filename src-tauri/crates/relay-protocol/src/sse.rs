//! The names used on an event stream.

/// The media type a reader asks for in `Accept`.
pub const CONTENT_TYPE: &str = "text/event-stream";
/// The request header with the last cursor a reader has seen; it wins over `after`.
pub const LAST_EVENT_ID: &str = "last-event-id";
/// `event:` of a frame whose data is an [`crate::Event`] and whose `id` is its cursor.
pub const WEBHOOK: &str = "webhook";
/// `event:` of a frame whose data is a [`crate::Gap`]; it has no `id`.
pub const GAP: &str = "gap";
/// The comment that keeps the connection alive, without the colon.
pub const HEARTBEAT: &str = " hb";
/// Seconds between two heartbeats. A reader that hears nothing for three of them may give up.
pub const HEARTBEAT_SECONDS: u64 = 15;
/// The pause before reconnecting, in milliseconds, sent as `retry:`.
pub const RETRY_MILLISECONDS: u64 = 3000;
