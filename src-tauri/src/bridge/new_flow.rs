//! A flow to be made: what is wrong with it, and what is sent to Ribbon.

use super::flow::LANGUAGES;
use super::voice;
use contract::Said;
use contract::flow::{FieldProblem, NewFlow};
use domain::TeamId;
use url::{Host, Url};

/// As many questions as Ribbon takes (documented).
const MOST_QUESTIONS: usize = 20;
/// A secret shorter than this can be guessed.
const SHORTEST_SECRET: usize = 16;

/// What is to be put right before Ribbon is asked.
pub(crate) fn problems(new: &NewFlow) -> Vec<FieldProblem> {
    let mut found = Problems::default();
    if new.org_name.trim().is_empty() {
        found.add("org_name", Said::OrganisationMissing);
    }
    if new.title.trim().is_empty() {
        found.add("title", Said::TitleMissing);
    }
    match questions(new).len() {
        0 => found.add("questions", Said::QuestionMissing),
        asked if asked > MOST_QUESTIONS => {
            let (most, asked) = (number(MOST_QUESTIONS), number(asked));
            found.add("questions", Said::TooManyQuestions { most, asked });
        }
        _ => {}
    }
    for (field, url) in [
        ("company_logo_url", &new.company_logo_url),
        ("preamble_video_url", &new.preamble_video_url),
        ("redirect_url", &new.redirect_url),
        ("webhook_url", &new.webhook_url),
    ] {
        if let Some(fault) = url_fault(url.trim()) {
            found.add(field, fault);
        }
    }
    let secret = new.webhook_secret_key.trim();
    if has_webhook(new) && (1..SHORTEST_SECRET).contains(&secret.chars().count()) {
        let least = number(SHORTEST_SECRET);
        found.add("webhook_secret_key", Said::SecretTooShort { least });
    }
    let is_known = |id: &str, mut known: std::slice::Iter<'_, &str>| {
        id.is_empty() || known.any(|one| *one == id)
    };
    if !new.voice_id.is_empty() && !voice::is_documented(&new.voice_id) {
        found.add("voice_id", Said::VoiceUnknown);
    }
    if !is_known(&new.language, LANGUAGES.map(|(id, _)| id).iter()) {
        found.add("language", Said::LanguageUnknown);
    }
    if !is_known(&new.interview_type, ["recruitment", "general"].iter()) {
        found.add("interview_type", Said::TypeUnknown);
    }
    found.0
}

#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, field: &str, said: Said) {
        self.0.push(FieldProblem {
            field: field.to_owned(),
            said,
        });
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn url_fault(text: &str) -> Option<Said> {
    if text.is_empty() {
        return None;
    }
    let Ok(url) = Url::parse(text) else {
        return Some(Said::UrlIncomplete);
    };
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" if url.has_host() => None,
        "http" if is_here => None,
        "http" => Some(Said::UrlNotSecure),
        _ => Some(Said::UrlIncomplete),
    }
}

fn has_webhook(new: &NewFlow) -> bool {
    !new.webhook_url.trim().is_empty()
}

fn questions(new: &NewFlow) -> Vec<String> {
    let asked = new.questions.iter().map(|one| one.trim());
    asked
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What is sent to Ribbon: what was left empty is left to its defaults.
pub(crate) fn wire(new: &NewFlow) -> ribbon_api::NewFlow {
    let given = |text: &String| {
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    ribbon_api::NewFlow {
        org_name: new.org_name.trim().to_owned(),
        title: new.title.trim().to_owned(),
        questions: questions(new),
        team_id: given(&new.team_id).map(TeamId::new),
        voice_id: given(&new.voice_id),
        language: given(&new.language),
        company_logo_url: given(&new.company_logo_url),
        additional_info: given(&new.additional_info),
        additional_instructions: given(&new.additional_instructions),
        interview_type: given(&new.interview_type),
        is_video_enabled: Some(new.is_video_enabled),
        is_doc_upload_enabled: Some(new.is_doc_upload_enabled),
        redirect_url: given(&new.redirect_url),
        webhook_url: given(&new.webhook_url),
        // A secret without an address would sign nothing.
        webhook_secret_key: given(&new.webhook_secret_key).filter(|_| has_webhook(new)),
        intro: given(&new.intro),
        outro: given(&new.outro),
        preamble_video_url: given(&new.preamble_video_url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> NewFlow {
        NewFlow {
            org_name: "Acme".into(),
            title: " Nurse ".into(),
            questions: vec!["Why?".into(), " ".into()],
            webhook_url: "https://relay.example/in/a/b".into(),
            webhook_secret_key: "a-secret-of-some-length".into(),
            ..NewFlow::default()
        }
    }

    fn fields(new: &NewFlow) -> Vec<String> {
        problems(new).into_iter().map(|one| one.field).collect()
    }

    #[test]
    fn what_is_left_empty_is_left_to_ribbon() {
        assert_eq!(fields(&good()), Vec::<String>::new(), "nothing is wrong");
        let wire = wire(&good());
        assert_eq!(wire.title, "Nurse");
        assert_eq!(wire.questions, ["Why?"], "an empty question is none");
        assert_eq!((wire.voice_id, wire.language), (None, None));
    }

    #[test]
    fn a_secret_is_not_sent_where_nothing_is_signed() {
        let new = NewFlow {
            webhook_url: String::new(),
            ..good()
        };
        assert_eq!(wire(&new).webhook_secret_key, None);
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let bad = NewFlow {
            org_name: " ".into(),
            title: String::new(),
            questions: vec!["?".into(); 21],
            company_logo_url: "logo.png".into(),
            preamble_video_url: "ftp://x/y".into(),
            redirect_url: "http://example.com".into(),
            webhook_url: "https://".into(),
            webhook_secret_key: "short".into(),
            voice_id: "Bob".into(),
            language: "xx".into(),
            interview_type: "chat".into(),
            ..NewFlow::default()
        };
        let expected = [
            "org_name",
            "title",
            "questions",
            "company_logo_url",
            "preamble_video_url",
            "redirect_url",
            "webhook_url",
            "webhook_secret_key",
            "voice_id",
            "language",
            "interview_type",
        ];
        assert_eq!(fields(&bad), expected);
        let said = problems(&bad);
        assert_eq!(
            said[2].said,
            Said::TooManyQuestions {
                most: 20,
                asked: 21
            }
        );
    }

    #[test]
    fn an_address_on_this_computer_needs_no_encryption() {
        assert_eq!(url_fault("http://127.0.0.1:9/in/a/b"), None);
        assert_eq!(url_fault("http://localhost/x"), None);
    }
}
