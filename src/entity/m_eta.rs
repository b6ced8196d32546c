//! M-ETA: the share of segments whose output has one of the accepted forms of their entity.
//!
//! Conia et al., "Towards Cross-Cultural Machine Translation with Retrieval-Augmented Generation
//! from Multilingual Knowledge Graphs", EMNLP 2024. A form counts where it is part of the output,
//! letter by letter after case folding; a segment without a prediction counts as missed.

use crate::text::Stream;
use crate::text::clitic;
use crate::text::normal::Normal;

/// M-ETA in three ways, in percent.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct MEta {
    /// As published.
    pub published: f64,
    /// With Arabic orthography, attached clitics and the article taken into account, word by word.
    pub normalised: f64,
    /// As published, over the segments that have a prediction.
    pub covered: f64,
}

/// M-ETA of one system: `accepted` has the forms of each segment; segments without any are left
/// out. `None` where no segment has any.
///
/// # Examples
///
/// ```
/// use mizan::entity::m_eta;
/// use mizan::text::Stream;
///
/// let accepted = [vec!["غروزني".to_owned()], vec!["الناتو".to_owned()]];
/// let scores = m_eta(&accepted, &Stream::from_iter(["في غروزني", "وللناتو"])).unwrap();
/// assert_eq!((scores.published, scores.normalised), (50.0, 100.0));
/// ```
pub fn m_eta(accepted: &[Vec<String>], hypotheses: &Stream) -> Option<MEta> {
    let (mut all, mut covered, mut found, mut normalised) = (0, 0, 0, 0);
    for (segment, forms) in accepted.iter().enumerate().filter(|(_, forms)| !forms.is_empty()) {
        all += 1;
        let Some(hypothesis) = hypotheses.get(segment) else { continue };
        covered += 1;
        let folded = hypothesis.to_lowercase();
        found += usize::from(forms.iter().any(|form| folded.contains(&form.to_lowercase())));
        let text = Normal::of(hypothesis);
        let is_there = |form: &String| !clitic::find(&text, &Normal::of(form)).is_empty();
        normalised += usize::from(forms.iter().any(is_there));
    }
    let percent = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
    (all > 0).then(|| MEta {
        published: percent(found, all),
        normalised: percent(normalised, all),
        covered: percent(found, covered),
    })
}
