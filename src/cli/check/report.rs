//! Findings as text, JSON, SARIF and annotations.

use std::fmt::Write;
use std::path::{Component, Path};

use domain::content::{ContentError, Rule, Severity};
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// One line for each finding, for people
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

pub(super) struct Report<'a> {
    pub findings: Vec<ContentError>,
    /// The folder that was checked: what reads SARIF and annotations looks from where the program was started.
    pub folder: &'a Path,
}

impl Report<'_> {
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }

    pub(super) fn write(&self, format: Format) -> String {
        match format {
            Format::Text => self.text(),
            Format::Json => format!("{:#}\n", self.json()),
            Format::Sarif => format!("{:#}\n", self.sarif()),
            Format::Github => self.github(),
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for finding in &self.findings {
            let ContentError { path, line, message, rule } = finding;
            let _ = writeln!(text, "{path}:{line}: {}: {message} [{}]", rule.severity().word(), rule.name());
        }
        let (mistakes, notes) = (self.count(Severity::Mistake), self.count(Severity::Note));
        let _ = match mistakes {
            0 => writeln!(text, "no mistakes, {notes} notes: the desk loads it"),
            _ => writeln!(
                text,
                "{mistakes} mistakes, {notes} notes: the desk does not load it before the mistakes are gone"
            ),
        };
        text
    }

    fn json(&self) -> Value {
        let findings: Vec<_> = self
            .findings
            .iter()
            .map(|ContentError { path, line, message, rule }| {
                json!({"path": path, "line": line, "rule": rule.name(), "severity": rule.severity().word(), "message": message})
            })
            .collect();
        json!({"mistakes": self.count(Severity::Mistake), "notes": self.count(Severity::Note), "findings": findings})
    }

    fn sarif(&self) -> Value {
        let rules: Vec<_> = Rule::ALL
            .iter()
            .map(|rule| {
                json!({
                    "id": rule.name(),
                    "shortDescription": {"text": rule.about()},
                    "help": {"text": rule.about()},
                    "defaultConfiguration": {"level": level(rule.severity())},
                })
            })
            .collect();
        let results: Vec<_> = self
            .findings
            .iter()
            .map(|finding| {
                json!({
                    "ruleId": finding.rule.name(),
                    "ruleIndex": Rule::ALL.iter().position(|rule| *rule == finding.rule),
                    "level": level(finding.severity()),
                    "message": {"text": finding.message},
                    "locations": [{"physicalLocation": {
                        "artifactLocation": {"uri": uri(&self.place(&finding.path)), "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": finding.line},
                    }}],
                })
            })
            .collect();
        let driver = json!({"name": "fairway check", "version": env!("CARGO_PKG_VERSION"), "rules": rules});
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}],
        })
    }

    fn github(&self) -> String {
        let mut text = String::new();
        for finding in &self.findings {
            let kind = match finding.severity() {
                Severity::Mistake => "error",
                Severity::Note => "notice",
            };
            let (file, rule) = (property(&self.place(&finding.path)), property(finding.rule.name()));
            let message = data(&finding.message);
            let _ = writeln!(text, "::{kind} file={file},line={},title={rule}::{message}", finding.line);
        }
        text
    }

    /// A file as it is found from where the program was started; of a folder elsewhere, from that folder.
    fn place(&self, path: &str) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let folder = self.folder.strip_prefix(&here).unwrap_or(self.folder);
        if folder.is_absolute() || folder.components().any(|part| part == Component::ParentDir) {
            return path.to_owned();
        }
        let names = folder.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
        names.map(|name| format!("{name}/")).chain([path.to_owned()]).collect()
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Mistake => "error",
        Severity::Note => "note",
    }
}

/// What may follow `::` in a workflow command: unescaped, a line end would begin another command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What may stand as a value before it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// The table of rules as Markdown, as it stands in knowledge-base/README.md.
pub(super) fn rules() -> String {
    let mut table = "| rule | | what it asks for |\n|---|---|---|\n".to_owned();
    for rule in Rule::ALL {
        let _ = writeln!(table, "| `{}` | {} | {} |", rule.name(), rule.severity().word(), rule.about());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_editor_wrote_ends_no_command_and_no_address() {
        let finding = ContentError::new("a b,c:ü%.md", 3, "100 %\r\n::error::no").under(Rule::Html);
        let report = Report { findings: vec![finding], folder: Path::new("./some folder") };
        assert_eq!(
            report.github(),
            "::error file=some folder/a b%2Cc%3Aü%25.md,line=3,title=html::100 %25%0D%0A::error::no\n"
        );
        let place = &report.sarif()["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "some%20folder/a%20b%2Cc%3A%C3%BC%25.md");
    }

    #[test]
    fn files_are_named_from_where_the_program_was_started() {
        let here = std::env::current_dir().unwrap();
        for (folder, place) in [
            (Path::new("."), "a.md"),
            (Path::new("content"), "content/a.md"),
            (&here.join("content"), "content/a.md"),
            (Path::new("/elsewhere"), "a.md"),
            (Path::new("../elsewhere"), "a.md"),
        ] {
            assert_eq!(Report { findings: Vec::new(), folder }.place("a.md"), place);
        }
    }
}
