//! What leaves for the advisers: shown line by line, each of which can be left out, and agreed to as it stands.

/// The lines of a parcel, in the order in which they are shown and sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    pub lines: Vec<Line>,
}

/// One line: one thing that leaves or stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Words as they are, without marks.
    pub text: String,
    pub is_left_out: bool,
}

/// More lines are a list that nobody reads before agreeing.
pub const LINES_MAX: usize = 40;

impl Parcel {
    pub fn of(lines: impl IntoIterator<Item = String>) -> Self {
        let lines = lines.into_iter().filter(|text| !text.trim().is_empty()).take(LINES_MAX);
        Self { lines: lines.map(|text| Line { text: one_line(&text), is_left_out: false }).collect() }
    }

    /// The very text that is sent: the lines that were not left out.
    pub fn text(&self) -> String {
        let sent = self.lines.iter().filter(|line| !line.is_left_out);
        sent.map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// What agreement is bound to: it changes with every letter that would be sent, and with who would read it.
    pub fn mark(&self, readers: &str) -> String {
        let text = self.text();
        blake3::hash(format!("{}:{readers}{text}", readers.len()).as_bytes()).to_hex().as_str()[..16].to_owned()
    }

    /// Leaves a line out, or takes it in again. False where there is no such line.
    pub fn turn(&mut self, place: usize) -> bool {
        let line = self.lines.get_mut(place);
        line.map(|line| line.is_left_out = !line.is_left_out).is_some()
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters by which a line is spoken of, so that its number is not taken for that of a choice: `A` to `Z`, then `AA`.
pub fn letter_of(place: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    match place / 26 {
        0 => letter(place).to_string(),
        more => [letter(more - 1), letter(place)].iter().collect(),
    }
}

/// The place of the line that letters name.
pub fn place_of(letters: &str) -> Option<usize> {
    let letters = letters.trim().to_ascii_uppercase();
    (0..LINES_MAX).find(|place| letter_of(*place) == letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_in_nothing_that_is_sent_or_agreed_to() {
        let mut parcel = Parcel::of(["one".into(), " two\nlines ".into(), String::new(), "three".into()]);
        assert_eq!(parcel.text(), "one\ntwo lines\nthree");
        let whole = parcel.mark("a");
        assert_ne!(parcel.mark("b"), whole);
        assert!(parcel.turn(1) && !parcel.turn(3));
        assert_eq!(parcel.text(), "one\nthree");
        assert_ne!(parcel.mark("a"), whole);
        parcel.turn(1);
        assert_eq!(parcel.mark("a"), whole);
    }

    #[test]
    fn lines_are_named_by_letters() {
        assert_eq!([0, 25, 26, 39].map(letter_of), ["A", "Z", "AA", "AN"]);
        assert!((0..LINES_MAX).all(|place| place_of(&letter_of(place).to_lowercase()) == Some(place)));
        assert_eq!((place_of("AO"), place_of("1"), place_of("")), (None, None, None));
    }
}
