#!/usr/bin/env python3
"""Opens pages of `mizan run` in a browser, from the disk and without a network, and checks what no
unit test sees.

    cargo build --release
    tests/browser/run.py [MIZAN] [--pictures FOLDER]

Installs Playwright and axe-core from PyPI into target/browser, and Debian's Chromium where there is
none. Exit code 1 where a check fails or nothing was checked.
"""

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target" / "browser"
PYTHON = TOOLS / "venv" / "bin" / "python"
# axe-playwright-python 0.1.8 brings axe-core 4.12.1.
PACKAGES = ["playwright==1.65.2", "axe-playwright-python==0.1.8"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OPEN = "for (const one of document.querySelectorAll('#tables details')) one.open = true"
SECTIONS = ["summary", "charts", "names", "segments", "tables", "method"]


def install():
    """What is used, into target/browser; Chromium is the system's."""
    marker = TOOLS / "installed"
    if not marker.exists() or marker.read_text() != "\n".join(PACKAGES):
        venv.create(TOOLS / "venv", with_pip=True, clear=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        marker.write_text("\n".join(PACKAGES))
    if not chromium():
        subprocess.run(["apt-get", "update", "--quiet", "--quiet"], check=True)
        packages = ["chromium", "fonts-dejavu-core", "fonts-noto-core"]
        subprocess.run(["apt-get", "install", "--yes", "--quiet", "--quiet", *packages], check=True)


def chromium():
    names = ["chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, names)), None)


class Opened:
    """A page without network; what it says on the console and asks for is noted."""

    def __init__(self, browser, address, **options):
        self.said, self.asked = [], []
        self.context = browser.new_context(offline=True, **options)
        self.page = self.context.new_page()
        self.page.on("console", lambda line: self.said.append(line.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda one: (self.said.append("a dialog opened"), one.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)
        self.page.wait_for_timeout(300)

    def close(self, checks, what):
        checks.that(not self.said, f"nothing on the console, {what}", self.said)
        outside = [url for url in self.asked if not url.startswith(("file:", "about:", "blob:"))]
        checks.that(not outside, f"no request, {what}", outside)
        self.context.close()


def photograph(page, pictures, name):
    page.screenshot(path=pictures / f"{name}.png", full_page=True)
    for section in SECTIONS:
        if page.locator(f"#{section}").count():
            page.locator(f"#{section}").screenshot(path=pictures / f"{name}-{section}.png")


def check_demo(browser, checks, address, pictures):
    import segments
    import whole

    for scheme in ["light", "dark"]:
        size = {"width": 1280, "height": 900}
        opened = Opened(browser, address, color_scheme=scheme, viewport=size)
        opened.page.evaluate(OPEN)
        photograph(opened.page, pictures, scheme)
        opened.page.reload()
        if scheme == "light":
            whole.contents(opened.page, checks)
            whole.tables(opened.page, checks)
            for part in ["search", "walk", "filters", "export", "address", "links", "names"]:
                getattr(segments, part)(opened.page, checks)
        whole.axe(opened.page, checks, scheme)
        opened.close(checks, scheme)
    for width in [320, 400, 768]:
        opened = Opened(browser, address, viewport={"width": width, "height": 800})
        whole.narrow(opened.page, checks, width)
        opened.page.screenshot(path=pictures / f"{width}.png", full_page=True)
        opened.close(checks, f"{width} pixels")
    opened = Opened(browser, address)
    opened.page.pdf(path=pictures / "print.pdf")
    opened.page.emulate_media(media="print")
    opened.page.screenshot(path=pictures / "print.png", full_page=True)
    opened.close(checks, "on paper")
    opened = Opened(browser, address, java_script_enabled=False)
    whole.without_script(opened.page, checks)
    opened.close(checks, "without script")


def check_hostile(browser, checks, address, pictures):
    import segments
    import whole

    opened = Opened(browser, address, viewport={"width": 1600, "height": 900})
    page = opened.page
    checks.that("broken" not in page.title(), "no text runs", page.title())
    segments.order(page, checks)
    segments.joining(page, checks)
    _, size = segments.count(page)
    page.focus("#list")
    for number in range(1, size + 1):
        page.evaluate(f"location.hash = '#hostile/{number}'")
        page.wait_for_timeout(100)
        heading = page.inner_text("#segment h3").split()[1]
        checks.that(heading == str(number), f"hostile segment {number} is shown", heading)
    checks.that(page.locator(".invisible").count() > 0, "invisible characters are shown")
    segments.export(page, checks)
    whole.axe(page, checks, "hostile texts")
    page.screenshot(path=pictures / "hostile.png")
    checks.that("broken" not in page.title(), "no text ran", page.title())
    opened.close(checks, "hostile texts")


def check_large(browser, checks, address):
    import whole

    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    whole.speed(context, checks, address)
    context.close()


def check(mizan, pictures):
    from playwright.sync_api import sync_playwright

    import pages
    from checks import Checks

    checks = Checks()
    made = {name: page.as_uri() for name, page in pages.make(mizan).items()}
    with sync_playwright() as playwright:
        # Playwright gives each browser an empty profile of its own.
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        check_demo(browser, checks, made["demo"], pictures)
        check_hostile(browser, checks, made["hostile"], pictures)
        check_large(browser, checks, made["large"])
        browser.close()
    print(f"{checks.done} checks, {checks.failed} failed; pictures in {pictures}")
    return checks.failed == 0 and checks.done > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mizan", nargs="?", type=Path, default=ROOT / "target" / "release" / "mizan")
    parser.add_argument("--pictures", type=Path, default=TOOLS / "pictures")
    arguments = parser.parse_args()
    if Path(sys.executable) != PYTHON:
        install()
        os.execv(PYTHON, [str(PYTHON), __file__, *sys.argv[1:]])
    arguments.pictures.mkdir(parents=True, exist_ok=True)
    sys.exit(0 if check(arguments.mizan.resolve(), arguments.pictures) else 1)


if __name__ == "__main__":
    main()
