//! The text that is measured: FLORES dev where it is beside the repository, else the demo corpus
//! repeated with changes. `cargo bench` says which.

use std::path::Path;

use mizan::corpus::{Corpus, Parts, System};
use mizan::text::Stream;

/// FLORES beside the repository; not shipped with it.
const FLORES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpora/flores-dev-en-ar");
const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/demo");
/// As many segments as FLORES dev has, about.
const DEMO_COPIES: usize = 15;

/// A reference and its systems, line by line.
pub(crate) struct Text {
    /// What it is, in words.
    pub(crate) name: &'static str,
    /// The lines of the reference.
    pub(crate) reference: Vec<String>,
    /// The lines of each system: seven of FLORES, three of the demo corpus.
    pub(crate) systems: Vec<Vec<String>>,
}

impl Text {
    /// FLORES from `MIZAN_FLORES` or beside the repository, else the demo corpus.
    pub(crate) fn load() -> Text {
        let directory = std::env::var("MIZAN_FLORES").unwrap_or_else(|_| FLORES.to_owned());
        let directory = Path::new(&directory);
        let reference = directory.join("flores-dev.ar");
        if reference.exists() {
            let names = [
                "argos",
                "bergamot-base",
                "bergamot-base-memory",
                "google",
                "microsoft",
                "nllb",
                "opusmt",
            ];
            let path = |name| directory.join(format!("flores-dev.{name}.ar"));
            return Text {
                name: "FLORES dev",
                reference: lines(&reference),
                systems: names.map(|name| lines(&path(name))).into(),
            };
        }
        let directory = Path::new(DEMO);
        let repeated = |path: &Path| repeat(&lines(path), DEMO_COPIES * lines(path).len());
        let path = |name| directory.join(format!("systems/{name}.ar"));
        Text {
            name: "corpora/demo, repeated with changes",
            reference: repeated(&directory.join("reference.ar")),
            systems: ["alif", "baa", "taa"].map(|name| repeated(&path(name))).into(),
        }
    }

    /// A corpus of so many segments and systems; what there is too little of is repeated.
    pub(crate) fn corpus(&self, segments: usize, systems: usize) -> Corpus {
        let systems = (0..systems).map(|index| System {
            name: format!("system {index}"),
            hypotheses: Stream::from_iter(repeat(
                &self.systems[index % self.systems.len()],
                segments,
            )),
            ..System::default()
        });
        let parts = Parts {
            references: vec![Stream::from_iter(repeat(&self.reference, segments))],
            systems: systems.collect(),
            ..Parts::default()
        };
        Corpus::new(parts).expect("as many hypotheses as references")
    }

    /// Corpora of one system that differ, each of so many segments.
    pub(crate) fn chunks(&self, segments: usize, count: usize) -> Vec<Corpus> {
        let reference = repeat(&self.reference, segments * count);
        let system = repeat(&self.systems[0], segments * count);
        let chunks = reference.chunks(segments).zip(system.chunks(segments));
        let chunk = |(reference, system): (&[String], &[String])| {
            let text = Text {
                name: self.name,
                reference: reference.to_vec(),
                systems: vec![system.to_vec()],
            };
            text.corpus(segments, 1)
        };
        chunks.map(chunk).collect()
    }

    /// A corpus of one system in which each segment is so many segments joined.
    pub(crate) fn joined(&self, segments: usize, length: usize) -> Corpus {
        let join = |lines: &[String]| -> Vec<String> {
            let longer = repeat(lines, segments * length);
            longer.chunks(length).map(|chunk| chunk.join(" ")).collect()
        };
        let joined = Text {
            name: self.name,
            reference: join(&self.reference),
            systems: vec![join(&self.systems[0])],
        };
        joined.corpus(segments, 1)
    }
}

fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a corpus to measure");
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// So many lines; those of each further copy have their words turned round by one more place.
fn repeat(lines: &[String], count: usize) -> Vec<String> {
    let change = |index: usize| {
        let (line, copy) = (&lines[index % lines.len()], index / lines.len());
        if copy == 0 {
            return line.clone();
        }
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let turn = copy % words.len().max(1);
        words.rotate_left(turn);
        let number = copy.to_string();
        words.push(&number);
        words.join(" ")
    };
    (0..count).map(change).collect()
}
