//! How loud a recording is along its length, for drawing. Worked out here, since the page would have to
//! hold a whole recording in memory to decode it.

use crate::desk::sample;
use domain::InterviewId;
use std::io::{Error, Read, Seek, SeekFrom};
use std::sync::Arc;
use store::Store;
use store::table::interview;
use store::table::media::{self, CHUNK, Recording};
use store::table::waveform::{self, Peaks};
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::meta::MetadataOptions;

/// So many peaks a second, as long as they are not too many.
const A_SECOND: u32 = 10;
/// No more peaks than a very wide window could draw.
const MOST: usize = 20_000;

/// How loud an interview's recording is; `None` where none is wholly in the cache that can be decoded.
/// Takes a while the first time; to be called where that harms nobody.
///
/// # Errors
/// When the cache cannot be read or written.
pub(crate) fn of(store: &Arc<Store>, interview: &InterviewId) -> store::Result<Option<Peaks>> {
    keep_sample(store, interview)?;
    for kind in ["audio", "video"] {
        let Some(recording) = store.read(|it| media::find(it, interview, kind))? else {
            continue;
        };
        let known = store.read(|it| waveform::get(it, recording.id))?;
        let peaks = match known {
            Some(peaks) => peaks,
            None => {
                let (id, kind) = (recording.id, recording.content_type.clone());
                let worked_out = decode(Box::new(Cached::new(Arc::clone(store), recording)), &kind);
                // That it cannot be decoded is kept as well.
                let peaks = worked_out.unwrap_or(Peaks {
                    peaks: Vec::new(),
                    duration_ms: 0,
                });
                store.write::<_, store::Error>(|tx| waveform::put(tx, id, &peaks))?;
                peaks
            }
        };
        if !peaks.peaks.is_empty() {
            return Ok(Some(peaks));
        }
    }
    Ok(None)
}

/// A sample interview's recording is made when it is first asked for.
fn keep_sample(store: &Store, id: &InterviewId) -> store::Result<()> {
    let urls = store.read(|it| interview::urls(it, id))?;
    let is_sample = urls.is_some_and(|[audio, ..]| audio.as_deref() == Some(sample::RECORDING));
    if is_sample
        && store.read(|it| media::find(it, id, "audio"))?.is_none()
        && let Err(error) = super::fetch::keep_sample(store, id, "audio")
    {
        tracing::warn!(%error, "a sample recording");
    }
    Ok(())
}

/// The peaks of the first sound track; `None` when there is none that can be decoded.
fn decode(source: Box<dyn MediaSource>, content_type: &str) -> Option<Peaks> {
    let stream = MediaSourceStream::new(source, Default::default());
    let mut hint = Hint::new();
    hint.mime_type(content_type);
    let (format, metadata) = (FormatOptions::default(), MetadataOptions::default());
    let probe = symphonia::default::get_probe();
    let mut format = probe.probe(&hint, stream, format, metadata).ok()?;
    let track = format.default_track(TrackType::Audio)?;
    let id = track.id;
    let codec = track.codec_params.as_ref()?.audio()?;
    let options = AudioDecoderOptions::default();
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(codec, &options)
        .ok()?;
    read_all(format.as_mut(), decoder.as_mut(), id)
}

fn read_all(
    format: &mut dyn FormatReader,
    decoder: &mut dyn AudioDecoder,
    track: u32,
) -> Option<Peaks> {
    let mut meter = Meter::default();
    let mut samples: Vec<f32> = Vec::new();
    // A recording that breaks off is drawn as far as it goes.
    while let Ok(Some(packet)) = format.next_packet() {
        if packet.track_id != track {
            continue;
        }
        match decoder.decode(&packet) {
            Ok(sound) => {
                let (rate, channels) = (sound.spec().rate(), sound.num_planes());
                sound.copy_to_vec_interleaved(&mut samples);
                meter.add(&samples, rate, channels);
            }
            Err(Fault::DecodeError(_) | Fault::IoError(_)) => {}
            Err(_) => break,
        }
    }
    meter.peaks()
}

/// Gathers the loudest moment of each step.
#[derive(Default)]
struct Meter {
    peaks: Vec<u8>,
    /// Of the step under way.
    loudest: f32,
    in_step: u64,
    frames: u64,
    rate: u32,
}

impl Meter {
    fn add(&mut self, samples: &[f32], rate: u32, channels: usize) {
        self.rate = rate.max(1);
        let step = u64::from((self.rate / A_SECOND).max(1));
        for frame in samples.chunks(channels.max(1)) {
            let loudest = frame
                .iter()
                .fold(0.0_f32, |most, sample| most.max(sample.abs()));
            self.loudest = self.loudest.max(loudest);
            self.in_step += 1;
            self.frames += 1;
            if self.in_step == step {
                self.end_step();
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates, which is what is meant"
    )]
    fn end_step(&mut self) {
        self.peaks.push((self.loudest * 255.0).round() as u8);
        (self.loudest, self.in_step) = (0.0, 0);
    }

    fn peaks(mut self) -> Option<Peaks> {
        if self.in_step > 0 {
            self.end_step();
        }
        if self.peaks.is_empty() {
            return None;
        }
        let duration = u128::from(self.frames) * 1_000 / u128::from(self.rate.max(1));
        let together = self.peaks.len().div_ceil(MOST);
        let steps = self.peaks.chunks(together);
        Some(Peaks {
            peaks: steps
                .filter_map(|step| step.iter().max().copied())
                .collect(),
            duration_ms: i64::try_from(duration).unwrap_or(i64::MAX),
        })
    }
}

/// A recording in the cache, of which one chunk is held at a time.
struct Cached {
    store: Arc<Store>,
    recording: Recording,
    at: u64,
    chunk: Option<(u64, Vec<u8>)>,
}

impl Cached {
    fn new(store: Arc<Store>, recording: Recording) -> Self {
        Self {
            store,
            recording,
            at: 0,
            chunk: None,
        }
    }

    /// What of the chunk at this place is left from there on.
    fn rest(&mut self) -> std::io::Result<&[u8]> {
        let size = CHUNK as u64;
        let (idx, from) = (self.at / size, usize::try_from(self.at % size).unwrap_or(0));
        if self.chunk.as_ref().is_none_or(|(held, _)| *held != idx) {
            let id = self.recording.id;
            let bytes = self.store.read(|it| media::chunk(it, id, idx));
            let bytes = bytes.map_err(Error::other)?.unwrap_or_default();
            self.chunk = Some((idx, bytes));
        }
        let bytes = self.chunk.as_ref().and_then(|(_, bytes)| bytes.get(from..));
        Ok(bytes.unwrap_or_default())
    }
}

impl Read for Cached {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut rest = self.rest()?;
        let read = rest.read(into)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Cached {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.recording.total_bytes.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| Error::other("a place before the beginning"))?;
        Ok(self.at)
    }
}

impl MediaSource for Cached {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.recording.total_bytes)
    }
}

#[cfg(test)]
mod tests;
