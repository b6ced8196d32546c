//! Format: the input formats there are, and which one a file has.

use std::path::Path;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Result, closest};

/// The format of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// One segment a line, whatever it contains.
    Plain,
    /// Columns between tabs, never quoted.
    Tsv,
    /// Columns between commas or semicolons, quoted as in RFC 4180.
    Csv,
    /// JSON objects: one a line, an array of them, or a single one.
    Json,
    /// JSON objects as in M-ETA: `targets` with `translation` and `mention`, joined by `id`.
    MEta,
    /// JSON objects as in WMT: a document each, joined by `doc_id`, paired by paragraph.
    Wmt,
    /// The folders of mt-metrics-eval.
    MtMetricsEval,
    /// XLIFF 1.2, 2.0, 2.1 and the dialects of Trados, memoQ and Phrase.
    Xliff,
    /// Translation memories in TMX 1.4.
    Tmx,
    /// XML of WMT since 2021: documents with sources, references and outputs.
    WmtXml,
    /// The first sheet of an Excel workbook.
    Xlsx,
    /// Parquet, a table.
    Parquet,
    /// Messages of gettext.
    Po,
    /// Compiled messages of gettext.
    Mo,
    /// Properties of Java.
    Properties,
    /// Resources of .NET.
    Resx,
    /// `strings.xml` of Android.
    Android,
    /// `.strings` of Apple.
    Strings,
    /// `.stringsdict` of Apple.
    Stringsdict,
    /// String catalogues of Xcode.
    Xcstrings,
    /// A map of texts in JSON, nested or with dots in the keys.
    JsonI18n,
    /// Application Resource Bundles: messages of ICU.
    Arb,
    /// A map of texts in YAML, as in Rails.
    Yaml,
    /// Messages of Qt.
    QtTs,
    /// Subtitles of SubRip.
    Srt,
    /// Subtitles of WebVTT.
    Vtt,
}

/// What there is to say about a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatDescription {
    /// The format.
    pub format: Format,
    /// Its name, as `--from` takes it.
    pub name: &'static str,
    /// The file extensions that mean it, without their dot.
    pub extensions: &'static [&'static str],
    /// What a file looks like.
    pub content: &'static str,
    /// What pairs with what.
    pub pairing: &'static str,
}

/// Every format that can be read.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{FORMATS, Format};
///
/// let tsv = FORMATS.iter().find(|format| format.extensions.contains(&"tsv")).unwrap();
/// assert_eq!(tsv.format, Format::Tsv);
/// ```
pub const FORMATS: &[FormatDescription] = &[
    FormatDescription {
        format: Format::Plain,
        name: "plain",
        extensions: &[],
        content: "one segment a line; any extension that no other format has",
        pairing: "line by line",
    },
    FormatDescription {
        format: Format::Tsv,
        name: "tsv",
        extensions: &["tsv"],
        content: "columns between tabs, never quoted, with a header line",
        pairing: "by id column where every file has one, else row by row",
    },
    FormatDescription {
        format: Format::Csv,
        name: "csv",
        extensions: &["csv"],
        content: "columns between commas or semicolons, quoted as in RFC 4180, with a header line",
        pairing: "by id column where every file has one, else row by row",
    },
    FormatDescription {
        format: Format::Json,
        name: "json",
        extensions: &["jsonl", "json"],
        content: "JSON objects: one a line, an array of them, or a single one",
        pairing: "by id where every file has one, else object by object",
    },
    FormatDescription {
        format: Format::MEta,
        name: "m-eta",
        extensions: &["jsonl", "json"],
        content: "id, source, targets: [{translation, mention}]; predictions: id, prediction",
        pairing: "by id",
    },
    FormatDescription {
        format: Format::Wmt,
        name: "wmt",
        extensions: &["jsonl", "json"],
        content: "a document an object: doc_id, src_text, refs.NAME.ref, hypothesis",
        pairing: "by doc_id, then by paragraph where all counts agree, else whole documents",
    },
    FormatDescription {
        format: Format::MtMetricsEval,
        name: "mt-metrics-eval",
        extensions: &[],
        content: "a directory: sources/, references/, documents/, system-outputs/",
        pairing: "line by line",
    },
    FormatDescription {
        format: Format::Xliff,
        name: "xliff",
        extensions: &["xliff", "xlf", "sdlxliff", "mqxliff", "mxliff"],
        content: "XLIFF 1.2, 2.0 and 2.1: units with source, translation, state and suggestions",
        pairing: "by the file that a unit is from, and its id",
    },
    FormatDescription {
        format: Format::Tmx,
        name: "tmx",
        extensions: &["tmx"],
        content: "TMX 1.4: units with a text in each language",
        pairing: "by tuid, else by source; a source that occurs again has several references",
    },
    FormatDescription {
        format: Format::WmtXml,
        name: "wmt-xml",
        extensions: &["xml"],
        content: "documents with a source, references by translator and outputs by system",
        pairing: "by document, then by the id of the segment",
    },
    FormatDescription {
        format: Format::Xlsx,
        name: "xlsx",
        extensions: &["xlsx", "xlsm"],
        content: "the first visible sheet of an Excel workbook, with a header row",
        pairing: "by id column where every file has one, else row by row",
    },
    FormatDescription {
        format: Format::Parquet,
        name: "parquet",
        extensions: &["parquet"],
        content: "columns of a data set; those within groups have a dot: translation.ar",
        pairing: "by id column where every file has one, else row by row",
    },
    FormatDescription {
        format: Format::Po,
        name: "po",
        extensions: &["po", "pot"],
        content: "gettext: messages with context, plural forms and flags",
        pairing: "by context and message, plural forms by their number",
    },
    FormatDescription {
        format: Format::Mo,
        name: "mo",
        extensions: &["mo"],
        content: "compiled messages of gettext",
        pairing: "as po",
    },
    FormatDescription {
        format: Format::Properties,
        name: "properties",
        extensions: &["properties"],
        content: "Java: keys and texts, UTF-8 or ISO-8859-1",
        pairing: "by key",
    },
    FormatDescription {
        format: Format::Resx,
        name: "resx",
        extensions: &["resx"],
        content: ".NET: data with a name and a value",
        pairing: "by name",
    },
    FormatDescription {
        format: Format::Android,
        name: "android",
        extensions: &[],
        content: "strings.xml: string, plurals and string-array; .xml with the root resources",
        pairing: "by name and quantity",
    },
    FormatDescription {
        format: Format::Strings,
        name: "strings",
        extensions: &["strings"],
        content: "Apple: keys and texts in quotes, or a property list in XML",
        pairing: "by key",
    },
    FormatDescription {
        format: Format::Stringsdict,
        name: "stringsdict",
        extensions: &["stringsdict"],
        content: "Apple: plural forms in a property list in XML",
        pairing: "by key, variable and plural form",
    },
    FormatDescription {
        format: Format::Xcstrings,
        name: "xcstrings",
        extensions: &["xcstrings"],
        content: "a string catalogue of Xcode; of several languages the Arabic one",
        pairing: "by key and variation",
    },
    FormatDescription {
        format: Format::JsonI18n,
        name: "i18n",
        extensions: &[],
        content: "a map of texts in JSON, nested or with dots; .json of one object of texts",
        pairing: "by the path of keys; _zero to _other are plural forms where there is _other",
    },
    FormatDescription {
        format: Format::Arb,
        name: "arb",
        extensions: &["arb"],
        content: "messages of ICU in JSON, with descriptions under @key",
        pairing: "by key",
    },
    FormatDescription {
        format: Format::Yaml,
        name: "yaml",
        extensions: &["yml", "yaml"],
        content: "a map of texts in YAML, with or without the language at the top",
        pairing: "by the path of keys, plural forms by their names",
    },
    FormatDescription {
        format: Format::QtTs,
        name: "qt-ts",
        extensions: &["ts"],
        content: "Qt: contexts with messages",
        pairing: "by id, else by context, message and comment",
    },
    FormatDescription {
        format: Format::Srt,
        name: "srt",
        extensions: &["srt"],
        content: "SubRip: numbered cues with times",
        pairing: "by the number and time of the cue",
    },
    FormatDescription {
        format: Format::Vtt,
        name: "vtt",
        extensions: &["vtt"],
        content: "WebVTT: cues with times",
        pairing: "by the number and time of the cue",
    },
];

/// Extensions of formats that are known and not read, and what they are.
const UNREAD: &[(&str, &str)] = &[
    ("sgm", "SGML"),
    ("sgml", "SGML"),
    ("tbx", "TBX"),
    ("xls", "an Excel workbook"),
    ("ods", "a spreadsheet"),
];

const COMPRESSED: &[&str] = &["gz", "zst", "zstd", "xz"];

impl Format {
    /// The name, as `--from` takes it.
    pub fn name(self) -> &'static str {
        FORMATS
            .iter()
            .find(|description| description.format == self)
            .map_or("", |description| description.name)
    }

    /// The format that a file's name means; what the file holds is not looked at.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] for a format that this version cannot read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::corpus::Format;
    ///
    /// assert_eq!(Format::of_path("dev.tsv.gz".as_ref())?, Format::Tsv);
    /// assert_eq!(Format::of_path("flores.ar".as_ref())?, Format::Plain);
    /// assert_eq!(Format::of_path("app.xliff".as_ref())?, Format::Xliff);
    /// assert!(Format::of_path("talks.sgm".as_ref()).is_err());
    /// # Ok::<(), mizan::Error>(())
    /// ```
    pub fn of_path(path: &Path) -> Result<Self> {
        let extension = extension(path);
        if let Some((_, kind)) = UNREAD.iter().find(|(known, _)| *known == extension) {
            return Err(Error::new(
                ErrorKind::Input,
                format!("this version cannot read .{extension} ({kind})"),
            )
            .in_file(&path.display().to_string())
            .help("--from plain reads it as text, one segment a line"));
        }
        Ok(FORMATS
            .iter()
            .find(|description| description.extensions.contains(&extension.as_str()))
            .map_or(Format::Plain, |description| description.format))
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let wanted = name.to_ascii_lowercase();
        let named = FORMATS.iter().find(|format| format.name == wanted);
        let known = named
            .or_else(|| FORMATS.iter().find(|format| format.extensions.contains(&wanted.as_str())));
        known.map(|format| format.format).ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            let error = Error::new(
                ErrorKind::Setting,
                format!("unknown format '{name}', expected one of: {}", names.join(", ")),
            );
            match closest(name, names) {
                Some(near) => error.help(format!("did you mean '{near}'?")),
                None => error,
            }
        })
    }
}

/// The extension in lower case, that of the compression left out; empty where there is none.
pub(crate) fn extension(path: &Path) -> String {
    let lower = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match lower(path) {
        Some(suffix) if COMPRESSED.contains(&suffix.as_str()) => lower(&path.with_extension("")),
        other => other,
    }
    .unwrap_or_default()
}

/// The name of a system whose output is in this file: the file's name without the suffix of its
/// compression and without its last extension.
///
/// # Examples
///
/// ```
/// use mizan::corpus::system_name;
///
/// assert_eq!(system_name("out/flores-test.google.ar".as_ref()), "flores-test.google");
/// assert_eq!(system_name("a.ar.gz".as_ref()), "a");
/// assert_eq!(system_name("-".as_ref()), "stdin");
/// ```
pub fn system_name(path: &Path) -> String {
    if super::input::is_stdin(path) {
        return "stdin".to_owned();
    }
    let is_compressed = path.extension().is_some_and(|suffix| {
        COMPRESSED.contains(&suffix.to_string_lossy().to_lowercase().as_str())
    });
    let uncompressed = if is_compressed { path.with_extension("") } else { path.to_owned() };
    uncompressed.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_decides_and_compression_is_looked_through() {
        for (path, format) in [
            ("a.tsv", Format::Tsv),
            ("a.TSV", Format::Tsv),
            ("a.csv.xz", Format::Csv),
            ("a.jsonl.zst", Format::Json),
            ("a.json", Format::Json),
            ("a.txt.gz", Format::Plain),
            ("tsv", Format::Plain),
            (".tsv", Format::Plain),
            ("-", Format::Plain),
        ] {
            assert_eq!(Format::of_path(path.as_ref()).unwrap(), format, "{path}");
        }
    }

    #[test]
    fn formats_not_built_yet_are_refused_with_the_way_out() {
        let error = Format::of_path("talks.sgm.gz".as_ref()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "talks.sgm.gz: this version cannot read .sgm (SGML)\n  \
             help: --from plain reads it as text, one segment a line"
        );
    }

    #[test]
    fn every_name_parses_to_its_format_and_names_are_unique() {
        for description in FORMATS {
            assert_eq!(description.name.parse::<Format>().unwrap(), description.format);
            assert_eq!(description.format.name(), description.name);
        }
        assert_eq!("jsonl".parse::<Format>().unwrap(), Format::Json);
        let error = "plian".parse::<Format>().unwrap_err().to_string();
        assert!(error.contains("did you mean 'plain'"), "{error}");
    }

    #[test]
    fn a_system_is_named_after_its_file() {
        for (path, name) in [
            ("flores-test.google.ar", "flores-test.google"),
            ("x/a.ar.gz", "a"),
            ("a.gz", "a"),
            ("hyp", "hyp"),
            (".ar", ".ar"),
        ] {
            assert_eq!(system_name(path.as_ref()), name);
        }
    }
}
