//! Who was interviewed.

use crate::{Email, InterviewId};
use serde::{Deserialize, Serialize};

/// What Ribbon says of the person interviewed. Every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interviewee {
    /// The address as Ribbon wrote it.
    pub email: Option<String>,
    /// The given name.
    pub first_name: Option<String>,
    /// The family name.
    pub last_name: Option<String>,
}

impl Interviewee {
    /// The identity by which interviews of one person find each other: the e-mail address, else
    /// the interview itself.
    pub fn key(&self, interview: &InterviewId) -> CandidateKey {
        self.email.as_deref().and_then(Email::parse).map_or_else(
            || CandidateKey::Anonymous(interview.clone()),
            CandidateKey::Email,
        )
    }

    /// Given and family name with one space between, `None` when both are missing or blank.
    pub fn full_name(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.first_name, &self.last_name]
            .into_iter()
            .filter_map(|part| part.as_deref().map(str::trim))
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// What makes a candidate one and the same person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CandidateKey {
    /// Known by address.
    Email(Email),
    /// Nobody said who it is: the interview stands for itself.
    Anonymous(InterviewId),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_without_address_stands_for_the_interview_alone() {
        let nobody = Interviewee {
            email: Some(" ".into()),
            ..Interviewee::default()
        };
        let id = InterviewId::new("i1");
        assert_eq!(
            nobody.key(&id),
            CandidateKey::Anonymous(id),
            "a blank address is none"
        );
    }

    #[test]
    fn a_missing_half_of_a_name_leaves_no_stray_space() {
        let person = Interviewee {
            last_name: Some(" Doe ".into()),
            ..Interviewee::default()
        };
        assert_eq!(
            person.full_name().as_deref(),
            Some("Doe"),
            "only the family name is known"
        );
        assert_eq!(Interviewee::default().full_name(), None, "no name at all");
    }
}
