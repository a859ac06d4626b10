//! The number by which people speak of a ticket, with a letter that checks it.

use std::fmt;

use crate::spoken;

/// Letters that chance decides; one more checks them.
const LETTERS: usize = 6;

/// `K7M-4Q2X`: thirty random bits and a letter that catches each slip of one letter and each swap of two neighbours. It is for
/// speaking of a ticket and opens nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(String);

impl Number {
    /// Made from what the shell drew by chance.
    pub fn from_chance(chance: u128) -> Self {
        let letters = spoken::letters(part_of(chance, "fairway ticket number"), LETTERS);
        let check = spoken::letter(check_of(&letters));
        Self(format!("{letters}{check}"))
    }

    /// What somebody typed as one, whatever its last letter says. No ticket has it.
    pub(super) fn unchecked(letters: &str) -> Self {
        Self(letters.to_owned())
    }

    /// Reads what somebody typed; `None` where it is none, or where a letter is wrong.
    pub fn read(typed: &str) -> Option<Self> {
        let letters = spoken::read(typed.trim_start_matches('#'), LETTERS + 1)?;
        let (random, check) = letters.split_at(LETTERS);
        (check.chars().next().and_then(spoken::bits) == Some(check_of(random))).then_some(Self(letters))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&spoken::grouped(&self.0, &[3, 4]))
    }
}

/// The sum of the letters in the field of 32 elements, each times another power of a primitive element: no two letters weigh the
/// same, so that a swap shows, and none weighs nothing, so that a slip shows.
fn check_of(letters: &str) -> u8 {
    let mut weight = 1;
    letters.chars().filter_map(spoken::bits).fold(0, |sum, bits| {
        weight = doubled(weight);
        sum ^ times(bits, weight)
    })
}

/// Times x, modulo x⁵ + x² + 1.
fn doubled(of: u8) -> u8 {
    let shifted = of << 1;
    if shifted & 32 == 0 { shifted } else { (shifted ^ 0b10_0101) & 31 }
}

fn times(a: u8, b: u8) -> u8 {
    let (mut sum, mut power) = (0, a);
    for bit in 0..5 {
        if b >> bit & 1 == 1 {
            sum ^= power;
        }
        power = doubled(power);
    }
    sum
}

/// Eighty random bits for what the number must not tell.
pub(super) fn id_from_chance(chance: u128) -> String {
    spoken::letters(part_of(chance, "fairway ticket id"), 16).to_lowercase()
}

/// One draw serves for several secrets: none tells anything of another.
pub(super) fn part_of(chance: u128, purpose: &str) -> u128 {
    let derived = blake3::derive_key(purpose, &chance.to_le_bytes());
    derived[..16].iter().fold(0, |part, byte| part << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> impl Iterator<Item = Number> {
        (0..60_u128).map(|chance| Number::from_chance(chance.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835)))
    }

    #[test]
    fn a_number_is_read_as_it_is_said() {
        for number in some() {
            let said = number.to_string();
            assert_eq!((said.len(), Number::read(&said).as_ref()), (8, Some(&number)));
            assert_eq!(Number::read(&format!("#{}", said.to_lowercase().replace('-', " "))), Some(number));
        }
    }

    #[test]
    fn each_slip_and_each_swap_of_neighbours_is_caught() {
        for Number(letters) in some() {
            for at in 0..letters.len() {
                for other in (0..32).map(spoken::letter) {
                    let mut wrong: Vec<char> = letters.chars().collect();
                    if wrong[at] != other {
                        wrong[at] = other;
                        assert_eq!(Number::read(&wrong.iter().collect::<String>()), None);
                    }
                }
                let mut wrong: Vec<char> = letters.chars().collect();
                if at > 0 && wrong[at] != wrong[at - 1] {
                    wrong.swap(at, at - 1);
                    assert_eq!(Number::read(&wrong.iter().collect::<String>()), None, "{letters} {at}");
                }
            }
        }
    }
}
