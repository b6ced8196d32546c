//! Columns: which column of a table, or which key of an object, serves as what.

use crate::error::{Error, ErrorKind, Result, closest};

/// What a column or a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The source text.
    Source,
    /// A reference.
    Reference,
    /// The output of a system.
    Hypothesis,
    /// The id of the segment.
    Id,
    /// The name of the document.
    Document,
    /// The domain of the document.
    Domain,
    /// An accepted rendering of the segment's entity.
    Mention,
}

impl Role {
    const NAMES: [(&'static str, Role); 14] = [
        ("source", Role::Source),
        ("reference", Role::Reference),
        ("hypothesis", Role::Hypothesis),
        ("id", Role::Id),
        ("document", Role::Document),
        ("domain", Role::Domain),
        ("mention", Role::Mention),
        ("src", Role::Source),
        ("ref", Role::Reference),
        ("references", Role::Reference),
        ("hyp", Role::Hypothesis),
        ("mt", Role::Hypothesis),
        ("doc", Role::Document),
        ("mentions", Role::Mention),
    ];

    /// The name in `--col`.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, role)| *role == self).map_or("", |(name, _)| name)
    }
}

/// The columns or keys a user chose; for a role without one, the usual names are tried.
///
/// A key of JSON may be nested, with dots. Where every key is a number, the columns of a table are
/// counted from 1 and the table has no header line.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Columns, Role};
///
/// let columns: Columns = "source=src,reference=ref,hypothesis=mt".parse()?;
/// assert_eq!(columns.keys(Role::Hypothesis).collect::<Vec<_>>(), ["mt"]);
/// assert!(!columns.are_positions());
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    chosen: Vec<(Role, String)>,
}

impl Columns {
    /// Chooses one more column for a role.
    pub fn choose(&mut self, role: Role, key: impl Into<String>) {
        self.chosen.push((role, key.into()));
    }

    /// Adds the choices of another `--col`.
    pub fn extend(&mut self, other: Columns) {
        self.chosen.extend(other.chosen);
    }

    /// The keys chosen for a role, in order.
    pub fn keys(&self, role: Role) -> impl Iterator<Item = &str> {
        self.chosen.iter().filter(move |(chosen, _)| *chosen == role).map(|(_, key)| key.as_str())
    }

    /// Whether any column is chosen for a role.
    pub fn has(&self, role: Role) -> bool {
        self.keys(role).next().is_some()
    }

    /// Whether the keys are positions from 1, so that a table has no header line.
    pub fn are_positions(&self) -> bool {
        let is_position = |key: &str| key.parse::<usize>().is_ok_and(|number| number > 0);
        !self.chosen.is_empty() && self.chosen.iter().all(|(_, key)| is_position(key))
    }

    /// Every key chosen, with its role.
    pub(super) fn all(&self) -> impl Iterator<Item = (Role, &str)> {
        self.chosen.iter().map(|(role, key)| (*role, key.as_str()))
    }
}

impl std::str::FromStr for Columns {
    type Err = Error;

    /// Reads `role=key,role=key`.
    fn from_str(text: &str) -> Result<Self> {
        let mut columns = Columns::default();
        for choice in text.split(',') {
            let Some((role, key)) = choice.split_once('=').filter(|(_, key)| !key.is_empty())
            else {
                return Err(Error::new(
                    ErrorKind::Setting,
                    format!("columns: found '{choice}', expected ROLE=COLUMN"),
                )
                .help("for example --col source=src,reference=ref,hypothesis=mt"));
            };
            let wanted = role.trim().to_lowercase();
            let Some((_, role)) = Role::NAMES.iter().find(|(name, _)| *name == wanted) else {
                let known = "source, reference, hypothesis, id, document, domain, mention";
                let error = Error::new(
                    ErrorKind::Setting,
                    format!("columns: unknown role '{role}', expected one of: {known}"),
                );
                let near = closest(&wanted, Role::NAMES.iter().map(|(name, _)| *name));
                return Err(match near {
                    Some(near) => error.help(format!("did you mean '{near}'?")),
                    None => error,
                });
            };
            columns.choose(*role, key);
        }
        Ok(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_keys_for_a_role_keep_their_order() {
        let columns: Columns = "hyp=b,ref=r,hyp=a".parse().unwrap();
        let keys: Vec<_> = columns.keys(Role::Hypothesis).collect();
        assert_eq!(keys, ["b", "a"]);
    }

    #[test]
    fn positions_are_keys_that_are_all_numbers() {
        let positions = |text: &str| text.parse::<Columns>().unwrap().are_positions();
        assert!(positions("source=1,reference=2"));
        assert!(!positions("source=1,reference=ref"));
        assert!(!positions("source=0"));
        assert!(!Columns::default().are_positions());
    }

    #[test]
    fn a_misspelt_role_is_an_error_with_a_suggestion() {
        let error = "refrence=2".parse::<Columns>().unwrap_err().to_string();
        assert!(error.contains("did you mean 'reference'"), "{error}");
        assert!("source".parse::<Columns>().is_err());
        assert!("source=".parse::<Columns>().is_err());
    }
}
