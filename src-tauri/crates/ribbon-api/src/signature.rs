//! Whether Ribbon posted it.
//!
//! Documented: a flow with a `webhook_secret_key` sends `X-Ribbon-Signature`, the lower-case
//! hexadecimal HMAC-SHA256 of the raw body under the key's UTF-8 bytes. Nothing in it names a time,
//! so a signature tells the sender, not that the delivery is new.

use domain::Trust;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq};

/// The signature of `body` under `secret`, as Ribbon writes it.
pub fn sign(secret: &str, body: &[u8]) -> String {
    hex::encode(digest(secret, body))
}

/// Whether `header`, the value of `X-Ribbon-Signature`, is the signature of `body` under any of the
/// secrets. How long it takes tells neither which secret matched nor how nearly one did.
///
/// An empty secret is none: anybody could sign with it.
pub fn verify<'a>(
    secrets: impl IntoIterator<Item = &'a str>,
    body: &[u8],
    header: Option<&str>,
) -> Trust {
    let Some(header) = header else {
        return Trust::Absent;
    };
    // What is no signature at all is compared as well, against a value that cannot match.
    let claimed = hex::decode(header.trim()).unwrap_or_default();
    let mut matches = Choice::from(0);
    for secret in secrets {
        let expected = digest(secret, body);
        let usable = Choice::from(u8::from(!secret.is_empty()));
        matches |= expected.as_slice().ct_eq(&claimed) & usable;
    }
    if bool::from(matches) {
        Trust::Verified
    } else {
        Trust::Unverified
    }
}

fn digest(secret: &str, body: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
    mac.update(body);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    /// Bodies, keys and signatures made by an independent implementation.
    fn vectors() -> Vec<(Vec<u8>, String, String)> {
        let text = include_str!("../tests/fixtures/signature-vectors.json");
        let list: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
        list.iter()
            .map(|vector| {
                let field = |name: &str| vector[name].as_str().unwrap().to_owned();
                let body = STANDARD.decode(field("body_b64")).unwrap();
                (body, field("secret"), field("x_ribbon_signature"))
            })
            .collect()
    }

    #[test]
    fn every_known_signature_comes_out_and_is_verified() {
        let vectors = vectors();
        assert!(vectors.len() >= 30, "the vectors are there");
        for (body, secret, signature) in vectors {
            assert_eq!(
                sign(&secret, &body),
                signature,
                "{}",
                String::from_utf8_lossy(&body)
            );
            let trust = verify([secret.as_str()], &body, Some(&signature));
            assert_eq!(trust, Trust::Verified, "{}", String::from_utf8_lossy(&body));
        }
    }

    #[test]
    fn a_body_that_differs_by_one_byte_is_not_verified() {
        let signature = sign("k", b"{\"a\":1}");
        let trust = verify(["k"], b"{\"a\": 1}", Some(&signature));
        assert_eq!(
            trust,
            Trust::Unverified,
            "white space is part of what is signed"
        );
    }

    #[test]
    fn any_of_several_secrets_will_do_so_that_they_can_be_rotated() {
        let signature = sign("old", b"x");
        for secrets in [["old", "new"], ["new", "old"]] {
            assert_eq!(
                verify(secrets, b"x", Some(&signature)),
                Trust::Verified,
                "{secrets:?}"
            );
        }
        assert_eq!(
            verify(["new", "newer"], b"x", Some(&signature)),
            Trust::Unverified
        );
        assert_eq!(
            verify([], b"x", Some(&signature)),
            Trust::Unverified,
            "no secret is known"
        );
    }

    #[test]
    fn the_header_may_be_in_capitals_and_surrounded_by_space() {
        let header = format!(" {}\t", sign("k", b"x").to_uppercase());
        assert_eq!(
            verify(["k"], b"x", Some(&header)),
            Trust::Verified,
            "the same number"
        );
    }

    #[test]
    fn no_header_is_absent_and_nonsense_is_unverified() {
        assert_eq!(
            verify(["k"], b"x", None),
            Trust::Absent,
            "nothing was claimed"
        );
        let cut = sign("k", b"x").split_off(2);
        for header in ["", "zz", "é", &cut, "sha256=00"] {
            assert_eq!(
                verify(["k"], b"x", Some(header)),
                Trust::Unverified,
                "{header:?}"
            );
        }
    }

    #[test]
    fn an_empty_secret_verifies_nothing() {
        let signature = sign("", b"x");
        assert_eq!(
            verify([""], b"x", Some(&signature)),
            Trust::Unverified,
            "anybody can sign so"
        );
    }
}
