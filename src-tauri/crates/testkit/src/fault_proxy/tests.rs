//! Each fault strikes where and how it is told.

use super::*;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\n\r\n";
const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";

/// A server that gives the same answer to whatever it is asked.
async fn server() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0; REQUEST.len()];
                while client.read_exact(&mut request).await.is_ok() {
                    client.write_all(ANSWER).await.unwrap();
                }
            });
        }
    });
    addr
}

async fn proxy(trouble: Option<Trouble>) -> FaultProxy {
    let plan = Plan {
        trouble,
        ..Plan::default()
    };
    FaultProxy::start(server().await, plan).await.unwrap()
}

fn trouble(way: Way, at: u64, fault: Fault) -> Option<Trouble> {
    Some(Trouble {
        way,
        at,
        fault,
        times: 1,
    })
}

/// Asks once on a new connection and reads until so many bytes or the end came.
async fn ask(proxy: &FaultProxy, at_most: usize) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(proxy.addr).await?;
    stream.write_all(REQUEST).await?;
    let mut answer = Vec::new();
    let wanted = u64::try_from(at_most).unwrap();
    stream.take(wanted).read_to_end(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn without_a_plan_everything_arrives_and_is_counted() {
    let proxy = proxy(None).await;
    for _ in 0..2 {
        let answer = ask(&proxy, ANSWER.len()).await.unwrap();
        assert_eq!(answer, ANSWER, "the whole answer");
    }
    let len = u64::try_from(ANSWER.len()).unwrap();
    let expected = Traffic {
        to_client: 2 * len,
        to_server: 2 * u64::try_from(REQUEST.len()).unwrap(),
        messages: vec![0, len],
    };
    assert_eq!(proxy.traffic(), expected, "over both connections");
}

#[tokio::test]
async fn a_cut_leaves_exactly_the_bytes_before_it_and_spares_the_next_connection() {
    for at in 0..=ANSWER.len() {
        let place = trouble(Way::ToClient, at.try_into().unwrap(), Fault::Cut);
        let proxy = proxy(place).await;
        let cut = ask(&proxy, usize::MAX).await.unwrap();
        assert_eq!(cut, ANSWER[..at], "cut at {at}");
        let whole = ask(&proxy, ANSWER.len()).await.unwrap();
        assert_eq!(whole, ANSWER, "after a cut at {at}");
        assert_eq!(*proxy.struck().borrow(), 1, "it struck once");
    }
}

#[tokio::test]
async fn half_a_request_gets_no_answer() {
    let proxy = proxy(trouble(Way::ToServer, 7, Fault::Cut)).await;
    let nothing = ask(&proxy, usize::MAX).await.unwrap();
    assert_eq!(nothing, b"", "the server was not asked");
    assert_eq!(proxy.traffic().to_server, 7, "as planned");
}

#[tokio::test]
async fn a_reset_is_an_error_to_the_client() {
    let proxy = proxy(trouble(Way::ToClient, 0, Fault::Reset)).await;
    let error = ask(&proxy, usize::MAX).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "{error}");
}

#[tokio::test]
async fn a_stall_tells_nobody() {
    let proxy = proxy(trouble(Way::ToClient, 10, Fault::Stall)).await;
    let mut stream = TcpStream::connect(proxy.addr).await.unwrap();
    stream.write_all(REQUEST).await.unwrap();
    let mut begun = [0; 10];
    stream.read_exact(&mut begun).await.unwrap();
    let mut struck = proxy.struck();
    struck.wait_for(|times| *times == 1).await.unwrap();
    let more = stream.read(&mut begun);
    let waited = tokio::time::timeout(Duration::from_millis(20), more).await;
    assert!(waited.is_err(), "neither bytes nor an end: {waited:?}");
}

#[tokio::test]
async fn a_fault_may_strike_several_times() {
    let thrice = Trouble {
        way: Way::ToClient,
        at: 3,
        fault: Fault::Cut,
        times: 3,
    };
    let proxy = proxy(Some(thrice)).await;
    for time in 0..3 {
        let cut = ask(&proxy, usize::MAX).await.unwrap();
        assert_eq!(cut, ANSWER[..3], "time {time}");
    }
    let whole = ask(&proxy, ANSWER.len()).await.unwrap();
    assert_eq!(whole, ANSWER, "then no more");
}

#[tokio::test]
async fn a_repeated_message_comes_twice() {
    let proxy = proxy(trouble(Way::ToClient, 4, Fault::Repeat)).await;
    let answer = ask(&proxy, 2 * ANSWER.len()).await.unwrap();
    assert_eq!(answer, [ANSWER, ANSWER].concat(), "it and its double");
}

#[tokio::test]
async fn in_pieces_everything_arrives_all_the_same() {
    let plan = Plan {
        pieces: std::num::NonZeroUsize::new(1),
        trouble: trouble(Way::ToClient, 9, Fault::Delay(Duration::from_millis(1))),
        ..Plan::default()
    };
    let proxy = FaultProxy::start(server().await, plan).await.unwrap();
    let answer = ask(&proxy, ANSWER.len()).await.unwrap();
    assert_eq!(answer, ANSWER, "byte by byte");
    assert_eq!(*proxy.struck().borrow(), 1, "with a pause");
}

#[tokio::test]
async fn where_streams_are_refused_a_web_page_answers() {
    let plan = Plan {
        refuse_streams: true,
        ..Plan::default()
    };
    let proxy = FaultProxy::start(server().await, plan).await.unwrap();
    let mut stream = TcpStream::connect(proxy.addr).await.unwrap();
    let request = b"GET / HTTP/1.1\r\naccept: text/event-stream\r\n\r\n";
    stream.write_all(request).await.unwrap();
    stream.write_all(REQUEST).await.unwrap();
    let mut answers = Vec::new();
    while !answers.ends_with(ANSWER) {
        assert_ne!(stream.read_buf(&mut answers).await.unwrap(), 0, "an end");
    }
    let text = String::from_utf8(answers).unwrap();
    assert!(text.contains("text/html"), "first the page: {text}");
}
