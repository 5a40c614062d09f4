//! What the screens ask, each in one read as the app does it.

use std::time::Instant;

use domain::{CandidateId, CriterionKey, InterviewId};
use serde_json::{Value, json};
use store::{
    Connection, Store,
    table::{candidate, interview, transition},
    view::{
        self, board, inbox,
        people::{self, Filter, Order},
    },
};

/// Rows that a list asks for at once.
const SLICE: u32 = 100;
/// How often each screen is asked for.
const TIMES: u32 = 300;

/// Gives, in milliseconds, how long each screen's questions took.
pub(super) fn measure(store: &Store) -> anyhow::Result<Value> {
    let flows = store.read(|connection| board::flows(connection, None))?;
    let people = store.read(candidate::count)?;
    let events = store.read(store::table::event::count)?;
    let (mut boards, mut lists, mut pages) = (Vec::new(), Vec::new(), Vec::new());
    let mut tables = Vec::new();
    for (n, flow) in (0..TIMES).zip(flows.iter().cycle()) {
        boards.push(took(store, |it| a_board(it, &flow.flow_id, n))?);
        lists.push(took(store, |it| {
            a_list(it, &flow.flow_id, spread(n, events))
        })?);
        pages.push(took(store, |it| a_candidate(it, spread(n, people)))?);
        tables.push(took(store, |it| {
            a_table(it, &flow.flow_id, n, spread(n, people))
        })?);
    }
    Ok(json!({ "board": boards, "list": lists, "candidate": pages, "people": tables }))
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

/// A slice of the table of everyone in one of its orders, from anywhere in it; of one flow from its head.
fn a_table(connection: &Connection, flow: &str, n: u32, offset: u32) -> store::Result<()> {
    let orders = [
        Order::LastSeen,
        Order::FirstSeen,
        Order::Name,
        Order::Interviewed,
        Order::Average,
        Order::Criterion(CriterionKey::from_text("communication")),
        Order::Interviews,
        Order::Status,
    ];
    let order = orders.get(n as usize % orders.len()).cloned();
    let of_flow = n.is_multiple_of(4);
    let filter = Filter {
        flow_id: of_flow.then(|| flow.to_owned()),
        order: order.unwrap_or_default(),
        reverse: n.is_multiple_of(2),
        ..Filter::default()
    };
    people::page(connection, &filter, if of_flow { 0 } else { offset }, SLICE)?;
    people::count(connection, &filter)?;
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
