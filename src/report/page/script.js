// Segments: filters, the list of what they leave, and the one that is open.

const $ = (id) => document.getElementById(id);
const ROW_HEIGHT = 52;
const WRONG = new Set(["mangled", "untranslated", "omitted", "wrong_number"]);
const FILTERS = [
  "q", "system", "metric", "low", "high", "domain", "document",
  "verdict", "what", "flag", "sort", "differences",
];

const sets = [...document.querySelectorAll("script.data")].map((data) => () => read(data));
const loaded = [];
let set = null; // the test set shown
let shown = []; // indices of the segments that pass the filters
let current = -1; // the index of the open segment
let chosenName = ""; // "type name", or all

/** The test set of this number, read and arranged when it is first needed. */
function testSet(number) {
  return (loaded[number] ??= sets[number]());
}

function read(data) {
  const found = JSON.parse(data.textContent);
  found.size = found.references.length;
  found.flagsOf = Array.from({ length: found.size }, () => []);
  for (const [segment, system, kind, isError, message] of found.flags) {
    found.flagsOf[segment].push({ system, kind, isError, message: found.messages[message] });
  }
  found.mentionsOf = Array.from({ length: found.size }, () => []);
  for (const [segment, name, s0, s1, r0, r1, ...outcomes] of found.mentions) {
    const [entity, type, expected, isNumber] = found.names[name];
    const mention = { name, entity: entity || "–", type, expected, isNumber, source: [s0, s1], reference: [r0, r1] };
    mention.outcomes = outcomes.map(([system, verdict, start, end, reason, rendering]) => ({
      system,
      verdict: VERDICTS[verdict][0],
      words: VERDICTS[verdict][1],
      sign: VERDICTS[verdict][2],
      start,
      end,
      reason: found.messages[reason],
      rendering:
        rendering ?? (start < 0 ? "" : [...(found.outputs[system][segment] ?? "")].slice(start, end).join("")),
    }));
    found.mentionsOf[segment].push(mention);
  }
  found.folded = new Array(found.size);
  return found;
}

function score(metric, system, segment) {
  const whole = set.scores[system][metric]?.[segment];
  return whole === null || whole === undefined ? null : whole / 10 ** set.metrics[metric][2];
}

/** The scores of a segment under a metric, of the chosen system or of all. */
function scoresOf(segment, filter) {
  return chosenSystems(filter)
    .map((system) => score(filter.metric, system, segment))
    .filter((value) => value !== null);
}

function chosenSystems(filter) {
  return filter.system < 0 ? set.systems.map((_, system) => system) : [filter.system];
}

function format(value, decimals) {
  return value === null ? "–" : value.toFixed(decimals).replace("-", "−");
}

/** What the controls say. */
function filters() {
  const number = (id) => ($(id).value.trim() === "" ? null : Number($(id).value));
  return {
    q: folded($("q").value.trim()),
    system: set.systems.indexOf($("system").value),
    metric: Math.max(0, Number($("metric").value)),
    low: number("low"),
    high: number("high"),
    domain: set.domains.indexOf($("domain").value),
    document: set.documents.indexOf($("document").value),
    verdict: $("verdict").value,
    what: $("what").value,
    flag: $("flag").value,
    sort: $("sort").value,
  };
}

function isWanted(mention, outcome, filter) {
  return (
    (filter.system < 0 || outcome.system === filter.system) &&
    (filter.what === "" || (filter.what === "numbers") === Boolean(mention.isNumber)) &&
    (filter.verdict === "" ||
      (filter.verdict === "wrong" ? WRONG.has(outcome.verdict) : outcome.verdict === filter.verdict))
  );
}

function passes(segment, filter) {
  if (filter.domain >= 0 && set.domain[segment] !== filter.domain) return false;
  if (filter.document >= 0 && set.document[segment] !== filter.document) return false;
  if (filter.low !== null || filter.high !== null) {
    const isInside = (value) =>
      (filter.low === null || value >= filter.low) && (filter.high === null || value <= filter.high);
    if (!scoresOf(segment, filter).some(isInside)) return false;
  }
  if (filter.flag !== "") {
    const isFlagged = (flag) =>
      (filter.flag === "any" || flag.kind === filter.flag) &&
      (filter.system < 0 || flag.system === filter.system);
    if (!set.flagsOf[segment].some(isFlagged)) return false;
  }
  if (filter.verdict !== "" || filter.what !== "" || chosenName !== "") {
    const isFound = (mention) =>
      (chosenName === "" || chosenName === `${mention.type} ${mention.entity}`) &&
      mention.outcomes.some((outcome) => isWanted(mention, outcome, filter));
    if (!set.mentionsOf[segment].some(isFound)) return false;
  }
  if (filter.q === "") return true;
  const texts = (set.folded[segment] ??= [
    folded([set.sources[segment] ?? "", ...set.references[segment]].join("\n")),
    ...set.outputs.map((outputs) => folded(outputs[segment] ?? "")),
  ]);
  return texts[0].includes(filter.q) || chosenSystems(filter).some((s) => texts[s + 1].includes(filter.q));
}

function sorted(segments, filter) {
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  const better = set.metrics[filter.metric]?.[1] ? -1 : 1;
  const wrong = (segment) =>
    set.mentionsOf[segment]
      .flatMap((mention) => mention.outcomes)
      .filter((o) => WRONG.has(o.verdict) && (filter.system < 0 || o.system === filter.system)).length;
  const keys = {
    worst: (segment) => better * mean(scoresOf(segment, filter)),
    best: (segment) => -better * mean(scoresOf(segment, filter)),
    spread: (segment) => {
      const values = scoresOf(segment, { ...filter, system: -1 });
      return Math.min(...values) - Math.max(...values);
    },
    wrong: (segment) => -wrong(segment),
    length: (segment) => -(set.sources[segment] ?? set.references[segment][0] ?? "").length,
  };
  const key = keys[filter.sort];
  if (!key) return segments;
  const keyed = segments.map((segment) => [key(segment), segment]);
  const last = (value) => (Number.isFinite(value) ? value : Infinity);
  keyed.sort((a, b) => (last(a[0]) - last(b[0]) || 0) || a[1] - b[1]);
  return keyed.map(([, segment]) => segment);
}

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
  const flags = new Set(set.flagsOf[segment].map((flag) => flag.kind));
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
    ),
    isolated(text, "span"),
  );
  made.lastChild.classList.add("excerpt");
  made.style.top = `${at * ROW_HEIGHT}px`;
  made.addEventListener("click", () => open(segment));
  return made;
}

/** Opens a segment beside the list. */
function open(segment, focus = false) {
  current = segment;
  const at = shown.indexOf(segment);
  const list = $("list");
  if (at >= 0) {
    const top = at * ROW_HEIGHT;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW_HEIGHT > list.scrollTop + list.clientHeight)
      list.scrollTop = top + ROW_HEIGHT - list.clientHeight;
  }
  draw();
  $("segment").replaceChildren(...details(segment));
  if (focus) $("segment").focus();
  address();
}

function details(segment) {
  const number = segment + 1;
  const place = [
    set.document[segment] === null ? null : ["document ", isolated(set.documents[set.document[segment]])],
    set.domain[segment] === null ? null : [" domain ", isolated(set.domains[set.domain[segment]])],
  ].filter(Boolean);
  const link = element("a", { href: `#${encodeURIComponent(set.name)}/${number}` }, "link");
  const parts = [
    element("h3", {}, `Segment ${number} `, element("small", {}, link)),
    place.length ? element("p", { class: "note" }, ...place.flat()) : null,
  ];
  const mentions = set.mentionsOf[segment];
  if (set.sources[segment] !== null) {
    const text = set.sources[segment];
    parts.push(element("h4", {}, "Source"), marked(text, named(text, mentions, "source")));
  }
  set.references[segment].forEach((text, at) => {
    const title = set.references[segment].length > 1 ? `Reference ${at + 1}` : "Reference";
    parts.push(element("h4", {}, title), marked(text, at === 0 ? named(text, mentions, "reference") : []));
  });
  const filter = filters();
  set.systems.forEach((_, system) => parts.push(...output(segment, system, filter)));
  return parts.filter(Boolean);
}

function named(text, mentions, side) {
  return mentions
    .filter((mention) => mention[side][0] >= 0)
    .map((mention) => {
      const [start, end] = units(text, ...mention[side]);
      return { start, end, className: "name", title: mention.type };
    });
}

function output(segment, system, filter) {
  const text = set.outputs[system][segment];
  const scores = set.metrics.map(
    ([label, isLower, decimals], metric) =>
      `${label} ${isLower ? "↓" : "↑"} ${format(score(metric, system, segment), decimals)}`,
  );
  const heading = element("h4", {}, isolated(set.systems[system]), " ", element("small", {}, scores.join(" · ")));
  if (text === null) return [heading, element("p", { class: "note" }, "no output")];
  const places = [];
  const dropped = [];
  const how = $("differences").value;
  if (how !== "none" && set.references[segment].length > 0) {
    const own = words(text);
    const found = nearest(own, set.references[segment]);
    for (const at of found.extra) places.push({ ...own[at], className: "extra", title: "not in the reference" });
    if (how === "all") {
      for (const word of found.missing)
        dropped.push({ at: own[word.before]?.start ?? text.length, text: word.text });
    }
  }
  const verdicts = [];
  for (const mention of set.mentionsOf[segment]) {
    for (const outcome of mention.outcomes.filter((outcome) => outcome.system === system)) {
      if (outcome.start >= 0) {
        const [start, end] = units(text, outcome.start, outcome.end);
        const title = `${mention.entity}: ${outcome.words}`;
        places.push({ start, end, className: `name ${outcome.verdict}`, title });
      }
      verdicts.push(verdict(mention, outcome));
    }
  }
  const flags = set.flagsOf[segment]
    .filter((flag) => flag.system === system)
    .map((flag) => element("p", { class: "flagged" }, `⚑ ${flag.kind}: ${flag.message}`));
  const list = verdicts.length ? [element("ul", { class: "verdicts" }, verdicts)] : [];
  return [heading, marked(text, places, dropped), ...flags, ...list];
}

/** The difference to the reference that is nearest. */
function nearest(own, references) {
  const found = references.map((reference) => difference(own, words(reference)));
  return found.reduce((a, b) => (b.extra.size + b.missing.length < a.extra.size + a.missing.length ? b : a));
}

function verdict(mention, outcome) {
  const parts = [
    element("b", {}, `${outcome.sign} ${outcome.words}`), " ", isolated(mention.entity),
    element("small", {}, ` ${mention.type}`),
  ];
  if (outcome.rendering) parts.push(" → ", isolated(outcome.rendering));
  if (outcome.verdict !== "correct") {
    if (mention.expected.length) {
      parts.push("; expected ", ...mention.expected.slice(0, 3).flatMap((form, at) => [at ? ", " : "", isolated(form)]));
    }
    if (outcome.reason) parts.push(element("small", {}, ` (${outcome.reason})`));
  }
  return element("li", { class: outcome.verdict }, parts);
}

/** Writes what is shown into the address. */
function address() {
  if (!isReady) return;
  const query = new URLSearchParams();
  for (const id of FILTERS) {
    const value = $(id).value;
    if (value !== "" && !(id === "metric" && Number(value) === set.metric)) query.set(id, value);
  }
  if (chosenName) query.set("name", chosenName);
  const words = query.toString();
  const segment = current >= 0 ? current + 1 : "";
  const hash = `#${encodeURIComponent(set.name)}/${segment}${words ? `?${words}` : ""}`;
  if (location.hash !== hash) history.replaceState(null, "", hash);
}

/** Shows what the address says; false where it is not about segments. */
function follow() {
  const found = /^#([^/]+)\/(\d*)(?:\?(.*))?$/.exec(location.hash);
  if (!found) return false;
  let name;
  try {
    name = decodeURIComponent(found[1]);
  } catch {
    return false;
  }
  const number = sets.findIndex((_, at) => testSet(at).name === name);
  if (number < 0) return false;
  choose(number);
  const query = new URLSearchParams(found[3] ?? "");
  // A link to a segment alone leaves the filters as they are where they show it.
  for (const id of FILTERS) $(id).value = query.get(id) ?? (id === "metric" ? String(set.metric) : "");
  chosenName = query.get("name") ?? "";
  const segment = found[2] === "" ? -1 : Number(found[2]) - 1;
  current = segment >= 0 && segment < set.size ? segment : -1;
  update();
  if (current >= 0) open(current);
  else if (shown.length) open(shown[0]);
  $("segments").scrollIntoView();
  return true;
}

function options(id, labels, values = labels) {
  const select = $(id);
  const kept = [...select.options].filter((option) => option.value === "" && id !== "metric");
  const made = labels.map((label, at) => element("option", { value: values[at] }, label));
  select.replaceChildren(...kept, ...made);
}

/** Shows another test set. */
function choose(number) {
  const other = testSet(number);
  if (set === other) return;
  set = other;
  current = -1;
  chosenName = "";
  $("set").value = String(number);
  options("system", set.systems);
  options("metric", set.metrics.map(([label, isLower]) => `${label} ${isLower ? "↓" : "↑"}`), set.metrics.map((_, at) => at));
  $("metric").value = String(set.metric);
  options("domain", [...set.domains].sort());
  options("document", [...set.documents].sort());
}

function move(by) {
  const at = shown.indexOf(current);
  const next = Math.min(shown.length - 1, Math.max(0, at < 0 ? 0 : at + by));
  if (shown.length) open(shown[next]);
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape" && (event.target.id === "q" || $("segment").contains(event.target))) {
    $("list").focus();
    return;
  }
  if (isTyping) return;
  const page = Math.max(1, Math.floor($("list").clientHeight / ROW_HEIGHT) - 1);
  const isInList = event.target.id === "list";
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => $("q").focus(),
    ...(isInList && {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      PageDown: () => move(page),
      PageUp: () => move(-page),
      Home: () => move(-shown.length),
      End: () => move(shown.length),
      Enter: () => current >= 0 && open(current, true),
    }),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/** Opens what a link leads into: a table that is folded away. */
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target) target.scrollIntoView();
}

let isReady = false;
if (sets.length) {
  for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
  choose(0);
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      update();
      if (current >= 0) open(current);
    }, 60);
  };
  $("filters").addEventListener("input", (event) => {
    if (event.target.id === "set") choose(Number(event.target.value));
    soon();
  });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => {
    chosenName = "";
    setTimeout(() => {
      $("metric").value = String(set.metric);
      $("set").value = String(loaded.indexOf(set));
      soon();
    });
  });
  $("name-chosen").querySelector("button").addEventListener("click", () => {
    chosenName = "";
    soon();
  });
  $("export").addEventListener("click", save);
  $("list").addEventListener("scroll", draw, { passive: true });
  new ResizeObserver(draw).observe($("list"));
  document.addEventListener("keydown", keys);
  window.addEventListener("hashchange", () => follow() || unfold());
  if (!follow()) {
    update();
    if (shown.length) open(shown[0]);
    unfold();
  }
  isReady = true;
}
