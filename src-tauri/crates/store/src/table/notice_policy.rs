//! What the user wants to be told, among the settings.

use crate::table::setting;
use crate::{Connection, Result, Tx};
use domain::Language;
use domain::notification::policy::Policy;

/// What the user wants to be told. A part that cannot be read, for instance one of a newer version,
/// is as it is by itself.
///
/// # Errors
/// When the cache cannot be read.
pub fn get(connection: &Connection) -> Result<Policy> {
    let stored = setting::get(connection, setting::NOTICES)?;
    let policy: Policy = stored
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    // These two were there before the others.
    Ok(Policy {
        wanted: setting::get(connection, setting::NOTIFICATIONS)?.as_deref() != Some("no"),
        hide_content: setting::get(connection, setting::HIDE_CONTENT)?.as_deref() == Some("yes"),
        language: language(connection)?,
        ..policy
    })
}

/// The language that the window spoke last.
///
/// # Errors
/// When the cache cannot be read.
pub fn language(connection: &Connection) -> Result<Language> {
    let tag = setting::get(connection, setting::LANGUAGE)?;
    Ok(tag
        .and_then(|tag| Language::of_tag(&tag))
        .unwrap_or_default())
}

/// Keeps what the user wants to be told.
///
/// # Errors
/// When the cache cannot be written.
pub fn set(tx: &Tx<'_>, policy: &Policy) -> Result<()> {
    let word = |on: bool| if on { "yes" } else { "no" };
    let all = serde_json::to_string(policy).unwrap_or_default();
    setting::set(tx, setting::NOTIFICATIONS, word(policy.wanted))?;
    setting::set(tx, setting::HIDE_CONTENT, word(policy.hide_content))?;
    setting::set(tx, setting::NOTICES, &all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::Desk;
    use domain::UnixMs;
    use domain::notification::policy::{QuietHours, Way};

    #[test]
    fn what_is_set_is_read_again() {
        let desk = Desk::new();
        assert_eq!(desk.read(get), Policy::default(), "before anything is set");
        let policy = Policy {
            wanted: false,
            hide_content: true,
            video: Way::Off,
            status: Way::Silent,
            muted_flows: vec!["f1".into()],
            quiet_hours: Some(QuietHours {
                from: 1_200,
                to: 420,
            }),
            paused_until: Some(UnixMs(7)),
            ..Policy::default()
        };
        desk.write(|tx| set(tx, &policy));
        assert_eq!(desk.read(get), policy);
    }

    #[test]
    fn notices_speak_the_language_of_the_window() {
        let desk = Desk::new();
        desk.write(|tx| setting::set(tx, setting::LANGUAGE, "de"));
        assert_eq!(desk.read(get).language, Language::German);
        desk.write(|tx| set(tx, &Policy::default()));
        assert_eq!(desk.read(get).language, Language::German, "whatever is set");
        desk.write(|tx| setting::set(tx, setting::LANGUAGE, "tlh"));
        assert_eq!(desk.read(get).language, Language::English, "not spoken");
    }

    #[test]
    fn the_settings_of_an_older_version_still_hold() {
        let desk = Desk::new();
        desk.write(|tx| {
            setting::set(tx, setting::NOTIFICATIONS, "no")?;
            setting::set(tx, setting::HIDE_CONTENT, "yes")
        });
        let policy = desk.read(get);
        assert!(!policy.wanted && policy.hide_content, "{policy:?}");
        assert_eq!(policy.video, Way::On, "as it was then");
    }

    #[test]
    fn what_cannot_be_read_is_as_it_is_by_itself() {
        let desk = Desk::new();
        desk.write(|tx| setting::set(tx, setting::NOTICES, "{\"video\":\"by carrier pigeon\"}"));
        assert_eq!(desk.read(get), Policy::default());
    }
}
