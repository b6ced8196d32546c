#!/usr/bin/env python3
"""Acts out a pull request: a baseline, a change that mangles names, the gate, the change put right.

The demo is copied into a folder of its own. `mizan perturb` leaves half of the names of one output in
Latin letters and exchanges letters in others; the gate must fail and name them, and pass again when
the output is as it was. Nothing is fetched, and nothing is written outside the folder.

    cargo build --release
    tests/pull-request/run.py [MIZAN]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GATE = """
[gate]
baseline = "baselines/demo.mizan"

[[gate.rule]]
metric = "chrf"
max_drop = 0.5

[[gate.rule]]
metric = "entity"
max_drop = 2.0

[[gate.rule]]
check = "name"
max_new = 0
"""


def main():
    mizan = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/mizan").resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        shutil.copytree(ROOT / "corpora/demo", folder, dirs_exist_ok=True)
        with open(folder / "mizan.toml", "a", encoding="utf-8") as config:
            config.write(GATE)
        output = folder / "systems/alif.ar"
        before = output.read_bytes()

        print("1. main has a baseline, and a change of nothing passes")
        expect(run(mizan, folder, "baseline", "update"), 0)
        expect(run(mizan, folder, "gate"), 0)

        print("2. a pull request mangles names of one output")
        arguments = ["-s", "source.fr", "-o", "mangled.ar", "--gold", "gold.jsonl"]
        arguments += ["--kind", "latin", "letters", "--rate", "0.4", "-q"]
        expect(run(mizan, folder, "perturb", "systems/alif.ar", *arguments), 0)
        os.replace(folder / "mangled.ar", output)
        done = run(
            mizan, folder, "gate", "--format", "github",
            "-o", "gate.json", "-o", "gate.md", "-o", "gate.xml", "-o", "gate.sarif",
        )
        expect(done, 1)
        print(done.stdout)
        decision = json.loads((folder / "gate.json").read_text(encoding="utf-8"))
        said = {(one["segment"], one["entity"]) for one in decision["findings"]}
        mangled = corrupted(folder / "gold.jsonl")
        print(f"   {len(mangled)} names were mangled; {len(said)} are named, "
              f"{len(said & mangled)} of them mangled on purpose")
        check(said, "no name is named")
        check(said <= mangled, f"named, but not mangled: {sorted(said - mangled)}")
        check(2 * len(said) >= len(mangled), "fewer than half of the mangled names are named")
        others = {one["system"] for one in decision["findings"]} - {"alif"}
        check(not others, f"names of other systems: {others}")
        comment = (folder / "gate.md").read_text(encoding="utf-8")
        check(comment.startswith("<!-- mizan-gate -->"), "the comment has no marker")
        first = {one["entity"] for one in decision["findings"][:5]}
        check(all(entity in comment for entity in first), "the comment does not name them")

        print("3. the baseline is not lowered by the way")
        expect(run(mizan, folder, "baseline", "update"), 1)

        print("4. the change is put right")
        output.write_bytes(before)
        expect(run(mizan, folder, "gate", "--strict"), 0)
    print("ok")


def run(mizan, folder, *arguments):
    environment = {name: value for name, value in os.environ.items() if name != "GITHUB_STEP_SUMMARY"}
    return subprocess.run(
        [mizan, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )


def corrupted(path):
    """Segments and names that the gold says are no longer right."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        mention = json.loads(line)
        if set(mention.get("verdicts", {}).values()) - {"correct", "variant"}:
            found.add((mention["segment"], mention["entity"]))
    return found


def expect(done, code):
    check(done.returncode == code, f"exit code {done.returncode}, expected {code}\n"
          f"{done.args}\n{done.stdout}{done.stderr}")


def check(is_right, message):
    if not is_right:
        sys.exit(f"FAILED: {message}")


if __name__ == "__main__":
    main()
