//! An answer's body, piece by piece, unpacked and counted.

use crate::Error;
use crate::usage::Counters;
use bytes::Bytes;
use flate2::write::GzDecoder;
use reqwest::header::CONTENT_ENCODING;
use std::io::Write;
use std::sync::Arc;

/// A body that is still arriving. It is unpacked here rather than in the HTTP library, because only
/// the packed bytes say what a poll costs the recruiter's connection.
pub(crate) struct Body {
    response: reqwest::Response,
    gunzip: Option<GzDecoder<Vec<u8>>>,
    counters: Arc<Counters>,
}

impl Body {
    /// Takes over an answer whose headers have arrived.
    pub(crate) fn new(response: reqwest::Response, counters: Arc<Counters>) -> Result<Self, Error> {
        let encoding = response
            .headers()
            .get(CONTENT_ENCODING)
            .map(|v| v.as_bytes().to_vec());
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
            counters,
        })
    }

    /// The next piece, unpacked; may be empty. `None` after the last one.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        match self
            .response
            .chunk()
            .await
            .map_err(|error| Error::receiving(&error))?
        {
            Some(packed) => {
                self.counters.received(packed.len());
                self.unpack(packed).map(Some)
            }
            None => self.unpack_rest(),
        }
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

    fn unpack(&mut self, packed: Bytes) -> Result<Bytes, Error> {
        let Some(gunzip) = &mut self.gunzip else {
            return Ok(packed);
        };
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
