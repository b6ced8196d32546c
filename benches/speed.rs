//! Benches: `cargo bench` for all of them, `cargo bench metrics` or `cargo bench growth` for some.

mod growth;
mod metrics;
mod text;

fn main() {
    println!("text: {}", text::Text::load().name);
    divan::main();
}
