//! Filter: which scores are looked at.

use super::Score;
use crate::error::{Error, ErrorKind, Result, closest};

/// Which scores are looked at; `None` is all.
///
/// # Examples
///
/// ```
/// use mizan::history::Filter;
///
/// let filter = Filter { metric: Some("chrf".into()), ..Filter::default() };
/// assert!(filter.of(Vec::new()).is_err());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of this test set.
    pub testset: Option<String>,
    /// Those of this system.
    pub system: Option<String>,
    /// Those under this metric, by its id.
    pub metric: Option<String>,
    /// Those of runs with this label.
    pub label: Option<String>,
}

impl Filter {
    /// The scores that are looked at.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for a name that no run has, [`ErrorKind::Nothing`] where no score is
    /// left.
    pub fn of(&self, mut scores: Vec<Score>) -> Result<Vec<Score>> {
        if scores.is_empty() {
            return Err(Error::new(ErrorKind::Nothing, "the history has no run")
                .help("mizan history add adds one"));
        }
        type Name = fn(&Score) -> Option<&str>;
        let parts: [(&str, &Option<String>, Name); 4] = [
            ("test set", &self.testset, |score| Some(&score.testset)),
            ("system", &self.system, |score| Some(&score.system)),
            ("metric", &self.metric, |score| Some(&score.metric)),
            ("label", &self.label, |score| score.stamp.label.as_deref()),
        ];
        for (what, wanted, name) in &parts {
            let Some(wanted) = wanted else { continue };
            let mut known: Vec<&str> = scores.iter().filter_map(name).collect();
            known.sort_unstable();
            known.dedup();
            if !known.contains(&wanted.as_str()) {
                let error = format!("no run has the {what} '{wanted}'");
                let error = Error::new(ErrorKind::Setting, error);
                return Err(match closest(wanted, known.iter().copied()) {
                    Some(near) => error.help(format!("did you mean '{near}'?")),
                    None if known.is_empty() => error,
                    None => error.help(format!("there are {}", known.join(", "))),
                });
            }
        }
        scores.retain(|score| {
            let mut parts = parts.iter();
            parts.all(|(_, wanted, name)| wanted.is_none() || name(score) == wanted.as_deref())
        });
        if scores.is_empty() {
            return Err(Error::new(ErrorKind::Nothing, "no run has all that was asked for"));
        }
        Ok(scores)
    }
}
