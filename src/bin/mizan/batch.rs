//! Batch: the test sets of a configuration, evaluated. What an earlier run found is not done again,
//! and what fails does not lose the rest.

pub(crate) mod kept;
mod systems;
mod testset;

use std::sync::Arc;

use mizan::config::{Config, TestSet};
use mizan::gate::tolerances;
use mizan::record::{self, Record, SCHEMA};
use mizan::{Error, Result};

use self::kept::Kept;
use crate::progress::Steps;
use crate::style;

/// How much is made of a test set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Everything that a report shows.
    Report,
    /// Scores, rows and names; whoever compares them draws for himself.
    Scores,
}

/// What was evaluated, and what could not be.
pub(crate) struct Evaluated {
    pub(crate) record: Record,
    errors: Vec<(String, Error)>,
}

/// How a batch is done.
pub(crate) struct Batch<'a> {
    pub(crate) config: &'a Config,
    depth: Depth,
    kept: Arc<Kept>,
    steps: Steps,
}

impl<'a> Batch<'a> {
    /// A batch over a configuration; `is_fresh` passes over what earlier runs found.
    pub(crate) fn new(config: &'a Config, depth: Depth, is_fresh: bool, quiet: bool) -> Self {
        let systems = config.testsets.iter().filter_map(|testset| config.plan(testset).ok());
        Batch {
            config,
            depth,
            kept: Arc::new(Kept::beside(config, is_fresh)),
            steps: Steps::new(systems.map(|plan| plan.systems.len()).sum(), quiet),
        }
    }

    /// A quiet one of another depth with the same kept results.
    pub(crate) fn beside(&self, depth: Depth) -> Batch<'a> {
        let kept = Arc::clone(&self.kept);
        Batch { config: self.config, depth, kept, steps: Steps::new(0, true) }
    }

    /// Evaluates every test set.
    ///
    /// # Errors
    ///
    /// The first error where no test set could be evaluated.
    pub(crate) fn evaluate(&self) -> Result<Evaluated> {
        let (mut testsets, mut failed) = (Vec::new(), Vec::new());
        for testset in &self.config.testsets {
            match self.testset(testset, &mut failed) {
                Ok(mut record) => {
                    // Not kept with the rest: the gate may change while the scores do not.
                    let gate = self.config.gate.as_ref();
                    let tolerances = gate.map(|gate| tolerances(gate, &testset.name));
                    record.tolerances = tolerances.unwrap_or_default();
                    testsets.push(record);
                }
                Err(error) => failed.push((format!("test set {}", testset.name), error)),
            }
        }
        if testsets.is_empty()
            && let Some((what, error)) = failed.pop()
        {
            say(&failed);
            return Err(error.detail(format!("in {what}")));
        }
        let record = Record {
            schema: SCHEMA.to_owned(),
            mizan: env!("CARGO_PKG_VERSION").to_owned(),
            name: self.config.name(),
            testsets,
            failed: failed.iter().map(|(what, error)| said(what, error, self.config)).collect(),
        };
        Ok(Evaluated { record, errors: failed })
    }

    /// Deletes results of earlier runs that nothing had a use for, when all is done.
    pub(crate) fn forget_others(&self) {
        self.kept.forget_others(&["system", self.kind()]);
    }

    /// Evaluates one test set, with those of its systems that can be read.
    pub(crate) fn testset(
        &self,
        testset: &TestSet,
        failed: &mut Vec<(String, Error)>,
    ) -> Result<record::TestSet> {
        testset::record(self, testset, failed)
    }

    /// What a whole test set is kept as.
    fn kind(&self) -> &'static str {
        match self.depth {
            Depth::Report => "report",
            Depth::Scores => "scores",
        }
    }
}

impl Evaluated {
    /// Says what failed, and whether something did.
    pub(crate) fn say_failed(&self) -> bool {
        say(&self.errors);
        self.is_partial()
    }

    /// Whether something could not be evaluated.
    pub(crate) fn is_partial(&self) -> bool {
        !self.errors.is_empty()
    }

    /// What the user should know of what was evaluated.
    pub(crate) fn warnings(&self) -> Vec<String> {
        self.record.testsets.iter().flat_map(|testset| testset.warnings.clone()).collect()
    }
}

/// What failed on one line; files are named as the configuration names them.
fn said(what: &str, error: &Error, config: &Config) -> String {
    let error = error.to_string().replace(&format!("{}/", config.folder.display()), "");
    format!("{what}: {}", error.lines().next().unwrap_or_default())
}

fn say(failed: &[(String, Error)]) {
    for (what, error) in failed {
        style::error(&format!("{what}: {error}"));
    }
}
