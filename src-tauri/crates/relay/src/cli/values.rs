//! Values on the command line that need more than a type.

use std::net::SocketAddr;

use crate::config::check_public_url;

/// Less would drop webhooks before any laptop can have read them.
const LEAST_RETAINED: u64 = 1 << 20;
/// A webhook of Ribbon's may have this much for certain.
const SMALLEST_BODY: u64 = 1 << 10;
/// Eight of these are held in memory at once.
const LARGEST_BODY: u64 = 64 << 20;

/// `--listen` and `--metrics-listen`.
pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        "give an IP address and a port: 127.0.0.1:8787 for this machine only, 0.0.0.0:8787 or \
         [::]:8787 for every network"
            .to_owned()
    })
}

/// `--public-url`.
pub(super) fn public_url(text: &str) -> Result<String, String> {
    check_public_url(text).map_err(|error| error.to_string())?;
    Ok(text.to_owned())
}

/// `--max-body`.
pub(super) fn max_body(text: &str) -> Result<usize, String> {
    let bytes = size(text)?;
    if !(SMALLEST_BODY..=LARGEST_BODY).contains(&bytes) {
        return Err("give 1K to 64M".to_owned());
    }
    usize::try_from(bytes).map_err(|error| error.to_string())
}

/// `--retain-bytes`.
pub(super) fn retain_bytes(text: &str) -> Result<u64, String> {
    let bytes = size(text)?;
    if bytes < LEAST_RETAINED {
        return Err("give at least 1M; to set no limit, leave the option out".to_owned());
    }
    Ok(bytes)
}

/// A number of bytes, with K, M, G or T for powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|last: char| !last.is_ascii_digit());
    let unit = match text.strip_prefix(digits) {
        Some("") => Some(1),
        Some("K" | "k" | "KiB") => Some(1 << 10),
        Some("M" | "MiB") => Some(1 << 20),
        Some("G" | "GiB") => Some(1 << 30),
        Some("T" | "TiB") => Some(1 << 40),
        _ => None,
    };
    digits
        .parse::<u64>()
        .ok()
        .zip(unit)
        .and_then(|(number, unit)| number.checked_mul(unit))
        .ok_or_else(|| "give a number of bytes, such as 262144, 256K, 64M or 20G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_a_number_with_a_unit_or_without() {
        for (text, bytes) in [
            ("262144", 262_144),
            ("256K", 262_144),
            ("64MiB", 64 << 20),
            ("2T", 2 << 40),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for wrong in ["", "K", "-1", "1.5M", "1 M", "1MB5", "99999999T", "1m"] {
            assert!(size(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn values_that_cannot_be_meant_are_refused() {
        for wrong in ["", ":8787", "8787", "localhost:8787", "127.0.0.1"] {
            let said = address(wrong).unwrap_err();
            assert!(said.contains("127.0.0.1:8787"), "{wrong:?}: {said}");
        }
        for wrong in ["0", "1023", "65M", "x"] {
            assert!(max_body(wrong).is_err(), "{wrong:?}");
        }
        for wrong in ["0", "1", "1048575", ""] {
            assert!(retain_bytes(wrong).is_err(), "{wrong:?}");
        }
        assert_eq!(max_body("1K"), Ok(1024), "the smallest");
        assert_eq!(retain_bytes("1M"), Ok(1 << 20), "the least");
    }
}
