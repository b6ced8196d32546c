//! N-grams: how many of a hypothesis are found in its references, for all orders at once.
//!
//! Symbols (characters or words) are numbered from 1. For each position the n-gram of the highest
//! order is packed into one integer, first symbol on top, zeros past the end. Once both lists are
//! sorted, n-grams of *every* order that are equal stand together, and the order up to which a key
//! agrees with its neighbour is the number of leading bits they share: one walk over the merged
//! lists counts all orders. There is no hashing of n-grams, so the counts are exact.
//!
//! Texts that do not fit (many distinct symbols, high orders, very long segments, several
//! references at once) are counted by [`matched_plain`], which compares slices and is the
//! definition that the fast way is tested against.

/// The highest order that is packed; higher ones are counted the plain way.
const LANES: usize = 8;
/// The most symbols of a packed text: its counts are 16 bits wide.
pub const LONGEST: usize = u16::MAX as usize;
/// Stand before and after a list of keys: no key is 0, and the top bit of all is 0.
const START: u64 = 0;
const END: u64 = u64::MAX;

/// A text as numbered symbols, with its packed n-grams where they fit.
///
/// Its buffers only grow, so that a profile that is used again costs neither allocation nor
/// clearing.
#[derive(Debug, Default, Clone)]
pub struct Profile {
    symbols: Vec<u32>,
    length: usize,
    keys: Vec<u64>,
    unsorted: Vec<u64>,
    places: Vec<u32>,
}

impl Profile {
    /// Removes all symbols.
    pub fn clear(&mut self) {
        self.length = 0;
    }

    /// Appends a symbol, which is numbered from 1.
    pub fn push(&mut self, symbol: u32) {
        grow(&mut self.symbols, self.length + 1);
        self.symbols[self.length] = symbol;
        self.length += 1;
    }

    /// Replaces all symbols: `write` gets at least `room` places, and returns how many it used.
    pub fn fill(&mut self, room: usize, write: impl FnOnce(&mut [u32]) -> usize) {
        grow(&mut self.symbols, room);
        self.length = write(&mut self.symbols);
    }

    /// The symbols in order.
    pub fn symbols(&self) -> &[u32] {
        &self.symbols[..self.length]
    }

    /// How many symbols there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no symbol.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Packs and sorts the n-grams up to `order`.
    ///
    /// Two counting passes, by the second symbol and then by the first, leave keys sorted but for
    /// the few n-grams that begin with the same two symbols.
    ///
    /// # Panics
    ///
    /// When a symbol or the length does not fit, which [`can_pack`] tells beforehand.
    pub fn pack(&mut self, order: usize) {
        assert!(self.length <= LONGEST, "can_pack was asked");
        let bits = bits_per_symbol(order);
        let top = bits * (order - 1);
        let symbols = &self.symbols[..self.length];
        let (by_first, by_second) = places(symbols, &mut self.places);
        grow(&mut self.unsorted, self.length);
        grow(&mut self.keys, self.length + 2);
        self.keys[0] = START;
        self.keys[self.length + 1] = END;
        let keys = &mut self.keys[1..=self.length];
        let (mut key, mut second) = (0, 0);
        for &symbol in symbols.iter().rev() {
            key = (u64::from(symbol) << top) | (key >> bits);
            put(&mut self.unsorted, &mut by_second[second], key);
            second = symbol as usize;
        }
        for &key in &self.unsorted[..self.length] {
            put(keys, &mut by_first[usize::try_from(key >> top).expect("a symbol")], key);
        }
        if order > 2 {
            sort_nearly_sorted(keys, top - bits);
        }
    }
}

/// Puts a key at its place, which moves on.
fn put(keys: &mut [u64], place: &mut u32, key: u64) {
    keys[*place as usize] = key;
    *place += 1;
}

fn grow<T: Clone + Default>(buffer: &mut Vec<T>, room: usize) {
    if buffer.len() < room {
        buffer.resize(room, T::default());
    }
}

/// Where the n-grams begin that have a symbol in the first place, and in the second.
fn places<'a>(symbols: &[u32], buffer: &'a mut Vec<u32>) -> (&'a mut [u32], &'a mut [u32]) {
    let highest = symbols.iter().copied().max().unwrap_or(0) as usize;
    let size = highest + 2;
    grow(buffer, 2 * size);
    let (by_first, rest) = buffer.split_at_mut(size);
    by_first.fill(0);
    for &symbol in symbols {
        by_first[symbol as usize + 1] += 1;
    }
    let mut before = 0;
    for count in by_first.iter_mut() {
        before += *count;
        *count = before;
    }
    // The second symbols are the first ones without the text's start and with a 0 for its end.
    let by_second = &mut rest[..size];
    let start = symbols.first().map_or(usize::MAX, |&symbol| symbol as usize);
    for (symbol, (second, first)) in by_second.iter_mut().zip(by_first.iter()).enumerate() {
        *second = first + u32::from(symbol > 0) - u32::from(symbol > start);
    }
    (by_first, by_second)
}

/// Whether texts of at most `length` symbols, numbered up to `highest`, can be packed.
pub fn can_pack(order: usize, highest: u32, length: usize) -> bool {
    (1..=LANES).contains(&order)
        && length <= LONGEST
        && u64::from(highest) < 1 << bits_per_symbol(order).min(32)
}

const fn bits_per_symbol(order: usize) -> usize {
    63 / order
}

/// Sorts keys of which those that agree in the bits from `same` up stand together already.
fn sort_nearly_sorted(keys: &mut [u64], same: usize) {
    /// Beyond this many keys that begin alike, moving them one by one is slower than sorting.
    const FEW: usize = 24;
    if keys.len() > 8 * FEW {
        for alike in keys.chunk_by_mut(|one, other| one >> same == other >> same) {
            if alike.len() > FEW {
                alike.sort_unstable();
            }
        }
    }
    // Most keys that are not at their place are one too far: without a branch, for the processor
    // could not foresee it.
    for end in 1..keys.len() {
        let (one, other) = (keys[end - 1], keys[end]);
        keys[end - 1] = one.min(other);
        keys[end] = one.max(other);
    }
    for end in 1..keys.len() {
        let key = keys[end];
        let mut at = end;
        while at > 0 && keys[at - 1] > key {
            keys[at] = keys[at - 1];
            at -= 1;
        }
        keys[at] = key;
    }
}

/// Counts matches of two packed texts: `matched[n - 1]` is how many n-grams of the hypothesis are
/// found in the reference, each counted at most as often as it stands there.
///
/// One walk goes up from the least key and one down from the greatest until they meet: neither
/// waits for the other, which a single walk would for each of its own steps.
///
/// # Panics
///
/// When `matched` is longer than the order that both were packed for.
pub fn matched(hypothesis: &Profile, reference: &Profile, matched: &mut [u32]) {
    let order = matched.len();
    let agreeing = &AGREEING[order];
    let mut keys = Merged::new(hypothesis, reference);
    let steps = hypothesis.length + reference.length;
    let (mut up, mut down) = (Walk::default(), Walk::default());
    for _ in 0..steps / 2 {
        let (key, is_left) = keys.least();
        up.step(key, is_left, agreeing);
        let (key, is_left) = keys.greatest();
        down.step(key, is_left, agreeing);
    }
    if steps % 2 == 1 {
        let (key, is_left) = keys.least();
        up.step(key, is_left, agreeing);
    }
    let counts = up.join(&down, agreeing);
    // Keys past the end are padded with zeros; padded n-grams match only where both texts end
    // alike, once for each length of the common ending that is shorter than the order.
    let ending = common_ending(hypothesis.symbols(), reference.symbols(), order);
    for (index, count) in matched.iter_mut().enumerate() {
        *count = counts[index] - u32::try_from(ending.min(index)).expect("below the order");
    }
}

/// The keys of two texts in one order, to be taken from either end; of equal keys the left text's
/// come first.
struct Merged<'a> {
    left: &'a [u64],
    right: &'a [u64],
    left_least: usize,
    right_least: usize,
    left_greatest: usize,
    right_greatest: usize,
}

impl<'a> Merged<'a> {
    fn new(left: &'a Profile, right: &'a Profile) -> Self {
        Merged {
            left: &left.keys[..left.length + 2],
            right: &right.keys[..right.length + 2],
            left_least: 1,
            right_least: 1,
            left_greatest: left.length,
            right_greatest: right.length,
        }
    }

    /// The least key that is left, and whether it is of the left text.
    #[inline(always)]
    fn least(&mut self) -> (u64, bool) {
        let (left, right) = (self.left[self.left_least], self.right[self.right_least]);
        let is_left = left <= right;
        self.left_least += usize::from(is_left);
        self.right_least += usize::from(!is_left);
        (left.min(right), is_left)
    }

    /// The greatest key that is left, and whether it is of the left text.
    #[inline(always)]
    fn greatest(&mut self) -> (u64, bool) {
        let (left, right) = (self.left[self.left_greatest], self.right[self.right_greatest]);
        let is_left = left > right;
        self.left_greatest -= usize::from(is_left);
        self.right_greatest -= usize::from(!is_left);
        (left.max(right), is_left)
    }
}

/// A walk over sorted keys: for each order, how often the current n-gram was seen in the
/// hypothesis and in the reference, and the matches of those that are done.
#[derive(Default)]
struct Walk {
    previous: Option<u64>,
    in_left: Mask,
    in_right: Mask,
    matched: Mask,
}

impl Walk {
    #[inline(always)]
    #[expect(clippy::needless_range_loop, reason = "lane by lane is how it becomes vectors")]
    fn step(&mut self, key: u64, is_left: bool, agreeing: &[Mask; 65]) {
        let keep = &agreeing[shared_bits(self.previous, Some(key))];
        self.previous = Some(key);
        let (add_left, add_right) = (u16::from(is_left), u16::from(!is_left));
        for lane in 0..LANES {
            let both = self.in_left[lane].min(self.in_right[lane]);
            self.matched[lane] = self.matched[lane].wrapping_add(both & !keep[lane]);
            self.in_left[lane] = (self.in_left[lane] & keep[lane]).wrapping_add(add_left);
            self.in_right[lane] = (self.in_right[lane] & keep[lane]).wrapping_add(add_right);
        }
    }

    /// The matches of two walks that have met; an n-gram that both are at is one.
    fn join(&self, other: &Walk, agreeing: &[Mask; 65]) -> [u32; LANES] {
        let same = &agreeing[shared_bits(self.previous, other.previous)];
        std::array::from_fn(|lane| {
            let (left, right) = (self.in_left[lane], self.in_right[lane]);
            let (other_left, other_right) = (other.in_left[lane], other.in_right[lane]);
            let open = if same[lane] == 0 {
                left.min(right) + other_left.min(other_right)
            } else {
                (left + other_left).min(right + other_right)
            };
            u32::from(self.matched[lane]) + u32::from(other.matched[lane]) + u32::from(open)
        })
    }
}

/// How many leading bits two keys share; none where there is no key yet.
fn shared_bits(one: Option<u64>, other: Option<u64>) -> usize {
    match (one, other) {
        (Some(one), Some(other)) => (one ^ other).leading_zeros() as usize,
        _ => 0,
    }
}

fn common_ending(one: &[u32], other: &[u32], most: usize) -> usize {
    one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(a, b)| a == b).count()
}

type Mask = [u16; LANES];

/// By order and by the number of leading bits that two keys share: all ones for each order up to
/// which the keys agree.
static AGREEING: [[Mask; 65]; LANES + 1] = agreeing();

const fn agreeing() -> [[Mask; 65]; LANES + 1] {
    let mut masks = [[[0; LANES]; 65]; LANES + 1];
    let mut order = 1;
    while order <= LANES {
        let bits = bits_per_symbol(order);
        // The top bits that no symbol uses are shared by all keys.
        let unused = 64 - order * bits;
        let mut shared = unused;
        while shared <= 64 {
            let mut lane = 0;
            while lane < (shared - unused) / bits {
                masks[order][shared][lane] = u16::MAX;
                lane += 1;
            }
            shared += 1;
        }
        order += 1;
    }
    masks
}

/// Counts matches of any texts: the definition. With several references an n-gram counts at most
/// as often as it stands in the reference that has it most often (Papineni et al., 2002).
///
/// # Examples
///
/// ```
/// let mut matched = [0; 2];
/// mizan::text::ngram::matched_plain(&[1, 2, 1], &[&[1, 2, 3], &[1, 1]], &mut matched);
/// assert_eq!(matched, [3, 1]);
/// ```
pub fn matched_plain(hypothesis: &[u32], references: &[&[u32]], matched: &mut [u32]) {
    let order = matched.len();
    let texts: Vec<&[u32]> =
        std::iter::once(hypothesis).chain(references.iter().copied()).collect();
    let mut positions: Vec<(&[u32], usize)> = Vec::new();
    for (text_index, text) in texts.iter().enumerate() {
        for start in 0..text.len() {
            let end = text.len().min(start + order);
            positions.push((&text[start..end], text_index));
        }
    }
    positions.sort_unstable();
    matched.fill(0);
    // counts[n - 1][t]: how often the current n-gram of order n stands in text t.
    let mut counts = vec![vec![0_u32; texts.len()]; order];
    let mut previous: &[u32] = &[];
    for &(ngram, text_index) in &positions {
        let shared = previous.iter().zip(ngram).take_while(|(a, b)| a == b).count();
        for (counts, matched) in counts.iter_mut().zip(matched.iter_mut()).skip(shared) {
            *matched += clipped(counts);
            counts.fill(0);
        }
        for counts in &mut counts[..ngram.len()] {
            counts[text_index] += 1;
        }
        previous = ngram;
    }
    for (counts, matched) in counts.iter().zip(matched.iter_mut()) {
        *matched += clipped(counts);
    }
}

fn clipped(counts: &[u32]) -> u32 {
    counts[0].min(counts[1..].iter().copied().max().unwrap_or(0))
}

/// How many n-grams of order `n` a text of `length` symbols has.
pub fn total(length: usize, n: usize) -> usize {
    (length + 1).saturating_sub(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(symbols: &[u32], order: usize) -> Profile {
        let mut profile = Profile::default();
        symbols.iter().for_each(|&symbol| profile.push(symbol));
        profile.pack(order);
        profile
    }

    #[test]
    fn a_text_matches_itself_wholly() {
        let text = [1, 2, 1, 2, 1, 3];
        let mut counts = [0; 4];
        matched(&packed(&text, 4), &packed(&text, 4), &mut counts);
        assert_eq!(counts, [6, 5, 4, 3]);
    }

    #[test]
    fn an_ending_shared_past_the_end_is_not_an_ngram() {
        let mut counts = [0; 4];
        matched(&packed(&[5, 1, 2], 4), &packed(&[6, 1, 2], 4), &mut counts);
        assert_eq!(counts, [2, 1, 0, 0]);
    }

    #[test]
    fn the_packed_way_counts_as_the_plain_way() {
        let mut state = 7_u64;
        let mut draw = |below: u64| {
            state =
                state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            u32::try_from((state >> 33) % below).unwrap()
        };
        for round in 0..4000 {
            let order = 1 + round % LANES;
            let alphabet = 1 + u64::from(draw(12));
            let mut text =
                |longest| -> Vec<u32> { (0..draw(longest)).map(|_| 1 + draw(alphabet)).collect() };
            let (hypothesis, reference) = (text(60), text(60));
            let (mut fast, mut plain) = (vec![0; order], vec![0; order]);
            matched(&packed(&hypothesis, order), &packed(&reference, order), &mut fast);
            matched_plain(&hypothesis, &[&reference], &mut plain);
            assert_eq!(fast, plain, "order {order}: {hypothesis:?} {reference:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_known_beforehand() {
        assert!(can_pack(6, 1023, 65_535));
        assert!(!can_pack(6, 1024, 10));
        assert!(!can_pack(9, 1, 10));
        assert!(!can_pack(6, 1, 65_536));
        assert!(can_pack(1, u32::MAX, 10));
    }
}
