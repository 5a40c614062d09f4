//! The words of the tray, and of what is said when the window is closed.

use contract::sync::SyncMode;
use domain::Language;

pub(crate) struct Words {
    language: Language,
    pub(super) name: &'static str,
    pub(super) open: &'static str,
    pub(super) sync: &'static str,
    pub(super) pause_hour: &'static str,
    pub(super) pause_tomorrow: &'static str,
    pub(super) resume: &'static str,
    pub(super) quit: &'static str,
    /// Closing the window keeps the program running.
    pub(crate) closed: &'static str,
    /// The same at more length.
    pub(crate) closed_means: &'static str,
}

const ENGLISH: Words = Words {
    language: Language::English,
    name: "Ribbon Desk",
    open: "Open Ribbon Desk",
    sync: "Sync now",
    pause_hour: "Pause notifications for an hour",
    pause_tomorrow: "Pause notifications until tomorrow",
    resume: "Go on with notifications",
    quit: "Quit",
    closed: "Ribbon Desk keeps running",
    closed_means: "What comes in is still received. Its icon in the tray opens it again and quits it.",
};

const GERMAN: Words = Words {
    language: Language::German,
    name: "Ribbon Desk",
    open: "Ribbon Desk öffnen",
    sync: "Jetzt abgleichen",
    pause_hour: "Mitteilungen eine Stunde anhalten",
    pause_tomorrow: "Mitteilungen bis morgen anhalten",
    resume: "Mitteilungen fortsetzen",
    quit: "Beenden",
    closed: "Ribbon Desk läuft weiter",
    closed_means: "Was eintrifft, wird weiter empfangen. Das Symbol in der Leiste öffnet und beendet es.",
};

impl Words {
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
        }
    }

    pub(super) fn mode(&self, mode: SyncMode) -> &'static str {
        match (self.language, mode) {
            (Language::English, SyncMode::FirstSync) => "First sync",
            (Language::English, SyncMode::Polling) => "Polling",
            (Language::English, SyncMode::Attention) => "Needs attention",
            (Language::German, SyncMode::FirstSync) => "Erster Abgleich",
            (Language::German, SyncMode::Polling) => "Regelmäßige Abfrage",
            (Language::German, SyncMode::Attention) => "Braucht Sie",
            (_, SyncMode::Live) => "Live",
            (_, SyncMode::Offline) => "Offline",
            (_, SyncMode::Idle) => self.name,
        }
    }

    pub(super) fn unread(&self, n: u32) -> String {
        match self.language {
            Language::English => format!("{n} unread"),
            Language::German => format!("{n} ungelesen"),
        }
    }

    pub(super) fn unreadable(&self, n: u32) -> String {
        match self.language {
            Language::English => format!("{n} could not be read"),
            Language::German => format!("{n} nicht lesbar"),
        }
    }

    pub(super) fn paused(&self, until: &str) -> String {
        match self.language {
            Language::English => format!("paused until {until}"),
            Language::German => format!("Pause bis {until}"),
        }
    }
}
