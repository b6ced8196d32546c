//! Script: text that is not written as the target language is.
//!
//! The target's script is that of most letters of the references; without references it is Arabic
//! where the source is not and some system's output is. Letters of another script are excused where
//! a reference has the same word, or the source has it with a capital or a digit, as names have:
//! names that should not have stayed are the entity metric's business. An output is flagged where
//! the other such letters make up [`SHARE`] of all, at least [`LEAST_LETTERS`], and it is an error
//! from one half.
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
    if let Some(script) = majority(corpus.references()) {
        return Some(script);
    }
    let is_arabic = |stream: &Stream| majority([stream]) == Some(Script::Arabic);
    let into_arabic = corpus.systems().iter().any(|system| is_arabic(&system.hypotheses));
    (into_arabic && !corpus.source().is_some_and(is_arabic)).then_some(Script::Arabic)
}

/// The script of most letters.
fn majority<'a>(texts: impl IntoIterator<Item = &'a Stream>) -> Option<Script> {
    let mut counts = [(Script::Arabic, 0_u64), (Script::Latin, 0), (Script::Other, 0)];
    let lines = texts.into_iter().flat_map(|stream| stream.iter().flatten());
    let letters = lines.flat_map(str::chars);
    for script in letters.filter_map(Script::of) {
        counts[script as usize].1 += 1;
    }
    let (script, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    (count > 0).then_some(script)
}

/// Whether most letters of an output are not in the target's script.
pub(super) fn is_foreign(output: &Line<'_>, target: Target) -> bool {
    let pieces = pieces(output);
    let letters = |own: bool| -> usize {
        let pieces = pieces.iter().filter(|piece| (piece.script == target) == own);
        pieces.map(|piece| piece.letters).sum()
    };
    letters(false) > letters(true)
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
                    "{:.0} % of the letters are neither {} nor of names",
                    100.0 * share,
                    target.name(),
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
    for word in line.words() {
        let mut piece: Option<(Script, usize, usize)> = None;
        let end = word.len();
        for (at, character) in word.char_indices() {
            let script = Script::of(character);
            match &mut piece {
                Some((known, letters, _)) if script == Some(*known) => *letters += 1,
                _ => {
                    let done = piece.take();
                    pieces.extend(done.map(|(script, letters, start)| Piece {
                        script,
                        letters,
                        text: &word[start..at],
                    }));
                    piece = script.map(|script| (script, 1, at));
                }
            }
        }
        pieces.extend(piece.map(|(script, letters, start)| Piece {
            script,
            letters,
            text: &word[start..end],
        }));
    }
    pieces
}

/// What may stand in another script.
fn excused(texts: &Texts<'_>) -> HashSet<String> {
    let mut excused = HashSet::new();
    for reference in &texts.references {
        excused.extend(pieces(reference).iter().map(|piece| piece.text.to_owned()));
    }
    let of_name = |word: &&str| word.contains(|c: char| c.is_uppercase() || c.is_numeric());
    for word in texts.source.iter().flat_map(Line::written).filter(of_name) {
        excused.extend(pieces(&Line::of(word)).iter().map(|piece| piece.text.to_owned()));
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
    let letters = line.words().flat_map(str::chars);
    letters.filter(|letter| "پچژگکیھہےٹڈڑںۆەێڵ".contains(*letter)).count()
}
