"""Runs mizan and its peers in turns and prints Markdown tables; started by run.sh.

Times are medians over the rounds; a ratio is the median of the rounds' own ratios, so that a busy
machine slows both sides of it. Memory is the peak of the whole process.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import text

TARGET = text.ROOT / "target"
MIZAN = TARGET / "release/mizan"
PEER = TARGET / "compare-peer/release/peer"
PYTHON = TARGET / "compare-venv/bin/python"
SACREBLEU = [PYTHON, "-m", "sacrebleu"]
PYTHON_PEERS = [PYTHON, text.ROOT / "benches/compare/python_peers.py"]
# One thread: bleuscore and fastchrf would take all.
ENVIRONMENT = dict(os.environ, RAYON_NUM_THREADS="1")
METRICS = ["bleu", "chrf", "chrf++", "ter"]
PYTHON_TOOLS = {"bleu": ["sacrebleu", "bleuscore"], "chrf": ["sacrebleu", "fastchrf"],
                "chrf++": ["sacrebleu"], "ter": ["sacrebleu"]}
TARGET_RATIO = {"bleu": 20, "chrf": 30, "chrf++": 30, "ter": 4}
AGREES = 1e-9


class Run:
    """A process that has ended: its wall time, peak memory in MiB, and what it printed."""

    def __init__(self, *command, environment=None):
        with tempfile.TemporaryFile() as out:
            started = time.perf_counter()
            process = subprocess.Popen([str(part) for part in command], stdout=out,
                                       stderr=subprocess.DEVNULL, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            self.output = out.read().decode()
        if process.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
        # Linux hands the peak of this script down to the processes it starts.
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.mebibytes = usage.ru_maxrss / 1024
        self.memory = f"{'≤ ' if usage.ru_maxrss <= own else ''}{self.mebibytes:.0f}"


def timings(output):
    """Per tool the microseconds of each round, and its scores."""
    times, scores = {}, {}
    for line in output.splitlines():
        tool, microseconds, *values = line.split("\t")
        times.setdefault(tool, []).append(float(microseconds))
        scores[tool] = [float(value) for value in values]
    return times, scores


def table(head, rows):
    print("|", " | ".join(head), "|")
    print("|" + "---|" * len(head))
    for row in rows:
        print("|", " | ".join(row), "|")
    print(flush=True)


def verdict(value, limit, is_met):
    return f"{value} (target {limit}: {'met' if is_met else 'MISSED'})"


def farthest(one, other):
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def libraries(files, rounds):
    print("## Libraries, one thread\n")
    rows = []
    for metric in METRICS:
        times, scores, memory = {}, {}, {}
        for _ in range(rounds):
            run = Run(PEER, metric, 5, "decode,mizan,sacrebleu-rs", *files)
            found, scores_of_round = timings(run.output)
            for tool, values in found.items():
                times.setdefault(tool, []).extend(values)
            scores |= scores_of_round
            for tool in PYTHON_TOOLS[metric]:
                run = Run(*PYTHON_PEERS, tool, metric, *files, environment=ENVIRONMENT)
                found, scores_of_round = timings(run.output)
                times.setdefault(tool, []).extend(found[tool])
                scores |= scores_of_round
                memory[tool] = run.memory
        for tool in ("mizan", "sacrebleu-rs"):
            memory[tool] = Run(PEER, metric, 1, tool, *files).memory
        decoding = paired_ratio(times["mizan"], times["decode"])
        for tool in ("mizan", "sacrebleu-rs", *PYTHON_TOOLS[metric]):
            ratio = paired_ratio(times[tool], times["mizan"])
            shown = f"{ratio:.1f}"
            if tool == "mizan":
                shown = f"1; {decoding:.2f} × decoding"
                if metric == "chrf":
                    shown = verdict(shown, "≤ 5 × decoding", decoding <= 5)
            if tool == "sacrebleu-rs":
                limit = TARGET_RATIO[metric]
                shown = verdict(shown, f"≥ {limit}", ratio >= limit)
            rows.append([metric, tool, f"{median(times[tool]):.2f}", shown,
                         memory[tool], agreement(tool, metric, scores, files)])
    head = ["metric", "tool", "µs a segment", "times mizan", "peak MiB", "scores"]
    table(head, rows)


def paired_ratio(one, other):
    """The median of the ratios of the same round; of medians where rounds differ in number."""
    if len(one) == len(other):
        return median(a / b for a, b in zip(one, other))
    return median(one) / median(other)


def agreement(tool, metric, scores, files):
    if tool == "sacrebleu":
        return "the standard"
    standard = scores["sacrebleu"]
    if tool == "fastchrf":
        run = Run(*PYTHON_PEERS, "sacrebleu-segments", metric, *files)
        standard = timings(run.output)[1]["sacrebleu-segments"]
    difference = farthest(scores[tool], standard)
    of_segments = ", means of segment scores" if tool == "fastchrf" else ""
    if difference <= AGREES:
        return f"equal to sacreBLEU{of_segments}"
    return f"differ by up to {difference:.2g}{of_segments}"


def whole_process(files, rounds):
    reference, *systems = files
    everything = ["score", reference, "-i", *systems, "-m", *METRICS, "--format", "json"]
    one, both, peer, memory = [], [], [], {}
    sacrebleu_scores = {}
    for _ in range(rounds):
        both.append(run := Run(MIZAN, *everything))
        memory["mizan"] = run.memory
        scores = {(system["path"], score["id"]): score["value"]
                  for system in json.loads(run.output)["systems"] for score in system["scores"]}
        one.append(run := Run(MIZAN, *everything, "-j", 1))
        memory["mizan -j 1"] = run.memory
        shared = [*SACREBLEU, reference, "-i", *systems, "-w", 12, "-f", "json", "-m"]
        runs = [Run(*shared, "bleu", "chrf", "ter"), Run(*shared, "chrf", "--chrf-word-order", 2)]
        peer.append(sum(run.seconds for run in runs))
        memory["sacrebleu"] = f"{max(run.mebibytes for run in runs):.0f}"
        names = {"BLEU": "bleu", "chrF2": "chrf", "TER": "ter", "chrF2++": "chrf:nw=2"}
        for run in runs:
            for system in json.loads(run.output):
                for name, value in system.items():
                    if name in names:
                        sacrebleu_scores[system["system"], names[name]] = float(value)
    difference = max(abs(scores[key] - value) for key, value in sacrebleu_scores.items())
    both_seconds = [run.seconds for run in both]
    one_seconds = [run.seconds for run in one]
    ratio = paired_ratio(peer, both_seconds)
    print("## Whole process: seven systems, BLEU, chrF, chrF++ and TER\n")
    table(["command", "seconds", "times mizan", "peak MiB"], [
        ["mizan", f"{median(both_seconds):.3f}", "1", memory["mizan"]],
        ["mizan -j 1", f"{median(one_seconds):.3f}",
         f"{paired_ratio(one_seconds, both_seconds):.2f}", memory["mizan -j 1"]],
        ["sacrebleu, two commands", f"{median(peer):.2f}",
         verdict(f"{ratio:.0f}", "≥ 150", ratio >= 150), memory["sacrebleu"]],
    ])
    print(f"{len(sacrebleu_scores)} scores, at most {difference:.1g} apart.\n")


def significance(files, rounds, scratch):
    """Against one baseline as sacreBLEU does it, all pairs, and a large corpus."""
    reference, *systems = files
    metrics = ["-m", "bleu", "chrf", "ter"]
    quiet = ["--analysis", "none", "--format", "json", "-q"]
    baseline = Path(systems[0]).stem
    rows, ours, theirs = [], [], []
    for _ in range(rounds):
        run = Run(MIZAN, "compare", reference, "-i", *systems, *metrics, "--baseline", baseline, *quiet)
        ours.append(run.seconds)
        shared = [*SACREBLEU, reference, "-i", *systems, *metrics]
        # The JSON of --paired-bs fails with NumPy 2, and each test is a command of its own.
        runs = [Run(*shared, "--paired-bs", "-f", "text"), Run(*shared, "--paired-ar", "-f", "text")]
        theirs.append(sum(run.seconds for run in runs))
    ratio = paired_ratio(theirs, ours)
    rows.append(["both tests against one baseline, mizan", f"{median(ours):.2f}"])
    rows.append(["the same, sacrebleu --paired-bs and --paired-ar", f"{median(theirs):.2f}"])
    rows.append(["times mizan", verdict(f"{ratio:.0f}", "≥ 20", ratio >= 20)])
    source = Path(reference).with_suffix(".en")
    with_names = ["-s", source] if source.exists() else []
    all_pairs = [Run(MIZAN, "compare", reference, "-i", *systems, *with_names, "--analysis", "none").seconds
                 for _ in range(rounds)]
    names = " and names" if with_names else ""
    rows.append([f"all pairs, BLEU, chrF, TER{names}", verdict(f"{median(all_pairs):.2f}", "< 3", median(all_pairs) < 3)])
    large = []
    for number, system in enumerate(systems[:4]):
        folder = scratch / f"s{number}"
        folder.mkdir()
        many, output = text.many(reference, [system], 100_000, folder)
        large.append(f"s{number}={output}")
    run = Run(MIZAN, "compare", many, "-i", *large, *metrics, "--trials", 1000, *quiet)
    what = "100,000 segments, four systems, all pairs, 1,000 trials"
    rows.append([what, verdict(f"{run.seconds:.1f}", "< 20", run.seconds < 20)])
    rows.append([f"{what}: peak MiB", verdict(run.memory, "< 2048", run.mebibytes < 2048)])
    print("## Intervals and tests\n")
    table(["what", "seconds"], rows)


def scaling(files, rounds, scratch):
    reference, *systems = files
    ten, thousands, million = (text.many(reference, systems, count, scratch)
                               for count in (10, 10_000, 1_000_000))

    def score(pair, threads):
        reference, system = pair
        return Run(MIZAN, "score", reference, "-i", system, "-m", "bleu", "chrf", "-j", threads)

    starts = [score(ten, 0).seconds for _ in range(20)]
    start = median(starts)
    small, large_one, large_two, memory = [], [], [], {1: 0.0, 2: 0.0}
    for _ in range(rounds):
        small.append(median(score(thousands, 1).seconds - start for _ in range(5)) / 1e4 * 1e6)
        for threads, seconds in ((1, large_one), (2, large_two)):
            run = score(million, threads)
            seconds.append(run.seconds)
            memory[threads] = max(memory[threads], run.mebibytes)
    a_segment = [(seconds - start) / 1e6 * 1e6 for seconds in large_one]
    growth = paired_ratio(a_segment, small)
    speedup = paired_ratio(large_one, large_two)
    peak = max(memory.values())
    megabytes = (text.size(million[0]) + text.size(million[1])) / 1e6
    print(f"## Growth: BLEU and chrF of one million segment pairs ({megabytes:.0f} MB)\n")
    table(["", "measured"], [
        ["10,000 segments, one thread", f"{median(small):.2f} µs a segment"],
        ["1,000,000 segments, one thread", f"{median(a_segment):.2f} µs a segment"],
        ["ratio of the two", verdict(f"{growth:.2f}", "≤ 1.15", growth <= 1.15)],
        ["1,000,000 segments, two threads", f"{median(large_two):.2f} s"],
        ["one thread against two", verdict(f"{speedup:.2f}", "≥ 1.8", speedup >= 1.8)],
        ["peak memory, one and two threads",
         verdict(f"{memory[1]:.0f} and {memory[2]:.0f} MiB", "< 256", peak < 256)],
        ["start and ten lines",
         verdict(f"{start * 1e3:.1f} ms", "< 20", start < 0.020)],
    ])


def build(is_asked_for):
    print("## Build\n")
    mebibytes = text.size(MIZAN) / 2**20
    with tempfile.TemporaryDirectory() as scratch:
        stripped = Path(scratch) / "mizan"
        rows = [["size of the binary", f"{mebibytes:.1f} MiB"]]
        if shutil.which("strip"):
            Run("strip", "-o", stripped, MIZAN)
            rows.append(["without debug information", f"{text.size(stripped) / 2**20:.1f} MiB"])
        if is_asked_for:
            run = Run("cargo", "build", "--release", "--manifest-path",
                      text.ROOT / "Cargo.toml", "--target-dir", scratch)
            rows.append(["clean cargo build --release", f"{run.seconds:.0f} s"])
    table(["", "measured"], rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", action="store_true", help="also time a clean release build")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--text", help="a directory with FLORES in place of ../shared")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        what, reference, systems = text.choose(arguments.text, Path(scratch))
        files = [reference, *systems]
        segments = len(text.read(reference))
        print(f"Text: {what}, {segments} segments each.")
        print(f"Machine: {os.cpu_count()} processors, {processor()}, load {os.getloadavg()[0]:.1f};",
              f"Python {platform.python_version()}; {arguments.rounds} rounds.\n")
        whole_process(files, arguments.rounds)
        significance(files, arguments.rounds, Path(scratch))
        libraries(files, arguments.rounds)
        scaling(files, arguments.rounds, Path(scratch))
    build(arguments.build)


def processor():
    try:
        lines = text.read("/proc/cpuinfo")
    except OSError:
        return platform.processor() or "unknown"
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


main()
