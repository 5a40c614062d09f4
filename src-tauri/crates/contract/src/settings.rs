//! What the user may set.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The user's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// Desktop notifications are shown.
    pub notifications: bool,
    /// Notifications say only that something happened: no names, no words, no scores.
    pub hide_content: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            notifications: true,
            hide_content: false,
        }
    }
}
