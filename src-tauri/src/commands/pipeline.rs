//! Flows and boards.

use super::{Answer, TheDesk, or_not_found, read, write};
use crate::bridge::pipeline as bridge;
use contract::pipeline::{Board, Card, CardsQuery, ColumnOrder, FlowSummary};
use domain::FlowId;
use store::Connection;
use store::table::mark::{candidate, column};
use store::view::board as view;

#[tauri::command]
pub(crate) async fn flows(desk: TheDesk<'_>) -> Answer<Vec<FlowSummary>> {
    let flows = read(&desk, |connection| view::flows(connection, None)).await?;
    Ok(flows.into_iter().map(bridge::flow).collect())
}

#[tauri::command]
pub(crate) async fn board(desk: TheDesk<'_>, argument: String) -> Answer<Board> {
    let found = read(&desk, move |connection| shown(connection, &argument)).await?;
    or_not_found(found, "flow")
}

fn shown(connection: &Connection, flow_id: &str) -> store::Result<Option<Board>> {
    let flow = view::flows(connection, Some(flow_id))?.into_iter().next();
    let columns = view::columns(connection, flow_id)?;
    let gone = view::gone(connection, flow_id)?;
    Ok(flow.map(|flow| Board {
        flow: bridge::flow(flow),
        gone,
        columns: columns.into_iter().map(bridge::column).collect(),
    }))
}

/// Sets in which order a flow's columns stand.
#[tauri::command]
pub(crate) async fn set_columns(desk: TheDesk<'_>, argument: ColumnOrder) -> Answer<Board> {
    let now = desk.desk().await?.now();
    let found = write(&desk, move |tx| {
        let ColumnOrder { flow_id, keys } = argument;
        let board = shown(tx, &flow_id)?;
        if board.is_none() {
            return Ok(None);
        }
        column::set(tx, &FlowId::new(flow_id.as_str()), &keys, now)?;
        shown(tx, &flow_id)
    })
    .await?;
    or_not_found(found, "flow")
}

#[tauri::command]
pub(crate) async fn board_cards(desk: TheDesk<'_>, argument: CardsQuery) -> Answer<Vec<Card>> {
    let CardsQuery {
        flow_id,
        column,
        offset,
        limit,
    } = argument;
    let limit = limit.clamp(1, 500);
    read(&desk, move |c| {
        let cards = view::cards(c, &flow_id, &column, offset, limit)?;
        let ids: Vec<i64> = cards.iter().map(|card| card.candidate_id).collect();
        let mut marks = candidate::of(c, &ids)?;
        let shown = cards.into_iter().map(|card| {
            let marks = marks.remove(&card.candidate_id);
            bridge::card(card, marks)
        });
        Ok(shown.collect())
    })
    .await
}
