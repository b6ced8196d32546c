//! Canvas: an SVG drawing as it is written.

use std::fmt::Write;

use super::Chart;
use super::label::{clean, width as width_of};
use super::marker::Marker;
use super::style;

/// How wide a chart is.
pub(super) const WIDTH: f64 = 760.0;
/// The space at the right and the left.
pub(super) const MARGIN: f64 = 16.0;
/// Where the drawing begins, below the title.
pub(super) const TOP: f64 = 74.0;
/// The size of labels.
pub(super) const SIZE: f64 = 12.0;
/// The size of what explains.
pub(super) const SMALL: f64 = 11.0;

/// What a chart is.
pub(super) struct Head {
    /// The stem of the file.
    pub(super) name: String,
    /// Drawn above.
    pub(super) title: String,
    /// Drawn below the title, smaller.
    pub(super) subtitle: String,
    /// Not drawn.
    pub(super) description: String,
}

/// Which end of a text is at its place; physical, whatever the direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// The patterns that lie over a colour: their names and what they draw on eight by eight.
const PATTERNS: [(&str, &str); 4] = [
    ("rising", "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6"),
    ("falling", "M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2"),
    ("level", "M0,2 L8,2 M0,6 L8,6"),
    ("upright", "M2,0 L2,8 M6,0 L6,8"),
];

/// The drawing so far.
pub(super) struct Canvas {
    /// What ids begin with; no other chart of a page has the same.
    id: String,
    body: String,
}

impl Canvas {
    pub(super) fn new(testset: &str, name: &str) -> Canvas {
        Canvas { id: format!("mz-{}-{name}", slug(testset)), body: String::new() }
    }

    pub(super) fn line(&mut self, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2], class: &str) {
        let path = format!("M{},{} L{},{}", at(x1), at(y1), at(x2), at(y2));
        self.path(&path, class);
    }

    pub(super) fn path(&mut self, path: &str, class: &str) {
        self.push(format_args!("<path d=\"{path}\" class=\"mz-{class}\"/>"));
    }

    pub(super) fn rect(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], class: &str) {
        let place = frame(x, y, width, height);
        self.push(format_args!("<rect {place} class=\"mz-{class}\"/>"));
    }

    /// A rectangle through which the ground is seen.
    pub(super) fn tint(
        &mut self,
        [x, y]: [f64; 2],
        [width, height]: [f64; 2],
        class: &str,
        opacity: f64,
    ) {
        let place = frame(x, y, width, height);
        let opacity = at(opacity);
        self.push(format_args!("<rect {place} class=\"mz-{class}\" fill-opacity=\"{opacity}\"/>"));
    }

    /// Lines over a rectangle; the number chooses which.
    pub(super) fn hatch(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], pattern: usize) {
        let place = frame(x, y, width, height);
        let (name, _) = PATTERNS[pattern % PATTERNS.len()];
        let id = self.id.clone();
        self.push(format_args!("<rect {place} fill=\"url(#{id}-{name})\"/>"));
    }

    /// A text; what is not plain is drawn in its own direction.
    pub(super) fn text(&mut self, [x, y]: [f64; 2], anchor: Anchor, text: &str) {
        self.write(x, y, anchor, "class=\"mz-t\"", text);
    }

    pub(super) fn bold(&mut self, [x, y]: [f64; 2], anchor: Anchor, text: &str) {
        self.write(x, y, anchor, "class=\"mz-t\" font-weight=\"bold\"", text);
    }

    /// A text that explains.
    pub(super) fn note(&mut self, [x, y]: [f64; 2], anchor: Anchor, text: &str) {
        self.write(x, y, anchor, "class=\"mz-q\" font-size=\"11\"", text);
    }

    pub(super) fn marker(&mut self, marker: Marker, [x, y]: [f64; 2], radius: f64, class: &str) {
        if marker == Marker::Circle {
            let (x, y, r) = (at(x), at(y), at(radius));
            let circle = format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"");
            return self.push(format_args!("{circle} class=\"mz-{class}\"/>"));
        }
        let point =
            |(dx, dy): &(f64, f64)| format!("{},{}", at(x + dx * radius), at(y + dy * radius));
        let path: Vec<String> = marker.corners().iter().map(point).collect();
        self.path(&format!("M{}Z", path.join(" L")), class);
    }

    /// An interval with its ends.
    pub(super) fn whisker(&mut self, [low, high]: [f64; 2], y: f64, class: &str) {
        let ends = |x: f64| format!("M{0},{1} L{0},{2}", at(x), at(y - 4.0), at(y + 4.0));
        let middle = format!("M{},{y} L{},{y}", at(low), at(high), y = at(y));
        self.path(&format!("{middle} {} {}", ends(low), ends(high)), class);
    }

    /// The chart, with its head and as high as that.
    pub(super) fn finish(self, head: Head, height: f64) -> Chart {
        let Canvas { id, body } = self;
        let mut svg = String::new();
        let (width, height) = (at(WIDTH), at(height));
        let size =
            format!("viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"");
        let names = format!("aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\"");
        let font = "font-family=\"DejaVu Sans, system-ui, sans-serif\" font-size=\"12\"";
        let (title, description) = (escape(&head.title), escape(&head.description));
        svg.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\" ");
        svg.push_str(&format!("{size} role=\"img\" {names} {font} direction=\"ltr\">"));
        svg.push_str(&format!("<title id=\"{id}-title\">{title}</title>"));
        svg.push_str(&format!("<desc id=\"{id}-desc\">{description}</desc>"));
        svg.push_str(&format!("<style>{}", style::sheet()));
        // Few charts have lines in the hues of systems.
        if body.contains("class=\"mz-l") {
            svg.push_str(&style::line_sheet());
        }
        svg.push_str("</style>");
        svg.push_str("<defs>");
        for (name, path) in PATTERNS {
            if body.contains(&format!("url(#{id}-{name})")) {
                let place = "width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"";
                svg.push_str(&format!(
                    "<pattern id=\"{id}-{name}\" {place}><path d=\"{path}\" class=\"mz-bar\" \
                     stroke-opacity=\"0.75\"/></pattern>"
                ));
            }
        }
        svg.push_str("</defs>\n");
        svg.push_str(&format!(
            "<rect width=\"{width}\" height=\"{height}\" class=\"mz-surface\"/>\n"
        ));
        let mut above = Canvas { id, body: String::new() };
        above.write(
            MARGIN,
            24.0,
            Anchor::Left,
            "class=\"mz-t\" font-size=\"16\" font-weight=\"bold\"",
            &head.title,
        );
        for (index, line) in lines(&head.subtitle).iter().enumerate() {
            above.note([MARGIN, 42.0 + 14.0 * index as f64], Anchor::Left, line);
        }
        svg.push_str(&above.body);
        svg.push_str(&body);
        svg.push_str("</svg>\n");
        Chart { name: head.name, title: head.title, description: head.description, svg }
    }

    fn write(&mut self, x: f64, y: f64, anchor: Anchor, attributes: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Left => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::Right => " text-anchor=\"end\"",
        };
        let (x, y, text) = (at(x), at(y), escape(text));
        self.push(format_args!("<text x=\"{x}\" y=\"{y}\"{anchor} {attributes}>{text}</text>"));
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = writeln!(self.body, "{element}");
    }
}

/// The text in lines that fit.
fn lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is always a line");
        let longer = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        // Sentences are narrower than names of the same length.
        if width_of(&longer, SMALL) * 0.94 < WIDTH - 2.0 * MARGIN || last.is_empty() {
            *last = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

fn frame(x: f64, y: f64, width: f64, height: f64) -> String {
    let (x, y, width, height) = (at(x), at(y), at(width.max(0.0)), at(height.max(0.0)));
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

/// A coordinate, to a tenth.
pub(super) fn at(value: f64) -> String {
    debug_assert!(value.is_finite(), "a coordinate is a number");
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The name in ASCII letters, digits and hyphens.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => slug.push(character),
            '-' | '_' | ' ' | '.' | ':' | '/' | '=' => slug.push('-'),
            character => slug.push_str(&format!("x{:x}", u32::from(character))),
        }
    }
    slug
}

/// The text for XML; isolates stay, other controls do not.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{2068}' | '\u{2069}' => escaped.push(character),
            character => escaped.push_str(&clean(character.encode_utf8(&mut [0; 4]))),
        }
    }
    escaped
}
