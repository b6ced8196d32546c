#!/usr/bin/env python3
"""Compares the SARIF of `mizan check` and `mizan gate` with the published schema, version 2.1.0.

The validator is Microsoft's, from npm (@microsoft/sarif-multitool-linux, 43 MB), put into target/sarif.
Its first use is on a file with a fault, which it must refuse. Needs npm, and Linux on x86-64.

    cargo build --release
    tests/sarif/run.py [MIZAN]
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target/sarif"
PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
VALIDATOR = TOOLS / "package/Sarif.Multitool"
GATE = """
[gate]
baseline = "demo.mizan"
[[gate.rule]]
check = "name"
max_new = 0
severity = "warning"
"""


def main():
    mizan = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/mizan").resolve()
    install()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        shutil.copytree(ROOT / "corpora/demo", folder, dirs_exist_ok=True)
        with open(folder / "mizan.toml", "a", encoding="utf-8") as config:
            config.write(GATE)
        run = lambda *arguments: subprocess.run([mizan, *arguments, "-q"], cwd=folder, capture_output=True)
        run("check", "systems/taa.ar", "-s", "source.fr", "--format", "sarif", "-o", "check.sarif")
        run("baseline", "update")
        shutil.copy(folder / "systems/taa.ar", folder / "systems/alif.ar")
        assert run("gate", "-o", "gate.sarif").returncode == 1, "names went wrong"
        bad = folder / "bad.sarif"
        bad.write_text((folder / "gate.sarif").read_text().replace('"version": "2.1.0"', '"version": "2"'))
        assert not is_valid(bad), "a fault is found"
        for name in ("check.sarif", "gate.sarif"):
            text = (folder / name).read_text(encoding="utf-8")
            assert '"ruleId"' in text, f"{name} has no finding"
            assert is_valid(folder / name), name
            print(f"{name}: {text.count(chr(34) + 'ruleId' + chr(34))} findings, valid")


def install():
    if VALIDATOR.exists():
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=TOOLS, check=True, capture_output=True, text=True)
    with tarfile.open(TOOLS / packed.stdout.split()[-1]) as archive:
        archive.extractall(TOOLS, filter="data")
    VALIDATOR.chmod(0o755)


def is_valid(path):
    """Whether the validator has nothing of level error to say."""
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run([VALIDATOR, "validate", path], env=environment, capture_output=True, text=True)
    faults = [line for line in done.stdout.splitlines() if ": error " in line]
    print(*faults[:5], sep="\n", end="\n" if faults else "")
    return done.returncode == 0 and not faults


if __name__ == "__main__":
    main()
