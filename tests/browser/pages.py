"""The pages that are opened, made by `mizan run` from corpora written here."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "corpora" / "demo"
FOLDER = ROOT / "target" / "page"

FAST = "[statistics]\nsamples = 40\ntrials = 40\n"

# Every line is a danger of its own: the end of a script, markup, what a spreadsheet runs, control
# characters, marks of direction that nobody closes, what separates lines in JavaScript, much text.
HOSTILE = [
    "</script><script>document.title = 'broken'</script>",
    "<img src=x onerror=\"document.title='broken'\"> <b>&amp;</b> <!-- ]]> -->",
    "=HYPERLINK(\"http://example.org\";\"x\") +1 @SUM(A1) -2",
    "a\0b\x01c\x1b[31md\x7fe\x85f\ufffeg",
    "\u202e\u2067\u202b text that nobody closes \u2066",
    "\u2028 a line \u2029 of script `${alert(1)}` \\u003c",
    "\u200f\u200eabc\u200b\u200c\u200d\u00a0\ufeff\u00adxyz\u2068",
    "كلمة " * 20_000,
    "\u0300" * 50 + " " + "\U000e0001\U0001f468\u200d\U0001f469 \U0010ffff",
]
MIXED = "قال Omar Khayyam إن 3.5 ملايين شخص حضروا"


def configure(folder, systems):
    listed = "\n".join(f'"{name}" = "{path}"' for name, path in systems)
    text = f"schema = 1\n[[testset]]\nname = \"{folder.name}\"\nsource = \"source\"\n"
    text += f"references = [\"reference\"]\n[testset.systems]\n{listed}\n{FAST}"
    (folder / "mizan.toml").write_text(text, "utf-8")


def corpus(name, source, reference, systems, documents=None):
    """A folder with these lines, ready to be run."""
    folder = FOLDER / "corpora" / name
    folder.mkdir(parents=True, exist_ok=True)
    files = {"source": source, "reference": reference}
    paths = [f"system-{at}" for at in range(len(systems))]
    files |= dict(zip(paths, systems.values()))
    for file, lines in files.items():
        (folder / file).write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    configure(folder, zip(systems, paths))
    return folder


def hostile():
    reference = ["اجتمعوا في غروزني عام 2024.", MIXED] + ["نص آخر"] * len(HOSTILE)
    plain = ["They met in Grozny in 2024.", "Omar Khayyam said that 3.5 million came."]
    same = [reference[0], MIXED.replace("حضروا", "جاؤوا")]
    systems = {"=cmd|' /C calc'!A0": same + HOSTILE, "<b>b</b>&\u202e": same + HOSTILE[::-1]}
    return corpus("hostile", plain + HOSTILE, reference, systems)


def large():
    """5,016 segments under seven systems."""
    lines = lambda path: (DEMO / path).read_text("utf-8").splitlines() * 76
    names = ["alif", "baa", "taa", "alif", "baa", "taa", "alif"]
    systems = {f"{name}-{at}": lines(f"systems/{name}.ar") for at, name in enumerate(names)}
    return corpus("large", lines("source.fr"), lines("reference.ar"), systems)


def make(mizan):
    """The page of the demo, of hostile texts and of many segments."""
    pages = {}
    for name, folder in [("demo", DEMO), ("hostile", hostile()), ("large", large())]:
        output = FOLDER / name
        command = [mizan, "run", folder, "-q", "-o", output]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        pages[name] = output / "report.html"
    return pages
