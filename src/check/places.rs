//! Places: bytes of a text in code points.

use std::ops::Range;

/// Where each character of a text begins, in bytes.
pub(super) struct Places(Vec<usize>);

impl Places {
    pub(super) fn of(text: &str) -> Self {
        Places(text.char_indices().map(|(byte, _)| byte).collect())
    }

    /// The code points that these bytes are.
    pub(super) fn code_points(&self, bytes: &Range<usize>) -> Range<usize> {
        let place = |byte: usize| self.0.partition_point(|&start| start < byte);
        place(bytes.start)..place(bytes.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_counted_in_code_points() {
        let places = Places::of("نعم %s");
        assert_eq!(places.code_points(&(7..9)), 4..6);
        assert_eq!(places.code_points(&(0..9)), 0..6);
        assert_eq!(Places::of("").code_points(&(0..0)), 0..0);
    }
}
