#!/usr/bin/env python3
"""Compares mizan with sacreBLEU 2.6.0 on random text: statistics and signatures exactly, scores to 1e-9.

    tests/parity/compare.py [--segments N] [--seed N] [target/release/mizan]

Makes itself a virtual environment in target/parity-venv. Stops at the first difference, with what
it takes to see it again, and exit code 1. A comparison is one segment under one metric's settings.
"""

import argparse
import itertools
import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / "target" / "parity-venv"
WORK = ROOT / "target" / "parity"
FLORES = ROOT.parent / "shared" / "corpora" / "flores-dev-en-ar"
PINNED = "2.6.0"
TOLERANCE = 1e-9
CHECK = f"import sacrebleu, numpy; assert sacrebleu.__version__ == '{PINNED}' and int(numpy.__version__[0]) >= 2"


def enter_environment():
    """Goes on in the virtual environment, which is made where it is missing or incomplete."""
    python = VENV / "bin" / "python"
    if Path(sys.prefix).resolve() != VENV.resolve():
        if not python.exists() or subprocess.run([python, "-c", CHECK], capture_output=True).returncode != 0:
            print(f"installing sacrebleu=={PINNED} into {VENV}", flush=True)
            subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
            install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*install, f"sacrebleu=={PINNED}", "numpy>=2"], check=True)
        os.execv(python, [python, __file__, *sys.argv[1:]])


if __name__ == "__main__":
    enter_environment()

import numpy
import sacrebleu
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.utils import sum_of_lists

sys.dont_write_bytecode = True
from texts import SPACES, Writer

assert sacrebleu.__version__ == PINNED
assert int(numpy.__version__.split(".")[0]) >= 2


class Difference(Exception):
    """Says what differs, and how to see it again."""


@dataclass
class Setting:
    """A metric with its options, as mizan and as sacreBLEU write them."""

    mizan: str
    make: type
    options: dict
    # The words that mizan adds to sacreBLEU's signature.
    own: str = ""
    # Where a segment score has other options than a corpus score.
    segment: dict = field(default_factory=dict)

    def metrics(self):
        """sacreBLEU's metric for the corpus and that for its segments."""
        return self.make(**self.options), self.make(**{**self.options, **self.segment})


def yes(value):
    return "yes" if value else "no"


# Every combination, in an order that is random but fixed by the seed, one after another.
BLEU_OPTIONS = list(itertools.product(
    ["13a", "intl", "zh", "char", "none"],
    [("none", None), ("exp", None), ("floor", None), ("floor", 0.37), ("add-k", None), ("add-k", 0.37), ("add-k", 2.0)],
    [False, True], [False, True], [4, 4, 1, 2, 3, 5, 6]))
CHRF_OPTIONS = list(itertools.product(
    [6, 6, 1, 2, 3, 4, 5, 7, 8, 10], [0, 2, 1, 3], [2, 1, 3], [False, True], [False, True], [False, True]))
TER_OPTIONS = list(itertools.product([False, True], repeat=4))


def bleu(tokenizer, smoothing, lowercase, effective, order):
    method, value = smoothing
    smooth = method if value is None else f"{method}[{value:.2f}]"
    case = "lc" if lowercase else "mixed"
    return Setting(
        f"bleu:case={case},eff={yes(effective)},tok={tokenizer},smooth={smooth},order={order}", BLEU,
        dict(tokenize=tokenizer, smooth_method=method, smooth_value=value, lowercase=lowercase,
             effective_order=effective, max_ngram_order=order, force=True),
        own="" if order == 4 else f"order:{order}|", segment=dict(effective_order=True))


def chrf(characters, words, beta, lowercase, space, eps):
    case = "lc" if lowercase else "mixed"
    return Setting(
        f"chrf:case={case},eff={yes(not eps)},nc={characters},nw={words},space={yes(space)},beta={beta}", CHRF,
        dict(char_order=characters, word_order=words, beta=beta, lowercase=lowercase, whitespace=space,
             eps_smoothing=eps),
        own="" if beta == 2 else f"beta:{beta}|")


def ter(normalized, no_punct, asian, case_sensitive):
    case = "mixed" if case_sensitive else "lc"
    return Setting(
        f"ter:case={case},norm={yes(normalized)},punct={yes(not no_punct)},asian={yes(asian)}", TER,
        dict(normalized=normalized, no_punct=no_punct, asian_support=asian, case_sensitive=case_sensitive))


@dataclass
class Group:
    """One call of mizan: the texts are made from the seed, of one kind."""

    number: int
    kind: str
    size: int
    seed: str
    settings: list

    def corpus(self):
        return Writer(random.Random(self.seed)).corpus(self.kind, self.size)


def groups(segments, seed):
    """The work: mostly short segments under nine settings each, few long ones, a handful of huge ones."""
    shuffled = random.Random(seed)
    turns = []
    for make, options in [(bleu, BLEU_OPTIONS), (chrf, CHRF_OPTIONS), (ter, TER_OPTIONS)]:
        turns.append(itertools.cycle([make(*option) for option in shuffled.sample(options, len(options))]))
    bleus, chrfs, ters = turns

    def settings(*counts):
        chosen = {}
        for turn, count in zip([bleus, chrfs, ters], counts):
            for setting in itertools.islice(turn, count):
                chosen[setting.mizan] = setting  # Orders are repeated above; mizan refuses twins.
        return list(chosen.values())

    made = []

    def add(kind, size, *counts):
        made.append(Group(len(made) + 1, kind, size, f"{seed}/{len(made) + 1}", settings(*counts)))

    left = segments
    add("huge", 4, 2, 2, 0)
    left -= 4
    while left > 0:
        if len(made) % 16 == 1:
            add("long", min(left, 4), 2, 2, 1)
        else:
            add("short", min(left, 40), 4, 4, 1)
        left -= made[-1].size
    return made


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        shown = " ".join(str(part) for part in command)
        raise Difference(f"exit code {done.returncode} of: {shown}\n{done.stderr}")
    return done.stdout


def mizan_rows(binary, files, settings, folder):
    """mizan's results: per setting that of the corpus and those of the segments; and its version."""
    segments = folder / "segments.jsonl"
    metrics = [setting.mizan for setting in settings]
    command = [binary, "score", *files, "-m", *metrics, "-q", "-j", 1, "--format", "json", "--segments", segments]
    result = json.loads(run(command))
    with open(segments, encoding="utf-8", newline="\n") as lines:
        rows = [json.loads(line) for line in lines]
    of_setting = [rows[index::len(settings)] for index in range(len(settings))]
    for own in of_setting:
        assert [row["segment"] for row in own] == list(range(1, result["segments"] + 1))
    return result["systems"][0]["scores"], of_setting, f"mizan-{result['mizan']}"


def flat(statistics):
    """mizan's statistics in sacreBLEU's order."""
    if "orders" in statistics:
        return [count for order in statistics["orders"] for count in order]
    if "edits" in statistics:
        return [statistics["edits"], statistics["ref_len"]]
    return [statistics["hyp_len"], statistics["ref_len"], *statistics["correct"], *statistics["total"]]


def difference(theirs, ours):
    """What differs between sacreBLEU's and mizan's (statistics, score, signature), or None."""
    for name, expected, found in zip(["statistics", "score", "signature"], theirs, ours):
        same = abs(expected - found) <= TOLERANCE if name == "score" else expected == found
        if not same:
            return f"  {name}\n    sacreBLEU {expected!r}\n    mizan     {found!r}"
    return None


def compare(setting, hypotheses, rows, corpus_result, segment_results, version):
    """Compares one metric on one corpus, whose references stand in rows; returns the comparisons made."""
    corpus_metric, segment_metric = setting.metrics()
    # What corpus_score and sentence_score do (a sentence is a corpus of one), but every segment is
    # measured once. Their scores are computed on copies, as add-k adds to the counts it is given.
    measured = corpus_metric._extract_corpus_statistics(hypotheses, list(zip(*rows)))
    segment_metric.num_refs = corpus_metric.num_refs

    def theirs(metric, statistics):
        score = metric._compute_score_from_stats(list(statistics))
        signature = metric.get_signature().format().replace(f"version:{PINNED}", f"{setting.own}version:{version}")
        return score.name, (list(statistics), score.score, signature)

    for index, (statistics, result) in enumerate(zip(measured, segment_results, strict=True)):
        ours = flat(result["statistics"]), result["value"], result["signature"]
        found = difference(theirs(segment_metric, statistics)[1], ours)
        if found:
            raise Difference(f"segment {index + 1} under {setting.mizan}\n{found}\n  sacreBLEU options {setting.options}\n"
                             f"  hypothesis {hypotheses[index]!r}\n  references {rows[index]!r}")
    name, expected = theirs(corpus_metric, sum_of_lists(measured))
    expected = (*expected[:2], f"{name}|{expected[2]}")
    found = difference(expected, (flat(corpus_result["statistics"]), corpus_result["value"], corpus_result["signature"]))
    if found:
        raise Difference(f"the corpus under {setting.mizan}, though its segments agree\n{found}\n"
                         f"  sacreBLEU options {setting.options}")
    return len(measured)


def compare_group(work):
    """Compares one group; returns what was compared per metric, or how it differs."""
    group, binary = work
    folder = WORK / str(os.getpid())
    folder.mkdir(parents=True, exist_ok=True)
    hypotheses, rows = group.corpus()
    path = folder / "texts.jsonl"
    compared = {}
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for index, (hypothesis, references) in enumerate(zip(hypotheses, rows)):
            line = {"reference": references, "hypothesis": hypothesis}
            file.write(json.dumps(line, ensure_ascii=index % 2 == 0) + "\n")
    try:
        corpora, segments, version = mizan_rows(binary, [path], group.settings, folder)
        for setting, corpus_result, segment_results in zip(group.settings, corpora, segments):
            metric = corpus_result["metric"]
            count = compare(setting, hypotheses, rows, corpus_result, segment_results, version)
            compared[metric] = compared.get(metric, 0) + count
    except Difference as found:
        return compared, f"group {group.number} ({group.kind}, {path}): {found}"
    return compared, None


def sacrebleu_command(references, hypothesis, *options):
    names = [hypothesis] if isinstance(hypothesis, Path) else hypothesis
    return [sys.executable, "-m", "sacrebleu", *references, "-i", *names, *options]


def table(text):
    """The scores in mizan's table, best marks aside: system, then a number a metric."""
    body = itertools.dropwhile(lambda line: not line.startswith("system"), text.splitlines())
    rows = itertools.takewhile(str.strip, itertools.islice(body, 1, None))
    return {cells[0]: [cell.rstrip("*") for cell in cells[1:]] for cells in map(str.split, rows)}


def compare_plain(binary, seed, segments=300):
    """Plain text files, read by each command line itself, with the printed scores at one decimal."""
    folder = WORK / "plain"
    folder.mkdir(parents=True, exist_ok=True)
    writer = Writer(random.Random(f"plain/{seed}"))
    compared = 0
    for references, ending in [(1, "\n"), (2, "\r\n")]:
        hypotheses, rows = [], []
        for _ in range(segments):
            hypothesis, row = writer.segment(writer.random.randrange(1, 25), references)
            hypotheses.append(hypothesis)
            rows.append(row)
        streams = [hypotheses, *map(list, zip(*rows))]
        paths = [folder / name for name in ["hypothesis.txt", "first.txt", "second.txt"][:len(streams)]]
        for path, stream in zip(paths, streams):
            tails = [writer.random.choice(["", "", *SPACES]) for _ in stream]
            lines = [(text + tail).replace("\n", " ") + ending for text, tail in zip(stream, tails)]
            # mizan removes a byte-order mark at the start of a file, which sacreBLEU keeps as text.
            path.write_bytes("".join(lines).lstrip("\ufeff").encode())
        hypothesis, *reference_paths = paths
        theirs = json.loads(run(sacrebleu_command(
            reference_paths, hypothesis, "-m", "bleu", "chrf", "ter", "-w", "1", "-f", "json", "--force")))
        expected = [f"{score['score']:.1f}" for score in theirs]
        command = [binary, "score", *reference_paths, "-i", hypothesis, "-q", "--color", "never"]
        found = table(run([*command, "-w", 1]))["hypothesis"]
        if found != expected:
            raise Difference(f"printed scores of plain text\n  sacreBLEU {expected}\n  mizan     {found}\n  {paths}")
        settings = [bleu("13a", ("exp", None), False, False, 4), chrf(6, 0, 2, False, True, False),
                    chrf(6, 2, 2, False, False, False), ter(False, False, False, False)]
        read = [[line.rstrip() for line in open(path, encoding="utf-8", newline="\n")] for path in paths]
        corpora, rows_of, version = mizan_rows(binary, [*reference_paths, "-i", hypothesis], settings, folder)
        for setting, corpus_result, segment_results in zip(settings, corpora, rows_of):
            compared += compare(setting, read[0], list(zip(*read[1:])), corpus_result, segment_results, version)
    return compared


def compare_flores(binary):
    """The seven systems of FLORES dev: every metric, and the published BLEU at one decimal."""
    folder = WORK / "flores"
    folder.mkdir(parents=True, exist_ok=True)
    reference = FLORES / "flores-dev.ar"
    systems = sorted(path for path in FLORES.glob("flores-dev.*.ar"))
    assert len(systems) == 7, systems
    printed = table(run([binary, "score", reference, "-i", *systems, "-q", "--color", "never", "-w", 1]))
    settings = [bleu("13a", ("exp", None), False, False, 4), bleu("intl", ("exp", None), True, False, 4),
                chrf(6, 0, 2, False, False, False), chrf(6, 2, 2, False, False, False)]
    terms = [ter(False, False, False, False), ter(True, True, True, True)]
    with open(reference, encoding="utf-8", newline="\n") as file:
        rows = [(line.rstrip(),) for line in file]
    work = []
    for index, system in enumerate(systems):
        published = Path(f"{system}.bleu").read_text(encoding="utf-8").split()[0]
        name = system.name.removesuffix(".ar")
        if printed[name][0] != published:
            raise Difference(f"{name}: mizan prints BLEU {printed[name][0]}, published is {published}")
        # TER is slow in Python: its second setting on one system only.
        work.append((binary, reference, system, rows, settings + terms[:2 if index == 0 else 1]))
    with multiprocessing.Pool() as pool:
        return finished(pool.imap(compare_flores_system, work))


def compare_flores_system(work):
    binary, reference, system, rows, settings = work
    folder = WORK / "flores" / system.name
    folder.mkdir(parents=True, exist_ok=True)
    compared = {}
    try:
        with open(system, encoding="utf-8", newline="\n") as file:
            hypotheses = [line.rstrip() for line in file]
        corpora, segments, version = mizan_rows(binary, [reference, "-i", system], settings, folder)
        for setting, corpus_result, segment_results in zip(settings, corpora, segments):
            count = compare(setting, hypotheses, rows, corpus_result, segment_results, version)
            compared[corpus_result["metric"]] = compared.get(corpus_result["metric"], 0) + count
    except Difference as found:
        return compared, f"{system.name}: {found}"
    return compared, None


def finished(results):
    """Adds up what workers compared; raises the first difference."""
    total = {}
    for compared, found in results:
        if found:
            raise Difference(found)
        for metric, count in compared.items():
            total[metric] = total.get(metric, 0) + count
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", type=Path, default=ROOT / "target" / "release" / "mizan")
    parser.add_argument("--segments", type=int, default=4000, help="random segments, at least 2000 [4000]")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.segments < 2000:
        parser.error("fewer than 2000 segments do not reach every combination of settings")
    binary = arguments.binary.resolve()
    print(f"sacreBLEU {PINNED}, numpy {numpy.__version__}, Python {sys.version.split()[0]}, "
          f"{run([binary, '--version']).strip()}; seed {arguments.seed}", flush=True)
    try:
        passed = compare_all(binary, arguments)
    except Difference as found:
        print(f"\nDIFFERENCE (seed {arguments.seed}): {found}\n\n0 passed, 1 failed")
        return 1
    print(f"{passed} passed, 0 failed")
    return 0


def compare_all(binary, arguments):
    def report(what, compared, start):
        counts = ", ".join(f"{metric} {count}" for metric, count in sorted(compared.items()))
        print(f"{what}: {counts} comparisons equal ({time.monotonic() - start:.0f} s)", flush=True)
        return sum(compared.values())

    start = time.monotonic()
    passed = report("plain text, 600 segments", {"all": compare_plain(binary, arguments.seed)}, start)
    start = time.monotonic()
    if FLORES.is_dir():
        passed += report("FLORES, 7 systems and their published BLEU", compare_flores(binary), start)
    else:
        print(f"SKIPPED: the FLORES systems, as there is no folder {FLORES}", flush=True)
    start = time.monotonic()
    planned = groups(arguments.segments, arguments.seed)
    calls = sum(len(group.settings) for group in planned)
    with multiprocessing.Pool() as pool:
        compared = finished(pool.imap(compare_group, [(group, binary) for group in planned]))
    what = f"random text, {arguments.segments} segments in {len(planned)} corpora, {calls} settings"
    return passed + report(what, compared, start)


if __name__ == "__main__":
    sys.exit(main())
