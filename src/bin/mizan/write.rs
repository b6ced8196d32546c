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
        // A link stays: the file that it leads to is written.
        let led_to = fs::canonicalize(path).ok().filter(|_| path.is_symlink());
        let path = led_to.as_deref().unwrap_or(path);
        let failed = |error: io::Error| Error::io(path, &error);
        let is_special = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
        let target = if is_special {
            Target::InPlace(BufWriter::new(fs::File::create(path).map_err(failed)?))
        } else if path.is_dir() {
            return Err(Error::new(ErrorKind::Io, "is a directory, expected a file to write")
                .in_file(&path.display().to_string()));
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
            if !folder.is_dir() {
                let message = format!("there is no folder {}", folder.display());
                return Err(Error::new(ErrorKind::Io, message).in_file(&path.display().to_string()));
            }
            let file = builder.tempfile_in(folder).map_err(|error| {
                // Without the name of the temporary file, which says nothing to a user.
                failed(io::Error::from(error.kind()))
            })?;
            Target::Beside(BufWriter::new(file))
        };
        Ok(OutputFile { path: path.to_owned(), target })
    }

    /// Puts the file in its place.
    pub(crate) fn finish(self) -> Result<()> {
        let failed = |error: io::Error| Error::io(&self.path, &error);
        match self.target {
            Target::InPlace(mut writer) => writer.flush().map_err(failed),
            Target::Beside(writer) => {
                let file = writer.into_inner().map_err(|error| failed(error.into_error()))?;
                file.persist(&self.path).map_err(|error| failed(error.error))?;
                Ok(())
            }
        }
    }

    /// The error for a failure to write to this file.
    pub(crate) fn failed(&self, error: &io::Error) -> Error {
        Error::io(&self.path, error)
    }
}

/// The failure of the writer below; csv's own conversion hides that a pipe was closed.
pub(crate) fn csv_failure(error: csv::Error) -> io::Error {
    if !error.is_io_error() {
        return io::Error::other(error);
    }
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
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
