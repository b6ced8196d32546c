//! Selection: the columns or keys that one file gives, chosen or found by their usual names.

use super::batch::Layout;
use super::columns::{Columns, Role};
use crate::error::{Error, ErrorKind, Result, closest};

/// What a file was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Source,
    Reference,
    Hypothesis,
    Documents,
}

impl Purpose {
    /// The role that a file given for this must have.
    pub(super) fn role(self) -> Role {
        match self {
            Self::Source => Role::Source,
            Self::Reference => Role::Reference,
            Self::Hypothesis => Role::Hypothesis,
            Self::Documents => Role::Document,
        }
    }
}

/// What is asked of one file.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) purpose: Purpose,
    pub(super) columns: Columns,
    /// The roles that this file may give; another file gives the rest.
    pub(super) roles: Vec<Role>,
    /// Whether the file holds JSON, whose usual keys are a few more.
    pub(super) is_json: bool,
    /// The name of the system, where the user gave one, and what its file is called.
    pub(super) system: Option<String>,
    pub(super) file_stem: String,
    /// The file as the user wrote it.
    pub(super) path: String,
    /// Whether the same file is given as reference and as output: of its units only those serve in
    /// which a machine's suggestion stands beside the translation, where it has any.
    pub(super) is_both: bool,
}

impl Request {
    /// Name and path of the systems whose outputs are in these columns: one is named after its
    /// file, several after their columns.
    pub(super) fn systems(&self, columns: &[String]) -> Vec<(String, String)> {
        let named = |name: String| (name, self.path.clone());
        let file = self.system.as_ref().unwrap_or(&self.file_stem);
        if columns.len() == 1 {
            return vec![named(file.clone())];
        }
        let by_column = self.system.is_none() && !self.columns.are_positions();
        let name = |column: &String| match by_column {
            true => column.clone(),
            false => format!("{file}.{column}"),
        };
        columns.iter().map(|column| named(name(column))).collect()
    }

    /// What a file gives that has nothing but the text it was given for.
    pub(super) fn sole_layout(&self) -> Layout {
        Layout {
            has_source: self.purpose == Purpose::Source,
            references: usize::from(self.purpose == Purpose::Reference),
            systems: match self.purpose {
                Purpose::Hypothesis => self.systems(&[String::new()]),
                Purpose::Source | Purpose::Reference | Purpose::Documents => Vec::new(),
            },
            has_documents: self.purpose == Purpose::Documents,
            ..Layout::default()
        }
    }

    /// What a file gives that has these columns.
    pub(super) fn layout(&self, selection: &Selection, names: Vec<String>) -> Result<Layout> {
        let role = self.purpose.role();
        if !selection.has(role) {
            return Err(self.missing(role, &names));
        }
        Ok(Layout {
            has_source: selection.source.is_some(),
            references: selection.references.len(),
            systems: self.systems(&selection.hypotheses),
            has_documents: selection.document.is_some() || selection.domain.is_some(),
            has_ids: selection.id.is_some(),
            has_mentions: selection.mention.is_some(),
            is_document_by_document: self.is_json && is_document_by_document(&names),
            found: Vec::new(),
            names,
        })
    }

    fn missing(&self, role: Role, names: &[String]) -> Error {
        let what = if self.is_json { "key" } else { "column" };
        let listed = names.join(", ");
        let chosen = self.columns.keys(role).next();
        let message = match chosen {
            Some(key) => format!("no {what} '{key}' for the {}, found: {listed}", role.name()),
            None => format!("no {what} for the {}, found: {listed}", role.name()),
        };
        let error = Error::new(ErrorKind::Input, message).in_file(&self.path);
        let near = chosen.and_then(|key| closest(key, names.iter().map(String::as_str)));
        match near {
            Some(near) => error.help(format!("did you mean '{near}'?")),
            None => error.help(format!("choose one: --col {}=NAME", role.name())),
        }
    }
}

/// The names of columns or keys, by role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Selection {
    pub(super) source: Option<String>,
    pub(super) references: Vec<String>,
    pub(super) hypotheses: Vec<String>,
    pub(super) id: Option<String>,
    pub(super) document: Option<String>,
    pub(super) domain: Option<String>,
    pub(super) mention: Option<String>,
}

impl Selection {
    /// Selects among the names a file has. `find` says under which name a chosen key is there.
    pub(super) fn new(
        request: &Request,
        names: &[String],
        find: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let select = |role: Role| -> Vec<String> {
            if !request.roles.contains(&role) {
                return Vec::new();
            }
            if request.columns.has(role) {
                return request.columns.keys(role).filter_map(&find).collect();
            }
            if request.columns.are_positions() && !request.is_json {
                return Vec::new();
            }
            usual(request, role, names)
        };
        let one = |role| select(role).into_iter().next();
        Selection {
            source: one(Role::Source),
            references: select(Role::Reference),
            hypotheses: select(Role::Hypothesis),
            id: one(Role::Id),
            document: one(Role::Document),
            domain: one(Role::Domain),
            mention: one(Role::Mention),
        }
    }

    /// Every name selected.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        let single = [&self.source, &self.id, &self.document, &self.domain, &self.mention];
        let several = self.references.iter().chain(&self.hypotheses);
        several.chain(single.into_iter().flatten())
    }

    /// Whether the role has a column.
    pub(super) fn has(&self, role: Role) -> bool {
        match role {
            Role::Source => self.source.is_some(),
            Role::Reference => !self.references.is_empty(),
            Role::Hypothesis => !self.hypotheses.is_empty(),
            Role::Id => self.id.is_some(),
            Role::Document => self.document.is_some(),
            Role::Domain => self.domain.is_some(),
            Role::Mention => self.mention.is_some(),
        }
    }
}

/// The names that serve for a role where none is chosen.
fn usual(request: &Request, role: Role, names: &[String]) -> Vec<String> {
    if role == Role::Reference {
        let numbered: Vec<String> = names.iter().filter(|n| is_reference(n)).cloned().collect();
        if !numbered.is_empty() {
            return numbered;
        }
    }
    let sought = aliases(role).iter().chain(aliases_for_purpose(request, role, names));
    for alias in sought {
        if let Some(name) = names.iter().find(|name| name.eq_ignore_ascii_case(alias)) {
            return vec![name.clone()];
        }
    }
    Vec::new()
}

/// `reference`, `ref`, either with a number, `references`, `refs`.
fn is_reference(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(base, "reference" | "ref") || matches!(name.as_str(), "references" | "refs")
}

fn aliases(role: Role) -> &'static [&'static str] {
    match role {
        Role::Source => &["source", "src"],
        Role::Reference => &[],
        Role::Hypothesis => &["hypothesis", "hyp", "mt", "prediction", "translation", "output"],
        Role::Id => &["id", "segment_id", "seg_id"],
        Role::Document => &["document", "doc", "doc_id", "docid"],
        Role::Domain => &["domain"],
        Role::Mention => &[],
    }
}

/// Further names that are only tried in a file given for the role, or in JSON.
fn aliases_for_purpose(request: &Request, role: Role, names: &[String]) -> &'static [&'static str] {
    let is_main = request.purpose.role() == role;
    match role {
        Role::Source if is_main => &["src_text", "text"],
        Role::Source if request.is_json => &["src_text"],
        // A reference may come as the file of a system, in WMT's shape.
        Role::Reference if is_main && request.is_json && is_document_by_document(names) => {
            &["targets.translation", "target", "tgt", "text", "hypothesis"]
        }
        Role::Reference if is_main && request.is_json => {
            &["targets.translation", "target", "tgt", "text"]
        }
        Role::Reference if is_main => &["target", "tgt", "text"],
        Role::Hypothesis if is_main => &["text", "target"],
        Role::Mention if request.is_json => &["targets.mention"],
        Role::Source
        | Role::Reference
        | Role::Hypothesis
        | Role::Id
        | Role::Document
        | Role::Domain
        | Role::Mention => &[],
    }
}

/// Whether objects with these keys are whole documents, as in WMT's files.
pub(super) fn is_document_by_document(names: &[String]) -> bool {
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    has("doc_id") && !aliases(Role::Id).iter().any(|id| has(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(purpose: Purpose, names: &[&str], columns: &str, is_json: bool) -> Selection {
        let request = Request {
            purpose,
            columns: columns.parse().unwrap_or_default(),
            roles: vec![
                Role::Source,
                Role::Reference,
                Role::Hypothesis,
                Role::Id,
                Role::Document,
                Role::Mention,
            ],
            is_json,
            system: None,
            file_stem: "data".into(),
            path: "data.tsv".into(),
            is_both: false,
        };
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let find = |key: &str| names.iter().find(|name| *name == key).cloned();
        Selection::new(&request, &names, find)
    }

    #[test]
    fn usual_names_are_found_in_any_case() {
        let found = selection(
            Purpose::Reference,
            &["Doc_ID", "SRC", "ref2", "Ref1", "MT", "seg_id"],
            "",
            false,
        );
        assert_eq!(found.source.as_deref(), Some("SRC"));
        assert_eq!(found.references, ["ref2", "Ref1"]);
        assert_eq!(found.hypotheses, ["MT"]);
        assert_eq!(found.document.as_deref(), Some("Doc_ID"));
        assert_eq!(found.id.as_deref(), Some("seg_id"));
    }

    #[test]
    fn text_and_target_serve_only_for_what_the_file_was_given_for() {
        let names = ["text", "target"];
        let reference = selection(Purpose::Reference, &names, "", false);
        assert_eq!(reference.references, ["target"]);
        assert!(reference.hypotheses.is_empty() && reference.source.is_none());
        let hypothesis = selection(Purpose::Hypothesis, &names, "", false);
        assert_eq!(hypothesis.hypotheses, ["text"]);
        assert!(hypothesis.references.is_empty());
        let source = selection(Purpose::Source, &names, "", false);
        assert_eq!(source.source.as_deref(), Some("text"));
    }

    #[test]
    fn a_prediction_is_preferred_to_the_text_beside_it() {
        let found = selection(Purpose::Hypothesis, &["id", "text", "prediction"], "", true);
        assert_eq!(found.hypotheses, ["prediction"]);
    }

    #[test]
    fn chosen_names_replace_the_usual_ones_of_their_role_only() {
        let names = ["source", "ref", "a", "b"];
        let found = selection(Purpose::Reference, &names, "hyp=b,hyp=a", false);
        assert_eq!(found.hypotheses, ["b", "a"]);
        assert_eq!(found.references, ["ref"]);
        assert_eq!(found.source.as_deref(), Some("source"));
    }
}
