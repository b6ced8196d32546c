//! Exit: every exit code there is, and what each outcome and error gives. Scripts rely on them.

use std::io;
use std::process::ExitCode;

use mizan::ErrorKind;

use crate::style;

/// How a subcommand ended that did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 0: done.
    Done,
    /// 1: done, and what was checked has findings, or the gate failed.
    Findings,
    /// 2: done as far as it could be, and what failed has been said.
    Failed,
    /// 3: done, and there was nothing to compare with, or nothing was tested.
    Undecided,
    /// 4: done, but there were warnings and `--strict` was asked for.
    Warned,
}

/// Why a subcommand did not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// 2 or 3, by the kind of error.
    Error(mizan::Error),
    /// 0 where the reader of our output went away, which is not our failure; else 2.
    Output(io::Error),
}

impl From<mizan::Error> for Failure {
    fn from(error: mizan::Error) -> Self {
        Failure::Error(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

/// Reports a failure on standard error and gives the exit code.
pub(crate) fn code(outcome: Result<Outcome, Failure>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Ok(Outcome::Undecided) => ExitCode::from(3),
        Ok(Outcome::Warned) => ExitCode::from(4),
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(Failure::Output(error)) => {
            style::error(&format!("standard output: {error}"));
            ExitCode::from(2)
        }
        Err(Failure::Error(error)) => {
            style::error(&error.to_string());
            ExitCode::from(if error.kind() == ErrorKind::Nothing { 3 } else { 2 })
        }
    }
}
