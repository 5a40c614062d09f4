//! A reader of event streams, strict about their form.

use std::collections::VecDeque;

use relay_protocol::Event;
use reqwest::{RequestBuilder, Response, StatusCode};
use tokio::time::timeout;

use super::PATIENCE;

/// One frame of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Retry(String),
    Heartbeat,
    Event {
        id: Option<String>,
        event: String,
        data: String,
    },
}

pub(crate) struct Stream {
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
            response,
            text: String::new(),
            frames: VecDeque::new(),
        };
        assert_eq!(
            stream.next().await,
            Some(Frame::Retry("3000".to_owned())),
            "a stream greets with its pause"
        );
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
                retry @ Frame::Retry(_) => panic!("{retry:?} in the middle"),
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
    let (mut id, mut event, mut data) = (None, None, None);
    for line in frame.lines() {
        if line == ": hb" {
            return Frame::Heartbeat;
        }
        let (key, value) = line.split_once(": ").expect("`key: value`");
        match key {
            "retry" => return Frame::Retry(value.to_owned()),
            "id" => id = Some(value.to_owned()),
            "event" => event = Some(value.to_owned()),
            "data" => data = Some(value.to_owned()),
            other => panic!("unknown field {other}"),
        }
    }
    let (event, data) = event
        .zip(data)
        .unwrap_or_else(|| panic!("incomplete frame {frame:?}"));
    Frame::Event { id, event, data }
}
