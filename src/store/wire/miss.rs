//! What is kept of a miss beside its question.

use domain::ids::{EntryId, SectionId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;

const WHAT: &str = "miss";

/// Who asked, as a mark, and what was served.
pub(in crate::store) struct About {
    pub person: String,
    pub served: Option<(EntryId, SectionId)>,
}

#[derive(Serialize, Deserialize)]
struct AboutWire {
    person: String,
    entry: Option<String>,
    section: Option<String>,
}

pub(in crate::store) fn write_about(about: &About) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let About { person, served } = about;
    let wire = AboutWire {
        person: person.clone(),
        entry: served.as_ref().map(|(entry, _)| entry.to_string()),
        section: served.as_ref().map(|(_, section)| section.to_string()),
    };
    super::write(WHAT, wire)
}

pub(in crate::store) fn read_about(bytes: &[u8]) -> Result<About, StoreError> {
    let AboutWire { person, entry, section } = super::read(WHAT, bytes)?;
    let served = entry.zip(section).map(|(entry, section)| (EntryId::new(entry), SectionId::new(section)));
    Ok(About { person, served })
}
