//! Key: what makes a segment, or a finding, the same one in another evaluation.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::Segments;
use crate::record::Segment;

/// The first 16 hexadecimal digits of the SHA-256 of several texts; each is preceded by its length,
/// so that no two lists of texts are the same bytes.
pub(super) fn hash(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The keys of segments: of the id, else of the source, else of the references; what occurs again is
/// numbered. Beside them a hash of source and references.
pub(super) fn segments(segments: &[Segment]) -> Segments {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut found = Segments::default();
    for segment in segments {
        let references: Vec<&str> = segment.references.iter().map(String::as_str).collect();
        let named = match (&segment.id, &segment.source) {
            (Some(id), _) => hash(&["id", id]),
            (None, Some(source)) => hash(&["source", source]),
            (None, None) => hash(&[&["references"][..], &references].concat()),
        };
        let count = seen.entry(named.clone()).or_default();
        *count += 1;
        found.ids.push(if *count > 1 { format!("{named}.{count}") } else { named });
        let source = segment.source.as_deref().map_or(["", ""], |source| ["source", source]);
        found.texts.push(hash(&[&source[..], &references].concat()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sources_have_different_keys() {
        let segment = |source: &str| Segment {
            source: Some(source.to_owned()),
            references: vec!["r".to_owned()],
            ..Segment::default()
        };
        let found = segments(&[segment("a"), segment("b"), segment("a")]);
        assert_eq!(found.ids[2], format!("{}.2", found.ids[0]));
        assert_eq!(found.texts[0], found.texts[2]);
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
    }
}
