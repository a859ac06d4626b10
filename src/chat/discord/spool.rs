//! Commands that were acknowledged before the store had them, because it was slow. If the program is killed meanwhile, the
//! person sees "is thinking" for ever; what is kept here lets the next start tell them. It holds the reply token, sealed,
//! and no words, for as long as the store takes.

use std::io;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use domain::ids::{ReplyToken, Timestamp};
use domain::language::Language;
use domain::message::{Audience, ReplyHandle};

const NONCE_BYTES: usize = 24;

pub struct Spool {
    folder: PathBuf,
    cipher: XChaCha20Poly1305,
}

/// One command that was cut short.
#[derive(Debug)]
pub struct Deferred {
    pub room: String,
    pub interaction: u64,
    pub handle: ReplyHandle,
    path: PathBuf,
}

impl Spool {
    pub fn open(folder: PathBuf, key: [u8; 32]) -> io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder, cipher: XChaCha20Poly1305::new(&key.into()) })
    }

    pub fn put(&self, interaction: u64, room: &str, handle: &ReplyHandle) -> io::Result<Deferred> {
        let language = handle.language.map_or("", Language::code);
        let text = format!("{room}\n{}\n{language}\n{}", handle.expires_at.0, handle.token);
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(io::Error::other)?;
        let sealed = self
            .cipher
            .encrypt(XNonce::from_slice(&nonce), text.as_bytes())
            .map_err(|_| io::Error::other("it could not be sealed"))?;
        let path = self.folder.join(interaction.to_string());
        let new = path.with_extension("new");
        std::fs::write(&new, [&nonce[..], &sealed].concat())?;
        std::fs::rename(&new, &path)?;
        Ok(Deferred { room: room.to_owned(), interaction, handle: handle.clone(), path })
    }

    /// What an earlier run left. What cannot be read is removed: nothing can be done for it.
    pub fn left(&self) -> Vec<Deferred> {
        let files = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut left = Vec::new();
        for path in files.map(|file| file.path()) {
            match self.read(&path) {
                Some(deferred) => left.push(deferred),
                None => drop(std::fs::remove_file(&path)),
            }
        }
        left
    }

    fn read(&self, path: &Path) -> Option<Deferred> {
        let interaction = path.file_name()?.to_str()?.parse().ok()?;
        let bytes = std::fs::read(path).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
        let text = String::from_utf8(self.cipher.decrypt(XNonce::from_slice(nonce), sealed).ok()?).ok()?;
        let mut lines = text.splitn(4, '\n');
        let room = lines.next()?.to_owned();
        let expires_at = Timestamp(lines.next()?.parse().ok()?);
        let language = lines.next()?.parse().ok();
        let token = ReplyToken::new(lines.next()?);
        let handle = ReplyHandle { token, expires_at, audience: Audience::AskerAlone, language };
        Some(Deferred { room, interaction, handle, path: path.to_owned() })
    }
}

impl Deferred {
    /// The store has it, or the person was told.
    pub fn done(self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_was_cut_short_is_found_again_and_only_with_the_key() {
        let folder = tempfile::tempdir().unwrap();
        let open = |key| Spool::open(folder.path().join("deferred"), [key; 32]).unwrap();
        let handle = ReplyHandle {
            token: ReplyToken::new("1:2:0:secret"),
            expires_at: Timestamp(99),
            audience: Audience::AskerAlone,
            language: Some(Language::Nl),
        };
        let deferred = open(7).put(1, "room", &handle).unwrap();
        let bytes = std::fs::read(&deferred.path).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("secret"));
        let left = open(7).left();
        assert_eq!((left[0].interaction, left[0].room.as_str(), &left[0].handle), (1, "room", &handle));
        assert!(open(8).left().is_empty());
        assert!(open(7).left().is_empty(), "what cannot be read is removed");
    }
}
