"""The segment browser: filters, keyboard, export, deep links, the order of words."""

import csv
import io
from pathlib import Path
from urllib.parse import quote

from checks import clear, count


def search(page, checks):
    shown, size = count(page)
    checks.that(shown == size, "all segments are shown at first", f"{shown} of {size}")
    rows = page.locator("#rows .row").count()
    checks.that(0 < rows <= 60, "only rows in sight are drawn", rows)
    word = page.inner_text("#segment .text:lang(ar) >> nth=0").split()[1]
    page.keyboard.press("/")
    checks.that(page.evaluate("document.activeElement.id") == "q", "/ goes to the search")
    page.keyboard.type(word)
    shown, _ = count(page)
    checks.that(0 < shown < size, "text filters", shown)
    page.keyboard.press("Escape")
    checks.that(page.evaluate("document.activeElement.id") == "list", "Escape goes to the list")
    clear(page)


def walk(page, checks):
    _, size = count(page)
    heading = lambda: page.inner_text("#segment h3").split()[1]
    page.focus("#list")
    for key, number in [("Home", 1), ("j", 2), ("ArrowDown", 3), ("k", 2), ("ArrowUp", 1), ("End", size)]:
        page.keyboard.press(key)
        checks.that(heading() == str(number), f"{key} opens segment {number}", heading())
    page.keyboard.press("Enter")
    checks.that(page.evaluate("document.activeElement.id") == "segment", "Enter goes to the segment")
    page.keyboard.press("Escape")
    checks.that(page.evaluate("document.activeElement.id") == "list", "Escape goes back to the list")


def filters(page, checks):
    _, size = count(page)
    for control, value in [("verdict", "wrong"), ("flag", "any"), ("flag", "check:number"), ("sort", "worst")]:
        page.select_option(f"#{control}", value)
        shown, _ = count(page)
        checks.that(f"{control}={quote(value)}" in page.url, f"{control} is in the address", page.url)
        checks.that(shown <= size if control == "sort" else shown < size, f"{control} filters", shown)
        clear(page)
    page.fill("#high", "50")
    shown, _ = count(page)
    checks.that(shown < size, "the range of scores filters", shown)


def export(page, checks):
    shown, _ = count(page)
    with page.expect_download() as download:
        page.click("#export")
    text = Path(download.value.path()).read_text("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    systems = page.locator("#system option").count() - 1
    checks.that(len(lines) == 1 + shown * systems, "the export has the selection", len(lines))
    is_guarded = all(not cell.startswith(("=", "+", "@")) for line in lines for cell in line)
    checks.that(is_guarded, "no cell is a formula")


def address(page, checks):
    shown, _ = count(page)
    kept = page.url
    page.goto("about:blank")
    page.goto(kept)
    again, _ = count(page)
    checks.that(again == shown, "the address brings the selection back", f"{again}, not {shown}")
    clear(page)


def links(page, checks):
    checks.that(page.locator("main table a[href*='/']").count() > 0, "tables link to segments")
    link = page.locator("[id$=-worst] a >> nth=0")
    number = link.inner_text()
    link.click()
    page.wait_for_timeout(200)
    opened = page.inner_text("#segment h3").split()[1]
    checks.that(opened == number, "a link opens its segment", f"{opened}, not {number}")
    for where, what in [("problems", "a problem"), ("buckets", "a bucket")]:
        page.evaluate(f"document.querySelector('[id$=-{where}]').open = true")
        page.locator(f"[id$=-{where}] a >> nth=0").click()
        shown, size = count(page)
        checks.that(0 < shown < size, f"{what} leads to its segments", f"{shown} of {size}")
        clear(page)


def names(page, checks):
    before = page.inner_text("#name-count")
    page.select_option("#name-verdict", "wrong")
    checks.that(page.inner_text("#name-count") != before, "names are filtered", before)
    page.locator("#name-list tbody th a >> nth=0").click()
    shown, size = count(page)
    checks.that(0 < shown < size, "a name leads to its segments", f"{shown} of {size}")
    clear(page)


# Where the words of the paragraph that holds all of them stand: left and right edge of each.
EDGES = """words => {
  const holds = (text) => words.every((word) => text.includes(word));
  const paragraph = [...document.querySelectorAll("#segment .text")].find((p) => holds(p.textContent));
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const edges = words.map((word) => {
    const node = nodes.find((node) => node.data.includes(word));
    const range = document.createRange();
    range.setStart(node, node.data.indexOf(word));
    range.setEnd(node, node.data.indexOf(word) + word.length);
    const box = range.getBoundingClientRect();
    return [box.left, box.right, box.top];
  });
  const box = paragraph.getBoundingClientRect();
  return { edges, right: box.right, font: getComputedStyle(paragraph).fontSize };
}"""


def order(page, checks):
    """A sentence with Latin words and a number runs from right to left, but not within those."""
    words = ["قال", "Khayyam", "Omar", "إن", "3.5", "ملايين"]
    page.evaluate("location.hash = '#hostile/2'")
    for how in ["", "all", "none"]:
        page.select_option("#differences", how)
        count(page)
        found = page.evaluate(EDGES, words)
        edges = found["edges"]
        lefts = [left for left, _, _ in edges]
        said = f"with differences {how or 'marked'}"
        checks.that(len({top // 8 for _, _, top in edges}) == 1, f"the sentence is one line, {said}", edges)
        checks.that(lefts == sorted(lefts, reverse=True), f"words run from the right, {said}", lefts)
        is_right = abs(found["right"] - edges[0][1]) < 4
        checks.that(is_right, f"the first word stands at the right edge, {said}", found)
    page.select_option("#differences", "")


def joining(page, checks):
    """A mark around a word takes no letter apart: the sentence is as wide as without marks."""
    widths = {}
    for how in ["", "none"]:
        page.select_option("#differences", how)
        count(page)
        widths[how] = page.evaluate("""() => [...document.querySelectorAll("#segment .text")].map((p) => {
          const range = document.createRange();
          range.selectNodeContents(p);
          return range.getBoundingClientRect().width;
        })""")
    marks = page.locator("#segment mark").count()
    pairs = zip(widths[""], widths["none"])
    checks.that(marks > 0 and all(abs(a - b) < 1 for a, b in pairs), "marks part no letters", widths)
    page.select_option("#differences", "")
