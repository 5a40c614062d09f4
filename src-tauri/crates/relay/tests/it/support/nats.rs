//! Real NATS servers, as `cargo xtask nats` fetches them.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Long enough for three servers on a busy machine to find each other.
const PATIENCE: Duration = Duration::from_secs(60);

/// One server or three that know each other; killed when dropped.
pub(crate) struct Nats {
    servers: Vec<Server>,
    home: Ipv4Addr,
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
        let home = home();
        let ports = free_ports(home, count * 2);
        let (clients, routes) = ports.split_at(count);
        let servers = (0..count)
            .map(|index| {
                let config = folder.path().join(format!("nats-{index}.conf"));
                let text = configuration(folder.path(), home, index, clients[index], routes);
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
            home,
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
            .map(|server| format!("nats://{}:{}", self.home, server.port))
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
        while TcpStream::connect((self.home, server.port)).is_err() {
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

fn configuration(folder: &Path, home: Ipv4Addr, index: usize, port: u16, routes: &[u16]) -> String {
    let store = folder.join(format!("store-{index}"));
    let mut text = format!(
        "server_name: n{index}\nlisten: {home}:{port}\n\
         jetstream {{ store_dir: {store:?}, sync_interval: always }}\n"
    );
    if routes.len() > 1 {
        let all: Vec<_> = routes
            .iter()
            .map(|port| format!("\"nats://{home}:{port}\""))
            .collect();
        text.push_str(&format!(
            "cluster {{ name: test, listen: {home}:{}, routes: [{}] }}\n",
            routes[index],
            all.join(", ")
        ));
    }
    text
}

/// An address of this machine that nobody else listens on: a port that is free there stays so, also
/// while its server is dead, and nobody who waits for it is connected with itself.
fn home() -> Ipv4Addr {
    if cfg!(target_os = "macos") {
        // Which has only the one.
        return Ipv4Addr::LOCALHOST;
    }
    let [second, third, last] = rand::random::<[u8; 3]>();
    Ipv4Addr::new(127, second, third, last.clamp(2, 254))
}

/// Ports that are free there.
fn free_ports(home: Ipv4Addr, count: usize) -> Vec<u16> {
    let held: Vec<_> = (0..count)
        .map(|_| TcpListener::bind((home, 0)).unwrap())
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
