//! The fuzzer of all parsers; PARSER names the one that reads. fuzz/run.sh runs it.

#![no_main]

mod heap;
mod parser;

use std::env;
use std::sync::LazyLock;

use heap::Heap;
use libfuzzer_sys::fuzz_target;

#[global_allocator]
static HEAP: Heap = Heap::new();

/// Bytes of the heap that any input may take: buffers, tables, keys that are given again and again.
const ALLOWANCE: usize = 16 << 20;
/// How many times its length an input may take more.
const MOST: usize = 10;

static PARSER: LazyLock<String> = LazyLock::new(|| {
    let name = env::var("PARSER").expect("PARSER names a parser, as fuzz/run.sh does");
    assert!(parser::names().any(|known| known == name), "no parser is named '{name}'");
    name
});

fuzz_target!(|bytes: &[u8]| {
    let name = PARSER.as_str();
    let before = HEAP.start();
    let _ = parser::parse(name, bytes);
    let peak = HEAP.peak() - before;
    let most = ALLOWANCE + MOST * bytes.len();
    assert!(is_packed(bytes) || peak <= most, "{peak} bytes for {}, at most {most}", bytes.len());
});

/// Whether a decoder of another library reads the bytes first: what it unpacks has another length.
fn is_packed(bytes: &[u8]) -> bool {
    let magic: [&[u8]; 4] = [b"\x1F\x8B", b"\x28\xB5\x2F\xFD", b"\xFD7zXZ", b"PK"];
    magic.iter().any(|magic| bytes.starts_with(magic)) || bytes.get(1..4) == Some(b"\x2A\x4D\x18")
}
