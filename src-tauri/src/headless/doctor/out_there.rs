//! What only a network shows: Ribbon, its view of the key and of the time, and the relay.

use super::Check;
use crate::cli::Options;
use crate::desk::pairing::Pairing;
use crate::desk::receiver;
use ribbon_api::{ApiKey, Client, Error};
use std::time::{Duration, SystemTime};
use store::Store;
use store::table::setting;
use store::view::flow as view;

/// An answer takes no longer where anything works.
const PATIENCE: Duration = Duration::from_secs(10);
/// A clock that is further off makes certificates and times wrong.
const FAR_OFF: Duration = Duration::from_secs(120);

/// Looks at all of it.
pub(super) async fn look(options: &Options, store: Option<&Store>) -> Vec<Check> {
    let (network, time) = network(options).await;
    let mut checks = vec![key(options, store).await, network, clock(time)];
    checks.push(relay(options, store).await);
    checks.push(receiver(options, store).await);
    checks.extend(store.map(webhooks));
    checks
}

/// Which webhook addresses Ribbon posts to, and whether its signatures can be checked.
fn webhooks(store: &Store) -> Check {
    let read = store.read(|connection| {
        let (all, without) = view::count_webhooks(connection)?;
        let secret = setting::get(connection, setting::ORGANISATION_SECRET)?;
        Ok((all, without, secret.is_some()))
    });
    match read {
        Err(error) => Check::bad(
            "webhooks",
            error.to_string(),
            "See the cache above: it has to be readable first.",
        ),
        Ok((0, ..)) => Check::good("webhooks", "no flow is known yet"),
        Ok((all, 0, _)) => Check::good(
            "webhooks",
            format!("each of {all} flows has an address of its own"),
        ),
        Ok((all, without, has_secret)) => {
            let secret = match has_secret {
                true => "its secret is entered here, so signatures are checked",
                false => {
                    "its secret is not entered in Settings, Webhook sources, so they count as not verified"
                }
            };
            let found = format!(
                "{without} of {all} flows have no address of their own: theirs come by the organisation's \
                 default, if one is set in Ribbon; {secret}"
            );
            Check::good("webhooks", found)
        }
    }
}

/// Whether Ribbon takes the API key.
async fn key(options: &Options, store: Option<&Store>) -> Check {
    const GIVE: &str = "Give the API key with --api-key-file FILE, or paste it into the window; an admin \
                        finds it in Ribbon's settings.";
    let kept = || {
        store?
            .read(|connection| setting::get(connection, setting::API_KEY))
            .ok()?
    };
    let key = match options.api_key() {
        Ok(given) => given.or_else(kept),
        Err(error) => return Check::bad("key", format!("{error:#}"), GIVE),
    };
    let Some(key) = key else {
        return Check::bad("key", "there is no API key", GIVE);
    };
    let client = match Client::new(&options.api_url, ApiKey::new(key.as_str())) {
        Ok(client) => client,
        Err(error) => return Check::bad("key", error.to_string(), GIVE),
    };
    match client.ping().await {
        Ok(()) => Check::good("key", "Ribbon accepts the API key"),
        Err(error @ (Error::WrongKey | Error::BadKey | Error::Forbidden { .. })) => {
            Check::bad("key", error.to_string(), GIVE)
        }
        Err(error) => Check::bad(
            "key",
            format!("it could not be tried: {error}"),
            "See the network below; if that is in order, try again later.",
        ),
    }
}

/// Whether anything answers at Ribbon's address, and what time it is there.
async fn network(options: &Options) -> (Check, Option<SystemTime>) {
    let address = &options.api_url;
    let url = address.join("v1/ping").unwrap_or_else(|_| address.clone());
    let request = ribbon_api::plain_http(PATIENCE).get(url).timeout(PATIENCE);
    match request.send().await {
        Ok(answer) => {
            let date = answer.headers().get("date");
            let date = date.and_then(|date| date.to_str().ok());
            let time = date.and_then(|date| httpdate::parse_http_date(date).ok());
            (Check::good("network", format!("{address} answers")), time)
        }
        Err(error) => {
            let mut cause: &dyn std::error::Error = &error;
            while let Some(deeper) = cause.source() {
                cause = deeper;
            }
            let found = format!("{address} cannot be reached: {cause}");
            let what_to_do = "Check the connection, the proxy (HTTPS_PROXY) and --api-url.";
            (Check::bad("network", found, what_to_do), None)
        }
    }
}

fn clock(theirs: Option<SystemTime>) -> Check {
    let Some(theirs) = theirs else {
        return Check::good("clock", "nobody could be asked what time it is");
    };
    let ours = SystemTime::now();
    let off = ours
        .duration_since(theirs)
        .unwrap_or_else(|behind| behind.duration());
    if off > FAR_OFF {
        return Check::bad(
            "clock",
            format!(
                "this computer's clock is {} seconds off Ribbon's",
                off.as_secs()
            ),
            "Set it, best by the network: times shown here, and certificates, depend on it.",
        );
    }
    Check::good("clock", "as Ribbon's, within two minutes")
}

/// Whether webhooks can be received on this computer, at the address that was given out.
async fn receiver(options: &Options, store: Option<&Store>) -> Check {
    let kept = || {
        let read = |connection: &store::Connection| {
            let secret = setting::get(connection, setting::RECEIVER_SECRET)?;
            Ok::<_, store::Error>((receiver::given_out(connection)?, secret))
        };
        store?.read(read).ok()
    };
    let (given_out, secret) = kept().unwrap_or_default();
    let Some(address) = options.receiver_listen.or(given_out) else {
        return Check::good("receiver", "its address was not given out yet");
    };
    let url = format!("http://{address}/in/{}", secret.unwrap_or_default());
    let request = ribbon_api::plain_http(PATIENCE).get(url).timeout(PATIENCE);
    let is_ours = request
        .send()
        .await
        .is_ok_and(|it| it.status().is_success());
    if is_ours {
        return Check::good("receiver", format!("listens on {address}"));
    }
    match std::net::TcpListener::bind(address) {
        Ok(_free) => {
            let found =
                format!("{address} is free: webhooks are received there while Ribbon Desk runs");
            Check::good("receiver", found)
        }
        Err(error) => {
            let found = match receiver::holder(address) {
                Some(holder) => format!("{holder} listens on {address}"),
                None => format!("cannot listen on {address}: {error}"),
            };
            Check::bad(
                "receiver",
                found,
                "Quit that program, or start Ribbon Desk with --receiver-listen and another port and \
                 give the tunnel the new address.",
            )
        }
    }
}

/// Whether the relay lets this computer read.
async fn relay(options: &Options, store: Option<&Store>) -> Check {
    let given = match options.pairing() {
        Ok(given) => given,
        Err(error) => {
            let what_to_do =
                "Give --relay and --device-token-file as the relay's operator told them.";
            return Check::bad("relay", format!("{error:#}"), what_to_do);
        }
    };
    let kept = || Pairing::load(store?).ok().flatten();
    let Some(pairing) = given.or_else(kept) else {
        return Check::good(
            "relay",
            "none is paired; status changes come by a tunnel or not at all",
        );
    };
    let address = &pairing.address;
    match pairing.try_once().await {
        Ok(()) => Check::good("relay", format!("{address} lets this computer read")),
        Err(error @ feed::Error::NeedsPairing) => Check::bad(
            "relay",
            format!("{address}: {error}"),
            "Ask the relay's operator for a new pairing line and paste it in Settings, or give a new \
             token with --device-token-file.",
        ),
        Err(error) => Check::bad(
            "relay",
            format!("{address}: {error}"),
            "Check the address, and ask its operator whether it runs. It keeps what comes meanwhile.",
        ),
    }
}
