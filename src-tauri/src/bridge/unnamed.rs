//! What stands for a name that nobody knows, in the language of the window.

use domain::Language;
use std::sync::{PoisonError, RwLock};

static SPOKEN: RwLock<Language> = RwLock::new(Language::English);

/// The window speaks this language.
pub(crate) fn speak(language: Language) {
    *SPOKEN.write().unwrap_or_else(PoisonError::into_inner) = language;
}

fn spoken() -> Language {
    *SPOKEN.read().unwrap_or_else(PoisonError::into_inner)
}

/// A person of whom neither name nor address is known.
pub(super) fn candidate() -> &'static str {
    match spoken() {
        Language::English => "Anonymous candidate",
        Language::German => "Anonyme Person",
    }
}

/// A flow until its title is known.
pub(super) fn flow() -> &'static str {
    match spoken() {
        Language::English => "Unknown flow",
        Language::German => "Unbekannter Flow",
    }
}
