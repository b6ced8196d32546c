//! List: `mizan metrics` and `mizan formats`.

use std::io::Write;

use mizan::corpus::FORMATS;
use mizan::metric::registry::METRICS;
use mizan::text::Folding;

use crate::exit::Outcome;
use crate::{Ending, style};

/// Prints every metric with its settings and their defaults.
pub(crate) fn metrics() -> Ending {
    let mut out = anstream::stdout().lock();
    let (best, faint) = (style::BEST, style::FAINT);
    for metric in METRICS {
        writeln!(out, "{best}{}{best:#}  {}", metric.key, metric.summary)?;
        let settings: Vec<String> =
            metric.settings.iter().map(|(key, default)| format!("{key}={default}")).collect();
        writeln!(out, "    {}", settings.join("  "))?;
    }
    let folds: Vec<&str> = Folding::names().collect();
    writeln!(
        out,
        "\n{faint}Settings are shown with their defaults: -m {}:key=value,key=value{faint:#}\n\
         {faint}arabic takes yes, no or a choice: {}{faint:#}",
        METRICS[0].key,
        folds.join("+")
    )?;
    Ok(Outcome::Done)
}

/// Prints every input format.
pub(crate) fn formats() -> Ending {
    let mut out = anstream::stdout().lock();
    let best = style::BEST;
    for format in FORMATS {
        let extensions: Vec<String> =
            format.extensions.iter().map(|extension| format!(".{extension}")).collect();
        write!(out, "{best}{}{best:#}", format.name)?;
        if !extensions.is_empty() {
            write!(out, " ({})", extensions.join(" "))?;
        }
        writeln!(out, "\n    {}\n    paired: {}", format.content, format.pairing)?;
    }
    Ok(Outcome::Done)
}
