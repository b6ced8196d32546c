//! Hash: the numbers by which names are found, and those by which files are told apart.
//!
//! They stand in compiled files: another value is another version of the format.

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a name, byte by byte (FNV-1a), so that a longer name goes on where a shorter ended.
#[derive(Debug, Clone, Copy)]
pub(in crate::entity) struct KeyHash(u64);

impl Default for KeyHash {
    fn default() -> Self {
        KeyHash::new()
    }
}

impl KeyHash {
    pub(in crate::entity) fn new() -> Self {
        KeyHash(0xCBF2_9CE4_8422_2325)
    }

    pub(in crate::entity) fn of(key: &str) -> u64 {
        KeyHash::new().with(key).value()
    }

    /// The hash of the text so far and this one behind it.
    pub(in crate::entity) fn with(self, text: &str) -> Self {
        let fold = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        KeyHash(text.bytes().fold(self.0, fold))
    }

    /// The value; FNV leaves the low bits of short names alike, so they are mixed.
    pub(in crate::entity) fn value(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(FACTOR);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(FACTOR);
        mixed ^ (mixed >> 32)
    }
}

/// A checksum of bytes, 32 at a time. It always differs where only one byte differs, for every
/// step leads from two states to two states.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let fold = |state: u64, value: u64| (state.rotate_left(23) ^ value).wrapping_mul(FACTOR);
    let mut lanes = [1_u64, 2, 3, 4];
    let mut blocks = bytes.chunks_exact(32);
    for block in &mut blocks {
        for (lane, eight) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            *lane = fold(*lane, eight.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b)));
        }
    }
    let mut state = fold(0, bytes.len() as u64);
    for lane in lanes {
        state = fold(state, lane);
    }
    for &byte in blocks.remainder() {
        state = fold(state, u64::from(byte));
    }
    state ^ (state >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_the_files_that_there_are() {
        assert_eq!(KeyHash::of(""), 0xCA68_C604_9E4C_776B);
        assert_eq!(KeyHash::of("grozny"), 0x6D63_DD1E_6C38_8742);
        assert_eq!(checksum(b""), 0xF9F6_2111_22F4_9B2A);
        assert_eq!(checksum(&[7; 100]), 0xE9AC_759C_57CA_3631);
    }

    #[test]
    fn a_hash_goes_on_where_a_shorter_one_ended() {
        let parts = KeyHash::new().with("abu").with(" ").with("dhabi");
        assert_eq!(parts.value(), KeyHash::of("abu dhabi"));
    }

    #[test]
    fn every_change_of_one_byte_changes_the_checksum() {
        let bytes: Vec<u8> = (0..75).collect();
        let whole = checksum(&bytes);
        for place in 0..bytes.len() {
            for change in 1..=255 {
                let mut other = bytes.clone();
                other[place] ^= change;
                assert_ne!(checksum(&other), whole, "{place} {change}");
            }
        }
        assert_ne!(checksum(&bytes[..74]), whole);
    }
}
