//! Stream: the segments of one text in order, in one buffer with an offset per segment.

/// The segments of one source, reference or system output, in order.
///
/// All text stands in one buffer, so that a stream costs its text and eight bytes a segment. A
/// segment may be absent, which is not the same as empty: an absent reference is left out, an
/// empty one is compared with.
///
/// # Examples
///
/// ```
/// use mizan::text::Stream;
///
/// let mut references = Stream::from_iter(["مرحبا", ""]);
/// references.push_absent();
/// assert_eq!(references.len(), 3);
/// assert_eq!(references.get(0), Some("مرحبا"));
/// assert_eq!(references.get(1), Some(""));
/// assert_eq!(references.get(2), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stream {
    text: String,
    ends: Vec<usize>,
    /// Indices of the absent segments, ascending; empty for nearly every stream.
    absent: Vec<usize>,
}

impl Stream {
    /// A stream without segments.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a segment as it stands.
    pub fn push(&mut self, segment: &str) {
        self.text.push_str(segment);
        self.ends.push(self.text.len());
    }

    /// Appends a segment that is absent.
    pub fn push_absent(&mut self) {
        self.absent.push(self.ends.len());
        self.ends.push(self.text.len());
    }

    /// How many segments there are, absent ones counted.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no segment at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many segments are absent.
    pub fn absent(&self) -> usize {
        self.absent.len()
    }

    /// The segment at `index`, counted from 0; `None` where it is absent.
    ///
    /// # Panics
    ///
    /// When `index` is not below [`len`](Self::len).
    pub fn get(&self, index: usize) -> Option<&str> {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        let segment = &self.text[start..self.ends[index]];
        if segment.is_empty() && self.absent.binary_search(&index).is_ok() {
            return None;
        }
        Some(segment)
    }

    /// The segments in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Removes every segment and keeps the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.absent.clear();
    }
}

impl<S: AsRef<str>> FromIterator<S> for Stream {
    fn from_iter<I: IntoIterator<Item = S>>(segments: I) -> Self {
        let mut stream = Stream::new();
        for segment in segments {
            stream.push(segment.as_ref());
        }
        stream
    }
}
