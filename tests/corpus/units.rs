//! Units written as TSV and read again: all that was read is read.

use std::path::{Path, PathBuf};

use mizan::corpus::{FORMATS, Format, Limits, NamedPath, Plan, UnitRow, read_units, write_units};

use super::fixture::{Folder, load, texts};

/// The files of a folder and of those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The seeds of the fuzzer that are no faults, and the localization files beside the project where
/// they are at hand.
fn units_of() -> Vec<(PathBuf, Option<Format>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_bad = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("bad-");
    let seeds = FORMATS.iter().flat_map(|format| {
        let seeds = files(&root.join("fuzz/seeds").join(format.name)).into_iter();
        seeds.filter(|path| !is_bad(path)).map(|path| (path, Some(format.format)))
    });
    let others =
        [root.join("tests/cli/files/localization"), root.join("../shared/corpora/localization")];
    let others = others.iter().flat_map(|folder| files(folder)).map(|path| (path, None));
    seeds.chain(others).collect()
}

#[test]
fn units_written_as_tsv_are_read_again_as_they_were() {
    let mut formats = Vec::new();
    for (path, format) in units_of() {
        let Some(units) = read_units(&path, format, Limits::default()).unwrap() else { continue };
        let folder = Folder::new();
        let mut table = Vec::new();
        write_units(&units, &mut table).unwrap();
        let corpus =
            load(&Plan { references: vec![folder.write("a.tsv", table)], ..Plan::default() });
        let rows: Vec<UnitRow> = units.iter().map(UnitRow::new).collect();
        let name = path.display();
        let column = |text: fn(&UnitRow) -> &Option<String>| -> Vec<String> {
            rows.iter().map(|row| text(row).clone().unwrap_or_default()).collect()
        };
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(texts(corpus.ids().unwrap()), ids, "{name}");
        assert_eq!(texts(&corpus.references()[0]), column(|row| &row.reference), "{name}");
        assert_eq!(texts(&corpus.systems()[0].hypotheses), column(|row| &row.hypothesis), "{name}");
        if let Some(source) = corpus.source() {
            assert_eq!(texts(source), column(|row| &row.source), "{name}");
        }
        if let Some(documents) = corpus.documents() {
            let names: Vec<&str> = documents.iter().map(|document| document.name).collect();
            assert!(names.into_iter().eq(&column(|row| &row.document)), "{name}");
        }
        formats.extend(format);
    }
    formats.dedup();
    assert_eq!(formats.len(), 16, "every format with units has a seed");
}

#[test]
fn an_output_and_the_table_of_its_units_are_the_same_output() {
    for (path, format) in units_of() {
        let Some(units) = read_units(&path, format, Limits::default()).unwrap() else { continue };
        let folder = Folder::new();
        let mut table = Vec::new();
        write_units(&units, &mut table).unwrap();
        let given = |path: PathBuf, format| {
            let corpus =
                load(&Plan { systems: vec![NamedPath::from(path)], format, ..Plan::default() });
            let hypotheses = texts(&corpus.systems()[0].hypotheses).into_iter().map(str::to_owned);
            let ids = texts(corpus.ids().unwrap()).into_iter().map(str::to_owned);
            let both = ids.zip(hypotheses).filter(|(_, text)| !text.is_empty());
            both.collect::<Vec<(String, String)>>()
        };
        assert_eq!(given(folder.write("a.tsv", table), None), given(path, format));
    }
}
