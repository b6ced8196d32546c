//! Png: a chart as pixels, with a font of its own, so that every machine draws the same.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, ID, Query, Source, Weight};
use resvg::usvg::{FontResolver, Options, Tree};

use super::style::with_fallbacks;
use crate::error::{Error, ErrorKind, Result};

/// An image of more pixels is refused.
const MOST_PIXELS: f32 = 100e6;
/// From this weight on a text is bold.
const BOLD: u16 = 600;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for bytes in [dejavu::sans::regular(), dejavu::sans::bold()] {
        fonts.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    Arc::new(fonts)
});

/// Draws an SVG as a PNG image, so many pixels per unit.
///
/// # Errors
///
/// [`ErrorKind::Input`] where it is no SVG, or has a character that the font has no glyph for;
/// [`ErrorKind::Setting`] where the image would have no pixel, or too many.
///
/// # Examples
///
/// ```
/// use mizan::report::chart::png;
///
/// let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='20'><text y='15'>سلام</text></svg>";
/// assert!(png(svg, 1.0)?.starts_with(b"\x89PNG"));
/// assert!(png(&svg.replace("سلام", "漢"), 1.0).unwrap_err().to_string().contains("U+6F22"));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>> {
    let missing = Mutex::new(BTreeSet::new());
    let note = |character: char| {
        // Isolates and joiners are not drawn.
        if !matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}') {
            missing.lock().unwrap_or_else(PoisonError::into_inner).insert(character);
        }
    };
    let options = Options {
        fontdb: FONTS.clone(),
        font_resolver: FontResolver {
            select_font: Box::new(|font, fonts| {
                let weight = if font.weight() >= BOLD { Weight::BOLD } else { Weight::NORMAL };
                let families = &[Family::Name("DejaVu Sans")];
                fonts.query(&Query { families, weight, ..Query::default() })
            }),
            select_fallback: Box::new(|character, _: &[ID], _| {
                note(character);
                None
            }),
        },
        ..Options::default()
    };
    let plain = plain(svg);
    let tree = Tree::from_str(&plain, &options)
        .map_err(|error| Error::new(ErrorKind::Input, format!("is no SVG: {error}")))?;
    drop(options);
    let missing = missing.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(&character) = missing.first() {
        let code = u32::from(character);
        let message = format!("the font DejaVu Sans has no glyph for U+{code:04X} '{character}'");
        return Err(Error::new(ErrorKind::Input, message).help("take the SVG"));
    }
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let is_drawable = width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS;
    let size = tree.size().to_int_size().scale_by(scale).filter(|_| is_drawable);
    let pixels = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut pixels = pixels.ok_or_else(|| {
        let message = format!("an image of {width} × {height} pixels cannot be drawn");
        Error::new(ErrorKind::Setting, message)
    })?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let encoded = pixels.encode_png();
    encoded.map_err(|error| Error::new(ErrorKind::Io, format!("is no image: {error}")))
}

/// The SVG without custom properties, which resvg does not know.
fn plain(svg: &str) -> String {
    let styled = svg.split_once("<style>").and_then(|(before, rest)| {
        let (sheet, after) = rest.split_once("</style>")?;
        Some(format!("{before}<style>{}</style>{after}", with_fallbacks(sheet)))
    });
    styled.unwrap_or_else(|| svg.to_owned())
}
