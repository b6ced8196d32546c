//! Build: a compiled lexicon from the files that a user has.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::hash::KeyHash;
use super::pack::Packer;
use super::packed::Packed;
use super::shape::{Shape, whole};
use super::{Entry, geonames, latin_key, read, wikidata};
use crate::corpus::extension;
use crate::corpus::input::Input;
use crate::corpus::json::Objects;
use crate::corpus::lines::Lines;
use crate::corpus::separated::{Dialect, Rows};
use crate::error::{Error, ErrorKind, Result, closest};

/// What the files of [`build`] are.
///
/// # Examples
///
/// ```
/// use mizan::entity::lexicon::SourceFormat;
///
/// assert_eq!("geonames".parse::<SourceFormat>()?, SourceFormat::Geonames);
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    /// mizan's own: CSV, TSV, JSON, TBX, or compiled before.
    Lexicon,
    /// Tables of GeoNames: places, alternate names, or both.
    Geonames,
    /// Labels and aliases by language, as Wikidata has them.
    Wikidata,
}

impl SourceFormat {
    /// Every format.
    pub const ALL: [SourceFormat; 3] =
        [SourceFormat::Lexicon, SourceFormat::Geonames, SourceFormat::Wikidata];

    /// The word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            SourceFormat::Lexicon => "lexicon",
            SourceFormat::Geonames => "geonames",
            SourceFormat::Wikidata => "wikidata",
        }
    }
}

impl fmt::Display for SourceFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for SourceFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let names = SourceFormat::ALL.map(SourceFormat::name);
        SourceFormat::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let message = format!("unknown format '{name}', expected one of: {}", names.join(", "));
            let error = Error::new(ErrorKind::Setting, message);
            match closest(name, names) {
                Some(near) => error.help(format!("did you mean '{near}'?")),
                None => error,
            }
        })
    }
}

/// A compiled lexicon and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// What belongs into a file whose name ends with `.mlex`.
    pub bytes: Vec<u8>,
    /// How many entries there are.
    pub entries: usize,
    /// How many spellings in Latin letters.
    pub spellings: usize,
    /// How many accepted Arabic forms.
    pub forms: usize,
    /// How many spellings were left out because an earlier entry has them.
    pub left_out: usize,
}

/// Builds a compiled lexicon, from one format or, by default, from what each file shows itself to
/// be. Where two entries have a spelling, the first keeps it, as it is the one that is found; of
/// places, the more populous.
///
/// # Errors
///
/// [`ErrorKind::Io`] for a file that cannot be read, [`ErrorKind::Input`] for one that is not of
/// its format, with its line, [`ErrorKind::Nothing`] where there is no name in all of them.
///
/// # Examples
///
/// ```
/// use mizan::entity::lexicon::build;
///
/// let built = build(&["tests/cli/files/lexicon/good.csv"], None, "written for a test")?;
/// assert_eq!(built.entries, 2);
/// assert!(built.bytes.starts_with(b"mlex"));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn build<P: AsRef<Path>>(
    paths: &[P],
    format: Option<SourceFormat>,
    attribution: &str,
) -> Result<Built> {
    let mut builder = Builder::default();
    let mut attributions = BTreeSet::from([attribution.trim().to_owned()]);
    let mut places = geonames::Files::default();
    let mut kinds = Vec::with_capacity(paths.len());
    for path in paths {
        let path = path.as_ref();
        let kind = Kind::of(path, format)?;
        match kind {
            Kind::Places => places.places.push(path),
            Kind::Alternates => places.alternates.push(path),
            Kind::Own(_) | Kind::Compiled | Kind::Labels(_) => {}
        }
        kinds.push((path, kind));
    }
    let mut has_places = false;
    for (path, kind) in kinds {
        let mut add = |_: usize, entry: Entry| builder.add(entry);
        match kind {
            Kind::Own(shape) => shape.read(Input::open(path)?, &mut add)?,
            Kind::Labels(shape) => {
                wikidata::entries(Lines::new(Input::open(path)?), shape, &mut add)?;
            }
            Kind::Compiled => {
                let packed = Packed::open(&path.display().to_string(), whole(path)?)?;
                attributions.insert(packed.attribution().to_owned());
                for entry in (0..packed.len()).filter_map(|index| packed.entry(index)) {
                    builder.add(entry);
                }
            }
            // They belong together, wherever the others stand.
            Kind::Places | Kind::Alternates if has_places => {}
            Kind::Places | Kind::Alternates => {
                has_places = true;
                places.read(&mut add)?;
            }
        }
    }
    let attributions: Vec<String> =
        attributions.into_iter().filter(|text| !text.is_empty()).collect();
    builder.finish(&attributions.join("\n"))
}

/// Entries of which no two have a spelling in common.
#[derive(Default)]
struct Builder {
    packer: Packer,
    /// The hashes of the spellings, of 64 bits: two spellings hardly ever share one.
    known: HashSet<u64>,
    left_out: usize,
}

impl Builder {
    fn add(&mut self, mut entry: Entry) {
        let mut own = Vec::with_capacity(entry.sources.len());
        entry.sources.retain(|source| {
            let hash = KeyHash::of(&latin_key(source));
            if own.contains(&hash) {
                return false;
            }
            let is_new = self.known.insert(hash);
            self.left_out += usize::from(!is_new);
            own.push(hash);
            is_new
        });
        if !entry.sources.is_empty() {
            self.packer.push(&entry);
        }
    }

    fn finish(self, attribution: &str) -> Result<Built> {
        let entries = self.packer.len();
        if entries == 0 {
            let error = Error::new(ErrorKind::Nothing, "there is no name in the lexicon");
            return Err(error.help("an entry needs a name in Latin letters and one in Arabic"));
        }
        let (spellings, forms) = self.packer.keys();
        let bytes = self.packer.finish(attribution)?;
        Ok(Built { bytes, entries, spellings, forms, left_out: self.left_out })
    }
}

/// What one file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Own(Shape),
    Compiled,
    Places,
    Alternates,
    Labels(Shape),
}

impl Kind {
    /// By the file's name and, where that leaves it open, by what it begins with.
    fn of(path: &Path, format: Option<SourceFormat>) -> Result<Self> {
        if extension(path) == "zip" {
            return Err(Error::new(ErrorKind::Input, "is a zip archive, expected the file in it")
                .in_file(&path.display().to_string())
                .help("unpack it: unzip -p ARCHIVE FILE > FILE"));
        }
        match format {
            Some(SourceFormat::Lexicon) => Ok(Kind::own(Shape::of_path(path)?)),
            Some(SourceFormat::Geonames) => Kind::of_geonames(path),
            Some(SourceFormat::Wikidata) => Ok(Kind::Labels(match Shape::of_path(path)? {
                Shape::Tbx | Shape::Compiled => {
                    let message = "the name says that this is no table and no JSON";
                    return Err(Error::new(ErrorKind::Input, message)
                        .in_file(&path.display().to_string())
                        .help("leave --format out"));
                }
                shape @ (Shape::Tabs | Shape::Commas | Shape::Objects) => shape,
            })),
            None => Kind::of_content(path),
        }
    }

    fn own(shape: Shape) -> Self {
        if shape == Shape::Compiled { Kind::Compiled } else { Kind::Own(shape) }
    }

    fn of_geonames(path: &Path) -> Result<Self> {
        let (rows, _) = first_row(path, Dialect::Tabs)?;
        kind_of_geonames(&rows).ok_or_else(|| {
            let message = format!(
                "found {} columns in the first line, expected those of a table of GeoNames",
                rows.width()
            );
            Error::new(ErrorKind::Input, message).at(rows.name(), rows.line(), None).help(
                "the tables are allCountries.txt, cities….txt and alternateNamesV2.txt, unpacked",
            )
        })
    }

    fn of_content(path: &Path) -> Result<Self> {
        let shape = Shape::of_path(path);
        match shape {
            Ok(Shape::Objects) => {
                let mut lines = Lines::new(Input::open(path)?);
                read::skip_comments(&mut lines)?;
                let first = Objects::new(lines)?.next_object()?;
                let has_labels = first.is_some_and(|object| object.keys.contains_key("labels"));
                Ok(if has_labels {
                    Kind::Labels(Shape::Objects)
                } else {
                    Kind::Own(Shape::Objects)
                })
            }
            Ok(shape @ (Shape::Tbx | Shape::Compiled)) => Ok(Kind::own(shape)),
            Ok(shape @ Shape::Commas) => {
                let (rows, _) = first_row(path, Dialect::Quoted(None))?;
                Ok(if wikidata::is_header(rows.cells()) {
                    Kind::Labels(shape)
                } else {
                    Kind::Own(shape)
                })
            }
            Ok(Shape::Tabs) | Err(_) => {
                let (rows, has_row) = first_row(path, Dialect::Tabs)?;
                match kind_of_geonames(&rows) {
                    Some(kind) => Ok(kind),
                    None if has_row && wikidata::is_header(rows.cells()) => {
                        Ok(Kind::Labels(Shape::Tabs))
                    }
                    None => shape.map(Kind::Own),
                }
            }
        }
    }
}

/// The first row that is no comment, and whether there is one.
fn first_row(path: &Path, dialect: Dialect) -> Result<(Rows, bool)> {
    let mut lines = Lines::new(Input::open(path)?);
    read::skip_comments(&mut lines)?;
    let mut rows = Rows::new(lines, dialect);
    let has_row = rows.advance()?;
    Ok((rows, has_row))
}

fn kind_of_geonames(rows: &Rows) -> Option<Kind> {
    let cells: Vec<&str> = rows.cells().collect();
    if geonames::is_place(&cells) {
        Some(Kind::Places)
    } else if geonames::is_alternate(&cells) {
        Some(Kind::Alternates)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
