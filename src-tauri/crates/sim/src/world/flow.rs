//! Interview flows: those of the bank, those made through the API, and one that belongs to others.

use crate::bank;
use crate::ids::{FlowId, TeamId};
use crate::score::Criterion;
use crate::version::Version;
use crate::wire::{self, FlowOptions, FlowStatus};

/// The languages Ribbon's specification lists.
pub(crate) const LANGUAGES: [&str; 13] = [
    "en-US", "de-DE", "es-419", "hi-IN", "ja-JP", "pt-BR", "fr-FR", "zh-CN", "ko-KR", "vi-VN",
    "th-TH", "ar-AE", "no-NO",
];

/// Where a flow comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// There from the start.
    Founded,
    /// Made by a client.
    Api,
    /// Another organisation's: every call about it is refused with 403.
    Foreign,
}

/// An interview flow.
#[derive(Debug, Clone)]
pub(crate) struct Flow {
    pub(crate) id: FlowId,
    pub(crate) team: TeamId,
    pub(crate) org_name: String,
    pub(crate) title: String,
    pub(crate) questions: Vec<String>,
    pub(crate) options: FlowOptions,
    /// The bank's role it was made from.
    pub(crate) role: Option<usize>,
    /// Whether the analysis scores the candidate's language too.
    pub(crate) scores_language: bool,
    /// What is scored beyond the default criteria.
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) status: FlowStatus,
    pub(crate) origin: Origin,
}

impl Flow {
    pub(crate) fn is_foreign(&self) -> bool {
        self.origin == Origin::Foreign
    }

    pub(crate) fn records_video(&self) -> bool {
        self.options.is_video_enabled.unwrap_or(false)
    }

    pub(crate) fn language(&self) -> &'static bank::Language {
        bank::language(self.options.language.as_deref().unwrap_or_default())
    }

    /// The bank's form of a question, in which spaces mark the words of every language.
    pub(crate) fn spoken_question(&self, index: usize) -> Option<&'static str> {
        let role = bank::roles().get(self.role?)?;
        role.questions.get(index).copied()
    }

    /// The flow as an answer of this API description shows it.
    pub(crate) fn shown(&self, version: Version) -> wire::InterviewFlow {
        wire::InterviewFlow {
            interview_flow_id: self.id.clone(),
            team_id: self.team,
            org_name: self.org_name.clone(),
            title: self.title.clone(),
            questions: self.questions.clone(),
            options: self.options.clone(),
            status: (version == Version::Latest).then_some(self.status),
        }
    }
}
