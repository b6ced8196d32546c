//! Guess: a configuration from what a folder holds: names, extensions, scripts, counts of lines.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::FILE_NAME;
use crate::analysis::script::Script;
use crate::corpus::Format;
use crate::error::{Error, ErrorKind, Result};

/// A configuration that was guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The text of the file, with comments.
    pub text: String,
    /// What was taken for what, and what was left out, in sentences.
    pub said: Vec<String>,
}

/// Files of more bytes are not read.
const MOST_BYTES: u64 = 200 << 20;
/// Folders within folders that are looked into.
const DEPTH: usize = 2;

const SOURCE: [&str; 3] = ["source", "src", "input"];
const REFERENCE: [&str; 5] = ["reference", "references", "ref", "refs", "gold"];
const DOCUMENTS: [&str; 6] = ["documents", "document", "docs", "doc", "docids", "docid"];
const SYSTEM: [&str; 10] = [
    "systems",
    "system",
    "outputs",
    "output",
    "hypotheses",
    "hypothesis",
    "hyps",
    "hyp",
    "mt",
    "predictions",
];

/// What a file of lines is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Source,
    Reference,
    Documents,
    System,
    Unsaid,
}

/// A file of lines.
struct Text {
    /// Relative to the folder, with `/`.
    path: String,
    role: Role,
    lines: usize,
    is_arabic: bool,
}

/// Guesses a configuration for the files of a folder.
///
/// A word in a file's name or folder says what it is; what has none is a system where it has as many
/// lines as a reference and its script, and the source where it is the only one in another script.
///
/// # Errors
///
/// [`ErrorKind::Io`] where the folder cannot be read, [`ErrorKind::Nothing`] where there is no
/// reference with an output of as many lines.
pub fn guess(folder: &Path) -> Result<Guess> {
    let mut said = Vec::new();
    let mut texts = Vec::new();
    collect(folder, folder, DEPTH, &mut texts, &mut said)?;
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let mut by_lines: BTreeMap<usize, Vec<&Text>> = BTreeMap::new();
    for text in texts.iter().filter(|text| text.lines > 0) {
        by_lines.entry(text.lines).or_default().push(text);
    }
    let mut sets = Vec::new();
    for (lines, texts) in by_lines {
        match TestSet::of(&texts) {
            Some(set) => sets.push((lines, set)),
            None => {
                let names: Vec<&str> = texts.iter().map(|text| text.path.as_str()).collect();
                said.push(format!("left out, {lines} lines: {}", names.join(", ")));
            }
        }
    }
    if sets.is_empty() {
        let message = "no reference with an output of as many lines was found";
        return Err(Error::new(ErrorKind::Nothing, message)
            .in_file(&folder.display().to_string())
            .help("name them so that it shows: reference.ar, source.en, outputs/NAME.ar"));
    }
    let names = names(&sets, folder);
    let mut file = HEAD.to_owned();
    for ((lines, set), name) in sets.iter().zip(&names) {
        said.push(format!("test set {name}: {lines} segments, {}", set.described()));
        // Writing to a string cannot fail.
        let _ = set.write(&mut file, name);
    }
    let metrics = if sets.iter().any(|(_, set)| set.source.is_some()) { ENTITY } else { PLAIN };
    Ok(Guess { text: file + metrics + TAIL, said })
}

const HEAD: &str = "# What `mizan run` evaluates. Paths are relative to this file.\nschema = 1\n";
const ENTITY: &str = "\n[metrics]\nuse = [\"bleu\", \"chrf\", \"ter\", \"entity\"]  # settings: \"chrf:nw=2\"; \
                      mizan metrics lists them\n";
const PLAIN: &str =
    "\n[metrics]\nuse = [\"bleu\", \"chrf\", \"ter\"]  # \"entity\" too with a source\n";
const TAIL: &str = "
[statistics]
# seed = 12345       # another seed draws other resamples
# samples = 1000     # of the bootstrap, for intervals
# trials = 10000     # of the randomization, for p-values
# unit = \"auto\"      # \"segment\" or \"document\"

[report]
# output = \"report\"  # left out: reports/NAME in the current directory
# bom = true         # CSV files that Excel reads as UTF-8
";

struct TestSet<'a> {
    references: Vec<&'a Text>,
    source: Option<&'a Text>,
    documents: Option<&'a Text>,
    systems: Vec<&'a Text>,
}

impl<'a> TestSet<'a> {
    /// Of files with one count of lines.
    fn of(texts: &[&'a Text]) -> Option<TestSet<'a>> {
        let of_role = |role: Role| texts.iter().copied().filter(move |text| text.role == role);
        let references: Vec<&Text> = of_role(Role::Reference).collect();
        let is_arabic = references.first()?.is_arabic;
        let mut others: Vec<&Text> =
            of_role(Role::Unsaid).filter(|text| text.is_arabic != is_arabic).collect();
        let only_other = if others.len() == 1 { others.pop() } else { None };
        let is_output = |text: &&Text| {
            text.role == Role::System || (text.role == Role::Unsaid && text.is_arabic == is_arabic)
        };
        let systems: Vec<&Text> = texts.iter().copied().filter(is_output).collect();
        let source = of_role(Role::Source).next().or(only_other);
        let documents = of_role(Role::Documents).next();
        (!systems.is_empty()).then_some(TestSet { references, source, documents, systems })
    }

    fn described(&self) -> String {
        let paths = |texts: &[&Text]| {
            texts.iter().map(|text| text.path.as_str()).collect::<Vec<_>>().join(", ")
        };
        let one = |text: Option<&'a Text>| text.map_or("none", |text| text.path.as_str());
        format!(
            "reference {}, source {}, documents {}, outputs {}",
            paths(&self.references),
            one(self.source),
            one(self.documents),
            paths(&self.systems)
        )
    }

    fn write(&self, file: &mut String, name: &str) -> std::fmt::Result {
        writeln!(file, "\n[[testset]]\nname = {}", quoted(name))?;
        match self.source {
            Some(source) => writeln!(file, "source = {}", quoted(&source.path))?,
            None => writeln!(file, "# source = \"source.en\"  # with it names are judged")?,
        }
        let references: Vec<String> =
            self.references.iter().map(|text| quoted(&text.path)).collect();
        writeln!(file, "references = [{}]", references.join(", "))?;
        match self.documents {
            Some(documents) => writeln!(
                file,
                "documents = {}  # DOMAIN DOCUMENT, or DOCUMENT, a line",
                quoted(&documents.path)
            )?,
            None => writeln!(file, "# documents = \"documents.txt\"  # DOMAIN DOCUMENT a line")?,
        }
        writeln!(file, "[testset.systems]")?;
        for (name, text) in system_names(&self.systems).iter().zip(&self.systems) {
            writeln!(file, "{} = {}", quoted(name), quoted(&text.path))?;
        }
        Ok(())
    }
}

/// A string in TOML; its escapes are those of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// File names without extension, or whole paths where two are equal.
fn system_names(systems: &[&Text]) -> Vec<String> {
    let stem = |text: &&Text| {
        let path = Path::new(&text.path);
        path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    };
    let stems: Vec<String> = systems.iter().map(stem).collect();
    let is_unique = |name: &String| stems.iter().filter(|other| *other == name).count() == 1;
    if stems.iter().all(is_unique) {
        stems
    } else {
        systems.iter().map(|text| text.path.clone()).collect()
    }
}

/// The folder's name; of several test sets, what their references' names begin with.
fn names(sets: &[(usize, TestSet<'_>)], folder: &Path) -> Vec<String> {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let folder = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = folder.unwrap_or_else(|| "test".to_owned());
    if sets.len() == 1 {
        return vec![folder];
    }
    let first = |set: &TestSet<'_>| {
        let path = &set.references[0].path;
        let stem = path.rsplit('/').next().unwrap_or(path).to_owned();
        stem.split('.').find(|word| role_of(word) == Role::Unsaid).unwrap_or(&stem).to_owned()
    };
    let found: Vec<String> = sets.iter().map(|(_, set)| first(set)).collect();
    let is_unique = |name: &String| found.iter().filter(|other| *other == name).count() == 1;
    let numbered = |(name, (lines, _)): (&String, &(usize, TestSet<'_>))| match is_unique(name) {
        true => name.clone(),
        false => format!("{name}-{lines}"),
    };
    found.iter().zip(sets).map(numbered).collect()
}

fn collect(
    root: &Path,
    folder: &Path,
    depth: usize,
    texts: &mut Vec<Text>,
    said: &mut Vec<String>,
) -> Result<()> {
    let failed = |error: std::io::Error| Error::io(folder, &error);
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') || name == FILE_NAME {
            continue;
        }
        if path.is_dir() {
            if depth > 0 && !["reports", "report", "target"].contains(&name.as_str()) {
                collect(root, &path, depth - 1, texts, said)?;
            }
            continue;
        }
        let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let shown = shown.replace('\\', "/");
        match text(&path, &shown) {
            Some(text) => texts.push(text),
            None => said.push(format!("left out, no plain text: {shown}")),
        }
    }
    Ok(())
}

/// What is read line by line; what has another format, or is no text, is `None`.
fn text(path: &Path, shown: &str) -> Option<Text> {
    const OTHERS: [&str; 8] = ["md", "toml", "html", "py", "sh", "log", "png", "pdf"];
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_plain = matches!(Format::of_path(path), Ok(Format::Plain));
    if !is_plain || OTHERS.contains(&extension.as_str()) {
        return None;
    }
    if fs::metadata(path).ok()?.len() > MOST_BYTES {
        return None;
    }
    let content = fs::read_to_string(path).ok()?;
    let (mut arabic, mut letters) = (0_usize, 0_usize);
    for script in content.chars().filter_map(Script::of).take(10_000) {
        letters += 1;
        arabic += usize::from(script == Script::Arabic);
    }
    let words = shown.split(['/', '.', '-', '_']);
    let role = words.rev().map(role_of).find(|role| *role != Role::Unsaid);
    Some(Text {
        path: shown.to_owned(),
        role: role.unwrap_or(Role::Unsaid),
        lines: content.split_terminator('\n').count(),
        is_arabic: arabic * 2 > letters,
    })
}

fn role_of(word: &str) -> Role {
    let word = word.to_lowercase();
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_one_of = |words: &[&str]| words.contains(&word);
    if is_one_of(&SOURCE) {
        Role::Source
    } else if is_one_of(&REFERENCE) {
        Role::Reference
    } else if is_one_of(&DOCUMENTS) {
        Role::Documents
    } else if is_one_of(&SYSTEM) {
        Role::System
    } else {
        Role::Unsaid
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    const AR: &str = "نص أول\nنص ثان\n";
    const EN: &str = "first\nsecond\n";

    #[test]
    fn what_is_guessed_can_be_read_and_planned() {
        let files = [
            ("news.ref.ar", AR),
            ("news.en", EN),
            ("news.docs", "d\nd\n"),
            ("outputs/a.ar", AR),
            ("outputs/b.ar", AR),
            ("README.md", "x"),
        ];
        let folder = folder(&files);
        let found = guess(folder.path()).unwrap();
        fs::write(folder.path().join(FILE_NAME), &found.text).unwrap();
        let config = Config::read(folder.path()).unwrap();
        let set = &config.testsets[0];
        assert_eq!(set.source, Some("news.en".into()));
        assert_eq!(set.references, [PathBuf::from("news.ref.ar")]);
        assert_eq!(set.documents, Some("news.docs".into()));
        assert_eq!(config.plan(set).unwrap().systems.len(), 2);
        assert!(found.said.iter().any(|said| said.contains("README.md")), "{:?}", found.said);
    }

    #[test]
    fn files_of_other_lengths_are_other_test_sets() {
        let longer = format!("{AR}{AR}");
        let files = [
            ("news.ref.ar", AR),
            ("news.google.ar", AR),
            ("talks.ref.ar", longer.as_str()),
            ("talks.google.ar", longer.as_str()),
            ("odd.ar", "سطر\n"),
        ];
        let found = guess(folder(&files).path()).unwrap();
        assert!(found.text.contains("name = \"news\"") && found.text.contains("name = \"talks\""));
        assert!(found.said.iter().any(|said| said.contains("odd.ar")), "{:?}", found.said);
    }

    #[test]
    fn a_folder_without_a_reference_is_an_error_with_the_way_out() {
        let error = guess(folder(&[("a.ar", AR)]).path()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Nothing);
    }
}
