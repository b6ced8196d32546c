//! Script: text that is not written as the target language is.
//!
//! The target's script is that of most letters of the references; without references it is Arabic,
//! unless the source is. Letters of another script are excused where a reference has the same word;
//! without references, where the source has it with a capital or a digit, as names have. An output
//! is flagged where the others make up [`SHARE`] of its letters, at least [`LEAST_LETTERS`], and it
//! is an error from one half.
//!
//! Arabic letters alone are not Arabic: an output in which letters that only Persian, Urdu and their
//! like have make up [`FOREIGN_SHARE`] of all is flagged too, unless a reference has as many.

use std::collections::HashSet;

use super::line::Line;
use super::{Flag, Kind, Texts};
use crate::analysis::script::Script;
use crate::corpus::Corpus;
use crate::finding::Severity;
use crate::text::Stream;

/// The script that outputs should be in.
pub(super) type Target = Script;

const SHARE: f64 = 0.25;
const ERROR_SHARE: f64 = 0.5;
/// Fewer letters may be one name.
const LEAST_LETTERS: usize = 10;
/// Persian text has above a tenth of them.
const FOREIGN_SHARE: f64 = 0.05;
const LEAST_FOREIGN: usize = 4;

/// The script that outputs should be in, where that is known.
pub(super) fn target(corpus: &Corpus) -> Option<Target> {
    if let Some(script) = majority(corpus.references().iter()) {
        return Some(script);
    }
    let is_arabic = majority(corpus.source().into_iter()) == Some(Script::Arabic);
    (!is_arabic).then_some(Script::Arabic)
}

/// The script of most letters.
fn majority<'a>(texts: impl Iterator<Item = &'a Stream>) -> Option<Script> {
    let mut counts = [(Script::Arabic, 0_u64), (Script::Latin, 0), (Script::Other, 0)];
    let letters = texts.flat_map(|stream| stream.iter().flatten()).flat_map(str::chars);
    for script in letters.filter_map(Script::of) {
        counts[script as usize].1 += 1;
    }
    let (script, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    (count > 0).then_some(script)
}

pub(super) fn flag(
    texts: &Texts<'_>,
    output: &Line<'_>,
    target: Target,
    segment: usize,
) -> Option<Flag> {
    let pieces = pieces(output);
    let all: usize = pieces.iter().map(|piece| piece.letters).sum();
    let is_foreign = |piece: &&Piece<'_>| piece.script != target;
    if pieces.iter().any(|piece| piece.script != target) {
        let excused = excused(texts);
        let left: Vec<&Piece<'_>> = pieces
            .iter()
            .filter(is_foreign)
            .filter(|piece| !excused.contains(piece.text))
            .collect();
        let letters: usize = left.iter().map(|piece| piece.letters).sum();
        let share = letters as f64 / all as f64;
        if letters >= LEAST_LETTERS && share >= SHARE {
            let words: Vec<&str> = left.iter().map(|piece| piece.text).take(8).collect();
            return Some(Flag {
                kind: Kind::Script,
                severity: if share >= ERROR_SHARE { Severity::Error } else { Severity::Warning },
                segment,
                span: None,
                found: Some(words.join(" ")),
                message: format!(
                    "{:.0} % of the letters are not {} and not in the {}",
                    100.0 * share,
                    target.name(),
                    if texts.references.is_empty() { "source's names" } else { "reference" },
                ),
            });
        }
    }
    if target == Script::Arabic { language(texts, output, all, segment) } else { None }
}

/// Letters of one script that stand together in a word.
struct Piece<'a> {
    script: Script,
    letters: usize,
    text: &'a str,
}

fn pieces<'a>(line: &'a Line<'_>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for word in &line.words {
        let mut piece: Option<(Script, usize, usize)> = None;
        let end = word.folded.len();
        for (at, character) in word.folded.char_indices() {
            let script = Script::of(character);
            match &mut piece {
                Some((known, letters, _)) if script == Some(*known) => *letters += 1,
                _ => {
                    let done = piece.take();
                    pieces.extend(done.map(|(script, letters, start)| Piece {
                        script,
                        letters,
                        text: &word.folded[start..at],
                    }));
                    piece = script.map(|script| (script, 1, at));
                }
            }
        }
        pieces.extend(piece.map(|(script, letters, start)| Piece {
            script,
            letters,
            text: &word.folded[start..end],
        }));
    }
    pieces
}

/// What may stand in another script.
fn excused(texts: &Texts<'_>) -> HashSet<String> {
    let mut excused = HashSet::new();
    if !texts.references.is_empty() {
        for reference in &texts.references {
            excused.extend(pieces(reference).iter().map(|piece| piece.text.to_owned()));
        }
        return excused;
    }
    if let Some(source) = &texts.source {
        for word in &source.words {
            let is_mark_of_name = |letter: char| letter.is_uppercase() || letter.is_numeric();
            if source.text[word.bytes.clone()].chars().any(is_mark_of_name) {
                let line = Line::of(&source.text[word.bytes.clone()]);
                excused.extend(pieces(&line).iter().map(|piece| piece.text.to_owned()));
            }
        }
    }
    excused
}

/// Letters that Arabic does not have.
fn language(texts: &Texts<'_>, output: &Line<'_>, letters: usize, segment: usize) -> Option<Flag> {
    let foreign = foreign(output);
    let share = foreign as f64 / letters.max(1) as f64;
    if foreign < LEAST_FOREIGN
        || share < FOREIGN_SHARE
        || texts.references.iter().any(|reference| self::foreign(reference) >= foreign)
    {
        return None;
    }
    Some(Flag {
        kind: Kind::Script,
        severity: Severity::Warning,
        segment,
        span: None,
        found: None,
        message: format!("{foreign} letters of Persian, Urdu or a like language"),
    })
}

fn foreign(line: &Line<'_>) -> usize {
    let letters = line.words.iter().flat_map(|word| word.folded.chars());
    letters.filter(|letter| "پچژگکیھہےٹڈڑںۆەێڵ".contains(*letter)).count()
}
