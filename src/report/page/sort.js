// Sort: headings of tables that sort their column: up, down, and as it was.

/** What a cell is sorted by: the number it begins with, or its text; null is always last. */
function sortKey(cell, isNumber) {
  const text = cell.textContent.trim();
  if (!isNumber) return text === "–" ? null : text;
  const number = /[+−-]?\d+(\.\d+)?/.exec(text);
  return number ? Number(number[0].replace("−", "-")) : null;
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true });

function inOrder(rows, column, isNumber, direction) {
  const keyed = rows.map((row) => [sortKey(row.cells[column], isNumber), row]);
  const compare = (a, b) => (isNumber ? a - b : COLLATOR.compare(a, b)) * direction;
  keyed.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : compare(a, b)));
  return keyed.map(([, row]) => row);
}

function sortable(table) {
  const body = table.tBodies[0];
  const original = [...body.rows];
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const isNumber = heading.classList.contains("number");
    const button = element("button", { type: "button", class: "sort" });
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: null }[heading.getAttribute("aria-sort")];
      const direction = next === undefined ? "ascending" : next;
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      if (direction === null) {
        body.replaceChildren(...original);
      } else {
        heading.setAttribute("aria-sort", direction);
        body.replaceChildren(...inOrder(original, column, isNumber, direction === "ascending" ? 1 : -1));
      }
    });
  });
}

// The list of names has cells over several rows.
for (const table of document.querySelectorAll("main table:not(#name-list)")) {
  if (table.tBodies[0]?.rows.length > 1) sortable(table);
}
