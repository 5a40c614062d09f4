//! An item that Ribbon sent, as far as it could be read.

use domain::{FieldProblem, Interview, InterviewId, ProblemReason};
use sha2::{Digest, Sha256};
use std::fmt;

/// At most so many problems are listed of one item.
pub(crate) const MOST_PROBLEMS: usize = 50;

/// An item of a list, or a single answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Item<T> {
    /// It could be read, wholly or but for some fields.
    Read(Reading<T>),
    /// Nothing can be done with it: it is not JSON, not an object, or has no id.
    Unreadable(UnreadableItem),
}

/// An item that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<T> {
    /// What was read.
    pub item: T,
    /// The fields that could not be read; at most 50 are listed.
    pub problems: Vec<FieldProblem>,
}

/// An item of which nothing could be read.
#[derive(Clone, PartialEq, Eq)]
pub struct UnreadableItem {
    /// Its id, if that could be read.
    pub id: Option<String>,
    /// Its bytes as they were received.
    pub raw: Vec<u8>,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
}

impl<T> Item<T> {
    /// What was read; `None` when nothing could be.
    pub fn read(self) -> Option<T> {
        match self {
            Self::Read(reading) => Some(reading.item),
            Self::Unreadable(_) => None,
        }
    }

    /// The fields that could not be read.
    pub fn problems(&self) -> &[FieldProblem] {
        match self {
            Self::Read(reading) => &reading.problems,
            Self::Unreadable(item) => &item.problems,
        }
    }

    /// An item without a flaw.
    pub(crate) fn flawless(item: T) -> Self {
        Self::Read(Reading {
            item,
            problems: Vec::new(),
        })
    }

    pub(crate) fn unreadable(raw: &[u8], id: Option<String>, problems: Vec<FieldProblem>) -> Self {
        Self::Unreadable(UnreadableItem {
            id,
            raw: raw.to_vec(),
            problems,
        })
    }

    /// Bytes that are no JSON object.
    pub(crate) fn not_json(raw: &[u8]) -> Self {
        let problem = FieldProblem::new("", ProblemReason::NotJson);
        Self::unreadable(raw, None, vec![problem])
    }
}

impl Item<Interview> {
    /// The answer to a question about this interview. One about another says nothing of it.
    pub(crate) fn about(self, id: &InterviewId) -> Self {
        match self {
            Self::Read(reading) if reading.item.id == *id => Self::Read(reading),
            Self::Read(_) => {
                let problem = FieldProblem::new("interview_id", ProblemReason::OtherItem);
                Self::unreadable(&[], Some(id.to_string()), vec![problem])
            }
            Self::Unreadable(item) => Self::Unreadable(UnreadableItem {
                id: Some(id.to_string()),
                ..item
            }),
        }
    }
}

impl UnreadableItem {
    /// Stands for an item at a place of a list that cannot be had at all.
    pub fn at(offset: u32, reason: ProblemReason) -> Self {
        Self {
            id: None,
            raw: format!("{{\"offset\":{offset}}}").into_bytes(),
            problems: vec![FieldProblem::new("", reason)],
        }
    }

    /// Its id, else one made of a hash of it.
    pub fn id_or_hash(&self) -> String {
        self.id
            .clone()
            .unwrap_or_else(|| format!("sha256:{}", hex::encode(Sha256::digest(&self.raw))))
    }

    /// As an error, for who needs the item.
    pub(crate) fn into_error(self) -> crate::Error {
        let what = self.problems.first().map_or_else(String::new, |problem| {
            format!("`{}`: {}", problem.field, problem.reason.describe())
        });
        crate::Error::Unreadable { what }
    }
}

impl fmt::Debug for UnreadableItem {
    /// What was received may quote a candidate.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnreadableItem")
            .field("id", &self.id)
            .field("bytes", &self.raw.len())
            .field("problems", &self.problems)
            .finish()
    }
}
