// Data: the test sets of the page, arranged when they are first needed.

const $ = (id) => document.getElementById(id);
const ROW_HEIGHT = 52;
const WRONG = new Set(["mangled", "untranslated", "omitted", "wrong_number"]);
const FILTERS = [
  "q", "system", "metric", "low", "high", "domain", "document",
  "bucket", "verdict", "what", "flag", "sort", "differences", "marks",
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
  for (const [system, kind, isError, summary, segments, findings] of found.checks ?? []) {
    const add = (segment, message, part = "") =>
      found.flagsOf[segment].push({ system, kind, isError, message: found.messages[message], part, isCheck: true });
    const told = new Set(findings.map(([segment]) => segment));
    for (const [segment, start, end, message] of findings)
      add(segment, message, start < 0 ? "" : cut(found.outputs[system][segment] ?? "", start, end));
    for (const segment of segments) if (!told.has(segment)) add(segment, summary);
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
        rendering ?? (start < 0 ? "" : cut(found.outputs[system][segment] ?? "", start, end)),
    }));
    found.mentionsOf[segment].push(mention);
  }
  found.membersOf = found.buckets.map(([, , members]) => new Set(members));
  found.folded = new Array(found.size);
  return found;
}

const SURROGATE = /[\uD800-\uDFFF]/;

/** A part of a text between two places in code points, which nearly always are its units too. */
function cut(text, start, end) {
  return SURROGATE.test(text) ? [...text].slice(start, end).join("") : text.slice(start, end);
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
