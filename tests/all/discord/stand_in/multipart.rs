//! The body of a request: JSON, or JSON with files.

use axum::http::{HeaderMap, header};
use serde_json::Value;

use super::refusal::Refusal;
use super::rest::File;

/// The JSON of a body, null when there is none, and the files beside it.
pub fn read(headers: &HeaderMap, content: &[u8]) -> (Result<Value, Refusal>, Vec<File>) {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    if content.is_empty() {
        return (Ok(Value::Null), Vec::new());
    }
    let Some(boundary) = kind.strip_prefix("multipart/form-data").and_then(|rest| rest.split_once("boundary=")) else {
        return (serde_json::from_slice(content).map_err(|_| Refusal::NOT_JSON), Vec::new());
    };
    let boundary = format!("--{}", boundary.1.trim_matches('"'));
    let mut body = Ok(Value::Null);
    let mut files = Vec::new();
    for part in split(content, boundary.as_bytes()) {
        let Some(end) = find(part, b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&part[..end]);
        let content = part[end + 4..].strip_suffix(b"\r\n").unwrap_or(&part[end + 4..]);
        let field = |name: &str| {
            let (_, rest) = head.split_once(&format!("{name}=\""))?;
            Some(rest.split_once('"')?.0.to_owned())
        };
        match (field(" name"), field("filename")) {
            (Some(name), _) if name == "payload_json" => {
                body = serde_json::from_slice(content).map_err(|_| Refusal::NOT_JSON);
            }
            (part, Some(name)) => {
                let content_type =
                    head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-type: ").map(str::to_owned));
                let content_type = content_type.unwrap_or_else(|| "application/octet-stream".to_owned());
                let part = part.unwrap_or_default();
                files.push(File { part, name, content_type, content: content.to_vec() });
            }
            _ => {}
        }
    }
    (body, files)
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

/// What stands between the boundaries.
fn split<'a>(mut text: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    while let Some(at) = find(text, boundary) {
        parts.push(&text[..at]);
        text = &text[at + boundary.len()..];
    }
    parts
}
