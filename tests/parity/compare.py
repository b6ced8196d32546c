#!/usr/bin/env python3
"""Compares mizan with sacreBLEU 2.6.0 on random text: statistics and signatures exactly, scores to 1e-9.

    tests/parity/compare.py [--segments N] [--seed N] [target/release/mizan]

Makes itself a virtual environment in target/parity-venv. Stops at the first difference, with what
it takes to see it again, and exit code 1. A comparison is one segment under one metric's settings.
"""

import argparse
import functools
import itertools
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True
import environment
from environment import PINNED, ROOT

FLORES = ROOT.parent / "shared" / "corpora" / "flores-dev-en-ar"
TOLERANCE = 1e-9


if __name__ == "__main__":
    environment.enter()

import numpy
import sacrebleu
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.utils import sum_of_lists

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


# Every combination; the usual orders more often.
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


USUAL = [bleu("13a", ("exp", None), False, False, 4), chrf(6, 0, 2, False, False, False),
         chrf(6, 2, 2, False, False, False), ter(False, False, False, False)]


@dataclass
class Job:
    """One call of mizan and what sacreBLEU makes of the same texts."""

    name: str
    settings: list
    hypotheses: list
    # The references of each segment.
    rows: list
    folder: Path
    # mizan's arguments, where the texts stand in files already.
    files: list = field(default_factory=list)

    def write(self):
        path = self.folder / "texts.jsonl"
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            for index, (hypothesis, references) in enumerate(zip(self.hypotheses, self.rows)):
                line = {"reference": references, "hypothesis": hypothesis}
                file.write(json.dumps(line, ensure_ascii=index % 2 == 0) + "\n")
        self.files = [path]


def random_jobs(segments, seed, folder):
    """Mostly short segments under nine settings each, few long ones, a handful of huge ones."""
    shuffled = random.Random(seed)
    turns = [itertools.cycle([make(*option) for option in shuffled.sample(options, len(options))])
             for make, options in [(bleu, BLEU_OPTIONS), (chrf, CHRF_OPTIONS), (ter, TER_OPTIONS)]]
    for number in itertools.count(1):
        kind, size, counts = ("short", 40, (4, 4, 1))
        if number == 1:
            kind, size, counts = ("huge", 4, (2, 2, 0))
        elif number % 16 == 2:
            kind, size, counts = ("long", 6, (2, 2, 1))
        size = min(size, segments)
        settings = {}  # By name, as the usual orders come up twice.
        for turn, count in zip(turns, counts):
            settings.update((setting.mizan, setting) for setting in itertools.islice(turn, count))
        texts = Writer(random.Random(f"{seed}/{number}")).corpus(kind, size)
        yield Job(f"corpus {number} ({kind})", list(settings.values()), *texts, folder / str(number))
        segments -= size
        if segments == 0:
            return


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        shown = " ".join(str(part) for part in command)
        raise Difference(f"exit code {done.returncode} of: {shown}\n{done.stderr}")
    return done.stdout


def mizan_results(binary, job):
    """mizan's results: per setting that of the corpus and those of the segments; and its version."""
    segments = job.folder / "segments.jsonl"
    metrics = [setting.mizan for setting in job.settings]
    command = [binary, "score", *job.files, "-m", *metrics, "-q", "-j", 1, "--format", "json", "--segments", segments]
    result = json.loads(run(command))
    with open(segments, encoding="utf-8", newline="\n") as lines:
        rows = [json.loads(line) for line in lines]
    of_setting = [rows[index::len(metrics)] for index in range(len(metrics))]
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


def compare(job, setting, corpus_result, segment_results, version):
    """Compares one metric on one corpus; returns how many segments were compared."""
    corpus_metric, segment_metric = setting.metrics()
    # What corpus_score and sentence_score do (a sentence is a corpus of one), but every segment is
    # measured once. Their scores are computed on copies, as add-k adds to the counts it is given.
    measured = corpus_metric._extract_corpus_statistics(job.hypotheses, list(zip(*job.rows)))
    segment_metric.num_refs = corpus_metric.num_refs

    def theirs(metric, statistics):
        score = metric._compute_score_from_stats(list(statistics))
        signature = metric.get_signature().format().replace(f"version:{PINNED}", f"{setting.own}version:{version}")
        return list(statistics), score.score, f"{score.name}|{signature}"

    for index, (statistics, result) in enumerate(zip(measured, segment_results, strict=True)):
        ours = flat(result["statistics"]), result["value"], result["signature"]
        found = difference(theirs(segment_metric, statistics), ours)
        if found:
            raise Difference(f"segment {index + 1} under {setting.mizan}\n{found}\n  sacreBLEU options {setting.options}\n"
                             f"  hypothesis {job.hypotheses[index]!r}\n  references {job.rows[index]!r}")
    expected = theirs(corpus_metric, sum_of_lists(measured))
    found = difference(expected, (flat(corpus_result["statistics"]), corpus_result["value"], corpus_result["signature"]))
    if found:
        raise Difference(f"the corpus under {setting.mizan}, though its segments agree\n{found}\n"
                         f"  sacreBLEU options {setting.options}")
    return len(measured)


def compare_job(binary, job):
    """What was compared, by metric; and how something differs, or None."""
    compared = {}
    job.folder.mkdir()
    if not job.files:
        job.write()
    try:
        corpora, segments, version = mizan_results(binary, job)
        for setting, corpus_result, segment_results in zip(job.settings, corpora, segments, strict=True):
            metric = corpus_result["metric"]
            count = compare(job, setting, corpus_result, segment_results, version)
            compared[metric] = compared.get(metric, 0) + count
    except Difference as found:
        return compared, f"{job.name}, {job.files}: {found}"
    return compared, None


def compare_jobs(what, binary, jobs):
    """Compares on all processors, prints what was compared; returns how many segments."""
    start, total, calls = time.monotonic(), {}, 0
    with multiprocessing.Pool() as pool:
        for compared, found in pool.imap(functools.partial(compare_job, binary), jobs):
            if found:
                raise Difference(found)
            calls += 1
            for metric, count in compared.items():
                total[metric] = total.get(metric, 0) + count
    counts = ", ".join(f"{metric} {count}" for metric, count in sorted(total.items()))
    print(f"{what}, {calls} corpora: {counts} comparisons equal ({time.monotonic() - start:.0f} s)", flush=True)
    return sum(total.values())


def table(text):
    """The scores in mizan's table, best marks aside: system, then a number a metric."""
    body = itertools.dropwhile(lambda line: not line.startswith("system"), text.splitlines())
    rows = itertools.takewhile(str.strip, itertools.islice(body, 1, None))
    return {cells[0]: [cell.rstrip("*") for cell in cells[1:]] for cells in map(str.split, rows)}


def lines_of(path):
    """The lines of a file as sacreBLEU reads them."""
    with open(path, encoding="utf-8", newline="\n") as file:
        return [line.rstrip() for line in file]


def plain_jobs(binary, seed, folder):
    """Plain text files, read by each command line itself; compares what they print at one decimal."""
    writer = Writer(random.Random(f"plain/{seed}"))
    for references, ending in [(1, "\n"), (2, "\r\n")]:
        segments = [writer.segment(writer.random.randrange(1, 25), references) for _ in range(300)]
        streams = [[hypothesis for hypothesis, _ in segments], *zip(*(row for _, row in segments))]
        paths = [folder / f"{name}-{references}.txt" for name in ["hypothesis", "first", "second"][:len(streams)]]
        for path, stream in zip(paths, streams):
            lines = [(text + writer.random.choice(["", "", *SPACES])).replace("\n", " ") + ending for text in stream]
            # mizan removes a byte-order mark at the start of a file, which sacreBLEU keeps as text.
            path.write_bytes("".join(lines).lstrip("\ufeff").encode())
        files = [*paths[1:], "-i", paths[0]]
        options = ["-m", "bleu", "chrf", "ter", "-w", "1"]
        theirs = json.loads(run([sys.executable, "-m", "sacrebleu", *files, *options, "-f", "json", "--force"]))
        expected = [f"{score['score']:.1f}" for score in theirs]
        found = table(run([binary, "score", *files, *options, "-q", "--color", "never"]))[paths[0].stem]
        if found != expected:
            raise Difference(f"printed scores of {files}\n  sacreBLEU {expected}\n  mizan     {found}")
        hypotheses, *read = map(lines_of, paths)
        settings = USUAL + [chrf(6, 0, 2, False, True, False)]
        yield Job(f"plain text {references}", settings, hypotheses, list(zip(*read)), folder / f"plain-{references}", files)


def flores_jobs(binary, folder):
    """The seven systems of FLORES dev; compares the published BLEU with what mizan prints."""
    reference = FLORES / "flores-dev.ar"
    systems = sorted(FLORES.glob("flores-dev.*.ar"))
    assert len(systems) == 7, systems
    printed = table(run([binary, "score", reference, "-i", *systems, "-q", "--color", "never", "-w", 1]))
    rows = [(line,) for line in lines_of(reference)]
    settings = USUAL + [bleu("intl", ("exp", None), True, False, 4)]
    for system in systems:
        published = Path(f"{system}.bleu").read_text(encoding="utf-8").split()[0]
        found = printed[system.name.removesuffix(".ar")][0]
        if found != published:
            raise Difference(f"{system.name}: mizan prints BLEU {found}, published is {published}")
        yield Job(system.name, settings, lines_of(system), rows, folder / system.name, [reference, "-i", system])


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
    # Kept where something differs.
    folder = ROOT / "target" / "parity" / str(os.getpid())
    folder.mkdir(parents=True)
    try:
        passed = compare_jobs("plain text, 600 segments", binary, plain_jobs(binary, arguments.seed, folder))
        if FLORES.is_dir():
            passed += compare_jobs("FLORES, its published BLEU too", binary, flores_jobs(binary, folder))
        else:
            print(f"SKIPPED: the FLORES systems, as there is no folder {FLORES}", flush=True)
        jobs = random_jobs(arguments.segments, arguments.seed, folder)
        passed += compare_jobs(f"random text, {arguments.segments} segments", binary, jobs)
    except Difference as found:
        print(f"\nDIFFERENCE (seed {arguments.seed}): {found}\n\n0 passed, 1 failed")
        return 1
    shutil.rmtree(folder)
    print(f"{passed} passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
