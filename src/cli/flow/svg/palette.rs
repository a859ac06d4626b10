//! The colours of what is drawn: each outcome by its place, from the most careful to the least.

/// What fills a box, and its border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli::flow) struct Paint {
    pub fill: &'static str,
    pub line: &'static str,
}

const GRADES: [Paint; 4] = [
    Paint { fill: "#f8d5d2", line: "#b3261e" },
    Paint { fill: "#fce0c3", line: "#b45309" },
    Paint { fill: "#fbf0b8", line: "#8a6d00" },
    Paint { fill: "#d6eedb", line: "#2e7d32" },
];
pub(in crate::cli::flow) const FIND_OUT: Paint = Paint { fill: "#e6e8eb", line: "#5b6470" };
pub(super) const BLOCK: Paint = Paint { fill: "#e8f0fa", line: "#2f5d8c" };
/// Of hard stops and of checks by law.
pub(in crate::cli::flow) const SIDES: [Paint; 2] =
    [Paint { fill: "#fdeceb", line: "#b3261e" }, Paint { fill: "#fff7e6", line: "#b45309" }];

/// The colour of an outcome among so many.
pub(in crate::cli::flow) fn graded(at: usize, of: usize) -> Paint {
    let last = GRADES.len() - 1;
    GRADES[(at * last + of.saturating_sub(1) / 2).checked_div(of.saturating_sub(1)).unwrap_or(last).min(last)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_red_and_the_last_green_however_many_there_are() {
        let places = |of: usize| -> Vec<usize> {
            let place = |at| GRADES.iter().position(|paint| *paint == graded(at, of)).unwrap();
            (0..of).map(place).collect()
        };
        assert_eq!(places(1), [3]);
        assert_eq!(places(2), [0, 3]);
        assert_eq!(places(3), [0, 2, 3]);
        assert_eq!(places(4), [0, 1, 2, 3]);
        assert_eq!(places(7), [0, 1, 1, 2, 2, 3, 3]);
    }
}
