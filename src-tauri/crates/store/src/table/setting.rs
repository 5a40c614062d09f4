//! The user's settings and the connection's.

use crate::table::named::named_values;
use crate::{Connection, Result, Tx};
use rusqlite::OptionalExtension;

/// Ribbon's API key. It stands in the encrypted cache, so that one key in the keychain guards all.
pub const API_KEY: &str = "api_key";
/// The secret part of the local receiver's path, kept so that its address stays the same.
pub const RECEIVER_SECRET: &str = "receiver_secret";
/// The local receiver's port, once its address was given out.
pub const RECEIVER_PORT: &str = "receiver_port";
/// The relay that this computer is paired with: JSON, the token included.
pub const RELAY: &str = "relay";
/// The channel that is listened to: JSON, its address included, which is its only secret.
pub const CHANNEL: &str = "channel";
/// The webhook address that the relay's operator gave out, as it was last used for a flow.
pub const INGEST_URL: &str = "ingest_url";
/// The secret of the organisation's default webhook, which no call of Ribbon's API returns.
pub const ORGANISATION_SECRET: &str = "organisation_secret";
/// `no` when notifications are not wanted.
pub const NOTIFICATIONS: &str = "notifications";
/// `yes` when notifications must not show names, words or scores.
pub const HIDE_CONTENT: &str = "hide_content";
/// How each kind of event is told, and when nothing is: JSON.
pub const NOTICES: &str = "notices";
/// The language that the window speaks, by its tag; notices and the tray speak it as well.
pub const LANGUAGE: &str = "language";
/// `yes` once the user was told that closing the window keeps the program running.
pub const CLOSING_SAID: &str = "closing_said";

named_values!("setting");
