//! Packed: JSON in gzip that says its version, as evaluations and baselines lie on disk.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Why bytes are not what was expected.
pub(crate) enum Fault {
    /// They are damaged, or something else; the reason in words.
    Unreadable(String),
    /// They say that they have another schema.
    Schema(String),
}

/// Writes a value; the same value gives the same bytes.
pub(crate) fn write(
    value: &impl Serialize,
    out: impl Write,
    level: Compression,
) -> std::io::Result<()> {
    let mut encoder = GzEncoder::new(out, level);
    serde_json::to_writer(&mut encoder, value)?;
    encoder.finish()?.flush()
}

/// Reads a value of this schema. One of more than `most` bytes is refused: a small file can claim to
/// be gigabytes.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8], schema: &str, most: u64) -> Result<T, Fault> {
    #[derive(Deserialize)]
    struct Head {
        schema: String,
    }
    let mut text = Vec::new();
    let unpacked = GzDecoder::new(bytes).take(most + 1).read_to_end(&mut text);
    unpacked.map_err(|error| Fault::Unreadable(error.to_string()))?;
    if text.len() as u64 > most {
        return Err(Fault::Unreadable(format!("it unpacks to more than {} MiB", most >> 20)));
    }
    let wrong = |error: serde_json::Error| Fault::Unreadable(error.to_string());
    // A value of another version may lack what this one has: its schema is the better answer.
    let head: Head = serde_json::from_slice(&text).map_err(wrong)?;
    if head.schema != schema {
        return Err(Fault::Schema(head.schema));
    }
    serde_json::from_slice(&text).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_refused() {
        let mut bytes = Vec::new();
        let value = serde_json::json!({"schema": "s/1", "text": "a".repeat(1 << 21)});
        write(&value, &mut bytes, Compression::best()).unwrap();
        let read = |most| read::<serde_json::Value>(&bytes, "s/1", most);
        assert!(read(1 << 22).is_ok_and(|read| read == value));
        let refused = read(1 << 20);
        assert!(matches!(&refused, Err(Fault::Unreadable(why)) if why.contains("1 MiB")));
    }
}
