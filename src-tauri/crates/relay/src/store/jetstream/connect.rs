//! Reaching NATS, and making the stream and the bucket.

use std::time::Duration;

use async_nats::{
    Client, ConnectOptions,
    jetstream::{self, Context, kv, stream},
};

use crate::{
    config::NatsConfig,
    error::{Error, Result},
};

/// The log's stream. A subject per inbox: `ribbon.relay.<inbox>`.
pub(super) const STREAM: &str = "RIBBON_RELAY";
pub(super) const SUBJECTS: &str = "ribbon.relay.*";
/// The registry's bucket.
pub(super) const BUCKET: &str = "RIBBON_RELAY";

/// Older servers ignore fields that keep inboxes apart (2.9) or could lose a stream when killed
/// (2.10.20 to 2.10.22).
const OLDEST_SERVER: [u64; 3] = [2, 10, 23];
const ANSWER: Duration = Duration::from_secs(5);

/// What was found or made.
pub(super) struct Connected {
    pub(super) context: Context,
    pub(super) log: stream::Stream,
    pub(super) bucket: kv::Store,
    /// The largest message the server takes, in bytes.
    pub(super) max_payload: usize,
    /// How many copies the log has.
    pub(super) copies: usize,
}

pub(super) async fn connect(config: &NatsConfig) -> Result<Connected> {
    // Only one of the TLS libraries that may be linked in is meant.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = dial(config).await?;
    let server = client.server_info();
    if !config.allow_old && !is_new_enough(&server.version) {
        return Err(Error::OldServer {
            found: server.version,
        });
    }
    let mut context = jetstream::new(client);
    context.set_timeout(ANSWER);
    let log = open_log(&context, config.replicas).await?;
    let bucket = open_bucket(&context, config.replicas).await?;
    let copies = log.cached_info().config.num_replicas;
    Ok(Connected {
        context,
        log,
        bucket,
        max_payload: server.max_payload,
        copies,
    })
}

async fn dial(config: &NatsConfig) -> Result<Client> {
    let mut options = ConnectOptions::new()
        .name("ribbon-relay")
        .connection_timeout(ANSWER)
        .request_timeout(Some(ANSWER));
    if let Some(file) = &config.creds {
        let what = format!("cannot read the credentials in {}", file.display());
        options = options
            .credentials_file(file)
            .await
            .map_err(Error::io(what))?;
    }
    // Not the client's own words for a bad address: they would repeat a password in it.
    let servers: Vec<async_nats::ServerAddr> = config
        .urls
        .iter()
        .map(|url| url.parse())
        .collect::<std::io::Result<_>>()
        .map_err(|_| Error::Invalid("--nats is a list of nats://host:port".to_owned()))?;
    options.connect(servers).await.map_err(Error::nats)
}

async fn open_log(context: &Context, replicas: Option<usize>) -> Result<stream::Stream> {
    let wanted = stream::Config {
        name: STREAM.to_owned(),
        description: Some("Webhooks kept by ribbon-relay".to_owned()),
        subjects: vec![SUBJECTS.to_owned()],
        storage: stream::StorageType::File,
        num_replicas: replicas.unwrap_or(1),
        // What is dropped is dropped by the relay, which notes first what each inbox loses.
        retention: stream::RetentionPolicy::Limits,
        discard: stream::DiscardPolicy::New,
        ..stream::Config::default()
    };
    let found = match context.get_stream(STREAM).await {
        Ok(found) => found,
        // If another relay was quicker with the same, this gives what it made.
        Err(_) => context
            .get_or_create_stream(wanted)
            .await
            .map_err(Error::nats)?,
    };
    let mut config = found.cached_info().config.clone();
    match replicas {
        Some(wanted) if wanted != config.num_replicas => {
            config.num_replicas = wanted;
            context.update_stream(config).await.map_err(Error::nats)?;
            context.get_stream(STREAM).await.map_err(Error::nats)
        }
        _ => Ok(found),
    }
}

async fn open_bucket(context: &Context, replicas: Option<usize>) -> Result<kv::Store> {
    let config = |replicas| kv::Config {
        bucket: BUCKET.to_owned(),
        description: "Inboxes, devices and codes of ribbon-relay".to_owned(),
        history: 1,
        storage: stream::StorageType::File,
        num_replicas: replicas,
        ..kv::Config::default()
    };
    let found = match context.get_key_value(BUCKET).await {
        Ok(found) => found,
        Err(_) => match context
            .create_key_value(config(replicas.unwrap_or(1)))
            .await
        {
            Ok(made) => made,
            Err(_) => context.get_key_value(BUCKET).await.map_err(Error::nats)?,
        },
    };
    match replicas {
        Some(wanted) if wanted != found.stream.cached_info().config.num_replicas => context
            .update_key_value(config(wanted))
            .await
            .map_err(Error::nats),
        _ => Ok(found),
    }
}

fn is_new_enough(version: &str) -> bool {
    let (numbers, _) = version.split_once(['-', '+']).unwrap_or((version, ""));
    let mut parts = numbers.split('.').map(|part| part.parse::<u64>().ok());
    let mut next = || parts.next().flatten().unwrap_or(0);
    [next(), next(), next()] >= OLDEST_SERVER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_that_are_known_to_lose_data_are_told_apart() {
        for old in [
            "2.9.10", "2.10.0", "2.10.22", "1.4.1", "2.10", "", "nonsense",
        ] {
            assert!(!is_new_enough(old), "{old:?} is too old");
        }
        for good in ["2.10.23", "2.10.100", "2.11.0-preview.1", "2.15.1", "3.0.0"] {
            assert!(is_new_enough(good), "{good:?} is new enough");
        }
    }
}
