//! Slips of the pen, made for measuring.

/// The same message with a slip of the pen for every eight characters: letters swapped, left out, doubled or mistaken for a
/// neighbour on the keyboard. The same message always gets the same slips.
pub fn with_slips(message: &str) -> String {
    let mut letters: Vec<char> = message.chars().collect();
    let mut state = message
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    // Knuth's MMIX generator: any would do that is the same everywhere.
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    for _ in 0..letters.len() / 8 {
        let at = next(letters.len());
        if !letters[at].is_alphabetic() {
            continue;
        }
        match next(4) {
            0 if letters.get(at + 1).is_some_and(|next| next.is_alphabetic()) => letters.swap(at, at + 1),
            1 => {
                letters.remove(at);
            }
            2 => letters.insert(at, letters[at]),
            _ => letters[at] = neighbour(letters[at], next(2)),
        }
    }
    letters.into_iter().collect()
}

fn neighbour(letter: char, which: usize) -> char {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let row = ROWS.iter().find(|row| row.contains(letter));
    let beside = row.and_then(|row| {
        let at = row.find(letter)?;
        let beside = if which == 0 { at.checked_sub(1).unwrap_or(at + 1) } else { at + 1 };
        row.chars().nth(beside.min(row.len() - 1))
    });
    beside.unwrap_or('e')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_the_same_every_time_and_about_one_in_eight() {
        let message = "may I take my laptop to a conference abroad next week";
        let slipped = with_slips(message);
        assert_eq!(slipped, with_slips(message));
        let distance = strsim::damerau_levenshtein(message, &slipped);
        assert!((2..=8).contains(&distance), "{slipped}");
        assert_eq!(with_slips("short"), "short");
    }
}
