//! The sample: `reports/demo` is what `mizan run corpora/demo` writes. docs/testing.md says how it is
//! refreshed.

use std::path::Path;

use resvg::tiny_skia::Pixmap;

use crate::run::{files, succeeds};

const SAMPLE: &str = "reports/demo";
/// How far a colour may be off, of 255: other versions of the renderer place edges otherwise.
const COLOUR: u8 = 32;
/// The share of pixels that may be off by more.
const SHARE: f64 = 0.005;

#[test]
fn the_sample_report_is_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().display().to_string();
    succeeds(&["run", "corpora/demo", "-q", "-o", &output]);
    let (found, expected) = (files(folder.path()), files(Path::new(SAMPLE)));
    assert!(found.keys().eq(expected.keys()), "{:?}, {:?}", found.keys(), expected.keys());
    for (name, bytes) in &expected {
        if name.ends_with(".png") {
            assert_looks_alike(name, bytes, &found[name]);
        } else if found[name] != *bytes {
            let place = found[name].iter().zip(bytes).take_while(|(a, b)| a == b).count();
            let around = |bytes: &[u8]| {
                let part = &bytes[place.saturating_sub(60)..bytes.len().min(place + 60)];
                String::from_utf8_lossy(part).into_owned()
            };
            let (expected, found) = (around(bytes), around(&found[name]));
            panic!("{SAMPLE}/{name} differs at byte {place}: {expected:?}, {found:?}");
        }
    }
}

fn assert_looks_alike(name: &str, expected: &[u8], found: &[u8]) {
    let [expected, found] = [expected, found].map(|bytes| Pixmap::decode_png(bytes).unwrap());
    let size = |picture: &Pixmap| (picture.width(), picture.height());
    assert_eq!(size(&expected), size(&found), "{name}");
    let pixels = expected.data().chunks(4).zip(found.data().chunks(4));
    let is_off = |(a, b): &(&[u8], &[u8])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > COLOUR);
    let off = pixels.filter(is_off).count() as f64;
    let share = off / f64::from(expected.width() * expected.height());
    assert!(share <= SHARE, "{name}: {share} of the pixels are off");
}
