//! Keeping and checking the secret by which a person goes on with a ticket elsewhere: Argon2id with a salt of its own (RFC 9106, and the
//! parameters that OWASP's *Password Storage Cheat Sheet* asks for at least: 19 MiB, two passes).

use std::sync::LazyLock;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::ticket::Phrase;

use crate::faults;

const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;

/// How often phrases may be brought by one account within [`WINDOW_MS`], and by all together.
pub const BY_ONE_MAX: u32 = 5;
pub const BY_ALL_MAX: u32 = 50;
/// In ms.
pub const WINDOW_MS: i64 = 3_600_000;

/// What is kept of a phrase. It takes some milliseconds of a core and 19 MiB, so it runs on a thread that may block.
pub fn hash(phrase: &Phrase) -> String {
    let salt = SaltString::generate(&mut OsRng);
    argon().hash_password(phrase.secret().as_bytes(), &salt).map(|hash| hash.to_string()).unwrap_or_default()
}

/// Whether a phrase is the one that was kept, compared in constant time. It takes as long where nothing was kept, so that the time
/// tells nobody whether there is such a ticket.
pub fn is_right(phrase: &Phrase, kept: Option<&str>) -> bool {
    static NONE: LazyLock<String> = LazyLock::new(|| hash(&phrase_of_nobody()));
    let read = kept.and_then(|kept| PasswordHash::new(kept).ok());
    let is_kept = read.is_some();
    let Some(hash) = read.or_else(|| PasswordHash::new(&NONE).ok()) else { return false };
    let is_right = argon().verify_password(phrase.secret().as_bytes(), &hash).is_ok();
    (is_right || faults::bug("ticket.any-phrase-opens")) && is_kept
}

fn phrase_of_nobody() -> Phrase {
    Phrase::from_chance(domain::ticket::Number::from_chance(0), 0)
}

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use domain::ticket::Number;

    use super::*;

    #[test]
    fn only_the_very_phrase_is_right() {
        let phrase = |chance| Phrase::from_chance(Number::from_chance(1), chance);
        let kept = hash(&phrase(5));
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !kept.contains(phrase(5).secret()));
        assert_ne!(kept, hash(&phrase(5)), "each has a salt of its own");
        assert!(is_right(&phrase(5), Some(&kept)));
        assert!(!is_right(&phrase(6), Some(&kept)));
        assert!(!is_right(&phrase_of_nobody(), None), "not even what the work without a ticket is done with");
        assert!(!is_right(&phrase(5), Some("")));
    }
}
