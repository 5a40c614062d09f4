//! Whether a webhook comes from Ribbon.

use domain::Trust;

/// The header that carries Ribbon's signature.
const SIGNATURE: &str = "x-ribbon-signature";

/// Checks the signature on this computer, with every flow's secret.
pub(super) fn check(secrets: &[String], headers: &[(String, String)], body: &[u8]) -> Trust {
    let header = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(SIGNATURE))
        .map(|(_, value)| value.as_str());
    ribbon_api::signature::verify(secrets.iter().map(String::as_str), body, header)
}
