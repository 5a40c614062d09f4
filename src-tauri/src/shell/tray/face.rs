//! What the tray shows at a moment.

use super::words::Words;
use contract::sync::SyncMode;
use domain::Language;

/// What is drawn on the icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing: all is well, and all is read.
    Plain,
    /// Something is unread.
    Unread,
    /// Ribbon cannot be reached.
    Offline,
    /// Something needs the user.
    Attention,
}

/// What is known of the cache, as far as the tray shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) mode: SyncMode,
    pub(super) unread: u32,
    /// Items that Ribbon sent and that could not be read.
    pub(super) unreadable: u32,
    /// The time of day until which nothing is told, while it is so.
    pub(super) paused_until: Option<String>,
    pub(super) language: Language,
}

/// What the tray shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) mark: Mark,
    /// One line: how fresh it all is, and what waits.
    pub(super) line: String,
    pub(super) is_paused: bool,
    pub(super) language: Language,
}

impl Face {
    /// Before anything is known.
    pub(super) fn new(language: Language) -> Self {
        Self {
            mark: Mark::Plain,
            line: Words::of(language).name.to_owned(),
            is_paused: false,
            language,
        }
    }

    pub(super) fn of(known: &Known) -> Self {
        let words = Words::of(known.language);
        let mark = match known.mode {
            SyncMode::Attention => Mark::Attention,
            SyncMode::Offline => Mark::Offline,
            _ if known.unread > 0 => Mark::Unread,
            _ if known.unreadable > 0 => Mark::Attention,
            _ => Mark::Plain,
        };
        let unread = (known.unread > 0).then(|| words.unread(known.unread));
        let paused = known.paused_until.as_ref().map(|at| words.paused(at));
        let unreadable = (known.unreadable > 0).then(|| words.unreadable(known.unreadable));
        let mode = Some(words.mode(known.mode).to_owned());
        let parts = [mode, unreadable, unread, paused];
        Self {
            mark,
            line: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            is_paused: known.paused_until.is_some(),
            language: known.language,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(mode: SyncMode, unread: u32) -> Known {
        Known {
            mode,
            unread,
            unreadable: 0,
            paused_until: None,
            language: Language::English,
        }
    }

    #[test]
    fn the_line_says_how_fresh_it_is_and_what_waits() {
        let face = Face::of(&known(SyncMode::Live, 0));
        assert_eq!((face.mark, face.line.as_str()), (Mark::Plain, "Live"));
        let face = Face::of(&known(SyncMode::Live, 12));
        assert_eq!(face.mark, Mark::Unread);
        assert_eq!(face.line, "Live · 12 unread");
        let paused = Known {
            paused_until: Some("14:30".to_owned()),
            ..known(SyncMode::Polling, 1)
        };
        let face = Face::of(&paused);
        assert_eq!(face.line, "Polling · 1 unread · paused until 14:30");
        assert!(face.is_paused);
    }

    #[test]
    fn what_needs_the_user_is_seen_before_what_is_unread() {
        assert_eq!(
            Face::of(&known(SyncMode::Attention, 3)).mark,
            Mark::Attention
        );
        assert_eq!(Face::of(&known(SyncMode::Offline, 3)).mark, Mark::Offline);
    }

    #[test]
    fn what_could_not_be_read_is_said_and_never_looks_as_if_all_were_well() {
        let damaged = |unread| Known {
            unreadable: 3,
            ..known(SyncMode::Live, unread)
        };
        let face = Face::of(&damaged(0));
        assert_eq!(face.mark, Mark::Attention);
        assert_eq!(face.line, "Live · 3 could not be read");
        let face = Face::of(&damaged(2));
        assert_eq!(face.mark, Mark::Unread, "there is something to do first");
        assert_eq!(face.line, "Live · 3 could not be read · 2 unread");
        let german = Known {
            language: Language::German,
            ..damaged(0)
        };
        assert_eq!(Face::of(&german).line, "Live · 3 nicht lesbar");
    }

    #[test]
    fn in_german_it_says_the_same() {
        let german = Known {
            paused_until: Some("08:00".to_owned()),
            language: Language::German,
            ..known(SyncMode::Offline, 2)
        };
        let line = "Offline · 2 ungelesen · Pause bis 08:00";
        assert_eq!(Face::of(&german).line, line);
    }
}
