//! Progress: on standard error, for work over a second, where a person looks at it.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

/// Counts segments; shows nothing during the first second.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
}

impl Progress {
    /// Nothing is shown where `quiet`, nor where standard error is not a terminal.
    pub(crate) fn new(quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let style = ProgressStyle::with_template("{spinner} {msg}, {elapsed}");
            ProgressBar::hidden().with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Progress { bar, started: Instant::now() }
    }

    /// Says that so many segments are done.
    pub(crate) fn set(&self, segments: usize) {
        let elapsed = self.started.elapsed();
        let Some(bar) = self.bar.as_ref().filter(|_| elapsed > Duration::from_secs(1)) else {
            return;
        };
        if bar.is_hidden() {
            bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
        bar.set_message(format!("{} segments scored", HumanCount(segments as u64)));
        bar.tick();
    }
}

/// Counts the systems of a batch and says how long the rest will take.
pub(crate) struct Steps {
    bar: Option<ProgressBar>,
}

impl Steps {
    /// So many systems are to be done.
    pub(crate) fn new(systems: usize, quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let style = ProgressStyle::with_template(
                "{spinner} {pos} of {len} systems, {elapsed}, about {eta} left",
            );
            let bar = ProgressBar::new(systems as u64);
            bar.enable_steady_tick(Duration::from_millis(200));
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Steps { bar }
    }

    /// So many more are done.
    pub(crate) fn done(&self, systems: usize) {
        if let Some(bar) = &self.bar {
            bar.inc(systems as u64);
        }
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
