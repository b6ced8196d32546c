//! UTF-16: text that begins with a byte-order mark of UTF-16, read as UTF-8.

use std::io::{self, Read};

/// Bytes decoded at once.
const BLOCK: usize = 1 << 14;

/// Which byte of a pair comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByteOrder {
    Little,
    Big,
}

impl ByteOrder {
    /// The order that a text with these first bytes has, where it is UTF-16.
    pub(super) fn recognise(head: &[u8]) -> Option<Self> {
        match head {
            [0xFF, 0xFE, ..] => Some(ByteOrder::Little),
            [0xFE, 0xFF, ..] => Some(ByteOrder::Big),
            _ => None,
        }
    }
}

/// The UTF-8 bytes of a text in UTF-16.
pub(super) struct Utf16<R> {
    units: R,
    order: ByteOrder,
    /// Bytes that were read and are not decoded: half a pair, or half a character.
    pending: Vec<u8>,
    decoded: Vec<u8>,
    given: usize,
}

impl<R: Read> Utf16<R> {
    /// The text whose bytes follow the byte-order mark.
    pub(super) fn new(units: R, order: ByteOrder) -> Self {
        Utf16 { units, order, pending: Vec::new(), decoded: Vec::new(), given: 0 }
    }

    /// Decodes one more block; `false` at the end.
    fn fill(&mut self) -> io::Result<bool> {
        let before = self.pending.len();
        self.units.by_ref().take(BLOCK as u64).read_to_end(&mut self.pending)?;
        let has_ended = self.pending.len() == before;
        let mut units: Vec<u16> =
            self.pending.chunks_exact(2).map(|pair| self.unit(pair)).collect();
        // The first half of a pair of surrogates waits for the second.
        let waits = !has_ended && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit));
        units.truncate(units.len() - usize::from(waits));
        let is_odd = self.pending.len() % 2 == 1;
        if has_ended && is_odd {
            return Err(invalid("the UTF-16 text ends within a character"));
        }
        self.pending.drain(..units.len() * 2);
        self.decoded.clear();
        self.given = 0;
        for character in char::decode_utf16(units) {
            let character = character.map_err(|error| {
                let surrogate = error.unpaired_surrogate();
                invalid(format!("invalid UTF-16, unpaired surrogate 0x{surrogate:04X}"))
            })?;
            self.decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Ok(!has_ended)
    }

    fn unit(&self, pair: &[u8]) -> u16 {
        match self.order {
            ByteOrder::Little => u16::from_le_bytes([pair[0], pair[1]]),
            ByteOrder::Big => u16::from_be_bytes([pair[0], pair[1]]),
        }
    }
}

fn invalid(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message.into())
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.decoded.len() {
            if !self.fill()? && self.decoded.is_empty() {
                return Ok(0);
            }
        }
        let rest = &self.decoded[self.given..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8], order: ByteOrder) -> io::Result<String> {
        let mut text = String::new();
        Utf16::new(bytes, order).read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn both_orders_give_the_same_text_across_blocks() {
        // Of odd length in pairs, so that a character of two pairs straddles the blocks.
        let text = format!("x{}", "مرحبا 😀".repeat(BLOCK / 7));
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, ByteOrder::Little).unwrap(), text);
        assert_eq!(decode(&big, ByteOrder::Big).unwrap(), text);
        assert_eq!(decode(b"", ByteOrder::Big).unwrap(), "");
    }

    #[test]
    fn half_characters_are_errors() {
        for bytes in [&b"a\0b"[..], b"\x00\xD8", b"\x00\xD8a\0", b"\x00\xDC"] {
            let error = decode(bytes, ByteOrder::Little).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{bytes:?}");
        }
    }
}
