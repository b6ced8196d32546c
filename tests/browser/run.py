#!/usr/bin/env python3
"""Opens a page in a browser and checks what no unit test sees.

    cargo test --lib pages_to_look_at -- --ignored
    tests/browser/run.py target/page/demo.html [--pictures FOLDER]

Installs Playwright and axe-core into target/browser. A Chromium that is on the path is used where
Playwright cannot fetch its own. Exit code 1 where a check fails.
"""

import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target" / "browser"
PYTHON = TOOLS / "venv" / "bin" / "python"
AXE = TOOLS / "node_modules" / "axe-core" / "axe.min.js"


def install():
    """Everything into target/browser; then this script again with the Python from there."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    if not PYTHON.exists():
        venv.create(TOOLS / "venv", with_pip=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "-q", "playwright"], check=True)
    if not AXE.exists() and shutil.which("npm"):
        subprocess.run(["npm", "install", "--silent", "--prefix", TOOLS, "axe-core"], check=False)
    if not chromium():
        environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(TOOLS / "browsers")}
        command = [PYTHON, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=True, env=environment)


def chromium():
    names = ["chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, names)), None)


class Checks:
    def __init__(self):
        self.failed = 0

    def that(self, is_so, what, found=""):
        print(f"{'ok  ' if is_so else 'FAIL'} {what}" + (f": {found}" if not is_so else ""))
        self.failed += not is_so


def count(page):
    """The two numbers of "k of n segments"."""
    page.wait_for_timeout(250)
    words = page.inner_text("#count").split()
    return int(words[0]), int(words[2])


def browse(page, checks):
    shown, size = count(page)
    checks.that(shown == size, "all segments are shown at first", f"{shown} of {size}")
    rows = page.locator("#rows .row").count()
    checks.that(0 < rows <= 60, "only rows in sight are drawn", rows)

    text = page.inner_text("#segment .text:lang(ar) >> nth=0").split()[1]
    page.keyboard.press("/")
    checks.that(page.evaluate("document.activeElement.id") == "q", "/ goes to the search")
    page.keyboard.type(text)
    shown, _ = count(page)
    checks.that(0 < shown < size, "text filters", shown)
    page.keyboard.press("Escape")
    checks.that(page.evaluate("document.activeElement.id") == "list", "Escape goes to the list")
    before = page.inner_text("#segment h3")
    page.click("text=Clear filters")
    count(page)
    page.focus("#list")
    page.keyboard.press("j")
    checks.that(page.inner_text("#segment h3") != before or shown < 2, "j opens the next segment")
    page.keyboard.press("k")
    page.keyboard.press("End")
    last = page.inner_text("#segment h3").split()[1]
    checks.that(last == str(size), "End opens the last segment", last)
    page.keyboard.press("Enter")
    checks.that(page.evaluate("document.activeElement.id") == "segment", "Enter goes to the segment")
    page.keyboard.press("Escape")

    for control, value in [("verdict", "wrong"), ("flag", "any"), ("sort", "worst")]:
        page.select_option(f"#{control}", value)
        shown, _ = count(page)
        checks.that(f"{control}={value}" in page.url, f"{control} is in the address", page.url)
        checks.that(shown <= size if control == "sort" else shown < size, f"{control} filters", shown)
        page.click("text=Clear filters")
        count(page)
    page.fill("#high", "50")
    shown, _ = count(page)
    checks.that(shown < size or size < 10, "the range of scores filters", shown)
    with page.expect_download() as download:
        page.click("#export")
    text = Path(download.value.path()).read_text("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    systems = page.locator("#system option").count() - 1
    checks.that(len(lines) == 1 + shown * systems, "the export has the selection", len(lines))
    is_guarded = all(not cell.startswith(("=", "+", "@")) for line in lines for cell in line)
    checks.that(is_guarded, "no cell is a formula")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    again, _ = count(page)
    checks.that(again == shown, "the address brings the selection back", f"{again}, not {shown}")
    page.click("text=Clear filters")
    count(page)


def follow_links(page, checks):
    links = page.locator("main table a[href*='/']")
    checks.that(links.count() > 0, "tables link to segments")
    link = page.locator("[id$=-worst] a >> nth=0")
    number = link.inner_text()
    link.click()
    page.wait_for_timeout(200)
    opened = page.inner_text("#segment h3").split()[1]
    checks.that(opened == number, "a link opens its segment", f"{opened}, not {number}")
    if page.locator("[id$=-problems] a").count():
        page.locator("[id$=-problems] a >> nth=0").click()
        shown, size = count(page)
        checks.that(0 < shown < size, "a problem leads to its segments", f"{shown} of {size}")
        page.click("text=Clear filters")
        count(page)
    if page.locator("#all-names").count():
        page.wait_for_timeout(100)
        before = page.inner_text("#name-count")
        page.select_option("#name-verdict", "wrong")
        checks.that(page.inner_text("#name-count") != before, "names are filtered", before)
        page.locator("#name-list tbody th a >> nth=0").click()
        shown, size = count(page)
        checks.that(0 < shown < size, "a name leads to its segments", f"{shown} of {size}")


def axe(page, checks, what):
    if not AXE.exists():
        print("skip axe-core: not there")
        return
    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
    for violation in found["violations"]:
        nodes = [node["target"][0] for node in violation["nodes"]]
        checks.that(False, f"axe, {what}: {violation['id']}", f"{len(nodes)}, as {nodes[:3]}")
    checks.that(not found["violations"], f"axe finds nothing, {what}")


def check(path, pictures):
    from playwright.sync_api import sync_playwright

    checks = Checks()
    address = Path(path).resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for scheme in ["light", "dark"]:
            context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
            page = context.new_page()
            said, asked = [], []
            page.on("console", lambda line: said.append(line.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("dialog", lambda dialog: (said.append("a dialog opened"), dialog.dismiss()))
            page.on("request", lambda request: asked.append(request.url))
            page.goto(address)
            page.wait_for_timeout(500)
            print(f"{scheme}: ready after {page.evaluate('performance.now() | 0')} ms")
            if pictures:
                page.screenshot(path=pictures / f"{scheme}.png", full_page=True)
                page.locator("#segments").screenshot(path=pictures / f"{scheme}-segments.png")
            if scheme == "light":
                browse(page, checks)
                follow_links(page, checks)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            # axe itself is put into the page from here, past the policy.
            axe(page, checks, scheme)
            checks.that(not said, f"nothing on the console, {scheme}", said)
            outside = [url for url in asked if not url.startswith(("file:", "about:", "blob:"))]
            checks.that(not outside, f"no request, {scheme}", outside)
            context.close()
        for width in [320, 400]:
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.goto(address)
            page.wait_for_timeout(300)
            wide = page.evaluate("document.documentElement.scrollWidth")
            checks.that(wide <= width, f"fits {width} pixels", wide)
            if pictures:
                page.screenshot(path=pictures / f"{width}.png", full_page=True)
            page.close()
        if pictures:
            page = browser.new_page()
            page.goto(address)
            page.pdf(path=pictures / "print.pdf")
            page.emulate_media(media="print")
            page.screenshot(path=pictures / "print.png", full_page=True)
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address)
        checks.that(page.locator(".verdict").first.is_visible(), "the verdict needs no script")
        checks.that(page.locator("table").first.is_visible(), "nor do tables")
        checks.that(not page.locator("#browser").is_visible(), "what needs one is not shown")
        browser.close()
    return checks.failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page", help="the HTML file")
    parser.add_argument("--pictures", type=Path, help="a folder for screenshots")
    arguments = parser.parse_args()
    if Path(sys.executable) != PYTHON:
        install()
        os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(TOOLS / "browsers"))
        os.execv(PYTHON, [str(PYTHON), __file__, *sys.argv[1:]])
    if arguments.pictures:
        arguments.pictures.mkdir(parents=True, exist_ok=True)
    sys.exit(1 if check(arguments.page, arguments.pictures) else 0)


if __name__ == "__main__":
    main()
