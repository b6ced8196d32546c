"""The JSON that mizan writes, as the schema's name and one object or line after another."""

import gzip
import json
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = "corpora/demo"
FILES = "tests/cli/files"
SYSTEMS = [f"{DEMO}/systems/{name}.ar" for name in ["alif", "baa", "taa"]]
TEXTS = [f"{DEMO}/reference.ar", "-i", *SYSTEMS, "-s", f"{DEMO}/source.fr"]
ENTITIES = f"{FILES}/entities"
SMALL = [f"{ENTITIES}/reference.ar", "-i", f"{ENTITIES}/argos.ar", f"{ENTITIES}/nllb.ar"]
FEW = ["--samples", "40", "--trials", "40"]


def outputs(mizan):
    """Pairs of a schema's name and a JSON value that must fit it."""
    folder = Path(tempfile.mkdtemp(dir=ROOT / "target"))

    def run(*arguments, codes=(0,)):
        command = [mizan, *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        if done.returncode not in codes:
            raise SystemExit(f"{command}: exit code {done.returncode}\n{done.stderr}")
        return done.stdout

    def lines(text):
        return [json.loads(line) for line in text.splitlines()]

    small = [*SMALL, "-s", f"{ENTITIES}/source.en"]
    scores = ["--scores", f"comet={FILES}/comet.scores"]
    # Two references, no source, a metric made elsewhere.
    other = [f"{FILES}/reference.ar", f"{FILES}/second.ar", "-i", f"{FILES}/alif.ar", f"{FILES}/baa.ar"]
    yield "score", json.loads(run("score", *other, *scores, "--format", "json"))
    for line in lines(run("score", *other, *scores, "--format", "jsonl")):
        yield "score-line", line
    yield "compare", json.loads(run("compare", *other, *scores, *FEW, "--format", "json"))
    alone = ["-i", f"{ENTITIES}/argos.ar"]
    by_document = ["-i", f"{ENTITIES}/argos.ar", "-s", f"{ENTITIES}/source.en", "--by-document"]
    for texts in (alone, by_document):
        yield "entities", json.loads(run("entities", *texts, "--format", "json"))
        for line in lines(run("entities", *texts, "--format", "jsonl")):
            yield "mentions", line
    yield "check", json.loads(run("check", SYSTEMS[1], "--format", "json", codes=(0, 1)))
    for more in ([], ["--ci", "--samples", "40"]):
        yield "score", json.loads(run("score", *TEXTS, "--format", "json", *more))
        for line in lines(run("score", *TEXTS, "--format", "jsonl", *more)):
            yield "score-line", line
    segments = folder / "segments.jsonl"
    run("score", *TEXTS, "--documents", f"{DEMO}/documents.txt", "--segments", segments)
    for line in lines(segments.read_text("utf-8")):
        yield "segments", line
    inventory = ["--inventory", f"{ENTITIES}/two.jsonl"]
    gold = ["--gold", f"{DEMO}/entities.gold.jsonl"]
    for texts in (TEXTS, small, [*small, *inventory], [*SMALL, *inventory], [*TEXTS, *gold]):
        yield "entities", json.loads(run("entities", *texts, "--format", "json"))
        for line in lines(run("entities", *texts, "--format", "jsonl")):
            yield "mentions", line
    analyses = ["--analysis", "buckets", "words", "ngrams", "examples", "flags"]
    for more in ([], ["--baseline", "alif"], analyses):
        compared = run("compare", *TEXTS, *FEW, *more, "--format", "json")
        yield "compare", json.loads(compared)
    checked = [SYSTEMS[2], "-s", f"{DEMO}/source.fr"]
    yield "check", json.loads(run("check", *checked, "--format", "json", codes=(0, 1)))
    for line in lines(run("check", *checked, "--format", "jsonl", codes=(0, 1))):
        yield "findings", line
    for more in ([], ["--threshold", "5"]):
        card = run("check", *checked, "--scorecard", *more, "--format", "json", codes=(0, 1))
        yield "scorecard", json.loads(card)
    corrupted = folder / "corrupt.ar"
    run("perturb", TEXTS[0], "-s", TEXTS[-1], "-o", corrupted, "--gold", folder / "gold.jsonl")
    for line in lines((folder / "gold.jsonl").read_text("utf-8")):
        yield "gold", line
    plain = folder / "mizan.toml"
    systems = ", ".join(f'{name} = "{ROOT / FILES / name}.ar"' for name in ["alif", "baa"])
    texts = f'references = ["{ROOT / FILES}/reference.ar"]\nsystems = {{ {systems} }}\n'
    few = '[statistics]\nsamples = 40\ntrials = 40\n[analysis]\nuse = []\n'
    plain.write_text(f'schema = 1\n[[testset]]\nname = "plain"\n{texts}{few}', "utf-8")
    for configuration in (DEMO, plain):
        run("run", configuration, "-q", "-o", folder / "report")
        yield "report", json.loads((folder / "report" / "report.json").read_text("utf-8"))
        with gzip.open(folder / "report" / "evaluation.mizan") as file:
            yield "evaluation", json.load(file)
    gate = '[gate]\nbaseline = "a.mizan"\nsamples = 200\n'
    rules = ['metric = "chrf"\nmin = 20\nmax_drop = 0.5', 'check = "number"\nmax_new = 0\nmax = 9']
    gate += "".join(f"[[gate.rule]]\n{rule}\n" for rule in rules)
    plain.write_text(plain.read_text("utf-8") + gate, "utf-8")
    decided = ["gate", "--config", plain, "--format", "json", "-q"]
    yield "gate", json.loads(run(*decided, codes=(3,)))
    run("baseline", "update", "--config", plain, "-q")
    yield "gate", json.loads(run(*decided, codes=(0, 1)))
    plain.write_text(plain.read_text("utf-8").replace("alif.ar", "baa.ar"), "utf-8")
    yield "gate", json.loads(run(*decided, codes=(0, 1)))
    for name in ["ar.po", "news.xliff", "memory.tmx", "strings.xml", "app.xcstrings"]:
        for line in lines(run("units", f"{FILES}/localization/{name}", "--format", "jsonl")):
            yield "units", line
    kept = ["--file", folder / "history.sqlite"]
    for dated in (["--commit", "1111111", "--label", "nightly"], ["--commit", "2222222"]):
        run("history", "add", folder / "report" / "evaluation.mizan", *dated, *kept)
    yield "history", json.loads(run("history", "list", "--format", "json", *kept))
