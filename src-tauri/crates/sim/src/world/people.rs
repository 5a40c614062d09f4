//! Candidates: names of many places, several interviews of one person, and people who leave out their
//! name, their address or both.

use crate::bank::{self, Name};
use crate::chance::Chance;

const DOMAINS: [&str; 5] = [
    "example.com",
    "example.org",
    "example.net",
    "mail.example",
    "post.example",
];

/// What an interview says about its candidate; each part may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Who {
    pub(crate) email: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
}

impl Who {
    /// Somebody new, most likely from where the flow's language is spoken.
    pub(crate) fn invent(chance: &mut Chance, flow_language: &'static str) -> Self {
        let code = if chance.happens(0.7) {
            flow_language
        } else {
            chance.phrase(&bank::codes())
        };
        let language = bank::language(code);
        let (Some(first), Some(last)) = (
            chance.pick(&language.first_names),
            chance.pick(&language.last_names),
        ) else {
            return Self::default();
        };
        let email = address(chance, *first, *last);
        let named = Self {
            email: Some(email),
            first_name: Some(first.written.to_owned()),
            last_name: Some(last.written.to_owned()),
        };
        named.leaving_out(chance)
    }

    /// Some people say less about themselves.
    fn leaving_out(mut self, chance: &mut Chance) -> Self {
        match chance.below(100) {
            0..=7 => return Self::default(),
            8..=11 => self.email = None,
            12..=14 => {
                self.first_name = None;
                self.last_name = None;
            }
            15..=17 => self.last_name = None,
            _ => {}
        }
        self
    }

    /// The same person interviewed again: sometimes the address is written in another case, which Ribbon
    /// does not tell apart.
    pub(crate) fn again(&self, chance: &mut Chance) -> Self {
        let mut again = self.clone();
        if chance.happens(0.25)
            && let Some((local, domain)) = self.email.as_deref().and_then(|e| e.split_once('@'))
        {
            let local: Vec<String> = local.split('.').map(capitalised).collect();
            again.email = Some(format!("{}@{domain}", local.join(".")));
        }
        again
    }

    /// What people with an address are told apart by.
    pub(crate) fn key(&self) -> Option<String> {
        self.email.as_deref().map(str::to_lowercase)
    }
}

fn address(chance: &mut Chance, first: Name, last: Name) -> String {
    let first = first.latin.to_ascii_lowercase();
    let last = last.latin.to_ascii_lowercase();
    let number = chance.between(2, 9_999);
    let domain = chance.phrase(&DOMAINS);
    match chance.below(4) {
        0 => format!("{first}{number}@{domain}"),
        1 => format!(
            "{}.{last}{number}@{domain}",
            first.chars().take(1).collect::<String>()
        ),
        _ => format!("{first}.{last}{number}@{domain}"),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_people_have_an_address_and_some_are_anonymous() {
        let mut chance = Chance::new(7, "people", 0);
        let people: Vec<Who> = (0..1_000)
            .map(|_| Who::invent(&mut chance, "de-DE"))
            .collect();
        let reachable = people.iter().filter(|who| who.email.is_some()).count();
        let anonymous = people.iter().filter(|who| **who == Who::default()).count();
        assert!(
            (830..930).contains(&reachable),
            "{reachable} of 1000 have an address"
        );
        assert!(
            (50..120).contains(&anonymous),
            "{anonymous} of 1000 say nothing"
        );
        for email in people.iter().filter_map(|who| who.email.as_deref()) {
            assert!(
                email.is_ascii() && email.contains('@'),
                "{email} is an address"
            );
        }
    }

    #[test]
    fn a_person_interviewed_again_keeps_the_key_whatever_the_case() {
        let who = Who {
            email: Some("ann.lee7@example.com".to_owned()),
            ..Who::default()
        };
        let mut chance = Chance::new(1, "again", 0);
        let again: Vec<Who> = (0..40).map(|_| who.again(&mut chance)).collect();
        assert!(
            again.iter().any(|other| other.email != who.email),
            "the case differs at times"
        );
        assert!(
            again.iter().all(|other| other.key() == who.key()),
            "the key never does"
        );
    }
}
