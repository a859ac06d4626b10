//! Pieces of words in asks: what finds an entry in spite of slips, endings and compounds.

use super::entry::Entry;
use crate::language::Language;
use crate::text;

/// The pieces of asks, and of all asks of an entry together.
#[derive(Debug)]
pub(super) struct GramIndex {
    /// Entry × language → its first ask; one more than there are.
    ask_starts: Vec<u32>,
    /// Ask → where its pieces start; one more than there are asks.
    gram_starts: Vec<u32>,
    grams: Vec<u16>,
    /// The length of each ask's vector.
    norms: Vec<f32>,
    /// Entry × language → where the pieces of all its asks start.
    whole_starts: Vec<u32>,
    /// Piece and in how many asks it is.
    wholes: Vec<(u16, u8)>,
    whole_norms: Vec<f32>,
    /// Piece → how much it tells.
    pub idf: Vec<f32>,
    /// Count → what it weighs. A table: the logarithm is the dearest step of a search otherwise.
    damped: Vec<f32>,
}

/// Gathers entries into a [`GramIndex`].
#[derive(Default)]
pub(super) struct GramBuilder {
    ask_starts: Vec<u32>,
    gram_starts: Vec<u32>,
    grams: Vec<u16>,
    whole_starts: Vec<u32>,
    wholes: Vec<(u16, u8)>,
    /// The pieces of one ask, and of all of an entry's asks in a language.
    scratch: Vec<u16>,
    all: Vec<u16>,
}

impl GramBuilder {
    /// Adds the next entry, in order of documents.
    pub(super) fn add(&mut self, files: &[&Entry]) {
        for language in Language::ALL {
            self.ask_starts.push(self.gram_starts.len() as u32);
            self.whole_starts.push(self.wholes.len() as u32);
            self.all.clear();
            let asks = files.iter().filter_map(|file| file.asks.get(&language)).flatten();
            // A title is one more way to ask.
            let titles = files.iter().filter(|file| file.language == language).map(|file| &file.title);
            for ask in asks.chain(titles) {
                // Words without meaning stay in: how people ask ("who can", "do I have to") tells entries apart, too.
                let words = text::words(ask);
                text::grams(words.iter().map(String::as_str), &mut self.scratch);
                self.gram_starts.push(self.grams.len() as u32);
                self.grams.extend_from_slice(&self.scratch);
                self.all.extend_from_slice(&self.scratch);
            }
            self.all.sort_unstable();
            let runs = self.all.chunk_by(|a, b| a == b);
            self.wholes.extend(runs.map(|run| (run[0], u8::try_from(run.len()).unwrap_or(u8::MAX))));
        }
    }

    pub(super) fn build(mut self) -> GramIndex {
        let asks = self.gram_starts.len();
        self.ask_starts.push(asks as u32);
        self.gram_starts.push(self.grams.len() as u32);
        self.whole_starts.push(self.wholes.len() as u32);
        let mut asks_with = vec![0_u32; text::GRAM_BUCKETS];
        self.grams.iter().for_each(|gram| asks_with[usize::from(*gram)] += 1);
        let idf: Vec<f32> =
            asks_with.iter().map(|with| ((asks as f32 + 1.0) / (*with as f32 + 0.5)).ln().max(0.1)).collect();
        let weight = |gram: u16| idf[usize::from(gram)];
        let norm = |weights: &mut dyn Iterator<Item = f32>| weights.map(|weight| weight * weight).sum::<f32>().sqrt();
        let spans = |starts: &[u32]| -> Vec<std::ops::Range<usize>> {
            starts.windows(2).map(|pair| pair[0] as usize..pair[1] as usize).collect()
        };
        let norms = spans(&self.gram_starts)
            .into_iter()
            .map(|span| norm(&mut self.grams[span].iter().map(|gram| weight(*gram))))
            .collect();
        let whole_norms = spans(&self.whole_starts)
            .into_iter()
            .map(|span| norm(&mut self.wholes[span].iter().map(|(gram, count)| weight(*gram) * damped(*count))))
            .collect();
        GramIndex {
            ask_starts: self.ask_starts,
            gram_starts: self.gram_starts,
            grams: self.grams,
            norms,
            whole_starts: self.whole_starts,
            wholes: self.wholes,
            whole_norms,
            idf,
            damped: (0..=u8::MAX).map(damped).collect(),
        }
    }
}

/// The tenth ask with the same piece says less than the second.
fn damped(count: u8) -> f32 {
    1.0 + f32::from(count.max(1)).ln()
}

impl GramIndex {
    /// What a piece that so many asks of an entry have weighs in the whole.
    pub(super) fn damped(&self, count: u8) -> f32 {
        self.damped[usize::from(count)]
    }

    /// The entry's asks in a language, its title among them: pieces and length of each.
    pub(super) fn asks(&self, doc: u32, language: Language) -> impl Iterator<Item = (&[u16], f32)> {
        let slot = doc as usize * 4 + language as usize;
        (self.ask_starts[slot] as usize..self.ask_starts[slot + 1] as usize).map(|ask| {
            (&self.grams[self.gram_starts[ask] as usize..self.gram_starts[ask + 1] as usize], self.norms[ask])
        })
    }

    /// The pieces of all the entry's asks in a language with their counts, and the length of the whole.
    pub(super) fn whole(&self, doc: u32, language: Language) -> (&[(u16, u8)], f32) {
        let slot = doc as usize * 4 + language as usize;
        (&self.wholes[self.whole_starts[slot] as usize..self.whole_starts[slot + 1] as usize], self.whole_norms[slot])
    }
}
