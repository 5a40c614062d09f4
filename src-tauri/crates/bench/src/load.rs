//! Posting as fast as it is answered, with so little of its own to do that what is measured is the
//! other end: requests are made beforehand, and answers are looked at no further than needed.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};
use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
};

/// How many connections post, or publish, at once.
pub const CONNECTIONS: u32 = 64;

/// One kept-alive connection.
pub struct Poster {
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Poster {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub async fn connect(addr: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            answer: Vec::with_capacity(4096),
        })
    }

    /// Sends a request and waits for all of its answer.
    ///
    /// # Errors
    /// When the answer is anything but 200.
    pub async fn post(&mut self, request: &[u8]) -> anyhow::Result<()> {
        self.stream.write_all(request).await?;
        self.answer.clear();
        while !is_complete(&self.answer)? {
            let read = self.stream.read_buf(&mut self.answer).await?;
            ensure!(read > 0, "the connection was closed");
        }
        Ok(())
    }
}

/// Whether all of an answer is there.
fn is_complete(answer: &[u8]) -> anyhow::Result<bool> {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(false);
    };
    let head = String::from_utf8_lossy(answer.get(..end).unwrap_or_default());
    if !head.starts_with("HTTP/1.1 200 ") {
        bail!("answered {}", String::from_utf8_lossy(answer));
    }
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .context("an answer without a length")?;
    let length: usize = length.1.trim().parse()?;
    Ok(answer.len() >= end + 4 + length)
}

/// Posts the same request over all connections for so long; gives how many were answered a second.
///
/// # Errors
/// When any answer is not 200.
pub async fn posts_a_second(
    addr: SocketAddr,
    request: &Bytes,
    time: Duration,
) -> anyhow::Result<f64> {
    let mut posters = Vec::new();
    for _ in 0..CONNECTIONS {
        posters.push(Poster::connect(addr).await?);
    }
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for mut poster in posters {
        let request = request.clone();
        tasks.spawn(async move {
            let mut count = 0_u32;
            while began.elapsed() < time {
                poster.post(&request).await?;
                count += 1;
            }
            anyhow::Ok(count)
        });
    }
    let count = sum(tasks).await?;
    Ok(f64::from(count) / began.elapsed().as_secs_f64())
}

/// Posts webhooks 0 to `count`, those of one candidate in their order.
///
/// # Errors
/// When any answer is not 200.
pub async fn post_all(
    addr: SocketAddr,
    count: u32,
    request: impl Fn(u32) -> anyhow::Result<Bytes> + Send + Sync + 'static,
) -> anyhow::Result<()> {
    let request = Arc::new(request);
    let mut tasks = JoinSet::new();
    for connection in 0..CONNECTIONS {
        let request = Arc::clone(&request);
        tasks.spawn(async move {
            let mut poster = Poster::connect(addr).await?;
            let is_mine =
                |number: &u32| number / crate::webhook::PER_CANDIDATE % CONNECTIONS == connection;
            for number in (0..count).filter(is_mine) {
                poster.post(&request(number)?).await?;
            }
            anyhow::Ok(0)
        });
    }
    sum(tasks).await.map(drop)
}

/// Waits for all and adds up what they counted.
///
/// # Errors
/// The first failure.
pub async fn sum(mut tasks: JoinSet<anyhow::Result<u32>>) -> anyhow::Result<u32> {
    let mut total = 0;
    while let Some(done) = tasks.join_next().await {
        total += done??;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_complete_with_the_last_byte_of_its_body() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        for length in 0..answer.len() {
            assert!(
                !is_complete(&answer[..length]).unwrap(),
                "{length} bytes are not all"
            );
        }
        assert!(is_complete(answer).unwrap(), "all of it is there");
    }

    #[test]
    fn any_other_status_is_a_failure() {
        let error = is_complete(b"HTTP/1.1 503 Service Unavailable\r\n\r\nfull").unwrap_err();
        assert!(error.to_string().contains("503"), "{error}");
    }
}
