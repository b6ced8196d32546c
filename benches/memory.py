#!/usr/bin/env python3
"""Measures the memory that `mizan score X -i X` takes for files of very many very short texts.

    benches/memory.py                                  # every format, 1,500,000 texts a file
    benches/memory.py --texts 200000 yaml po           # smaller, of these formats
    benches/memory.py --mizan target/debug/mizan       # another binary

Every file is written for this purpose: texts of one letter under the shortest ids, since what is kept
beside a text weighs most where the text is short. Counted is the peak of the resident memory of the
process, less that of `mizan --version`, over the bytes of both files that it reads. Prints a table and
ends with exit code 1 where a format takes more than 10 times the bytes.
"""

import argparse
import itertools
import os
import struct
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST = 10
NAMED = "0123456789abcdefghijklmnopqrstuvwxyz"


def names(count):
    """The shortest names for so many texts."""
    for length in itertools.count(1):
        for name in itertools.islice(itertools.product(NAMED, repeat=length), count):
            yield "".join(name)
        count -= len(NAMED) ** length
        if count <= 0:
            return


def lines(before, line, after="", between=""):
    """Writes a file of one line for each text, `line` with its name for `#`."""

    def write(file, count):
        file.write(before.encode())
        for number, name in enumerate(names(count), 1):
            last = number == count
            file.write((line.replace("#", name) + ("" if last else between)).encode())
        file.write(after.encode())

    return write


def mo(file, count):
    """Writes compiled messages: two tables, then the texts."""
    file.write(struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0))
    at = 28 + 16 * count
    for texts in (names(count), itertools.repeat("a", count)):
        for text in texts:
            file.write(struct.pack("<2I", len(text), at))
            at += len(text) + 1
    for texts in (names(count), itertools.repeat("a", count)):
        for text in texts:
            file.write(f"{text}\0".encode())


XLIFF2 = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ar">'
WRITERS = {
    "android": ("xml", lines("<resources>", '<string name="#">a</string>\n', "</resources>")),
    "arb": ("arb", lines("{\n", '"#":"a"', "}\n", ",\n")),
    "csv": ("csv", lines("id,text\n", "#,a\n")),
    "csv, a document a text": ("csv", lines("id,doc,text\n", "#,#,a\n")),
    "i18n": ("json", lines("{\n", '"#":"a"', "}\n", ",\n")),
    "json": ("jsonl", lines("", '{"id":"#","text":"a"}\n')),
    "json, one array": ("json", lines("[", '{"id":"#","text":"a"}', "]", ",")),
    "mo": ("mo", mo),
    "plain": ("txt", lines("", "a\n")),
    "po": ("po", lines("", 'msgid "#"\nmsgstr "a"\n')),
    "properties": ("properties", lines("", "#=a\n")),
    "qt-ts": (
        "ts",
        lines(
            "<TS><context>",
            "<message id='#'><source>a</source><translation>a</translation></message>\n",
            "</context></TS>",
        ),
    ),
    "resx": ("resx", lines("<root>", '<data name="#"><value>a</value></data>\n', "</root>")),
    "srt": ("srt", lines("", "1\n0:0:1 --> 0:0:2\na\n\n")),
    "strings": ("strings", lines("", '"#"="a";\n')),
    "stringsdict": (
        "stringsdict",
        lines("<plist><dict>", "<key>#</key><string>a</string>\n", "</dict></plist>"),
    ),
    "tmx": (
        "tmx",
        lines(
            "<tmx><header srclang='en'/><body>",
            "<tu tuid='#'><tuv lang='en'><seg>a</seg></tuv><tuv lang='ar'><seg>a</seg></tuv></tu>\n",
            "</body></tmx>",
        ),
    ),
    "tsv": ("tsv", lines("id\ttext\n", "#\ta\n")),
    "vtt": ("vtt", lines("WEBVTT\n\n", "00:01.000 --> 00:02.000\na\n\n")),
    "wmt": ("jsonl", lines("", '{"doc_id":"#","text":"a"}\n')),
    "wmt-xml": (
        "xml",
        lines(
            "<dataset>",
            "<doc id='#'><ref><seg id='1'>a</seg></ref><hyp><seg id='1'>a</seg></hyp></doc>\n",
            "</dataset>",
        ),
    ),
    "xcstrings": (
        "xcstrings",
        lines(
            '{"sourceLanguage":"en","strings":{\n',
            '"#":{"localizations":{"ar":{"stringUnit":{"value":"a"}}}}',
            "}}\n",
            ",\n",
        ),
    ),
    "xliff": (
        "xlf",
        lines(
            "<xliff version='1.2'><file original='a'><body>",
            "<trans-unit id='#'><source>a</source><target>a</target></trans-unit>\n",
            "</body></file></xliff>",
        ),
    ),
    "xliff 2": (
        "xlf",
        lines(
            XLIFF2 + "<file id='a'>",
            "<unit id='#'><segment><source>a</source><target>a</target></segment></unit>\n",
            "</file></xliff>",
        ),
    ),
    "yaml": ("yaml", lines("ar:\n", " #: a\n")),
}


def run(command):
    """Peak memory in bytes and seconds of CPU and on the clock of a process that must succeed.

    The peak is never below that of this script, which therefore holds no file in memory.
    """
    started = time.monotonic()
    process = os.posix_spawn(
        command[0],
        [str(part) for part in command],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime, time.monotonic() - started


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("formats", nargs="*", metavar="format", help="of these formats only")
    parser.add_argument("--texts", type=int, default=1_500_000)
    parser.add_argument("--mizan", type=Path, default=ROOT / "target/release/mizan")
    arguments = parser.parse_args()
    mizan = arguments.mizan.resolve()
    start_up, _, _ = run([mizan, "--version"])
    print(f"{arguments.texts} texts a file; {start_up >> 20} MiB at the start are not counted\n")
    print("| format | bytes read, MB | peak, MB | times the bytes | CPU, s | clock, s |")
    print("|---|--:|--:|--:|--:|--:|")
    is_above = False
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        for name in arguments.formats or WRITERS:
            extension, write = WRITERS[name]
            path = Path(folder) / f"a.{extension}"
            with path.open("wb") as file:
                write(file, arguments.texts)
            read = 2 * path.stat().st_size
            format = name.replace(",", " ").split()[0]
            command = [mizan, "score", path, "-i", path, "-m", "chrf", "-q", "--from", format]
            peak, cpu, clock = run(command)
            peak -= start_up
            path.unlink()
            is_above |= peak > MOST * read
            times = f"{peak / read:.1f}"
            print(
                f"| {name} | {read / 1e6:.0f} | {peak / 1e6:.0f} | {times} | {cpu:.1f} | {clock:.1f} |",
                flush=True,
            )
    return int(is_above)


if __name__ == "__main__":
    sys.exit(main())
