// Export: the selection as a file.

/** A cell that no spreadsheet takes for a formula, quoted. */
function cell(value) {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  const guarded = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}

/** The selection as a table: one line per segment and system. */
function csv() {
  const filter = filters();
  const head = ["segment", "document", "domain", "source", "reference", "system", "output"];
  const lines = [[...head, ...set.metrics.map(([label]) => label), "flags", "wrong names"]];
  for (const segment of shown) {
    for (const system of chosenSystems(filter)) {
      const wrong = set.mentionsOf[segment].flatMap((mention) =>
        mention.outcomes
          .filter((outcome) => outcome.system === system && WRONG.has(outcome.verdict))
          .map((outcome) => `${mention.entity}: ${outcome.words}`),
      );
      lines.push([
        segment + 1,
        set.documents[set.document[segment]],
        set.domains[set.domain[segment]],
        set.sources[segment],
        set.references[segment][0],
        set.systems[system],
        set.outputs[system][segment],
        ...set.metrics.map((_, metric) => score(metric, system, segment) ?? ""),
        set.flagsOf[segment].filter((flag) => flag.system === system).map((flag) => flag.kind).join(" "),
        wrong.join("; "),
      ]);
    }
  }
  // The mark tells spreadsheets that it is UTF-8.
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function save() {
  const address = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  element("a", { href: address, download: "segments.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
