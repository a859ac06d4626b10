#![allow(clippy::disallowed_methods, missing_docs)]
use domain::evaluate::{Expect, evaluate, kind_word, read_cases};
use domain::handbook::{ContentFile, Desk, Handbook};
use std::path::Path;
fn walk(root: &Path, dir: &Path, out: &mut Vec<ContentFile>) {
    for e in std::fs::read_dir(root.join(dir)).unwrap() {
        let e = e.unwrap();
        let p = dir.join(e.file_name());
        if e.path().is_dir() {
            walk(root, &p, out)
        } else {
            let n = p.to_string_lossy().to_string();
            if (n.ends_with(".md") || n.ends_with(".yaml") || n.ends_with(".ftl") || n.ends_with(".tsv"))
                && !n.ends_with("README.md")
            {
                out.push(ContentFile { path: n, text: std::fs::read_to_string(e.path()).unwrap() })
            }
        }
    }
}
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let root = Path::new(".");
    let mut f = Vec::new();
    walk(root, Path::new("knowledge-base"), &mut f);
    walk(root, Path::new("prompts"), &mut f);
    f.sort_by(|a, b| a.path.cmp(&b.path));
    let t = std::time::Instant::now();
    let h = Handbook::read(&f, Desk::default()).unwrap_or_else(|e| panic!("{e:?}"));
    eprintln!("load {:?}", t.elapsed());
    for file in &a {
        let text = std::fs::read_to_string(file).unwrap();
        let mut cases = read_cases(file, &text, &h).unwrap_or_else(|e| panic!("{e:?}"));
        if std::env::var("SLIPS").is_ok() {
            for c in &mut cases {
                c.message = domain::evaluate::with_slips(&c.message);
            }
        }
        let e = evaluate(&h, &cases);
        println!("== {file}");
        let s = e.to_string();
        if std::env::var("BRIEF").is_ok() {
            let al = e.all_answers();
            let d = e.all_declines();
            println!(
                "n {} first {:.3} among {:.3} right {:.3} wrong {} | out {} served {} offered {}",
                al.asked,
                al.first as f64 / al.asked.max(1) as f64,
                al.first_or_offered as f64 / al.asked.max(1) as f64,
                al.served_right as f64 / al.asked.max(1) as f64,
                al.served_wrong,
                d.asked,
                d.served,
                d.offered
            );
            for k in e.kinds.keys() {
                let (n, r) = e.kind(*k);
                println!("{} {r}/{n} {:?}", kind_word(*k), e.kinds[k]);
            }
        } else {
            println!("{s}");
        }
        if std::env::var("VERBOSE").is_ok() {
            for (c, w) in &e.worst {
                println!(
                    "{} {} {:?} -> {w}",
                    c.language,
                    c.message,
                    match &c.expect {
                        Expect::Entries(v) => format!("{v:?}"),
                        o => format!("{o:?}"),
                    }
                );
            }
        }
        let mut m = std::collections::BTreeMap::new();
        for c in &cases {
            let o = domain::evaluate::ask(&h, c.language, &c.message);
            *m.entry(o.reading.map(|r| kind_word(r.kind))).or_insert(0) += 1;
        }
        println!("{m:?}");
    }
}
