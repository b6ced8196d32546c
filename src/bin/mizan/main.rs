//! The `mizan` command.

mod align;
mod args;
mod baseline;
mod batch;
mod cell;
mod check;
mod compare;
mod config;
mod effort;
mod entities;
mod excerpt;
mod exit;
mod gate;
mod grid;
mod history;
mod lexicon;
mod list;
mod manual;
mod measure;
mod ordered;
mod overwrite;
mod perturb;
mod progress;
mod render;
mod run;
mod schema;
mod score;
mod segments;
mod style;
mod texts;
mod units;
mod write;

use std::process::ExitCode;

use args::{Baseline, Command, Config, Lexicon, parse};
use exit::Outcome;

fn main() -> ExitCode {
    let outcome = match parse() {
        Command::Score(arguments) => score::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Align(arguments) => align::run(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Report(arguments) => run::report(&arguments),
        Command::Gate(arguments) => gate::run(&arguments),
        Command::Baseline(Baseline::Update(arguments)) => baseline::update_baseline(&arguments),
        Command::History(arguments) => history::run(&arguments),
        Command::Perturb(arguments) => perturb::run(&arguments),
        Command::Entities(arguments) => entities::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Lexicon(Lexicon::Check { files }) => lexicon::check(&files),
        Command::Lexicon(Lexicon::Build(arguments)) => lexicon::build(&arguments),
        Command::Init(arguments) => config::init(&arguments),
        Command::Config(Config::Show(arguments)) => config::show(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Units(arguments) => units::run(&arguments),
        Command::Metrics => list::metrics(),
        Command::Formats => list::formats(),
        Command::Completions(arguments) => manual::completions(&arguments),
        Command::Man(arguments) => manual::manual(&arguments),
    };
    exit::code(outcome)
}

/// What a subcommand ends with.
type Ending = Result<Outcome, exit::Failure>;
