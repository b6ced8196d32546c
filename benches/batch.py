#!/usr/bin/env python3
"""Times a batch of 20 systems, 3 test sets and 4 metrics: cold, unchanged, and after one change.

The texts are FLORES' (../shared): each made-up system takes its lines in turn from the systems there,
each test set begins at another line. `mizan gate` scores and decides; no report is drawn.

Usage: python3 benches/batch.py [--mizan BINARY] [--rounds N]
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
FLORES = ROOT.parent / "shared/corpora/flores-dev-en-ar"
SYSTEMS, TEST_SETS = 20, 3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mizan", default=str(ROOT / "target/release/mizan"))
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if not FLORES.exists():
        print(f"{FLORES} is not there: nothing is timed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        texts = write(folder)
        config = folder / "mizan.toml"
        times = {"cold": [], "nothing changed": [], "one system changed": []}
        for number in range(arguments.rounds):
            shutil.rmtree(folder / ".mizan", ignore_errors=True)
            times["cold"].append(gate(arguments.mizan, config))
            times["nothing changed"].append(gate(arguments.mizan, config))
            # Every round changes it to what it has not been.
            lines = texts[number % len(texts)][number + 1 :] + texts[number % len(texts)][: number + 1]
            (folder / "set0/s00.ar").write_text("\n".join(lines) + "\n", encoding="utf-8")
            times["one system changed"].append(gate(arguments.mizan, config))
    cold = statistics.median(times["cold"])
    for what, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"{what:20} {middle:7.2f} s   {cold / middle:5.1f} times less than cold")
    return 0


def write(folder):
    def read(path):
        return path.read_text(encoding="utf-8").splitlines()

    texts = [read(path) for path in sorted(FLORES.glob("flores-dev.*.ar"))]
    source, reference = read(FLORES / "flores-dev.en"), read(FLORES / "flores-dev.ar")
    sets = []
    for number in range(TEST_SETS):
        start = number * 300
        turn = lambda lines: "\n".join(lines[start:] + lines[:start]) + "\n"
        place = folder / f"set{number}"
        place.mkdir()
        (place / "source.en").write_text(turn(source), encoding="utf-8")
        (place / "reference.ar").write_text(turn(reference), encoding="utf-8")
        for system in range(SYSTEMS):
            lines = [texts[(system + line // (system + 1)) % len(texts)][line] for line in range(len(source))]
            (place / f"s{system:02}.ar").write_text(turn(lines), encoding="utf-8")
        sets.append(
            f"[[testset]]\nname = 'set{number}'\nsource = 'set{number}/source.en'\n"
            f"references = ['set{number}/reference.ar']\nsystems = 'set{number}/s*.ar'\n"
        )
    rule = "[gate]\n[[gate.rule]]\nmetric = 'chrf'\nmin = 1\n"
    metrics = "[metrics]\nuse = ['bleu', 'chrf', 'ter', 'entity']\n"
    (folder / "mizan.toml").write_text("schema = 1\n" + "".join(sets) + metrics + rule, encoding="utf-8")
    return texts


def gate(mizan, config):
    started = time.perf_counter()
    subprocess.run([mizan, "gate", "-q", "--config", config], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
