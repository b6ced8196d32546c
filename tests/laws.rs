//! Laws: what holds for any text, not only for those that somebody thought of.

#![expect(clippy::needless_pass_by_value, reason = "quickcheck hands its cases over")]

use std::path::{Path, PathBuf};
use std::process::Command;

use mizan::corpus::{Corpus, Parts, Plan, System, open};
use mizan::evaluate::{Evaluation, Evaluator, Rows};
use mizan::metric::registry::calculator;
use mizan::table::add;
use mizan::text::Stream;
use quickcheck::{Arbitrary, Gen, QuickCheck, Testable};

const METRICS: [&str; 8] = [
    "bleu",
    "bleu:smooth=add-k,tok=intl",
    "bleu:case=lc,tok=char",
    "chrf",
    "chrf:nw=2",
    "chrf:space=yes,case=lc",
    "ter",
    "ter:norm=yes,asian=yes,punct=no",
];

/// Words that meet again and again.
const USUAL: [&str; 13] =
    ["باكو", "وصل", "إلى", "في", "the", "The", "a", "1.5", "١٬٠٠٠", "،", ".", "(", "北京"];

/// Looks for a case that breaks the law, among the same ones on every machine, and makes it small.
fn holds(law: impl Testable) {
    QuickCheck::new().rng(Gen::from_size_and_seed(12, 2026)).tests(200).quickcheck(law);
}

/// A usual word, one of the letters that Arabic writing takes for each other, or anything else.
#[derive(Debug, Clone)]
struct Word(String);

impl Arbitrary for Word {
    fn arbitrary(g: &mut Gen) -> Self {
        let kind = u8::arbitrary(g) % 9;
        let some = |g: &mut Gen, letters: &str| -> String {
            let letters: Vec<char> = letters.chars().collect();
            let count = usize::arbitrary(g) % 6 + 1;
            (0..count).filter_map(|_| g.choose(&letters).copied()).collect()
        };
        Word(match kind {
            0 => {
                let any = String::arbitrary(g);
                any.chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(5).collect()
            }
            1 | 2 => some(g, "اأإآبةتهوىي،.؟"),
            _ => (*g.choose(&USUAL).unwrap()).to_owned(),
        })
    }
}

/// A reference, an output near to it, and one far from it.
#[derive(Debug, Clone)]
struct Line(Vec<Word>, Vec<Word>, Vec<Word>);

impl Arbitrary for Line {
    fn arbitrary(g: &mut Gen) -> Self {
        let reference = Vec::<Word>::arbitrary(g);
        let mut near = reference.clone();
        for _ in 0..usize::arbitrary(g) % 4 {
            let at = usize::arbitrary(g) % (near.len() + 1);
            let end = (at + usize::arbitrary(g) % 2).min(near.len());
            near.splice(at..end, [Word::arbitrary(g)]);
        }
        if bool::arbitrary(g) && !near.is_empty() {
            near.rotate_left(1);
        }
        Line(reference, near, Vec::arbitrary(g))
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let Line(reference, near, far) = self.clone();
        let smaller = (reference, near, far).shrink();
        Box::new(smaller.map(|(reference, near, far)| Line(reference, near, far)))
    }
}

impl Line {
    /// The same with so many words behind each text.
    fn with(&self, more: &str) -> Line {
        let with = |words: &[Word]| [words, &[Word(more.to_owned())]].concat();
        Line(with(&self.0), with(&self.1), with(&self.2))
    }
}

fn corpus(lines: &[Line]) -> Corpus {
    let stream = |of: fn(&Line) -> &Vec<Word>| -> Stream {
        let text = |line| of(line).iter().map(|word| word.0.as_str()).collect::<Vec<_>>().join(" ");
        lines.iter().map(text).collect()
    };
    let system =
        |name: &str, hypotheses| System { name: name.to_owned(), hypotheses, ..System::default() };
    let reference = stream(|line| &line.0);
    let systems = vec![
        system("near", stream(|line| &line.1)),
        system("far", stream(|line| &line.2)),
        system("same", reference.clone()),
    ];
    Corpus::new(Parts { references: vec![reference], systems, ..Parts::default() }).unwrap()
}

/// Measures the chunks as one corpus; nothing where they are empty.
fn evaluate(chunks: &[&[Line]]) -> Option<Evaluation> {
    let calculators = METRICS.map(|metric| calculator(metric).unwrap());
    let mut evaluator = Evaluator::new(calculators.into(), Rows::Kept);
    for chunk in chunks.iter().filter(|chunk| !chunk.is_empty()) {
        evaluator.add(&corpus(chunk)).unwrap();
    }
    (evaluator.segments() > 0).then(|| evaluator.finish().unwrap())
}

/// Calls `each` with every metric and system.
fn every(mut each: impl FnMut(usize, usize)) {
    (0..METRICS.len()).for_each(|metric| (0..3).for_each(|system| each(metric, system)));
}

/// The score, turned so that higher is better.
fn points(evaluation: &Evaluation, metric: usize, system: usize) -> f64 {
    let score = evaluation.score(metric, system);
    if METRICS[metric].starts_with("ter") { -score } else { score }
}

#[test]
fn the_whole_is_the_sum_of_its_parts() {
    fn law(lines: Vec<Line>, cut: usize) {
        let (one, other) = lines.split_at(cut % (lines.len() + 1));
        let Some(whole) = evaluate(&[&lines]) else { return };
        let chunked = evaluate(&[one, other]).unwrap();
        let alone: Vec<Evaluation> =
            [one, other].iter().filter_map(|part| evaluate(&[part])).collect();
        every(|metric, system| {
            assert_eq!(whole.table(metric, system), chunked.table(metric, system));
            let mut sum = vec![0.0; whole.sum(metric, system).len()];
            alone.iter().for_each(|part| add(&mut sum, part.sum(metric, system)));
            assert_eq!(sum, whole.sum(metric, system), "{}", METRICS[metric]);
        });
    }
    holds(law as fn(Vec<Line>, usize));
}

#[test]
fn the_order_of_segments_does_not_matter() {
    fn law(mut lines: Vec<Line>, turn: usize) {
        let Some(before) = evaluate(&[&lines]) else { return };
        let turn = turn % lines.len();
        lines.rotate_left(turn);
        lines[turn..].reverse();
        let after = evaluate(&[&lines]).unwrap();
        every(|metric, system| {
            assert_eq!(before.score(metric, system), after.score(metric, system));
        });
    }
    holds(law as fn(Vec<Line>, usize));
}

#[test]
fn nothing_is_better_than_the_reference_itself() {
    // From four words on: a text without 4-grams has a BLEU of 0, even beside itself.
    fn law(lines: Vec<Line>) {
        let lines: Vec<Line> = lines.iter().map(|line| line.with("وصل الوفد إلى باكو")).collect();
        let Some(evaluation) = evaluate(&[&lines]) else { return };
        every(|metric, system| {
            let (best, found) =
                (points(&evaluation, metric, 2), points(&evaluation, metric, system));
            assert!(best >= found, "{}: {found} above {best}", METRICS[metric]);
        });
    }
    holds(law as fn(Vec<Line>));
}

#[test]
fn a_segment_more_that_is_right_lowers_nothing() {
    // Beside references that are not empty: where one is, TER is 100 whatever the output's length.
    fn law(lines: Vec<Line>, right: Vec<Word>) {
        let lines: Vec<Line> = lines.iter().map(|line| line.with("باكو")).collect();
        let Some(before) = evaluate(&[&lines]) else { return };
        let right = Line(right.clone(), right.clone(), right).with("وصل الوفد إلى باكو");
        let after = evaluate(&[&lines, &[right]]).unwrap();
        every(|metric, system| {
            let (now, then) = (points(&after, metric, system), points(&before, metric, system));
            assert!(now >= then - 1e-9, "{}: {now} after {then}", METRICS[metric]);
        });
    }
    holds(law as fn(Vec<Line>, Vec<Word>));
}

#[test]
fn what_was_written_is_read_again() {
    fn law(texts: Vec<(String, String)>) {
        // Any characters, line ends and quotes too, but an empty cell would be an absent text.
        let texts: Vec<(String, String)> =
            texts.into_iter().map(|(one, two)| (format!("ا{one}ب"), format!("ت{two}ث"))).collect();
        if texts.is_empty() {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut lines = String::new();
        let mut table = csv::Writer::from_path(folder.path().join("texts.csv")).unwrap();
        table.write_record(["reference", "hypothesis"]).unwrap();
        for (one, two) in &texts {
            lines += &format!("{}\n", serde_json::json!({"reference": one, "hypothesis": two}));
            table.write_record([one, two]).unwrap();
        }
        table.flush().unwrap();
        std::fs::write(folder.path().join("texts.jsonl"), lines).unwrap();
        for name in ["texts.jsonl", "texts.csv"] {
            let path = folder.path().join(name);
            let plan = Plan {
                references: vec![path.clone()],
                systems: vec![path.into()],
                ..Plan::default()
            };
            let corpus = open(&plan).unwrap().read_all().unwrap();
            let pairs = corpus.references()[0].iter().zip(corpus.systems()[0].hypotheses.iter());
            let read: Vec<_> = pairs
                .map(|(one, two)| (one.unwrap().to_owned(), two.unwrap().to_owned()))
                .collect();
            assert_eq!(read, texts, "{name}");
        }
    }
    holds(law as fn(Vec<(String, String)>));
}

/// What a command prints and writes, with this number of threads and this environment.
fn printed(arguments: &str, threads: &str, environment: &[(&str, &str)]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
    let out = folder.path().join("out").display().to_string();
    command.args(arguments.split(' ').map(|word| if word == "OUT" { &out } else { word }));
    command.args(["-j", threads]).env_remove("LC_ALL").env_remove("TZ");
    let done = command.envs(environment.iter().copied()).output().unwrap();
    assert!(matches!(done.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&done.stderr));
    let mut bytes = String::from_utf8(done.stdout).unwrap().replace(&out, "OUT").into_bytes();
    let mut files: Vec<_> = walk(&folder.path().join("out"));
    files.sort();
    for file in files {
        bytes.extend(std::fs::read(file).unwrap());
    }
    bytes
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => walk(&path),
            path => vec![path],
        })
        .collect()
}

#[test]
fn threads_locale_and_time_zone_change_no_byte() {
    let texts = "corpora/demo/reference.ar -s corpora/demo/source.fr -i corpora/demo/systems/alif.ar \
        corpora/demo/systems/baa.ar corpora/demo/systems/taa.ar";
    let commands = [
        format!("score {texts} -m bleu chrf ter entity --ci --format json"),
        format!("compare {texts} --samples 200 --trials 200"),
        format!("entities {texts} --all"),
        "check corpora/demo/systems/taa.ar -s corpora/demo/source.fr --format csv".to_owned(),
        "run corpora/demo --fresh --samples 100 --trials 100 -o OUT".to_owned(),
    ];
    for command in commands {
        let expected = printed(&command, "1", &[("LC_ALL", "C"), ("TZ", "UTC")]);
        assert!(!expected.is_empty());
        for (threads, locale, zone) in
            [("2", "tr_TR.UTF-8", "Asia/Kathmandu"), ("5", "ar_EG.UTF-8", "America/St_Johns")]
        {
            let environment = [("LC_ALL", locale), ("LANG", locale), ("TZ", zone)];
            assert!(printed(&command, threads, &environment) == expected, "{command}");
        }
    }
}
