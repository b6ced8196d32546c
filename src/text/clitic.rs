//! Names with clitics: does a word of a hypothesis equal a word of a name, but for an attached
//! و ف ب ك ل س or the article?
//!
//! Letters are taken off the hypothesis only, and only where what remains is the name's word or the
//! same without its article. So the name's own first letter is never taken for a clitic: بيروت is
//! not ب and يروت, and وواشنطن is و and واشنطن.

use std::ops::Range;

use crate::text::normal::{Kind, Normal, Token};

/// What may stand before a word: a conjunction, then a preposition or the س of the future.
const PROCLITICS: [&str; 15] =
    ["", "و", "ف", "ب", "ك", "ل", "س", "وب", "وك", "ول", "وس", "فب", "فك", "فل", "فس"];
/// The same with the article, as they are written; ل and ال are لل.
const WITH_ARTICLE: [(&str, &str); 12] = [
    ("ال", ""),
    ("وال", "و"),
    ("فال", "ف"),
    ("بال", "ب"),
    ("كال", "ك"),
    ("لل", "ل"),
    ("وبال", "وب"),
    ("وكال", "وك"),
    ("ولل", "ول"),
    ("فبال", "فب"),
    ("فكال", "فك"),
    ("فلل", "فل"),
];
/// What remains after a clitic has at least so many letters.
const LEAST_AFTER_PROCLITIC: usize = 3;
/// What remains after the article has at least so many letters.
const LEAST_AFTER_ARTICLE: usize = 2;
/// Names with fewer letters are not looked for across spaces.
const LEAST_JOINED: usize = 5;

/// How a word of a hypothesis differs from the word of the name that it equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attached {
    /// The letters before the name other than the article: `""`, `"و"`, `"وب"` …
    pub proclitics: &'static str,
    /// What became of the article.
    pub article: Article,
    /// How many letters of the word stand before what it shares with the name.
    pub letters: usize,
}

/// The article of a word beside that of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Article {
    /// Both have it, or neither.
    Same,
    /// Only the hypothesis has it.
    Added,
    /// Only the name has it.
    Dropped,
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The tokens that hold it.
    pub tokens: Range<usize>,
    /// Its characters in the normal form, without proclitics and without an article that the name
    /// lacks; [`Normal::bytes`] leads to the raw text.
    pub characters: Range<usize>,
    /// What is attached to its first word.
    pub attached: Attached,
    /// Whether spaces stand where they do in the name.
    pub spacing: Spacing,
}

/// Whether spaces stand where they do in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// They do.
    Same,
    /// They do not: عبدالله for عبد الله.
    Other,
}

/// How the word equals the name's word, both in normal form; `None` where it does not.
///
/// # Examples
///
/// ```
/// use mizan::text::clitic::{Article, attached};
///
/// let letters = |word: &str| word.chars().collect::<Vec<char>>();
/// let found = |word, name| attached(&letters(word), &letters(name));
/// let with = found("وبالكرملين", "الكرملين").unwrap();
/// assert_eq!((with.proclitics, with.article), ("وب", Article::Same));
/// assert_eq!(found("وواشنطن", "واشنطن").unwrap().proclitics, "و");
/// assert_eq!(found("يروت", "بيروت"), None);
/// assert_eq!(found("عليل", "علي"), None);
/// ```
pub fn attached(word: &[char], name: &[char]) -> Option<Attached> {
    // The article is the name's own where enough remains without it.
    let (core, has_article) = match name.strip_prefix(&['ا', 'ل']) {
        Some(core) if core.len() >= LEAST_AFTER_ARTICLE => (core, true),
        _ => (name, false),
    };
    if core.is_empty() || !word.ends_with(core) {
        return None;
    }
    let before = &word[..word.len() - core.len()];
    let is = |letters: &str| letters.chars().eq(before.iter().copied());
    if before.is_empty() && !has_article {
        return Some(Attached { proclitics: "", article: Article::Same, letters: 0 });
    }
    if core.len() >= LEAST_AFTER_ARTICLE
        && let Some((_, proclitics)) = WITH_ARTICLE.iter().find(|(written, _)| is(written))
    {
        let (article, own) = match (has_article, written_whole(before)) {
            (true, true) => (Article::Same, 2),
            (true, false) => (Article::Same, 1),
            (false, _) => (Article::Added, 0),
        };
        return Some(Attached { proclitics, article, letters: before.len() - own });
    }
    // The proclitics stand before the whole name, article and all: وال is found above, لال here.
    if has_article && before.ends_with(&['ا', 'ل']) {
        let before = &before[..before.len() - 2];
        let proclitics =
            PROCLITICS.iter().find(|letters| letters.chars().eq(before.iter().copied()))?;
        return Some(Attached { proclitics, article: Article::Same, letters: before.len() });
    }
    let proclitics = PROCLITICS.iter().find(|letters| is(letters))?;
    // Before a further ل, that of the article is not written: ل and اللوفر are للوفر.
    let is_contracted = core.starts_with(&['ل']) && proclitics.ends_with('ل');
    let article = if has_article && !is_contracted { Article::Dropped } else { Article::Same };
    (core.len() >= LEAST_AFTER_PROCLITIC || has_article && is_contracted).then_some(Attached {
        proclitics,
        article,
        letters: before.len(),
    })
}

/// Every place where the tokens of a name stand in a text, from left to right, none overlapping.
///
/// The first word may have clitics, later ones only و and the article. A name of five letters or
/// more is also found where spaces stand otherwise; only white space and hyphens may part its
/// tokens then. Tokens that are not Arabic are compared as they stand.
///
/// # Examples
///
/// ```
/// use mizan::text::{clitic::{Spacing, find}, normal::Normal};
///
/// let raw = "التقى الرئيسُ بعبدالله الثاني";
/// let text = Normal::of(raw);
/// let found = find(&text, &Normal::of("عبد الله"));
/// assert_eq!(found.len(), 1);
/// assert_eq!(&raw[text.bytes(&found[0].characters)], "عبدالله");
/// assert_eq!((found[0].attached.proclitics, found[0].spacing), ("ب", Spacing::Other));
/// ```
pub fn find(text: &Normal, name: &Normal) -> Vec<Found> {
    let joined: Vec<char> =
        name.tokens().iter().flat_map(|token| name.letters(token)).copied().collect();
    let is_arabic = name.tokens().iter().all(|token| token.kind == Kind::Arabic);
    let mut all = Vec::new();
    let mut start = 0;
    while start < text.tokens().len() {
        let found = find_at(text, start, name).or_else(|| {
            let is_long = is_arabic && joined.len() >= LEAST_JOINED;
            is_long.then(|| find_joined_at(text, start, &joined)).flatten()
        });
        start = found.as_ref().map_or(start + 1, |found| found.tokens.end);
        all.extend(found);
    }
    all
}

/// Whether ا and ل of the article are both written: not in لل.
fn written_whole(before: &[char]) -> bool {
    before.ends_with(&['ا', 'ل'])
}

fn find_at(text: &Normal, start: usize, name: &Normal) -> Option<Found> {
    let tokens = text.tokens().get(start..start + name.tokens().len())?;
    let (first, last) = (tokens.first()?, tokens.last()?);
    let mut pairs = tokens.iter().zip(name.tokens());
    let attached = pairs.next().and_then(|(token, word)| equal(text, token, name, word))?;
    let is_found = pairs.all(|(token, word)| {
        equal(text, token, name, word).is_some_and(|later| matches!(later.proclitics, "" | "و"))
    });
    is_found.then(|| Found {
        tokens: start..start + tokens.len(),
        characters: first.characters.start + attached.letters..last.characters.end,
        attached,
        spacing: Spacing::Same,
    })
}

fn equal(text: &Normal, token: &Token, name: &Normal, word: &Token) -> Option<Attached> {
    let (letters, word_letters) = (text.letters(token), name.letters(word));
    if token.kind == Kind::Arabic && word.kind == Kind::Arabic {
        return attached(letters, word_letters);
    }
    (letters == word_letters).then_some(Attached {
        proclitics: "",
        article: Article::Same,
        letters: 0,
    })
}

fn find_joined_at(text: &Normal, start: usize, name: &[char]) -> Option<Found> {
    // The longest that may be attached are four letters.
    let longest = name.len() + 4;
    let mut letters: Vec<char> = Vec::with_capacity(longest);
    for (index, token) in text.tokens().iter().enumerate().skip(start) {
        let is_apart = index > start && {
            let gap = text.tokens()[index - 1].characters.end..token.characters.start;
            let is_gap = |&gap: &char| gap == '-' || gap == '‐' || gap.is_whitespace();
            !text.characters()[gap].iter().all(is_gap)
        };
        letters.extend(text.letters(token));
        if is_apart || token.kind != Kind::Arabic || letters.len() > longest {
            return None;
        }
        // What is attached stands in the first token, with some of the name.
        let first = &text.tokens()[start].characters;
        if let Some(attached) =
            attached(&letters, name).filter(|attached| attached.letters < first.len())
        {
            return Some(Found {
                tokens: start..index + 1,
                characters: first.start + attached.letters..token.characters.end,
                attached,
                spacing: Spacing::Other,
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(word: &str, name: &str) -> Option<(&'static str, Article, usize)> {
        let (word, name) = (Normal::of(word), Normal::of(name));
        attached(word.characters(), name.characters())
            .map(|found| (found.proclitics, found.article, found.letters))
    }

    /// The places of a name in a text as written.
    fn places(raw: &str, name: &str) -> Vec<String> {
        let text = Normal::of(raw);
        let found = find(&text, &Normal::of(name));
        found.iter().map(|found| raw[text.bytes(&found.characters)].to_owned()).collect()
    }

    #[test]
    fn proclitics_are_found_and_named() {
        assert_eq!(is("بغروزني", "غروزني"), Some(("ب", Article::Same, 1)));
        assert_eq!(is("ولباريس", "باريس"), Some(("ول", Article::Same, 2)));
        assert_eq!(is("ولباريس", "لباريس"), Some(("و", Article::Same, 1)));
        assert_eq!(is("ولموسكو", "موسكو"), Some(("ول", Article::Same, 2)));
        assert_eq!(is("غروزني", "غروزني"), Some(("", Article::Same, 0)));
    }

    #[test]
    fn the_first_letter_of_a_name_is_never_taken_off() {
        for (name, without) in
            [("بيروت", "يروت"), ("فنلندا", "نلندا"), ("واشنطن", "اشنطن"), ("باكو", "اكو")]
        {
            assert_eq!(is(name, name), Some(("", Article::Same, 0)));
            assert_eq!(is(without, name), None);
        }
        assert_eq!(is("وواشنطن", "واشنطن"), Some(("و", Article::Same, 1)));
        assert_eq!(is("ببيروت", "بيروت"), Some(("ب", Article::Same, 1)));
    }

    #[test]
    fn the_article_is_the_same_added_or_dropped() {
        assert_eq!(is("للناتو", "الناتو"), Some(("ل", Article::Same, 1)));
        assert_eq!(is("للناتو", "ناتو"), Some(("ل", Article::Added, 2)));
        assert_eq!(is("وبالكرملين", "الكرملين"), Some(("وب", Article::Same, 2)));
        assert_eq!(is("الكرملين", "كرملين"), Some(("", Article::Added, 2)));
        assert_eq!(is("كرملين", "الكرملين"), Some(("", Article::Dropped, 0)));
        assert_eq!(is("بكرملين", "الكرملين"), Some(("ب", Article::Dropped, 1)));
        assert_eq!(is("للوفر", "اللوفر"), Some(("ل", Article::Same, 1)));
        assert_eq!(is("لله", "الله"), Some(("ل", Article::Same, 1)));
        assert_eq!(is("له", "الله"), None);
        assert_eq!(is("الله", "الله"), Some(("", Article::Same, 0)));
    }

    #[test]
    fn what_remains_has_three_letters_or_two_after_the_article() {
        assert_eq!(is("ولي", "لي"), None);
        assert_eq!(is("ولين", "لين"), Some(("و", Article::Same, 1)));
        assert_eq!(is("اللي", "لي"), Some(("", Article::Added, 2)));
        assert_eq!(is("لي", "لي"), Some(("", Article::Same, 0)));
        assert_eq!(is("بالي", "الي"), Some(("ب", Article::Same, 1)));
        assert_eq!(is("علي", "ي"), None);
        assert_eq!(is("", ""), None);
    }

    #[test]
    fn a_name_inside_a_word_is_not_found() {
        assert_eq!(is("عليل", "علي"), None);
        assert_eq!(is("سبيل", "بيل"), Some(("س", Article::Same, 1)));
        assert_eq!(is("مبيل", "بيل"), None);
    }

    #[test]
    fn later_words_take_only_and_or_the_article() {
        assert_eq!(places("قال لمحمد علي", "محمد علي"), ["محمد علي"]);
        assert_eq!(places("البوسنة والهرسك", "بوسنة هرسك"), ["بوسنة والهرسك"]);
        assert_eq!(places("في بوسنة وبالهرسك", "بوسنة هرسك"), Vec::<String>::new());
    }

    #[test]
    fn names_are_found_across_other_spaces() {
        assert_eq!(places("مع عبدالله، وعبد الله", "عبد الله"), ["عبدالله", "عبد الله"]);
        assert_eq!(places("في مون مارتر", "مونمارتر"), ["مون مارتر"]);
        assert_eq!(places("في مون، مارتر", "مونمارتر"), Vec::<String>::new());
        assert_eq!(places("هو لا", "هولا"), Vec::<String>::new());
    }

    #[test]
    fn words_of_other_scripts_and_numbers_are_compared_as_they_stand() {
        assert_eq!(places("طائرة إمبراير ١٩٠", "إمبراير 190"), ["إمبراير ١٩٠"]);
        assert_eq!(places("وGrozny", "grozny"), ["Grozny"]);
        assert_eq!(places("شيء", ""), Vec::<String>::new());
    }
}
