//! mt-metrics-eval: a directory with sources, references, documents and system outputs.
//!
//! ```text
//! sources/SRC-TGT.txt      references/SRC-TGT.NAME.txt
//! documents/SRC-TGT.docs   system-outputs/SRC-TGT/NAME.txt
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use super::format::Format;
use super::input::is_stdin;
use super::plan::{NamedPath, Plan};
use super::warning::Warning;
use crate::error::{Error, ErrorKind, Result, closest};

/// The plan with the files of its directory in the directory's place; `None` where it has none.
pub(super) fn expand(plan: &Plan, warnings: &mut Vec<Warning>) -> Result<Option<Plan>> {
    let is_asked_for = plan.format == Some(Format::MtMetricsEval);
    let Some(root) = plan.references.iter().find(|path| is_asked_for || path.is_dir()) else {
        if plan.language_pair.is_some() || !plan.reference_names.is_empty() {
            let message = "--language-pair and --reference choose from a directory, none is given";
            return Err(Error::new(ErrorKind::Setting, message));
        }
        return Ok(None);
    };
    if plan.references.len() > 1 {
        return Err(Error::new(ErrorKind::Setting, "a directory is given with other references")
            .in_file(&root.display().to_string())
            .help("a directory brings its own references; give it alone"));
    }
    let pair = language_pair(root, plan.language_pair.as_deref())?;
    let references = references(root, &pair, &plan.reference_names)?;
    let systems = systems(root, &pair, plan, &references, warnings)?;
    let source = root.join("sources").join(format!("{pair}.txt"));
    let documents = root.join("documents").join(format!("{pair}.docs"));
    Ok(Some(Plan {
        references: references.into_iter().map(|(_, path)| path).collect(),
        source: plan.source.clone().or(Some(source)),
        systems,
        documents: plan.documents.clone().or_else(|| documents.is_file().then_some(documents)),
        format: plan.format.filter(|format| *format != Format::MtMetricsEval),
        ..plan.clone()
    }))
}

/// Name and path of the `.txt` files of a folder, by name; nothing where there is no folder.
fn texts(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| Error::io(folder, &error))? {
        let path = entry.map_err(|error| Error::io(folder, &error))?.path();
        if path.extension().is_some_and(|extension| extension == "txt")
            && let Some(stem) = path.file_stem()
        {
            texts.push((stem.to_string_lossy().into_owned(), path));
        }
    }
    texts.sort();
    Ok(texts)
}

fn language_pair(root: &Path, chosen: Option<&str>) -> Result<String> {
    let place = root.display().to_string();
    let pairs: Vec<String> = texts(&root.join("sources"))?.into_iter().map(|t| t.0).collect();
    let listed = pairs.join(", ");
    let error = match (chosen, pairs.as_slice()) {
        (_, []) => Error::new(
            ErrorKind::Input,
            "no sources/SRC-TGT.txt, expected a directory in mt-metrics-eval's layout",
        )
        .help("give files, or a directory with sources, references and system-outputs"),
        (None, [only]) => return Ok(only.clone()),
        (None, _) => {
            Error::new(ErrorKind::Setting, format!("there are several language pairs: {listed}"))
                .help("choose one: --language-pair NAME")
        }
        (Some(chosen), _) if pairs.iter().any(|pair| pair == chosen) => {
            return Ok(chosen.to_owned());
        }
        (Some(chosen), _) => {
            let message = format!("no language pair '{chosen}', found: {listed}");
            let error = Error::new(ErrorKind::Setting, message);
            match closest(chosen, pairs.iter().map(String::as_str)) {
                Some(near) => error.help(format!("did you mean '{near}'?")),
                None => error,
            }
        }
    };
    Err(error.in_file(&place))
}

fn references(root: &Path, pair: &str, chosen: &[String]) -> Result<Vec<(String, PathBuf)>> {
    let prefix = format!("{pair}.");
    let all: Vec<(String, PathBuf)> = texts(&root.join("references"))?
        .into_iter()
        .filter_map(|(stem, path)| Some((stem.strip_prefix(&prefix)?.to_owned(), path)))
        .collect();
    if all.is_empty() {
        let message = format!("no references/{pair}.NAME.txt, so there is no reference");
        return Err(Error::new(ErrorKind::Input, message).in_file(&root.display().to_string()));
    }
    if chosen.is_empty() {
        return Ok(all);
    }
    let find = |name: &String| {
        all.iter().find(|(known, _)| known == name).cloned().ok_or_else(|| {
            let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            let message = format!("no reference '{name}', found: {}", names.join(", "));
            let error = Error::new(ErrorKind::Setting, message);
            let error = error.in_file(&root.display().to_string());
            match closest(name, names) {
                Some(near) => error.help(format!("did you mean '{near}'?")),
                None => error,
            }
        })
    };
    chosen.iter().map(find).collect()
}

/// The systems asked for, else all of the directory but those that are used as references.
fn systems(
    root: &Path,
    pair: &str,
    plan: &Plan,
    references: &[(String, PathBuf)],
    warnings: &mut Vec<Warning>,
) -> Result<Vec<NamedPath>> {
    let folder = root.join("system-outputs").join(pair);
    let all = texts(&folder)?;
    if !plan.systems.is_empty() {
        let of_folder = |system: &NamedPath| {
            if system.path.exists() || is_stdin(&system.path) {
                return Ok(system.clone());
            }
            let name = system.path.to_string_lossy();
            let Some((known, path)) = all.iter().find(|(known, _)| *known == name) else {
                let message = "is neither a file nor a system of the directory";
                let error = Error::new(ErrorKind::Input, message).in_file(&name);
                return Err(match closest(&name, all.iter().map(|(known, _)| known.as_str())) {
                    Some(near) => error.help(format!("did you mean '{near}'?")),
                    None => error,
                });
            };
            let name = system.name.clone().or_else(|| Some(known.clone()));
            Ok(NamedPath { name, path: path.clone() })
        };
        return plan.systems.iter().map(of_folder).collect();
    }
    let is_reference = |name: &str| references.iter().any(|(known, _)| known == name);
    let (left_out, kept): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(name, _)| is_reference(name));
    if !left_out.is_empty() {
        let names: Vec<&str> = left_out.iter().map(|(name, _)| name.as_str()).collect();
        warnings.push(Warning {
            message: format!("left out, because they are used as references: {}", names.join(", ")),
            count: left_out.len(),
        });
    }
    let named = |(name, path)| NamedPath { name: Some(name), path };
    Ok(kept.into_iter().map(named).collect())
}
