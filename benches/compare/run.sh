#!/bin/sh
# Compares mizan with other tools in one run on the same text; everything is built and installed
# under target/. Needs cargo, Python 3 and a package index.
#
#   benches/compare/run.sh [--build] [--rounds N] [--text DIRECTORY]
#
# --build also times a clean release build. The text is FLORES from ../shared where it is, else
# corpora/demo repeated with changes. See docs/performance.md for what came out.
set -eu
cd "$(dirname "$0")/../.."
python=target/compare-venv/bin/python
if [ ! -x "$python" ]; then
    python3 -m venv target/compare-venv
    "$python" -m pip install --quiet sacrebleu==2.6.0 bleuscore==0.2.0 fastchrf==0.2.1
fi
cargo build --release --quiet
cargo build --release --quiet --manifest-path benches/compare/peer/Cargo.toml \
    --target-dir target/compare-peer
exec python3 benches/compare/compare.py "$@"
