//! Wrong: what a system has wrong, as lists, the worst first.

use std::io::{self, Write};

use mizan::entity::{Row, Verdict};
use mizan::finding::Severity;
use unicode_width::UnicodeWidthStr;

use super::group::{self, Group, Rendering};
use super::material::Material;
use crate::cell::{isolate, plain, shorten};
use crate::excerpt::{Place, excerpt};
use crate::style::{BEST, ERROR, FAINT, WARNING};

/// Names that are listed unless all are asked for.
const MOST_NAMES: usize = 20;
/// The same for the shorter lists.
const MOST_OTHERS: usize = 10;
/// Segments that are named of one rendering.
const MOST_SEGMENTS: usize = 5;

/// The lists of what is wrong.
pub(super) struct List<'a> {
    pub(super) material: &'a Material,
    /// Whether nothing is left out.
    pub(super) is_whole: bool,
    /// How wide a line may be.
    pub(super) width: usize,
}

impl List<'_> {
    /// Writes the lists of one system.
    pub(super) fn write(&self, system: usize, out: &mut impl Write) -> io::Result<()> {
        let audited = &self.material.audit.systems[system];
        let names = group::names(audited);
        if !names.is_empty() {
            let what = if self.material.is_scored() { "wrong" } else { "suspicious" };
            self.title(&format!("{what} names, worst first"), names.len(), "name", out)?;
            for group in &names[..self.shown(names.len(), MOST_NAMES)] {
                self.write_name(system, group, out)?;
            }
            self.write_rest(names.len(), MOST_NAMES, "name", out)?;
        }
        self.write_inconsistent(system, out)?;
        self.write_numbers(system, out)?;
        self.write_spurious(system, out)?;
        if audited.rows.iter().all(|row| row.judgement.severity.is_none()) {
            writeln!(out, "\nnothing looks wrong")?;
        }
        Ok(())
    }

    fn write_name(&self, system: usize, group: &Group<'_>, out: &mut impl Write) -> io::Result<()> {
        let name = shown(&shorten(group.name));
        let kind = shorten(&group.kind.to_string());
        let forms: Vec<String> = group.expected.iter().map(|form| shown(&shorten(form))).collect();
        let times = match group.mentions > group.wrong() {
            true => format!(", {} of {}", group.wrong(), group.mentions),
            false => String::new(),
        };
        let heading = format!("{name} ({kind}), expected{times}");
        let mut column = heading.width();
        write!(out, "{BEST}{name}{BEST:#} ({kind})")?;
        for (index, form) in forms.iter().enumerate() {
            let word = if index == 0 { "expected" } else { "or" };
            // What would be too long for the line begins another.
            let next = 1 + form.width() + if index == 0 { 0 } else { 1 + word.width() };
            let is_long = column + next > self.width;
            match (index, is_long) {
                (0, false) => write!(out, ", expected {form}")?,
                (_, false) => write!(out, " {word} {form}")?,
                (_, true) => write!(out, "\n  {word} {form}")?,
            }
            column = if is_long { 2 + next } else { column + next };
        }
        writeln!(out, "{FAINT}{times}{FAINT:#}")?;
        for rendering in &group.renderings {
            self.write_rendering(rendering, out)?;
        }
        match group.renderings.first().and_then(|rendering| rendering.rows.first()) {
            Some(row) => self.write_example(system, row, out),
            None => Ok(()),
        }
    }

    fn write_rendering(&self, rendering: &Rendering<'_>, out: &mut impl Write) -> io::Result<()> {
        let style = if rendering.severity == Severity::Error { ERROR } else { WARNING };
        let count = match rendering.rows.len() {
            1 => String::new(),
            several => format!(" ×{several}"),
        };
        let text = rendering.text.map(|text| format!("  {}", shown(text))).unwrap_or_default();
        let segments = segments(&rendering.rows);
        writeln!(
            out,
            "  {style}{:<7}{style:#}  {}{count}{text}  {FAINT}{segments}{FAINT:#}",
            rendering.severity.name(),
            rendering.verdict,
        )
    }

    /// The output with the rendering marked; where there is none, about where it should stand.
    fn write_example(&self, system: usize, row: &Row, out: &mut impl Write) -> io::Result<()> {
        let hypotheses = &self.material.parts.systems[system].hypotheses;
        let sentence = Material::line(Some(hypotheses), row.segment);
        let number = (row.segment + 1).to_string();
        if sentence.trim().is_empty() {
            return writeln!(out, "  {FAINT}{number}: the output is empty{FAINT:#}");
        }
        let place = match &row.judgement.hypothesis_span {
            Some(span) => Place::Marked(span.clone()),
            None => Place::Around(self.share(row)),
        };
        let width = self.width.saturating_sub(number.width() + 4);
        writeln!(out, "  {FAINT}{number}:{FAINT:#} {}", excerpt(sentence, &place, width))
    }

    /// How far into the source a name stands, or into the reference.
    fn share(&self, row: &Row) -> f64 {
        let parts = &self.material.parts;
        let judgement = &row.judgement;
        let (span, stream, segment) = match (&judgement.reference_span, &judgement.source_span) {
            (Some(span), _) => (span, parts.references.first(), row.reference_segment),
            (None, Some(span)) => (span, parts.source.as_ref(), row.source_segment),
            (None, None) => return 0.0,
        };
        let text = Material::line(stream, segment.unwrap_or(row.segment));
        let length = text.chars().count();
        span.start as f64 / length.max(1) as f64
    }

    fn write_inconsistent(&self, system: usize, out: &mut impl Write) -> io::Result<()> {
        let audited = &self.material.audit.systems[system];
        let mut usages: Vec<_> = audited.usages.iter().filter(|u| !u.is_consistent).collect();
        if usages.is_empty() {
            return Ok(());
        }
        let others = |renderings: &[(String, usize)]| -> usize {
            renderings[1..].iter().map(|(_, count)| count).sum()
        };
        usages.sort_by_key(|usage| std::cmp::Reverse(others(&usage.renderings)));
        self.title("rendered in more than one way", usages.len(), "name", out)?;
        for usage in &usages[..self.shown(usages.len(), MOST_OTHERS)] {
            let row = audited
                .rows
                .iter()
                .find(|row| row.document == usage.document && row.judgement.key == usage.key);
            let name = row.and_then(|row| row.judgement.entity.as_deref()).unwrap_or(&usage.key);
            let document = match &self.material.audit.documents[usage.document] {
                Some(document) => format!("{FAINT} in {}{FAINT:#}", shown(document)),
                None => String::new(),
            };
            let renderings: Vec<String> = usage
                .renderings
                .iter()
                .map(|(text, count)| format!("{} ×{count}", shown(text)))
                .collect();
            writeln!(out, "  {}{document}: {}", shown(name), renderings.join(", "))?;
        }
        self.write_rest(usages.len(), MOST_OTHERS, "name", out)
    }

    fn write_numbers(&self, system: usize, out: &mut impl Write) -> io::Result<()> {
        let rows = group::numbers(&self.material.audit.systems[system]);
        if rows.is_empty() {
            return Ok(());
        }
        self.title("wrong numbers", rows.len(), "number", out)?;
        for row in &rows[..self.shown(rows.len(), MOST_OTHERS)] {
            let judgement = &row.judgement;
            let is_error = judgement.severity == Some(Severity::Error);
            let (style, severity) = if is_error { (ERROR, "error") } else { (WARNING, "warning") };
            let entity = judgement.entity.as_deref().map(shown).unwrap_or_default();
            let expected = match judgement.expected.first() {
                Some(form) => format!(", expected {}", shown(form)),
                None => String::new(),
            };
            let what = match (&judgement.rendering, judgement.verdict) {
                (Some(text), Verdict::WrongNumber) => format!("{entity} became {}", shown(text)),
                (Some(text), verdict) => format!("{entity} {verdict}: {}", shown(text)),
                (None, verdict) => format!("{entity} {verdict}"),
            };
            let place = format!("segment {}", row.segment + 1);
            writeln!(
                out,
                "  {style}{severity:<7}{style:#}  {what}{expected}  {FAINT}{place}{FAINT:#}"
            )?;
        }
        self.write_rest(rows.len(), MOST_OTHERS, "number", out)
    }

    fn write_spurious(&self, system: usize, out: &mut impl Write) -> io::Result<()> {
        let groups = group::spurious(&self.material.audit.systems[system]);
        if groups.is_empty() {
            return Ok(());
        }
        self.title("in the output only", groups.len(), "item", out)?;
        for group in &groups[..self.shown(groups.len(), MOST_OTHERS)] {
            let rows: Vec<&Row> =
                group.renderings.iter().flat_map(|rendering| rendering.rows.clone()).collect();
            let count = if rows.len() == 1 { String::new() } else { format!(" ×{}", rows.len()) };
            writeln!(out, "  {}{count}  {FAINT}{}{FAINT:#}", shown(group.name), segments(&rows))?;
        }
        self.write_rest(groups.len(), MOST_OTHERS, "item", out)
    }

    fn title(&self, title: &str, count: usize, noun: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "\n{BEST}{title}{BEST:#}{FAINT} ({}){FAINT:#}", counted(count, noun))
    }

    fn shown(&self, count: usize, most: usize) -> usize {
        if self.is_whole { count } else { count.min(most) }
    }

    fn write_rest(
        &self,
        count: usize,
        most: usize,
        noun: &str,
        out: &mut impl Write,
    ) -> io::Result<()> {
        match count - self.shown(count, most) {
            0 => Ok(()),
            rest => writeln!(out, "{FAINT}  … and {} more: --all{FAINT:#}", counted(rest, noun)),
        }
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// A name on one line, kept from reordering what stands beside it.
fn shown(text: &str) -> String {
    isolate(&text.chars().map(plain).collect::<String>())
}

/// "segments 17, 19", the first few.
fn segments(rows: &[&Row]) -> String {
    let mut numbers: Vec<usize> = rows.iter().map(|row| row.segment + 1).collect();
    numbers.dedup();
    let named: Vec<String> = numbers.iter().take(MOST_SEGMENTS).map(ToString::to_string).collect();
    let noun = if numbers.len() == 1 { "segment" } else { "segments" };
    let rest = match numbers.len().saturating_sub(MOST_SEGMENTS) {
        0 => String::new(),
        rest => format!(" … and {rest} more"),
    };
    format!("{noun} {}{rest}", named.join(", "))
}
