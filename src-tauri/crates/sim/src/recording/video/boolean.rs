//! VP8's arithmetic coder (RFC 6386, section 7): writes yes or no at the cost its probability deserves.

/// Bits written so far.
#[derive(Debug)]
pub(super) struct Writer {
    out: Vec<u8>,
    /// The lower end of the interval; above its 16 bits stands a carry, until the next byte is due.
    low: u32,
    range: u32,
    shifted: u8,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            out: Vec::new(),
            low: 0,
            range: 255,
            shifted: 0,
        }
    }

    /// Writes `bit`, of which "no" has the probability `no` of 256.
    pub(super) fn put(&mut self, bit: bool, no: u8) {
        let split = 1 + (((self.range - 1) * u32::from(no)) >> 8);
        if bit {
            self.low += split;
            self.range -= split;
        } else {
            self.range = split;
        }
        while self.range < 128 {
            self.range <<= 1;
            self.low <<= 1;
            self.shifted += 1;
            if self.shifted == 8 {
                self.shifted = 0;
                self.put_byte();
            }
        }
    }

    /// Writes the lowest `bits` bits of a number, the highest first, each as likely as not.
    pub(super) fn put_number(&mut self, number: u32, bits: u32) {
        for bit in (0..bits).rev() {
            self.put((number >> bit) & 1 == 1, 128);
        }
    }

    /// All bytes; nothing can be written afterwards.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.put_number(0, 32);
        self.out
    }

    fn put_byte(&mut self) {
        let byte = self.low >> 8;
        if byte > 0xFF {
            for earlier in self.out.iter_mut().rev() {
                *earlier = earlier.wrapping_add(1);
                if *earlier != 0 {
                    break;
                }
            }
        }
        self.out.push((byte & 0xFF) as u8);
        self.low &= 0xFF;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    /// The reading side as section 7.3 of the RFC describes it.
    fn read(bytes: &[u8], probabilities: &[u8]) -> Vec<bool> {
        let mut rest = bytes.iter().copied().chain(std::iter::repeat(0));
        let mut value = u32::from(rest.next().unwrap()) << 8 | u32::from(rest.next().unwrap());
        let (mut range, mut shifted) = (255_u32, 0);
        let mut bits = Vec::new();
        for probability in probabilities {
            let split = 1 + (((range - 1) * u32::from(*probability)) >> 8);
            let bit = value >= split << 8;
            if bit {
                range -= split;
                value -= split << 8;
            } else {
                range = split;
            }
            while range < 128 {
                range <<= 1;
                value <<= 1;
                shifted += 1;
                if shifted == 8 {
                    shifted = 0;
                    value |= u32::from(rest.next().unwrap());
                }
            }
            bits.push(bit);
        }
        bits
    }

    #[test]
    fn what_was_written_is_read_again() {
        for seed in 0..50 {
            let mut chance = Chance::new(seed, "bits", 0);
            let probabilities: Vec<u8> = (0..3_000).map(|_| chance.between(1, 255) as u8).collect();
            let bits: Vec<bool> = (0..3_000).map(|_| chance.happens(0.5)).collect();
            let mut writer = Writer::new();
            for (bit, probability) in bits.iter().zip(&probabilities) {
                writer.put(*bit, *probability);
            }
            assert_eq!(
                read(&writer.finish(), &probabilities),
                bits,
                "with seed {seed}"
            );
        }
    }
}
