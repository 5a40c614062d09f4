//! Random names and secrets, and how secrets are kept: as hashes.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// Crockford's base 32 in lower case: 32 signs, five random bits each, none that looks like another.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A random name of `length` signs of `[a-z0-9]` with five bits each, fit for a secret.
pub(crate) fn random_name(length: usize) -> String {
    let mut name = String::with_capacity(length);
    while name.len() < length {
        // 256 is a multiple of 32: every sign is equally likely.
        for byte in rand::random::<[u8; 32]>().iter().take(length - name.len()) {
            let sign = ALPHABET
                .get(usize::from(byte % 32))
                .copied()
                .unwrap_or(b'0');
            name.push(char::from(sign));
        }
    }
    name
}

/// The SHA-256 of a secret.
///
/// A plain hash is enough: the secrets are random with at least 50 bits and, where they have fewer
/// than 128, live for minutes. There is no dictionary to try.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// Hashes a secret.
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// A hash that no secret has, for comparing against when there is nothing to compare with.
    #[must_use]
    pub fn of_nothing() -> Self {
        Self(rand::random())
    }

    /// Whether both are the hash of the same secret, in a time that does not depend on where they
    /// differ.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// The 32 bytes, for the store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for SecretHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl From<SecretHash> for String {
    fn from(hash: SecretHash) -> Self {
        hex::encode(hash.0)
    }
}

impl TryFrom<String> for SecretHash {
    type Error = hex::FromHexError;

    fn try_from(text: String) -> Result<Self, hex::FromHexError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes)?;
        Ok(Self(bytes))
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// A key with which Ribbon signs webhooks. It must be kept as it is, for the signature is checked
/// with the key itself; `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SigningSecret(String);

impl SigningSecret {
    /// Takes the key as it stands in Ribbon's settings.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// Whether there is no key at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

/// A pairing code: a part by which it is found and a part that must be right, so that wrong tries
/// can be counted against the code they were meant for.
#[derive(Debug)]
pub(crate) struct Code {
    /// The first four signs, stored as they are.
    pub(crate) selector: String,
    /// The hash of the whole code.
    pub(crate) hash: SecretHash,
}

const SELECTOR_SIGNS: usize = 4;
/// Fifty bits: to try them all within the quarter of an hour that a stolen hash would be worth
/// something takes more than 10¹² tries a second.
const SECRET_SIGNS: usize = 10;

impl Code {
    /// A new code as printed for a person, `XXXX-XXXXX-XXXXX`.
    pub(crate) fn generate() -> String {
        let signs = random_name(SELECTOR_SIGNS + SECRET_SIGNS).to_uppercase();
        let mut printed = String::with_capacity(signs.len() + 2);
        for (index, sign) in signs.chars().enumerate() {
            if matches!(index, 4 | 9) {
                printed.push('-');
            }
            printed.push(sign);
        }
        printed
    }

    /// Reads what a person typed: only letters and digits count, their case does not matter, and signs that look alike
    /// are taken for the one that is meant.
    pub(crate) fn parse(typed: &str) -> Self {
        let signs: String = typed
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(64)
            .map(|sign| match sign.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                sign => sign,
            })
            .collect();
        // What is too short is looked for under a name that no code has.
        let selector = signs.get(..SELECTOR_SIGNS).unwrap_or("nobody");
        Self {
            selector: selector.to_owned(),
            hash: SecretHash::of(&signs),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_random_name_has_its_length_and_only_signs_of_an_id() {
        for length in [1, 16, 32, 33, 100] {
            let name = random_name(length);
            assert_eq!(name.len(), length, "as long as asked for");
            assert!(
                name.bytes().all(|sign| ALPHABET.contains(&sign)),
                "only signs of the alphabet"
            );
        }
        assert_ne!(random_name(32), random_name(32), "no two are the same");
    }

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        let printed = Code::generate();
        let code = Code::parse(&printed);
        assert_eq!(printed.len(), 16, "three groups: {printed}");
        for typed in [
            printed.to_lowercase(),
            printed.replace('-', ""),
            printed.replace('-', " "),
            printed.replace('0', "O").replace('1', "l"),
        ] {
            let again = Code::parse(&typed);
            assert_eq!(again.selector, code.selector, "{typed} finds it");
            assert!(again.hash.matches(&code.hash), "{typed} opens it");
        }
    }

    #[test]
    fn only_the_same_secret_matches() {
        let hash = SecretHash::of("right");
        assert!(hash.matches(&SecretHash::of("right")), "the same");
        assert!(!hash.matches(&SecretHash::of("wrong")), "another");
        assert!(!hash.matches(&SecretHash::of_nothing()), "none");
    }

    #[test]
    fn no_secret_shows_itself_in_a_debug_line() {
        assert_eq!(
            format!("{:?}", SigningSecret::new("key")),
            "SigningSecret(…)",
            "hidden"
        );
        assert_eq!(
            format!("{:?}", SecretHash::of("key")),
            "SecretHash(…)",
            "hidden"
        );
    }
}
