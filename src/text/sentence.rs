//! Sentence: a text cut into its sentences, for Arabic and for Latin scripts, by rules.
//!
//! A line feed always ends a sentence. Else one ends after a run of `.` `!` `?` `؟` `…` `۔` with the
//! quotation marks, brackets and bidi marks that close behind it, where white space follows (`؟`
//! needs none), but not
//!
//! - within «…», “…”, "…" or brackets that close in the same line;
//! - before a Latin letter in lower case;
//! - after an abbreviation, an initial, or a number that begins the line or stands before a month;
//! - after a question or an exclamation that is said by someone (`«متى تعود؟» فأجاب`).
//!
//! ، and ؛ end no sentence.

use super::whitespace::{is_space, trim};

/// The sentences of a text in order, without the white space around them; none is empty.
///
/// # Examples
///
/// ```
/// use mizan::text::sentence::sentences;
///
/// let text = "زار د. أحمد المدينة. قال: «لن أعود. هذا قراري». هل ندم؟";
/// assert_eq!(
///     sentences(text),
///     ["زار د. أحمد المدينة.", "قال: «لن أعود. هذا قراري».", "هل ندم؟"]
/// );
/// ```
pub fn sentences(text: &str) -> Vec<&str> {
    let mut start = 0;
    let mut found = Vec::new();
    for end in ends(text).into_iter().chain([text.len()]) {
        let sentence = trim(&text[start..end]);
        if !sentence.is_empty() {
            found.push(sentence);
        }
        start = end;
    }
    found
}

/// Where the sentences of a text end, in bytes, but for the last: before the white space.
pub fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        line_ends(line, start, &mut ends);
        start += line.len();
        if line.ends_with('\n') && start < text.len() {
            ends.push(start - 1);
        }
    }
    ends.dedup();
    ends
}

/// Whether the character ends a sentence.
pub(crate) fn is_final(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '؟' | '…' | '۔')
}

/// Whether the character may stand between the end of a sentence and the white space behind it.
pub(crate) fn is_closing(character: char) -> bool {
    let is_mark = matches!(character, '\u{61C}' | '\u{200B}'..='\u{200F}')
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    is_mark || matches!(character, '»' | '›' | '”' | '“' | '’' | '"' | '\'' | ')' | ']' | '}')
}

fn line_ends(line: &str, offset: usize, ends: &mut Vec<usize>) {
    let inside = enclosed(line);
    let mut characters = line.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if !is_final(character) {
            continue;
        }
        while characters.next_if(|&(_, next)| is_final(next)).is_some() {}
        let run_end = characters.peek().map_or(line.len(), |&(at, _)| at);
        let mut closer_end = run_end;
        while let Some((at, closer)) = characters.next_if(|&(_, next)| is_closing(next)) {
            closer_end = at + closer.len_utf8();
        }
        // French sets a space before its closing mark.
        let spaced = line[closer_end..].trim_start_matches(['\u{A0}', '\u{202F}', ' ']);
        if spaced.starts_with('»') {
            closer_end = line.len() - spaced.len() + '»'.len_utf8();
            while characters.next_if(|&(at, _)| at < closer_end).is_some() {}
        }
        // Judged where what closes has closed.
        let is_within = inside.iter().any(|range| range.contains(&closer_end));
        let end = Ending {
            before: &line[..start],
            run: &line[start..run_end],
            closers: &line[run_end..closer_end],
            after: &line[closer_end..],
        };
        if !is_within && end.is_end() {
            ends.push(offset + closer_end);
        }
    }
}

/// What stands between quotation marks or brackets, as far as these close, in bytes.
fn enclosed(line: &str) -> Vec<std::ops::Range<usize>> {
    const PAIRS: [(char, char); 6] =
        [('«', '»'), ('“', '”'), ('”', '“'), ('„', '“'), ('(', ')'), ('[', ']')];
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, character) in line.char_indices() {
        if let Some((start, closer)) = open {
            if character == closer {
                found.push(start + 1..at + character.len_utf8());
                open = None;
            }
        } else if let Some((_, closer)) = PAIRS.iter().find(|(opener, closer)| {
            *opener == character && line[at + character.len_utf8()..].contains(*closer)
        }) {
            open = Some((at, *closer));
        }
    }
    let marks: Vec<usize> = line.match_indices('"').map(|(at, _)| at).collect();
    if marks.len().is_multiple_of(2) {
        found.extend(marks.chunks_exact(2).map(|pair| pair[0] + 1..pair[1] + 1));
    }
    found
}

/// A place where a sentence may end.
struct Ending<'a> {
    before: &'a str,
    run: &'a str,
    closers: &'a str,
    after: &'a str,
}

impl Ending<'_> {
    fn is_end(&self) -> bool {
        let next = self.after.trim_start_matches(|c| is_space(c) || is_opening(c));
        let Some(first) = next.chars().next() else {
            return false;
        };
        let is_apart = self.after.starts_with(is_space);
        let needs_no_space = self.run.contains('؟') && first.is_alphabetic();
        if !(is_apart || needs_no_space) {
            return false;
        }
        if first.is_lowercase() || !is_apart && first.is_ascii_alphabetic() {
            return false;
        }
        let is_point = self.run == ".";
        if self.run.ends_with(['!', '?', '؟']) {
            let is_quoted = self.closers.contains(['»', '”', '“', '"', '›']);
            return !(is_arabic(first) && (is_quoted || is_said(next)));
        }
        !(is_point && self.closers.is_empty() && self.is_abbreviation(next, first))
    }

    /// Whether the point belongs to the word before it.
    fn is_abbreviation(&self, next: &str, first: char) -> bool {
        let is_between = |c: char| is_space(c) || is_opening(c) || matches!(c, '/' | '،' | '’');
        let word = self.before.rsplit(is_between).next().unwrap_or_default();
        let is_first = trim(&self.before[..self.before.len() - word.len()]).is_empty();
        if !word.is_empty() && word.chars().all(char::is_numeric) {
            return is_first || next.split(is_space).next().is_some_and(is_month);
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        if word.chars().any(is_arabic) {
            let parts = || word.split('.').map(|part| part.trim_end_matches('ـ'));
            let is_letter = |part: &str| letters(part) == 1;
            let bare = word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']).filter(|w| letters(w) == 1);
            return parts().all(is_letter)
                || bare.is_some() && !word.contains('.')
                || ARABIC.contains(&word);
        }
        if letters(word) == 1 {
            // An initial; a sentence may well end with I, or with a letter after a number.
            return word != "I";
        }
        if word.contains('.') {
            // An acronym ends a sentence where a capital follows, which its point cannot tell.
            return !first.is_uppercase() || TITLES.contains(&word);
        }
        if COMPANIES.contains(&word) {
            return !first.is_uppercase();
        }
        let lower = word.to_lowercase();
        TITLES.contains(&word) || first.is_numeric() && BEFORE_NUMBERS.contains(&lower.as_str())
    }
}

fn is_opening(character: char) -> bool {
    matches!(
        character,
        '«' | '‹' | '“' | '”' | '„' | '‘' | '"' | '\'' | '(' | '[' | '¿' | '¡' | '—'
    ) || matches!(character, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{2066}'..='\u{2068}')
}

fn is_arabic(character: char) -> bool {
    matches!(character, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08FF}')
}

/// Whether a text begins with a word that says whose question it was.
fn is_said(next: &str) -> bool {
    let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    const VERBS: [&str; 9] = ["سأل", "قال", "أجاب", "تساءل", "صاح", "صرخ", "هتف", "سألت", "قالت"];
    const PRONOUNS: [&str; 4] = ["", "ه", "ها", "هم"];
    VERBS.iter().any(|verb| word.strip_prefix(verb).is_some_and(|rest| PRONOUNS.contains(&rest)))
}

fn is_month(word: &str) -> bool {
    const GERMAN: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    GERMAN.contains(&word.trim_matches(|c: char| !c.is_alphabetic()))
}

/// Of more letters than one.
const ARABIC: [&str; 3] = ["إلخ", "الخ", "هـ"];

/// Before names and capitals.
const TITLES: [&str; 33] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Ste", "Mt", "Gen", "Col", "Lt", "Sgt", "Capt", "Maj",
    "Adm", "Sen", "Rep", "Gov", "Rev", "Hon", "Pres", "Sr", "Sra", "Srta", "Mme", "Mlle", "Hr",
    "Fr", "vs", "bzw", "z.B", "e.g", "i.e",
];

/// Behind names; a sentence may end with them.
const COMPANIES: [&str; 4] = ["Inc", "Corp", "Ltd", "Co"];

/// In lower case.
const BEFORE_NUMBERS: [&str; 26] = [
    "no", "nos", "nr", "núm", "p", "pp", "fig", "figs", "vol", "art", "sec", "ch", "approx", "ca",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &str = include_str!("sentence/cases.txt");

    /// How many cases of a half are cut as marked, of how many; those that are not.
    fn right(remainder: usize) -> (usize, usize, Vec<String>) {
        let cases: Vec<&str> = CASES.lines().filter(|line| !line.starts_with('#')).collect();
        let half: Vec<&str> = cases.into_iter().skip(remainder).step_by(2).collect();
        let mut wrong = Vec::new();
        for case in &half {
            let marked = case.replace("\\n", "\n");
            let expected: Vec<&str> = marked.split('|').map(trim).collect();
            let text = marked.replace('|', "");
            let found = sentences(&text);
            if found != expected {
                wrong.push(format!("{case}\n  {found:?}"));
            }
        }
        (half.len() - wrong.len(), half.len(), wrong)
    }

    #[test]
    fn the_half_that_was_developed_on_is_cut_as_marked() {
        let (right, all, wrong) = right(0);
        assert!(right >= 48, "{right} of {all}\n{}", wrong.join("\n"));
    }

    #[test]
    fn the_half_that_was_not_looked_at_is_cut_nearly_as_well() {
        let (right, all, _) = right(1);
        assert!(right >= 46, "{right} of {all}");
    }

    #[test]
    fn sentences_and_white_space_are_the_text() {
        let squeezed = |text: &str| text.chars().filter(|&c| !is_space(c)).collect::<String>();
        for case in CASES.lines() {
            assert_eq!(squeezed(&sentences(case).concat()), squeezed(case));
        }
    }

    #[test]
    fn nothing_has_no_sentence() {
        assert!(sentences("").is_empty() && sentences(" \n\n").is_empty());
        assert_eq!(sentences("..."), ["..."]);
        assert_eq!(sentences("بلا نقطة"), ["بلا نقطة"]);
    }
}
