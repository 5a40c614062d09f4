//! A recording that is wholly in the cache is drawn; anything else is not.

use super::*;
use domain::{FlowId, Interview, InterviewData, InterviewStatus, UnixMs};
use store::DbKey;

const RATE: u32 = 8_000;

/// A cache with one interview that has a sound recording.
fn cache(folder: &tempfile::TempDir) -> (Arc<Store>, InterviewId) {
    let key = DbKey::from_hex(&"5a".repeat(32)).unwrap();
    let store = Arc::new(Store::open(&folder.path().join("cache.db"), key).unwrap());
    let id = InterviewId::new("i1");
    let told = Interview {
        status: InterviewStatus::Completed,
        data: Some(InterviewData {
            audio_url: Some("https://media.example.com/a".into()),
            ..InterviewData::default()
        }),
        ..Interview::new(id.clone(), FlowId::new("f1"))
    };
    sync::backlog::interviews(&store, std::slice::from_ref(&told), UnixMs(1)).unwrap();
    (store, id)
}

/// Puts a recording into the cache; answers its row.
fn keep(store: &Store, id: &InterviewId, bytes: &[u8], content_type: &str) -> i64 {
    store
        .write::<_, store::Error>(|tx| {
            let media = media::begin(tx, id, "audio", content_type)?.unwrap();
            for (idx, chunk) in (0..).zip(bytes.chunks(CHUNK)) {
                media::add_chunk(tx, media, idx, chunk)?;
            }
            media::finish(tx, media, bytes.len() as u64)?;
            Ok(media)
        })
        .unwrap()
}

/// A WAV file of one channel, 16 bits.
fn wav(samples: impl ExactSizeIterator<Item = i16>) -> Vec<u8> {
    let size = u32::try_from(samples.len() * 2).unwrap();
    let mut bytes = Vec::new();
    bytes.extend_from_slice(b"RIFF");
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([1_u16, 1].map(u16::to_le_bytes).concat());
    bytes.extend([RATE, RATE * 2].map(u32::to_le_bytes).concat());
    bytes.extend([2_u16, 16].map(u16::to_le_bytes).concat());
    bytes.extend_from_slice(b"data");
    bytes.extend(size.to_le_bytes());
    bytes.extend(samples.flat_map(i16::to_le_bytes));
    bytes
}

/// So many seconds, quiet in the first half and loud in the second.
fn louder(seconds: u32) -> Vec<u8> {
    let count = seconds * RATE;
    wav((0..count as usize).map(|n| {
        let loud = if n < count as usize / 2 {
            1_000
        } else {
            30_000
        };
        if n.is_multiple_of(2) { loud } else { -loud }
    }))
}

#[test]
fn ten_peaks_a_second_follow_the_sound_over_several_chunks() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = cache(&folder);
    let bytes = louder(40);
    assert!(bytes.len() > 2 * CHUNK, "more than one chunk");
    keep(&store, &id, &bytes, "audio/wav");
    let peaks = of(&store, &id).unwrap().expect("it can be decoded");
    assert_eq!((peaks.peaks.len(), peaks.duration_ms), (400, 40_000));
    let quiet = peaks.peaks[..200].iter().all(|peak| (7..=9).contains(peak));
    let loud = peaks.peaks[200..]
        .iter()
        .all(|peak| (232..=235).contains(peak));
    assert!(quiet && loud, "{:?}", peaks.peaks);
}

/// A tone at 0.8 of the full swing.
macro_rules! tone {
    ($name:literal) => {
        include_bytes!(concat!("tones/", $name)).as_slice()
    };
}

#[test]
fn a_recording_is_drawn_in_each_coding_that_browsers_play() {
    for (bytes, content_type, tenths) in [
        (tone!("tone.mp3"), "audio/mpeg", 10),
        (tone!("tone.m4a"), "audio/mp4", 5),
        (tone!("tone.ogg"), "audio/ogg", 10),
        (tone!("tone.flac"), "audio/flac", 10),
        (tone!("tone.webm"), "video/webm", 10),
        // What a server calls it is no more than a hint.
        (tone!("tone.mp3"), "application/octet-stream", 10),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (store, id) = cache(&folder);
        keep(&store, &id, bytes, content_type);
        let peaks = of(&store, &id).unwrap().expect(content_type);
        let Peaks { peaks, duration_ms } = peaks;
        // Some begin or end with a little silence.
        let lasts = tenths * 100..tenths * 100 + 150;
        assert!(
            lasts.contains(&duration_ms),
            "{content_type}: {duration_ms} ms"
        );
        let tenths = usize::try_from(tenths).unwrap();
        let expected = tenths..=tenths + 2;
        assert!(expected.contains(&peaks.len()), "{content_type}: {peaks:?}");
        let middle = &peaks[2..tenths - 1];
        let middle = middle.iter().all(|peak| (185..=225).contains(peak));
        assert!(middle, "{content_type}: {peaks:?}");
    }
}

#[test]
fn opus_is_played_without_a_waveform() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = cache(&folder);
    keep(&store, &id, tone!("opus.webm"), "video/webm");
    assert_eq!(of(&store, &id).unwrap(), None, "nothing here decodes it");
}

#[test]
fn what_was_worked_out_once_is_read_from_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = cache(&folder);
    assert_eq!(
        of(&store, &id).unwrap(),
        None,
        "nothing is in the cache yet"
    );
    let media = keep(&store, &id, &louder(1), "audio/wav");
    let first = of(&store, &id).unwrap().expect("it can be decoded");
    assert_eq!(first.peaks.len(), 10);
    let other = Peaks {
        peaks: vec![7],
        duration_ms: 9,
    };
    store
        .write::<_, store::Error>(|tx| waveform::put(tx, media, &other))
        .unwrap();
    assert_eq!(of(&store, &id).unwrap(), Some(other), "as it was kept");
}

#[test]
fn what_cannot_be_decoded_has_no_waveform_and_is_not_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = cache(&folder);
    let media = keep(&store, &id, &[7; 1_000], "audio/mpeg");
    assert_eq!(of(&store, &id).unwrap(), None);
    let kept = store.read(|it| waveform::get(it, media)).unwrap();
    assert_eq!(
        kept.map(|kept| kept.peaks),
        Some(Vec::new()),
        "that is known"
    );
}

#[test]
fn a_recording_that_breaks_off_is_drawn_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = cache(&folder);
    let mut bytes = louder(4);
    bytes.truncate(44 + 2 * 8_000);
    keep(&store, &id, &bytes, "audio/wav");
    let peaks = of(&store, &id).unwrap().expect("the first second is here");
    assert_eq!(peaks.peaks.len(), 10, "{peaks:?}");
}

#[test]
fn a_very_long_recording_has_no_more_peaks_than_can_be_drawn() {
    let mut meter = Meter::default();
    let hour = vec![0.5; 3_600];
    // At ten frames a second each frame is a step: twenty hours.
    for _ in 0..200 {
        meter.add(&hour, A_SECOND, 1);
    }
    let peaks = meter.peaks().expect("there is sound");
    assert_eq!(peaks.duration_ms, 72_000_000);
    assert!(
        (MOST / 2..=MOST).contains(&peaks.peaks.len()),
        "{}",
        peaks.peaks.len()
    );
    assert!(
        peaks.peaks.iter().all(|peak| *peak == 128),
        "as loud as it was"
    );
}
