//! How long to wait after a failure.

use rand::RngExt;
use ribbon_api::Error;
use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// A request that fails in passing is made so often before the failure counts.
const ATTEMPTS: u32 = 3;
/// Between two of these attempts, in milliseconds.
const SHORTLY: std::ops::RangeInclusive<u64> = 50..=400;

/// Makes a request again when its answer was cut off or an error of the server's own, so that one
/// bad answer does not end a poll of many. Whatever asks for a pause, or cannot succeed, is not
/// tried again here.
pub(crate) async fn patiently<T, F>(request: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut attempt = 1;
    loop {
        match request().await {
            Err(error) if attempt < ATTEMPTS && is_passing(&error) => {
                let wait = Duration::from_millis(rand::rng().random_range(SHORTLY));
                tracing::debug!(%error, ?wait, "once more");
                tokio::time::sleep(wait).await;
                attempt += 1;
            }
            done => return done,
        }
    }
}

fn is_passing(error: &Error) -> bool {
    match error {
        Error::Truncated { .. } => true,
        Error::Server { retry_after, .. } => retry_after.is_none(),
        _ => false,
    }
}

/// A random time up to 1, 2, 4 … 60 seconds after `failures` failures in a row ("full jitter": a
/// thousand laptops that lost the same server do not come back at once), on top of what the server
/// asked for.
pub(crate) fn after(failures: u32, asked_for: Option<Duration>) -> Duration {
    let ceiling = FIRST
        .saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1)))
        .min(LONGEST);
    let jittered = rand::rng()
        .random_range(Duration::ZERO..=ceiling)
        .max(Duration::from_millis(100));
    asked_for.map_or(jittered, |asked| asked.saturating_add(jittered))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_random_grows_to_a_minute_and_obeys_the_server() {
        for failures in 1..40 {
            let wait = after(failures, None);
            assert!(wait <= LONGEST, "{wait:?} after {failures} failures");
            assert!(
                wait >= Duration::from_millis(100),
                "never at once: {wait:?}"
            );
        }
        let asked = Duration::from_secs(300);
        let wait = after(1, Some(asked));
        assert!(wait > asked, "Retry-After is a lower bound");
        assert!(wait <= asked + FIRST, "and not exceeded by much: {wait:?}");
    }
}
