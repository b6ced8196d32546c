//! Table: rows of sufficient statistics, one per segment, that add up.

/// The rows of one metric for one system.
///
/// # Examples
///
/// ```
/// use mizan::table::Table;
///
/// let mut table = Table::new(2);
/// table.push(&[1.0, 10.0]);
/// table.push(&[2.0, 20.0]);
/// assert_eq!(table.sum(), [3.0, 30.0]);
/// assert_eq!(table.sum_of([1, 1]), [4.0, 40.0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    width: usize,
    cells: Vec<f64>,
}

impl Table {
    /// A table without rows; `width` is the number of its columns.
    ///
    /// # Panics
    ///
    /// When `width` is 0.
    pub fn new(width: usize) -> Self {
        assert!(width > 0, "a row has at least one column");
        Table { width, cells: Vec::new() }
    }

    /// The number of columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.cells.len() / self.width
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Adds a row at the end.
    ///
    /// # Panics
    ///
    /// When the row is not as wide as the table.
    pub fn push(&mut self, row: &[f64]) {
        assert_eq!(row.len(), self.width, "a row is as wide as its table");
        self.cells.extend_from_slice(row);
    }

    /// The row at `index`, counted from 0.
    ///
    /// # Panics
    ///
    /// When there is no such row.
    pub fn row(&self, index: usize) -> &[f64] {
        &self.cells[index * self.width..(index + 1) * self.width]
    }

    /// The rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.cells.chunks_exact(self.width)
    }

    /// The sum of all rows, added in their order.
    pub fn sum(&self) -> Vec<f64> {
        self.sum_of(0..self.len())
    }

    /// The sum of the rows at these indices, added in the order given; an index may come twice.
    ///
    /// # Panics
    ///
    /// When there is no such row.
    pub fn sum_of(&self, rows: impl IntoIterator<Item = usize>) -> Vec<f64> {
        let mut sum = vec![0.0; self.width];
        for index in rows {
            add(&mut sum, self.row(index));
        }
        sum
    }

    /// One row per group: the sum of the rows whose entry in `groups` is that group's number.
    ///
    /// # Panics
    ///
    /// When `groups` has not one entry per row, or an entry is not below `count`.
    #[must_use]
    pub fn group(&self, groups: &[usize], count: usize) -> Table {
        assert_eq!(groups.len(), self.len(), "one group per row");
        let mut grouped = Table { width: self.width, cells: vec![0.0; count * self.width] };
        for (row, &group) in self.rows().zip(groups) {
            add(&mut grouped.cells[group * self.width..(group + 1) * self.width], row);
        }
        grouped
    }

    /// Adds the rows of another table at the end.
    ///
    /// # Panics
    ///
    /// When the widths differ.
    pub fn append(&mut self, other: &Table) {
        assert_eq!(self.width, other.width, "tables of one metric are equally wide");
        self.cells.extend_from_slice(&other.cells);
    }
}

/// Adds a row to a sum.
pub fn add(sum: &mut [f64], row: &[f64]) {
    for (total, value) in sum.iter_mut().zip(row) {
        *total += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[[f64; 2]]) -> Table {
        let mut table = Table::new(2);
        for row in rows {
            table.push(row);
        }
        table
    }

    #[test]
    fn the_whole_is_the_sum_of_its_groups() {
        let whole = table(&[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
        let grouped = whole.group(&[1, 0, 1], 2);
        assert_eq!(grouped, table(&[[3.0, 4.0], [6.0, 8.0]]));
        assert_eq!(grouped.sum(), whole.sum());
    }

    #[test]
    fn appending_is_having_read_on() {
        let mut first = table(&[[1.0, 2.0]]);
        first.append(&table(&[[3.0, 4.0]]));
        assert_eq!(first, table(&[[1.0, 2.0], [3.0, 4.0]]));
    }
}
