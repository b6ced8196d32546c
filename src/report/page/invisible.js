// Invisible: characters that have no shape, and are shown with their names.

const INVISIBLE_NAMES = {
  "\t": ["TAB", "tab"],
  "\u00A0": ["NBSP", "no-break space"],
  "\u00AD": ["SHY", "soft hyphen"],
  "\u061C": ["ALM", "Arabic letter mark"],
  "\u200B": ["ZWSP", "zero-width space"],
  "\u200C": ["ZWNJ", "zero-width non-joiner"],
  "\u200D": ["ZWJ", "zero-width joiner"],
  "\u200E": ["LRM", "left-to-right mark"],
  "\u200F": ["RLM", "right-to-left mark"],
  "\u2028": ["LS", "line separator"],
  "\u2029": ["PS", "paragraph separator"],
  "\u202A": ["LRE", "left-to-right embedding"],
  "\u202B": ["RLE", "right-to-left embedding"],
  "\u202C": ["PDF", "pop directional formatting"],
  "\u202D": ["LRO", "left-to-right override"],
  "\u202E": ["RLO", "right-to-left override"],
  "\u202F": ["NNBSP", "narrow no-break space"],
  "\u2060": ["WJ", "word joiner"],
  "\u2066": ["LRI", "left-to-right isolate"],
  "\u2067": ["RLI", "right-to-left isolate"],
  "\u2068": ["FSI", "first strong isolate"],
  "\u2069": ["PDI", "pop directional isolate"],
  "\uFEFF": ["BOM", "byte-order mark, or zero-width no-break space"],
};

// Controls, formats and odd spaces. A joiner within an emoji is part of it, and the signs of Arabic
// numbers and verses are of the same category but have a shape.
const INVISIBLE =
  /(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|(?![\u200D\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00A0\u2007\u202F]/gu;

/**
 * A text in pieces: before each invisible character stands its name. The name is drawn by the style
 * sheet, so that a copy of the text is the text, and the character keeps its work.
 */
function visible(text) {
  if ($("marks").value === "hide") return [text];
  const pieces = [];
  let from = 0;
  for (const found of text.matchAll(INVISIBLE)) {
    pieces.push(text.slice(from, found.index), sign(found[0]));
    from = found.index;
  }
  pieces.push(text.slice(from));
  return pieces.filter((piece) => piece !== "");
}

function sign(character) {
  const code = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const [short, name] = INVISIBLE_NAMES[character] ?? [code, "invisible character"];
  const title = `${code} ${name}`;
  return element("span", { class: "invisible", "data-sign": short, role: "img", "aria-label": title, title });
}
