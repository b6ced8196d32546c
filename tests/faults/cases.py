"""The cases: each does one thing to the program and gives what it said, and whether that holds."""

import gzip
import os
import random
import resource
import sqlite3
import time

from program import DEMO, files, kill

OLD = b"what stood there before\n"


def disk_full(program):
    """the disk is full: `score --segments`"""
    with program.disk("12k") as disk:
        (disk / "rest").write_bytes(b"a" * 4096)
        output = disk / "segments.csv"
        output.write_bytes(OLD)
        texts = [DEMO / "reference.ar", "-i", DEMO / "systems/taa.ar"]
        done = program.run("score", *texts, "--segments", output)
        held = done.is_clear("no space", "segments.csv") and output.read_bytes() == OLD
        return done.said(), held and len(os.listdir(disk)) == 2


def disk_full_report(program):
    """the disk is full: `run`, over the report of an earlier run"""
    config = program.configuration()
    with program.disk("600k") as disk:
        program.run("run", config, "-q", "-o", program.path("good"))
        good = files(program.path("good"))
        for name in good:
            (disk / name).parent.mkdir(exist_ok=True)
            (disk / name).write_bytes(OLD)
        done = program.run("run", config, "-q", "-o", disk)
        return done.said(), done.is_clear("no space") and whole(good, files(disk))


def disk_full_baseline(program):
    """the disk is full: `baseline update`"""
    rule = '[gate]\nbaseline = "disk/a.mizan"\n[[gate.rule]]\nmetric = "chrf"\nmax_drop = 1\n'
    program.configuration(rule)
    with program.disk("8k") as disk:
        (disk / "rest").write_bytes(b"a" * 4096)
        done = program.run("baseline", "update", "-q")
        held = done.is_clear("no space", "a.mizan") and os.listdir(disk) == ["rest"]
        return done.said(), held


def disk_full_results(program):
    """the disk is full: results are kept for the next run"""
    program.configuration()
    with program.disk("1k") as disk:
        os.symlink(disk, program.path(".mizan"))
        done = program.run("run", "-o", program.path("report"))
        held = done.code == 0 and "not kept" in done.err and program.path("report/report.html").exists()
        return "a warning, and the whole report", held


def disk_full_history(program):
    """the disk is full: `history add`"""
    program.configuration()
    program.run("run", "-q", "-o", program.path("report"))
    evaluation = program.path("report/evaluation.mizan")
    program.run("history", "add", evaluation, "--label", "first", "--file", program.path("all.sqlite"))
    size = program.path("all.sqlite").stat().st_size
    with program.disk(size + 8192) as disk:
        kept = disk / "all.sqlite"
        kept.write_bytes(program.path("all.sqlite").read_bytes())
        program.path("report/evaluation.mizan").touch()
        for number in range(400):
            done = program.run("history", "add", evaluation, "--label", f"n{number}", "--file", kept)
            if done.code != 0:
                break
        with sqlite3.connect(f"file:{kept}?mode=ro&immutable=1", uri=True) as history:
            is_whole = history.execute("pragma integrity_check").fetchone() == ("ok",)
        return done.said(), done.is_clear("full") and is_whole


def read_only(program):
    """the folder is read-only: `run`, `gate -o`"""
    rule = '[gate]\n[[gate.rule]]\nmetric = "chrf"\nmin = 1\n'
    config = program.configuration(rule)
    disk = program.disk("1m")
    with disk as place:
        (place / "gate.md").write_bytes(OLD)
        disk.close()
        first = program.run("run", config, "-q", "-o", place / "report")
        done = program.run("gate", "-q", "-o", place / "gate.md")
        held = first.is_clear("read-only", "report") and done.is_clear("read-only", "gate.md")
        return done.said(), held and (place / "gate.md").read_bytes() == OLD


def shrinking(program):
    """an output shrinks while it is read"""
    reference, hypothesis = program.lines("big", 2_000_000)

    def cut(_):
        time.sleep(0.2)
        os.truncate(hypothesis, 50_000_000)

    done = program.run("score", reference, "-i", hypothesis, "-m", "bleu", "-q", during=cut)
    return done.said(), done.is_clear("big.hyp")


def vanishing(program):
    """an output vanishes while it is read"""
    reference, hypothesis = program.lines("big", 1_000_000)
    arguments = ["score", reference, "-i", hypothesis, "-m", "bleu", "-q"]
    whole = program.run(*arguments)

    def remove(_):
        time.sleep(0.2)
        hypothesis.unlink()

    done = program.run(*arguments, during=remove)
    return "reads it to its end", done.code == 0 and done.out == whole.out


def absent(program):
    """an output is not there"""
    done = program.run("score", DEMO / "reference.ar", "-i", program.path("a.ar"))
    return done.said(), done.is_clear("a.ar", "no such file")


def truncated_gzip(program):
    """a gzip is cut off"""
    reference, hypothesis = program.lines("text", 10_000)
    packed = gzip.compress(hypothesis.read_bytes())
    held = True
    for length in (5, 30, len(packed) // 2, len(packed) - 9, len(packed) - 1):
        path = program.write("text.hyp.gz", packed[:length])
        done = program.run("score", reference, "-i", path, "-q")
        held &= done.is_clear("text.hyp.gz") and not done.out
    return done.said(), held


def killed(program):
    """`run` is killed 20 times, and goes on to the same bytes"""
    config = program.configuration()
    program.run("run", config, "-q", "-o", program.path("good"))
    good, output = files(program.path("good")), program.path("report")
    for path in program.path(".mizan/results").iterdir():
        path.unlink()
    chance = random.Random(7)
    held = True
    for _ in range(20):

        def soon(process):
            time.sleep(chance.random() * 0.3)
            kill(process)

        program.run("run", config, "-q", "-o", output, during=soon)
        held &= whole(good, files(output))
    done = program.run("run", config, "-q", "-o", output)
    now = files(output)
    # The page names the command and where it wrote.
    held &= all(now[name] == good[name] for name in good if name != "report.html")
    return "whole files each time", held and done.code == 0


def clock(program):
    """the clock goes backwards: files from the future, results of yesterday's future"""
    config = program.configuration()
    first = program.run("run", config, "-q", "-o", program.path("one"))
    future = time.time() + 10 * 365 * 86400
    for path in program.path("systems").iterdir():
        os.utime(path, (future, future))
    for path in program.path(".mizan/results").iterdir():
        os.utime(path, (future, 0))
    again = program.run("run", config, "-q", "-o", program.path("one"))
    for date in ("2026-11-23T12:00:00Z", "2026-11-22T12:00:00Z", "1969-01-01T00:00:00Z"):
        evaluation = program.path("one/evaluation.mizan")
        done = program.run("history", "add", evaluation, "--date", date, "--label", date[:4])
    listed = program.run("history", "list", "--format", "csv")
    dates = [line.split(",")[0] for line in listed.out.splitlines()[1:]]
    held = first.code == again.code == done.code == 0 and first.out == again.out
    return "the same; the history is in the order of dates", held and dates == sorted(dates)


def no_memory(program):
    """memory is limited to 20 … 300 MB (`ulimit -v`)"""
    config = program.configuration()
    program.run("run", config, "-q", "-o", program.path("good"))
    good, output = files(program.path("good")), program.path("report")
    codes, held = set(), True
    for megabytes in (20, 40, 60, 80, 100, 120, 150, 200, 300, 1000):
        limits = [(resource.RLIMIT_AS, megabytes * 1_000_000), (resource.RLIMIT_CORE, 0)]
        done = program.run("run", config, "--fresh", "-q", "-o", output, limits=limits)
        codes.add(done.code)
        # It cannot be loaded (127), aborts, or has no thread left (2); half a file is not allowed.
        held &= done.code in (0, 2, -6, 127) and whole(good, files(output))
        held &= done.code != 0 or set(files(output)) == set(good)
    return f"exit codes {sorted(codes)}, every file whole", held and done.code == 0


def long_lines(program):
    """20 lines of 1 MB"""
    line = (DEMO / "reference.ar").read_text("utf-8").replace("\n", " ") * 60
    line = line.encode()[:1_000_000].decode("utf-8", "ignore")
    reference = program.write("long.ref", f"{line}\n" * 20)
    hypothesis = program.write("long.hyp", f"{line[7:]} 7\n" * 20)
    done = program.run("score", reference, "-i", hypothesis, "-m", "bleu", "chrf", "-q")
    return "scored", done.code == 0 and done.seconds < 60


def many_references(program):
    """200 references"""
    text = (DEMO / "reference.ar").read_text("utf-8")
    paths = [program.write(f"r/{number}.ar", text.replace("7", str(number))) for number in range(200)]
    done = program.run("score", *paths, "-i", DEMO / "systems/taa.ar", "-q")
    return "scored", done.code == 0 and "200 references" in done.out


def few_descriptors(program):
    """100 systems with 64 open files allowed (`ulimit -n`)"""
    text = (DEMO / "systems/taa.ar").read_bytes()
    paths = [program.write(f"s/{number}.ar", text) for number in range(100)]
    limits = [(resource.RLIMIT_NOFILE, 64)]
    done = program.run("score", DEMO / "reference.ar", "-i", *paths, "-q", limits=limits)
    return done.said() if done.code else "scored", done.code == 0 or done.is_clear("open files")


def closed_pipe(program):
    """whoever reads the output goes away"""
    texts = [DEMO / "reference.ar", "-i", DEMO / "systems/taa.ar", "-s", DEMO / "source.fr"]
    reader, writer = os.pipe()
    os.close(reader)
    import subprocess

    command = [str(program.mizan), "entities", *map(str, texts), "--all"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    program.run("--version")
    return f"ends quietly, exit code {done.returncode}", not done.stderr and done.returncode in (0, -13)


def ten_million(program):
    """10 million lines, BLEU and chrF, within 256 MiB"""
    reference, hypothesis = program.lines("huge", 10_000_000)
    done = program.run("score", reference, "-i", hypothesis, "-m", "bleu", "chrf", "-q")
    return "scored", done.code == 0 and done.mebibytes <= 256


def thousand_systems(program):
    """1,000 systems of 997 segments, four metrics, within 2 GiB"""
    reference, hypothesis = program.lines("some", 997)
    text = hypothesis.read_bytes()
    paths = [program.write(f"s/{n:04}.ar", text.replace(b" 7\n", b" %d\n" % n, n)) for n in range(1000)]
    metrics = ["bleu", "chrf", "chrf++", "ter"]
    done = program.run("score", reference, "-i", *paths, "-m", *metrics, "-q")
    return "scored", done.code == 0 and done.mebibytes <= 2048


def thousand_systems_run(program):
    """the same systems under `mizan gate`, within 2 GiB"""
    reference, hypothesis = program.lines("some", 997)
    text = hypothesis.read_bytes()
    for n in range(1000):
        program.write(f"s/{n:04}.ar", text.replace(b" 7\n", b" %d\n" % n, n))
    program.write(
        "mizan.toml",
        'schema = 1\n[[testset]]\nname = "many"\nreferences = ["some.ref"]\nsystems = "s/*.ar"\n'
        '[metrics]\nuse = ["bleu", "chrf", "chrf++", "ter"]\n'
        '[gate]\n[[gate.rule]]\nmetric = "chrf"\nmin = 1\n',
    )
    done = program.run("gate", "-q")
    return "decided", done.code == 0 and done.mebibytes <= 2048


def whole(good, found):
    """Whether each file is the old one or a whole new one; the page names the command that made it."""

    def is_whole(name, content):
        if name == "report.html":
            return content.endswith(b"</html>\n") or content == OLD
        return content in (OLD, good.get(name))

    faults = [name for name, content in found.items() if not is_whole(name, content)]
    if faults:
        print(f"half a file: {faults}")
    return not faults


CASES = [
    disk_full,
    disk_full_report,
    disk_full_baseline,
    disk_full_results,
    disk_full_history,
    read_only,
    shrinking,
    vanishing,
    absent,
    truncated_gzip,
    killed,
    clock,
    no_memory,
    long_lines,
    many_references,
    few_descriptors,
    closed_pipe,
]
LOADS = [ten_million, thousand_systems, thousand_systems_run]
