//! Whether a text can be an e-mail address. Ribbon judges in the end; this catches slips.

/// The longest address that mail can be sent to (RFC 5321).
const LONGEST: usize = 254;

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressFault {
    /// There is nothing.
    Missing,
    /// There is a space or a line break in it.
    Space,
    /// There is more than one address, or a name beside it.
    NotAlone,
    /// There is no @ in it.
    NoAt,
    /// There is more than one @ in it.
    TwoAts,
    /// Nothing stands before the @.
    NobodyBefore,
    /// What follows the @ is no name of a server.
    NoServer,
    /// Mail cannot be sent to so long an address.
    TooLong,
}

/// Why a text is no address; `None` when it can be one.
pub fn fault(text: &str) -> Option<AddressFault> {
    let text = text.trim();
    if text.is_empty() {
        return Some(AddressFault::Missing);
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Some(AddressFault::Space);
    }
    if text.contains([',', ';', '<', '>', '"', '(', ')']) {
        return Some(AddressFault::NotAlone);
    }
    let Some((local, domain)) = text.split_once('@') else {
        return Some(AddressFault::NoAt);
    };
    if domain.contains('@') {
        return Some(AddressFault::TwoAts);
    }
    if local.is_empty() {
        return Some(AddressFault::NobodyBefore);
    }
    if !is_domain(domain) {
        return Some(AddressFault::NoServer);
    }
    (text.len() > LONGEST).then_some(AddressFault::TooLong)
}

fn is_domain(text: &str) -> bool {
    let label = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    text.contains('.') && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_many_kinds_pass() {
        for text in [
            "jane.doe@example.com",
            " o'neil+jobs@sub.example.co.uk ",
            "josé@münchen.example",
            "a@1.co",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn each_slip_is_told_apart() {
        let mut said = std::collections::BTreeSet::new();
        for text in [
            "",
            "jane doe@example.com",
            "Jane<jane@example.com>",
            "jane.example.com",
            "jane@@example.com",
            "@example.com",
            "jane@example",
        ] {
            let fault = fault(text).expect(text);
            assert!(said.insert(fault), "{text}: {fault:?} was said before");
        }
        let long = format!("{}@example.com", "a".repeat(250));
        assert_eq!(fault(&long), Some(AddressFault::TooLong));
    }
}
