#!/usr/bin/env python3
"""Does to mizan what machines do, and prints a table: full disks, vanishing files, kills, limits, loads.

    cargo build --release
    tests/faults/run.py [MIZAN]           # the quick part, a minute
    tests/faults/run.py --all [MIZAN]     # 10 million lines and 1,000 systems too, ten minutes, 6 GB

A case holds where the exit code is a documented one, the error says what is wrong, nothing panics, and
what stood in an output's place before is there still, or the whole new one is. Exit code 1 where a case
does not hold. Needs Linux, and root for the small disks; without root it takes a namespace of its own.
"""

import os
import sys
import tempfile
from pathlib import Path

from cases import CASES, LOADS
from program import Program

ROOT = Path(__file__).resolve().parents[2]


def main():
    names = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    mizan = Path(names[0] if names else ROOT / "target/release/mizan").resolve()
    if os.geteuid() != 0:
        os.execvp("unshare", ["unshare", "-rm", sys.executable, *sys.argv])
    cases = CASES + (LOADS if "--all" in sys.argv else [])
    faults = 0
    print("| what happens | what mizan does | exit code | seconds | MiB | |\n|---|---|--:|--:|--:|---|")
    for case in cases:
        with tempfile.TemporaryDirectory(prefix="mizan-faults-") as folder:
            program = Program(mizan, Path(folder))
            said, held = case(program)
            last = program.last
            faults += not held
            print(
                f"| {case.__doc__} | {said} | {last.code} | {last.seconds:.1f} | {last.mebibytes:.0f} "
                f"| {'holds' if held else 'FAULT'} |",
                flush=True,
            )
            if not held:
                print(f"{last.command}\n{last.out[-1000:]}{last.err[-2000:]}", file=sys.stderr)
    print(f"{len(cases)} cases, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
