//! Ribbon's webhook signature: the lower-case hex HMAC-SHA256 of the raw body in
//! `X-Ribbon-Signature`, keyed with the UTF-8 bytes of the flow's secret (docs.ribbon.ai, webhooks).

use hmac::{Hmac, KeyInit as _, Mac as _};
use relay_protocol::Signature;
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq as _};

use crate::secret::SigningSecret;

/// The header that holds the signature.
pub(crate) const HEADER: &str = "x-ribbon-signature";

/// Checks a body against every secret, so that the time taken does not tell which one fits.
///
/// Several secrets exist while one is being rotated; several signatures, when something in between
/// has added its own.
pub(crate) fn check<'a>(
    body: &[u8],
    headers: impl Iterator<Item = &'a [u8]>,
    secrets: &[SigningSecret],
) -> Signature {
    let headers: Vec<_> = headers.collect();
    if headers.is_empty() {
        return Signature::Absent;
    }
    let claimed: Vec<_> = headers.into_iter().filter_map(claim).collect();
    if claimed.is_empty() {
        return Signature::Unverified;
    }
    let fitting = secrets
        .iter()
        .filter(|secret| fits(body, &claimed, secret))
        .count();
    if fitting > 0 {
        Signature::Verified
    } else {
        Signature::Unverified
    }
}

fn claim(header: &[u8]) -> Option<[u8; 32]> {
    let mut claimed = [0; 32];
    hex::decode_to_slice(header, &mut claimed).ok()?;
    Some(claimed)
}

/// The body is hashed once for each secret, however many signatures it claims to have.
fn fits(body: &[u8], claimed: &[[u8; 32]], secret: &SigningSecret) -> bool {
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()) else {
        return false;
    };
    let right: [u8; 32] = mac.chain_update(body).finalize().into_bytes().into();
    let fits = claimed
        .iter()
        .fold(Choice::from(0), |fits, each| fits | right.ct_eq(each));
    fits.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &[u8], header: Option<&[u8]>, secrets: &[SigningSecret]) -> Signature {
        super::check(body, header.into_iter(), secrets)
    }

    fn sign(body: &[u8], key: &str) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
        hex::encode(mac.chain_update(body).finalize().into_bytes())
    }

    #[test]
    fn a_known_signature_is_verified() {
        // RFC 4231, test case 2.
        let header = b"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let secrets = [SigningSecret::new("Jefe")];
        assert_eq!(
            check(b"what do ya want for nothing?", Some(header), &secrets),
            Signature::Verified,
            "the published vector"
        );
    }

    #[test]
    fn during_a_rotation_the_old_and_the_new_secret_both_count() {
        let secrets = [SigningSecret::new("old"), SigningSecret::new("new")];
        for key in ["old", "new"] {
            let header = sign(b"body", key);
            assert_eq!(
                check(b"body", Some(header.as_bytes()), &secrets),
                Signature::Verified,
                "{key} is in the list"
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_unverified_and_no_header_is_absent() {
        let secrets = [SigningSecret::new("key")];
        let good = sign(b"body", "key");
        assert_eq!(
            check(b"body", None, &secrets),
            Signature::Absent,
            "no header"
        );
        for (body, header, why) in [
            (&b"bodY"[..], good.as_bytes(), "another body"),
            (b"body", b"nonsense", "no hex"),
            (b"body", b"", "empty"),
            (b"body", sign(b"body", "other").as_bytes(), "another key"),
        ] {
            assert_eq!(
                check(body, Some(header), &secrets),
                Signature::Unverified,
                "{why}"
            );
        }
        assert_eq!(
            check(b"body", Some(good.as_bytes()), &[]),
            Signature::Unverified,
            "an inbox without secrets can verify nothing"
        );
    }

    #[test]
    fn one_right_signature_among_several_is_enough() {
        let secrets = [SigningSecret::new("old"), SigningSecret::new("key")];
        let (good, other) = (sign(b"body", "key"), sign(b"body", "other"));
        for (headers, expected) in [
            (vec![&other, &good], Signature::Verified),
            (vec![&good, &other], Signature::Verified),
            (vec![&other, &other], Signature::Unverified),
        ] {
            let found = super::check(b"body", headers.iter().map(|it| it.as_bytes()), &secrets);
            assert_eq!(found, expected, "{headers:?}");
        }
    }
}
