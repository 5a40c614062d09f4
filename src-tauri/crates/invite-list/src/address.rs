//! Whether a text can be an e-mail address. Ribbon judges in the end; this catches slips.

/// The longest address that mail can be sent to (RFC 5321).
const LONGEST: usize = 254;

/// Why a text is no address; `None` when it can be one.
pub fn fault(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Some("there is no e-mail address");
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Some("an e-mail address has no space or line break in it");
    }
    if text.contains([',', ';', '<', '>', '"', '(', ')']) {
        return Some("there must be one e-mail address alone, without a name beside it");
    }
    let Some((local, domain)) = text.split_once('@') else {
        return Some("an e-mail address has an @ in it");
    };
    if domain.contains('@') {
        return Some("an e-mail address has one @ only");
    }
    if local.is_empty() {
        return Some("there is nothing before the @");
    }
    if !is_domain(domain) {
        return Some("what follows the @ is not the name of a mail server");
    }
    (text.len() > LONGEST).then_some("no e-mail address is that long")
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
    fn each_slip_has_its_own_words() {
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
            assert!(said.insert(fault), "{text}: {fault} was said before");
        }
        let long = format!("{}@example.com", "a".repeat(250));
        assert!(fault(&long).is_some(), "too long for mail");
    }
}
