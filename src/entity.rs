//! Named entities: how alike a name and its Arabic rendering sound, and two Arabic renderings.

pub mod confusable;
pub mod transliterate;
