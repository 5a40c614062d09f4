//! Three NATS servers that sync what they acknowledge.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::Context;
use async_nats::jetstream;
use tokio::process::{Child, Command};

const SERVERS: usize = 3;
/// Long enough for three servers on a busy machine to find each other.
const PATIENCE: Duration = Duration::from_secs(60);

/// A cluster; killed when dropped.
pub struct Cluster {
    /// The address of the first server, to which both sides connect.
    pub url: String,
    _servers: Vec<Child>,
}

impl Cluster {
    /// Starts the servers below this folder.
    ///
    /// # Errors
    /// When they do not start.
    pub fn start(server: &Path, folder: &Path) -> anyhow::Result<Self> {
        let held = (0..SERVERS * 2)
            .map(|_| TcpListener::bind("127.0.0.1:0"))
            .collect::<Result<Vec<_>, _>>()?;
        let ports = held
            .iter()
            .map(|listener| Ok(listener.local_addr()?.port()))
            .collect::<std::io::Result<Vec<_>>>()?;
        drop(held);
        let (clients, routes) = ports.split_at(SERVERS);
        let first = clients.first().context("there is a first")?;
        let mut servers = Vec::new();
        for (index, (client, route)) in clients.iter().zip(routes).enumerate() {
            let config = folder.join(format!("nats-{index}.conf"));
            let store = folder.join(format!("nats-{index}"));
            std::fs::write(
                &config,
                configuration(index, *client, *route, routes, &store),
            )?;
            servers.push(spawn(server, &config)?);
        }
        Ok(Self {
            url: format!("nats://127.0.0.1:{first}"),
            _servers: servers,
        })
    }

    /// Connects, and makes a stream with a copy on every server as soon as they have found each
    /// other.
    ///
    /// # Errors
    /// When they do not within a minute.
    pub async fn stream(&self, name: &str) -> anyhow::Result<jetstream::Context> {
        let making = async {
            loop {
                if let Ok(context) = self.try_stream(name).await {
                    return context;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        tokio::time::timeout(PATIENCE, making)
            .await
            .context("the NATS servers do not find each other")
    }

    async fn try_stream(&self, name: &str) -> anyhow::Result<jetstream::Context> {
        let client = async_nats::connect(&self.url).await?;
        let context = jetstream::new(client);
        let config = jetstream::stream::Config {
            name: name.to_owned(),
            subjects: vec![name.to_owned()],
            num_replicas: SERVERS,
            ..jetstream::stream::Config::default()
        };
        context.get_or_create_stream(config).await?;
        Ok(context)
    }
}

/// Has `stream` led by the server that leads `model`: a leader that is a hop away costs more.
///
/// # Errors
/// When that cannot be had within a minute.
pub async fn lead_alike(
    context: &jetstream::Context,
    stream: &str,
    model: &str,
) -> anyhow::Result<()> {
    let aligning = async {
        loop {
            let wanted = leader(context, model).await?;
            if wanted.is_some() && leader(context, stream).await? == wanted {
                return anyhow::Ok(());
            }
            let preferred = wanted.unwrap_or_default();
            let asked = format!(r#"{{"placement":{{"preferred":"{preferred}"}}}}"#);
            let subject = format!("$JS.API.STREAM.LEADER.STEPDOWN.{stream}");
            context.client().request(subject, asked.into()).await?;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(PATIENCE, aligning)
        .await
        .context("the streams are not led alike")?
}

async fn leader(context: &jetstream::Context, stream: &str) -> anyhow::Result<Option<String>> {
    let stream = context.get_stream(stream).await?;
    let cluster = stream.cached_info().cluster.as_ref();
    Ok(cluster.and_then(|cluster| cluster.leader.clone()))
}

fn spawn(server: &Path, config: &PathBuf) -> anyhow::Result<Child> {
    Command::new(server)
        .arg("--config")
        .arg(config)
        .kill_on_drop(true)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("starting {}", server.display()))
}

fn configuration(index: usize, port: u16, route: u16, routes: &[u16], store: &Path) -> String {
    let all: Vec<_> = routes
        .iter()
        .map(|port| format!("\"nats://127.0.0.1:{port}\""))
        .collect();
    format!(
        "server_name: n{index}\n\
         listen: 127.0.0.1:{port}\n\
         jetstream {{ store_dir: {store:?}, sync_interval: always }}\n\
         cluster {{ name: bench, listen: 127.0.0.1:{route}, routes: [{}] }}\n",
        all.join(", ")
    )
}
