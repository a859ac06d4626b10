//! What can be said at any time in a screening, beside answers.

/// One of these things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    Back,
    /// Change the answer with that number in the summary; without one, show the summary.
    Change(Option<usize>),
    Why,
    Summary,
    Pause,
    Restart,
    Human,
    Stop,
    Delete,
    /// The person sees the outcome differently.
    Disagree,
    Report,
}

/// The words for each, in the four languages. What is said first is what the bot names.
const WORDS: [(Aside, &[&str]); 11] = [
    (Aside::Back, &["back", "go back", "terug", "zurück", "zurueck", "retour", "précédent"]),
    (Aside::Change(None), &["change", "wijzig", "verander", "ändern", "aendern", "changer", "modifier"]),
    (Aside::Why, &["why", "waarom", "warum", "wieso", "pourquoi"]),
    (
        Aside::Summary,
        &["summary", "samenvatting", "overzicht", "zusammenfassung", "übersicht", "récapitulatif", "résumé"],
    ),
    (Aside::Pause, &["pause", "later", "pauze", "pausieren", "später", "plus tard"]),
    (Aside::Restart, &["restart", "start again", "opnieuw", "neustart", "von vorn", "neu anfangen", "recommencer"]),
    (
        Aside::Human,
        &[
            "human",
            "person",
            "a person",
            "adviser",
            "mens",
            "een mens",
            "adviseur",
            "mensch",
            "ein mensch",
            "humain",
            "une personne",
            "talk to a person",
        ],
    ),
    (Aside::Stop, &["stop", "stoppen", "beenden", "arrêter", "arreter"]),
    (Aside::Delete, &["delete", "erase", "verwijder", "löschen", "loeschen", "effacer", "supprimer"]),
    (
        Aside::Disagree,
        &[
            "disagree",
            "i disagree",
            "oneens",
            "niet mee eens",
            "ik ben het er niet mee eens",
            "nicht einverstanden",
            "pas d'accord",
        ],
    ),
    (Aside::Report, &["report", "rapport", "verslag", "bericht"]),
];

impl Aside {
    /// Reads a whole message, with or without a prefix.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches(['!', '/']);
        if text == "?" {
            return Some(Aside::Why);
        }
        let said = text.trim_end_matches(['.', '!', '?']).trim().to_lowercase();
        let (first, number) = match said.rsplit_once(char::is_whitespace) {
            Some((first, last)) if last.parse::<usize>().is_ok() => (first.trim(), last.parse().ok()),
            _ => (said.as_str(), None),
        };
        let named = |said: &str| WORDS.iter().find(|(_, words)| words.contains(&said)).map(|(aside, _)| *aside);
        match (named(first)?, number) {
            (Aside::Change(_), number) => Some(Aside::Change(number)),
            (aside, None) => Some(aside),
            (_, Some(_)) => None,
        }
    }

    /// The word that stands for it in a choice's id.
    pub fn word(self) -> &'static str {
        let is = |of: &Aside| std::mem::discriminant(of) == std::mem::discriminant(&self);
        WORDS.iter().find(|(aside, _)| is(aside)).map_or("", |(_, words)| words[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asides_are_whole_messages() {
        let check = |text: &str, expect| assert_eq!(Aside::read(text), expect, "{text:?}");
        check("Back", Some(Aside::Back));
        check("!terug", Some(Aside::Back));
        check("change 4", Some(Aside::Change(Some(4))));
        check("wijzig 12.", Some(Aside::Change(Some(12))));
        check("ändern", Some(Aside::Change(None)));
        check("?", Some(Aside::Why));
        check("pourquoi ?", Some(Aside::Why));
        check("back 4", None);
        check("back to the old lab", None);
        check("change the partner", None);
        check("résumé", Some(Aside::Summary));
        for (aside, words) in WORDS {
            assert_eq!(words[0], aside.word());
        }
    }
}
