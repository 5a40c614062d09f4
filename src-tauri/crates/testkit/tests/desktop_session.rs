//! The desktop session is real: an ordinary program of that desktop finds its screen and its bus.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

use std::time::Duration;

use testkit::desktop::DesktopSession;
use tokio::process::Command;
use zbus::zvariant::Value;
use zbus::{Connection, MatchRule, MessageStream};

const SOON: Duration = Duration::from_secs(20);
const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// What the session tells the programs in it.
async fn variable(desktop: &DesktopSession, name: &str) -> String {
    let mut command = Command::new("printenv");
    command.arg(name);
    desktop.adopt(&mut command);
    let output = command.output().await.unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

async fn application(desktop: &DesktopSession) -> Connection {
    let address = variable(desktop, "DBUS_SESSION_BUS_ADDRESS").await;
    let builder = zbus::connection::Builder::address(address.as_str()).unwrap();
    builder.build().await.unwrap()
}

async fn notify(application: &Connection, replaces: u32, title: &str) -> u32 {
    let hints = std::collections::HashMap::from([("urgency", Value::from(1_u8))]);
    let actions = vec!["default", ""];
    let what = (
        "Ribbon Desk",
        replaces,
        "",
        title,
        "the body",
        actions,
        hints,
        -1_i32,
    );
    let reply = application
        .call_method(Some(SERVICE), PATH, Some(SERVICE), "Notify", &what)
        .await
        .unwrap();
    reply.body().deserialize().unwrap()
}

async fn signals(application: &Connection, member: &'static str) -> MessageStream {
    let rule = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .interface(SERVICE)
        .unwrap()
        .member(member)
        .unwrap()
        .build();
    MessageStream::for_match_rule(rule, application, None)
        .await
        .unwrap()
}

async fn next<Body>(signals: &mut MessageStream) -> Body
where
    Body: for<'any> serde::Deserialize<'any> + zbus::zvariant::Type,
{
    use futures_util::StreamExt as _;
    let message = tokio::time::timeout(SOON, signals.next()).await;
    let message = message.expect("a signal in time").unwrap().unwrap();
    message.body().deserialize().unwrap()
}

#[tokio::test]
async fn notifications_are_recorded_in_order_and_given_out_once() {
    let desktop = DesktopSession::start().await.unwrap();
    let application = application(&desktop).await;
    let first = notify(&application, 0, "One").await;
    let again = notify(&application, first, "One again").await;
    assert_eq!(first, again, "a replacement keeps its number");

    let shown = desktop.notifications().next(SOON).await.unwrap();
    assert_eq!(shown.summary, "One", "the oldest first");
    assert_eq!(shown.body, "the body", "with its text");
    assert_eq!(shown.actions, ["default", ""], "and its actions");
    assert_eq!(
        shown.hints.keys().collect::<Vec<_>>(),
        ["urgency"],
        "and its wishes"
    );
    let shown = desktop.notifications().next(SOON).await.unwrap();
    assert_eq!(shown.replaces_id, first, "then the one in its place");
    let error = desktop
        .notifications()
        .next(Duration::ZERO)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("One again"),
        "the message says what there was: {error}"
    );
}

#[tokio::test]
async fn a_click_is_told_to_the_application_and_closes_the_notification() {
    let desktop = DesktopSession::start().await.unwrap();
    let application = application(&desktop).await;
    let mut invoked = signals(&application, "ActionInvoked").await;
    let mut closed = signals(&application, "NotificationClosed").await;
    let id = notify(&application, 0, "Click me").await;
    desktop.notifications().click(id).await.unwrap();
    assert_eq!(
        next::<(u32, String)>(&mut invoked).await,
        (id, "default".to_owned()),
        "the notification itself was clicked"
    );
    assert_eq!(
        next::<(u32, u32)>(&mut closed).await,
        (id, 2),
        "closed by the user"
    );
    assert!(desktop.notifications().all()[0].closed, "and it is gone");
}

#[tokio::test]
async fn two_sessions_know_nothing_of_each_other_and_the_screen_can_be_pictured() {
    let one = DesktopSession::start().await.unwrap();
    let other = DesktopSession::start().await.unwrap();
    for name in ["DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "HOME"] {
        assert_ne!(
            variable(&one, name).await,
            variable(&other, name).await,
            "each has its own {name}"
        );
    }
    let picture = one.folder().join("screen.png");
    one.screenshot(&picture).await.unwrap();
    let bytes = std::fs::read(&picture).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"), "a picture was written");
}
