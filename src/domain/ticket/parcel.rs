//! What leaves for the advisers: shown line by line, each of which can be left out, and agreed to as it stands.

use crate::ids::EventId;

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
    /// The person's message that they came from: taken back, the line goes, too. `None`: no single one.
    pub said: Option<EventId>,
    /// They stand within words of the bot's, as they were once asked: a change of the message leaves them.
    pub is_quoted: bool,
    pub is_left_out: bool,
}

/// More lines are a list that nobody reads before agreeing.
pub const LINES_MAX: usize = 40;

impl Parcel {
    pub fn of(lines: impl IntoIterator<Item = Line>) -> Self {
        let lines = lines.into_iter().filter(|line| !line.text.is_empty()).take(LINES_MAX);
        Self { lines: lines.collect() }
    }

    /// The messages that its lines came from.
    pub fn messages(&self) -> Vec<EventId> {
        let mut messages: Vec<EventId> = self.lines.iter().filter_map(|line| line.said.clone()).collect();
        messages.dedup();
        messages
    }

    /// The lines that are sent, by themselves.
    pub fn sent(&self) -> Self {
        Self { lines: self.lines.iter().filter(|line| !line.is_left_out).cloned().collect() }
    }

    /// Puts new words of a message in place of the old. False where no line is those words and no more.
    pub fn change(&mut self, said: &EventId, text: &str) -> bool {
        let mut lines = self.lines.iter_mut();
        let line = lines.find(|line| line.said.as_ref() == Some(said) && !line.is_quoted);
        line.map(|line| line.text = one_line(text)).is_some()
    }

    /// Drops what came from a message. False where nothing did.
    pub fn forget(&mut self, said: &EventId) -> bool {
        let before = self.lines.len();
        self.lines.retain(|line| line.said.as_ref() != Some(said));
        self.lines.len() < before
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

impl Line {
    /// Words of the bot's, about what no single message says.
    pub fn new(text: &str) -> Self {
        Self { text: one_line(text), said: None, is_quoted: false, is_left_out: false }
    }

    /// The words of a message.
    pub fn said(text: &str, said: EventId) -> Self {
        Self { said: Some(said), ..Self::new(text) }
    }

    /// The words of a message within words of the bot's.
    pub fn quoted(text: &str, said: EventId) -> Self {
        Self { is_quoted: true, ..Self::said(text, said) }
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
        let mut parcel = Parcel::of(["one", " two\nlines ", "", "three"].map(Line::new));
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
    fn a_line_goes_with_its_message() {
        let (first, second) = (EventId::new("$1"), EventId::new("$2"));
        let lines = [Line::said("a plan", first.clone()), Line::quoted("Asked before: why?", second.clone())];
        let mut parcel = Parcel::of(lines.into_iter().chain([Line::new("Screening: careful")]));
        assert!(parcel.change(&first, "another\nplan") && !parcel.change(&second, "how?"));
        assert_eq!(parcel.text(), "another plan\nAsked before: why?\nScreening: careful");
        assert!(parcel.forget(&second) && parcel.forget(&first) && !parcel.forget(&first));
        assert_eq!(parcel.text(), "Screening: careful");
    }

    #[test]
    fn lines_are_named_by_letters() {
        assert_eq!([0, 25, 26, 39].map(letter_of), ["A", "Z", "AA", "AN"]);
        assert!((0..LINES_MAX).all(|place| place_of(&letter_of(place).to_lowercase()) == Some(place)));
        assert_eq!((place_of("AO"), place_of("1"), place_of("")), (None, None, None));
    }
}
