#!/usr/bin/env python3
"""Compares mizan's intervals and p-values with sacreBLEU 2.6.0's on the same outputs and seed.

    tests/parity/paired.py [target/release/mizan]

On the seven FLORES systems where they are at hand, and on the demo. Means, intervals and p-values
of -ci, --paired-bs and --paired-ar must be equal at four decimals; the largest difference is
printed.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
import environment
from environment import ROOT

if __name__ == "__main__":
    environment.enter()

from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

METRICS = {"BLEU": (BLEU, "bleu"), "chrF2": (CHRF, "chrf"), "TER": (TER, "ter")}
TOLERANCE = 0.5e-4
FLORES = ROOT.parent / "shared" / "corpora" / "flores-dev-en-ar"
FLORES_SYSTEMS = ["bergamot-base", "argos", "bergamot-base-memory", "google", "microsoft", "nllb", "opusmt"]


def lines_of(path):
    return [line.rstrip() for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def mizan(binary, *arguments):
    done = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"mizan {' '.join(map(str, arguments))}\n{done.stderr}")
    return json.loads(done.stdout)


class Comparison:
    def __init__(self):
        self.count = 0
        self.largest = 0.0

    def equal(self, what, ours, theirs):
        self.count += 1
        self.largest = max(self.largest, abs(ours - theirs))
        if abs(ours - theirs) > TOLERANCE:
            sys.exit(f"{what}: mizan {ours}, sacreBLEU {theirs}")


def compare_corpus(binary, name, reference, systems):
    """`systems` are (name, path), the baseline first."""
    found = Comparison()
    references = [lines_of(reference)]
    outputs = [(system, lines_of(path)) for system, path in systems]
    named = [f"{system}={path}" for system, path in systems]
    metrics = ["-m", "bleu", "chrf", "ter", "--format", "json", "-q"]

    scored = mizan(binary, "score", reference, "-i", *named, "--ci", *metrics)
    for system, output in outputs:
        ours = next(s for s in scored["systems"] if s["name"] == system)
        for metric, (make, key) in METRICS.items():
            interval = next(s for s in ours["scores"] if s["id"] == key)["interval"]
            theirs = make().corpus_score(output, references, n_bootstrap=1000)
            found.equal(f"{name} {system} {metric} mean", interval["mean"], float(theirs._mean))
            found.equal(f"{name} {system} {metric} ±", (interval["high"] - interval["low"]) / 2, float(theirs._ci))

    compared = mizan(binary, "compare", reference, "-i", *named, "--baseline", systems[0][0], "--ties", "ignored", "--analysis", "none", *metrics)
    ours = {s["name"]: {score["id"]: score for score in s["scores"]} for s in compared["systems"]}
    pairs = {(pair["a"], pair["id"]): pair["p"] for pair in compared["pairs"]}
    for kind, trials, p in [("bs", 1000, "bootstrap"), ("ar", 10000, "randomization")]:
        prepared = {metric: make(references=references) for metric, (make, _) in METRICS.items()}
        _, results = PairedTest(outputs, prepared, references=None, test_type=kind, n_samples=trials)()
        for metric, (_, key) in METRICS.items():
            for (system, _), theirs in zip(outputs, results[metric]):
                what = f"{name} {system} {metric} {kind}"
                found.equal(f"{what} score", ours[system][key]["value"], theirs.score)
                if kind == "bs":
                    interval = ours[system][key]["interval"]
                    found.equal(f"{what} mean", interval["mean"], float(theirs.mean))
                    found.equal(f"{what} ±", (interval["high"] - interval["low"]) / 2, float(theirs.ci))
                if theirs.p_value is not None:
                    found.equal(f"{what} p", pairs[system, key][p], theirs.p_value)
    print(f"{name}: {found.count} numbers equal, largest difference {found.largest:.2g}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", nargs="?", default=ROOT / "target" / "release" / "mizan", type=Path)
    binary = parser.parse_args().binary.resolve()
    demo = ROOT / "corpora" / "demo"
    compare_corpus(binary, "demo", demo / "reference.ar", [(s, demo / "systems" / f"{s}.ar") for s in ["baa", "alif", "taa"]])
    flores = FLORES / "flores-dev.ar"
    if not flores.exists():
        print(f"{FLORES} is not there: the FLORES systems are skipped")
        return
    compare_corpus(binary, "flores", flores, [(s, FLORES / f"flores-dev.{s}.ar") for s in FLORES_SYSTEMS])


if __name__ == "__main__":
    main()
