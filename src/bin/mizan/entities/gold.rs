//! Gold: people's verdicts, and how far ours agree with them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use mizan::corpus::Corpus;
use mizan::entity::{Agreement, Audit, Inventory, Mention, Row, SystemAudit, Verdict};
use mizan::{Error, ErrorKind};

/// A gold file that has verdicts for at least one of the systems.
pub(super) struct Gold {
    pub(super) names: Inventory,
}

/// Our verdicts beside those of a gold file.
pub(super) struct Comparison {
    /// Per system of the audit; `None` where the gold file does not judge it.
    pub(super) systems: Vec<Option<Compared>>,
    /// All of them together.
    pub(super) together: Compared,
    /// Whether names were found by us, so that some of the gold file may lack.
    pub(super) is_matched: bool,
}

/// The agreement on one system, or on all.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) agreement: Agreement,
    /// How many of the gold file's mentions have a verdict, whether we found the name or not.
    pub(super) mentions: usize,
}

impl Compared {
    /// The share of the gold file's mentions that were compared.
    pub(super) fn coverage(&self) -> f64 {
        share(self.agreement.n(), self.mentions)
    }

    /// The share of what was compared that we could not locate.
    pub(super) fn unlocated(&self) -> f64 {
        let unlocated = self.agreement.confusion().filter(|(_, own, _)| *own == Verdict::Unlocated);
        share(unlocated.map(|(.., count)| count).sum(), self.agreement.n())
    }

    fn add(&mut self, other: &Compared) {
        self.agreement.add(&other.agreement);
        self.mentions += other.mentions;
    }
}

impl Gold {
    /// A gold file for the systems of a corpus.
    pub(super) fn new(path: &Path, names: Inventory, corpus: &Corpus) -> mizan::Result<Self> {
        let judged: BTreeSet<&str> =
            names.mentions().iter().flat_map(|m| &m.verdicts).map(|(name, _)| &**name).collect();
        let given: Vec<&str> = corpus.systems().iter().map(|system| &*system.name).collect();
        let refuse = |message: &str| {
            Error::new(ErrorKind::Setting, message).in_file(&path.display().to_string())
        };
        let Some(first) = judged.first() else {
            return Err(refuse("has no verdicts, so there is nothing to agree with")
                .help("names to look for are given with --inventory"));
        };
        if !given.iter().any(|name| judged.contains(name)) {
            let judged_names: Vec<&str> = judged.iter().copied().collect();
            return Err(refuse("judges none of the systems")
                .detail(format!("it judges: {}", judged_names.join(", ")))
                .detail(format!("systems: {}", given.join(", ")))
                .help(format!("name a system as it does: -i {first}=PATH")));
        }
        Ok(Gold { names })
    }

    /// What was left out of the gold file.
    pub(super) fn notes(&self, corpus: &Corpus) -> Vec<String> {
        let mut unused: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, _) in self.names.mentions().iter().flat_map(|mention| &mention.verdicts) {
            if corpus.systems().iter().all(|system| system.name != *name) {
                *unused.entry(name).or_default() += 1;
            }
        }
        let several = |count: usize| if count == 1 { "verdict" } else { "verdicts" };
        let note = |(name, count): (&str, usize)| {
            format!("{count} gold {} on {name} not used: no such system", several(count))
        };
        unused.into_iter().map(note).collect()
    }

    /// Compares verdicts; `is_inventory` where the gold file's names were the ones looked for.
    pub(super) fn compare(&self, audit: &Audit, is_inventory: bool) -> Comparison {
        let systems: Vec<Option<Compared>> = audit
            .systems
            .iter()
            .map(|system| {
                let compared =
                    if is_inventory { self.by_mention(system) } else { self.by_place(system) };
                (compared.mentions > 0).then_some(compared)
            })
            .collect();
        let mut together = Compared::default();
        systems.iter().flatten().for_each(|compared| together.add(compared));
        Comparison { systems, together, is_matched: !is_inventory }
    }

    fn by_mention(&self, system: &SystemAudit) -> Compared {
        let mut compared = Compared::default();
        for row in &system.rows {
            let mention = row.mention.and_then(|mention| self.names.mentions().get(mention));
            let gold = mention.and_then(|mention| verdict(mention, system));
            if let Some(gold) = gold {
                compared.mentions += 1;
                compared.agreement.count(gold, row.judgement.verdict);
            }
        }
        compared
    }

    /// A mention is the name of ours that covers most of it, and at least half.
    fn by_place(&self, system: &SystemAudit) -> Compared {
        let mut compared = Compared::default();
        for mention in self.names.mentions() {
            let Some(gold) = verdict(mention, system) else { continue };
            compared.mentions += 1;
            if let Some(row) = row_of(mention, &system.rows) {
                compared.agreement.count(gold, row.judgement.verdict);
            }
        }
        compared
    }
}

fn verdict(mention: &Mention, system: &SystemAudit) -> Option<Verdict> {
    let known = mention.verdicts.iter().find(|(name, _)| *name == system.name);
    known.map(|(_, verdict)| *verdict)
}

fn row_of<'a>(mention: &Mention, rows: &'a [Row]) -> Option<&'a Row> {
    let start = rows.partition_point(|row| row.segment < mention.segment);
    let rows = rows[start..].iter().take_while(|row| row.segment == mention.segment);
    let mut rows = rows.filter(|row| row.judgement.entity.is_some());
    let Some(span) = &mention.source_span else {
        return rows.find(|row| row.judgement.entity.as_deref() == Some(&mention.entity));
    };
    let shared = |row: &Row| row.judgement.source_span.as_ref().map_or(0, |own| overlap(own, span));
    let rows = rows.map(|row| (shared(row), row));
    // The first of those that share most.
    let (most, row) = rows.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
    (most > 0 && 2 * most >= span.len()).then_some(row)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
