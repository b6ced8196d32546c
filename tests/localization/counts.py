#!/usr/bin/env python3
"""Compares how many strings mizan finds in localization files with gettext and translate-toolkit.

    tests/localization/counts.py [target/release/mizan]

Reads every file of ../shared/corpora/localization, and says so where that is not there. Makes itself
a virtual environment in target/localization-venv; msgfmt is asked where it is installed. Prints a
table and ends with exit code 1 where a count differs.

In XLIFF translate-toolkit calls fuzzy what is not approved; mizan, as Weblate, takes it for translated
unless its state says otherwise. So for XLIFF `translated` are the approved units here, and `fuzzy` all
others with a translation.
"""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT.parent / "shared" / "corpora" / "localization"
VENV = ROOT / "target" / "localization-venv"
PINNED = "3.20.4"
COUNTED = ("strings", "translated", "fuzzy", "untranslated")


def enter():
    """Runs this script again with translate-toolkit at hand."""
    python = VENV / "bin" / "python"
    if Path(sys.prefix) == VENV:
        return
    if not python.exists() or subprocess.run([python, "-c", "import translate"]).returncode:
        venv.create(VENV, clear=True, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet", f"translate-toolkit=={PINNED}"]
        subprocess.run(pip, check=True)
    os.execv(python, [python, "-B", *sys.argv])


def by_mizan(mizan, path):
    """What `mizan units` prints: the counts of the file's strings, then the file."""
    command = [mizan, "units", path]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    heading, row = printed.splitlines()
    count = dict(zip(heading.split()[:-1], map(int, row.split()[:5])))
    certain, other = count["approved"], count["translated"]
    if path.suffix == ".po":
        certain, other = certain + other, 0
    return count["strings"], certain, count["needs-work"] + other, count["untranslated"]


def by_msgfmt(path):
    """What gettext counts in a PO file; it leaves the header out, as mizan does."""
    command = ["msgfmt", "--statistics", "--output-file=/dev/null", path]
    environment = {**os.environ, "LC_ALL": "C"}
    printed = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found = {what: int(count) for count, what in re.findall(r"(\d+) (\w+)", printed.stderr)}
    counts = [found.get(what, 0) for what in COUNTED[1:]]
    return (sum(counts), *counts)


def by_toolkit(path):
    """What translate-toolkit counts, without header and obsolete messages."""
    from translate.storage import po, xliff

    store = (po.pofile if path.suffix == ".po" else xliff.xlifffile).parsefile(str(path))
    units = [unit for unit in store.units if unit.istranslatable()]
    translated = sum(unit.istranslated() for unit in units)
    fuzzy = sum(unit.isfuzzy() and bool(unit.target) for unit in units)
    return len(units), translated, fuzzy, len(units) - translated - fuzzy


def main():
    if not FILES.is_dir():
        print(f"skipped: {FILES} is not there")
        return 0
    enter()
    mizan = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/mizan").resolve()
    suffixes = {".po", ".xliff", ".xlf"}
    paths = sorted(path for path in FILES.rglob("*") if path.suffix in suffixes)
    if not shutil.which("msgfmt"):
        print("msgfmt is not installed: PO files are compared with translate-toolkit alone")
    print(f"{'file':28} {'by':18}" + "".join(f"{name:>14}" for name in COUNTED))
    differ = 0
    for path in paths:
        rows = [("mizan", by_mizan(mizan, path)), ("translate-toolkit", by_toolkit(path))]
        if path.suffix == ".po" and shutil.which("msgfmt"):
            rows.append(("msgfmt", by_msgfmt(path)))
        for tool, counts in rows:
            mark = "" if counts == rows[0][1] else "  differs"
            differ += bool(mark)
            numbers = "".join(f"{count:>14}" for count in counts)
            print(f"{path.name:28} {tool:18}{numbers}{mark}")
    print(f"{len(paths)} files, {differ} differences")
    return 1 if differ or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
