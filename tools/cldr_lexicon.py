#!/usr/bin/env python3
"""Makes src/entity/lexicon/cldr.tsv from the npm packages of CLDR.

    npm pack cldr-localenames-full@48.2.0 cldr-core@48.2.0
    for f in cldr-*.tgz; do mkdir ${f%-*} && tar xzf $f -C ${f%-*}; done
    tools/cldr_lexicon.py cldr-localenames-full/package cldr-core/package

Territories get their English and French names, all alternates accepted; languages get their main
names, and only those that CLDR covers at least at the level `basic`: the names of the others are
words in too many texts. What news.tsv and world.tsv hold is left out, whatever its Arabic form; with
`--missing` the forms that they lack are printed in place of the table.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

PLACE = Path(__file__).parent.parent / "src/entity/lexicon"
# The world, what is not known, and places that are there for tests of software.
LEFT_OUT = {"001", "ZZ", "XA", "XB", "QO", "057", "und"}
ORGANIZATIONS = {"EU", "EZ", "UN"}


def names(package, locale, kind):
    path = Path(package) / "main" / locale / f"{kind}.json"
    return json.loads(path.read_text("utf-8"))["main"][locale]["localeDisplayNames"][kind]


def latin_forms(name):
    """A name as texts have it: without what stands in brackets, with plain signs."""
    name = name.replace("’", "'").replace(" - ", "-").replace("\u00a0", " ")
    name = re.sub(r"\s*\([^)]*\)", "", name).strip()
    forms = [name]
    if " & " in name:
        forms.append(name.replace(" & ", " and "))
    if name.startswith("St. "):
        forms += [form.replace("St. ", "Saint ") for form in forms]
    return forms


def arabic_forms(name):
    """A name as texts have it: without what stands in brackets, without vowel marks."""
    name = re.sub("[\u064b-\u0652\u200e\u200f]", "", name)
    name = re.sub(r"\s*\([^)]*\)", "", name.split(" - جزر ")[0]).replace(" - ", " ").strip()
    return [name, name.replace("أمريك", "أميرك")]


def key(name):
    """As `latin_key` in src/entity/lexicon/key.rs has it, near enough to find doubles."""
    plain = name.replace("œ", "oe").replace("Œ", "OE").replace("ø", "o").replace("ł", "l")
    letters = unicodedata.normalize("NFD", plain)
    letters = "".join(c for c in letters if not unicodedata.combining(c)).replace("-", " ")
    is_acronym = letters.upper() == letters and sum(c.isalpha() for c in letters) <= 5
    return letters if is_acronym else letters.lower()


def unique(forms, key):
    seen = set()
    return [form for form in forms if form and not (key(form) in seen or seen.add(key(form)))]


def entries(localenames, core):
    levels = json.loads((Path(core) / "coverageLevels.json").read_text("utf-8"))
    covered = {code.split("-")[0] for code in levels["effectiveCoverageLevels"]}
    for kind, is_wanted in [
        ("territories", lambda code: code not in LEFT_OUT),
        ("languages", lambda code: code in covered - LEFT_OUT),
    ]:
        english, french, arabic = (names(localenames, locale, kind) for locale in ("en", "fr", "ar"))
        for code in sorted(arabic):
            if "-alt-" in code or not is_wanted(code) or code not in english:
                continue
            alternates = [code] if kind == "languages" else sorted(
                (c for c in {*english, *french, *arabic} if c == code or c.startswith(f"{code}-alt-")),
            )
            both = [table[c] for table in (english, french) for c in alternates if c in table]
            # An alternate with brackets is another name without them: Congo (DRC).
            both = [name for name in both if "(" not in name or name in (english[code], french[code])]
            both = [name for name in both if name not in ("R.-U.", "É.-U.")]
            latin = unique((form for name in both for form in latin_forms(name)), key)
            # Congo - Kinshasa is no name that a text has; its alternates go first.
            ordered = sorted(alternates, key=lambda c: (" - " in arabic.get(c, ""), c))
            target = unique((f for c in ordered if c in arabic for f in arabic_forms(arabic[c])), str)
            type_ = "LANGUAGE" if kind == "languages" else "ORG" if code in ORGANIZATIONS else "LOC"
            yield type_, latin, target


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--missing"]
    shows_missing = len(arguments) < len(sys.argv) - 1
    localenames, core = arguments
    version = json.loads((Path(localenames) / "package.json").read_text("utf-8"))["version"]
    written = {}
    for table in ["news.tsv", "world.tsv"]:
        for line in (PLACE / table).read_text("utf-8").splitlines()[1:]:
            _, latin, arabic, _ = line.split("\t")
            for form in latin.split("|"):
                written.setdefault(key(form), (latin, arabic))
    lines, keys, missing = [], set(), []
    for type_, latin, target in entries(localenames, core):
        known = next((written[key(form)] for form in latin if key(form) in written), None)
        if known:
            more = [form for form in latin if key(form) not in written]
            other = [form for form in target if form not in known[1].split("|")]
            if more or other:
                missing.append("\t".join((known[0].split("|")[0], "|".join(more), "|".join(other))))
            continue
        latin = [form for form in latin if key(form) not in keys]
        if latin:
            keys.update(map(key, latin))
            lines.append("\t".join((type_, "|".join(latin), "|".join(target), "")))
    if shows_missing:
        print(*missing, sep="\n")
        return
    head = [
        f"# Unicode CLDR {version}, npm packages cldr-localenames-full and cldr-core, "
        "licence Unicode-3.0: LICENSE-UNICODE.",
        "# Made by tools/cldr_lexicon.py; not to be edited.",
        "type\tlatin\tarabic\tflags",
    ]
    (PLACE / "cldr.tsv").write_text("\n".join(head + lines) + "\n", "utf-8")


main()
