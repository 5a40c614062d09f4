//! What the user may set.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language that the window speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// German.
    De,
}

/// How one kind of event is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeWay {
    /// By a notice.
    #[default]
    On,
    /// By a notice without a sound.
    Silent,
    /// Not at all: it only stands in the inbox.
    Off,
}

/// Hours in which nothing is told; what came meanwhile stays in the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuietHours {
    /// From this minute of the day on, in the computer's time zone (0–1439).
    pub from_minute: u16,
    /// Until before this minute; of the next day where it is not after the first.
    pub to_minute: u16,
}

/// A notice that tells nothing but that notices arrive, in the window's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TestNotice {
    /// The first line.
    pub title: String,
    /// The second line.
    pub body: String,
}

/// The user's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Desktop notifications are shown.
    pub notifications: bool,
    /// Notifications say only that something happened: no names, no words, no scores.
    pub hide_content: bool,
    /// How a processed interview is told.
    pub processed: NoticeWay,
    /// How a video that is ready is told.
    pub video: NoticeWay,
    /// How a status change is told.
    pub status: NoticeWay,
    /// Flows of which nothing is told.
    pub muted_flows: Vec<String>,
    /// Hours of every day in which nothing is told.
    pub quiet_hours: Option<QuietHours>,
    /// Nothing is told until then.
    pub paused_until: Option<i64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            notifications: true,
            hide_content: false,
            processed: NoticeWay::On,
            video: NoticeWay::On,
            status: NoticeWay::On,
            muted_flows: Vec::new(),
            quiet_hours: None,
            paused_until: None,
        }
    }
}
