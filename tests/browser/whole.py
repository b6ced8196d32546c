"""The whole page: tables, accessibility, narrow screens, paper, no script, speed."""

import time
from importlib import resources

from checks import count

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOAD_SECONDS = 3.0
FILTER_MILLISECONDS = 200


def axe(page, checks, what):
    """axe-core is put into the page from here, past the page's policy."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    for violation in found["violations"]:
        nodes = [node["target"][0] for node in violation["nodes"]]
        checks.that(False, f"axe, {what}: {violation['id']}", f"{len(nodes)}, as {nodes[:3]}")
    checks.that(not found["violations"], f"axe finds nothing, {what}")
    checks.that(len(found["passes"]) > 20, f"axe looked, {what}", len(found["passes"]))


def tables(page, checks):
    """A heading sorts its column, by mouse and by keyboard, and says so."""
    table = page.locator("table:has(th[scope=col] button) >> nth=0")
    heading = table.locator("th:has(button) >> nth=1")
    column = heading.evaluate("cell => cell.cellIndex + 1")
    cells = lambda: table.locator(f"tbody tr > :nth-child({column})").all_inner_texts()
    number = lambda text: float(text.split()[0].replace("−", "-"))
    before = cells()
    heading.locator("button").click()
    first = heading.get_attribute("aria-sort")
    values = [number(text) for text in cells()]
    is_ordered = values == sorted(values, reverse=first == "descending")
    checks.that(first in ("ascending", "descending") and is_ordered, "a heading sorts", values)
    heading.locator("button").focus()
    page.keyboard.press("Enter")
    again = [number(text) for text in cells()]
    checks.that(heading.get_attribute("aria-sort") != first, "Enter turns the order round")
    checks.that(sorted(values) == sorted(again) and again != values, "the other way round", again)
    page.keyboard.press("Space")
    checks.that(heading.get_attribute("aria-sort") is None, "the third time nothing is sorted")
    checks.that(cells() == before, "rows stand as they did", cells())


def contents(page, checks):
    """The sections' links lead somewhere; the first thing that Tab reaches skips to the content."""
    page.keyboard.press("Tab")
    checks.that(page.evaluate("document.activeElement.className") == "skip", "Tab reaches the skip link")
    for link in page.locator("nav a").all():
        section = link.get_attribute("href")
        link.click()
        page.wait_for_timeout(100)
        checks.that(page.locator(section).is_visible(), f"{section} is there")
    page.evaluate("history.replaceState(null, '', ' '); scrollTo(0, 0)")


def narrow(page, checks, width):
    wide = page.evaluate("document.documentElement.scrollWidth")
    checks.that(wide <= width, f"fits {width} pixels", wide)


def without_script(page, checks):
    checks.that(page.locator(".verdict").first.is_visible(), "the verdict needs no script")
    checks.that(page.locator("table").first.is_visible(), "nor do tables")
    checks.that(page.locator(".picture svg").first.is_visible(), "nor do charts")
    checks.that(not page.locator("#browser").is_visible(), "what needs one is not shown")


FILTERED = """text => new Promise((done) => {
  const start = performance.now();
  const count = document.getElementById("count");
  const before = count.textContent;
  const watch = new MutationObserver(() => {
    if (count.textContent === before) return;
    watch.disconnect();
    // What is drawn, not only what is decided.
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  });
  watch.observe(count, { childList: true, characterData: true, subtree: true });
  const q = document.getElementById("q");
  q.value = text;
  q.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def speed(context, checks, address):
    """The better of three loads, for other work on the machine; every filter by itself."""
    loads = []
    for _ in range(3):
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("#rows .row")
        loads.append(time.perf_counter() - start)
        if len(loads) < 3:
            page.close()
    print(f"     loads in {', '.join(f'{load:.2f}' for load in loads)} s")
    checks.that(min(loads) < LOAD_SECONDS, f"loads in {LOAD_SECONDS} s", loads)
    _, size = count(page)
    checks.that(size >= 5000, "there are 5,000 segments", size)
    systems = page.locator("#system option").count() - 1
    checks.that(systems == 7, "there are 7 systems", systems)
    times = [page.evaluate(FILTERED, text) for text in ["باكو", "من", "2024", "qqqqq", ""]]
    print(f"     filters in {', '.join(f'{one:.0f}' for one in times)} ms")
    ordered = sorted(times)
    middle = ordered[len(ordered) // 2]
    checks.that(middle < FILTER_MILLISECONDS, f"filters in {FILTER_MILLISECONDS} ms", times)
    page.close()
