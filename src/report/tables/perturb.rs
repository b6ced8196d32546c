//! Perturb: what metrics make of damaged references.

use super::super::table::Cell;
use super::{Rows, Shape};
use crate::record::TestSet;
use crate::sensitivity::{Dose, Reading};

pub(super) const PERTURB: Shape = Shape {
    name: "perturb",
    title: "Scores of the reference, damaged at known rates",
    columns: &["what", "share", "damaged", "candidates", "metric", "value", "loss"],
    rows: perturb,
};

fn perturb(testset: &TestSet) -> Rows {
    let mut rows = Vec::new();
    if let Some(found) = &testset.analyses.perturb {
        for Reading { id, value, loss } in &found.untouched {
            let none = Cell::Empty;
            rows.push(row!["nothing", 0.0, 0_usize, none, id, *value, *loss]);
        }
        for dose in &found.doses {
            let Dose { what, candidates, damaged, readings } = dose;
            for Reading { id, value, loss } in readings {
                let share = dose.share();
                rows.push(row![what.name(), share, *damaged, *candidates, id, *value, *loss]);
            }
        }
    }
    rows
}
