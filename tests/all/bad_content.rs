//! Content that must be refused: one change of a right file each, with the line, the rule and the words that it must get.

use std::collections::BTreeSet;

use domain::content::{ContentError, Rule, Severity};
use domain::handbook::{ContentFile, Desk, Handbook};
use domain::language::Language;
use domain::{notes, prompts};
use fairway::handbook;
use jiff::civil::{Date, date};

use crate::support::root;

const TODAY: Date = date(2026, 11, 25);
const MESSAGE_MAX_CHARS: usize = 300;
/// A message says what to write or to do: one of these is in it.
const ADVICE: [&str; 28] = [
    "write",
    "add",
    "remove",
    "delete",
    "keep",
    "split",
    "shorten",
    "put",
    "choose",
    "save",
    "call ",
    "copy",
    "start",
    "make",
    "compare",
    "set ",
    "move",
    "name at",
    "correct",
    "did you mean",
    "may hold",
    "must",
    "word one",
    "is not among",
    "known",
    "a sentence is",
    "say ",
    "take ",
];
/// Rules of what no text can show: their cases are files on a disk, below, or in the tests of the part itself.
const WITHOUT_CASE: [Rule; 11] = [
    Rule::MissingFile,
    Rule::Unreadable,
    Rule::FileName,
    Rule::FileTooLarge,
    Rule::NotUtf8,
    Rule::Symlink,
    Rule::DuplicateId,
    Rule::MissingEnglish,
    Rule::AskNearElsewhere,
    // More than one file holds so many questions.
    Rule::LongPath,
    // Of the settings beside the content.
    Rule::Malformed,
];

struct Case {
    number: usize,
    file: String,
    line: String,
    rule: String,
    from: String,
    to: String,
    says: String,
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(root().join("tests/content-bad/cases.tsv")).unwrap();
    let rows = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    rows.map(|(index, row)| {
        let mut cells = row.split('\t').map(plain);
        let mut cell = || cells.next().unwrap_or_else(|| panic!("line {}: six columns", index + 1));
        let (file, line, rule, from, to, says) = (cell(), cell(), cell(), cell(), cell(), cell());
        Case { number: index + 1, file, line, rule, from, to, says }
    })
    .collect()
}

/// Codes as the characters they stand for.
fn plain(cell: &str) -> String {
    let mut plain = String::new();
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        match (letter, letters.clone().next()) {
            ('\\', Some(code)) => {
                letters.next();
                match code {
                    'n' => plain.push('\n'),
                    'r' => plain.push('\r'),
                    't' => plain.push('\t'),
                    'u' => {
                        let digits: String = letters.by_ref().skip(1).take_while(|digit| *digit != '}').collect();
                        plain.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                    }
                    other => plain.push(other),
                }
            }
            _ => plain.push(letter),
        }
    }
    match (plain.find("{{"), plain.find("}}")) {
        (Some(start), Some(end)) => {
            let (word, times) = plain[start + 2..end].rsplit_once('*').unwrap();
            let many = word.repeat(times.parse().unwrap());
            let rest = format!("{}{many}{}", &plain[..start], &plain[end + 2..]);
            // A second one in the same cell.
            self::plain(&rest.replace('\\', "\\\\"))
        }
        _ => plain,
    }
}

/// The right files, with prompts in which every sentence is its own key and slots.
fn right() -> Vec<ContentFile> {
    let mut files = Vec::new();
    collect(&root().join("tests/content-bad/right"), "knowledge-base", &mut files);
    let sentences: String = prompts::all()
        .map(|prompt| {
            let slots: String = prompt.slots.iter().map(|slot| format!(" {{ ${slot} }}")).collect();
            format!("# test\n{} = {}{slots}\n", prompt.key, prompt.key)
        })
        .collect();
    for language in Language::ALL {
        files.push(ContentFile { path: format!("prompts/{language}/all.ftl"), text: sentences.clone() });
    }
    files
}

fn collect(root: &std::path::Path, folder: &str, files: &mut Vec<ContentFile>) {
    for entry in std::fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(root, &path, files);
        } else {
            files.push(ContentFile { text: std::fs::read_to_string(entry.path()).unwrap(), path });
        }
    }
}

/// Puts the change in; returns the file's path and the line on which the change begins.
fn change(files: &mut [ContentFile], case: &Case) -> (String, usize) {
    let name = if case.file == "prompts" { "prompts/nl/all.ftl" } else { &case.file };
    let file = files.iter_mut().find(|file| file.path.ends_with(name)).unwrap_or_else(|| panic!("no file {name}"));
    let at =
        file.text.find(&case.from).unwrap_or_else(|| panic!("cases.tsv:{}: {:?} is not there", case.number, case.from));
    let start = case.to.len() - case.to.trim_start_matches("# test\n").len();
    let line = 1 + file.text[..at].matches('\n').count() + usize::from(start > 0);
    let text = file.text.replacen(&case.from, &case.to, 1);
    file.text = text;
    (file.path.clone(), line)
}

fn has_advice(finding: &ContentError) -> bool {
    let message = finding.message.to_lowercase();
    ADVICE.iter().any(|word| message.contains(word))
}

fn problem(case: &Case) -> Option<String> {
    let mut files = right();
    let (path, begins) = change(&mut files, case);
    // Notes are no mistakes: what has only notes must load.
    let found = match Handbook::read(&files, Desk::default()) {
        Err(found) => found,
        Ok(_) => notes::findings(&files, Desk::default(), TODAY),
    };
    let line = match case.line.as_str() {
        "here" => Some(begins),
        number => Some(number.parse().unwrap()).filter(|line| *line > 0),
    };
    let is_it = |finding: &&ContentError| {
        finding.rule.name() == case.rule
            && finding.message.contains(&case.says)
            && line.is_none_or(|line| finding.line == line && (finding.path == path || path.contains("prompts")))
    };
    let shown = || found.iter().map(|finding| format!("\n    {finding} [{}]", finding.rule.name())).collect::<String>();
    let Some(told) = found.iter().find(is_it) else {
        return Some(format!("expected {line:?} {}: …{}…, found{}", case.rule, case.says, shown()));
    };
    let loads = found.iter().all(|finding| finding.severity() == Severity::Note);
    if loads == (told.severity() == Severity::Mistake) {
        return Some(format!("it loads: {loads}"));
    }
    if found.len() > 6 {
        return Some(format!("one change, many findings:{}", shown()));
    }
    found.iter().find_map(|finding| {
        let length = finding.message.chars().count();
        (length >= MESSAGE_MAX_CHARS || !has_advice(finding))
            .then(|| format!("{length} characters, or no advice: {finding}"))
    })
}

#[test]
fn right_files_have_no_findings() {
    let found = notes::findings(&right(), Desk::default(), TODAY);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn two_hundred_bad_files_are_refused_with_the_line_and_what_to_write() {
    let cases = cases();
    let distinct: BTreeSet<_> = cases.iter().map(|case| (&case.file, &case.from, &case.to)).collect();
    assert!(distinct.len() >= 200, "{} distinct changes", distinct.len());
    let problems: Vec<_> = cases
        .iter()
        .filter_map(|case| problem(case).map(|problem| format!("cases.tsv:{}: {problem}", case.number)))
        .collect();
    assert!(problems.is_empty(), "{} of {}:\n{}", problems.len(), cases.len(), problems.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    let with: BTreeSet<_> = cases().into_iter().map(|case| case.rule).collect();
    for rule in Rule::ALL {
        assert_ne!(with.contains(rule.name()), WITHOUT_CASE.contains(rule), "one case of {} at least", rule.name());
    }
    assert!(with.iter().all(|name| Rule::ALL.iter().any(|rule| rule.name() == name)), "{with:?}");
}

#[test]
fn what_only_a_disk_can_show_is_refused() {
    let check = |rule: Rule, path: &str, line: usize, put: &dyn Fn(&std::path::Path)| {
        let folder = tempfile::tempdir().unwrap();
        for file in right() {
            let to = folder.path().join(&file.path);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::write(to, &file.text).unwrap();
        }
        put(folder.path());
        let found = handbook::check(folder.path(), Desk::default(), TODAY);
        let is_it = |finding: &ContentError| finding.rule == rule && finding.path == path && finding.line == line;
        assert!(found.iter().any(is_it), "{} {path}:{line} not in {found:#?}", rule.name());
        assert!(handbook::load(folder.path(), Desk::default()).is_err(), "{}: it loads", rule.name());
        for finding in &found {
            assert!(finding.message.chars().count() < MESSAGE_MAX_CHARS && has_advice(finding), "{finding}");
        }
    };
    let entries = "knowledge-base/entries/test";
    let csc = &format!("{entries}/csc.en.md");
    let text = std::fs::read_to_string(root().join("tests/content-bad/right").join(csc)).unwrap();
    let write = |name: &str, bytes: Vec<u8>| {
        let path = name.to_owned();
        move |folder: &std::path::Path| {
            std::fs::create_dir_all(folder.join(&path).parent().unwrap()).unwrap();
            std::fs::write(folder.join(&path), &bytes).unwrap()
        }
    };
    check(Rule::NotUtf8, csc, 3, &write(csc, b"---\ntitle: a\nb\xff\n".to_vec()));
    check(Rule::FileTooLarge, csc, 1, &write(csc, vec![b'a'; 300 * 1024]));
    check(
        Rule::FileTooLarge,
        "knowledge-base/glossary.yaml",
        1,
        &write("knowledge-base/glossary.yaml", vec![b'#'; 300 * 1024]),
    );
    for name in ["CSC.en.md", "csc.md", "csc.it.md", "c s.en.md", "a--b.en.md", &format!("{}.en.md", "a".repeat(70))] {
        let path = format!("{entries}/{name}");
        check(Rule::FileName, &path, 1, &write(&path, text.clone().into_bytes()));
    }
    let elsewhere = "knowledge-base/entries/zzz/csc.en.md";
    check(Rule::DuplicateId, elsewhere, 1, &write(elsewhere, text.clone().into_bytes()));
    check(Rule::MissingEnglish, &format!("{entries}/csc.nl.md"), 1, &|folder| {
        std::fs::remove_file(folder.join(csc)).unwrap();
        // The other entry must not lean on it.
        let hiring = folder.join(entries).join("hiring.en.md");
        let without = std::fs::read_to_string(&hiring).unwrap().replace("[csc]", "[]");
        std::fs::write(hiring, without).unwrap();
    });
    check(Rule::MissingFile, "knowledge-base/contact-points.yaml", 1, &|folder| {
        std::fs::remove_file(folder.join("knowledge-base/contact-points.yaml")).unwrap()
    });
    check(Rule::MissingFile, "prompts", 1, &|folder| std::fs::remove_dir_all(folder.join("prompts")).unwrap());
    check(Rule::MissingFile, "knowledge-base/entries", 1, &|folder| {
        std::fs::remove_dir_all(folder.join("knowledge-base/entries")).unwrap()
    });
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let link = format!("{entries}/link.en.md");
        check(Rule::Symlink, &link, 1, &|folder| symlink(folder.join(csc), folder.join(&link)).unwrap());
        check(Rule::Symlink, "knowledge-base/more", 1, &|folder| {
            symlink("/tmp", folder.join("knowledge-base/more")).unwrap()
        });
        check(Rule::MissingFile, "prompts", 1, &|folder| {
            std::fs::rename(folder.join("prompts"), folder.join("other")).unwrap();
            symlink("other", folder.join("prompts")).unwrap();
        });
    }
}
