"""The text that is compared on: FLORES where it is, else the demo corpus made longer."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLORES = ROOT.parent / "shared/corpora/flores-dev-en-ar"
DEMO = ROOT / "corpora/demo"
SYSTEMS = 7


def read(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [line.rstrip() for line in file]


def write(path, lines):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path


def changed(line, copy):
    """A line with its words turned round, and a number: no two copies are equal."""
    words = line.split()
    turn = copy % max(len(words), 1)
    return " ".join([*words[turn:], str(copy), *words[:turn]])


def choose(directory, scratch):
    """What the text is in words, the reference file, and seven systems."""
    directory = Path(directory or FLORES)
    systems = sorted(directory.glob("flores-dev.*.ar"))[:SYSTEMS]
    if len(systems) == SYSTEMS:
        return f"FLORES dev, {SYSTEMS} systems", directory / "flores-dev.ar", systems
    return f"corpora/demo, repeated with changes to {SYSTEMS} systems", *lengthened(scratch)


def lengthened(scratch, copies=15):
    def repeat(lines, first):
        return [changed(line, copy) for copy in range(first, first + copies) for line in lines]

    reference = write(scratch / "reference.ar", repeat(read(DEMO / "reference.ar"), 0))
    made = [read(path) for path in sorted((DEMO / "systems").glob("*.ar"))]
    systems = []
    for number in range(SYSTEMS):
        # The later systems turn their words one place further.
        lines = repeat(made[number % len(made)], number // len(made))
        systems.append(write(scratch / f"system{number}.ar", lines))
    return reference, systems


def many(reference, systems, count, scratch):
    """A reference and one system of so many lines."""
    reference = read(reference)
    pairs = [pair for path in systems for pair in zip(reference, read(path), strict=True)]
    paths = [scratch / f"{name}-{count}.ar" for name in ("reference", "system")]
    for side, path in enumerate(paths):
        lines = (changed(pairs[n % len(pairs)][side], n // len(pairs)) for n in range(count))
        write(path, lines)
    return paths


def size(path):
    return os.stat(path).st_size
