//! What a journey reads from the window.

use serde_json::{Value, json};
use testkit::desk::Desk;

use crate::stage::SOON;

/// Who stands in which column, in no particular order within a column.
const BOARD: &str = r#"
    const board = {};
    for (const column of document.querySelectorAll("main [data-status]")) {
        const cards = [...column.querySelectorAll("[data-candidate-id]")];
        if (cards.length > 0) {
            board[column.dataset.status] = cards.map((card) => card.dataset.candidateId).sort();
        }
    }
    return board;
"#;

/// The columns of the board with the ids of those in them, once every card is there: each column asks
/// for its own.
pub(crate) async fn board(desk: &Desk) -> Value {
    let whole = format!(
        "const columns = [...document.querySelectorAll('main [data-status]')];
         const isWhole = columns.every((column) =>
             column.querySelectorAll('[data-candidate-id]').length === Number(column.dataset.count));
         if (columns.length === 0 || !isWhole) return null;
         {BOARD}"
    );
    let board = desk.window().wait_for("a whole board", &whole, &[], SOON);
    board.await.unwrap()
}

/// Waits until the board shows exactly this.
pub(crate) async fn wait_for_board(desk: &Desk, expected: &Value) {
    let script = format!(
        "const shown = (() => {{ {BOARD} }})();
         const inOrder = (board) => JSON.stringify(Object.entries(board).sort());
         return inOrder(shown) === inOrder(arguments[0])"
    );
    let window = desk.window();
    let arguments = [expected.clone()];
    window
        .wait_for("the same board as before", &script, &arguments, SOON)
        .await
        .unwrap();
}

/// Waits until every one of the names stands on a card.
pub(crate) async fn wait_for_cards_of(desk: &Desk, names: &[String]) {
    let script = "const cards = [...document.querySelectorAll('[data-candidate-id]')];
        return arguments[0].every((name) => cards.some((card) => card.textContent.includes(name)))";
    let what = format!("cards of {names:?}");
    desk.window()
        .wait_for(&what, script, &[json!(names)], SOON)
        .await
        .unwrap();
}

/// Whose card it is, read in one go: a card that moves is another element.
pub(crate) async fn candidate_named(desk: &Desk, name: &str) -> String {
    let script = "const cards = [...document.querySelectorAll('[data-candidate-id]')];
        return cards.find((card) => card.textContent.includes(arguments[0]))?.dataset.candidateId";
    let what = format!("the card of {name}");
    let window = desk.window();
    let id = window.wait_for(&what, script, &[json!(name)], SOON).await;
    id.unwrap().as_str().unwrap().to_owned()
}

/// Waits until the candidate's card stands in the column of this status.
pub(crate) async fn wait_for_card_in(desk: &Desk, status: &str, name: &str) {
    let card = format!("[data-status=\"{status}\"] [data-candidate-id]");
    desk.window()
        .wait_for_text(&card, name, SOON)
        .await
        .unwrap();
}

/// Waits until the line about synchronisation says this.
pub(crate) async fn wait_for_sync_state(desk: &Desk, state: &str) {
    let selector = format!("[data-sync-state=\"{state}\"]");
    desk.window()
        .wait_for_element(&selector, SOON)
        .await
        .unwrap();
}

/// Waits until everything from before has been fetched: what comes later is news.
pub(crate) async fn wait_for_first_sync(desk: &Desk) {
    let selector = "[data-sync-state=\"polling\"], [data-sync-state=\"live\"]";
    desk.window()
        .wait_for_element(selector, SOON)
        .await
        .unwrap();
}

/// How many links and gaps the candidate's status chain shows.
pub(crate) async fn chain(desk: &Desk) -> (usize, usize) {
    let count = async |selector: &str| {
        let script = "return document.querySelectorAll(arguments[0]).length";
        let count = desk.window().run(script, &[json!(selector)]).await.unwrap();
        usize::try_from(count.as_u64().unwrap()).unwrap()
    };
    (
        count("[data-chain-link]").await,
        count("[data-chain-gap]").await,
    )
}

/// Waits until the candidate's status chain shows that many links and gaps.
pub(crate) async fn wait_for_chain(desk: &Desk, links: usize, gaps: usize) {
    let script = "const count = (selector) => document.querySelectorAll(selector).length;
        return count('[data-chain-link]') === arguments[0]
            && count('[data-chain-gap]') === arguments[1]";
    let what = format!("{links} links and {gaps} gaps");
    desk.window()
        .wait_for(&what, script, &[json!(links), json!(gaps)], SOON)
        .await
        .unwrap();
}

/// What the window says of commands that failed.
pub(crate) async fn failed_commands(desk: &Desk) -> Value {
    let script = "return [...document.querySelectorAll('[data-failed-command]')]
        .map((failure) => failure.textContent)";
    desk.window().run(script, &[]).await.unwrap()
}
