//! The one form of `Range` that players send: a single range of bytes.

use axum::http::{HeaderMap, header};

/// Which bytes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of them.
    All,
    /// From the first to the last, both included.
    Part(u64, u64),
    /// Something beyond the end.
    Impossible,
}

/// Reads the request's `Range` for a recording of `total` bytes. What is not understood is passed
/// over, as RFC 9110 asks.
pub(super) fn asked(headers: &HeaderMap, total: u64) -> Asked {
    let range = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.trim().strip_prefix("bytes="))
        .and_then(|text| text.split_once('-'));
    let Some((first, last)) = range else {
        return Asked::All;
    };
    let end = total.saturating_sub(1);
    let (first, last) = match (first.trim().parse::<u64>(), last.trim()) {
        (Ok(first), "") => (first, end),
        (Ok(first), last) => match last.parse::<u64>() {
            Ok(last) if last >= first => (first, last.min(end)),
            _ => return Asked::All,
        },
        // The last so many bytes.
        (Err(_), last) if first.trim().is_empty() => match last.parse::<u64>() {
            Ok(0) => return Asked::Impossible,
            Ok(count) => (total.saturating_sub(count), end),
            Err(_) => return Asked::All,
        },
        (Err(_), _) => return Asked::All,
    };
    if first < total {
        Asked::Part(first, last)
    } else {
        Asked::Impossible
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn ask(range: &str) -> Asked {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_str(range).unwrap());
        asked(&headers, 1_000)
    }

    #[test]
    fn a_range_is_read_in_each_of_its_three_forms() {
        assert_eq!(ask("bytes=0-99"), Asked::Part(0, 99), "from and to");
        assert_eq!(ask("bytes=900-"), Asked::Part(900, 999), "from to the end");
        assert_eq!(ask("bytes=-100"), Asked::Part(900, 999), "the last hundred");
        assert_eq!(
            ask("bytes=900-5000"),
            Asked::Part(900, 999),
            "cut at the end"
        );
    }

    #[test]
    fn a_range_beyond_the_end_is_impossible_and_nonsense_is_passed_over() {
        assert_eq!(
            ask("bytes=1000-"),
            Asked::Impossible,
            "begins behind the end"
        );
        assert_eq!(ask("bytes=-0"), Asked::Impossible, "no byte at all");
        for nonsense in ["bytes=9-3", "chars=0-9", "bytes=a-b", "bytes=0-1,5-9"] {
            assert_eq!(ask(nonsense), Asked::All, "{nonsense}");
        }
        assert_eq!(asked(&HeaderMap::new(), 5), Asked::All, "no range at all");
    }
}
