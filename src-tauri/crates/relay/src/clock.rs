//! Time, passed in.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use time::OffsetDateTime;

/// Where the relay takes the time of day and the passing of time from; tests pass their own.
#[derive(Clone)]
pub struct Clock {
    wall: Arc<dyn Fn() -> OffsetDateTime + Send + Sync>,
    steady: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl Clock {
    /// The machine's clocks.
    #[must_use]
    pub fn system() -> Self {
        Self::new(OffsetDateTime::now_utc)
    }

    /// Another time of day; time passes as on this machine.
    pub fn new(now: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        let began = Instant::now();
        Self {
            wall: Arc::new(now),
            steady: Arc::new(move || since_boot().unwrap_or_else(|| began.elapsed())),
        }
    }

    /// The same time of day; time passes as `steady` says, which never goes back.
    #[must_use]
    pub fn passing(mut self, steady: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        self.steady = Arc::new(steady);
        self
    }

    /// The time now, cut to milliseconds as it is stored and sent.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        from_millis(to_millis((self.wall)()))
    }

    /// How much time has passed since some moment before the relay started. Nobody can set it.
    #[must_use]
    pub fn steady(&self) -> Duration {
        (self.steady)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Unlike [`Instant`], it also counts while the machine is suspended.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn since_boot() -> Option<Duration> {
    use rustix::time::{ClockId, clock_gettime};
    Duration::try_from(clock_gettime(ClockId::Boottime)).ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn since_boot() -> Option<Duration> {
    None
}

/// Milliseconds since 1970.
pub(crate) fn to_millis(instant: OffsetDateTime) -> i64 {
    i64::try_from(instant.unix_timestamp_nanos().div_euclid(1_000_000)).unwrap_or(i64::MAX)
}

/// The instant so many milliseconds after 1970; what is out of range becomes 1970.
pub(crate) fn from_millis(millis: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
