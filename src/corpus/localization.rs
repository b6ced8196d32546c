//! Localization: the formats of texts that programs and films show, each read as units.

