//! Plural: every form of the language is there. Arabic has six.

use std::collections::BTreeSet;

use super::{Remark, Settings};
use crate::corpus::Unit;

/// The forms of Arabic in CLDR.
const ARABIC: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The forms of one string: units that stand together.
struct Group<'a> {
    first: usize,
    forms: BTreeSet<&'a str>,
}

pub(super) fn check_text(units: &[Unit], settings: &Settings) -> Vec<(usize, Remark)> {
    if !settings.locale.is_arabic() {
        return Vec::new();
    }
    let groups = groups(units);
    // Files that number their forms have the number of their header; where a file has fewer than
    // six throughout, its rule is another.
    let numbered = |group: &Group<'_>| group.forms.iter().all(|form| is_number(form));
    let most = groups.iter().filter(|group| numbered(group)).map(|group| group.forms.len()).max();
    let mut remarks = Vec::new();
    for group in &groups {
        let message = if numbered(group) {
            let most = most.unwrap_or(0);
            (group.forms.len() < most)
                .then(|| format!("{} plural forms, others have {most}", group.forms.len()))
        } else {
            let missing: Vec<&str> =
                ARABIC.into_iter().filter(|form| !group.forms.contains(form)).collect();
            (!missing.is_empty()).then(|| format!("no plural form for {}", missing.join(", ")))
        };
        remarks.extend(message.map(|message| (group.first, Remark::warning(None, message))));
    }
    remarks
}

fn is_number(form: &str) -> bool {
    form.bytes().all(|byte| byte.is_ascii_digit())
}

fn groups(units: &[Unit]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut last: Option<(&str, Option<&str>)> = None;
    for (index, unit) in units.iter().enumerate() {
        let Some(form) = unit.plural.as_deref() else {
            last = None;
            continue;
        };
        let key = (stem(&unit.id, form), unit.document.as_deref());
        let is_same =
            last == Some(key) && groups.last().is_some_and(|group| !group.forms.contains(form));
        if !is_same {
            groups.push(Group { first: index, forms: BTreeSet::new() });
        }
        if let Some(group) = groups.last_mut()
            && unit.target.as_ref().is_some_and(|target| !target.text.trim().is_empty())
        {
            group.forms.insert(form);
        }
        last = Some(key);
    }
    groups.retain(|group| !group.forms.is_empty());
    groups
}

/// The id without the form at its end.
fn stem<'a>(id: &'a str, form: &str) -> &'a str {
    let plain = id.trim_end_matches([']', ')', '}']);
    plain
        .strip_suffix(form)
        .map_or(id, |stem| stem.trim_end_matches(['[', '(', '{', '.', '_', '#', ':', '-']))
}

#[cfg(test)]
mod tests {
    use super::super::testing::unit;
    use super::*;

    fn messages(id: &str, forms: &[&str]) -> Vec<String> {
        let of = |form: &&str| Unit {
            id: id.replace('*', form),
            plural: Some((*form).to_owned()),
            ..unit("نص")
        };
        let units: Vec<Unit> = forms.iter().map(of).collect();
        let remarks = check_text(&units, &Settings::default());
        remarks.into_iter().map(|(_, remark)| remark.message).collect()
    }

    #[test]
    fn forms_that_are_missing_are_named() {
        assert_eq!(
            messages("files.*", &["one", "other"]),
            ["no plural form for zero, two, few, many"]
        );
        assert!(messages("files[*]", &ARABIC).is_empty());
    }

    #[test]
    fn numbered_forms_are_compared_with_the_rest_of_the_file() {
        assert!(messages("files", &["0", "1", "2", "3", "4", "5"]).is_empty());
        assert_eq!(
            messages("files", &["0", "1", "2", "0", "1"]),
            ["2 plural forms, others have 3"]
        );
        assert!(messages("", &[]).is_empty());
    }
}
