//! Glossary: terms of the source have their Arabic form, and no forbidden form stands anywhere.

use super::{Case, Remark};
use crate::entity::lexicon::Entry;
use crate::text::clitic;
use crate::text::normal::Normal;

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let (Some(glossary), Some(content)) = (&case.settings.glossary, &case.unit.target) else {
        return Vec::new();
    };
    let target = Normal::of(&content.text);
    let mut remarks = Vec::new();
    for forbidden in glossary.forbidden() {
        for found in clitic::find(&target, &forbidden.form) {
            let span = target.code_points(&found.characters);
            let message = format!("a form that the glossary forbids for {}", forbidden.term);
            let remark = Remark::error(span, message);
            remarks.push(forbidden.preferred.iter().fold(remark, Remark::expecting));
        }
    }
    let Some(source) = &case.unit.source else { return remarks };
    for entry in glossary.terms(&source.without_codes()) {
        if !has_form(&target, &entry) {
            let message = format!("{} is not rendered as the glossary says", entry.head());
            let remark = Remark::warning(None, message);
            remarks.push(entry.targets.iter().fold(remark, Remark::expecting));
        }
    }
    remarks
}

fn has_form(target: &Normal, entry: &Entry) -> bool {
    let kept = entry.sources.iter().filter(|_| entry.keep_latin);
    let forms = entry.targets.iter().chain(kept);
    forms.into_iter().any(|form| !clitic::find(target, &Normal::of(form)).is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::settings::Glossary;
    use super::super::testing::{pair, remarks_with, unit};
    use super::super::{Remark, Settings};
    use super::*;

    fn messages(source: &str, target: &str) -> Vec<Remark> {
        let entries = "source\ttarget\tforbid\nserver\tخادم|خادوم\tسيرفر\nCloud\tالسحابة\t\n";
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("terms.tsv");
        std::fs::write(&path, entries).unwrap();
        let lexicon = crate::entity::Lexicon::read(&[path]).unwrap();
        let settings = Settings { glossary: Some(Glossary::new(lexicon)), ..Settings::default() };
        let unit = if source.is_empty() { unit(target) } else { pair(source, target) };
        remarks_with(check, &unit, &settings)
    }

    #[test]
    fn terms_are_found_with_what_is_attached() {
        assert!(messages("the server in the cloud", "وبالخادم في السحابة").is_empty());
        let found = messages("the server", "الحاسوب");
        assert_eq!(found[0].expected, ["خادم", "خادوم"]);
    }

    #[test]
    fn forbidden_forms_are_found_without_a_source() {
        let found = messages("", "على السيرفر الجديد");
        assert_eq!(found[0].span, Some(6..11));
        assert_eq!(found[0].expected, ["خادم"]);
        assert!(messages("", "").is_empty());
    }
}
