//! A disk without room, and a home that cannot be written.

use crate::stage::{Desk, FLOW, moves, ribbon};
use std::process::Command;

/// Files may not grow beyond so many blocks of 512 bytes. Without the trap the system ends who tries.
fn at_most(blocks: u32) -> String {
    format!(r#"trap '' XFSZ && ulimit -S -f {blocks} && exec "$@""#)
}

#[tokio::test]
async fn a_first_run_without_room_says_so_and_goes_on_when_there_is_some() {
    let ribbon = ribbon(400).await;
    let desk = Desk::new(&ribbon);
    let said = desk
        .run_by(&at_most(2048), &["sync", "--once", "--json"])
        .await;
    assert!(said.failure().contains("free some room"), "{}", said.err);
    let said = desk.run(&["sync", "--once", "--json"]).await;
    assert_eq!(said.json()["interviews"]["total"], 400, "{}", said.err);
    assert!(!said.err.contains("damaged"), "{}", said.err);
}

#[tokio::test]
async fn what_a_full_disk_keeps_out_is_read_from_the_relay_when_there_is_room() {
    let ribbon = ribbon(20).await;
    let (desk, _relay, _inbox) = Desk::new(&ribbon).with_relay(&ribbon).await;
    desk.sync().await;
    let stages: Vec<String> = (0..300).map(|n| format!("stage {n}")).collect();
    let stages: Vec<&str> = stages.iter().map(String::as_str).collect();
    moves(&ribbon, "jane@example.com", &stages).await;
    ribbon
        .complete(FLOW, Some("jane@example.com"))
        .await
        .unwrap();
    let said = desk
        .run_by(&at_most(64), &["sync", "--once", "--json"])
        .await;
    assert!(said.failure().contains("free some room"), "{}", said.err);
    let report = desk.sync().await;
    assert_eq!(report["deliveries"]["received"], 301, "{report}");
    assert_eq!(report["gaps"], 0, "no status change was lost: {report}");
}

/// In a view of the world of its own, where the system lets a test make one: who runs as root writes
/// whatever a file's own permissions say.
#[tokio::test]
async fn a_home_that_may_only_be_read_can_be_read_and_says_what_to_do() {
    let ribbon = ribbon(12).await;
    let desk = Desk::new(&ribbon);
    desk.sync().await;
    let home = desk.home().display().to_string();
    let mount = format!("mount --bind '{home}' '{home}' && mount -o remount,ro,bind '{home}'");
    let outcome = Command::new("unshare")
        .args(["-rm", "sh", "-c", &mount])
        .status();
    if !outcome.is_ok_and(|status| status.success()) {
        println!("no folder can be made read-only here, so nothing is tested");
        return;
    }
    let line = format!(r#"exec unshare -rm sh -c "{mount} && exec \"\$@\"" sh "$@""#);
    let said = desk.run_by(&line, &["sync", "--once", "--json"]).await;
    let why = said.failure();
    assert!(why.contains("cannot write"), "what is wrong: {why}");
    assert!(why.contains("--home"), "and what to do: {why}");
    assert_eq!(desk.sync().await["interviews"]["total"], 12, "as before");
}
