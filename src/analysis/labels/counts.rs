//! Counts: how often words stand in a training corpus.

use std::collections::HashMap;

use super::super::tokens::Cutting;
use crate::error::{Error, ErrorKind, Result};

/// How often words stand in some text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(HashMap<String, u64>);

impl Counts {
    /// Counts the words of lines.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::analysis::{labels::Counts, tokens::Cutting};
    ///
    /// let counts = Counts::of_lines(["من هنا", "من هناك"], Cutting::default());
    /// assert_eq!(counts.of("من"), 2);
    /// assert_eq!(counts.of("إلى"), 0);
    /// ```
    pub fn of_lines<'a>(lines: impl IntoIterator<Item = &'a str>, cutting: Cutting) -> Counts {
        let mut counts = Counts::default();
        for line in lines {
            cutting.visit(line, |word| counts.add(word, 1));
        }
        counts
    }

    /// Reads lines `word<TAB>count`; a word that comes twice, or whose folded form does, is added
    /// up. Empty lines are skipped.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] with file and line where a line is not of that form.
    pub fn read(text: &str, file: &str, cutting: Cutting) -> Result<Counts> {
        let mut counts = Counts::default();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let error =
                |message: String| Error::new(ErrorKind::Input, message).at(file, index + 1, None);
            let Some((word, count)) = line.split_once('\t') else {
                return Err(error("expected 2 columns (word, count), found 1".into()));
            };
            let count = count.trim().parse().map_err(|_| {
                error(format!("expected a count after the tab, found '{}'", count.trim()))
            })?;
            counts.add(&cutting.folding.fold(word), count);
        }
        Ok(counts)
    }

    /// How often a word was counted, in its folded form.
    pub fn of(&self, word: &str) -> u64 {
        self.0.get(word).copied().unwrap_or(0)
    }

    fn add(&mut self, word: &str, count: u64) {
        match self.0.get_mut(word) {
            Some(known) => *known = known.saturating_add(count),
            None => {
                self.0.insert(word.to_owned(), count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_folded_and_faults_have_a_line() {
        let cutting = Cutting { folding: "alef".parse().unwrap(), ..Cutting::default() };
        let counts = Counts::read("إلى\t3\n\nالى\t4\n", "words.tsv", cutting).unwrap();
        assert_eq!(counts.of("الى"), 7);
        for (text, expected) in [
            ("a\t1\nb", "words.tsv:2: expected 2 columns (word, count), found 1"),
            ("a\t-1", "words.tsv:1: expected a count after the tab, found '-1'"),
        ] {
            let error = Counts::read(text, "words.tsv", cutting).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
    }
}
