//! What is needed to have Ribbon do something: an engine that may write, and the relay's webhook
//! address.

use super::Desk;
use super::pairing::Pairing;
use contract::app::Phase;
use contract::{CommandError, ErrorCode};
use sync::Handle;

impl Desk {
    /// The engine, where there is a Ribbon to write to.
    pub(crate) async fn writer(&self) -> Result<Handle, CommandError> {
        let session = self.session.read().await;
        let why = match (session.phase, &session.engine) {
            (Phase::Connected, Some(engine)) => return Ok(engine.clone()),
            (Phase::Sample, _) => "This is sample data: nothing of it is sent to Ribbon.",
            _ => "Connect to Ribbon first.",
        };
        Err(CommandError::new(ErrorCode::BadRequest, why))
    }

    /// What every webhook address of the paired relay's inbox begins with. The secret part that
    /// follows is told to nobody but the relay's operator.
    pub(crate) async fn ingest_prefix(&self) -> Option<String> {
        let session = self.session.read().await;
        session.pairing().map(prefix)
    }
}

fn prefix(pairing: &Pairing) -> String {
    let address = pairing.address.as_str().trim_end_matches('/');
    format!("{address}/in/{}/", pairing.inbox)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_relays_webhook_addresses_are_recognised_below_a_path_too() {
        for (address, expected) in [
            (
                "https://relay.example.com",
                "https://relay.example.com/in/abcdefghij12/",
            ),
            (
                "https://example.com/relay/",
                "https://example.com/relay/in/abcdefghij12/",
            ),
        ] {
            let inbox = format!("{}/v1/inboxes/abcdefghij12", address.trim_end_matches('/'));
            let pairing = Pairing::given(&inbox.parse().unwrap(), "d1_secret").unwrap();
            assert_eq!(prefix(&pairing), expected);
        }
    }
}
