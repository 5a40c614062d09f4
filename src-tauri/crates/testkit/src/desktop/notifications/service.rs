//! What the bus sees: the
//! [Desktop Notifications Specification](https://specifications.freedesktop.org/notification-spec/latest/).
#![allow(
    missing_docs,
    reason = "the macro makes public items of the specification's methods"
)]

use std::collections::HashMap;
use std::sync::Arc;

use zbus::interface;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;

use super::{Notification, Record};

/// Why a notification went, as the specification numbers it.
const CLOSED_BY_CALL: u32 = 3;

/// What the bus sees.
pub(super) struct Service(pub(super) Arc<Record>);

#[interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[allow(clippy::too_many_arguments, reason = "the specification's signature")]
    fn notify(
        &self,
        app_name: String,
        replaces_id: u32,
        _app_icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        let hints = hints
            .into_iter()
            .map(|(name, value)| (name, value.to_string()));
        self.0.show(Notification {
            id: 0,
            app_name,
            summary,
            body,
            actions,
            hints: hints.collect(),
            replaces_id,
            closed: false,
        })
    }

    async fn close_notification(
        &self,
        id: u32,
        #[zbus(signal_emitter)] signals: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        self.0.close(id);
        Self::notification_closed(&signals, id, CLOSED_BY_CALL).await?;
        Ok(())
    }

    fn get_capabilities(&self) -> Vec<&'static str> {
        vec!["actions", "body", "persistence"]
    }

    fn get_server_information(&self) -> (&'static str, &'static str, &'static str, &'static str) {
        ("testkit", "Ribbon Desk", env!("CARGO_PKG_VERSION"), "1.2")
    }

    #[zbus(signal)]
    pub(super) async fn activation_token(
        signals: &SignalEmitter<'_>,
        id: u32,
        activation_token: &str,
    ) -> zbus::Result<()>;

    #[zbus(signal)]
    pub(super) async fn action_invoked(
        signals: &SignalEmitter<'_>,
        id: u32,
        action_key: &str,
    ) -> zbus::Result<()>;

    #[zbus(signal)]
    pub(super) async fn notification_closed(
        signals: &SignalEmitter<'_>,
        id: u32,
        reason: u32,
    ) -> zbus::Result<()>;
}
