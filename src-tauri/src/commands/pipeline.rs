//! Flows and boards.

use super::{Answer, TheDesk, or_not_found, read};
use crate::bridge::pipeline as bridge;
use contract::pipeline::{Board, Card, CardsQuery, FlowSummary};
use store::view::board as view;

#[tauri::command]
pub(crate) async fn flows(desk: TheDesk<'_>) -> Answer<Vec<FlowSummary>> {
    let flows = read(&desk, |connection| view::flows(connection, None)).await?;
    Ok(flows.into_iter().map(bridge::flow).collect())
}

#[tauri::command]
pub(crate) async fn board(desk: TheDesk<'_>, argument: String) -> Answer<Board> {
    let (flows, columns) = read(&desk, move |connection| {
        Ok((
            view::flows(connection, Some(&argument))?,
            view::columns(connection, &argument)?,
        ))
    })
    .await?;
    let flow = or_not_found(flows.into_iter().next(), "flow")?;
    let columns = columns.into_iter().map(bridge::column).collect();
    Ok(Board {
        flow: bridge::flow(flow),
        columns,
    })
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
    let cards = read(&desk, move |c| {
        view::cards(c, &flow_id, &column, offset, limit)
    })
    .await?;
    Ok(cards.into_iter().map(bridge::card).collect())
}
