"""The program under test: runs it, measures it, and writes texts for it."""

import os
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "corpora/demo"
SYSTEMS = ["alif", "baa", "taa"]


class Done:
    """What a run left."""

    def __init__(self, command, code, out, err, seconds, kibibytes):
        self.command, self.code, self.out, self.err = command, code, out, err
        self.seconds, self.mebibytes = seconds, kibibytes / 1024

    def is_clear(self, *words):
        """Whether it ended as documented, with an error that says these words."""
        said = self.err.lower()
        is_error = self.code == 2 and "error: " in said and "panicked" not in said
        return is_error and all(word.lower() in said for word in words)

    def said(self):
        """The first line of the error."""
        lines = [line for line in self.err.splitlines() if line.startswith("error: ")]
        text = (lines or self.err.splitlines() or ["no word"])[0].removeprefix("error: ")
        return text.replace("|", "\\|")[-100:]


class Program:
    """The program, with a folder of its own."""

    def __init__(self, mizan, folder):
        self.mizan, self.folder, self.last = mizan, folder, None

    def run(self, *arguments, limits=(), during=None, environment=None):
        """Runs to the end; `during` is called with the process beside it."""
        command = [str(self.mizan), *map(str, arguments)]

        def restrict():
            for limit, value in limits:
                resource.setrlimit(limit, (value, value))

        out, err = (self.folder / name for name in (".out", ".err"))
        started = time.monotonic()
        with open(out, "wb") as to_out, open(err, "wb") as to_err:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=to_out,
                stderr=to_err,
                preexec_fn=restrict,
                env={**os.environ, **(environment or {})},
            )
            if during:
                during(process)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = code = os.waitstatus_to_exitcode(status)
        text = [path.read_text("utf-8", "replace").replace(f"{self.folder}/", "") for path in (out, err)]
        self.last = Done(command, code, *text, time.monotonic() - started, usage.ru_maxrss)
        return self.last

    def path(self, name):
        return self.folder / name

    def write(self, name, text):
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def disk(self, size):
        """A disk of its own, which is so large."""
        place = self.path("disk")
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], check=True)
        return Disk(place)

    def configuration(self, more=""):
        """The demo's texts with a configuration whose report is fast."""
        for name in ["reference.ar", "source.fr", *(f"systems/{system}.ar" for system in SYSTEMS)]:
            self.path(name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(DEMO / name, self.path(name))
        return self.write(
            "mizan.toml",
            'schema = 1\n[[testset]]\nname = "demo"\nsource = "source.fr"\nreferences = ["reference.ar"]\n'
            'systems = "systems/*.ar"\n[metrics]\nuse = ["chrf", "entity"]\n'
            f"[statistics]\nsamples = 40\ntrials = 40\n{more}",
        )

    def lines(self, name, count):
        """A text of so many lines, and another that is nearly the same."""
        lines = (DEMO / "reference.ar").read_bytes().splitlines()
        one, two = self.path(f"{name}.ref"), self.path(f"{name}.hyp")
        words = [line.replace(b" ", b"  ", 1) + b" 7\n" for line in lines]
        lines = [line + b"\n" for line in lines]
        for path, block in ((one, lines), (two, words)):
            block, whole = b"".join(block), count // len(lines)
            rest = b"".join((lines if path == one else words)[: count % len(lines)])
            with open(path, "wb") as file:
                for first in range(0, whole, 1000):
                    file.write(block * min(1000, whole - first))
                file.write(rest)
        return one, two


class Disk:
    """A mounted disk, which goes away at the end."""

    def __init__(self, place):
        self.place = place

    def __enter__(self):
        return self.place

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.place], check=True)

    def close(self):
        """Nobody may write there any more."""
        subprocess.run(["mount", "-o", "remount,ro", self.place], check=True)


def files(folder):
    """Every file below a folder with its bytes, but for what a killed process left beside its place."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file() and not path.name.startswith(".mizan-"):
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def kill(process):
    os.kill(process.pid, signal.SIGKILL)
