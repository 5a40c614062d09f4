//! What the command line takes, and how it refuses the rest.

use crate::support::{Program, admin, refused};

#[test]
fn values_that_would_lose_webhooks_or_secrets_are_refused_with_what_is_allowed() {
    let data = tempfile::tempdir().unwrap();
    for (option, value, allowed) in [
        ("--retain-bytes", "0", "at least 1M"),
        ("--retain-bytes", "1M", "four times --max-body"),
        ("--max-body", "0", "1K to 64M"),
        ("--public-url", "", "https://relay.example.com"),
        (
            "--public-url",
            "relay.example.com",
            "https://relay.example.com",
        ),
        ("--listen", ":8787", "127.0.0.1:8787"),
        ("--listen", "0.0.0.0:0", "--allow-plain-http"),
        ("--metrics-listen", "9787", "127.0.0.1:8787"),
    ] {
        let words = ["serve", "--max-body", "1M", option, value];
        let words = if option == "--max-body" {
            &["serve", option, value][..]
        } else {
            &words
        };
        let said = refused(data.path(), words);
        assert!(said.contains(allowed), "{option} {value:?}: {said}");
    }
}

#[test]
fn names_are_for_people_to_read() {
    let data = tempfile::tempdir().unwrap();
    let long = "x".repeat(101);
    for name in ["", "  ", "a\nb", "a\u{1b}[2J", &long] {
        let said = refused(data.path(), &["inbox", "create", name]);
        assert!(said.contains("1 to 100 characters"), "{name:?}: {said}");
    }
}

#[test]
fn plain_http_on_every_network_is_served_where_it_is_allowed() {
    let data = tempfile::tempdir().unwrap();
    let more = ["--listen", "0.0.0.0:0", "--allow-plain-http"];
    let relay = Program::serve_with(data.path(), &more);
    let listening = relay.line["listening"].as_str().unwrap();
    assert!(listening.starts_with("0.0.0.0:"), "{listening}");
}

#[test]
fn a_folder_is_served_once_and_free_again_when_its_relay_is_killed() {
    let data = tempfile::tempdir().unwrap();
    let relay = Program::serve(data.path(), &[]);
    let said = refused(data.path(), &["serve", "--listen", "127.0.0.1:0"]);
    #[cfg(unix)]
    assert!(
        said.contains(&format!("process {} already serves", relay.pid())),
        "{said}"
    );
    assert!(said.contains("already serves"), "{said}");
    admin(data.path(), &["inbox", "create", "Acme"]);
    relay.kill();
    Program::serve(data.path(), &[]);
}

#[cfg(unix)]
#[test]
fn a_tls_key_that_everybody_can_read_is_warned_of() {
    use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let data = tempfile::tempdir().unwrap();
    let key = data.path().join("key.pem");
    fs::copy(fixtures.join("localhost.key.pem"), &key).unwrap();
    let certificate = fixtures.join("localhost.cert.pem");
    let more = ["--tls-cert", certificate.to_str().unwrap(), "--tls-key"];
    let more = [&more[..], &[key.to_str().unwrap()]].concat();
    for (mode, is_warned) in [(0o604, true), (0o640, false)] {
        fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
        let relay = Program::serve(data.path(), &more);
        let (_, _, log) = relay.terminate();
        let warned = log.contains("can read the TLS key");
        assert_eq!(warned, is_warned, "{mode:o}: {log}");
    }
}
