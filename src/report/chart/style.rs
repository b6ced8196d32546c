//! Style: the classes of charts.
//!
//! The hues are Okabe and Ito's (2008), those first that stand out against white; orange and sky
//! do not, and have an outline. A value is given twice, for programs that know no custom property.

/// How many hues there are.
pub(super) const HUES: usize = 7;

/// What a class sets: its name, properties with no colour, and colours by custom property.
type Rule = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const SURFACE: &str = "surface,#ffffff";
const INK: &str = "ink,#1a1a1a";
const MUTED: &str = "muted,#595959";
const GRID: &str = "grid,#d9d9d9";

const RULES: [Rule; 20] = [
    ("t", "unicode-bidi:plaintext", &[("fill", INK)]),
    ("q", "unicode-bidi:plaintext", &[("fill", MUTED)]),
    ("surface", "", &[("fill", SURFACE)]),
    ("grid", "fill:none;stroke-width:1", &[("stroke", GRID)]),
    ("band", "fill-opacity:0.7", &[("fill", GRID)]),
    ("rule", "fill:none;stroke-width:1;stroke-dasharray:5 3", &[("stroke", MUTED)]),
    ("axis", "fill:none;stroke-width:1", &[("stroke", MUTED)]),
    ("zero", "fill:none;stroke-width:1.5", &[("stroke", INK)]),
    ("bar", "fill:none;stroke-width:1.5", &[("stroke", INK)]),
    ("weak", "fill:none;stroke-width:1.2;stroke-dasharray:2 2", &[("stroke", MUTED)]),
    ("hollow", "stroke-width:1.6", &[("fill", SURFACE), ("stroke", INK)]),
    ("faint", "stroke-width:1.4", &[("fill", SURFACE), ("stroke", MUTED)]),
    ("dot", "fill-opacity:0.35;stroke-width:0.8", &[("fill", "0,#0072b2"), ("stroke", INK)]),
    ("f0", "stroke-width:0.8", &[("fill", "0,#0072b2"), ("stroke", SURFACE)]),
    ("f1", "stroke-width:0.8", &[("fill", "1,#d55e00"), ("stroke", SURFACE)]),
    ("f2", "stroke-width:0.8", &[("fill", "2,#009e73"), ("stroke", SURFACE)]),
    ("f3", "stroke-width:0.8", &[("fill", "3,#cc79a7"), ("stroke", INK)]),
    ("f4", "stroke-width:0.8", &[("fill", "4,#404040"), ("stroke", SURFACE)]),
    ("f5", "stroke-width:0.8", &[("fill", "5,#e69f00"), ("stroke", INK)]),
    ("f6", "stroke-width:0.8", &[("fill", "6,#56b4e9"), ("stroke", INK)]),
];

/// The style sheet.
pub(super) fn sheet() -> String {
    let mut sheet = String::new();
    for (class, plain, colours) in RULES {
        let mut declarations: Vec<String> = Vec::new();
        if !plain.is_empty() {
            declarations.push(plain.to_owned());
        }
        for (property, colour) in colours {
            let (variable, value) = colour.split_once(',').unwrap_or((colour, "#000000"));
            declarations
                .push(format!("{property}:{value};{property}:var(--mz-{variable},{value})"));
        }
        sheet.push_str(&format!(".mz-{class}{{{}}}", declarations.join(";")));
    }
    sheet
}

/// Dashes that tell lines of systems apart without colour, hue by hue.
const DASHES: [&str; HUES] = ["none", "8 3", "2 3", "8 3 2 3", "14 4", "4 4", "1 2"];

/// The classes of lines in the hues of systems: `l0` has that of `f0`.
pub(super) fn line_sheet() -> String {
    let hues = RULES.iter().filter(|(class, _, _)| class.starts_with('f') && class.len() == 2);
    let rules = hues.zip(DASHES).map(|((class, _, colours), dash)| {
        let (variable, value) = colours[0].1.split_once(',').unwrap_or((colours[0].1, "#000000"));
        let number = &class[1..];
        format!(
            ".mz-l{number}{{fill:none;stroke-width:1.8;stroke-dasharray:{dash};stroke:{value};\
             stroke:var(--mz-{variable},{value})}}"
        )
    });
    rules.collect()
}

/// The style sheet's text with every custom property replaced by its fallback.
pub(super) fn with_fallbacks(sheet: &str) -> String {
    let mut plain = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("var(") {
        let (variable, behind) = after.split_once(')').unwrap_or((after, ""));
        plain.push_str(before);
        plain.push_str(variable.split_once(',').map_or("", |(_, value)| value));
        rest = behind;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fallbacks_take_the_place_of_custom_properties() {
        assert_eq!(with_fallbacks("a{fill:var(--x,#111);b:1}"), "a{fill:#111;b:1}");
        assert!(!with_fallbacks(&sheet()).contains("var("));
        assert!(!with_fallbacks(&line_sheet()).contains("var("));
    }

    #[test]
    fn every_hue_has_a_line() {
        let sheet = line_sheet();
        for (hue, dash) in DASHES.iter().enumerate() {
            assert!(sheet.contains(&format!(".mz-l{hue}{{")) && sheet.contains(dash));
        }
    }
}
