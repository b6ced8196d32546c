//! Ruling: the rulings on all names of a segment, made so that no word of the hypothesis renders two
//! names that the reference renders apart.

use std::ops::Range;

use super::Verdict;
use super::frame::Frame;
use super::judge::{Ruling, Scratch, Task};
use super::name::Name;
use crate::text::normal::Kind;

/// The rulings on the names in their order; `groups` has the mentions of each name.
pub(super) fn rulings(
    task: &Task<'_>,
    groups: &[Vec<usize>],
    names: &[Name],
    scratch: &mut Scratch,
) -> Vec<Ruling> {
    let mut rulings: Vec<Option<Ruling>> = vec![None; names.len()];
    let frame = Frame::new(&task.reference.sentence, task.hypothesis);
    for group in groups {
        let ruled = rule(task, group, names, &frame, scratch);
        for (&mention, ruling) in group.iter().zip(ruled) {
            rulings[mention] = Some(ruling);
        }
    }
    let mut rulings: Vec<Ruling> = rulings.into_iter().flatten().collect();
    part_names(task, names, &mut rulings, scratch);
    for index in 0..rulings.len() {
        if rulings[index].evidence == "nothing-alike"
            && rulings[index].verdict == Verdict::Omitted
            && let Some(words) = another_word(task, index, &rulings, &frame)
        {
            let ruling = &mut rulings[index];
            (ruling.verdict, ruling.evidence) = (Verdict::Mangled, "another-word");
            ruling.rendering = Some((words, 0));
        }
    }
    rulings
}

/// The words that stand in the place of a name that is not there, and render nothing else: the
/// name is not left out but is another word now.
fn another_word(
    task: &Task<'_>,
    index: usize,
    rulings: &[Ruling],
    frame: &Frame,
) -> Option<Range<usize>> {
    let rendering = &task.reference.renderings[index];
    let words = &task.hypothesis.words;
    if rendering.words.is_empty() {
        return None;
    }
    let is_free = |word: &usize| {
        words[*word].kind == Kind::Arabic
            && !words[*word].is_function
            && !task.is_shared[*word]
            // An adverb is added, and stands for nothing: هاتفيا.
            && task.hypothesis.letters(*word).last() != Some(&'ا')
            && !rulings.iter().any(|ruling| ruling.claimed.contains(word))
    };
    let between = frame.between(&rendering.words)?;
    let mut free = between.filter(is_free);
    let start = free.next()?;
    Some(start..free.next_back().unwrap_or(start) + 1)
}

/// The lower, the better for the system.
pub(super) fn rank(ruling: &Ruling) -> u8 {
    match ruling.verdict {
        Verdict::Correct => 0,
        Verdict::Variant => 1,
        Verdict::Mangled
        | Verdict::Untranslated
        | Verdict::Omitted
        | Verdict::WrongNumber
        | Verdict::Spurious => 2,
        Verdict::Unlocated => 3,
    }
}

/// Two names that the reference renders apart do not share words of the hypothesis: the worse of
/// two rulings on the same words is made again without them.
fn part_names(task: &Task<'_>, names: &[Name], rulings: &mut [Ruling], scratch: &mut Scratch) {
    let renderings = &task.reference.renderings;
    let are_apart = |a: usize, b: usize| {
        let (a, b) = (&renderings[a].words, &renderings[b].words);
        !a.is_empty() && !b.is_empty() && (a.end <= b.start || b.end <= a.start)
    };
    let share_no_word = |a: usize, b: usize| {
        names[a].parts.iter().all(|part| names[b].parts.iter().all(|p| p.letters != part.letters))
    };
    for first in 0..names.len() {
        for second in first + 1..names.len() {
            let is_claimed_twice =
                rulings[first].claimed.iter().any(|word| rulings[second].claimed.contains(word));
            if !is_claimed_twice || !are_apart(first, second) || !share_no_word(first, second) {
                continue;
            }
            let (Some((own, _)), Some((other, _))) =
                (&rulings[first].rendering, &rulings[second].rendering)
            else {
                continue;
            };
            // As far from where it is expected as the reference tells.
            let distance = |mention: usize, words: &Range<usize>| {
                let share = |place: usize, all: usize| place as f64 / all.max(1) as f64;
                let expected =
                    share(renderings[mention].words.start, task.reference.sentence.words.len());
                (expected - share(words.start, task.hypothesis.words.len())).abs()
            };
            let worse = (rank(&rulings[first]), distance(first, own))
                > (rank(&rulings[second]), distance(second, other));
            let (loser, winner) = if worse { (first, second) } else { (second, first) };
            if rulings[winner].verdict != Verdict::Correct {
                continue;
            }
            let mut taken = vec![false; task.hypothesis.words.len()];
            rulings[winner].claimed.iter().for_each(|&word| taken[word] = true);
            rulings[loser] = task.judge(loser, &names[loser], &taken, scratch);
        }
    }
}

/// A rendering so much alike is the name, distorted, and no other word.
const SURELY_DISTORTED: f64 = 0.75;

/// The rulings on the mentions of one name: each gets a rendering of its own, those first whose
/// place in the hypothesis is known, then in order, as far as there are; the rest share the best.
fn rule(
    task: &Task<'_>,
    group: &[usize],
    names: &[Name],
    frame: &Frame,
    scratch: &mut Scratch,
) -> Vec<Ruling> {
    let renderings = &task.reference.renderings;
    let mut taken = vec![false; task.hypothesis.words.len()];
    let mut rulings: Vec<Option<Ruling>> = vec![None; group.len()];
    let elsewhere: Vec<Option<Vec<bool>>> = group
        .iter()
        .map(|&mention| Some(&renderings[mention]).filter(|rendering| rendering.is_sure()))
        .map(|rendering| frame.elsewhere(&rendering?.words))
        .collect();
    let mut order: Vec<usize> = (0..group.len()).collect();
    order.sort_by_key(|&place| elsewhere[place].is_none());
    for place in order {
        let taken_here = match &elsewhere[place] {
            Some(elsewhere) => taken.iter().zip(elsewhere).map(|(a, b)| *a || *b).collect(),
            None => taken.clone(),
        };
        let ruling = task.judge(group[place], &names[group[place]], &taken_here, scratch);
        let is_there = matches!(
            ruling.verdict,
            Verdict::Correct | Verdict::Variant | Verdict::Untranslated | Verdict::Mangled
        );
        match &ruling.rendering {
            Some((words, _)) if is_there => taken[words.clone()].fill(true),
            _ => {}
        }
        rulings[place] = Some(ruling);
    }
    let rulings: Vec<Ruling> = rulings.into_iter().flatten().collect();
    // What is said twice may be said once with a pronoun, as the reference may: the best stands
    // for those without.
    let own_places = group.iter().filter(|&&mention| !renderings[mention].words.is_empty()).count();
    let best = rulings.iter().min_by_key(|ruling| rank(ruling)).cloned();
    let mut own: Vec<Ruling> = Vec::new();
    for ruling in rulings {
        let is_doubtful = match ruling.verdict {
            Verdict::Omitted | Verdict::Unlocated => true,
            Verdict::Mangled => ruling.similarity < SURELY_DISTORTED,
            _ => false,
        };
        let is_extra = group.len() > 1 && is_doubtful && own_places < group.len();
        match &best {
            Some(best) if is_extra && rank(best) < rank(&ruling) => own.push(best.clone()),
            _ => own.push(ruling),
        }
    }
    if elsewhere.iter().all(Option::is_none) {
        own.sort_by_key(|ruling| ruling.rendering.as_ref().map_or(usize::MAX, |(w, _)| w.start));
    }
    own
}
