//! The speed of re-cutting: documents of five segments, and all of a corpus as one document.

use divan::Bencher;
use mizan::corpus::Documents;
use mizan::corpus::align::{recut, recut_documents};
use mizan::text::Stream;

use crate::text::Text;

const SIZE: usize = 5;

/// The reference, its documents, and the first system with a line for each document.
fn documents() -> (Stream, Documents, Stream) {
    let text = Text::load();
    let documents = (0..text.reference.len()).map(|line| (line / SIZE).to_string()).collect();
    let joined = text.systems[0].chunks(SIZE).map(|lines| lines.join(" ")).collect();
    (text.reference.iter().collect(), documents, joined)
}

#[divan::bench]
fn align_documents(bencher: Bencher<'_, '_>) {
    let (reference, documents, hypothesis) = documents();
    bencher.bench(|| recut_documents((&reference, Some(&documents)), (&hypothesis, None)));
}

#[divan::bench(sample_count = 5)]
fn align_one_document(bencher: Bencher<'_, '_>) {
    let (reference, _, hypothesis) = documents();
    bencher.bench(|| recut(&reference, &hypothesis));
}
