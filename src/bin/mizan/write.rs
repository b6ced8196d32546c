//! Write: output files, which are written beside their place and renamed, so that there is never
//! half a file.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use mizan::{Error, ErrorKind, Result};
use tempfile::NamedTempFile;

/// A file that is being written; it takes its place with [`finish`](Self::finish).
pub(crate) struct OutputFile {
    path: PathBuf,
    target: Target,
}

enum Target {
    Beside(BufWriter<NamedTempFile>),
    /// A pipe or a device, which cannot be replaced.
    InPlace(BufWriter<fs::File>),
}

impl OutputFile {
    /// Opens the file, before the work, so that a wrong path is known at once.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let failed = |error: io::Error| Error::io(path, &error);
        let is_special = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
        let target = if is_special {
            Target::InPlace(BufWriter::new(fs::File::create(path).map_err(failed)?))
        } else if path.is_dir() {
            return Err(
                Error::new(ErrorKind::Io, "is a directory, expected a file to write")
                    .in_file(&path.display().to_string()),
            );
        } else {
            let folder = match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            };
            let mut builder = tempfile::Builder::new();
            builder.prefix(".mizan-");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                // As for any new file; the process's mask takes away what it does.
                builder.permissions(fs::Permissions::from_mode(0o666));
            }
            Target::Beside(BufWriter::new(builder.tempfile_in(folder).map_err(failed)?))
        };
        Ok(OutputFile {
            path: path.to_owned(),
            target,
        })
    }

    /// Puts the file in its place.
    pub(crate) fn finish(self) -> Result<()> {
        let failed = |error: io::Error| Error::io(&self.path, &error);
        match self.target {
            Target::InPlace(mut writer) => writer.flush().map_err(failed),
            Target::Beside(writer) => {
                let file = writer
                    .into_inner()
                    .map_err(|error| failed(error.into_error()))?;
                file.persist(&self.path)
                    .map_err(|error| failed(error.error))?;
                Ok(())
            }
        }
    }

    /// The error for a failure to write to this file.
    pub(crate) fn failed(&self, error: &io::Error) -> Error {
        Error::io(&self.path, error)
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Beside(writer) => writer.write(bytes),
            Target::InPlace(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Beside(writer) => writer.flush(),
            Target::InPlace(writer) => writer.flush(),
        }
    }
}
