use super::*;

/// A full set in which every sentence is its own key and slots.
fn complete() -> Vec<(String, Language, String)> {
    let text: String = all()
        .map(|prompt| {
            let slots: String = prompt.slots.iter().map(|slot| format!(" {{ ${slot} }}")).collect();
            format!("# a test\n{} = {}{slots}\n", prompt.key, prompt.key)
        })
        .collect();
    Language::ALL.map(|language| (format!("prompts/{language}/all.ftl"), language, text.clone())).to_vec()
}

fn mistakes_after(change: impl Fn(&mut String)) -> Vec<String> {
    let mut files = complete();
    change(&mut files[1].2);
    Prompts::read(&files).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn a_complete_set_is_filled() {
    let prompts = Prompts::read(&complete()).unwrap();
    let said = prompts.fill(Language::De, keys::TOO_LONG, &[("most", "9"), ("contact", "Frau Muster")]);
    assert_eq!(said, "too-long 9 Frau Muster");
}

#[test]
fn every_mistake_is_named_with_what_to_write() {
    let check = |change: &dyn Fn(&mut String), expect: &str| {
        let mistakes = mistakes_after(change);
        assert!(mistakes.iter().any(|mistake| mistake.contains(expect)), "{expect:?} not in {mistakes:?}");
    };
    check(&|text| *text = text.replace("thanks = thanks", ""), "`thanks` is missing: write it in Nederlands");
    check(&|text| *text = text.replace("thanks =", "thank ="), "`thank` is said nowhere: did you mean `thanks`?");
    check(&|text| *text = text.replace("{ $most }", "many"), "`too-long` must use the slots { $most }, { $contact }");
    check(&|text| *text = text.replace("# a test\nthanks =", "thanks ="), "`thanks` has no comment");
    check(&|text| text.push_str("# again\nthanks = again\n"), "`thanks` stands twice");
    check(&|text| text.push_str("no equals sign\n"), "not Fluent");
}
