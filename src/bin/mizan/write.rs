//! Write: output files, which are written beside their place and renamed, so that there is never
//! half a file.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub(crate) use mizan::report::table::csv_failure;
use mizan::{Error, ErrorKind, Result};
use tempfile::NamedTempFile;

use crate::exit::Failure;

/// Where results go: a file, or standard output.
pub(crate) enum Destination {
    File(OutputFile),
    Standard,
}

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
        let is_special = leads_to_device(path)
            || fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
        if is_special {
            let file = fs::OpenOptions::new().append(true).open(path);
            let file = file.map_err(|error| Error::io(path, &error))?;
            let target = Target::InPlace(BufWriter::new(file));
            return Ok(OutputFile { path: path.to_owned(), target });
        }
        // A link stays: the file that it leads to is written.
        let led_to = if path.is_symlink() {
            Some(fs::canonicalize(path).map_err(|error| Error::io(path, &error))?)
        } else {
            None
        };
        let path = led_to.as_deref().unwrap_or(path);
        let failed = |error: io::Error| Error::io(path, &error);
        let target = if path.is_dir() {
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

impl Destination {
    /// Opens the file, where one is named; `-` is standard output.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let path = path.filter(|path| !is_standard(path));
        Ok(match path {
            Some(path) => Destination::File(OutputFile::create(path)?),
            None => Destination::Standard,
        })
    }

    /// Writes the results and ends the file; colours are for standard output only.
    pub(crate) fn write(
        self,
        render: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> std::result::Result<(), Failure> {
        match self {
            Destination::File(mut file) => {
                let mut plain = anstream::StripStream::new(Vec::new());
                render(&mut plain)?;
                file.write_all(&plain.into_inner()).map_err(|error| file.failed(&error))?;
                file.finish()?;
            }
            Destination::Standard => render(&mut anstream::stdout().lock())?,
        }
        Ok(())
    }
}

/// Whether the path stands for standard output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether a path is a device, or leads through links to one: `/dev/stdout` may well lead on to a
/// regular file, which belongs to whoever redirected our output and is not ours to replace.
fn leads_to_device(path: &Path) -> bool {
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        if path.starts_with("/dev") || path.starts_with("/proc") {
            return true;
        }
        let Ok(next) = fs::read_link(&path) else { return false };
        path = path.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
    }
    false
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
