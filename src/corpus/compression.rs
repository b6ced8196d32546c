//! Compression: gzip, zstd and xz, recognised by their first bytes.

#[cfg(not(feature = "compression"))]
use std::io::{self, Read};

#[cfg(not(feature = "compression"))]
use super::limits::Limits;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
    Xz,
}

/// How many bytes [`Compression::recognise`] needs to see.
pub(super) const MAGIC_LENGTH: usize = 6;

impl Compression {
    /// The compression that a file with these first bytes has, whatever its name.
    pub(super) fn recognise(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 0x08, ..] => Some(Self::Gzip),
            // A frame, or a skippable frame as pzstd and others write before the first one.
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Self::Zstd),
            [0xFD, b'7', b'z', b'X', b'Z', 0x00, ..] => Some(Self::Xz),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Xz => "xz",
        }
    }
}

/// The decompressed bytes of all members, frames or streams one after another.
#[cfg(not(feature = "compression"))]
pub(super) fn decompress(
    compression: Compression,
    _bytes: Box<dyn Read + Send>,
    _limits: Limits,
) -> io::Result<Box<dyn Read + Send>> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        format!(
            "{} data, and this build of mizan reads no compressed files (feature 'compression')",
            compression.name()
        ),
    ))
}

#[cfg(feature = "compression")]
pub(super) use decoders::decompress;

#[cfg(feature = "compression")]
mod decoders {
    use std::io::{self, BufRead, BufReader, Read};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

    use flate2::bufread::MultiGzDecoder;
    use lzma_rust2::XzReader;
    use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
    use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

    use super::super::limits::{Limits, Unpacked};
    use super::Compression;

    const BUFFER: usize = 1 << 16;
    /// Bytes that any file may unpack to: a small one of lines that are all alike packs well.
    const ALWAYS_UNPACKED: u64 = 1 << 26;

    /// The decompressed bytes of all members, frames or streams one after another.
    #[expect(clippy::unnecessary_wraps, reason = "fails without the feature 'compression'")]
    pub(in super::super) fn decompress(
        compression: Compression,
        bytes: Box<dyn Read + Send>,
        limits: Limits,
    ) -> io::Result<Box<dyn Read + Send>> {
        let ended = Arc::new(AtomicBool::new(false));
        let read = Arc::new(AtomicU64::new(0));
        let watched = Watched { bytes, ended: Arc::clone(&ended), read: Arc::clone(&read) };
        let source = BufReader::with_capacity(BUFFER, watched);
        let decoded: Box<dyn Read + Send> = match compression {
            Compression::Gzip => Box::new(MultiGzDecoder::new(source)),
            Compression::Zstd => {
                Box::new(Frames { source, decoder: FrameDecoder::new(), inside: false })
            }
            Compression::Xz => Box::new(XzReader::new(source, true)),
        };
        let explained = Explained { decoded, compression, ended };
        Ok(Box::new(Unpacked::new(explained, read, ALWAYS_UNPACKED, limits)))
    }

    /// Compressed bytes, how many were read, and whether a decoder asked for more than there are.
    struct Watched {
        bytes: Box<dyn Read + Send>,
        ended: Arc<AtomicBool>,
        read: Arc<AtomicU64>,
    }

    impl Read for Watched {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = self.bytes.read(buffer)?;
            if read == 0 && !buffer.is_empty() {
                self.ended.store(true, Ordering::Relaxed);
            }
            self.read.fetch_add(read as u64, Ordering::Relaxed);
            Ok(read)
        }
    }

    /// A decoder whose errors say whether the data is cut short or damaged.
    struct Explained {
        decoded: Box<dyn Read + Send>,
        compression: Compression,
        ended: Arc<AtomicBool>,
    }

    impl Read for Explained {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.decoded.read(buffer).map_err(|error| {
                if error.kind() == io::ErrorKind::Interrupted {
                    return error;
                }
                let name = self.compression.name();
                let message = if self.ended.load(Ordering::Relaxed) {
                    format!("the {name} data is cut short")
                } else {
                    format!("the {name} data is damaged: {error}")
                };
                io::Error::new(io::ErrorKind::InvalidData, message)
            })
        }
    }

    /// The zstd frames of a file; the decoder itself stops after the first.
    struct Frames<R> {
        source: R,
        decoder: FrameDecoder,
        inside: bool,
    }

    impl<R: BufRead> Frames<R> {
        /// Enters the next frame; `false` at the end of the file.
        fn enter(&mut self) -> io::Result<bool> {
            loop {
                if self.source.fill_buf()?.is_empty() {
                    return Ok(false);
                }
                match self.decoder.reset(&mut self.source) {
                    Ok(()) => return Ok(true),
                    Err(FrameDecoderError::ReadFrameHeaderError(
                        ReadFrameHeaderError::SkipFrame { length, .. },
                    )) => {
                        let mut skipped = self.source.by_ref().take(u64::from(length));
                        if io::copy(&mut skipped, &mut io::sink())? < u64::from(length) {
                            return Err(io::ErrorKind::UnexpectedEof.into());
                        }
                    }
                    Err(error) => return Err(io::Error::other(error)),
                }
            }
        }
    }

    impl<R: BufRead> Read for Frames<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            loop {
                if !self.inside && !self.enter()? {
                    return Ok(0);
                }
                self.inside = true;
                while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                    self.decoder
                        .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                        .map_err(io::Error::other)?;
                }
                let read = self.decoder.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
                let expected = self.decoder.get_checksum_from_data();
                if expected.is_some() && expected != self.decoder.get_calculated_checksum() {
                    return Err(io::Error::other("the checksum differs"));
                }
                self.inside = false;
            }
        }
    }
}
