//! Batch: the test sets of a configuration, evaluated. What an earlier run found is not done again,
//! and what fails does not lose the rest.

pub(crate) mod kept;
mod systems;
mod testset;

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
    failed: Vec<(String, Error)>,
}

/// How a batch is done.
pub(crate) struct Batch<'a> {
    config: &'a Config,
    depth: Depth,
    kept: Kept,
    steps: Steps,
}

impl<'a> Batch<'a> {
    /// A batch over a configuration; `is_fresh` passes over what earlier runs found.
    pub(crate) fn new(config: &'a Config, depth: Depth, is_fresh: bool, quiet: bool) -> Self {
        let systems = config.testsets.iter().filter_map(|testset| config.plan(testset).ok());
        Batch {
            config,
            depth,
            kept: Kept::beside(config, is_fresh),
            steps: Steps::new(systems.map(|plan| plan.systems.len()).sum(), quiet),
        }
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
        if failed.is_empty() {
            self.kept.forget_others(&["system", self.kind()]);
        }
        let record = Record {
            schema: SCHEMA.to_owned(),
            mizan: env!("CARGO_PKG_VERSION").to_owned(),
            name: self.config.name(),
            testsets,
        };
        Ok(Evaluated { record, failed })
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
        say(&self.failed);
        !self.failed.is_empty()
    }

    /// Whether something could not be evaluated.
    pub(crate) fn is_partial(&self) -> bool {
        !self.failed.is_empty()
    }

    /// What the user should know of what was evaluated.
    pub(crate) fn warnings(&self) -> Vec<String> {
        self.record.testsets.iter().flat_map(|testset| testset.warnings.clone()).collect()
    }
}

fn say(failed: &[(String, Error)]) {
    for (what, error) in failed {
        style::error(&format!("{what}: {error}"));
    }
}
