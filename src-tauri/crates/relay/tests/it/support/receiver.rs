//! A system that webhooks are forwarded to.

use std::{
    collections::VecDeque,
    convert::Infallible,
    io,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{HeaderMap, Request, Response, body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpListener,
    sync::{Notify, mpsc},
    time::timeout,
};

use super::PATIENCE;

/// A server that answers as it is asked to, with 200 unless it is asked otherwise.
pub(crate) struct Receiver {
    pub(crate) port: u16,
    shared: Arc<Shared>,
    arriving: mpsc::UnboundedReceiver<Received>,
}

struct Shared {
    plan: Mutex<Plan>,
    /// Set whenever a request that is never answered is dropped by its sender.
    dropped: Notify,
    arrived: mpsc::UnboundedSender<Received>,
}

type Plan = Box<dyn FnMut(&Received) -> Answer + Send>;

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) at: Instant,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Whether it is answered with 2xx.
    pub(crate) taken: bool,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .unwrap_or_else(|| panic!("no {name} in {:?}", self.headers))
            .to_str()
            .unwrap()
    }

    /// The event that it carries.
    pub(crate) fn event(&self) -> &str {
        self.header("x-ribbon-relay-event")
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// What to do with a request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answer {
    Status(u16),
    /// A status and a header.
    With(u16, &'static str, &'static str),
    /// Close the connection.
    Cut,
    /// 200, late.
    Slow(Duration),
    /// Nothing, ever.
    Never,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (arrived, arriving) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared {
            plan: Mutex::new(Box::new(|_| Answer::Status(200))),
            dropped: Notify::new(),
            arrived,
        });
        tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self {
            port,
            shared,
            arriving,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Answers with these, one after the other, and then with 200.
    pub(crate) fn answer(&self, answers: impl IntoIterator<Item = Answer>) {
        let mut answers: VecDeque<_> = answers.into_iter().collect();
        self.answer_by(move |_| answers.pop_front().unwrap_or(Answer::Status(200)));
    }

    pub(crate) fn answer_by(&self, plan: impl FnMut(&Received) -> Answer + Send + 'static) {
        *self.shared.plan.lock().unwrap() = Box::new(plan);
    }

    /// The next request.
    pub(crate) async fn next(&mut self) -> Received {
        self.next_within(PATIENCE).await
    }

    pub(crate) async fn next_within(&mut self, patience: Duration) -> Received {
        timeout(patience, self.arriving.recv())
            .await
            .expect("a request comes")
            .unwrap()
    }

    /// The bodies of so many next requests.
    pub(crate) async fn bodies(&mut self, count: usize) -> Vec<String> {
        let mut bodies = Vec::new();
        while bodies.len() < count {
            bodies.push(self.next().await.text().to_owned());
        }
        bodies
    }

    /// A request that has already come, if there is one.
    pub(crate) fn ready(&mut self) -> Option<Received> {
        self.arriving.try_recv().ok()
    }

    /// Waits until the sender of a request that is never answered has gone away.
    pub(crate) async fn dropped(&self) {
        timeout(PATIENCE, self.shared.dropped.notified())
            .await
            .expect("the request is dropped");
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        let (connection, _) = listener.accept().await.unwrap();
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(|request| answer(request, &shared));
            let http = hyper::server::conn::http1::Builder::new();
            // Errors are what this is for.
            let _ = http
                .serve_connection(TokioIo::new(connection), service)
                .await;
        });
    }
}

async fn answer(request: Request<Incoming>, shared: &Shared) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let mut received = Received {
        at: Instant::now(),
        path: head.uri.to_string(),
        headers: head.headers,
        body,
        taken: false,
    };
    let answer = (shared.plan.lock().unwrap())(&received);
    received.taken = match answer {
        Answer::Status(status) | Answer::With(status, ..) => (200..300).contains(&status),
        Answer::Slow(_) => true,
        Answer::Cut | Answer::Never => false,
    };
    // Nobody may be interested any more.
    let _ = shared.arrived.send(received);
    let respond = |status: u16| Response::builder().status(status);
    let response = match answer {
        Answer::Status(status) => respond(status),
        Answer::With(status, name, value) => respond(status).header(name, value),
        Answer::Cut => return Err(io::Error::other("cut")),
        Answer::Slow(time) => {
            tokio::time::sleep(time).await;
            respond(200)
        }
        Answer::Never => {
            let _guard = NotifyOnDrop(&shared.dropped);
            let never: Infallible = std::future::pending().await;
            match never {}
        }
    };
    Ok(response.body(Full::default()).unwrap())
}

struct NotifyOnDrop<'a>(&'a Notify);

impl Drop for NotifyOnDrop<'_> {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}
