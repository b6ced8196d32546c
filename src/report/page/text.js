// Text: elements without markup from strings, words compared, places marked.

/** An element with attributes and children; strings become text, never markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

const ARABIC = /\p{Script=Arabic}/gu;
const LETTER = /\p{L}/gu;

/** "ar" where most letters are Arabic. */
function language(text) {
  const letters = (text.match(LETTER) || []).length;
  return letters > 0 && (text.match(ARABIC) || []).length * 2 > letters ? "ar" : undefined;
}

/** Text isolated from what stands around it. */
function isolated(text, name = "bdi") {
  return element(name, { lang: language(text), dir: "auto" }, text);
}

/** As texts are searched: lower case, without Arabic marks, one alef and one yaa. */
function folded(text) {
  return text
    .toLowerCase()
    .replace(/[\u064B-\u0652\u0670\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي");
}

/** The words between white space, as [start, end) in UTF-16 units. */
function words(text) {
  return Array.from(text.matchAll(/\S+/gu), (word) => ({
    text: word[0],
    start: word.index,
    end: word.index + word[0].length,
  }));
}

const MOST_CELLS = 4e6;

/**
 * The longest common subsequence of two lists of words: which words of each are not in it. For each
 * missing word of the reference, before which word of the output it belongs.
 */
function difference(output, reference) {
  const n = output.length;
  const m = reference.length;
  const extra = new Set();
  const missing = [];
  if (n * m > MOST_CELLS) return { extra, missing };
  const width = m + 1;
  const lengths = new Uint32Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      lengths[i * width + j] =
        output[i].text === reference[j].text
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    if (i < n && j < m && output[i].text === reference[j].text) {
      i++;
      j++;
    } else if (j === m || (i < n && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      extra.add(i++);
    } else {
      missing.push({ before: i, text: reference[j++].text });
    }
  }
  return { extra, missing };
}

/** A place in code points as one in UTF-16 units, widened to whole words: letters stay together. */
function units(text, start, end) {
  const isInner = (at) => {
    if (at <= 0 || at >= text.length) return false;
    const before = [...text.slice(Math.max(0, at - 2), at)].pop();
    const after = String.fromCodePoint(text.codePointAt(at));
    return INNER.test(before) && INNER.test(after);
  };
  let at = 0;
  let count = 0;
  const found = [0, text.length];
  for (const point of text) {
    if (count === start) found[0] = at;
    if (count === end) found[1] = at;
    at += point.length;
    count++;
  }
  while (isInner(found[0])) found[0]--;
  while (isInner(found[1])) found[1]++;
  return found;
}

const INNER = /[\p{L}\p{M}\p{N}\u0640\u200C\u200D]/u;

/**
 * A text with its marks. `places` are {start, end, className, title} in UTF-16 units; `dropped` are
 * {at, text}: what is missing there.
 */
function marked(text, places, dropped = []) {
  const cuts = new Set([0, text.length]);
  for (const place of places) cuts.add(place.start).add(place.end);
  for (const word of dropped) cuts.add(word.at);
  const sorted = [...cuts].sort((a, b) => a - b);
  const starting = Map.groupBy(places, (place) => place.start);
  const missing = Map.groupBy(dropped, (word) => word.at);
  const paragraph = element("p", { class: "text", dir: "auto", lang: language(text) });
  let over = [];
  sorted.forEach((start, index) => {
    for (const word of missing.get(start) ?? []) {
      paragraph.append(element("del", {}, word.text), " ");
    }
    const end = sorted[index + 1];
    if (end === undefined) return;
    over = [...over.filter((place) => place.end > start), ...(starting.get(start) ?? [])];
    const part = visible(text.slice(start, end));
    if (over.length === 0) {
      paragraph.append(...part);
    } else {
      const className = over.map((place) => place.className).join(" ");
      const title = over.map((place) => place.title).filter(Boolean).join("; ");
      paragraph.append(element("mark", { class: className, title: title || undefined }, part));
    }
  });
  return paragraph;
}
