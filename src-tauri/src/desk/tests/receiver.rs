//! The address that a tunnel posts to stays the same, and what keeps it from being ours is said.

use super::*;
use std::net::TcpListener;

/// The program, which may choose where to listen.
async fn open_freely(folder: &TempDir) -> Desk {
    open_with(folder, &[]).await
}

fn port(state: &SyncState) -> u16 {
    let url = url::Url::parse(state.receiver_url.as_ref().unwrap()).unwrap();
    url.port().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_was_given_out_is_kept_and_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open_freely(&folder).await;
    let first = desk.sync_state().await;
    end(desk).await;
    let other = TcpListener::bind(("127.0.0.1", port(&first))).unwrap();

    let desk = open_freely(&folder).await;
    let is_told = |state: &SyncState| state.receiver_error.is_some();
    let told = until(&desk, "the trouble", is_told).await;
    assert_eq!(told.receiver_url, None, "no other address");
    assert_eq!(
        told.mode,
        SyncMode::Offline,
        "Ribbon does not answer either"
    );
    let error = told.receiver_error.unwrap();
    assert_eq!(error.code, ErrorCode::ReceiverBlocked);
    let holder = format!("(process {})", std::process::id());
    let who = error.message.contains(&holder) || cfg!(not(target_os = "linux"));
    assert!(who, "who has it: {}", error.message);
    assert!(!desk.home.folder().join("receiver.json").exists());

    drop(other);
    let is_back = |state: &SyncState| state.receiver_url.is_some();
    let told = until(&desk, "the receiver", is_back).await;
    assert_eq!(told.receiver_url, first.receiver_url);
    assert_eq!(told.receiver_error, None);
    end(desk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_of_the_command_line_is_the_only_one_that_is_tried() {
    let folder = tempfile::tempdir().unwrap();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let desk = open_with(&folder, &["--receiver-listen", &address]).await;
    let is_told = |state: &SyncState| state.receiver_error.is_some();
    let told = until(&desk, "the trouble", is_told).await;
    assert_eq!(told.receiver_url, None);
    let message = told.receiver_error.unwrap().message;
    assert!(message.contains(&address), "{message}");
    end(desk).await;
}
