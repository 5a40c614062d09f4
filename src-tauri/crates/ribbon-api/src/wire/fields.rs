//! Reads an object field by field: what cannot be read costs its own field.

use super::repair::Repaired;
use crate::item::MOST_PROBLEMS;
use domain::{FieldProblem, ProblemReason};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// What is being read, and what was found in it that is not understood.
pub(crate) struct Source<'a> {
    repaired: &'a Repaired<'a>,
    findings: RefCell<Findings>,
}

/// What was found that is not understood.
#[derive(Default)]
struct Findings {
    /// The first [`MOST_PROBLEMS`].
    problems: Vec<FieldProblem>,
    /// How many there are, unknown fields included.
    count: usize,
}

impl<'a> Source<'a> {
    pub(crate) fn new(repaired: &'a Repaired<'a>) -> Self {
        Self {
            repaired,
            findings: RefCell::default(),
        }
    }

    /// The object that the text is, if it is one.
    pub(crate) fn object(&'a self) -> Option<Fields<'a>> {
        Fields::of(self, String::new(), &self.repaired.text)
    }

    pub(crate) fn into_problems(self) -> Vec<FieldProblem> {
        self.findings.into_inner().problems
    }

    /// Whether no problem was found so far. A field that is not known is none.
    pub(crate) fn is_sound(&self) -> bool {
        self.findings.borrow().problems.is_empty()
    }

    pub(crate) fn problem(&self, field: &str, reason: ProblemReason) {
        let mut findings = self.findings.borrow_mut();
        findings.count += 1;
        if findings.problems.len() < MOST_PROBLEMS {
            findings.problems.push(FieldProblem::new(field, reason));
        }
    }

    /// How much was found so far.
    pub(crate) fn count(&self) -> usize {
        self.findings.borrow().count
    }

    /// A part of the text as it was received.
    pub(crate) fn original(&self, raw: &str) -> String {
        self.repaired.original(raw)
    }

    /// Decodes a text. `Null` when it is null.
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

    /// Decodes a text that means nothing once part of it was replaced.
    fn undamaged(&self, field: &str, raw: &str) -> Read<String> {
        match self.text(field, raw) {
            Read::Value(_) if self.repaired.is_damaged(raw) => Read::Wrong,
            other => other,
        }
    }

    /// Decodes an id: a text that is neither blank nor damaged.
    fn id(&self, field: &str, raw: &str) -> Read<String> {
        match self.undamaged(field, raw) {
            Read::Value(id) if id.trim().is_empty() => Read::Null,
            other => other,
        }
    }

    /// Reads a number that is finite.
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

    /// Reads an object that is not null.
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

    /// This field, or `other`, where it may stand as well, if only that has a value.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Value(value), _) | (_, Self::Value(value)) => Self::Value(value),
            (Self::Absent, other) => other,
            (own, _) => own,
        }
    }
}

/// The fields of an object that have not been taken yet, and what was not understood of those that
/// have.
pub(crate) struct Fields<'a> {
    source: &'a Source<'a>,
    path: String,
    left: Vec<(String, &'a str)>,
    /// As they were received: fields that could not be read, or not wholly.
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
    fn path(&self, name: &str) -> String {
        match self.path.as_str() {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        }
    }

    /// Reads a field. What is not understood of it is kept as it was received.
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
            self.kept.push((name.to_owned(), self.source.original(raw)));
        }
        value
    }

    pub(crate) fn text(&mut self, name: &str) -> Read<String> {
        self.take(name, Source::text)
    }

    /// Takes a text that means nothing once it is damaged.
    pub(crate) fn undamaged(&mut self, name: &str) -> Read<String> {
        self.take(name, Source::undamaged)
    }

    pub(crate) fn flag(&mut self, name: &str) -> Read<bool> {
        self.take(name, Source::flag)
    }

    /// Takes an id. A blank one is none, and one that is damaged cannot be read.
    pub(crate) fn id(&mut self, name: &str) -> Read<String> {
        self.take(name, Source::id)
    }

    /// Takes an id without which nothing can be done. Where there is none, that is a problem.
    pub(crate) fn needed_id(&mut self, name: &str) -> Option<String> {
        match self.id(name) {
            Read::Value(id) => Some(id),
            Read::Wrong => None,
            Read::Absent | Read::Null => {
                self.lacks(name);
                None
            }
        }
    }

    /// Takes a field that is documented and not used.
    pub(crate) fn skip(&mut self, name: &str) {
        self.left.retain(|(known, _)| known != name);
    }

    /// Notes that a field is needed and not there.
    pub(crate) fn lacks(&self, name: &str) {
        self.source
            .problem(&self.path(name), ProblemReason::Missing);
    }

    /// Keeps a part of one of its fields.
    pub(crate) fn keep(&mut self, name: &str, raw: String) {
        self.kept.retain(|(known, _)| known != name);
        self.kept.push((name.to_owned(), raw));
    }

    /// Takes an entry of a list as read. Fields that are not known make the list be kept.
    pub(crate) fn finish_entry(self) {
        if !self.left.is_empty() {
            self.source.findings.borrow_mut().count += 1;
        }
    }

    /// What was not understood, as a JSON object with `ids` in it; `None` when everything was.
    pub(crate) fn rest(self, ids: &[(&str, &str)]) -> Option<String> {
        let source = self.source;
        let left = self.left.into_iter();
        let left = left.map(|(name, raw)| (name, source.original(raw)));
        object_text(left.chain(self.kept).collect(), ids)
    }
}

/// A JSON object of `members`, whose values are JSON, and of `ids`; `None` when it has no members.
pub(super) fn object_text(
    mut members: BTreeMap<String, String>,
    ids: &[(&str, &str)],
) -> Option<String> {
    if members.is_empty() {
        return None;
    }
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    members.extend(
        ids.iter()
            .map(|(name, id)| ((*name).to_owned(), quoted(id))),
    );
    let members: Vec<String> = members
        .iter()
        .map(|(name, raw)| format!("{}:{raw}", quoted(name)))
        .collect();
    Some(format!("{{{}}}", members.join(",")))
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
            pairs.push((name, raw.get()));
        }
        let is_last: Vec<bool> = {
            let mut seen = HashSet::with_capacity(pairs.len());
            let names = pairs.iter().rev().map(|(name, _)| name);
            names.map(|name| seen.insert(name)).collect()
        };
        let mut is_last = is_last.into_iter().rev();
        pairs.retain(|_| is_last.next().unwrap_or(true));
        Ok(Pairs(pairs))
    }
}

/// Without the byte order mark that it may begin with.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
