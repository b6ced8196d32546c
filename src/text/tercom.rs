//! Tercom: the tokenizer of TER, in the shape that sacreBLEU 2.6.0 gives it.
//!
//! By default it leaves a segment as it is. What it can do is a series of passes over the text,
//! each of which replaces matches from left to right without overlap; the passes are kept apart
//! here, because their artefacts (`x..1` becomes `x . .1`) come from that.
//!
//! Two pieces of the reference never match and are left out: the possessive at the end of a line
//! (the line ends in a space by then) and the splitting of kana.

use crate::text::whitespace;

/// Which passes are made over a segment.
///
/// # Examples
///
/// ```
/// use mizan::text::Tercom;
///
/// let tercom = Tercom { normalized: true, ..Tercom::default() };
/// let text = tercom.apply("\"No\", he said.", &mut Default::default()).to_owned();
/// let words: Vec<&str> = mizan::text::whitespace::words(&text).collect();
/// assert_eq!(words, ["\"", "No", "\"", ",", "he", "said", "."]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tercom {
    /// Whether entities are read and punctuation is split off.
    pub normalized: bool,
    /// Whether punctuation is kept.
    pub punctuation: bool,
    /// Whether the two settings above also act on Chinese and Japanese characters.
    pub asian: bool,
}

impl Default for Tercom {
    fn default() -> Self {
        Tercom { normalized: false, punctuation: true, asian: false }
    }
}

/// The memory that the passes need, to be used again for every segment.
#[derive(Debug, Clone, Default)]
pub struct Passes {
    text: String,
    next: String,
}

/// Replacements that join lines and read entities, in order: `&amp;lt;` becomes `<`.
const GENERAL: [(&str, &str); 6] =
    [("\n-", ""), ("\n", " "), ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")];

impl Tercom {
    /// The text whose words between white space are the tokens: `text` itself where nothing is to
    /// be done, else kept in `passes`.
    ///
    /// White space at the end of `text` must have been trimmed.
    pub fn apply<'a>(&self, text: &'a str, passes: &'a mut Passes) -> &'a str {
        if text.is_empty() || (!self.normalized && self.punctuation) {
            return text;
        }
        passes.start(text);
        self.make(passes);
        &passes.text
    }

    /// The text whose words are the tokens of a reference: the tokens, tokenized once more.
    ///
    /// sacreBLEU does this to references and not to hypotheses. It matters only where `normalized`
    /// left something to do: `x..1` becomes `x . .1` and then `x . . 1`.
    pub fn apply_to_reference<'a>(&self, text: &'a str, passes: &'a mut Passes) -> &'a str {
        if text.is_empty() || !self.normalized {
            return self.apply(text, passes);
        }
        passes.start(text);
        self.make(passes);
        passes.join();
        self.make(passes);
        &passes.text
    }

    fn make(&self, passes: &mut Passes) {
        if self.normalized {
            passes.normalize();
            if self.asian {
                passes.split_off(is_split_asian);
            }
        }
        if !self.punctuation {
            let asian = self.asian;
            passes.text.retain(|character| {
                !(is_removed(character) || asian && is_asian_punctuation(character))
            });
        }
    }
}

impl Passes {
    fn start(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
    }

    /// Leaves one space between words.
    fn join(&mut self) {
        self.next.clear();
        for word in whitespace::words(&self.text) {
            if !self.next.is_empty() {
                self.next.push(' ');
            }
            self.next.push_str(word);
        }
        std::mem::swap(&mut self.text, &mut self.next);
    }

    fn normalize(&mut self) {
        for (pattern, replacement) in GENERAL {
            self.replace(pattern, replacement);
        }
        self.text.insert(0, ' ');
        self.text.push(' ');
        self.split_off(is_split);
        self.replace("'s ", " 's ");
        let is_digit = |character: char| character.is_ascii_digit();
        let is_stop = |character| matches!(character, '.' | ',');
        self.pairs(
            |left, right| !is_digit(left) && is_stop(right),
            |left, right| [left, ' ', right, ' '],
        );
        self.pairs(
            |left, right| is_stop(left) && !is_digit(right),
            |left, right| [' ', left, ' ', right],
        );
        self.pairs(
            |left, right| is_digit(left) && right == '-',
            |left, right| [left, ' ', right, ' '],
        );
    }

    fn replace(&mut self, pattern: &str, replacement: &str) {
        if !self.text.contains(pattern) {
            return;
        }
        self.next.clear();
        for (index, piece) in self.text.split(pattern).enumerate() {
            if index > 0 {
                self.next.push_str(replacement);
            }
            self.next.push_str(piece);
        }
        std::mem::swap(&mut self.text, &mut self.next);
    }

    /// Puts a space on both sides of each character for which `is_split` holds.
    fn split_off(&mut self, is_split: impl Fn(char) -> bool) {
        self.next.clear();
        for character in self.text.chars() {
            if is_split(character) {
                self.next.extend([' ', character, ' ']);
            } else {
                self.next.push(character);
            }
        }
        std::mem::swap(&mut self.text, &mut self.next);
    }

    /// Rewrites each pair of neighbours for which `is_match` holds; a character belongs to one
    /// pair at most.
    fn pairs(
        &mut self,
        is_match: impl Fn(char, char) -> bool,
        rewrite: impl Fn(char, char) -> [char; 4],
    ) {
        self.next.clear();
        let mut rest = self.text.chars();
        while let Some(left) = rest.next() {
            match rest.clone().next() {
                Some(right) if is_match(left, right) => {
                    rest.next();
                    self.next.extend(rewrite(left, right));
                }
                Some(_) | None => self.next.push(left),
            }
        }
        std::mem::swap(&mut self.text, &mut self.next);
    }
}

/// ASCII punctuation and the space, except `'`, `,`, `-` and `.`.
fn is_split(character: char) -> bool {
    matches!(character, ' '..='&' | '('..='+' | '/' | ':'..='@' | '['..='`' | '{'..='~')
}

fn is_removed(character: char) -> bool {
    matches!(character, '.' | ',' | '?' | ':' | ';' | '!' | '"' | '(' | ')')
}

/// What becomes a word of its own. The reference writes U+3F22 for U+32FF; it makes no difference.
fn is_split_asian(character: char) -> bool {
    matches!(
        character,
        '\u{2E80}'..='\u{2EFF}'
            | '\u{31C0}'..='\u{31EF}'
            | '\u{3200}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE4F}'
    ) || is_asian_punctuation(character)
}

/// Chinese and Japanese punctuation and the full-width forms of the Latin one.
fn is_asian_punctuation(character: char) -> bool {
    matches!(
        character,
        '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
            | '\u{FF61}'..='\u{FF65}' | '\u{30FB}'
            | '\u{FF0E}' | '\u{FF0C}' | '\u{FF1F}' | '\u{FF1A}' | '\u{FF1B}' | '\u{FF01}'
            | '\u{FF02}' | '\u{FF08}' | '\u{FF09}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(tercom: Tercom, text: &str) -> String {
        let mut passes = Passes::default();
        let text = tercom.apply(text, &mut passes);
        whitespace::words(text).collect::<Vec<_>>().join(" ")
    }

    fn normalized(text: &str) -> String {
        let tercom = Tercom { normalized: true, ..Tercom::default() };
        tokens(tercom, text)
    }

    #[test]
    fn by_default_the_text_stays_as_it_is() {
        let text = "&quot;No&quot;, he\n-said 1-2.";
        assert_eq!(Tercom::default().apply(text, &mut Passes::default()), text);
    }

    // The expected tokens of the tests below: sacreBLEU 2.6.0, TercomTokenizer.

    #[test]
    fn neighbouring_separators_are_not_matched_twice() {
        assert_eq!(
            normalized("wait... what,, no.,. a--b 1--2 x..1"),
            "wait . . . what , , no . , . a--b 1 - -2 x . .1"
        );
    }

    #[test]
    fn a_reference_is_tokenized_twice() {
        let tercom = Tercom { normalized: true, ..Tercom::default() };
        let mut passes = Passes::default();
        let text = tercom.apply_to_reference("x..1 it's\tso", &mut passes);
        let words: Vec<&str> = whitespace::words(text).collect();
        assert_eq!(words, ["x", ".", ".", "1", "it", "'s", "so"]);
    }

    #[test]
    fn lines_are_joined_where_the_next_begins_with_a_hyphen() {
        assert_eq!(normalized("multi\n-line"), "multiline");
        assert_eq!(normalized("multi-\nline"), "multi- line");
    }

    #[test]
    fn entities_are_read_one_after_the_other() {
        assert_eq!(normalized("&amp;lt;b&gt; &quot;"), "< b > \"");
    }

    #[test]
    fn possessives_are_split_off() {
        assert_eq!(normalized("the cat's mat it's"), "the cat 's mat it 's");
    }

    #[test]
    fn arabic_punctuation_and_digits_stay() {
        assert_eq!(normalized("نعم، ١٢.٥ لماذا؟"), "نعم، ١٢ . ٥ لماذا؟");
    }

    #[test]
    fn asian_needs_one_of_the_other_settings() {
        let text = "これは漢字。";
        let asian = Tercom { asian: true, ..Tercom::default() };
        assert_eq!(tokens(asian, text), text);
        let without = Tercom { punctuation: false, ..asian };
        assert_eq!(tokens(without, text), "これは漢字");
        let split = Tercom { normalized: true, ..asian };
        assert_eq!(tokens(split, text), "これは 漢 字 。");
    }
}
