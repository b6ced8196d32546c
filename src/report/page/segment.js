// Segment: the one that is open, with its texts, scores and verdicts.

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
    set.domain[segment] === null ? null : [set.document[segment] === null ? "domain " : " · domain ", isolated(set.domains[set.domain[segment]])],
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
    .map(flagged);
  const list = verdicts.length ? [element("ul", { class: "verdicts" }, verdicts)] : [];
  return [heading, marked(text, places, dropped), ...flags, ...list];
}

/** What is suspicious of an output, or what a check found in it. */
function flagged(flag) {
  if (!flag.isCheck) return element("p", { class: "flagged" }, `⚑ ${flag.kind}: ${flag.message}`);
  const [, check, severity] = flag.kind.split(":");
  const part = flag.message.includes(flag.part.trim()) ? [] : [": ", isolated(flag.part)];
  return element("p", { class: "flagged" }, `✎ ${check} (${severity}): ${flag.message}`, ...part);
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
