//! How often the gate is wrong, by rows of FLORES in made-up documents of ten segments.

use std::path::Path;

use mizan::corpus::{NamedPath, Plan, open};
use mizan::evaluate::{Evaluator, Rows};
use mizan::gate::{Doubt, regression};
use mizan::metric::Calculator;
use mizan::metric::registry::calculator;
use mizan::statistics::random::Random;
use mizan::table::Table;
use rayon::prelude::*;

const FLORES: &str = "../shared/corpora/flores-dev-en-ar/flores-dev";
const SIMULATIONS: u64 = 2000;
const SEGMENTS_PER_DOCUMENT: usize = 10;
const TOLERANCE: f64 = 0.5;

/// The rows of a good and of a worse system.
struct Pair {
    chrf: Calculator,
    good: Table,
    worse: Table,
}

fn rows() -> Pair {
    let plan = Plan {
        references: vec![format!("{FLORES}.ar").into()],
        systems: ["google", "nllb"]
            .map(|name| NamedPath::from(Path::new(&format!("{FLORES}.{name}.ar")).to_owned()))
            .to_vec(),
        ..Plan::default()
    };
    let mut evaluator = Evaluator::new(vec![calculator("chrf").unwrap()], Rows::Kept);
    evaluator.add(&open(&plan).unwrap().read_all().unwrap()).unwrap();
    let evaluation = evaluator.finish().unwrap();
    let table = |system| evaluation.table(0, system).unwrap().clone();
    Pair { chrf: calculator("chrf").unwrap(), good: table(0), worse: table(1) }
}

/// What the gate says of two outputs, in counts.
#[derive(Default, Clone, Copy)]
struct Said {
    fails: usize,
    passes: usize,
    unclear: usize,
}

impl Said {
    fn percent(self, count: usize) -> f64 {
        100.0 * count as f64 / (self.fails + self.passes + self.unclear) as f64
    }

    fn print(self, what: &str) {
        let [fail, pass, unclear] =
            [self.fails, self.passes, self.unclear].map(|n| self.percent(n));
        println!("| {what} | {fail:.1} % | {unclear:.1} % | {pass:.1} % |");
    }
}

/// Many draws; each gives rows by document, new and old.
fn said(
    chrf: &Calculator,
    tolerance: f64,
    draw: impl Fn(&mut Random) -> [Table; 2] + Sync,
) -> Said {
    let one = |seed: u64| {
        let [new, old] = draw(&mut Random::new(seed));
        let doubt = Doubt { tolerance, confidence: 0.95, samples: 2000, seed: 12345 };
        let found = regression(chrf, &new, &old, &doubt);
        match (found.p_shown < 0.05, found.p_excluded <= 0.05) {
            (true, _) => Said { fails: 1, ..Said::default() },
            (false, true) => Said { passes: 1, ..Said::default() },
            (false, false) => Said { unclear: 1, ..Said::default() },
        }
    };
    let add = |a: Said, b: Said| Said {
        fails: a.fails + b.fails,
        passes: a.passes + b.passes,
        unclear: a.unclear + b.unclear,
    };
    (0..SIMULATIONS).into_par_iter().map(one).reduce(Said::default, add)
}

fn by_document(table: &Table) -> Table {
    let groups: Vec<usize> =
        (0..table.len()).map(|segment| segment / SEGMENTS_PER_DOCUMENT).collect();
    table.group(&groups, groups.last().unwrap() + 1)
}

/// Two equally good outputs: of what changed, each side has the better one as often. `per` segments
/// change together, one in `one_in`; the first `documents` are looked at.
fn equal(
    rows: &Pair,
    per: usize,
    one_in: u32,
    documents: usize,
    random: &mut Random,
) -> [Table; 2] {
    let (mut new, mut old) = (Table::new(rows.good.width()), Table::new(rows.good.width()));
    let mut side = None;
    for segment in 0..rows.good.len().min(documents * SEGMENTS_PER_DOCUMENT) {
        if segment % per == 0 {
            side = (random.below(one_in) == 0).then(|| random.below(2) == 0);
        }
        let (good, worse) = (rows.good.row(segment), rows.worse.row(segment));
        let (a, b) = match side {
            None => (good, good),
            Some(true) => (good, worse),
            Some(false) => (worse, good),
        };
        new.push(a);
        old.push(b);
    }
    [by_document(&new), by_document(&old)]
}

/// A population in which so much is lost: `per` segments together are those of the worse system.
fn dropped(rows: &Pair, per: usize, target: f64) -> ([Table; 2], f64) {
    let mut order: Vec<usize> = (0..rows.good.len().div_ceil(per)).collect();
    let mut random = Random::new(7);
    for index in (1..order.len()).rev() {
        order.swap(index, random.below(u32::try_from(index + 1).unwrap()) as usize);
    }
    let mut is_worse = vec![false; rows.good.len()];
    let mix = |is_worse: &[bool]| {
        let mut new = Table::new(rows.good.width());
        for (segment, &worse) in is_worse.iter().enumerate() {
            new.push(if worse { rows.worse.row(segment) } else { rows.good.row(segment) });
        }
        new
    };
    let before = rows.chrf.score(&rows.good.sum());
    for group in order {
        for is_worse in is_worse.iter_mut().skip(group * per).take(per) {
            *is_worse = true;
        }
        let new = mix(&is_worse);
        let drop = before - rows.chrf.score(&new.sum());
        if drop >= target {
            return ([by_document(&new), by_document(&rows.good)], drop);
        }
    }
    panic!("the systems differ by less than {target}");
}

/// Documents of a population, drawn as a test set draws from all the texts there might be.
fn drawn(population: &[Table; 2], documents: usize, random: &mut Random) -> [Table; 2] {
    let count = u32::try_from(population[0].len()).unwrap();
    let chosen: Vec<usize> = (0..documents).map(|_| random.below(count) as usize).collect();
    [0, 1].map(|side: usize| {
        let mut table = Table::new(population[side].width());
        chosen.iter().for_each(|&document| table.push(population[side].row(document)));
        table
    })
}

#[test]
#[ignore = "a simulation of a minute; needs ../shared"]
fn the_gate_is_seldom_wrong() {
    assert!(Path::new(&format!("{FLORES}.ar")).exists(), "FLORES is not at hand");
    let rows = rows();
    println!("| chrF, tolerance {TOLERANCE} | fails | inconclusive | passes |");
    println!("|:---|---:|---:|---:|");
    for (what, per, one_in, documents) in [
        ("equal, one segment in five changed, 100 documents", 1, 5, 100),
        ("equal, one document in five changed, 100 documents", 10, 5, 100),
        ("equal, one document in five changed, 27 documents", 10, 5, 27),
        ("equal, every document changed, 100 documents", 10, 1, 100),
    ] {
        let found =
            said(&rows.chrf, TOLERANCE, |random| equal(&rows, per, one_in, documents, random));
        found.print(what);
        assert!(found.percent(found.fails) <= 1.0, "{what}");
    }
    for (what, per, documents) in [
        ("a drop of the tolerance, spread, 100 documents", 1, 100),
        ("a drop of the tolerance, by document, 100 documents", 10, 100),
        ("a drop of the tolerance, spread, 27 documents", 1, 27),
    ] {
        let (population, drop) = dropped(&rows, per, TOLERANCE);
        let found = said(&rows.chrf, drop, |random| drawn(&population, documents, random));
        found.print(what);
        assert!(found.percent(found.fails) <= 6.0, "{what}");
    }
    let (population, _) = dropped(&rows, 1, 1.5);
    for documents in [100, 50, 27] {
        let found = said(&rows.chrf, TOLERANCE, |random| drawn(&population, documents, random));
        found.print(&format!("a drop of 1.5, spread, {documents} documents"));
        if documents == 100 {
            assert!(found.percent(found.passes) < 1.0 && found.percent(found.fails) >= 80.0);
        }
    }
}
