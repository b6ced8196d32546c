//! Names: learning, finding and judging them.

use divan::Bencher;
use divan::counter::ItemsCount;
use mizan::corpus::{Corpus, Parts, Plan, System, open};
use mizan::entity::{Fit, Lexicon, audit};
use mizan::text::Stream;

/// The demo so many times over, with seven systems.
fn corpus(times: usize) -> Corpus {
    let plan = Plan {
        references: vec!["corpora/demo/reference.ar".into()],
        source: Some("corpora/demo/source.fr".into()),
        systems: vec![std::path::PathBuf::from("corpora/demo/systems/baa.ar").into()],
        ..Plan::default()
    };
    let parts =
        open(&plan).and_then(|mut reader| reader.read_all()).expect("the demo").into_parts();
    let repeat = |stream: &Stream| -> Stream {
        (0..times).flat_map(|_| stream.iter().map(Option::unwrap_or_default)).collect()
    };
    let systems = (0..7).map(|number| System {
        name: number.to_string(),
        hypotheses: repeat(&parts.systems[0].hypotheses),
        ..System::default()
    });
    Corpus::new(Parts {
        source: parts.source.as_ref().map(repeat),
        references: parts.references.iter().map(repeat).collect(),
        systems: systems.collect(),
        ..Parts::default()
    })
    .expect("copies of a corpus")
}

/// Seven systems; the larger has about the 997 segments of FLORES-200 dev.
#[divan::bench(args = [1, 15], sample_count = 10)]
fn seven_systems(bencher: Bencher<'_, '_>, times: usize) {
    let corpus = corpus(times);
    Lexicon::built_in();
    bencher
        .counter(ItemsCount::new(corpus.len()))
        .bench(|| audit(&corpus, &Fit::learn(&corpus), Lexicon::built_in(), None));
}
