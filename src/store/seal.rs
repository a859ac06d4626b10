//! Sealing: what people write is on disk only as XChaCha20-Poly1305 under a key of its conversation.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::error::StoreError;

const NONCE_BYTES: usize = 24;
const KEY_ID_BYTES: usize = 8;
/// So many that no two people, and no two events, ever share a mark by chance.
const MARK_BYTES: usize = 16;
/// First byte of every sealed value, so that another cipher can come beside this one.
const FORM: u8 = 1;

/// The operator's 256-bit key. It wraps every other key and stands in no database. The operator makes it once.
#[derive(Clone)]
pub struct OperatorKey(Zeroizing<[u8; 32]>);

impl OperatorKey {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A fresh key from the operating system's randomness.
    pub fn generate() -> Result<Self, StoreError> {
        Ok(Self(random()?))
    }

    /// Reads 64 hexadecimal digits, as they stand in the operator's key file; white space around them is passed over.
    pub fn from_hex(text: &str) -> Result<Self, StoreError> {
        let digits = text.trim().as_bytes();
        let mut bytes = Zeroizing::new([0u8; 32]);
        if digits.len() != 64 {
            return Err(StoreError::OperatorKeyForm);
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |at: usize| pair.get(at).and_then(|digit| (*digit as char).to_digit(16));
            let (Some(high), Some(low)) = (digit(0), digit(1)) else { return Err(StoreError::OperatorKeyForm) };
            *byte = u8::try_from(high * 16 + low).map_err(|_| StoreError::OperatorKeyForm)?;
        }
        Ok(Self(bytes))
    }

    /// The 64 digits, for the key file.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex(self.0.as_slice()))
    }

    /// Another key for another use, which tells nothing of this one (BLAKE3's key derivation). `use_of` names the use
    /// and never changes.
    pub fn derive(&self, use_of: &str) -> [u8; 32] {
        blake3::derive_key(use_of, self.0.as_slice())
    }

    /// A mark that stands for ids: the same for the same, of no use to anyone without this key. `use_of` keeps the marks of
    /// one use from being compared with those of another.
    pub(super) fn mark(&self, use_of: &str, ids: &[&str]) -> String {
        let mark = blake3::keyed_hash(&self.derive(use_of), &aad(ids));
        hex(&mark.as_bytes()[..MARK_BYTES])
    }

    /// Wraps `secret` for the key store, bound to the name of the key.
    pub(super) fn wrap(&self, name: &str, secret: &[u8]) -> Result<Vec<u8>, StoreError> {
        encrypt(&self.0, &aad(&["wrapped", name]), secret)
    }

    pub(super) fn unwrap_key(&self, name: &str, wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        decrypt(&self.0, &aad(&["wrapped", name]), wrapped)
    }
}

/// Says that there is a key, and nothing of it.
impl fmt::Debug for OperatorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OperatorKey(…)")
    }
}

/// The key of one conversation or of one month of misses.
pub(super) struct Key {
    /// Names this very key in what it sealed. A key made anew after an erasure has another, so that "erased" and
    /// "tampered with" are told apart.
    pub id: [u8; KEY_ID_BYTES],
    secret: Zeroizing<[u8; 32]>,
}

impl Key {
    pub fn generate() -> Result<Self, StoreError> {
        Ok(Self { id: *random()?, secret: random()? })
    }

    pub fn from_parts(id: &[u8], secret: &[u8]) -> Option<Self> {
        Some(Self { id: id.try_into().ok()?, secret: Zeroizing::new(secret.try_into().ok()?) })
    }

    pub fn secret(&self) -> &[u8] {
        self.secret.as_slice()
    }

    pub fn seal(&self, site: &Site, words: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut sealed = Vec::with_capacity(1 + KEY_ID_BYTES + NONCE_BYTES + words.len() + 16);
        sealed.push(FORM);
        sealed.extend_from_slice(&self.id);
        sealed.extend(encrypt(&self.secret, &site.aad, words)?);
        Ok(sealed)
    }

    /// `None` when it was sealed elsewhere, with another key, or was altered.
    pub fn open(&self, site: &Site, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (&FORM, rest) = sealed.split_first()? else { return None };
        decrypt(&self.secret, &site.aad, rest.get(KEY_ID_BYTES..)?)
    }
}

/// The id of the key that sealed this.
pub(super) fn key_id(sealed: &[u8]) -> Option<&[u8]> {
    sealed.get(1..1 + KEY_ID_BYTES)
}

/// Where a sealed value belongs. All of it is authenticated, so that a value moved to another row does not open.
pub(super) struct Site {
    /// The key's name in the key store.
    pub key: String,
    /// For errors: `table.column`.
    pub what: &'static str,
    aad: Vec<u8>,
}

impl Site {
    pub fn new(what: &'static str, key: String, row: &[&str]) -> Self {
        let mut parts = vec![what, &key];
        parts.extend_from_slice(row);
        let aad = aad(&parts);
        Self { key, what, aad }
    }
}

/// Each part with its length before it: joining by a separator would let two different rows look the same.
fn aad(parts: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

/// A name that tells nothing, not even when it was made (a UUIDv7 would).
pub(super) fn random_name() -> Result<String, StoreError> {
    Ok(hex(random::<16>()?.as_slice()))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, StoreError> {
    let mut bytes = Zeroizing::new([0u8; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}

fn encrypt(key: &[u8; 32], aad: &[u8], msg: &[u8]) -> Result<Vec<u8>, StoreError> {
    // 192-bit nonces may be random without counting; the 96-bit ones of plain ChaCha20 may not.
    let nonce = random::<NONCE_BYTES>()?;
    let cipher = XChaCha20Poly1305::new(key.into());
    let sealed = cipher
        .encrypt(XNonce::from_slice(nonce.as_slice()), Payload { msg, aad })
        .map_err(|_| StoreError::Unsealed("a value too long to seal"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn decrypt(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, msg) = sealed.split_at_checked(NONCE_BYTES)?;
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.decrypt(XNonce::from_slice(nonce), Payload { msg, aad }).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_opens_only_where_it_was_sealed() {
        let key = Key::generate().unwrap();
        let here = Site::new("inbox.what_sealed", "c".into(), &["a", "bc"]);
        let sealed = key.seal(&here, b"words").unwrap();
        assert_eq!(key.open(&here, &sealed).unwrap().as_slice(), b"words");
        for elsewhere in [
            Site::new("inbox.what_sealed", "c".into(), &["ab", "c"]),
            Site::new("inbox.what_sealed", "d".into(), &["a", "bc"]),
            Site::new("outbox.message_sealed", "c".into(), &["a", "bc"]),
        ] {
            assert!(key.open(&elsewhere, &sealed).is_none());
        }
        assert!(Key::generate().unwrap().open(&here, &sealed).is_none());
    }

    #[test]
    fn every_altered_byte_is_noticed() {
        let key = Key::generate().unwrap();
        let site = Site::new("t.c", "k".into(), &[]);
        let sealed = key.seal(&site, b"words").unwrap();
        for at in (0..sealed.len()).filter(|at| !(1..1 + KEY_ID_BYTES).contains(at)) {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(key.open(&site, &altered).is_none(), "byte {at}");
        }
    }

    #[test]
    fn the_operator_key_reads_hex_and_prints_nothing() {
        let key = OperatorKey::generate().unwrap();
        let hex = key.to_hex();
        let read = OperatorKey::from_hex(&format!(" {}\n", hex.to_uppercase())).unwrap();
        assert_eq!(read.to_hex(), hex);
        assert!(!format!("{key:?}").contains(&hex[..4]));
        for wrong in ["", "00", &"g".repeat(64), &"é".repeat(32)] {
            assert!(OperatorKey::from_hex(wrong).is_err());
        }
    }
}
