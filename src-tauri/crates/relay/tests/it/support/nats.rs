//! Real NATS servers, as `cargo xtask nats` fetches them.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Long enough for three servers on a busy machine to find each other.
const PATIENCE: Duration = Duration::from_secs(60);

/// One server or three that know each other; killed when dropped.
pub(crate) struct Nats {
    servers: Vec<Server>,
    _folder: tempfile::TempDir,
}

struct Server {
    config: PathBuf,
    port: u16,
    child: Option<Child>,
}

impl Nats {
    pub(crate) fn single() -> Self {
        Self::start(1)
    }

    pub(crate) fn cluster() -> Self {
        Self::start(3)
    }

    fn start(count: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ports = free_ports(count * 2);
        let (clients, routes) = ports.split_at(count);
        let servers = (0..count)
            .map(|index| {
                let config = folder.path().join(format!("nats-{index}.conf"));
                let text = configuration(folder.path(), index, clients[index], routes);
                fs::write(&config, text).unwrap();
                Server {
                    config,
                    port: clients[index],
                    child: None,
                }
            })
            .collect();
        let mut nats = Self {
            servers,
            _folder: folder,
        };
        for index in 0..count {
            nats.revive(index);
        }
        nats
    }

    /// What a relay is to be told, with the server of this number first.
    pub(crate) fn urls(&self, first: usize) -> Vec<String> {
        let mut urls: Vec<_> = self
            .servers
            .iter()
            .map(|server| format!("nats://127.0.0.1:{}", server.port))
            .collect();
        urls.rotate_left(first);
        urls
    }

    /// Kills a server without warning.
    pub(crate) fn kill(&mut self, index: usize) {
        if let Some(mut child) = self.servers[index].child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Starts a server again and waits until it listens.
    pub(crate) fn revive(&mut self, index: usize) {
        let server = &mut self.servers[index];
        let child = Command::new(program())
            .arg("--config")
            .arg(&server.config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        server.child = Some(child);
        let began = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", server.port)).is_err() {
            assert!(began.elapsed() < PATIENCE, "nats-server does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        for index in 0..self.servers.len() {
            self.kill(index);
        }
    }
}

fn configuration(folder: &Path, index: usize, port: u16, routes: &[u16]) -> String {
    let store = folder.join(format!("store-{index}"));
    let mut text = format!(
        "server_name: n{index}\nlisten: 127.0.0.1:{port}\n\
         jetstream {{ store_dir: {store:?}, sync_interval: always }}\n"
    );
    if routes.len() > 1 {
        let all: Vec<_> = routes
            .iter()
            .map(|port| format!("\"nats://127.0.0.1:{port}\""))
            .collect();
        text.push_str(&format!(
            "cluster {{ name: test, listen: 127.0.0.1:{}, routes: [{}] }}\n",
            routes[index],
            all.join(", ")
        ));
    }
    text
}

/// Ports that were free a moment ago.
fn free_ports(count: usize) -> Vec<u16> {
    let held: Vec<_> = (0..count)
        .map(|_| TcpListener::bind("127.0.0.1:0").unwrap())
        .collect();
    held.iter()
        .map(|listener| listener.local_addr().unwrap().port())
        .collect()
}

fn program() -> PathBuf {
    let named = std::env::var_os("RIBBON_NATS_SERVER").map(PathBuf::from);
    let fetched = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/nats/nats-server");
    let program = named.unwrap_or_else(fetched);
    assert!(
        program.is_file(),
        "there is no NATS server at {}: run `cargo xtask nats`, or name one in RIBBON_NATS_SERVER",
        program.display()
    );
    program
}
