//! Keeping and checking the secret by which a person goes on with a ticket elsewhere: Argon2id with a salt of its own (RFC 9106, and the
//! parameters that OWASP's *Password Storage Cheat Sheet* asks for at least: 19 MiB, two passes).

use std::sync::LazyLock;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use domain::ticket::Phrase;
use tokio::sync::Mutex;

use crate::faults;

const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
/// So much is asked for, in blocks of 1 KiB, and only [`MEMORY_KIB`] of it is touched. glibc gives what is larger than 32 MiB a mapping
/// of its own, which goes back to the system whole. Smaller, it comes from the heap, where what is allocated meanwhile settles in
/// the hole that it leaves: two thousand tickets left 8 GB behind.
const ASKED_FOR: usize = 33 * 1_024;

/// How often phrases may be brought by one account within [`WINDOW_MS`], and by all together.
pub const BY_ONE_MAX: u32 = 5;
pub const BY_ALL_MAX: u32 = 50;
/// In ms.
pub const WINDOW_MS: i64 = 3_600_000;

/// Has a phrase hashed or looked at on a thread that may block, one at a time however many are brought at once: each takes a core and
/// 19 MiB meanwhile. `None`: the work broke off.
pub async fn one_at_a_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    static TURN: Mutex<()> = Mutex::const_new(());
    let _turn = TURN.lock().await;
    tokio::task::spawn_blocking(work).await.ok()
}

/// What is kept of a phrase. It takes some milliseconds of a core; see [`one_at_a_time`].
pub fn hash(phrase: &Phrase) -> String {
    let salt = SaltString::generate(&mut OsRng);
    let hash = |params: Params| {
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).ok()?,
            salt: Some(salt.as_salt()),
            hash: Some(output(phrase, salt.as_salt(), params)?),
        };
        Some(hash.to_string())
    };
    Params::new(MEMORY_KIB, PASSES, 1, None).ok().and_then(hash).unwrap_or_default()
}

/// Whether a phrase is the one that was kept, compared in constant time. It takes as long where nothing was kept, so that the time
/// tells nobody whether there is such a ticket.
pub fn is_right(phrase: &Phrase, kept: Option<&str>) -> bool {
    static NONE: LazyLock<String> = LazyLock::new(|| hash(&phrase_of_nobody()));
    let read = kept.and_then(|kept| PasswordHash::new(kept).ok());
    let is_kept = read.is_some();
    let Some(hash) = read.or_else(|| PasswordHash::new(&NONE).ok()) else { return false };
    let found = hash.salt.zip(Params::try_from(&hash).ok()).and_then(|(salt, params)| output(phrase, salt, params));
    let is_right = found.is_some() && found == hash.hash;
    (is_right || faults::bug("ticket.any-phrase-opens")) && is_kept
}

fn output(phrase: &Phrase, salt: Salt<'_>, params: Params) -> Option<Output> {
    let mut bytes = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut bytes).ok()?;
    let mut memory = Vec::with_capacity(params.block_count().max(ASKED_FOR));
    memory.resize(params.block_count(), Block::default());
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let fill = |out: &mut [u8]| {
        Ok(argon.hash_password_into_with_memory(phrase.secret().as_bytes(), salt, out, memory.as_mut_slice())?)
    };
    Output::init_with(Params::DEFAULT_OUTPUT_LEN, fill).ok()
}

fn phrase_of_nobody() -> Phrase {
    Phrase::from_chance(domain::ticket::Number::from_chance(0), 0)
}

#[cfg(test)]
mod tests {
    use argon2::PasswordVerifier;
    use domain::ticket::Number;

    use super::*;

    #[test]
    fn only_the_very_phrase_is_right() {
        let phrase = |chance| Phrase::from_chance(Number::from_chance(1), chance);
        let kept = hash(&phrase(5));
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !kept.contains(phrase(5).secret()));
        assert_ne!(kept, hash(&phrase(5)), "each has a salt of its own");
        let read = PasswordHash::new(&kept).unwrap();
        Argon2::default().verify_password(phrase(5).secret().as_bytes(), &read).expect("it is what others read, too");
        assert!(is_right(&phrase(5), Some(&kept)));
        assert!(!is_right(&phrase(6), Some(&kept)));
        assert!(!is_right(&phrase_of_nobody(), None), "not even what the work without a ticket is done with");
        assert!(!is_right(&phrase(5), Some("")));
    }
}
