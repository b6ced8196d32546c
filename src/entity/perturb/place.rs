//! Place: where a name stands in a reference, and what is attached to it.

use std::ops::Range;

use super::random::Random;
use crate::entity::transliterate::{Aligner, Arabic, Latin};
use crate::text::normal::{Kind, Normal};

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Its code points, without what is attached.
    pub(super) span: Range<usize>,
    /// Where the word begins that it stands in.
    pub(super) start: usize,
    /// The conjunction and preposition attached to it: و ف ب ك ل, no article.
    pub(super) attached: String,
    /// The name as it stands where nothing is attached, with the article that it has here.
    pub(super) form: String,
}

/// What may be attached, the article aside.
const ATTACHED: [&str; 12] = ["", "و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل"];

/// Letters of a name that sound like the letter that may be attached.
const SOUNDS: [(char, &str); 4] = [('و', "wvou"), ('ف', "fvp"), ('ب', "bpv"), ('ك', "ckq")];

impl Place {
    /// The place of a rendering that was found at `span`; `None` where letters stand before it
    /// that are no clitics. `expected` are forms of the name, `latin` its words.
    pub(super) fn of(
        characters: &[char],
        normal: &Normal,
        span: Range<usize>,
        expected: &[String],
        latin: &[Latin],
        source: &str,
    ) -> Option<Self> {
        let token = normal.tokens().iter().find(|token| {
            let place = normal.code_points(&token.characters);
            place.start <= span.start && span.start < place.end
        })?;
        if token.kind != Kind::Arabic {
            return None;
        }
        let word = normal.code_points(&token.characters);
        let mut span = span;
        if span.start > word.start && sounds_better_whole(characters, &word, &span, latin) {
            span.start = word.start;
        }
        if span.start == word.start {
            let letters = normal.letters(token);
            if has_own_article(letters, source) {
                let second = token.characters.start + 1;
                span.start = normal.code_points(&(second..second + 1)).start;
            }
        }
        let text = |range: Range<usize>| characters[range].iter().collect::<String>();
        let core = text(span.clone());
        let before: String =
            Normal::of(&text(word.start..span.start)).characters().iter().collect();
        let (attached, form) = if let Some(attached) = before.strip_suffix("ال") {
            (attached.to_owned(), format!("ال{core}"))
        } else if let Some(attached) = before.strip_suffix("لل") {
            (format!("{attached}ل"), format!("ال{core}"))
        } else if before.ends_with('ل') && is_contracted(&core, expected) {
            (before, format!("ا{core}"))
        } else {
            (before, core)
        };
        ATTACHED.contains(&attached.as_str()).then_some(Place {
            span,
            start: word.start,
            attached,
            form,
        })
    }

    /// Another Arabic form with what is attached here, and the form's place in it: ل and الناتو
    /// are للناتو.
    pub(super) fn attach(&self, form: &str) -> (String, Range<usize>) {
        let written = match form.strip_prefix("ال") {
            Some(rest) if self.attached.ends_with('ل') && rest.starts_with('ل') => rest,
            Some(_) if self.attached.ends_with('ل') => form.strip_prefix('ا').unwrap_or(form),
            _ => form,
        };
        beside(&self.attached, written)
    }

    /// A form in Latin letters with what is attached here, as systems write it: `بـBaku` or
    /// `ب Baku`, `وBaku` or `و Baku`. The article goes.
    pub(super) fn attach_latin(&self, form: &str, random: &mut Random) -> (String, Range<usize>) {
        let is_apart = random.below(2) == 0;
        let joint = match self.attached.chars().last() {
            None => "",
            Some(_) if is_apart => " ",
            Some('و' | 'ف') => "",
            Some(_) => "ـ",
        };
        beside(&format!("{}{joint}", self.attached), form)
    }
}

fn beside(before: &str, form: &str) -> (String, Range<usize>) {
    let start = before.chars().count();
    (format!("{before}{form}"), start..start + form.chars().count())
}

/// Whether the word sounds more like the name with the letters that were taken for attached ones:
/// the ف of فاتح is Fatih's own.
fn sounds_better_whole(
    characters: &[char],
    word: &Range<usize>,
    span: &Range<usize>,
    latin: &[Latin],
) -> bool {
    let mut aligner = Aligner::new();
    let mut likeness = |range: Range<usize>| {
        let text: String = characters[range].iter().collect();
        let arabic = Arabic::of(&text);
        let fits = latin.iter().map(|latin| aligner.fit(latin, &arabic).similarity);
        fits.fold(0.0, f64::max)
    };
    likeness(word.clone()) > likeness(span.start..word.end.max(span.start)) + 0.05
}

/// Whether the word is a clitic, the article and the name: والتاريخ, but not والت (Walt).
fn has_own_article(letters: &[char], source: &str) -> bool {
    let [first, 'ا', 'ل', rest @ ..] = letters else { return false };
    let Some((_, sounds)) = SOUNDS.iter().find(|(letter, _)| letter == first) else { return false };
    let mut initials = source.split([' ', '-']).filter_map(|word| word.chars().next());
    rest.len() >= 3 && !initials.any(|initial| sounds.contains(initial.to_ascii_lowercase()))
}

/// Whether the core lost the alef of its article after ل: لناتو of الناتو.
fn is_contracted(core: &str, expected: &[String]) -> bool {
    let core = Normal::of(core);
    core.characters().starts_with(&['ل'])
        && expected.iter().any(|form| {
            let form = Normal::of(form);
            form.characters().strip_prefix(&['ا']) == Some(core.characters())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, rendering: &str, source: &str, expected: &[&str]) -> Option<Place> {
        let start = text.find(rendering).map(|byte| text[..byte].chars().count()).unwrap();
        let span = start..start + rendering.chars().count();
        let characters: Vec<char> = text.chars().collect();
        let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        let latin: Vec<Latin> = source.split(' ').map(Latin::of).collect();
        Place::of(&characters, &Normal::of(text), span, &expected, &latin, source)
    }

    fn parts(place: Option<Place>) -> (String, String) {
        place.map(|place| (place.attached, place.form)).unwrap()
    }

    #[test]
    fn what_is_attached_is_told_from_the_article() {
        let is = |text, rendering, source, expected: &[&str]| {
            let (attached, form) = parts(place(text, rendering, source, expected));
            format!("{attached} {form}")
        };
        assert_eq!(is("انضم للناتو", "لناتو", "NATO", &["الناتو"]), "ل الناتو");
        assert_eq!(is("انضم للناتو", "ناتو", "NATO", &["ناتو"]), "ل الناتو");
        assert_eq!(is("سافر للندن", "لندن", "London", &["لندن"]), "ل لندن");
        assert_eq!(is("وبالصين", "صين", "China", &["صين"]), "وب الصين");
        assert_eq!(is("وبَغروزني", "غروزني", "Grozny", &[]), "وب غروزني");
        assert_eq!(is("والتاريخ", "والتاريخ", "History", &[]), "و التاريخ");
        assert_eq!(is("والت ديزني", "والت ديزني", "Walt Disney", &[]), " والت ديزني");
        assert_eq!(is("فاتح", "اتح", "Fatih", &[]), " فاتح");
        assert_eq!(place("مموسكو", "موسكو", "Moscow", &[]), None);
    }

    #[test]
    fn another_form_takes_over_what_is_attached() {
        let nato = place("للناتو", "لناتو", "NATO", &["الناتو"]).unwrap();
        assert_eq!(nato.attach("الصين"), ("للصين".to_owned(), 1..5));
        assert_eq!(nato.attach("اللوفر"), ("للوفر".to_owned(), 1..5));
        assert_eq!(nato.attach("لندن"), ("للندن".to_owned(), 1..5));
        assert_eq!(nato.attach("باكو"), ("لباكو".to_owned(), 1..5));
        let grozny = place("وبغروزني", "غروزني", "Grozny", &[]).unwrap();
        assert_eq!(grozny.attach("الصين"), ("وبالصين".to_owned(), 2..7));
    }

    #[test]
    fn latin_stands_apart_or_after_a_tatweel() {
        let nato = place("للناتو", "ناتو", "NATO", &[]).unwrap();
        let mut random = Random::new(1);
        let forms: Vec<String> =
            (0..20).map(|_| nato.attach_latin("NATO", &mut random).0).collect();
        assert!(forms.contains(&"ل NATO".to_owned()) && forms.contains(&"لـNATO".to_owned()));
        assert!(forms.iter().all(|form| form == "ل NATO" || form == "لـNATO"));
        let alone = place("الصين", "الصين", "China", &[]).unwrap();
        assert_eq!(alone.attach_latin("China", &mut random), ("China".to_owned(), 0..5));
    }
}
