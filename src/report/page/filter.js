// Filter: which segments are shown, and in what order.

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
    bucket: $("bucket").value,
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
  if (filter.bucket !== "" && !set.membersOf[filter.bucket]?.has(segment)) return false;
  if (filter.low !== null || filter.high !== null) {
    const isInside = (value) =>
      (filter.low === null || value >= filter.low) && (filter.high === null || value <= filter.high);
    if (!scoresOf(segment, filter).some(isInside)) return false;
  }
  if (filter.flag !== "") {
    const isFlagged = (flag) =>
      (filter.flag === "any" ? !flag.isCheck : `${flag.kind}:`.startsWith(`${filter.flag}:`)) &&
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
