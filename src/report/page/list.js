// List: what the filters leave; only the rows in sight are drawn.

/** Filters again, says how many are left, and draws. */
function update() {
  const filter = filters();
  const all = Array.from({ length: set.size }, (_, segment) => segment);
  shown = sorted(all.filter((segment) => passes(segment, filter)), filter);
  $("count").textContent = `${shown.length} of ${set.size} segments${statistics(filter)}`;
  $("name-chosen").hidden = chosenName === "";
  $("name-chosen").querySelector("span").replaceChildren("Only with the name ", isolated(chosenName.replace(/^\S* /, "")));
  $("rows").style.height = `${shown.length * ROW_HEIGHT}px`;
  if (current < 0 || !shown.includes(current)) $("list").scrollTop = 0;
  draw();
  address();
}

/** The mean scores of what is left: exploratory, so without a test. */
function statistics(filter) {
  if (shown.length === 0 || !set.metrics.length) return "";
  const [label, , decimals] = set.metrics[filter.metric];
  const means = chosenSystems(filter).map((system) => {
    const values = shown.map((s) => score(filter.metric, system, s)).filter((value) => value !== null);
    const mean = values.length ? values.reduce((a, b) => a + b, 0) / values.length : null;
    return `\u2068${set.systems[system]}\u2069 ${format(mean, decimals)}`;
  });
  return `; mean segment ${label}: ${means.join(", ")}`;
}

/** Draws the rows that can be seen, and a few around them. */
function draw() {
  const list = $("list");
  const filter = filters();
  const first = Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - 5);
  const last = Math.min(shown.length, first + Math.ceil(list.clientHeight / ROW_HEIGHT) + 10);
  const rows = [];
  for (let at = first; at < last; at++) rows.push(row(at, filter));
  $("rows").replaceChildren(...rows);
  const at = shown.indexOf(current);
  if (at >= first && at < last) list.setAttribute("aria-activedescendant", `row-${current}`);
  else list.removeAttribute("aria-activedescendant");
}

function row(at, filter) {
  const segment = shown[at];
  const text = set.sources[segment] ?? set.references[segment][0] ?? "";
  const decimals = Math.min(1, set.metrics[filter.metric]?.[2] ?? 0) || 2;
  const scores = chosenSystems(filter).map((system) => format(score(filter.metric, system, segment), decimals));
  const wrong = set.mentionsOf[segment].flatMap((m) => m.outcomes).filter((o) => WRONG.has(o.verdict)).length;
  const flags = new Set(set.flagsOf[segment].filter((flag) => !flag.isCheck).map((flag) => flag.kind));
  const findings = set.flagsOf[segment].filter(
    (flag) => flag.isCheck && (filter.system < 0 || flag.system === filter.system),
  ).length;
  const made = element(
    "div",
    {
      class: "row",
      role: "option",
      id: `row-${segment}`,
      "aria-selected": segment === current ? "true" : "false",
      "aria-posinset": at + 1,
      "aria-setsize": shown.length,
    },
    element(
      "span",
      { class: "figures-of" },
      element("b", {}, String(segment + 1)),
      ` ${scores.join(" · ")}`,
      wrong ? element("span", { class: "badge" }, `✗ ${wrong} wrong`) : null,
      [...flags].map((kind) => element("span", { class: "badge flag" }, `⚑ ${kind}`)),
      findings ? element("span", { class: "badge flag" }, `✎ ${findings} found`) : null,
    ),
    isolated(text, "span"),
  );
  made.lastChild.classList.add("excerpt");
  made.style.top = `${at * ROW_HEIGHT}px`;
  made.addEventListener("click", () => open(segment));
  return made;
}
