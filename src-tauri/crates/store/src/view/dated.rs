//! Whether it is known on which day an interview took place.

/// A condition on the interview with this alias: Ribbon tells when it took place, or it was received
/// live, or it was not held yet and counts by when it was first seen. Of one that came with the first
/// synchronisation without a date nobody knows; `happened_at` is then when the cache was filled.
macro_rules! is_dated {
    ($interview:literal) => {
        concat!(
            "(",
            $interview,
            ".ended_at IS NOT NULL OR ",
            $interview,
            ".started_at IS NOT NULL OR ",
            $interview,
            ".status = 'incomplete' OR EXISTS (
                 SELECT 1 FROM event INDEXED BY event_processed_live
                 WHERE event.interview_num = ",
            $interview,
            ".num AND event.kind = 'processed' AND event.backlog = 0))"
        )
    };
}

pub(super) use is_dated;
