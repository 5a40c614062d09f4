//! The key that opens an organisation's data.

use crate::Error;
use reqwest::header::HeaderValue;
use std::fmt;

/// An API key (a UUID in the documentation; treated as opaque). Printing it for debugging shows
/// nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// Takes the key as it was given; surrounding white space (as pasted) is not part of it.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The key itself, for the system's key ring. Never log it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The `Authorization` header, marked so that no library prints it.
    pub(crate) fn into_header(self) -> Result<HeaderValue, Error> {
        if self.0.is_empty() {
            return Err(Error::BadKey);
        }
        let mut value =
            HeaderValue::from_str(&format!("Bearer {}", self.0)).map_err(|_| Error::BadKey)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_printed() {
        let key = ApiKey::new("123e4567-e89b-12d3-a456-426614174000\n");
        assert_eq!(
            format!("{key:?}"),
            "ApiKey(…)",
            "debug output holds no part of the key"
        );
        let header = key.into_header().unwrap();
        assert!(
            header.is_sensitive(),
            "the header is marked for the libraries below"
        );
        assert_eq!(
            header.to_str().unwrap(),
            "Bearer 123e4567-e89b-12d3-a456-426614174000",
            "the pasted line break is gone"
        );
    }

    #[test]
    fn a_key_that_no_header_can_carry_is_refused_before_any_request() {
        for text in ["", " \t", "a\nb", "a\u{7f}"] {
            assert!(
                matches!(ApiKey::new(text).into_header(), Err(Error::BadKey)),
                "{text:?} is no key"
            );
        }
    }
}
