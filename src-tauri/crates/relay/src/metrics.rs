//! Counters and how they are printed for Prometheus.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
    time::Duration,
};

/// What became of a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Stored,
    NotFound,
    Unsigned,
    WrongMethod,
    TooLarge,
    Slow,
    Broken,
    Unavailable,
}

impl Fate {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Stored, "stored"),
        (Self::NotFound, "not_found"),
        (Self::Unsigned, "unsigned"),
        (Self::WrongMethod, "wrong_method"),
        (Self::TooLarge, "too_large"),
        (Self::Slow, "slow"),
        (Self::Broken, "broken"),
        (Self::Unavailable, "unavailable"),
    ];
}

/// Upper bounds in microseconds: from a fast SSD to a store that is in trouble.
const BOUNDS: [u64; 9] = [
    500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000, 1_000_000, 5_000_000,
];

/// A counter that only grows.
#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) fn add(&self, amount: u64) {
        self.0.fetch_add(amount, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Everything that is counted.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    fates: [Counter; Fate::ALL.len()],
    pub(crate) webhook_bytes: Counter,
    append_buckets: [Counter; BOUNDS.len()],
    append_count: Counter,
    append_micros: Counter,
    pub(crate) malformed: Counter,
    pub(crate) head_too_large: Counter,
    pub(crate) polled: Counter,
    pub(crate) streamed: Counter,
    pub(crate) gaps: Counter,
    pub(crate) wrong_tokens: Counter,
    pub(crate) paired: Counter,
    pub(crate) dropped: Counter,
    pub(crate) retention_runs: Counter,
    clock_suspect: AtomicI64,
    streams: AtomicI64,
    polls: AtomicI64,
}

/// A long poll that is being held; it is no longer counted when this is dropped.
#[derive(Debug)]
pub(crate) struct HeldPoll<'a>(&'a Metrics);

impl Drop for HeldPoll<'_> {
    fn drop(&mut self) {
        self.0.polls.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    pub(crate) fn webhook(&self, fate: Fate) {
        for (counter, (each, _)) in self.fates.iter().zip(Fate::ALL) {
            if each == fate {
                counter.add(1);
            }
        }
    }

    pub(crate) fn appended_in(&self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        for (bucket, bound) in self.append_buckets.iter().zip(BOUNDS) {
            if micros <= bound {
                bucket.add(1);
            }
        }
        self.append_count.add(1);
        self.append_micros.add(micros);
    }

    /// Shows whether the system's clock made a step that is not believed.
    pub(crate) fn clock_suspect(&self, is_suspect: bool) {
        self.clock_suspect
            .store(is_suspect.into(), Ordering::Relaxed);
    }

    /// Counts a stream as open; the caller says when it is closed.
    pub(crate) fn stream_opened(&self) {
        self.streams.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn stream_closed(&self) {
        self.streams.fetch_sub(1, Ordering::Relaxed);
    }

    /// Counts a long poll as held for as long as the answer lives.
    pub(crate) fn hold_poll(&self) -> HeldPoll<'_> {
        self.polls.fetch_add(1, Ordering::Relaxed);
        HeldPoll(self)
    }

    /// All that is counted, in the text format of Prometheus.
    pub(crate) fn print(&self) -> String {
        let mut text = Text::default();
        text.head(
            "webhooks_total",
            "counter",
            "Webhooks received, by what became of them.",
        );
        for (counter, (_, name)) in self.fates.iter().zip(Fate::ALL) {
            text.line("webhooks_total", &[("result", name)], counter.get());
        }
        text.head(
            "requests_refused_total",
            "counter",
            "Requests of which not even the address could be read.",
        );
        for (reason, counter) in [
            ("malformed", &self.malformed),
            ("head_too_large", &self.head_too_large),
        ] {
            text.line(
                "requests_refused_total",
                &[("reason", reason)],
                counter.get(),
            );
        }
        self.print_append_times(&mut text);
        text.head("events_sent_total", "counter", "Events given to laptops.");
        text.line("events_sent_total", &[("via", "poll")], self.polled.get());
        text.line(
            "events_sent_total",
            &[("via", "stream")],
            self.streamed.get(),
        );
        for (name, help, counter) in [
            (
                "webhook_bytes_total",
                "Bytes of stored bodies.",
                &self.webhook_bytes,
            ),
            (
                "gaps_total",
                "Readers told that history was lost.",
                &self.gaps,
            ),
            (
                "wrong_tokens_total",
                "Wrong tokens and codes.",
                &self.wrong_tokens,
            ),
            ("pairings_total", "Devices paired by code.", &self.paired),
            (
                "dropped_events_total",
                "Events dropped by retention.",
                &self.dropped,
            ),
            (
                "retention_runs_total",
                "Completed looks for events to drop.",
                &self.retention_runs,
            ),
        ] {
            text.head(name, "counter", help);
            text.line(name, &[], counter.get());
        }
        for (name, help, gauge) in [
            ("streams", "Open event streams.", &self.streams),
            ("polls", "Long polls that wait for an event.", &self.polls),
            (
                "clock_suspect",
                "1 for a day after a step of the system's clock that is not believed.",
                &self.clock_suspect,
            ),
        ] {
            text.head(name, "gauge", help);
            text.line(name, &[], gauge.load(Ordering::Relaxed));
        }
        text.0
    }

    fn print_append_times(&self, text: &mut Text) {
        const NAME: &str = "append_seconds";
        text.head(
            NAME,
            "histogram",
            "Time until a webhook was durably stored.",
        );
        for (bucket, bound) in self.append_buckets.iter().zip(BOUNDS) {
            let bound = seconds(bound);
            text.line("append_seconds_bucket", &[("le", &bound)], bucket.get());
        }
        text.line(
            "append_seconds_bucket",
            &[("le", "+Inf")],
            self.append_count.get(),
        );
        text.line("append_seconds_sum", &[], seconds(self.append_micros.get()));
        text.line("append_seconds_count", &[], self.append_count.get());
    }
}

fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

/// Text in Prometheus' format.
#[derive(Debug, Default)]
pub(crate) struct Text(pub(crate) String);

impl Text {
    pub(crate) fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP ribbon_relay_{name} {help}");
        let _ = writeln!(self.0, "# TYPE ribbon_relay_{name} {kind}");
    }

    /// One sample. Label values are ids and words of ours, in which nothing needs escaping.
    pub(crate) fn line(
        &mut self,
        name: &str,
        labels: &[(&str, &str)],
        value: impl std::fmt::Display,
    ) {
        let _ = write!(self.0, "ribbon_relay_{name}");
        for (index, (key, text)) in labels.iter().enumerate() {
            let _ = write!(
                self.0,
                "{}{key}=\"{text}\"",
                if index == 0 { '{' } else { ',' }
            );
        }
        let _ = writeln!(
            self.0,
            "{} {value}",
            if labels.is_empty() { "" } else { "}" }
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_printed_for_prometheus() {
        let metrics = Metrics::default();
        metrics.webhook(Fate::Stored);
        metrics.appended_in(Duration::from_micros(1_500));
        metrics.stream_opened();
        drop(metrics.hold_poll());
        let _held = metrics.hold_poll();
        let text = metrics.print();
        for line in [
            "# TYPE ribbon_relay_webhooks_total counter",
            "ribbon_relay_webhooks_total{result=\"stored\"} 1",
            "ribbon_relay_webhooks_total{result=\"slow\"} 0",
            "ribbon_relay_append_seconds_bucket{le=\"0.001000\"} 0",
            "ribbon_relay_append_seconds_bucket{le=\"0.002500\"} 1",
            "ribbon_relay_append_seconds_bucket{le=\"+Inf\"} 1",
            "ribbon_relay_append_seconds_sum 0.001500",
            "ribbon_relay_streams 1",
            "ribbon_relay_polls 1",
        ] {
            assert!(
                text.lines().any(|each| each == line),
                "{line} is missing in\n{text}"
            );
        }
    }
}
