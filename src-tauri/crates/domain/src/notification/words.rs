//! The words of notices, in each language.

use super::{NoticeKind, Pending};
use crate::language::Language;

/// The first line of a notice of one fact.
pub(super) fn title(language: Language, kind: NoticeKind) -> &'static str {
    match (language, kind) {
        (Language::English, NoticeKind::Processed) => "Interview processed",
        (Language::English, NoticeKind::Video) => "Video ready",
        (Language::English, NoticeKind::Status) => "Status changed",
        (Language::German, NoticeKind::Processed) => "Interview ausgewertet",
        (Language::German, NoticeKind::Video) => "Video bereit",
        (Language::German, NoticeKind::Status) => "Status geändert",
    }
}

/// What happened and no more.
pub(super) fn hidden(language: Language, kind: NoticeKind) -> &'static str {
    match (language, kind) {
        (Language::English, NoticeKind::Processed) => "An interview was processed",
        (Language::English, NoticeKind::Video) => "A video is ready",
        (Language::English, NoticeKind::Status) => "A candidate's status changed",
        (Language::German, NoticeKind::Processed) => "Ein Interview wurde ausgewertet",
        (Language::German, NoticeKind::Video) => "Ein Video ist bereit",
        (Language::German, NoticeKind::Status) => "Der Status einer Person hat sich geändert",
    }
}

/// What happened to whom.
pub(super) fn sentence(language: Language, pending: &Pending) -> String {
    let unknown = Unknown::of(language);
    let who = pending.candidate.as_deref().unwrap_or(unknown.candidate);
    let flow = pending.flow.as_deref().unwrap_or(unknown.flow);
    match pending.kind {
        NoticeKind::Processed => {
            let finished = match language {
                Language::English => format!("{who} finished {flow}"),
                Language::German => format!("{who} hat {flow} abgeschlossen"),
            };
            match pending.average {
                Some(average) => format!("{finished} — {}", score(language, average)),
                None => finished,
            }
        }
        NoticeKind::Video => match language {
            Language::English => format!("{who}'s video for {flow} is ready"),
            Language::German => match &pending.candidate {
                Some(who) => format!("Das Video von {who} für {flow} ist bereit"),
                None => format!("Das Video einer anonymen Person für {flow} ist bereit"),
            },
        },
        NoticeKind::Status => {
            let new = pending.statuses.1.as_deref().unwrap_or(unknown.status);
            let place = pending.flow.as_deref().unwrap_or(unknown.in_flow);
            match pending.statuses.0.as_deref() {
                Some(previous) => format!("{who}: {previous} → {new} in {place}"),
                None => format!("{who}: {new} in {place}"),
            }
        }
    }
}

/// What stands where something is not known.
struct Unknown {
    candidate: &'static str,
    flow: &'static str,
    /// The same after "in".
    in_flow: &'static str,
    status: &'static str,
}

impl Unknown {
    fn of(language: Language) -> Self {
        match language {
            Language::English => Self {
                candidate: "An anonymous candidate",
                flow: "an interview",
                in_flow: "an interview",
                status: "another status",
            },
            Language::German => Self {
                candidate: "Eine anonyme Person",
                flow: "ein Interview",
                in_flow: "einem Interview",
                status: "ein anderer Status",
            },
        }
    }
}

fn score(language: Language, average: f64) -> String {
    match language {
        Language::English => format!("{average:.1} average"),
        Language::German => format!("Schnitt {average:.1}").replace('.', ","),
    }
}

/// The first line of a notice of several facts.
pub(super) fn group_title(language: Language) -> &'static str {
    match language {
        Language::English => "New from Ribbon",
        Language::German => "Neues aus Ribbon",
    }
}

/// How many of what happened, in how many flows.
pub(super) fn group(language: Language, counts: [(NoticeKind, usize); 3], flows: usize) -> String {
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(kind, n)| counted(language, kind, n))
        .collect();
    let flows = match (language, flows) {
        (Language::English, 1) => "1 flow".to_owned(),
        (Language::English, n) => format!("{n} flows"),
        (Language::German, 1) => "1 Flow".to_owned(),
        (Language::German, n) => format!("{n} Flows"),
    };
    format!("{} in {flows}", parts.join(", "))
}

fn counted(language: Language, kind: NoticeKind, n: usize) -> String {
    let (one, many) = match (language, kind) {
        (Language::English, NoticeKind::Processed) => {
            ("interview processed", "interviews processed")
        }
        (Language::English, NoticeKind::Video) => ("video ready", "videos ready"),
        (Language::English, NoticeKind::Status) => ("status change", "status changes"),
        (Language::German, NoticeKind::Processed) => {
            ("Interview ausgewertet", "Interviews ausgewertet")
        }
        (Language::German, NoticeKind::Video) => ("Video bereit", "Videos bereit"),
        (Language::German, NoticeKind::Status) => ("Statuswechsel", "Statuswechsel"),
    };
    format!("{n} {}", if n == 1 { one } else { many })
}
