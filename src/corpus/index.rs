//! Index: finds the number of an entry by what names it, which stands elsewhere.

use std::hash::{BuildHasher, Hash, RandomState};
use std::num::NonZeroU32;

/// Numbers of entries by the hashes of their names: 9 to 18 bytes an entry, whatever its name.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// Each entry stands in the first free slot from that of its hash on. There is a power of two.
    slots: Vec<Option<Slot>>,
    len: usize,
    hashes: RandomState,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    /// The number of the entry, from 1.
    number: NonZeroU32,
}

/// How many entries there can be.
pub(super) const MOST: usize = u32::MAX as usize - 1;

impl Index {
    /// An index that takes so many entries without growing.
    pub(super) fn with_capacity(entries: usize) -> Self {
        Index { slots: vec![None; slots_for(entries)], ..Index::default() }
    }

    /// The entry with this name; `is_it` tells whether the entry of a number has it.
    pub(super) fn find(&self, name: impl Hash, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        self.place(self.hash(name), is_it).ok()
    }

    /// The entry with this name; where there is none, `entry` is it from now on.
    ///
    /// # Panics
    ///
    /// When the number of the new entry is above [`MOST`].
    pub(super) fn find_or_insert(
        &mut self,
        name: impl Hash,
        entry: usize,
        is_it: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        if slots_for(self.len + 1) > self.slots.len() {
            self.grow();
        }
        let hash = self.hash(name);
        match self.place(hash, is_it) {
            Ok(known) => Some(known),
            Err(free) => {
                let number = u32::try_from(entry + 1).ok().and_then(NonZeroU32::new);
                let number = number.expect("fewer than 4 billion entries are in memory");
                self.slots[free] = Some(Slot { hash, number });
                self.len += 1;
                None
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "half of a hash is one too")]
    fn hash(&self, name: impl Hash) -> u32 {
        self.hashes.hash_one(name) as u32
    }

    /// The entry with this hash that it is, else the free slot where its search ends.
    fn place(&self, hash: u32, is_it: impl Fn(usize) -> bool) -> Result<usize, usize> {
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        while let Some(slot) = self.slots[at] {
            let entry = slot.number.get() as usize - 1;
            if slot.hash == hash && is_it(entry) {
                return Ok(entry);
            }
            at = (at + 1) & last;
        }
        Err(at)
    }

    fn grow(&mut self) {
        let slots = vec![None; slots_for(self.len + 1)];
        for slot in std::mem::replace(&mut self.slots, slots).into_iter().flatten() {
            if let Err(free) = self.place(slot.hash, |_| false) {
                self.slots[free] = Some(slot);
            }
        }
    }
}

/// How many slots so many entries need: an eighth stays free, so that every search ends soon.
fn slots_for(entries: usize) -> usize {
    (entries + entries / 7 + 1).next_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_again_and_no_other() {
        let names: Vec<String> = (0..10_000).map(|n| format!("{}", n % 7_000)).collect();
        for mut index in [Index::default(), Index::with_capacity(7_000)] {
            let capacity = index.slots.len();
            for (entry, name) in names.iter().enumerate() {
                let known = index.find_or_insert(name, entry, |other| names[other] == *name);
                assert_eq!(known, (entry >= 7_000).then(|| entry - 7_000));
            }
            assert!(capacity == 0 || capacity == index.slots.len());
            assert_eq!(index.find("6999", |entry| names[entry] == "6999"), Some(6_999));
            assert_eq!(index.find("7000", |entry| names[entry] == "7000"), None);
        }
        assert_eq!(Index::default().find("", |_| true), None);
    }
}
