#!/usr/bin/env bash
# Fuzzes parsers one after the other, and prints what came out as a table.
#
#   fuzz/run.sh [SECONDS [PARSER…]]    300 seconds and all parsers, where none are named
#
# 0 seconds reads the seeds and what earlier runs found, and no more. Needs cargo-fuzz
# (cargo install cargo-fuzz) and a compiler of C++. Inputs that are faults are in findings/, what
# was found to be worth reading in corpus/, what the fuzzer says in logs/.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:-300}
shift $(($# > 0))

# No sanitizer of addresses: mizan has no unsafe code, and without it the fuzzer is twice as fast.
cargo fuzz build --sanitizer none --fuzz-dir . parsers
target=$(rustc --version --verbose | sed -n 's/^host: //p')
fuzzer=target/$target/release/parsers

parsers=("$@")
if [ ${#parsers[@]} = 0 ]; then
    mapfile -t parsers < <(ls seeds)
fi

limits=(-timeout=10 -rss_limit_mb=1024 -max_len=65536)
[ "$seconds" = 0 ] && limits+=(-runs=0) || limits+=(-max_total_time="$seconds")

mkdir -p findings logs
status=0
printf '| %-15s | %7s | %10s | %8s | %8s |\n' parser seconds executions edges findings
printf '| %s | %s | %s | %s | %s |\n' --------------- ------: ---------: -------: -------:
for parser in "${parsers[@]}"; do
    mkdir -p "corpus/$parser" "findings/$parser"
    before=$(find "findings/$parser" -type f | wc -l)
    started=$SECONDS
    PARSER=$parser "$fuzzer" "${limits[@]}" -artifact_prefix="findings/$parser/" \
        -print_final_stats=1 "corpus/$parser" "seeds/$parser" > "logs/$parser" 2>&1 || status=1
    executions=$(LC_ALL=C sed -n 's/^stat::number_of_executed_units: *//p' "logs/$parser" | tail -1)
    edges=$(grep -ao 'cov: [0-9]*' "logs/$parser" | tail -1 | cut -d' ' -f2)
    found=$(($(find "findings/$parser" -type f | wc -l) - before))
    printf '| %-15s | %7d | %10s | %8s | %8d |\n' \
        "$parser" $((SECONDS - started)) "${executions:-?}" "${edges:-?}" "$found"
done
exit "$status"
