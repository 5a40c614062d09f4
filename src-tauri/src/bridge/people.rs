//! The table of everyone.

use super::score_columns::score_columns;
use super::{interview, mark, name, title};
use contract::flow::NamedId;
use contract::people::{PeopleFacets, PeopleFilter, PeopleOrder, Person};
use domain::{CriterionKey, Score, Scores, UnixMs};
use std::collections::BTreeMap;
use store::table::criterion;
use store::table::mark::tag::TagName;
use store::view::people::{self as view, Filter, Held, Order, ScoreRange};

/// Whom the window asks for, as the cache takes it. An empty text narrows nothing.
pub(crate) fn filter(asked: PeopleFilter) -> Filter {
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    // What is no tag, nobody has.
    let tag = given(asked.tag).map(|tag| match TagName::parse(&tag) {
        Ok(tag) => tag.key().to_owned(),
        Err(_) => tag,
    });
    Filter {
        flow_id: given(asked.flow_id),
        column: given(asked.column),
        ever: given(asked.ever),
        ever_from: asked.ever_from.map(UnixMs),
        ever_before: asked.ever_before.map(UnixMs),
        held: asked.held.map(|held| Held {
            from: held.from.map(UnixMs),
            before: held.before.map(UnixMs),
            criterion: given(held.criterion).map(CriterionKey::from_text),
            min_average: held.min_average,
            max_average: held.max_average,
        }),
        team_id: given(asked.team_id),
        min_average: asked.min_average,
        max_average: asked.max_average,
        scores: asked.scores.into_iter().map(score_range).collect(),
        interviewed_from: asked.interviewed_from.map(UnixMs),
        interviewed_before: asked.interviewed_before.map(UnixMs),
        gone: asked.gone,
        language: given(asked.language),
        reviewed: asked.reviewed,
        starred: asked.starred,
        tag,
        seen_from: asked.seen_from.map(UnixMs),
        seen_before: asked.seen_before.map(UnixMs),
        name: given(asked.name),
        order: match asked.order {
            PeopleOrder::LastSeen => Order::LastSeen,
            PeopleOrder::FirstSeen => Order::FirstSeen,
            PeopleOrder::Name => Order::Name,
            PeopleOrder::Interviewed => Order::Interviewed,
            PeopleOrder::Average => Order::Average,
            PeopleOrder::Criterion(key) => Order::Criterion(CriterionKey::from_text(key)),
            PeopleOrder::Interviews => Order::Interviews,
            PeopleOrder::Status => Order::Status,
        },
        reverse: asked.reverse,
    }
}

fn score_range(asked: contract::people::ScoreRange) -> ScoreRange {
    ScoreRange {
        criterion: CriterionKey::from_text(asked.criterion),
        min: asked.min,
        max: asked.max,
    }
}

/// What the filters offer.
pub(crate) fn facets(facets: view::Facets) -> PeopleFacets {
    let teams = facets.teams.into_iter();
    PeopleFacets {
        languages: facets.languages,
        statuses: facets.statuses,
        criteria: facets
            .criteria
            .into_iter()
            .map(interview::criterion)
            .collect(),
        teams: teams.map(|(id, name)| NamedId { id, name }).collect(),
    }
}

/// One row.
pub(crate) fn person(person: view::Person) -> Person {
    Person {
        candidate_id: person.candidate_id,
        name: name(person.name.or_else(|| person.email.clone())),
        email: person.email,
        flow_id: person.flow_id,
        flow_title: title(person.flow),
        flows: person.flows,
        column: person.column,
        status: person.status,
        average: person.average,
        scores: person
            .scores
            .into_iter()
            .map(|(key, value)| (key.as_str().to_owned(), value))
            .collect(),
        interviewed_at: person.interviewed_at.map(|it| it.0),
        interviews: person.interviews,
        gone: person.gone,
        language: person.language,
        has_gap: person.has_gap,
        has_video: person.has_video,
        first_seen_at: person.first_seen_at.0,
        last_seen_at: person.last_seen_at.0,
        marks: mark::marks(Some(person.marks)),
    }
}

/// The names of the columns of [`csv()`].
const COLUMNS: [&str; 17] = [
    "name",
    "email",
    "flow",
    "flow_id",
    "flows",
    "status",
    "average",
    "interviews",
    "language",
    "first_seen_at",
    "last_seen_at",
    "starred",
    "reviewed_at",
    "tags",
    "status_change_missing",
    "interviewed_at",
    "no_longer_at_ribbon",
];

/// Candidates as CSV with a column for each of these criteria, UTF-8 with a byte order mark, by which
/// spreadsheets recognise it. No cell is taken for a formula.
pub(crate) fn csv(people: Vec<view::Person>, criteria: &[criterion::Criterion]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    // Writing into memory does not fail.
    let columns = score_columns(&scores(criteria, &BTreeMap::new()), COLUMNS.into_iter());
    let headings = columns
        .iter()
        .map(|column| invite_list::inert(&column.heading));
    let own = COLUMNS.into_iter().map(str::to_owned);
    let _ = writer.write_record(own.chain(headings));
    for one in people {
        let yes_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let cells = [
            one.name.unwrap_or_default(),
            one.email.unwrap_or_default(),
            one.flow.unwrap_or_default(),
            one.flow_id,
            one.flows.to_string(),
            one.status.unwrap_or_default(),
            one.average.map(|it| format!("{it:.2}")).unwrap_or_default(),
            one.interviews.to_string(),
            one.language.unwrap_or_default(),
            moment(one.first_seen_at),
            moment(one.last_seen_at),
            yes_no(one.marks.starred),
            one.marks.reviewed_at.map(moment).unwrap_or_default(),
            one.marks.tags.join("; "),
            yes_no(one.has_gap),
            one.interviewed_at.map(moment).unwrap_or_default(),
            one.gone.to_string(),
        ];
        let given = scores(criteria, &one.scores);
        let given = columns.iter().map(|column| column.text(&given));
        let cells = cells.into_iter().chain(given);
        let _ = writer.write_record(cells.map(|cell| invite_list::inert(&cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// What somebody was given for each criterion.
fn scores(criteria: &[criterion::Criterion], given: &BTreeMap<CriterionKey, f64>) -> Scores {
    let each = criteria.iter().map(|criterion| Score {
        key: criterion.key.clone(),
        name: criterion.name.clone(),
        system: criterion.system.clone(),
        value: given.get(&criterion.key).copied(),
    });
    Scores::from_stored(each.collect())
}

/// A moment in UTC, as spreadsheets read it.
fn moment(at: UnixMs) -> String {
    let format = time::macros::format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    time::OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1_000))
        .ok()
        .and_then(|time| time.format(format).ok())
        .unwrap_or_else(|| at.0.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::table::mark::candidate::Marks;

    fn jane() -> view::Person {
        view::Person {
            candidate_id: 7,
            name: Some("=HYPERLINK(\"http://evil\")".into()),
            email: Some("jane@example.com".into()),
            flow_id: "f1".into(),
            flow: Some("Backend, senior".into()),
            language: Some("en-US".into()),
            flows: 1,
            column: "status:shortlisted".into(),
            status: Some("shortlisted".into()),
            average: Some(4.0),
            scores: BTreeMap::from([(CriterionKey::from_text("culture_fit:percentage"), 3.5)]),
            interviewed_at: Some(UnixMs(1_790_000_000_000)),
            interviews: 2,
            gone: 1,
            has_gap: false,
            has_video: true,
            first_seen_at: UnixMs(1_790_000_000_000),
            last_seen_at: UnixMs(1_790_000_001_999),
            marks: Marks {
                starred: true,
                reviewed_at: None,
                tags: vec!["-1 year".into(), "Berlin".into()],
            },
        }
    }

    #[test]
    fn people_are_written_so_that_no_cell_of_theirs_runs() {
        let fit = criterion::Criterion {
            id: 8,
            key: CriterionKey::from_text("culture_fit:percentage"),
            name: "Culture fit".into(),
            system: domain::ScoringSystem::Percentage,
        };
        let written = String::from_utf8(csv(vec![jane()], &[fit])).unwrap();
        let mut reader =
            csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
        let headings = reader.headers().unwrap().clone();
        assert_eq!(&headings[17], "Culture fit (%)", "after our own columns");
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(&row[0], "'=HYPERLINK(\"http://evil\")", "made harmless");
        assert_eq!(&row[2], "Backend, senior", "with its comma");
        assert_eq!(&row[9], "2026-09-21 14:13:20", "to the second, in UTC");
        assert_eq!(&row[13], "'-1 year; Berlin", "made harmless");
        assert_eq!(
            &row[15], "2026-09-21 14:13:20",
            "when they were interviewed"
        );
        assert_eq!(
            (&row[16], &row[17]),
            ("1", "70"),
            "no longer at Ribbon; percent"
        );
        assert!(written.starts_with('\u{feff}'), "recognised as UTF-8");
    }

    #[test]
    fn an_empty_filter_narrows_nothing_and_a_tag_is_found_in_any_case() {
        let asked = PeopleFilter {
            name: Some("  ".into()),
            flow_id: Some(String::new()),
            tag: Some(" BERLIN ".into()),
            ..PeopleFilter::default()
        };
        let filter = filter(asked);
        assert_eq!((filter.name, filter.flow_id), (None, None));
        assert_eq!(filter.tag.as_deref(), Some("berlin"));
    }
}
