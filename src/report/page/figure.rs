//! Figure: a picture with its title, its words and the way to its table.

use std::collections::BTreeSet;

use super::analyses::behind;
use super::html::escape;
use super::{Numbered, Picture};

/// The figures of a test set.
pub(super) fn figures(numbered: &Numbered<'_>, pictures: &[Picture<'_>], ids: &str) -> String {
    let Numbered { prefix, .. } = numbered;
    let mut html = String::new();
    // A picture shows its title and explains itself: both are written for those who cannot see it.
    for (at, picture) in pictures.iter().enumerate() {
        let id = format!("{prefix}-figure-{}", at + 1);
        let (target, label) = behind(picture.name);
        let target = format!("{prefix}-{target}");
        let table = if ids.contains(&format!(" id=\"{target}\"")) {
            format!(" <a href=\"#{target}\">Table: {label}</a>")
        } else {
            String::new()
        };
        html += &format!(
            "<figure id=\"{id}\"><h4 class=\"unseen\">{}</h4><div class=\"picture\" tabindex=\"0\" \
             role=\"group\" aria-label=\"{}\">{}</div><figcaption><details class=\"words\"><summary>In words</summary>\
             {}</details>{table}</figcaption></figure>\n",
            escape(picture.title),
            escape(picture.title),
            apart(picture.svg, &id),
            escape(picture.description)
        );
    }
    html
}

/// A picture whose ids are no one else's: pictures of two test sets may share theirs.
fn apart(svg: &str, prefix: &str) -> String {
    let svg = svg.find("<svg").map_or(svg, |start| &svg[start..]);
    let ids: BTreeSet<&str> =
        svg.split(" id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
    let mut apart = svg.replace(" id=\"", &format!(" id=\"{prefix}-"));
    for id in ids {
        for (before, after) in [("url(#", ")"), ("href=\"#", "\"")] {
            let from = format!("{before}{id}{after}");
            apart = apart.replace(&from, &format!("{before}{prefix}-{id}{after}"));
        }
    }
    for attribute in ["aria-labelledby=\"", "aria-describedby=\""] {
        let mut parts = apart.split(attribute);
        let mut rebuilt = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (ids, rest) = part.split_once('"').unwrap_or((part, ""));
            let ids: Vec<String> =
                ids.split_whitespace().map(|id| format!("{prefix}-{id}")).collect();
            rebuilt += &format!("{attribute}{}\"{rest}", ids.join(" "));
        }
        apart = rebuilt;
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_two_pictures_are_apart() {
        let svg = "<?xml?><svg aria-labelledby=\"a b\"><title id=\"a\"/><desc id=\"b\"/>\
                   <g clip-path=\"url(#a)\"/></svg>";
        assert_eq!(
            apart(svg, "p"),
            "<svg aria-labelledby=\"p-a p-b\"><title id=\"p-a\"/><desc id=\"p-b\"/>\
             <g clip-path=\"url(#p-a)\"/></svg>"
        );
    }
}
