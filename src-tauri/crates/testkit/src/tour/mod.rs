//! All places of the window, for whoever looks at every one of them: with pictures, or with axe.

pub mod axe;

use std::time::Duration;

use anyhow::Context;
use serde_json::json;
use store::view::inbox::{self, Item, Query};

use crate::desk::Desk;

const SOON: Duration = Duration::from_secs(30);
/// The newest of what happened, among which the tour finds whom to visit.
const NEWEST: u32 = 500;

/// A place of the window.
#[derive(Clone, Debug)]
pub struct Place {
    /// What it is called, as a file may be.
    pub name: &'static str,
    /// Its address in the window.
    pub address: String,
    /// What is there once it shows what it has, and nowhere else.
    pub ready: String,
}

/// How the window is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dress {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Dark on light with stronger lines and inks.
    Contrast,
}

impl Dress {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Contrast];

    /// Its name, as a file may bear it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    fn marks(self) -> [&'static str; 2] {
        match self {
            Self::Light => ["light", "system"],
            Self::Dark => ["dark", "system"],
            Self::Contrast => ["light", "more"],
        }
    }
}

/// The places that show what the app's cache holds.
///
/// # Errors
/// When the cache cannot be read, or no two people were interviewed in the same flow.
pub fn places(desk: &Desk) -> anyhow::Result<Vec<Place>> {
    let query = Query {
        limit: NEWEST,
        include_done: true,
        ..Query::default()
    };
    let cache = desk.launch().cache()?;
    let mut items = cache.read(|connection| inbox::list(connection, &query))?;
    // Webhooks arrive in any order; the pictures show the same people each time.
    items.sort_by(|one, other| one.interview_id.cmp(&other.interview_id));
    let pair = pair(&items).context("no two people were interviewed in the same flow")?;
    let [one, other] = pair.map(|item| item.candidate_id);
    let [item, _] = pair;
    let flow = &item.flow_id;
    let interview = item.interview_id.as_deref().unwrap_or_default();
    let place = |name, address: String, ready: &str| Place {
        name,
        address,
        ready: ready.to_owned(),
    };
    let settings = |name, section| {
        let ready = format!("[aria-current=true][href$='/settings/{section}']");
        place(name, format!("#/settings/{section}"), &ready)
    };
    Ok(vec![
        place("inbox", "#/inbox".to_owned(), "[data-inbox-id]"),
        place(
            "pipeline",
            format!("#/pipeline/{flow}"),
            "[data-candidate-id]",
        ),
        place("people", "#/people".to_owned(), "[data-person-id]"),
        place(
            "candidate",
            format!("#/candidate/{one}?interview={interview}"),
            "[data-segment]",
        ),
        place(
            "compare",
            format!("#/compare?ids={one},{other}&flow={flow}"),
            "[data-compared]",
        ),
        place("search", "#/search?q=team".to_owned(), "mark"),
        place("search-empty", "#/search".to_owned(), "[data-search-start]"),
        place(
            "search-nothing",
            "#/search?q=xyzzyq".to_owned(),
            "[role=search] ~ div:not([data-search-start]) > h2",
        ),
        place(
            "insights",
            "#/insights".to_owned(),
            "[data-chart=scores] svg",
        ),
        place("flows", "#/flows".to_owned(), "[data-flow-id]"),
        place("new-flow", "#/flows/new".to_owned(), "form input"),
        place(
            "invite-many",
            format!("#/flows/invite/{flow}"),
            "textarea, input",
        ),
        settings("settings-connection", "connection"),
        settings("settings-sources", "sources"),
        settings("settings-notifications", "notifications"),
        settings("settings-appearance", "appearance"),
        settings("settings-privacy", "privacy"),
        settings("settings-keyboard", "keyboard"),
        settings("settings-marks", "marks"),
        settings("settings-diagnostics", "diagnostics"),
    ])
}

/// Two people who were interviewed in the same flow.
fn pair(items: &[Item]) -> Option<[&Item; 2]> {
    let held = || items.iter().filter(|item| item.interview_id.is_some());
    held().find_map(|one| {
        let other = held()
            .find(|other| other.flow_id == one.flow_id && other.candidate_id != one.candidate_id)?;
        Some([one, other])
    })
}

/// Goes there and waits until it is drawn.
///
/// # Errors
/// When it does not appear.
pub async fn visit(desk: &Desk, place: &Place) -> anyhow::Result<()> {
    desk.go_to(&place.address).await?;
    let ready = format!("main[data-screen] :is({})", place.ready);
    desk.window().wait_for_element(&ready, SOON).await?;
    desk.window().wait_until_drawn().await
}

/// Dresses the window.
///
/// # Errors
/// When the page is gone.
pub async fn dress(desk: &Desk, dress: Dress) -> anyhow::Result<()> {
    let script = "const [theme, contrast] = arguments;
        localStorage.setItem('theme', theme);
        localStorage.setItem('contrast', contrast);
        const { dataset } = document.documentElement;
        dataset.theme = theme;
        if (contrast === 'more') dataset.contrast = 'more'; else delete dataset.contrast;
        return true";
    let marks = dress.marks().map(|mark| json!(mark));
    desk.window().run(script, &marks).await?;
    desk.window().wait_until_drawn().await
}
