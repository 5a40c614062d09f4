//! An answer's body, piece by piece, unpacked and counted.

use crate::usage::Counters;
use crate::{Error, retry_after};
use bytes::Bytes;
use domain::UnixMs;
use flate2::write::GzDecoder;
use reqwest::header::{CONTENT_ENCODING, DATE};
use std::io::Write;
use std::sync::Arc;

/// So many packed bytes are unpacked at a time: they can become a thousand times as many.
const AT_ONCE: usize = 8 * 1024;

/// A body that is still arriving. It is unpacked here rather than in the HTTP library, because only
/// the packed bytes say what a poll costs the recruiter's connection.
pub(crate) struct Body {
    response: reqwest::Response,
    gunzip: Option<GzDecoder<Vec<u8>>>,
    /// What has arrived and is not unpacked yet.
    packed: Bytes,
    served_at: Option<UnixMs>,
    counters: Arc<Counters>,
}

impl Body {
    /// Takes over an answer whose headers have arrived.
    pub(crate) fn new(response: reqwest::Response, counters: Arc<Counters>) -> Result<Self, Error> {
        let encoding = response
            .headers()
            .get(CONTENT_ENCODING)
            .map(|v| v.as_bytes().to_vec());
        let date = response.headers().get(DATE);
        let served_at = date
            .and_then(|date| date.to_str().ok())
            .and_then(retry_after::instant);
        let gunzip = match encoding.as_deref() {
            None | Some(b"identity" | b"") => None,
            Some(b"gzip" | b"x-gzip") => Some(GzDecoder::new(Vec::new())),
            Some(_) => {
                return Err(Error::Unreadable {
                    what: "packed in a way not asked for".into(),
                });
            }
        };
        Ok(Self {
            response,
            gunzip,
            packed: Bytes::new(),
            served_at,
            counters,
        })
    }

    /// When the answer was made, by the server's clock.
    pub(crate) fn served_at(&self) -> Option<UnixMs> {
        self.served_at
    }

    /// The next piece, unpacked; may be empty. `None` after the last one.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        if self.packed.is_empty() {
            let arrived = self.response.chunk().await;
            let Some(arrived) = arrived.map_err(|error| Error::receiving(&error))? else {
                return self.unpack_rest();
            };
            self.counters.received(arrived.len());
            self.packed = arrived;
        }
        self.unpack().map(Some)
    }

    /// The whole body, of at most `most` bytes.
    pub(crate) async fn all(mut self, most: usize) -> Result<Vec<u8>, Error> {
        let mut whole = Vec::new();
        while let Some(piece) = self.next().await? {
            if whole.len() + piece.len() > most {
                return Err(Error::Unreadable {
                    what: format!("longer than {most} bytes"),
                });
            }
            whole.extend_from_slice(&piece);
        }
        Ok(whole)
    }

    fn unpack(&mut self) -> Result<Bytes, Error> {
        let Some(gunzip) = &mut self.gunzip else {
            return Ok(std::mem::take(&mut self.packed));
        };
        let packed = self.packed.split_to(self.packed.len().min(AT_ONCE));
        gunzip.write_all(&packed).map_err(|_| Error::Unreadable {
            what: "the packed body is damaged".into(),
        })?;
        Ok(std::mem::take(gunzip.get_mut()).into())
    }

    /// What the unpacker still holds when no more arrives, once.
    fn unpack_rest(&mut self) -> Result<Option<Bytes>, Error> {
        let Some(gunzip) = self.gunzip.take() else {
            return Ok(None);
        };
        let rest = gunzip.finish().map_err(|_| Error::Truncated {
            what: "the packed body has no end".into(),
        })?;
        Ok(Some(rest.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use proptest::sample::Index;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// Reads a packed body that arrives in one piece; answers its pieces, unpacked.
    fn read(bytes: Vec<u8>) -> Result<Vec<Bytes>, Error> {
        let answer = ::http::Response::builder()
            .header(CONTENT_ENCODING, "gzip")
            .body(bytes)
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(async {
            let mut body = Body::new(answer.into(), Arc::default())?;
            let mut pieces = Vec::new();
            while let Some(piece) = body.next().await? {
                pieces.push(piece);
            }
            Ok(pieces)
        })
    }

    #[test]
    fn a_little_that_unpacks_to_a_lot_is_unpacked_little_by_little() {
        let lot = vec![0; 64 << 20];
        let pieces = read(packed(&lot)).unwrap();
        let longest = pieces.iter().map(Bytes::len).max();
        assert!(
            longest < Some(16 << 20),
            "at most {longest:?} bytes at once"
        );
        assert_eq!(pieces.concat().len(), lot.len(), "and all of it comes");
    }

    proptest! {
        #[test]
        fn a_packed_body_comes_out_as_it_was_or_not_at_all(
            bytes in prop::collection::vec(0_u8..4, 0..2_000),
            at: Index,
            to: u8,
            end: Option<Index>,
        ) {
            let mut sent = packed(&bytes);
            let length = sent.len();
            sent[at.index(length)] = to;
            sent.truncate(end.map_or(length, |end| end.index(length)));
            let is_whole = sent == packed(&bytes);
            match read(sent) {
                Ok(pieces) => prop_assert_eq!(pieces.concat(), bytes),
                Err(error) => prop_assert!(!is_whole, "{error}"),
            }
        }

        #[test]
        fn bytes_that_only_claim_to_be_packed_are_an_error(bytes: Vec<u8>) {
            prop_assert!(read(bytes).is_err());
        }
    }
}
