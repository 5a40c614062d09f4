//! Reads an object field by field: what cannot be read costs its own field.

use super::repair::{Repaired, repair};
use crate::item::MOST_PROBLEMS;
use domain::{FieldProblem, ProblemReason};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::RefCell;
use std::fmt;

/// What is being read, and what was found wrong with it.
pub(crate) struct Source<'a> {
    repaired: &'a Repaired<'a>,
    problems: RefCell<Vec<FieldProblem>>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(repaired: &'a Repaired<'a>) -> Self {
        Self {
            repaired,
            problems: RefCell::default(),
        }
    }

    /// The object that the text is, if it is one.
    pub(crate) fn object(&'a self) -> Option<Fields<'a>> {
        Fields::of(self, String::new(), &self.repaired.text)
    }

    pub(crate) fn into_problems(self) -> Vec<FieldProblem> {
        self.problems.into_inner()
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.count() == 0
    }

    pub(crate) fn problem(&self, field: &str, reason: ProblemReason) {
        let mut problems = self.problems.borrow_mut();
        if problems.len() < MOST_PROBLEMS {
            problems.push(FieldProblem::new(field, reason));
        }
    }

    /// How many problems were found so far.
    fn count(&self) -> usize {
        self.problems.borrow().len()
    }

    /// Decodes a text. `None` when it is null or no text.
    pub(crate) fn text(&self, field: &str, raw: &str) -> Read<String> {
        if raw == "null" {
            return Read::Null;
        }
        match serde_json::from_str(raw) {
            Ok(text) => {
                if self.repaired.is_damaged(raw) {
                    self.problem(field, ProblemReason::DamagedText);
                }
                Read::Value(text)
            }
            Err(_) => self.wrong(field, ProblemReason::WrongType),
        }
    }

    /// A number that is finite.
    pub(crate) fn number(&self, field: &str, raw: &str) -> Read<f64> {
        if raw == "null" {
            return Read::Null;
        }
        // JSON has numbers that are too large for any machine.
        if !raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return self.wrong(field, ProblemReason::WrongType);
        }
        match raw.parse::<f64>() {
            Ok(number) if number.is_finite() => Read::Value(number),
            _ => self.wrong(field, ProblemReason::OutOfRange),
        }
    }

    pub(crate) fn flag(&self, field: &str, raw: &str) -> Read<bool> {
        match raw {
            "null" => Read::Null,
            "true" => Read::Value(true),
            "false" => Read::Value(false),
            _ => self.wrong(field, ProblemReason::WrongType),
        }
    }

    pub(crate) fn list(&'a self, field: &str, raw: &'a str) -> Read<Vec<&'a str>> {
        if raw == "null" {
            return Read::Null;
        }
        match serde_json::from_str::<Vec<&RawValue>>(raw) {
            Ok(list) => Read::Value(list.into_iter().map(RawValue::get).collect()),
            Err(_) => self.wrong(field, ProblemReason::WrongType),
        }
    }

    /// An object that is not null.
    pub(crate) fn inner(&'a self, field: &str, raw: &'a str) -> Option<Fields<'a>> {
        let fields = Fields::of(self, field.to_owned(), raw);
        if fields.is_none() {
            self.problem(field, ProblemReason::WrongType);
        }
        fields
    }

    pub(crate) fn wrong<T>(&self, field: &str, reason: ProblemReason) -> Read<T> {
        self.problem(field, reason);
        Read::Wrong
    }
}

/// What became of a field.
#[derive(Debug, PartialEq)]
pub(crate) enum Read<T> {
    /// It is not there.
    Absent,
    /// It is null.
    Null,
    /// It is there.
    Value(T),
    /// It is there and cannot be read.
    Wrong,
}

impl<T> Read<T> {
    pub(crate) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null | Self::Wrong => None,
        }
    }

    /// Whether Ribbon tells nothing that could be stored.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, Self::Absent | Self::Wrong)
    }

    pub(crate) fn and_then<U>(self, next: impl FnOnce(T) -> Read<U>) -> Read<U> {
        match self {
            Self::Absent => Read::Absent,
            Self::Null => Read::Null,
            Self::Value(value) => next(value),
            Self::Wrong => Read::Wrong,
        }
    }
}

/// The fields of an object that have not been taken yet, and what was not understood of those that
/// have.
pub(crate) struct Fields<'a> {
    pub(crate) source: &'a Source<'a>,
    path: String,
    left: Vec<(String, &'a str)>,
    /// Raw: fields that could not be read, or not wholly.
    kept: Vec<(String, String)>,
}

impl<'a> Fields<'a> {
    fn of(source: &'a Source<'a>, path: String, text: &'a str) -> Option<Self> {
        let pairs: Pairs<'a> = serde_json::from_str(text).ok()?;
        Some(Self {
            source,
            path,
            left: pairs.0,
            kept: Vec::new(),
        })
    }

    /// The full name of one of its fields.
    pub(crate) fn path(&self, name: &str) -> String {
        match self.path.as_str() {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        }
    }

    /// Reads a field. What has a problem is kept as it was received.
    pub(crate) fn take<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&'a Source<'a>, &str, &'a str) -> Read<T>,
    ) -> Read<T> {
        let Some(at) = self.left.iter().position(|(known, _)| known == name) else {
            return Read::Absent;
        };
        let (_, raw) = self.left.remove(at);
        let before = self.source.count();
        let value = read(self.source, &self.path(name), raw);
        if self.source.count() > before {
            self.kept.push((name.to_owned(), raw.to_owned()));
        }
        value
    }

    pub(crate) fn text(&mut self, name: &str) -> Read<String> {
        self.take(name, Source::text)
    }

    pub(crate) fn flag(&mut self, name: &str) -> Read<bool> {
        self.take(name, Source::flag)
    }

    /// Takes an id. The problem, where there is none.
    pub(crate) fn id(&mut self, name: &str) -> Result<Option<String>, ProblemReason> {
        match self.text(name) {
            Read::Value(id) if !id.trim().is_empty() => Ok(Some(id)),
            Read::Wrong => Err(ProblemReason::WrongType),
            Read::Absent | Read::Null | Read::Value(_) => Ok(None),
        }
    }

    /// Takes a field that is documented and not used.
    pub(crate) fn skip(&mut self, name: &str) {
        self.left.retain(|(known, _)| known != name);
    }

    /// Keeps a part of one of its fields.
    pub(crate) fn keep(&mut self, name: &str, raw: String) {
        self.kept.retain(|(known, _)| known != name);
        self.kept.push((name.to_owned(), raw));
    }

    /// What was not understood, as a JSON object with `ids` in it; `None` when everything was.
    pub(crate) fn rest(self, ids: &[(&str, &str)]) -> Option<String> {
        if self.left.is_empty() && self.kept.is_empty() {
            return None;
        }
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let ids = ids
            .iter()
            .map(|(name, id)| ((*name).to_owned(), quoted(id)));
        let left = self.left.into_iter();
        let left = left.map(|(name, raw)| (name, raw.to_owned()));
        let mut members: Vec<_> = ids.chain(left).chain(self.kept).collect();
        members.sort();
        let members: Vec<String> = members
            .into_iter()
            .map(|(name, raw)| format!("{}:{raw}", quoted(&name)))
            .collect();
        Some(format!("{{{}}}", members.join(",")))
    }
}

/// The members of an object in their order; of a name that comes twice, the last.
struct Pairs<'a>(Vec<(String, &'a str)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Pairs<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
        let mut pairs: Vec<(String, &'de str)> = Vec::new();
        while let Some((name, raw)) = map.next_entry::<String, &'de RawValue>()? {
            pairs.retain(|(known, _)| *known != name);
            pairs.push((name, raw.get()));
        }
        Ok(Pairs(pairs))
    }
}

/// Without the byte order mark that it may begin with.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Repairs bytes only where they cannot be read as they are.
pub(crate) fn readable(bytes: &[u8]) -> Repaired<'_> {
    let has_nul = memchr::memmem::find(bytes, b"\\u0000").is_some();
    match std::str::from_utf8(bytes) {
        Ok(text) if !has_nul && is_sound(text) => Repaired::sound(text),
        _ => repair(bytes),
    }
}

/// Whether every string can be decoded. Numbers may still be out of range.
fn is_sound(text: &str) -> bool {
    let has_escape = memchr::memmem::find(text.as_bytes(), b"\\ud").is_some()
        || memchr::memmem::find(text.as_bytes(), b"\\uD").is_some();
    !has_escape && !text.bytes().any(|byte| byte < b' ')
}
