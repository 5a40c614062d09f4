//! What people say and are called, in thirteen languages: read from the text files in `data/`.
//!
//! The files are lists under `[headings]`, so that a speaker of a language can mend them without reading
//! Rust. A name may carry its Latin spelling for e-mail addresses after `=`.

use std::sync::LazyLock;

use crate::score::{Criterion, ScoringSystem};

/// A language's phrases and names.
#[derive(Debug)]
pub(crate) struct Language {
    /// The code Ribbon uses, such as `de-DE`.
    pub(crate) code: &'static str,
    /// What stands between two words: nothing in Chinese and Japanese. Thai puts
    /// its words together too, but speech recognition sets phrases apart.
    pub(crate) separator: &'static str,
    /// How long one character takes to say, in milliseconds.
    pub(crate) character_ms: u64,
    pub(crate) greetings: Vec<&'static str>,
    /// How a candidate answers the greeting.
    pub(crate) hello: Vec<&'static str>,
    pub(crate) acknowledgements: Vec<&'static str>,
    pub(crate) follow_ups: Vec<&'static str>,
    pub(crate) closings: Vec<&'static str>,
    pub(crate) thanks: Vec<&'static str>,
    /// Short sentences an answer may begin with.
    pub(crate) openers: Vec<&'static str>,
    /// Sentences that fit any profession.
    pub(crate) answers: Vec<&'static str>,
    pub(crate) strong: Vec<&'static str>,
    pub(crate) weak: Vec<&'static str>,
    pub(crate) first_names: Vec<Name>,
    pub(crate) last_names: Vec<Name>,
}

/// A name and its spelling in an e-mail address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    pub(crate) written: &'static str,
    pub(crate) latin: &'static str,
}

/// A position interviewed for.
#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) title: &'static str,
    pub(crate) language: &'static str,
    pub(crate) video: bool,
    pub(crate) questions: Vec<&'static str>,
    /// What its flows score beyond the default criteria.
    pub(crate) criteria: Vec<Criterion>,
    /// Sentences that fit this profession.
    pub(crate) answers: Vec<&'static str>,
}

macro_rules! data {
    ($path:literal) => {
        include_str!(concat!("../data/", $path))
    };
}

static ENGLISH: LazyLock<Language> =
    LazyLock::new(|| Language::read("en-US", " ", 62, data!("languages/en-US.txt")));

static OTHERS: LazyLock<Vec<Language>> = LazyLock::new(|| {
    vec![
        Language::read("de-DE", " ", 56, data!("languages/de-DE.txt")),
        Language::read("es-419", " ", 60, data!("languages/es-419.txt")),
        Language::read("hi-IN", " ", 55, data!("languages/hi-IN.txt")),
        Language::read("ja-JP", "", 120, data!("languages/ja-JP.txt")),
        Language::read("pt-BR", " ", 60, data!("languages/pt-BR.txt")),
        Language::read("fr-FR", " ", 60, data!("languages/fr-FR.txt")),
        Language::read("zh-CN", "", 180, data!("languages/zh-CN.txt")),
        Language::read("ko-KR", " ", 120, data!("languages/ko-KR.txt")),
        Language::read("vi-VN", " ", 60, data!("languages/vi-VN.txt")),
        Language::read("th-TH", " ", 62, data!("languages/th-TH.txt")),
        Language::read("ar-AE", " ", 62, data!("languages/ar-AE.txt")),
        Language::read("no-NO", " ", 62, data!("languages/no-NO.txt")),
    ]
});

static ROLES: LazyLock<Vec<Role>> = LazyLock::new(|| {
    [
        data!("roles/backend-engineer.txt"),
        data!("roles/customer-support.txt"),
        data!("roles/store-manager.txt"),
        data!("roles/vertrieb.txt"),
        data!("roles/registered-nurse.txt"),
        data!("roles/data-analyst.txt"),
        data!("roles/other-languages.txt"),
    ]
    .into_iter()
    .flat_map(Role::read_all)
    .collect()
});

/// Companies candidates may have worked for; all invented.
pub(crate) const COMPANIES: [&str; 10] = [
    "Halvorsen",
    "Kestrel",
    "Bluepeak",
    "Marlowe",
    "Tamarind",
    "Solvang",
    "Orchard",
    "Pinewood",
    "Quillon",
    "Vantaro",
];

/// The places a second or third flow of the same title is for.
pub(crate) const PLACES: [&str; 8] = [
    "Berlin",
    "Austin",
    "São Paulo",
    "Bengaluru",
    "Osaka",
    "Dubai",
    "Oslo",
    "Toronto",
];

/// The phrases of a language; English for one that has none.
pub(crate) fn language(code: &str) -> &'static Language {
    OTHERS
        .iter()
        .find(|language| language.code == code)
        .unwrap_or(&ENGLISH)
}

/// The language codes people of this company may come from, English first.
pub(crate) fn codes() -> Vec<&'static str> {
    std::iter::once(ENGLISH.code)
        .chain(OTHERS.iter().map(|language| language.code))
        .collect()
}

/// The positions, the six of the default company first.
pub(crate) fn roles() -> &'static [Role] {
    &ROLES
}

impl Language {
    fn read(
        code: &'static str,
        separator: &'static str,
        character_ms: u64,
        text: &'static str,
    ) -> Self {
        let names = |heading| lines(text, heading).map(Name::read).collect();
        let phrases = |heading| lines(text, heading).collect();
        Self {
            code,
            separator,
            character_ms,
            greetings: phrases("greetings"),
            hello: phrases("hello"),
            acknowledgements: phrases("acknowledgements"),
            follow_ups: phrases("follow-ups"),
            closings: phrases("closings"),
            thanks: phrases("thanks"),
            openers: phrases("openers"),
            answers: phrases("answers"),
            strong: phrases("strong"),
            weak: phrases("weak"),
            first_names: names("first names"),
            last_names: names("last names"),
        }
    }
}

impl Role {
    /// Reads the roles of a file, set apart by lines of `====`.
    fn read_all(text: &'static str) -> Vec<Self> {
        text.split("====")
            .map(|part| Self {
                title: lines(part, "title").next().unwrap_or_default(),
                language: lines(part, "language").next().unwrap_or_default(),
                video: lines(part, "video").next() == Some("yes"),
                questions: lines(part, "questions").collect(),
                criteria: lines(part, "criteria").filter_map(criterion).collect(),
                answers: lines(part, "answers").collect(),
            })
            .collect()
    }
}

impl Name {
    fn read(line: &'static str) -> Self {
        match line.split_once('=') {
            Some((written, latin)) => Self { written, latin },
            None => Self {
                written: line,
                latin: line,
            },
        }
    }
}

/// Reads a line such as `percentage Product knowledge`.
fn criterion(line: &str) -> Option<Criterion> {
    let (system, name) = line.split_once(' ')?;
    Some(Criterion {
        name: name.to_owned(),
        scoring_system: ScoringSystem::named(system)?,
    })
}

/// The lines under one `[heading]`.
fn lines(text: &'static str, heading: &str) -> impl Iterator<Item = &'static str> {
    let heading = format!("[{heading}]");
    text.lines()
        .map(str::trim)
        .skip_while(move |line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_something_under_every_heading() {
        for code in codes() {
            let bank = language(code);
            assert_eq!(bank.code, code, "each code finds its own bank");
            let phrases = [
                (&bank.greetings, "greetings"),
                (&bank.hello, "hello"),
                (&bank.acknowledgements, "acknowledgements"),
                (&bank.follow_ups, "follow-ups"),
                (&bank.closings, "closings"),
                (&bank.thanks, "thanks"),
                (&bank.openers, "openers"),
                (&bank.answers, "answers"),
                (&bank.strong, "strong"),
                (&bank.weak, "weak"),
            ];
            for (list, heading) in phrases {
                assert!(
                    list.len() >= 2,
                    "{code} needs at least two lines under {heading}"
                );
            }
            assert!(bank.answers.len() >= 10, "{code} has too little to say");
            assert!(
                bank.first_names.len() >= 8,
                "{code} has too few first names"
            );
            assert!(bank.last_names.len() >= 8, "{code} has too few last names");
            for name in bank.first_names.iter().chain(&bank.last_names) {
                let latin = name.latin.chars().all(|c| c.is_ascii_alphabetic());
                assert!(
                    latin,
                    "{} needs a Latin spelling for its address",
                    name.written
                );
            }
        }
    }

    #[test]
    fn every_line_under_criteria_is_read() {
        let texts = [
            data!("roles/backend-engineer.txt"),
            data!("roles/customer-support.txt"),
            data!("roles/store-manager.txt"),
            data!("roles/vertrieb.txt"),
            data!("roles/registered-nurse.txt"),
            data!("roles/data-analyst.txt"),
            data!("roles/other-languages.txt"),
        ];
        for part in texts.into_iter().flat_map(|text| text.split("====")) {
            for line in lines(part, "criteria") {
                assert!(criterion(line).is_some(), "{line} is a system and a name");
            }
        }
        let systems: Vec<&str> = roles()
            .iter()
            .take(1)
            .flat_map(|role| &role.criteria)
            .map(|criterion| criterion.scoring_system.name())
            .collect();
        assert_eq!(
            systems,
            ["out_of_5", "percentage", "binary"],
            "the busiest flow scores in every system"
        );
    }

    #[test]
    fn the_roles_begin_with_the_default_company_and_reach_every_language() {
        let titles: Vec<_> = roles().iter().take(6).map(|role| role.title).collect();
        let expected = [
            "Backend Engineer",
            "Customer Support Specialist",
            "Store Manager",
            "Vertriebsmitarbeiter (m/w/d)",
            "Registered Nurse",
            "Data Analyst",
        ];
        assert_eq!(
            titles, expected,
            "the first six flows are the default company's"
        );
        for code in codes() {
            assert!(
                roles().iter().any(|role| role.language == code),
                "{code} has a role"
            );
        }
        for role in roles() {
            let count = role.questions.len();
            assert!(
                (4..=20).contains(&count),
                "{} asks {count} questions",
                role.title
            );
            assert!(
                role.answers.len() >= 3,
                "{} has too little to say",
                role.title
            );
        }
    }
}
