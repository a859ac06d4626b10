//! Globs on user ids, as operators write them: `*:example.org`, `@a:b`.

/// Whether `text` matches `glob`, in which `*` stands for any run of characters. Not a regular expression: operators
/// write these, and a dot in a server's name must be a dot.
pub fn matches(glob: &str, text: &str) -> bool {
    let Some((head, tail)) = glob.split_once('*') else { return glob == text };
    let Some(mut rest) = text.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = tail.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Whether any of `globs` matches `text`.
pub fn any_matches(globs: &[String], text: &str) -> bool {
    globs.iter().any(|glob| matches(glob, text))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[track_caller]
    fn check(glob: &str, text: &str, expect: bool) {
        assert_eq!(matches(glob, text), expect, "{glob} on {text}");
    }

    #[test]
    fn a_glob_matches_whole_user_ids() {
        check("*:example.org", "@ada:example.org", true);
        check("*:example.org", "@ada:example.org.evil", false);
        check("*:example.org", "@ada:exampleXorg", false);
        check("@ada:example.org", "@ada:example.org", true);
        check("@ada:example.org", "@adam:example.org", false);
        check("@a*:*.org", "@ada:x.org", true);
        check("@a*:*.org", "@bob:x.org", false);
        check("*", "@bob:x.org", true);
        check("@*a:b", "@a:b", true);
        check("@ab*ba", "@aba", false);
        check("", "@a:b", false);
    }
}
