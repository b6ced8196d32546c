//! Ordered: pairs that are written as an object in their own order.

use serde::{Serialize, Serializer};

/// Keys and values, in the order in which they are written.
pub(crate) struct Ordered<K, T>(pub(crate) Vec<(K, T)>);

impl<K: Serialize, T: Serialize> Serialize for Ordered<K, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
