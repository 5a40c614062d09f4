//! A reader of event streams, strict about their form.

use std::collections::VecDeque;

use relay_protocol::Event;
use reqwest::{RequestBuilder, Response, StatusCode};
use tokio::time::timeout;

use super::PATIENCE;

/// One frame of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Greeting {
        retry: String,
        id: Option<String>,
    },
    Heartbeat,
    Event {
        id: Option<String>,
        event: String,
        data: String,
    },
}

pub(crate) struct Stream {
    /// The place from which it reads.
    pub(crate) begins: Option<String>,
    response: Response,
    text: String,
    frames: VecDeque<Frame>,
}

impl Stream {
    pub(crate) async fn open(request: RequestBuilder) -> Self {
        let response = request
            .header("accept", "text/event-stream")
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::OK, "the stream opens");
        for (name, value) in [
            ("content-type", "text/event-stream"),
            ("cache-control", "no-cache, no-transform"),
            ("x-accel-buffering", "no"),
        ] {
            assert_eq!(
                response.headers()[name],
                value,
                "so that no proxy holds it back"
            );
        }
        let mut stream = Self {
            begins: None,
            response,
            text: String::new(),
            frames: VecDeque::new(),
        };
        match stream.next().await {
            Some(Frame::Greeting { retry, id }) => {
                assert_eq!(retry, "3000", "a stream greets with its pause");
                stream.begins = id;
            }
            other => panic!("{other:?} is no greeting"),
        }
        stream
    }

    /// The next frame, or nothing at the end of the stream.
    pub(crate) async fn next(&mut self) -> Option<Frame> {
        loop {
            if let Some(frame) = self.frames.pop_front() {
                return Some(frame);
            }
            let chunk = timeout(PATIENCE, self.response.chunk())
                .await
                .expect("a frame, a heartbeat or the end")
                .ok()??;
            self.text
                .push_str(std::str::from_utf8(&chunk).expect("frames are UTF-8"));
            while let Some((frame, rest)) = self.text.split_once("\n\n") {
                self.frames.push_back(parse(frame));
                self.text = rest.to_owned();
            }
        }
    }

    /// The next webhook, past heartbeats.
    pub(crate) async fn webhook(&mut self) -> Event {
        loop {
            match self.next().await.expect("the stream goes on") {
                Frame::Event { id, event, data } => {
                    assert_eq!(event, "webhook", "{data}");
                    let event: Event = serde_json::from_str(&data).unwrap();
                    assert_eq!(id, Some(event.cursor.to_string()), "the id is the cursor");
                    return event;
                }
                Frame::Heartbeat => {}
                greeting @ Frame::Greeting { .. } => panic!("{greeting:?} in the middle"),
            }
        }
    }

    /// Reads until the relay ends the stream.
    pub(crate) async fn end(mut self) {
        while let Some(frame) = self.next().await {
            assert_eq!(frame, Frame::Heartbeat, "nothing more is given");
        }
    }
}

fn parse(frame: &str) -> Frame {
    let (mut id, mut event, mut data, mut retry) = (None, None, None, None);
    for line in frame.lines() {
        if line == ": hb" {
            return Frame::Heartbeat;
        }
        let (key, value) = line.split_once(": ").expect("`key: value`");
        match key {
            "retry" => retry = Some(value.to_owned()),
            "id" => id = Some(value.to_owned()),
            "event" => event = Some(value.to_owned()),
            "data" => data = Some(value.to_owned()),
            other => panic!("unknown field {other}"),
        }
    }
    if let Some(retry) = retry {
        assert!(
            event.is_none() && data.is_none(),
            "a greeting alone: {frame:?}"
        );
        return Frame::Greeting { retry, id };
    }
    let (event, data) = event
        .zip(data)
        .unwrap_or_else(|| panic!("incomplete frame {frame:?}"));
    Frame::Event { id, event, data }
}
