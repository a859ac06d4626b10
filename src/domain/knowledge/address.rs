//! Addresses that lead where they seem to lead.
//!
//! Who reads a link in a chat sees its words, and at most the beginning of its address. So nothing is let through whose host
//! could be taken for another: the strict rule costs an editor one look at the browser's address bar.

use crate::content::{Rule, short};

/// What is wrong with an address, and what to write instead.
pub(crate) fn wrong(url: &str) -> Option<(Rule, String)> {
    let shown = short(url);
    let Some(rest) = strip_scheme(url) else {
        return Some((
            Rule::NotHttps,
            format!("`{shown}` is no web address: write it in full, starting with https://"),
        ));
    };
    if url.chars().any(|letter| letter.is_whitespace() || letter.is_control() || "<>\"`".contains(letter)) {
        let says = format!("`{shown}` is no web address: copy it whole from the browser, without blanks and quotes");
        return Some((Rule::NotHttps, says));
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.split_once(':').map_or(authority, |(host, _)| host);
    let looks = |why: &str| {
        Some((
            Rule::LookAlikeLink,
            format!(
                "`{shown}` {why}: copy the address from the browser, and look whether its host is the one you mean"
            ),
        ))
    };
    if host.is_empty() {
        return Some((
            Rule::NotHttps,
            format!("`{shown}` is no web address: write it in full, starting with https://"),
        ));
    }
    if authority.contains('@') {
        return looks("has an @ before its host, so it leads to what follows the @");
    }
    if rest.contains('\\') {
        return looks("has a \\ in it, which browsers read as /");
    }
    if !host.is_ascii() {
        return looks("has letters other than a to z in its host, which can pass for others");
    }
    if host.split('.').any(|label| label.to_ascii_lowercase().starts_with("xn--")) {
        return looks("has a host in code (xn--), which can show as foreign letters that pass for others");
    }
    if host.split('.').all(|label| label.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'x'))
        && host.ends_with(|last: char| last.is_ascii_digit())
    {
        return looks("has a number in place of its host's name");
    }
    if !is_host(host) {
        return Some((
            Rule::NotHttps,
            format!(
                "`{host}` is no host's name: write the address in full, as in https://example.org/page",
                host = short(host)
            ),
        ));
    }
    // Told last: an address that is wrong in another way, too, is not mended by one letter.
    url.starts_with("http://").then(|| {
        (
            Rule::NotHttps,
            format!(
                "`{shown}` is not encrypted: write https:// and see whether the page opens; else find another source"
            ),
        )
    })
}

/// Whether a link's words look like an address, and like another one than the link's.
pub(crate) fn passes_for_another(words: &str, url: &str) -> bool {
    let host_of = |url: &str| {
        strip_scheme(url).map(|rest| rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase())
    };
    let Some(host) = host_of(url) else { return false };
    let host = host.strip_prefix("www.").unwrap_or(&host);
    words.split_whitespace().any(|word| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        let named =
            host_of(&word).unwrap_or_else(|| word.split(['/', '?', '#', ':']).next().unwrap_or_default().to_owned());
        let named = named.strip_prefix("www.").unwrap_or(&named);
        looks_like_host(named) && named != host && !host.ends_with(&format!(".{named}"))
    })
}

fn strip_scheme(url: &str) -> Option<&str> {
    url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))
}

fn is_host(host: &str) -> bool {
    host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        })
}

/// A word with a dot in it that ends like a host: letters of any script, since foreign ones are the trick.
fn looks_like_host(word: &str) -> bool {
    let mut labels = word.split('.');
    let last = labels.next_back().unwrap_or_default();
    let mut before = labels.peekable();
    before.peek().is_some()
        && before
            .all(|label| !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-'))
        && last.chars().count() >= 2
        && last.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_could_pass_for_another_is_refused() {
        for (url, rule) in [
            ("https://example.org", None),
            ("https://example.org/a?b=%20#c", None),
            ("https://www.example.org:8443/path(1)", None),
            ("https://example.org/@name", None),
            ("https://abc.de", None),
            ("http://example.org/", Some(Rule::NotHttps)),
            ("ftp://example.org/", Some(Rule::NotHttps)),
            ("example.org", Some(Rule::NotHttps)),
            ("https://", Some(Rule::NotHttps)),
            ("https:///a", Some(Rule::NotHttps)),
            ("https://localhost/", Some(Rule::NotHttps)),
            ("https://a..org/", Some(Rule::NotHttps)),
            ("https://exa mple.org", Some(Rule::NotHttps)),
            ("https://example.org@evil.example/", Some(Rule::LookAlikeLink)),
            ("http://user:word@evil.example/", Some(Rule::LookAlikeLink)),
            ("https://evil.example\\@example.org", Some(Rule::LookAlikeLink)),
            ("https://ex\u{430}mple.org", Some(Rule::LookAlikeLink)),
            ("https://XN--exmple-cua.org", Some(Rule::LookAlikeLink)),
            ("https://192.0.2.1/a", Some(Rule::LookAlikeLink)),
            ("https://0x7f000001/a", Some(Rule::LookAlikeLink)),
        ] {
            assert_eq!(wrong(url).map(|(rule, _)| rule), rule, "{url}");
        }
    }

    #[test]
    fn words_that_look_like_another_address_are_seen() {
        for (words, url, passes) in [
            ("the page", "https://example.org/a", false),
            ("example.org/a", "https://www.example.org/b", false),
            ("www.example.org", "https://example.org/", false),
            ("example.org", "https://pages.example.org/", false),
            ("Regulation (EU) 2021/821, art. 4.2", "https://example.org/", false),
            ("e.g. this", "https://example.org/", false),
            ("pages.example.org", "https://example.org/", true),
            ("see example.com.", "https://example.org/", true),
            ("https://example.com/x", "https://example.org/", true),
            ("ex\u{430}mple.org", "https://example.org/", true),
            ("example.org", "https://notexample.org/", true),
        ] {
            assert_eq!(passes_for_another(words, url), passes, "{words} {url}");
        }
    }
}
