//! Interview flows: those of the bank, those made through the API, and one that belongs to others.

use crate::bank;
use crate::ids::{FlowId, TeamId};
use crate::wire::{self, FlowOptions};

/// The languages Ribbon's specification lists.
pub(crate) const LANGUAGES: [&str; 13] = [
    "en-US", "de-DE", "es-419", "hi-IN", "ja-JP", "pt-BR", "fr-FR", "zh-CN", "ko-KR", "vi-VN",
    "th-TH", "ar-AE", "no-NO",
];

/// The voices Ribbon's specification lists.
pub(crate) const VOICES: [&str; 17] = [
    "11labs-Anna",
    "openai-Onyx",
    "openai-Shimmer",
    "Kore",
    "11labs-Anthony",
    "11labs-Kate",
    "11labs-Amy",
    "11labs-Rahul",
    "IPgYtHTNLjC7Bq7IPHrm",
    "UOIqAnmS11Reiei1Ytkc",
    "vUmLiNBm6MDcy1NUHaVr",
    "bhJUNIXWQQ94l8eI2VUf",
    "b3jcIbyC3BSnaRu8avEk",
    "xF681s0UeE04gsf0mVsJ",
    "uNsWM1StCcpydKYOjKyu",
    "BGEU6wFi2uNm6Kje1Yhk",
    "4kCDY3HJwvO7Zp3con83",
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
    pub(crate) archived: bool,
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

    pub(crate) fn shown(&self) -> wire::InterviewFlow {
        wire::InterviewFlow {
            interview_flow_id: self.id.clone(),
            team_id: self.team,
            org_name: self.org_name.clone(),
            title: self.title.clone(),
            questions: self.questions.clone(),
            options: self.options.clone(),
        }
    }
}
