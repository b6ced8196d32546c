#!/usr/bin/env python3
"""Compares what mizan writes as JSON with what `mizan schema` says of it.

    cargo build --release
    tests/schema/run.py [MIZAN]

Installs jsonschema from PyPI into target/schema. A key that a schema does not know is an error here,
though not for a user: the schemas must not fall behind. Exit code 1 where something does not fit.
"""

import json
import os
import subprocess
import sys
import venv
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target" / "schema"
PYTHON = TOOLS / "bin" / "python"
PACKAGE = "jsonschema==4.26.0"
MOST_SHOWN = 10


def install():
    marker = TOOLS / "installed"
    if not marker.exists() or marker.read_text() != PACKAGE:
        venv.create(TOOLS, with_pip=True, clear=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", PACKAGE], check=True)
        marker.write_text(PACKAGE)


def closed(schema):
    """The schema, with every object allowed the keys only that it names."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(part) for key, part in schema.items()}
    if isinstance(schema.get("properties"), dict) and "type" in schema:
        made["additionalProperties"] = False
    return made


def check(mizan):
    from jsonschema import Draft202012Validator

    from outputs import outputs

    listed = subprocess.run([mizan, "schema"], check=True, capture_output=True, encoding="utf-8")
    validators = {}
    for name in (line.split()[0] for line in listed.stdout.splitlines()):
        printed = subprocess.run([mizan, "schema", name], check=True, capture_output=True)
        schema = json.loads(printed.stdout)
        Draft202012Validator.check_schema(schema)
        validators[name] = Draft202012Validator(closed(schema))
    seen, failed = Counter(), 0
    for name, value in outputs(mizan):
        seen[name] += 1
        for error in validators[name].iter_errors(value):
            failed += 1
            if failed <= MOST_SHOWN:
                print(f"FAIL {name}: {error.json_path}: {error.message[:300]}")
    for name in validators.keys() - seen.keys():
        failed += 1
        print(f"FAIL {name}: nothing was compared with it")
    for name, count in seen.items():
        print(f"{name}: {count} compared")
    print(f"{sum(seen.values())} compared with {len(validators)} schemas, {failed} failures")
    return failed == 0


def main():
    if Path(sys.executable) != PYTHON:
        install()
        os.execv(PYTHON, [str(PYTHON), __file__, *sys.argv[1:]])
    mizan = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "target" / "release" / "mizan"
    sys.exit(0 if check(mizan.resolve()) else 1)


if __name__ == "__main__":
    main()
