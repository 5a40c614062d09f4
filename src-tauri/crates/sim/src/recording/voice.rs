//! A voice of sorts: each word is a vowel-like tone, the interviewer lower than the candidate, and pauses
//! are silent. Every sample follows from its place alone, so a recording can be computed from anywhere.

use std::f32::consts::TAU;

use crate::conversation::{Conversation, Speaker};

/// Samples a second; enough for speech, and small.
pub(super) const RATE: u64 = 8_000;
/// How long a word takes to swell and to fade, in samples.
const EDGE: u64 = 240;
/// The steps of one stored period.
const STEPS: usize = 256;
/// How strong the harmonics of five vowels are.
const VOWELS: [[f32; 6]; 5] = [
    [1.0, 0.7, 0.55, 0.5, 0.25, 0.1],
    [1.0, 0.8, 0.3, 0.15, 0.3, 0.2],
    [1.0, 0.35, 0.1, 0.08, 0.2, 0.25],
    [1.0, 0.9, 0.6, 0.12, 0.06, 0.03],
    [1.0, 0.5, 0.12, 0.05, 0.03, 0.02],
];

/// A word's sound.
#[derive(Debug, Clone, Copy)]
struct Sound {
    start: u64,
    end: u64,
    vowel: usize,
    /// The share of a period that passes each sample, of 2³².
    pitch: u32,
}

/// All sounds of one conversation.
#[derive(Debug)]
pub(super) struct Voice {
    sounds: Vec<Sound>,
    vowels: Vec<Vec<i16>>,
    samples: u64,
}

impl Voice {
    pub(super) fn new(talk: &Conversation, candidate_hertz: u64) -> Self {
        let sounds = talk
            .turns
            .iter()
            .flat_map(|turn| turn.words.iter().map(move |word| (turn.speaker, word)))
            .map(|(speaker, word)| {
                let hash = word.text.bytes().fold(7_u64, |sum, byte| {
                    sum.wrapping_mul(31).wrapping_add(u64::from(byte))
                });
                let base = match speaker {
                    Speaker::Agent => 118,
                    Speaker::User => candidate_hertz,
                };
                let hertz = base + hash % (base / 8);
                Sound {
                    start: word.start_ms * RATE / 1_000,
                    end: word.end_ms * RATE / 1_000,

                    vowel: (hash % VOWELS.len() as u64) as usize,
                    pitch: ((hertz << 32) / RATE) as u32,
                }
            })
            .collect();
        Self {
            sounds,
            vowels: VOWELS.iter().map(period).collect(),
            samples: talk.length_ms * RATE / 1_000,
        }
    }

    /// The recording's length in samples.
    pub(super) fn samples(&self) -> u64 {
        self.samples
    }

    /// The samples from `first` on, one for each place in `out`.
    pub(super) fn fill(&self, first: u64, out: &mut [i16]) {
        let mut next = self.sounds.partition_point(|sound| sound.end <= first);
        for (place, sample) in (first..).zip(out) {
            while self
                .sounds
                .get(next)
                .is_some_and(|sound| sound.end <= place)
            {
                next += 1;
            }
            *sample = match self.sounds.get(next) {
                Some(sound) if sound.start <= place => self.sample(sound, place),
                _ => 0,
            };
        }
    }

    fn sample(&self, sound: &Sound, place: u64) -> i16 {
        let since = place - sound.start;
        let phase = sound.pitch.wrapping_mul(since as u32) >> 24;
        let wave = self
            .vowels
            .get(sound.vowel)
            .and_then(|period| period.get(phase as usize));
        let edge = since.min(sound.end - place).min(EDGE) as i32;
        let loud = i32::from(wave.copied().unwrap_or(0)) * edge / EDGE as i32;
        loud as i16
    }
}

/// One period of a vowel, no louder than a third of what is possible.
fn period(harmonics: &[f32; 6]) -> Vec<i16> {
    let total: f32 = harmonics.iter().sum();
    (0..STEPS)
        .map(|step| {
            let turn = TAU * step as f32 / STEPS as f32;
            let wave: f32 = (1_u8..)
                .zip(harmonics)
                .map(|(multiple, strength)| strength * (turn * f32::from(multiple)).sin())
                .sum();
            (wave / total * 16_000.0) as i16
        })
        .collect()
}
