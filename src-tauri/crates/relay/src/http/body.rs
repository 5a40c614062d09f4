//! Reading a body: bounded in size and in time, whatever its headers say.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use hyper::body::Body;
use tokio::time::{Instant, timeout, timeout_at};

use crate::config::Pace;

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is over the limit.
    TooLarge,
    /// It came too slowly.
    Slow,
    /// The connection broke or the encoding was wrong.
    Broken,
}

/// How much more of a refused body is read and thrown away. A caller that is still sending when the
/// connection is closed may never see the answer, for closing over unread bytes resets it.
const THROWN_AWAY: usize = 8 << 20;

/// Reads a body of at most `limit` bytes; a longer one is refused as a whole, never cut.
pub(crate) async fn read(
    mut body: impl Body<Data = Bytes> + Unpin,
    limit: usize,
    pace: &Pace,
) -> Result<Bytes, Fault> {
    let end = Instant::now() + pace.body_total;
    let mut read = BytesMut::new();
    let outcome = timeout_at(end, async {
        if body.size_hint().lower() > limit as u64 {
            return Err(Fault::TooLarge);
        }
        loop {
            let Some(frame) = timeout(pace.body_silence, body.frame())
                .await
                .map_err(|_| Fault::Slow)?
            else {
                return Ok(());
            };
            let Ok(data) = frame.map_err(|_| Fault::Broken)?.into_data() else {
                continue;
            };
            if read.len() + data.len() > limit {
                return Err(Fault::TooLarge);
            }
            read.extend_from_slice(&data);
        }
    })
    .await
    .unwrap_or(Err(Fault::Slow));
    if outcome == Err(Fault::TooLarge) {
        throw_away(body, pace).await;
    }
    outcome.map(|()| read.freeze())
}

/// Reads on without keeping anything, within bounds.
pub(crate) async fn throw_away(mut body: impl Body<Data = Bytes> + Unpin, pace: &Pace) {
    let mut thrown = 0;
    let _ = timeout(pace.body_silence, async {
        while let Some(Ok(frame)) = body.frame().await {
            thrown += frame.data_ref().map_or(0, Bytes::len);
            if thrown > THROWN_AWAY {
                break;
            }
        }
    })
    .await;
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, time::Duration};

    use axum::body::Body;
    use futures_util::stream;

    use super::{Bytes, Fault, Instant, Pace, read};

    fn chunks(parts: &[&'static str]) -> Body {
        let parts: Vec<_> = parts
            .iter()
            .map(|part| Ok::<_, Infallible>(*part))
            .collect();
        Body::from_stream(stream::iter(parts))
    }

    #[tokio::test]
    async fn a_body_up_to_the_limit_is_read_whole_and_a_longer_one_not_at_all() {
        let pace = Pace::default();
        assert_eq!(
            read(chunks(&["abc", "def"]), 6, &pace).await,
            Ok("abcdef".into()),
            "fits"
        );
        assert_eq!(
            read(chunks(&["abc", "defg"]), 6, &pace).await,
            Err(Fault::TooLarge),
            "chunks"
        );
        assert_eq!(
            read(Body::from("abcdefg"), 6, &pace).await,
            Err(Fault::TooLarge),
            "length"
        );
        assert_eq!(
            read(Body::empty(), 0, &pace).await,
            Ok(Bytes::new()),
            "none"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_and_a_dripping_body_are_given_up() {
        let pace = Pace::default();
        let silent = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
        assert_eq!(read(silent, 10, &pace).await, Err(Fault::Slow), "silence");
        let drip = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            Some((Ok::<_, Infallible>("x"), ()))
        });
        let began = Instant::now();
        assert_eq!(
            read(Body::from_stream(drip), 1000, &pace).await,
            Err(Fault::Slow),
            "never silent for long, but never done"
        );
        assert_eq!(
            began.elapsed(),
            pace.body_total,
            "the whole has its own limit"
        );
    }
}
