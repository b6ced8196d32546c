//! Two lists of quantities compared: what agrees, what changed, what is missing or extra.

use super::{Currency, Date, Decimal, Kind, Quantity, Reading};
use std::collections::{HashMap, VecDeque};

/// The quantities of two texts assigned one to one, as places in the two lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Those that agree.
    pub matched: Vec<(usize, usize)>,
    /// Those left over of which the first of a kind stands beside the first, the second beside the
    /// second, and so on: another value, evidence for the verdict `wrong_number`.
    pub changed: Vec<(usize, usize)>,
    /// Those of the source that nothing is left for.
    pub missing: Vec<usize>,
    /// Those of the target that nothing is left for.
    pub extra: Vec<usize>,
}

/// Whether two quantities agree: they share a reading.
///
/// Money agrees with a number, as the currency may go without saying ("25 million dollars, then
/// 42 million"), but not with another currency. A percentage agrees only with a percentage. A
/// decade without a century agrees with that of any.
pub fn matches(a: &Quantity, b: &Quantity) -> bool {
    keys(a).any(|(key, detail)| {
        keys(b).any(|(other, other_detail)| key == other && agree(detail, other_detail))
    })
}

fn agree(a: Detail, b: Detail) -> bool {
    a == b || a == Detail::None || b == Detail::None
}

/// Compares the quantities of a source, or reference, with those of a target.
///
/// Those whose details are the same are matched first, among them those with one reading; those
/// with the same key are taken in order. It takes time linear in the lengths of the lists.
///
/// # Examples
///
/// ```
/// use mizan::entity::quantity::{Language, compare, find};
///
/// let source = find("67 passengers, 2.5 %", Language::English);
/// let target = find("76 راكبا و2.5٪", Language::Arabic);
/// let comparison = compare(&source, &target);
/// assert_eq!(comparison.matched, [(1, 1)]);
/// assert_eq!(comparison.changed, [(0, 0)]);
/// ```
pub fn compare(source: &[Quantity], target: &[Quantity]) -> Comparison {
    let mut offers = Offers::new(target);
    let mut partner = vec![None; source.len()];
    for (is_exact, is_single) in [(true, true), (true, false), (false, true), (false, false)] {
        for (place, quantity) in source.iter().enumerate() {
            if partner[place].is_none() && (quantity.readings.len() == 1) == is_single {
                partner[place] = offers.take(quantity, is_exact);
            }
        }
    }
    let mut comparison = Comparison::default();
    for (place, partner) in partner.iter().enumerate() {
        match partner {
            Some(other) => comparison.matched.push((place, *other)),
            None => comparison.missing.push(place),
        }
    }
    comparison.extra = (0..target.len()).filter(|&place| !offers.taken[place]).collect();
    // Of the same kind, then any amounts: a lost sign of percent is a change too.
    for group in [|kind: Kind| kind, family] {
        comparison.pair(source, target, group);
    }
    comparison.changed.sort_unstable();
    comparison
}

/// Numbers, percentages and money are amounts.
fn family(kind: Kind) -> Kind {
    match kind {
        Kind::Number | Kind::Percent | Kind::Money => Kind::Number,
        Kind::Date | Kind::Time => kind,
    }
}

impl Comparison {
    /// Moves what is missing and extra in the same group to what is changed, in order.
    fn pair(&mut self, source: &[Quantity], target: &[Quantity], group: fn(Kind) -> Kind) {
        let mut extra: HashMap<Kind, VecDeque<usize>> = HashMap::new();
        for &place in &self.extra {
            extra.entry(group(target[place].kind)).or_default().push_back(place);
        }
        let mut missing = Vec::new();
        for &place in &self.missing {
            match extra.get_mut(&group(source[place].kind)).and_then(VecDeque::pop_front) {
                Some(other) => self.changed.push((place, other)),
                None => missing.push(place),
            }
        }
        self.missing = missing;
        self.extra = extra.into_values().flatten().collect();
        self.extra.sort_unstable();
    }
}

/// What must be equal in quantities that agree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Amount { value: Decimal, is_percent: bool },
    Digits { digits: String, is_percent: bool },
    Date(Date),
    Decade(u8),
    Century(u8),
    Time(u8, u8),
}

/// What must be equal where both say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Detail {
    None,
    Currency(Currency),
    Century(u16),
}

fn keys(quantity: &Quantity) -> impl Iterator<Item = (Key, Detail)> {
    let is_percent = quantity.kind == Kind::Percent;
    let currency = quantity.currency.map_or(Detail::None, Detail::Currency);
    quantity.readings.iter().map(move |reading| match reading {
        Reading::Amount(value) => (Key::Amount { value: *value, is_percent }, currency),
        Reading::Digits(digits) => (Key::Digits { digits: digits.clone(), is_percent }, currency),
        Reading::Date(date) => (Key::Date(*date), Detail::None),
        Reading::Decade { tens, century } => {
            (Key::Decade(*tens), century.map_or(Detail::None, Detail::Century))
        }
        Reading::Century(century) => (Key::Century(*century), Detail::None),
        Reading::Time { hour, minute } => (Key::Time(*hour, *minute), Detail::None),
    })
}

/// The target's quantities by what they agree in.
struct Offers {
    /// By key, then detail: the places, in order.
    places: HashMap<Key, Vec<(Detail, VecDeque<usize>)>>,
    taken: Vec<bool>,
}

impl Offers {
    fn new(target: &[Quantity]) -> Self {
        let mut places: HashMap<Key, Vec<(Detail, VecDeque<usize>)>> = HashMap::new();
        for (place, quantity) in target.iter().enumerate() {
            for (key, detail) in keys(quantity) {
                let details = places.entry(key).or_default();
                // There are as many details as currencies, or centuries of four digits.
                match details.iter_mut().find(|(known, _)| *known == detail) {
                    Some((_, queue)) => queue.push_back(place),
                    None => details.push((detail, VecDeque::from([place]))),
                }
            }
        }
        Offers { places, taken: vec![false; target.len()] }
    }

    /// The first place that agrees and is free; it is taken then.
    fn take(&mut self, quantity: &Quantity, is_exact: bool) -> Option<usize> {
        let taken = &mut self.taken;
        let mut best: Option<usize> = None;
        for (key, detail) in keys(quantity) {
            let details = self.places.get_mut(&key).map_or(&mut [][..], Vec::as_mut_slice);
            let agreeing = details.iter_mut().filter(|(other, _)| match is_exact {
                true => *other == detail,
                false => agree(*other, detail),
            });
            for (_, queue) in agreeing {
                while queue.front().is_some_and(|&place| taken[place]) {
                    queue.pop_front();
                }
                if let Some(&place) = queue.front() {
                    best = Some(best.map_or(place, |best| best.min(place)));
                }
            }
        }
        if let Some(place) = best {
            taken[place] = true;
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Language, find};
    use super::*;

    fn compared(english: &str, arabic: &str) -> Comparison {
        compare(&find(english, Language::English), &find(arabic, Language::Arabic))
    }

    #[test]
    fn every_quantity_is_used_once() {
        let comparison = compared("5 and 5 and 6", "5 و6 و7 و8");
        assert_eq!(comparison.matched, [(0, 0), (2, 1)]);
        assert_eq!(comparison.changed, [(1, 2)]);
        assert!(comparison.missing.is_empty());
        assert_eq!(comparison.extra, [3]);
    }

    #[test]
    fn an_omitted_quantity_is_missing() {
        let comparison = compared("5 and 3 May", "خمسة");
        assert_eq!(comparison.matched, [(0, 0)]);
        assert_eq!(comparison.missing, [1]);
        assert!(comparison.changed.is_empty() && comparison.extra.is_empty());
    }

    #[test]
    fn the_same_currency_is_preferred_to_none() {
        let comparison = compared("$5 and 5", "5 و5 دولارات");
        assert_eq!(comparison.matched, [(0, 1), (1, 0)]);
    }

    #[test]
    fn another_currency_or_a_lost_percent_is_a_change() {
        assert_eq!(compared("$5", "5 يورو").changed, [(0, 0)]);
        assert_eq!(compared("5%", "5").changed, [(0, 0)]);
        assert_eq!(compared("5 million", "5 ملايين دولار").matched, [(0, 0)]);
    }

    #[test]
    fn a_reading_kept_for_another_is_left_to_it() {
        // 1.234 may be 1234 too, but only the second of the target can be that.
        let comparison = compared("1.234 and 1,234", "1٫234 و1,234");
        assert_eq!(comparison.matched, [(0, 0), (1, 1)]);
    }

    #[test]
    fn kinds_do_not_mix() {
        let comparison = compared("3 May 2024", "3 2024");
        assert_eq!(comparison.missing, [0]);
        assert_eq!(comparison.extra, [0, 1]);
    }
}
