//! What the screens ask, each in one read as the app does it.

use std::time::Instant;

use domain::{CandidateId, InterviewId, UnixMs};
use serde_json::{Value, json};
use store::{
    Connection, Store,
    table::{candidate, interview, transition},
    view::{
        self, board, inbox, insights,
        people::{self, Filter, Order, ScoreRange},
    },
};

/// Rows that a list asks for at once.
const SLICE: u32 = 100;
/// How often each screen is asked for.
const TIMES: u32 = 300;
/// How often the figures are asked for, which take longer.
const FEW: u32 = 20;
/// The days of the figures.
const DAYS: i64 = 90;
const DAY_MS: i64 = 86_400_000;

/// Gives, in milliseconds, how long each screen's questions took.
pub(super) fn measure(store: &Store) -> anyhow::Result<Value> {
    let flows = store.read(|connection| board::flows(connection, None))?;
    let people = store.read(candidate::count)?;
    let events = store.read(store::table::event::count)?;
    let facets = store.read(people::facets)?;
    let (mut boards, mut lists, mut pages) = (Vec::new(), Vec::new(), Vec::new());
    let (mut tables, mut narrowed, mut choices) = (Vec::new(), Vec::new(), Vec::new());
    for (n, flow) in (0..TIMES).zip(flows.iter().cycle()) {
        boards.push(took(store, |it| a_board(it, &flow.flow_id, n))?);
        lists.push(took(store, |it| {
            a_list(it, &flow.flow_id, spread(n, events))
        })?);
        pages.push(took(store, |it| a_candidate(it, spread(n, people)))?);
        let filter = Filter {
            order: an_order(&facets, n),
            reverse: n.is_multiple_of(2),
            ..Filter::default()
        };
        tables.push(took(store, |it| a_table(it, &filter, spread(n, people)))?);
        let filter = narrowed_by(filter, &facets, &flow.flow_id, n);
        narrowed.push(took(store, |it| a_table(it, &filter, 0))?);
        choices.push(took(store, |it| people::facets(it).map(drop))?);
    }
    let days: Vec<UnixMs> = (0..DAYS).map(|day| UnixMs(day * DAY_MS)).collect();
    let figures = insights::Query {
        before: UnixMs(i64::MAX),
        days,
        ..insights::Query::default()
    };
    let figures = (0..FEW).map(|_| took(store, |it| insights::read(it, &figures).map(drop)));
    let figures = figures.collect::<store::Result<Vec<_>>>()?;
    Ok(json!({
        "a board": boards,
        "a list": lists,
        "a candidate's page": pages,
        "the table of everyone": tables,
        "the table, narrowed": narrowed,
        "the choices of the filters": choices,
        "the figures of all time": figures,
    }))
}

fn took(store: &Store, ask: impl FnOnce(&Connection) -> store::Result<()>) -> store::Result<f64> {
    let began = Instant::now();
    store.read(ask)?;
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}

/// Places all over a list of this length, in no order.
fn spread(n: u32, length: u32) -> u32 {
    n.wrapping_mul(2_654_435_761) % length.max(1)
}

/// All flows, one of them with its columns, and a slice of each, from its head or further down.
fn a_board(connection: &Connection, flow: &str, n: u32) -> store::Result<()> {
    board::flows(connection, None)?;
    for column in board::columns(connection, flow)? {
        let offset = if n.is_multiple_of(2) {
            0
        } else {
            spread(n, column.count)
        };
        board::cards(connection, flow, &column.key, offset, SLICE)?;
    }
    Ok(())
}

/// A slice of the inbox, of all flows or of one.
fn a_list(connection: &Connection, flow: &str, offset: u32) -> store::Result<()> {
    let query = inbox::Query {
        flow_id: offset.is_multiple_of(3).then(|| flow.to_owned()),
        include_done: offset.is_multiple_of(2),
        offset,
        limit: SLICE,
        ..inbox::Query::default()
    };
    inbox::list(connection, &query)?;
    inbox::count(connection, &query)?;
    inbox::unread(connection)?;
    Ok(())
}

/// Each of the table's orders in turn, that of each criterion among them.
fn an_order(facets: &people::Facets, n: u32) -> Order {
    let orders = [
        Order::LastSeen,
        Order::FirstSeen,
        Order::Name,
        Order::Interviewed,
        Order::Average,
        Order::Interviews,
        Order::Status,
    ];
    let criteria = facets.criteria.iter();
    let criteria = criteria.map(|it| Order::Criterion(it.key.clone()));
    let all: Vec<Order> = orders.into_iter().chain(criteria).collect();
    let nth = all.get(n as usize % all.len().max(1));
    nth.cloned().unwrap_or_default()
}

/// Each of the table's filters in turn, alone or two at once.
fn narrowed_by(mut filter: Filter, facets: &people::Facets, flow: &str, n: u32) -> Filter {
    let nth = (n as usize).checked_rem(facets.criteria.len());
    let criterion = nth.and_then(|nth| facets.criteria.get(nth));
    let of_score = n / 3 % 9;
    match n % 9 {
        0 => filter.flow_id = Some(flow.to_owned()),
        1 => filter.gone = Some(false),
        2 => filter.min_average = Some(f64::from(of_score) / 2.0),
        3 => filter.interviewed_from = Some(UnixMs(i64::from(n) * DAY_MS)),
        4 => filter.team_id = facets.teams.first().map(|(id, _)| id.clone()),
        5 => filter.language = facets.languages.first().cloned(),
        6 => filter.column = facets.statuses.first().map(|it| format!("status:{it}")),
        7 => filter.reviewed = Some(false),
        _ => filter.max_average = Some(f64::from(of_score) / 2.0),
    }
    if n % 2 == 1 {
        filter.scores.extend(criterion.map(|it| ScoreRange {
            criterion: it.key.clone(),
            min: Some(f64::from(of_score) / 2.0),
            max: None,
        }));
    }
    filter
}

/// A slice of the table, from anywhere in it, and how many there are.
fn a_table(connection: &Connection, filter: &Filter, offset: u32) -> store::Result<()> {
    people::page(connection, filter, offset, SLICE)?;
    people::count(connection, filter)?;
    Ok(())
}

/// A candidate's page with what was said in the newest interview.
fn a_candidate(connection: &Connection, number: u32) -> store::Result<()> {
    let id = CandidateId(i64::from(number) + 1);
    candidate::get(connection, id)?;
    candidate::names(connection, id)?;
    transition::chains(connection, id)?;
    view::candidate::flows(connection, id)?;
    if let Some(newest) = view::candidate::interviews(connection, id)?.first() {
        view::candidate::interview(connection, &InterviewId::new(&newest.interview_id))?;
        interview::said(connection, newest.num)?;
        interview::scores(connection, newest.num)?;
    }
    Ok(())
}
