//! E-mail addresses as Ribbon's candidates' identity.

use serde::{Deserialize, Serialize};

/// An address in the form by which candidates are told apart: no surrounding white space, lower
/// case. Ribbon links two interviews of one person by nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Normalises `text`; `None` when nothing but white space is left, which means "anonymous".
    pub fn parse(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| Self(trimmed.to_lowercase()))
    }

    /// The normalised address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_regard_to_case_or_surrounding_space() {
        assert_eq!(
            Email::parse(" Jane.Doe@Example.COM\n"),
            Email::parse("jane.doe@example.com")
        );
    }

    #[test]
    fn an_empty_address_is_no_address() {
        assert_eq!(Email::parse("  \t"), None, "white space is not an identity");
    }
}
