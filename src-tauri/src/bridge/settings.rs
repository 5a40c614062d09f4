//! What the user may set.

use contract::settings::{NoticeWay, QuietHours, Settings};
use domain::notification::policy::{self, DAY, Policy, Way};
use domain::{Language, UnixMs};

/// Flows that can be muted.
const MOST_FLOWS: usize = 10_000;

/// The settings as the window shows them.
pub(crate) fn settings(policy: Policy) -> Settings {
    Settings {
        notifications: policy.wanted,
        hide_content: policy.hide_content,
        processed: shown(policy.processed),
        video: shown(policy.video),
        status: shown(policy.status),
        muted_flows: policy.muted_flows,
        quiet_hours: policy.quiet_hours.map(|hours| QuietHours {
            from_minute: hours.from,
            to_minute: hours.to,
        }),
        paused_until: policy.paused_until.map(|until| until.0),
    }
}

/// What the window has set, as the cache takes it; or what is wrong with it.
pub(crate) fn policy(set: Settings) -> Result<Policy, String> {
    let quiet_hours = set.quiet_hours.map(|hours| policy::QuietHours {
        from: hours.from_minute,
        to: hours.to_minute,
    });
    if quiet_hours.is_some_and(|hours| hours.from >= DAY || hours.to >= DAY) {
        return Err(format!(
            "Quiet hours begin and end at a minute of the day, from 0 to {}.",
            DAY - 1
        ));
    }
    if set.paused_until.is_some_and(|until| until < 0) {
        return Err("Notifications cannot be paused until a moment before 1970.".to_owned());
    }
    if set.muted_flows.len() > MOST_FLOWS || set.muted_flows.iter().any(String::is_empty) {
        return Err("The list of muted flows is not a list of flows.".to_owned());
    }
    let mut muted_flows = set.muted_flows;
    muted_flows.sort_unstable();
    muted_flows.dedup();
    Ok(Policy {
        wanted: set.notifications,
        hide_content: set.hide_content,
        processed: meant(set.processed),
        video: meant(set.video),
        status: meant(set.status),
        muted_flows,
        quiet_hours,
        paused_until: set.paused_until.map(UnixMs),
        ..Policy::default()
    })
}

/// The window's language, for what the program says outside of it.
pub(crate) fn language(language: contract::settings::Language) -> Language {
    match language {
        contract::settings::Language::En => Language::English,
        contract::settings::Language::De => Language::German,
    }
}

fn shown(way: Way) -> NoticeWay {
    match way {
        Way::On => NoticeWay::On,
        Way::Silent => NoticeWay::Silent,
        Way::Off => NoticeWay::Off,
    }
}

fn meant(way: NoticeWay) -> Way {
    match way {
        NoticeWay::On => Way::On,
        NoticeWay::Silent => Way::Silent,
        NoticeWay::Off => Way::Off,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_window_sets_is_what_it_is_shown_again() {
        let set = Settings {
            notifications: false,
            processed: NoticeWay::Silent,
            video: NoticeWay::Off,
            muted_flows: vec!["a".into(), "b".into()],
            quiet_hours: Some(QuietHours {
                from_minute: 1_320,
                to_minute: 0,
            }),
            paused_until: Some(1_790_000_000_000),
            ..Settings::default()
        };
        let kept = policy(set.clone()).unwrap();
        assert_eq!(settings(kept), set);
        let by_itself = policy(Settings::default()).unwrap();
        assert_eq!(
            by_itself,
            Policy::default(),
            "both agree on what nobody has set"
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_why() {
        let hours = |from_minute, to_minute| Settings {
            quiet_hours: Some(QuietHours {
                from_minute,
                to_minute,
            }),
            ..Settings::default()
        };
        let why = policy(hours(0, 1_440)).unwrap_err();
        assert!(why.contains("0 to 1439"), "{why}");
        assert!(policy(hours(0, 1_439)).is_ok(), "the last minute");
        let nameless = Settings {
            muted_flows: vec![String::new()],
            ..Settings::default()
        };
        assert!(policy(nameless).is_err(), "a flow without a name");
    }
}
