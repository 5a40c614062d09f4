//! Cuts the items of one list out of a JSON object while it is still arriving.
//!
//! A page of twenty interviews is some two megabytes, and a first synchronisation reads thousands.
//! Only brackets, strings and escapes are followed here, so no more than one item is held at a
//! time; whether an item is sound JSON is for its reader to find out.

use crate::Error;
use std::ops::ControlFlow;

/// An item longer than this is not an interview.
const LONGEST_ITEM: usize = 64 * 1024 * 1024;
/// A name longer than this is not the list's.
const LONGEST_NAME: usize = 256;

/// Where in the answer the next byte stands.
enum Place {
    /// Before the object's opening brace.
    Start,
    /// Between the object's members.
    Between,
    /// In a member's name.
    Name(Value),
    /// After a name, before its colon.
    Colon { wanted: bool },
    /// After a colon, before the value.
    Before { wanted: bool },
    /// In a value of no interest.
    Other(Value),
    /// Between the list's items.
    Items,
    /// In an item.
    Item(Value),
    /// After the object's closing brace.
    End,
}

/// Finds the items of the list named `name`.
pub(crate) struct Cutter {
    name: &'static str,
    place: Place,
    found: bool,
    /// The name or the item that has begun.
    held: Vec<u8>,
}

impl Cutter {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Start,
            found: false,
            held: Vec::new(),
        }
    }

    /// Takes the next bytes and hands over each item that they complete. `Break` when `each` wants
    /// no more.
    pub(crate) fn push(
        &mut self,
        mut bytes: &[u8],
        mut each: impl FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Error> {
        while let Some((&byte, rest)) = bytes.split_first() {
            if let Place::Name(value) | Place::Other(value) | Place::Item(value) = &mut self.place {
                let inside = value.advance(bytes);
                let (part, after) = bytes.split_at(inside.unwrap_or(bytes.len()));
                self.keep(part)?;
                if inside.is_some() && self.close(&mut each).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                bytes = after;
            } else if byte.is_ascii_whitespace() || self.is_bom(byte) || !self.open(byte)? {
                bytes = rest;
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Checks that the answer was whole and held the list.
    pub(crate) fn finish(self) -> Result<(), Error> {
        match self.place {
            Place::End if self.found => Ok(()),
            Place::End => Err(unreadable(&format!("it has no list `{}`", self.name))),
            _ => Err(Error::Truncated {
                what: "the JSON has no end".into(),
            }),
        }
    }

    /// Whether this is a byte of the mark that some servers put before the JSON.
    fn is_bom(&self, byte: u8) -> bool {
        matches!((&self.place, byte), (Place::Start, 0xef | 0xbb | 0xbf))
    }

    /// Decides what begins at `byte`, which stands between values. `true` when the byte belongs to
    /// what begins.
    fn open(&mut self, byte: u8) -> Result<bool, Error> {
        let (next, begins) = match (&self.place, byte) {
            (Place::Start, b'{') => (Place::Between, false),
            (Place::Between, b'}') => (Place::End, false),
            (Place::Between, b',') => (Place::Between, false),
            (Place::Between, b'"') => (Place::Name(Value::default()), true),
            (&Place::Colon { wanted }, b':') => (Place::Before { wanted }, false),
            (Place::Before { wanted: true }, b'[') => {
                self.found = true;
                (Place::Items, false)
            }
            (Place::Before { wanted: false }, _) => (Place::Other(Value::default()), true),
            (Place::Items, b',') => (Place::Items, false),
            (Place::Items, b']') => (Place::Between, false),
            (Place::Items, _) => (Place::Item(Value::default()), true),
            (Place::Start, _) => return Err(unreadable("it is not a JSON object")),
            (Place::End, _) => return Err(unreadable("something follows the JSON object")),
            (Place::Before { .. }, _) => {
                return Err(unreadable(&format!("`{}` is not a list", self.name)));
            }
            _ => return Err(unreadable("it is not JSON")),
        };
        self.place = next;
        Ok(begins)
    }

    /// Keeps a part of the name or item that has begun; other values are passed over.
    fn keep(&mut self, part: &[u8]) -> Result<(), Error> {
        match self.place {
            Place::Item(_) if self.held.len() + part.len() > LONGEST_ITEM => {
                return Err(unreadable("an item is too long"));
            }
            Place::Item(_) => self.held.extend_from_slice(part),
            // The beginning of a name that is too long has no end, and so is no name.
            Place::Name(_) => {
                let room = LONGEST_NAME.saturating_sub(self.held.len());
                self.held.extend(part.iter().take(room));
            }
            _ => {}
        }
        Ok(())
    }

    /// Deals with a value that has just ended.
    fn close(&mut self, mut each: impl FnMut(&[u8]) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut flow = ControlFlow::Continue(());
        self.place = match self.place {
            Place::Name(_) => {
                let name = serde_json::from_slice::<String>(&self.held);
                Place::Colon {
                    wanted: name.is_ok_and(|name| name == self.name),
                }
            }
            Place::Item(_) => {
                flow = each(&self.held);
                Place::Items
            }
            _ => Place::Between,
        };
        self.held.clear();
        flow
    }
}

/// Follows one JSON value to its end.
#[derive(Default)]
struct Value {
    begun: bool,
    depth: u32,
    in_string: bool,
    escaped: bool,
}

impl Value {
    /// How many of `bytes` belong to the value; `None` when it goes on after them.
    fn advance(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            at += self.passed_over(bytes.get(at..)?);
            let byte = bytes.get(at)?;
            match self.take(*byte) {
                Ends::Before => return Some(at),
                Ends::After => return Some(at + 1),
                Ends::Later => at += 1,
            }
        }
    }

    /// How many bytes from here on only belong to the value and tell nothing: most of them.
    fn passed_over(&self, bytes: &[u8]) -> usize {
        match self {
            Self { escaped: true, .. } => 0,
            // Strings are short as a rule, a word each, and not worth a search by many bytes at once.
            Self {
                in_string: true, ..
            } => bytes.iter().take_while(|byte| !ends_string(**byte)).count(),
            Self { depth: 0, .. } => 0,
            _ => bytes.iter().take_while(|byte| !shapes(**byte)).count(),
        }
    }

    /// Whether the value ends at this byte.
    fn take(&mut self, byte: u8) -> Ends {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return match self.in_string || self.depth > 0 {
                true => Ends::Later,
                false => Ends::After,
            };
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            // A bare number or word ends before what follows it.
            b'}' | b']' | b',' if self.depth == 0 && self.begun => return Ends::Before,
            _ if self.depth == 0 && byte.is_ascii_whitespace() => return Ends::Before,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    return Ends::After;
                }
            }
            _ => {}
        }
        self.begun = true;
        Ends::Later
    }
}

/// Where a value ends, as a byte tells.
enum Ends {
    /// Before it.
    Before,
    /// With it.
    After,
    /// Not yet.
    Later,
}

/// Whether a byte of a string tells where it ends.
fn ends_string(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\')
}

/// Whether a byte outside of strings tells where a value ends.
fn shapes(byte: u8) -> bool {
    matches!(byte, b'"' | b'{' | b'[' | b'}' | b']')
}

fn unreadable(what: &str) -> Error {
    Error::Unreadable {
        what: what.to_owned(),
    }
}

#[cfg(test)]
#[path = "cut_tests.rs"]
mod tests;
