//! Comparable: which segments of an evaluation and of a baseline are the same.

use std::collections::HashMap;

use super::TestSet;

/// Pairs of segments: the index in the evaluation, the index in the baseline.
pub(super) type Pairs = Vec<(usize, usize)>;

/// The segments that both have, in the order of the evaluation.
///
/// # Errors
///
/// The reason in words where the two must not be compared: another source or reference of the same
/// segment, or segments that only one of them has, unless a part is allowed.
pub(super) fn pairs(new: &TestSet, old: &TestSet, is_partial: bool) -> Result<Pairs, String> {
    let pairs = paired(new, old);
    let differing = pairs
        .iter()
        .filter(|(here, there)| new.segments.texts[*here] != old.segments.texts[*there])
        .count();
    if differing > 0 {
        return Err(format!(
            "{differing} of {} segments have another source or reference than in the baseline",
            pairs.len()
        ));
    }
    let only_new = new.segments.ids.len() - pairs.len();
    let only_old = old.segments.ids.len() - pairs.len();
    if pairs.is_empty() {
        return Err("no segment is in the baseline".to_owned());
    }
    if only_new + only_old > 0 && !is_partial {
        return Err(format!(
            "{} segments are in both, {only_new} only here, {only_old} only in the baseline",
            pairs.len()
        ));
    }
    Ok(pairs)
}

/// The segments that both have with the same source and references, whatever else they have.
pub(super) fn shared(new: &TestSet, old: &TestSet) -> Pairs {
    let pairs = paired(new, old).into_iter();
    pairs.filter(|(here, there)| new.segments.texts[*here] == old.segments.texts[*there]).collect()
}

/// The segments of one key.
fn paired(new: &TestSet, old: &TestSet) -> Pairs {
    let places: HashMap<&str, usize> =
        old.segments.ids.iter().enumerate().map(|(index, id)| (id.as_str(), index)).collect();
    let ids = new.segments.ids.iter().enumerate();
    ids.filter_map(|(index, id)| Some((index, *places.get(id.as_str())?))).collect()
}

/// The reason why a metric's rows must not be compared; `None` where they may.
pub(super) fn metric(id: &str, new: &TestSet, old: &TestSet) -> Option<String> {
    let Some((_, known)) = old.metric(id) else {
        return Some(format!("the baseline has no {id}"));
    };
    let (_, found) = new.metric(id)?;
    (found.signature != known.signature).then(|| {
        format!("the signature is {}, the baseline's {}", found.signature, known.signature)
    })
}
