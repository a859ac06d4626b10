//! Reads `knowledge-base/` and `prompts/` and hands their text to the domain.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use domain::content::{ContentError, Rule};
use domain::handbook::{ContentFile, Desk, Handbook};
use domain::notes;
use domain::screening::Screenings;
use jiff::civil::Date;

/// Larger files are no page or list that a person wrote.
const FILE_MAX_BYTES: u64 = 256 * 1024;
const FOLDERS: [&str; 2] = ["knowledge-base", "prompts"];
const ENDINGS: [&str; 4] = ["md", "yaml", "ftl", "tsv"];

/// Reads and checks all content below `root`. Every mistake is reported at once.
pub fn load(root: &Path, desk: Desk) -> Result<Handbook, Vec<ContentError>> {
    let (files, mut mistakes) = read_all(root);
    match Handbook::read(&files, desk) {
        Ok(handbook) if mistakes.is_empty() => Ok(handbook),
        Ok(_) => Err(mistakes),
        Err(found) => {
            mistakes.extend(found);
            mistakes.sort();
            Err(mistakes)
        }
    }
}

/// The screenings below `root` alone: no entry is read and nothing is indexed.
pub fn load_screenings(root: &Path) -> Result<Screenings, Vec<ContentError>> {
    let (files, mistakes) = read_all(root);
    if mistakes.is_empty() { Screenings::read(&files) } else { Err(mistakes) }
}

/// The screenings below `root` for an editor who is at work on them: what can be read, whether it holds together or not.
pub fn draft_screenings(root: &Path) -> Result<Screenings, Vec<ContentError>> {
    let (files, mistakes) = read_all(root);
    if mistakes.is_empty() { Screenings::draft(&files) } else { Err(mistakes) }
}

/// All mistakes and notes of the content below `root` as it is on a day.
pub fn check(root: &Path, desk: Desk, today: Date) -> Vec<ContentError> {
    let (files, mut findings) = read_all(root);
    findings.extend(notes::findings(&files, desk, today));
    findings.sort();
    findings
}

/// What tells whether the content files changed: of each its path, size, and when it and its place in the folder changed.
/// The second time is there for tools that keep the first, such as `rsync --times`.
pub type Stamp = Vec<(PathBuf, u64, i128, i128)>;

/// The stamp of the content below `root`. What cannot be looked at is left out of it, and is found when it is read.
pub fn stamp(root: &Path) -> Stamp {
    let mut stamp = Stamp::new();
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, Ok(meta)) = (entry.path(), entry.metadata()) else { continue };
            if meta.is_dir() {
                folders.push(path);
            } else if is_content(&path) {
                let ns = |seconds: i64, ns: i64| i128::from(seconds) * 1_000_000_000 + i128::from(ns);
                let (written, moved) = (ns(meta.mtime(), meta.mtime_nsec()), ns(meta.ctime(), meta.ctime_nsec()));
                stamp.push((path, meta.len(), written, moved));
            }
        }
    }
    stamp.sort();
    stamp
}

/// The files below `root`, in order, and those that could not be read.
fn read_all(root: &Path) -> (Vec<ContentFile>, Vec<ContentError>) {
    let mut files = Vec::new();
    let mut mistakes = Vec::new();
    for folder in FOLDERS {
        // Not `is_dir`, which follows links.
        if !root.join(folder).symlink_metadata().is_ok_and(|meta| meta.is_dir()) {
            let hint = "there is no such folder here: start in the project's folder or set desk.content_dir";
            mistakes.push(ContentError::new(folder, 1, hint).under(Rule::MissingFile));
            continue;
        }
        walk(root, Path::new(folder), &mut files, &mut mistakes);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, mistakes)
}

/// Takes in regular files only: a link could lead out of the folder, and out of what was reviewed.
fn walk(root: &Path, folder: &Path, files: &mut Vec<ContentFile>, mistakes: &mut Vec<ContentError>) {
    let shown =
        |path: &Path| path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    let listed = std::fs::read_dir(root.join(folder)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let unreadable = |path: String, error: std::io::Error| {
        let message = format!("cannot be read ({error}): see whether the file and its folder may be opened");
        ContentError::new(path, 1, message).under(Rule::Unreadable)
    };
    let entries = match listed {
        Ok(entries) => entries,
        Err(error) => return mistakes.push(unreadable(shown(folder), error)),
    };
    for entry in entries {
        let path: PathBuf = folder.join(entry.file_name());
        let name = shown(&path);
        match entry.metadata() {
            Ok(meta) if meta.is_dir() => walk(root, &path, files, mistakes),
            Ok(meta) if meta.file_type().is_symlink() => {
                let message = "this is a link to another file: put the file itself here";
                mistakes.push(ContentError::new(name, 1, message).under(Rule::Symlink));
            }
            Ok(meta) if is_content(&path) && meta.len() > FILE_MAX_BYTES => {
                let (there, most) = (meta.len() / 1024, FILE_MAX_BYTES / 1024);
                let message = format!("this file has {there} KiB, at most {most} are read: split the page in two");
                mistakes.push(ContentError::new(name, 1, message).under(Rule::FileTooLarge));
            }
            Ok(_) if is_content(&path) => match std::fs::read(root.join(&path)).map(String::from_utf8) {
                Ok(Ok(text)) => files.push(ContentFile { path: name, text }),
                Ok(Err(error)) => {
                    let right = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                    let line = 1 + right.iter().filter(|byte| **byte == b'\n').count();
                    let message = "a character here is not UTF-8: save the file as UTF-8";
                    mistakes.push(ContentError::new(name, line, message).under(Rule::NotUtf8));
                }
                Err(error) => mistakes.push(unreadable(name, error)),
            },
            Ok(_) => {}
            Err(error) => mistakes.push(unreadable(name, error)),
        }
    }
}

fn is_content(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    ENDINGS.contains(&ending) && name != "README.md"
}
