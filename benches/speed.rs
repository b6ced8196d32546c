//! Benches: `cargo bench` for all of them, `cargo bench metrics` and their like for some.

mod align;
mod entities;
mod growth;
mod lexicon;
mod metrics;
mod text;

fn main() {
    println!("text: {}", text::Text::load().name);
    divan::main();
}
