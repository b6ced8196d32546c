//! Convention: what Arabic writes in more than one way that are equally standard.

use super::is_written_alike;

/// Whether a spelling is the expected one but for غ where that has ج: غ for g is understood
/// everywhere (غرانت), ج is at home in Egypt (جرانت). Both in one word follow no convention, unless
/// the expected one has both.
pub(super) fn is_gh_for_j(letters: &[char], expected: &[char]) -> bool {
    let count = |letters: &[char], of: char| letters.iter().filter(|&&l| l == of).count();
    let has_both = |letters: &[char]| count(letters, 'غ') > 0 && count(letters, 'ج') > 0;
    let folded = |letters: &[char]| -> Vec<char> {
        letters.iter().map(|&letter| if letter == 'غ' { 'ج' } else { letter }).collect()
    };
    count(letters, 'ج') <= count(expected, 'ج')
        && (!has_both(letters) || has_both(expected))
        && is_written_alike(&folded(letters), &folded(expected))
}

/// Whether a Latin word may be the adjective of a name or those who belong to it: Napoleonic,
/// Bostonians.
pub(super) fn may_be_adjective(word: &[char]) -> bool {
    const ENDINGS: [&str; 7] = ["an", "ans", "ic", "ese", "ish", "ite", "s"];
    ENDINGS.iter().any(|ending| {
        let letters = ending.chars().count();
        word.len() > letters + 2 && word[word.len() - letters..].iter().copied().eq(ending.chars())
    })
}

/// Whether one word is the adjective of the other, or both are of one name, in any number and
/// gender: نابليونية and نابليون.
pub(super) fn share_base(a: &[char], b: &[char]) -> bool {
    let other = bases(b);
    bases(a).iter().any(|base| other.contains(base))
}

/// What a word may be the adjective of, the word itself included.
fn bases(word: &[char]) -> Vec<&[char]> {
    const ENDINGS: [&[char]; 6] =
        [&[], &['ي'], &['ي', 'ه'], &['ي', 'و', 'ن'], &['ي', 'ي', 'ن'], &['ي', 'ا', 'ت']];
    let word = without_article(word);
    let stripped = ENDINGS.iter().filter_map(|ending| word.strip_suffix(*ending));
    let without_vowel = stripped.map(|base| match base {
        [base @ .., 'ا' | 'ه'] => base,
        base => base,
    });
    without_vowel.filter(|base| base.len() > 2).collect()
}

/// A word without the article, where enough remains.
fn without_article(word: &[char]) -> &[char] {
    word.strip_prefix(&['ا', 'ل']).filter(|bare| bare.len() > 2).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    #[test]
    fn gh_is_as_good_as_j_but_not_side_by_side() {
        let is = |a: &str, b: &str| is_gh_for_j(&letters(a), &letters(b));
        assert!(is("غرانت", "جرانت") && is("وغرانت", "جرانت") && is("غينغريتش", "جينجريتش"));
        assert!(is("غلاسغو", "جلاسجو") && !is("جلاسغو", "جلاسجو"));
        assert!(!is("جروزني", "غروزني") && !is("قرانت", "جرانت"));
    }

    #[test]
    fn an_adjective_shares_the_base_of_its_name() {
        let share = |a: &str, b: &str| share_base(&letters(a), &letters(b));
        assert!(share("النابليونيه", "نابليون") && share("ارثري", "الارثريون"));
        assert!(share("روسي", "روسيا") && !share("روماني", "رومني"));
        assert!(may_be_adjective(&letters("napoleonic")) && !may_be_adjective(&letters("han")));
    }
}
