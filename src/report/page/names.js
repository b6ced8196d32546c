// Names: every name with its renderings under each system.

const NAMES_AT_ONCE = 25;

/** Every name of a test set: type, forms, and per system the renderings with their counts. */
function gathered(found) {
  if (!found.gathered) {
    const all = found.names.map(([entity, type, expected], name) => {
      return { name, entity: entity || "–", type, expected, systems: new Map(), wrong: 0 };
    });
    gather(found, all);
    found.gathered = all.sort((a, b) => b.wrong - a.wrong || a.name - b.name);
  }
  return found.gathered;
}

function gather(found, all) {
  found.mentionsOf.forEach((mentions, segment) => {
    for (const mention of mentions) {
      const one = all[mention.name];
      for (const outcome of mention.outcomes) {
        if (!one.systems.has(outcome.system)) one.systems.set(outcome.system, new Map());
        const renderings = one.systems.get(outcome.system);
        const key = `${outcome.verdict} ${outcome.rendering}`;
        if (!renderings.has(key)) renderings.set(key, { ...outcome, segments: [] });
        renderings.get(key).segments.push(segment);
        if (WRONG.has(outcome.verdict)) one.wrong++;
      }
    }
  });
}

let namesShown = NAMES_AT_ONCE;

function listNames() {
  const found = testSet(Number($("name-set").value || 0));
  const q = folded($("name-search").value.trim());
  const type = $("name-type").value;
  const wanted = $("name-verdict").value;
  const system = found.systems.indexOf($("name-system").value);
  const isWantedRendering = (one) =>
    (system < 0 || one.system === system) &&
    (wanted === "" || (wanted === "wrong" ? WRONG.has(one.verdict) : one.verdict === wanted));
  const left = gathered(found)
    .filter((one) => type === "" || one.type === type)
    .map((one) => ({
      ...one,
      rows: [...one.systems.entries()]
        .sort((a, b) => a[0] - b[0])
        .map(([at, renderings]) => [at, [...renderings.values()].filter(isWantedRendering)])
        .filter(([, renderings]) => renderings.length),
    }))
    .filter((one) => one.rows.length)
    .filter(
      (one) =>
        q === "" ||
        [one.entity, ...one.expected].some((form) => folded(form).includes(q)) ||
        one.rows.some(([, renderings]) => renderings.some((r) => folded(r.rendering).includes(q))),
    );
  $("name-count").textContent = `${left.length} of ${found.names.length} names and numbers`;
  const body = $("name-list").tBodies[0];
  body.replaceChildren(...left.slice(0, namesShown).flatMap((one) => nameRows(found, one)));
  $("more-names").hidden = left.length <= namesShown;
}

function nameRows(found, one) {
  return one.rows.map(([system, renderings], at) => {
    const expected = one.expected.slice(0, 3).flatMap((form, index) => [index ? " · " : "", isolated(form)]);
    const name = encodeURIComponent(`${one.type} ${one.entity}`);
    const here = encodeURIComponent(found.name);
    const all = element("a", { href: `#${here}/?name=${name}` }, isolated(one.entity));
    const first =
      at > 0
        ? []
        : [
            element("th", { scope: "rowgroup", rowspan: one.rows.length }, all),
            element("td", { rowspan: one.rows.length }, one.type),
            element("td", { rowspan: one.rows.length }, expected),
          ];
    const list = renderings.map((r) =>
      element(
        "li",
        { class: r.verdict },
        r.rendering ? isolated(r.rendering) : "–",
        ` × ${r.segments.length} `,
        element("b", {}, `${r.sign} ${r.words}`),
      ),
    );
    const segments = [...new Set(renderings.flatMap((r) => r.segments))].sort((a, b) => a - b);
    const links = segments
      .slice(0, 8)
      .flatMap((segment) => [element("a", { href: `#${here}/${segment + 1}` }, String(segment + 1)), " "]);
    return element(
      "tr",
      { class: at === 0 ? "first" : undefined },
      ...first,
      element("td", {}, isolated(found.systems[system])),
      element("td", {}, element("ul", { class: "verdicts" }, list)),
      element("td", {}, ...links, segments.length > 8 ? "…" : ""),
    );
  });
}

if (sets.length && $("all-names")) {
  const fill = () => {
    const found = testSet(Number($("name-set").value || 0));
    options("name-type", [...new Set(found.names.map((name) => name[1]))].sort());
    options("name-system", found.systems);
  };
  $("name-filters").addEventListener("input", (event) => {
    if (event.target.id === "name-set") fill();
    namesShown = NAMES_AT_ONCE;
    listNames();
  });
  $("name-filters").addEventListener("submit", (event) => event.preventDefault());
  $("more-names").addEventListener("click", () => {
    namesShown += NAMES_AT_ONCE;
    listNames();
  });
  fill();
  listNames();
}
