//! A gate in somebody's way to a server: closed, it is what a laptop that sleeps sees of the network.

use std::io;
use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

/// A gate, open at first. It ends, with all its connections, when this is dropped.
#[derive(Debug)]
pub struct Gate {
    /// Where it listens.
    pub addr: SocketAddr,
    is_open: watch::Sender<bool>,
    task: AbortHandle,
}

impl Gate {
    /// Listens on a free port of this machine and lets connections through to `server`.
    ///
    /// # Errors
    /// When no port can be listened on.
    pub async fn start(server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let is_open = watch::Sender::new(true);
        let task = tokio::spawn(accept(listener, server, is_open.subscribe())).abort_handle();
        Ok(Self {
            addr,
            is_open,
            task,
        })
    }

    /// Ends every connection. Those made from now on wait: nothing is refused, nothing is answered.
    pub fn close(&self) {
        self.is_open.send_replace(false);
    }

    /// Lets through whoever waits, and whoever comes.
    pub fn open(&self) {
        self.is_open.send_replace(true);
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Dropping this future drops the set, and with it every connection.
async fn accept(listener: TcpListener, server: SocketAddr, is_open: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((client, _)) = accepted else {
                    // Mostly no file handle is free; one soon is.
                    tokio::task::yield_now().await;
                    continue;
                };
                connections.spawn(pass(client, server, is_open.clone()));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Waits until the gate is open, then passes everything on until it closes.
async fn pass(mut client: TcpStream, server: SocketAddr, mut is_open: watch::Receiver<bool>) {
    if is_open.wait_for(|open| *open).await.is_err() {
        return;
    }
    let through = async {
        // A server that cannot be reached shows to the client as a connection that ends.
        let mut server = TcpStream::connect(server).await?;
        tokio::io::copy_bidirectional(&mut client, &mut server).await
    };
    tokio::select! {
        _ = through => {}
        _ = is_open.wait_for(|open| !*open) => {}
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::timeout;

    use super::*;

    const SOON: Duration = Duration::from_secs(30);

    /// Sends back what it is sent.
    async fn echo() -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let addr = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let (mut from, mut to) = client.split();
                    tokio::io::copy(&mut from, &mut to).await
                });
            }
        });
        addr
    }

    async fn say(client: &mut TcpStream, text: &str) -> String {
        client.write_all(text.as_bytes()).await.unwrap();
        let mut heard = vec![0; text.len()];
        let read = timeout(SOON, client.read_exact(&mut heard)).await;
        read.expect("an answer comes").unwrap();
        String::from_utf8(heard).unwrap()
    }

    #[tokio::test]
    async fn what_is_said_passes_while_the_gate_is_open_and_ends_when_it_closes() {
        let gate = Gate::start(echo().await).await.unwrap();
        let mut client = TcpStream::connect(gate.addr).await.unwrap();
        assert_eq!(say(&mut client, "hello").await, "hello", "both ways");
        gate.close();
        let mut rest = Vec::new();
        let read = timeout(SOON, client.read_to_end(&mut rest)).await;
        let ended = read.expect("the connection ends, it does not hang");
        assert!(ended.is_err() || rest.is_empty(), "without another word");
    }

    #[tokio::test]
    async fn whoever_comes_to_a_closed_gate_is_let_through_when_it_opens() {
        let gate = Gate::start(echo().await).await.unwrap();
        gate.close();
        let mut client = TcpStream::connect(gate.addr).await.unwrap();
        client.write_all(b"knock").await.unwrap();
        gate.open();
        let mut heard = [0; 5];
        let read = timeout(SOON, client.read_exact(&mut heard)).await;
        read.expect("an answer comes").unwrap();
        assert_eq!(&heard, b"knock", "what was said before it opened");
    }
}
