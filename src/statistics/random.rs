//! Random: the stream of numbers that NumPy's `default_rng` gives for a seed.
//!
//! sacreBLEU draws with it; with the same stream, intervals and p-values have the same digits.
//! The generator is PCG64 (O'Neill 2014, PCG XSL RR 128/64), seeded by NumPy's `SeedSequence`;
//! whole numbers are drawn by Lemire's method (2019, arXiv:1805.10941).

const MULTIPLIER: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;

/// A generator of random numbers; one seed always gives the same ones.
///
/// # Examples
///
/// ```
/// use mizan::statistics::random::Random;
///
/// let mut random = Random::new(12345);
/// let drawn: Vec<u32> = (0..5).map(|_| random.below(1000)).collect();
/// assert_eq!(drawn, [699, 227, 788, 316, 204]);
/// ```
#[derive(Debug, Clone)]
pub struct Random {
    state: u128,
    increment: u128,
    /// The high half of a number whose low half has been given out.
    half: Option<u32>,
}

impl Random {
    /// The generator of `numpy.random.default_rng(seed)`.
    pub fn new(seed: u64) -> Self {
        let [a, b, c, d] = seed_words(seed).map(u128::from);
        let increment = ((c << 64 | d) << 1) | 1;
        let mut random = Random { state: 0, increment, half: None };
        random.step();
        random.state = random.state.wrapping_add(a << 64 | b);
        random.step();
        random
    }

    /// The next 64 bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        self.step();
        let folded = (self.state >> 64) as u64 ^ low(self.state);
        folded.rotate_right((self.state >> 122) as u32)
    }

    /// The next 32 bits: the low half of 64, then the high half.
    #[inline]
    pub fn next_u32(&mut self) -> u32 {
        if let Some(high) = self.half.take() {
            return high;
        }
        let both = self.next_u64();
        self.half = Some((both >> 32) as u32);
        #[expect(clippy::cast_possible_truncation, reason = "the low half")]
        let low = both as u32;
        low
    }

    /// A whole number below `bound`, each as likely as any other; 0 where `bound` is 0 or 1.
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        if bound <= 1 {
            return 0;
        }
        let bound = u64::from(bound);
        let mut product = u64::from(self.next_u32()) * bound;
        if product & LOW < bound {
            let least = ((1 << 32) - bound) % bound;
            while product & LOW < least {
                product = u64::from(self.next_u32()) * bound;
            }
        }
        (product >> 32) as u32
    }

    /// Goes on as if `count` times 64 bits had been taken (Brown 1994).
    pub fn advance(&mut self, mut count: u64) {
        let (mut multiplier, mut addend) = (MULTIPLIER, self.increment);
        let (mut total_multiplier, mut total_addend) = (1_u128, 0_u128);
        while count > 0 {
            if count & 1 == 1 {
                total_multiplier = total_multiplier.wrapping_mul(multiplier);
                total_addend = total_addend.wrapping_mul(multiplier).wrapping_add(addend);
            }
            addend = multiplier.wrapping_add(1).wrapping_mul(addend);
            multiplier = multiplier.wrapping_mul(multiplier);
            count >>= 1;
        }
        self.state = total_multiplier.wrapping_mul(self.state).wrapping_add(total_addend);
        self.half = None;
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.increment);
    }
}

const LOW: u64 = u32::MAX as u64;

#[expect(clippy::cast_possible_truncation, reason = "the low half")]
fn low(wide: u128) -> u64 {
    wide as u64
}

/// `SeedSequence(seed).generate_state(4, uint64)`.
fn seed_words(seed: u64) -> [u64; 4] {
    const POOL: usize = 4;
    let mut hash = Hash { constant: 0x43b0_d7e5, multiplier: 0x931e_8875 };
    // Words of the seed beyond its length count as zeros.
    let entropy = [(seed & LOW) as u32, (seed >> 32) as u32, 0, 0];
    let mut pool = entropy.map(|word| hash.mix_in(word));
    for from in 0..POOL {
        for to in (0..POOL).filter(|&to| to != from) {
            let hashed = hash.mix_in(pool[from]);
            let mixed = 0xca01_f9dd_u32
                .wrapping_mul(pool[to])
                .wrapping_sub(0x4973_f715_u32.wrapping_mul(hashed));
            pool[to] = mixed ^ mixed >> 16;
        }
    }
    let mut hash = Hash { constant: 0x8b51_f9dd, multiplier: 0x58f3_8ded };
    let mut words = pool.iter().cycle().map(|&word| u64::from(hash.mix_in(word)));
    let mut next = || words.next().unwrap_or_default();
    std::array::from_fn(|_| {
        let low = next();
        low | next() << 32
    })
}

/// The hash of `SeedSequence`; its constant changes with every word.
struct Hash {
    constant: u32,
    multiplier: u32,
}

impl Hash {
    fn mix_in(&mut self, word: u32) -> u32 {
        let word = word ^ self.constant;
        self.constant = self.constant.wrapping_mul(self.multiplier);
        let word = word.wrapping_mul(self.constant);
        word ^ word >> 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of NumPy 2.4.6 for the seed 12345.
    #[test]
    fn the_stream_is_that_of_numpy() {
        let words = [
            0xb5ae_6482_a03d_837c,
            0xbbe2_996f_fa1f_7a2f,
            0x64e3_9a9f_3715_8f94,
            0x3ebb_0f96_a013_fd73,
        ];
        assert_eq!(seed_words(12345), words);
        let mut random = Random::new(12345);
        let first = [0x3a32_b18d_b2ff_c19d, 0x5117_1315_c9e4_c4de, 0xcc20_2482_3444_efd9];
        assert_eq!(first, [(); 3].map(|()| random.next_u64()));
        let mut random = Random::new(12345);
        let drawn = [699, 227, 788, 316, 204, 797, 642, 676, 988, 391];
        assert_eq!(drawn, [(); 10].map(|()| random.below(1000)));
    }

    #[test]
    fn bits_are_given_low_half_and_low_bit_first() {
        let mut random = Random::new(12345);
        let bits = random.next_u32();
        let text: String = (0..20).map(|n| if bits >> n & 1 == 1 { '1' } else { '0' }).collect();
        assert_eq!(text, "10111001100000111111");
    }

    #[test]
    fn advancing_is_having_drawn() {
        let mut drawn = Random::new(7);
        (0..1000).for_each(|_| _ = drawn.next_u64());
        let mut advanced = Random::new(7);
        advanced.advance(1000);
        assert_eq!(advanced.next_u64(), drawn.next_u64());
    }

    #[test]
    fn a_choice_of_one_draws_nothing() {
        let mut random = Random::new(1);
        assert_eq!((random.below(1), random.below(0)), (0, 0));
        assert_eq!(random.next_u64(), Random::new(1).next_u64());
    }

    #[test]
    fn every_number_is_about_as_likely_where_redraws_happen() {
        // Two thirds of the range: a third of all draws is drawn again.
        let bound = 2_863_311_531;
        let mut random = Random::new(3);
        let above = (0..10_000).filter(|_| random.below(bound) >= bound / 2).count();
        assert!((4_800..5_200).contains(&above), "{above}");
    }
}
