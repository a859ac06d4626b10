//! The one-time code by which a paused screening is taken up elsewhere, and the word by which a case is spoken of.

use crate::spoken;

const LENGTH: usize = 12;

/// A code of sixty random bits, three groups of four: too many to try, few enough to type.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// Made from what the shell drew by chance.
    pub fn from_chance(chance: u128) -> Self {
        Self(spoken::letters(chance, LENGTH))
    }

    /// Reads what somebody typed: small letters, blanks and hyphens do not matter, nor `O` for 0 or `I` and `L` for 1.
    pub fn read(typed: &str) -> Option<Self> {
        spoken::read(typed, LENGTH).map(Self)
    }

    /// What is kept of it: nobody who reads the store can take the screening up.
    pub fn mark(&self) -> String {
        blake3::derive_key("fairway paused screening", self.0.as_bytes())
            .iter()
            .fold(String::new(), |mark, byte| format!("{mark}{byte:02x}"))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&spoken::grouped(&self.0, &[4, 4, 4]))
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(***)")
    }
}

/// The word by which a person and the desk speak of a case: nothing can be told from it.
pub fn case(chance: u128) -> String {
    spoken::grouped(&spoken::letters(chance >> 64, 6), &[3, 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_said() {
        let code = Code::from_chance(0x1234_5678_9ABC_DEF0_1234_5678_9ABC_DEF0);
        let said = code.to_string();
        assert_eq!((said.len(), Code::read(&said).as_ref()), (14, Some(&code)));
        assert_eq!(Code::read(&said.to_lowercase().replace('-', " ")), Some(code.clone()));
        assert_eq!(Code::read(&said.replace('0', "o").replace('1', "l")), Some(code.clone()));
        assert_eq!(Code::read("resume"), None);
        assert_eq!(Code::read(&format!("{said}X")), None);
        assert_eq!(format!("{code:?}"), "Code(***)");
        assert_eq!(code.mark().len(), 64);
    }
}
