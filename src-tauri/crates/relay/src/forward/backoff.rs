//! When a delivery that failed is tried again.

use std::time::{Duration, SystemTime};

/// No `Retry-After` is obeyed for longer: what asks for years is broken.
pub(super) const LONGEST_RETRY_AFTER: Duration = Duration::from_hours(24);

/// How long to wait after so many failed attempts: twice as long each time up to `longest`, of which
/// a random part of up to a half is left out, so that targets that failed together are not tried
/// together.
pub(super) fn pause(first: Duration, longest: Duration, attempts: u32) -> Duration {
    let doublings = attempts.saturating_sub(1).min(30);
    let full = first.saturating_mul(1 << doublings).min(longest);
    full.mul_f64(1.0 - rand::random::<f64>() / 2.0)
}

/// Reads the value of `Retry-After`: seconds, or a date.
pub(super) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    let wait = match value.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => httpdate::parse_http_date(value)
            .ok()?
            .duration_since(now)
            .unwrap_or_default(),
    };
    Some(wait.min(LONGEST_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_with_jitter() {
        let (first, longest) = (Duration::from_secs(1), Duration::from_secs(60));
        for (attempts, full) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (u32::MAX, 60)] {
            let full = Duration::from_secs(full);
            for _ in 0..100 {
                let pause = pause(first, longest, attempts);
                assert!(
                    (full / 2..=full).contains(&pause),
                    "{pause:?} after {attempts}"
                );
            }
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_bounded() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (value, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("99999999999", Some(24 * 60 * 60)),
            ("-1", None),
            ("soon", None),
        ] {
            let wait = retry_after(value, now);
            assert_eq!(wait, seconds.map(Duration::from_secs), "{value:?}");
        }
    }
}
