//! Signatures by Standard Webhooks (standardwebhooks.com), for targets that check those.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::{
    error::{Error, Result},
    secret::SigningSecret,
};

const PREFIX: &str = "whsec_";
/// As the standard demands, in bytes.
const KEY_LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// Checks that a secret can be signed with.
///
/// # Errors
/// If it is not `whsec_` and the base64 of 24 to 64 bytes.
pub(crate) fn check_secret(secret: &SigningSecret) -> Result<()> {
    key(secret).map(drop)
}

/// The value of `webhook-signature`.
pub(super) fn sign(
    secret: &SigningSecret,
    id: &str,
    timestamp: i64,
    body: &[u8],
) -> Result<String> {
    let mac = Hmac::<Sha256>::new_from_slice(&key(secret)?).map_err(|_| invalid())?;
    let mac = mac
        .chain_update(format!("{id}.{timestamp}."))
        .chain_update(body);
    Ok(format!(
        "v1,{}",
        STANDARD.encode(mac.finalize().into_bytes())
    ))
}

fn key(secret: &SigningSecret) -> Result<Vec<u8>> {
    secret
        .expose()
        .strip_prefix(PREFIX)
        .and_then(|text| STANDARD.decode(text).ok())
        .filter(|key| KEY_LENGTHS.contains(&key.len()))
        .ok_or_else(invalid)
}

fn invalid() -> Error {
    let what = "a secret to sign with is whsec_ and 24 to 64 bytes in base64";
    Error::Invalid(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_example_is_signed_the_same() {
        // From the test vectors of the reference libraries.
        let secret = SigningSecret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let signature = sign(
            &secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(
            signature.unwrap(),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn a_secret_of_another_form_is_refused() {
        for wrong in [
            "",
            "whsec_",
            "whsec_c2hvcnQ=",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ] {
            assert!(check_secret(&SigningSecret::new(wrong)).is_err(), "{wrong}");
        }
    }
}
