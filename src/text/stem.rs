//! Stem: an Arabic word without the letters that inflection adds, to see that two words are one.
//!
//! The light stemmer "light10" (Larkey, Ballesteros and Connell, "Light Stemming for Arabic
//! Information Retrieval", 2007), but و is left where three letters would remain, for it is a
//! root's own in وزير, and the prepositions before the article are taken off too.

/// Prefixes, the longest first; what remains has two letters or more.
const PREFIXES: [&[char]; 9] = [
    &['و', 'ب', 'ا', 'ل'],
    &['و', 'ل', 'ل'],
    &['و', 'ا', 'ل'],
    &['ب', 'ا', 'ل'],
    &['ك', 'ا', 'ل'],
    &['ف', 'ا', 'ل'],
    &['ا', 'ل'],
    &['ل', 'ل'],
    &['و'],
];
/// Suffixes in the order in which they are tried, each once.
const SUFFIXES: [&[char]; 10] = [
    &['ه', 'ا'],
    &['ا', 'ن'],
    &['ا', 'ت'],
    &['و', 'ن'],
    &['ي', 'ن'],
    &['ي', 'ه'],
    &['ي', 'ا'],
    &['ه'],
    &['ي'],
    &['ا'],
];

/// The stem of a word in [normal form](crate::text::normal).
///
/// # Examples
///
/// ```
/// use mizan::text::stem::stem;
///
/// let letters = |word: &str| word.chars().collect::<Vec<char>>();
/// assert_eq!(stem(&letters("والوطنيه")), stem(&letters("وطني")));
/// assert_eq!(stem(&letters("بيت")), letters("بيت"));
/// ```
pub fn stem(word: &[char]) -> &[char] {
    let mut stem = word;
    for prefix in PREFIXES {
        // و alone often belongs to the word.
        let least = if prefix.len() == 1 { 4 } else { 2 };
        if let Some(rest) = stem.strip_prefix(prefix).filter(|rest| rest.len() >= least) {
            stem = rest;
            break;
        }
    }
    without_suffix(stem)
}

/// A word that is known to have no prefix, without the suffixes that [`stem`] takes off.
pub fn without_suffix(word: &[char]) -> &[char] {
    let mut stem = word;
    for suffix in SUFFIXES {
        if let Some(rest) = stem.strip_suffix(suffix).filter(|rest| rest.len() >= 3) {
            stem = rest;
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_share_a_stem() {
        let letters = |word: &str| word.chars().collect::<Vec<char>>();
        for words in
            [["جامعه", "للجامعات"], ["المتحده", "متحد"], ["وزير", "الوزير"], ["دولي", "الدوليه"]]
        {
            let [a, b] = words.map(letters);
            assert_eq!(stem(&a), stem(&b), "{words:?}");
        }
    }

    #[test]
    fn short_words_stay_whole() {
        for word in ["", "و", "ال", "يد", "وجد"] {
            let letters: Vec<char> = word.chars().collect();
            assert_eq!(stem(&letters), letters, "{word}");
        }
    }
}
