#!/usr/bin/env bash
# Prints what each metric makes of a reference with 0, 5, 10 and 20 % of its names corrupted, and with
# 2, 4 and 8 % of its ordinary words dropped.
#
#   tests/agreement/perturb.sh REFERENCE SOURCE [SEED]
#
# MIZAN is the binary; without it, target/release/mizan.
set -euo pipefail

mizan=${MIZAN:-$(dirname "$0")/../../target/release/mizan}
reference=${1:?REFERENCE SOURCE [SEED]} source=${2:?REFERENCE SOURCE [SEED]} seed=${3:-12345}
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
systems=()

# corrupt WHAT RATE KIND...
corrupt() {
    local what=$1 rate=$2 out="$folder/${#systems[@]}.ar"
    shift 2
    "$mizan" perturb "$reference" -s "$source" -o "$out" --seed "$seed" --kind "$@" --rate "$rate" -q
    systems+=("$what=$out")
}

corrupt "the reference itself" 0 latin
# Each of the four ways takes a quarter of the names.
corrupt "5 % of the names" 0.0125 latin letters swap drop
corrupt "10 % of the names" 0.025 latin letters swap drop
corrupt "20 % of the names" 0.05 latin letters swap drop
corrupt "2 % of other words" 0.02 words
corrupt "4 % of other words" 0.04 words
corrupt "8 % of other words" 0.08 words
"$mizan" score "$reference" -s "$source" -i "${systems[@]}" \
    -m bleu chrf ter entity --format markdown | sed -n '/^|/{s/\*\*//g;p;}'
