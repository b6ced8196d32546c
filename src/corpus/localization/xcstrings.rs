//! String catalogues of Xcode: `.xcstrings`.
//!
//! A catalogue holds all languages. The source is the text of the source language, or the key
//! where there is none. Every variation by plural, device or substitution is a unit: its plural
//! form is named by its path, `few`, `device.mac.few`, `substitutions.files.few`.

use std::collections::{BTreeSet, VecDeque};

use super::super::unit::{Content, Dialect, State, Unit, Units};
use super::members::{Member, Walk, find};
use super::whole::Whole;
use crate::error::Result;
use crate::text::placeholder::codes;

const APPLE: &[Dialect] = &[Dialect::Apple];

/// The texts of a catalogue in one language.
pub(super) struct Xcstrings {
    whole: Whole,
    source_language: String,
    language: String,
    strings: Walk,
    ready: VecDeque<Unit>,
}

/// A text and what is said of it.
struct Variation {
    path: String,
    text: String,
    state: State,
}

impl Xcstrings {
    /// Opens a catalogue for a language; without one, for the only one, or for Arabic.
    pub(super) fn new(whole: Whole, language: Option<&str>) -> Result<Self> {
        let span = whole.json()?;
        let top = whole.members(&span)?;
        let Some(strings) = find(&top, "strings") else {
            return Err(whole.error(span.start, "expected an object with 'strings'"));
        };
        let strings = whole.walk(&strings.span);
        let source_language = whole.text_of(&top, "sourceLanguage")?.unwrap_or_else(|| "en".into());
        let mut languages = BTreeSet::new();
        let mut ahead = strings.clone();
        while let Some(string) = whole.next_member(&mut ahead)? {
            if let Some(all) = find(&whole.members(&string.span)?, "localizations") {
                languages.extend(whole.members(&all.span)?.into_iter().map(|member| member.key));
            }
        }
        languages.remove(&source_language);
        let language = choose(&languages, language).ok_or_else(|| {
            let all = Vec::from_iter(languages).join(", ");
            let error = match language {
                Some(language) => format!("no texts in '{language}', found: {all}"),
                None => format!("texts in several languages, one is needed: {all}"),
            };
            whole.error(span.start, error)
        })?;
        Ok(Xcstrings { whole, source_language, language, strings, ready: VecDeque::new() })
    }

    fn string(&mut self, string: &Member) -> Result<()> {
        let members = self.whole.members(&string.span)?;
        if let Some(translate) = find(&members, "shouldTranslate")
            && &self.whole.text[translate.span.clone()] == "false"
        {
            return Ok(());
        }
        let note = self.whole.text_of(&members, "comment")?;
        let all = match find(&members, "localizations") {
            Some(all) => self.whole.members(&all.span)?,
            None => Vec::new(),
        };
        let variations = |language: &str| match find(&all, language) {
            Some(one) => self.variations(one),
            None => Ok(Vec::new()),
        };
        let sources = variations(&self.source_language)?;
        let mut targets = variations(&self.language)?;
        if targets.is_empty() {
            let untranslated =
                |path: String| Variation { path, text: String::new(), state: State::Untranslated };
            targets = sources.iter().map(|source| untranslated(source.path.clone())).collect();
            if targets.is_empty() {
                targets.push(untranslated(String::new()));
            }
        }
        let line = self.whole.line(string.span.start);
        let content = |text: &str| Content { text: text.to_owned(), codes: codes(text, APPLE) };
        self.ready.extend(targets.into_iter().map(|target| Unit {
            id: string.key.clone(),
            line,
            source: Some(content(source(&sources, &target.path).unwrap_or(&string.key))),
            target: (!target.text.is_empty()).then(|| content(&target.text)),
            state: if target.text.is_empty() { State::Untranslated } else { target.state },
            note: note.clone(),
            plural: (!target.path.is_empty()).then_some(target.path),
            dialects: APPLE.to_vec(),
            ..Unit::default()
        }));
        Ok(())
    }

    /// The texts of a language, below however many variations.
    fn variations(&self, localization: &Member) -> Result<Vec<Variation>> {
        /// Plural below device below substitution, each two levels.
        const DEEPEST: usize = 12;
        let mut found = Vec::new();
        let mut open = vec![(String::new(), localization.clone(), 0)];
        while let Some((path, member, depth)) = open.pop() {
            if depth == DEEPEST {
                return Err(self
                    .whole
                    .error(member.span.start, "too many variations below another"));
            }
            let members = self.whole.members(&member.span)?;
            for below in members.into_iter().rev() {
                if below.key == "stringUnit" {
                    let unit = self.whole.members(&below.span)?;
                    let state = self.whole.text_of(&unit, "state")?;
                    let text = self.whole.text_of(&unit, "value")?.unwrap_or_default();
                    let state = match state.as_deref() {
                        Some("new") => State::Untranslated,
                        Some("needs_review" | "stale") => State::NeedsWork,
                        Some(_) | None => State::Translated,
                    };
                    found.push(Variation { path: path.clone(), text, state });
                    continue;
                }
                // The forms of a plural go by their own names, as elsewhere.
                let path = match (path.is_empty(), below.key.as_str()) {
                    (_, "variations" | "plural") => path.clone(),
                    (true, key) => key.to_owned(),
                    (false, key) => format!("{path}.{key}"),
                };
                open.push((path, below, depth + 1));
            }
        }
        Ok(found)
    }
}

/// The source of a variation: the same one, else `other` beside it, else the only one.
fn source<'a>(sources: &'a [Variation], path: &str) -> Option<&'a str> {
    let of_path = |path: &str| sources.iter().find(|source| source.path == path);
    let other = match path.rsplit_once('.') {
        Some((above, _)) => format!("{above}.other"),
        None => "other".to_owned(),
    };
    let last = path.rsplit('.').next().unwrap_or_default();
    let found = of_path(path).or_else(|| of_path(&other)).or_else(|| of_path(last));
    let found = found.or_else(|| of_path("")).or_else(|| of_path("other"));
    found.map(|source| source.text.as_str())
}

/// The language asked for; without one the only one, or the first that is Arabic.
fn choose(languages: &BTreeSet<String>, wanted: Option<&str>) -> Option<String> {
    let main = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let of = |wanted: &str| {
        let same = languages.iter().find(|language| language.eq_ignore_ascii_case(wanted));
        same.or_else(|| languages.iter().find(|language| main(language) == main(wanted)))
    };
    let found = match wanted {
        Some(wanted) => of(wanted),
        None if languages.len() == 1 => languages.first(),
        None => of("ar"),
    };
    found.cloned()
}

impl Units for Xcstrings {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        while self.ready.is_empty() {
            let next = self.whole.next_member(&mut self.strings)?;
            let Some(string) = next else { return Ok(None) };
            self.string(&string)?;
        }
        Ok(self.ready.pop_front())
    }
}
