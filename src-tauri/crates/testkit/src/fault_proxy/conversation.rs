//! One connection, passed on in both directions by one task.

use super::framing::{Framer, Message};
use super::{Fault, Shared, Way};
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};

/// What a client is told that asks for an event stream, where none is let through.
const WEB_PAGE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 0\r\n\r\n";
const READ_AT_ONCE: usize = 64 * 1024;

/// How a connection ended.
enum End {
    Closed,
    Reset,
    Stalled,
}

/// Passes everything on until one end is gone or a fault ends it.
pub(super) async fn converse(mut client: TcpStream, mut server: TcpStream, shared: &Shared) {
    // Should it not work, pieces come in larger ones: the test loses an edge, and nothing else.
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let end = {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        let mut conversation = Conversation {
            to_client,
            to_server,
            earlier: Vec::new(),
            shared,
        };
        conversation.carry(from_client, from_server).await
    };
    match end {
        // An error is an end that has closed or broken down.
        Ok(End::Closed) | Err(_) => {}
        Ok(End::Reset) => {
            let _ = (client.set_zero_linger(), server.set_zero_linger());
        }
        Ok(End::Stalled) => {
            // Until the client gives up; the server learns nothing, either.
            let mut unheard = [0; 1024];
            while client.read(&mut unheard).await.is_ok_and(|read| read > 0) {}
        }
    }
}

struct Conversation<'a> {
    to_client: WriteHalf<'a>,
    to_server: WriteHalf<'a>,
    /// What the client was told on this connection.
    earlier: Vec<Message>,
    shared: &'a Shared,
}

impl Conversation<'_> {
    async fn carry(
        &mut self,
        mut client: ReadHalf<'_>,
        mut server: ReadHalf<'_>,
    ) -> io::Result<End> {
        let (mut requests, mut answers) = (Framer::default(), Framer::default());
        let (mut asked, mut answered) = (Vec::new(), Vec::new());
        asked.reserve(READ_AT_ONCE);
        answered.reserve(READ_AT_ONCE);
        loop {
            tokio::select! {
                read = client.read_buf(&mut asked) => {
                    if read? == 0 {
                        return Ok(End::Closed);
                    }
                    requests.push(&asked);
                    asked.clear();
                }
                read = server.read_buf(&mut answered) => {
                    if read? == 0 {
                        return Ok(End::Closed);
                    }
                    answers.push(&answered);
                    answered.clear();
                }
            }
            while let Some(request) = requests.next() {
                if let Some(end) = self.request(request).await? {
                    return Ok(end);
                }
            }
            while let Some(answer) = answers.next() {
                if let Some(end) = self.answer(answer).await? {
                    return Ok(end);
                }
            }
        }
    }

    async fn request(&mut self, request: Message) -> io::Result<Option<End>> {
        if self.shared.plan.refuse_streams && request.asks_for_stream() {
            let page = Message {
                bytes: WEB_PAGE.to_vec(),
                is_chunk: false,
            };
            return self.answer(page).await;
        }
        self.pass(Way::ToServer, &request.bytes).await
    }

    async fn answer(&mut self, answer: Message) -> io::Result<Option<End>> {
        let (way, len) = (Way::ToClient, answer.bytes.len());
        let fault = self
            .shared
            .step(|progress, plan| progress.message(plan, way, len));
        match fault {
            Some(Fault::Repeat) => {
                let ended = self.pass(way, &answer.bytes).await?;
                self.strike();
                self.write(way, &answer.bytes).await?;
                return Ok(ended);
            }
            Some(Fault::Replay) => {
                if let Some(earlier) = self.earlier(answer.is_chunk) {
                    self.strike();
                    self.write(way, &earlier).await?;
                }
            }
            _ => {}
        }
        let ended = self.pass(way, &answer.bytes).await?;
        self.earlier.push(answer);
        Ok(ended)
    }

    /// The longest message of this kind so far.
    fn earlier(&self, is_chunk: bool) -> Option<Vec<u8>> {
        self.earlier
            .iter()
            .filter(|earlier| earlier.is_chunk == is_chunk)
            .max_by_key(|earlier| earlier.bytes.len())
            .map(|earlier| earlier.bytes.clone())
    }

    fn strike(&self) {
        self.shared.step(|progress, _| {
            progress.strike();
            Some(())
        });
    }

    /// Passes on what faults leave of it.
    async fn pass(&mut self, way: Way, mut rest: &[u8]) -> io::Result<Option<End>> {
        loop {
            let step = self
                .shared
                .step(|progress, plan| Some(progress.pass(plan, way, rest.len())));
            let (room, fault) = step.unwrap_or((rest.len(), None));
            let (now, later) = rest.split_at(room);
            self.write(way, now).await?;
            match fault {
                Some(Fault::Cut) => return Ok(Some(End::Closed)),
                Some(Fault::Reset) => return Ok(Some(End::Reset)),
                Some(Fault::Stall) => return Ok(Some(End::Stalled)),
                Some(Fault::Delay(by)) => tokio::time::sleep(by).await,
                Some(Fault::Repeat | Fault::Replay) | None => return Ok(None),
            }
            rest = later;
        }
    }

    async fn write(&mut self, way: Way, bytes: &[u8]) -> io::Result<()> {
        let to = match way {
            Way::ToClient => &mut self.to_client,
            Way::ToServer => &mut self.to_server,
        };
        let Some(largest) = self.shared.plan.pieces else {
            return to.write_all(bytes).await;
        };
        for piece in bytes.chunks(largest.get()) {
            to.write_all(piece).await?;
            // Lets whoever reads have it before the next one is there.
            tokio::task::yield_now().await;
        }
        Ok(())
    }
}
