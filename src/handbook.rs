//! Reads `knowledge-base/` and `prompts/` and hands their text to the domain.

use std::path::{Path, PathBuf};

use domain::content::ContentError;
use domain::handbook::{ContentFile, Desk, Handbook};

/// Larger files are no page or list that a person wrote.
const FILE_MAX_BYTES: u64 = 256 * 1024;
const FOLDERS: [&str; 2] = ["knowledge-base", "prompts"];
const ENDINGS: [&str; 4] = ["md", "yaml", "ftl", "tsv"];

/// Reads and checks all content below `root`. Every mistake is reported at once.
pub fn load(root: &Path, desk: Desk) -> Result<Handbook, Vec<ContentError>> {
    let mut files = Vec::new();
    let mut mistakes = Vec::new();
    for folder in FOLDERS {
        if !root.join(folder).is_dir() {
            let hint = format!(
                "there is no such folder in {}: start in the project's folder or set desk.content_dir",
                root.display()
            );
            mistakes.push(ContentError::new(folder, 1, hint));
            continue;
        }
        walk(root, Path::new(folder), &mut files, &mut mistakes);
    }
    if files.is_empty() && !mistakes.is_empty() {
        return Err(mistakes);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
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

/// Takes in regular files only: a link could lead out of the folder, and out of what was reviewed.
fn walk(root: &Path, folder: &Path, files: &mut Vec<ContentFile>, mistakes: &mut Vec<ContentError>) {
    let shown =
        |path: &Path| path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    let listed = std::fs::read_dir(root.join(folder)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = match listed {
        Ok(entries) => entries,
        Err(error) => return mistakes.push(ContentError::new(shown(folder), 1, format!("cannot be read: {error}"))),
    };
    for entry in entries {
        let path: PathBuf = folder.join(entry.file_name());
        let name = shown(&path);
        match entry.metadata() {
            Ok(meta) if meta.is_dir() => walk(root, &path, files, mistakes),
            Ok(meta) if meta.file_type().is_symlink() => {
                mistakes.push(ContentError::new(name, 1, "this is a link: put the file itself here"));
            }
            Ok(meta) if is_content(&path) => match read(&root.join(&path), meta.len()) {
                Ok(text) => files.push(ContentFile { path: name, text }),
                Err(why) => mistakes.push(ContentError::new(name, 1, why)),
            },
            Ok(_) => {}
            Err(error) => mistakes.push(ContentError::new(name, 1, format!("cannot be read: {error}"))),
        }
    }
}

fn is_content(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    ENDINGS.contains(&ending) && name != "README.md"
}

fn read(path: &Path, len: u64) -> Result<String, String> {
    if len > FILE_MAX_BYTES {
        return Err(format!(
            "this file has {} KiB, at most {} are read: split the page in two",
            len / 1024,
            FILE_MAX_BYTES / 1024
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    String::from_utf8(bytes).map_err(|_| "this file is no UTF-8: save it as UTF-8".to_owned())
}
