//! The program itself: it says when it is ready, and serves.

use std::process::Stdio;

use reqwest::StatusCode;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::support::client;

#[tokio::test]
async fn the_program_prints_one_line_when_it_is_ready_and_then_answers() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ribbon-sim"))
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--interviews",
            "5",
            "--api-key",
            "k",
        ])
        .args(["--order", "shuffled", "--faults", "latency=0,drop"])
        .args([
            "--api",
            "2026-04",
            "--org-webhook-url",
            "http://127.0.0.1:1/",
        ])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let ready: Value = serde_json::from_str(&lines.next_line().await.unwrap().unwrap()).unwrap();
    assert_eq!(ready["api_key"], "k", "the key is the one given");
    let url = format!("{}/v1/ping", ready["listening"].as_str().unwrap());
    let answer = client().get(url).bearer_auth("k").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "it answers where it says");
    program.kill().await.unwrap();
}

#[tokio::test]
async fn a_wrong_setting_ends_the_program_with_a_reason() {
    for wrong in [
        ["--order", "random"],
        ["--api", "2025-01"],
        ["--faults", "gremlins"],
        ["--listen", "nowhere"],
    ] {
        let ended = Command::new(env!("CARGO_BIN_EXE_ribbon-sim"))
            .arg("serve")
            .args(wrong)
            .output()
            .await
            .unwrap();
        assert!(!ended.status.success(), "{wrong:?} is refused");
        assert!(!ended.stderr.is_empty(), "{wrong:?} is explained");
    }
}
