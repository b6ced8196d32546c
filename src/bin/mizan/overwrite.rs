//! Overwrite: no output may take the place of an input.

use std::path::Path;

use mizan::{Error, ErrorKind};

/// Refuses an output that is one of the inputs, or lies in a folder that is one.
pub(crate) fn check(output: &Path, inputs: &[&Path]) -> mizan::Result<()> {
    let is_input = |input: &&Path| is_same_file(input, output) || is_inside(output, input);
    if output.is_file() && inputs.iter().any(is_input) {
        return Err(Error::new(ErrorKind::Setting, "is an input, and would be written over")
            .in_file(&output.display().to_string())
            .help("name another file"));
    }
    Ok(())
}

/// Whether two paths lead to one file, which need not be there yet.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    let resolved = |path: &Path| {
        path.canonicalize().or_else(|_| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).canonicalize()?;
            Ok::<_, std::io::Error>(folder.join(path.file_name().unwrap_or_default()))
        })
    };
    match (resolved(one), resolved(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// Whether a file lies in a folder, as the texts of a corpus that is a directory do.
pub(crate) fn is_inside(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => folder.is_dir() && path.starts_with(folder),
        _ => false,
    }
}
