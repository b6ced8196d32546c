//! Heap: the allocator of the system, which counts.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Counts the bytes that are in use and the most that ever were.
pub(crate) struct Heap {
    used: AtomicUsize,
    peak: AtomicUsize,
}

impl Heap {
    pub(crate) const fn new() -> Self {
        Heap { used: AtomicUsize::new(0), peak: AtomicUsize::new(0) }
    }

    /// Forgets the peak; returns what is in use.
    pub(crate) fn start(&self) -> usize {
        let used = self.used.load(Relaxed);
        self.peak.store(used, Relaxed);
        used
    }

    /// The most that was in use since the start.
    pub(crate) fn peak(&self) -> usize {
        self.peak.load(Relaxed)
    }
}

// SAFETY: every call goes to the allocator of the system as it is.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let used = self.used.fetch_add(layout.size(), Relaxed) + layout.size();
        self.peak.fetch_max(used, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        self.used.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}
