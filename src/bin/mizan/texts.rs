//! Texts: the files of a corpus, as every subcommand that reads one takes them.

use std::io::{self, Write};
use std::path::PathBuf;

use mizan::corpus::{Align, Columns, Limits, Plan, Reader};
use mizan::{Error, ErrorKind};

use crate::args::{self, AlignChoice, Common, Layout, Texts};

impl Texts {
    /// Which files make the corpus, and how they are read.
    pub(crate) fn plan(&self, layout: &Layout) -> Plan {
        Plan {
            references: self.references.clone(),
            source: self.source.clone(),
            systems: self.input.clone(),
            ..layout.plan()
        }
    }

    /// The files with text.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &PathBuf> {
        let systems = self.input.iter().map(|system| &system.path);
        self.references.iter().chain(systems).chain(&self.source)
    }
}

impl Layout {
    /// What is to be read, without the texts.
    pub(crate) fn plan(&self) -> Plan {
        let mut columns = Columns::default();
        self.col.iter().cloned().for_each(|chosen| columns.extend(chosen));
        Plan {
            documents: self.documents.clone(),
            columns,
            format: self.from,
            language_pair: self.language_pair.clone(),
            reference_names: self.reference.clone(),
            align: match self.align {
                AlignChoice::Never => Align::Never,
                AlignChoice::Differing => Align::Differing,
                AlignChoice::Always => Align::Always,
            },
            limits: self.limits.limits(),
            ..Plan::default()
        }
    }
}

impl args::Limits {
    fn limits(&self) -> Limits {
        let usual = Limits::default();
        let line = self.max_line.map(|most| usize::try_from(most).unwrap_or(usize::MAX));
        Limits { unpacked: self.max_unpacked, line: line.unwrap_or(usual.line) }
    }
}

impl Common {
    /// The threads asked for.
    pub(crate) fn pool(&self) -> mizan::Result<rayon::ThreadPool> {
        pool(self.threads)
    }
}

/// The threads of a run; 0 is one per processor.
pub(crate) fn pool(threads: u16) -> mizan::Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build();
    pool.map_err(|error| Error::new(ErrorKind::Setting, format!("threads: {error}")))
}

/// Writes what pairs with what, for `--dry-run`.
pub(crate) fn describe(reader: &Reader, out: &mut impl Write) -> io::Result<()> {
    let systems: Vec<&str> = reader.system_names().collect();
    write!(out, "{}", reader.description())?;
    let noun = if systems.len() == 1 { "system" } else { "systems" };
    writeln!(out, "{} {noun}: {}", systems.len(), systems.join(", "))
}
