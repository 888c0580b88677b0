//! The words on screen are those of the field dictionary, or differ from it for a reason that stands beside them.
//!
//! The dictionary is in `tests/fixtures/dictionary`, whose README says how it is written. What no dictionary has, such as
//! the sentences of problems and the words for the person, is not compared.

use coplan_model::FormName;
use coplan_model::fields::{self, Field, Kind, Need};

use super::{Messages, Mode};

macro_rules! dictionary {
    ($name:literal) => {
        include_str!(concat!("../../../../../tests/fixtures/dictionary/", $name, ".txt"))
    };
}

const SHARED: &str = dictionary!("shared");
const FORMS: [(FormName, &str); 2] = [
    (FormName::ComprehensiveAssessment, dictionary!("comprehensive_assessment")),
    (FormName::CarePlan, dictionary!("care_plan")),
];

/// No words.
const NONE: &str = "–";

/// A question of the dictionary.
struct Entry<'a> {
    path: &'a str,
    parts: Vec<Part<'a>>,
}

/// Its label, a hint or one of its options.
struct Part<'a> {
    name: &'a str,
    /// What the screen is to say.
    screen: &'a str,
}

impl Entry<'_> {
    /// In the dictionary, and no question of the form.
    fn is_no_question(&self) -> bool {
        self.parts.first().is_some_and(|label| label.screen == NONE)
    }

    fn says(&self, part: &str) -> Option<&str> {
        self.parts.iter().find(|there| there.name == part).map(|part| part.screen)
    }

    fn options(&self) -> Vec<&str> {
        let others = |name: &&str| !["label", "hint", "help"].contains(name) && !name.contains('@');
        self.parts.iter().map(|part| part.name).filter(others).collect()
    }

    /// `domains.*.status` is that of any domain.
    fn is_of(&self, path: &str) -> bool {
        let (mut own, mut segments) = (self.path.split('.'), path.split('.'));
        own.by_ref().zip(segments.by_ref()).all(|(own, segment)| own == segment || own == "*")
            && self.path.split('.').count() == path.split('.').count()
    }

    /// `agreement.su` is that of every agreement.
    fn ends(&self, path: &str) -> bool {
        path.strip_suffix(self.path).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    }
}

fn read(text: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((path, source)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) {
            assert!(source.starts_with('§'), "{path} does not say where it comes from");
            entries.push(Entry { path, parts: Vec::new() });
            continue;
        }
        let (name, said) = line.split_once(": ").unwrap_or_else(|| panic!("not `part: words`: {line}"));
        let screen = match said.split_once(" → ") {
            Some((dictionary, rest)) => {
                let (screen, why) = rest.split_once(" // ").unwrap_or_else(|| panic!("it does not say why: {line}"));
                assert_ne!(dictionary, screen, "not a difference: {line}");
                assert!(!why.is_empty(), "it does not say why: {line}");
                screen
            }
            None => said,
        };
        entries.last_mut().expect("a path comes first").parts.push(Part { name, screen });
    }
    entries
}

fn find<'a>(own: &'a [Entry], shared: &'a [Entry], path: &str) -> Option<&'a Entry<'a>> {
    let of_blocks = || shared.iter().filter(|entry| entry.ends(path)).max_by_key(|entry| entry.path.len());
    let any = || own.iter().find(|entry| entry.is_of(path));
    own.iter().find(|entry| entry.path == path).or_else(any).or_else(of_blocks)
}

/// Every question that is asked, with its path.
fn questions(form: FormName) -> Vec<(String, &'static Field)> {
    let mut found = Vec::new();
    fields::each(form.fields(), "", &mut |path, field| {
        // What stood before an amendment is asked nowhere.
        if field.need != Need::Kept && !path.starts_with("history[]") {
            found.push((path.to_owned(), field));
        }
    });
    found
}

/// What a form says that its dictionary does not, and the other way round.
fn differences(form: FormName, own: &str, shared: &str) -> Vec<String> {
    let (own, shared) = (read(own), read(shared));
    let (staff, mut person) = (Messages::new(form), Messages::new(form));
    person.mode = Mode::Together;
    let mut complaints = Vec::new();
    for (path, field) in questions(form) {
        let Some(entry) = find(&own, &shared, &path).filter(|entry| !entry.is_no_question()) else {
            complaints.push(format!("{path} is asked, and is not in the dictionary"));
            continue;
        };
        let at = path.replace("[]", "[0]");
        let mut compare = |part: &str, screen: Option<&str>| {
            let (dictionary, screen) = (entry.says(part).unwrap_or(NONE), screen.unwrap_or(NONE));
            if dictionary != screen {
                complaints.push(format!("{path}, {part}: the screen says “{screen}”, the dictionary “{dictionary}”"));
            }
        };
        compare("label", staff.find(&at, "").as_deref());
        // What a section says below its title is the hint of the question that has the same name.
        let lead = || entry.says("hint").and_then(|_| staff.find(&format!("section.{at}"), "lead"));
        compare("hint", staff.find(&at, "hint").or_else(lead).as_deref());
        compare("help", staff.find(&at, "help").as_deref());
        if entry.says("label@person").is_some() {
            compare("label@person", person.find(&at, "").as_deref());
        }
        let codes = match field.kind {
            Kind::Code(codes) | Kind::Codes(codes) => codes,
            _ => &[],
        };
        for code in codes {
            compare(code, Some(&staff.option(&at, code)));
        }
        if entry.options() != codes {
            complaints.push(format!("{path}: its options are {codes:?}, in the dictionary {:?}", entry.options()));
        }
    }
    complaints
}

/// Entries that no question of the forms bears out.
fn unasked(forms: &[(FormName, &str)], shared: &str) -> Vec<String> {
    let shared = read(shared);
    let (mut complaints, mut used) = (Vec::new(), Vec::new());
    for (form, own) in forms {
        let own = read(own);
        let asked = questions(*form);
        let found: Vec<&str> =
            asked.iter().filter_map(|(path, _)| find(&own, &shared, path)).map(|entry| entry.path).collect();
        let idle = own.iter().filter(|entry| !entry.is_no_question() && !found.contains(&entry.path));
        complaints.extend(idle.map(|entry| format!("{}: {} is in the dictionary only", form.as_str(), entry.path)));
        used.extend(found.into_iter().map(str::to_owned));
    }
    let idle = shared.iter().filter(|entry| !entry.is_no_question() && !used.iter().any(|path| path == entry.path));
    complaints.extend(idle.map(|entry| format!("{} is in the dictionary only", entry.path)));
    complaints
}

#[test]
fn every_label_option_and_hint_is_that_of_the_dictionary() {
    for (form, own) in FORMS {
        let complaints = differences(form, own, SHARED);
        assert!(complaints.is_empty(), "{}:\n{}", form.as_str(), complaints.join("\n"));
    }
    let complaints = unasked(&FORMS, SHARED);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_23_domains_are_those_of_the_dictionary_in_its_order() {
    let (form, own) = FORMS[0];
    let is_domain = |path: &&str| path.starts_with("domains.") && path.matches('.').count() == 1;
    let dictionary: Vec<&str> = read(own).iter().map(|entry| entry.path).filter(is_domain).collect();
    let asked = questions(form);
    let asked: Vec<&str> = asked.iter().map(|(path, _)| path.as_str()).filter(is_domain).collect();
    assert_eq!(dictionary.len(), 23);
    assert_eq!(asked, dictionary);
}

#[test]
fn what_differs_from_the_dictionary_is_named() {
    let (form, own) = FORMS[0];
    let said = |from: &str, to: &str| {
        let changed = own.replacen(from, to, 1);
        assert_ne!(changed, own, "there is no {from}");
        (differences(form, &changed, SHARED), unasked(&[(form, &changed), FORMS[1]], SHARED))
    };
    let differ = |from: &str, to: &str| said(from, to).0.join("\n");
    let finance = "domains.finance, label: the screen says “Financial status”, the dictionary “Money”";
    assert!(differ("label: Financial status", "label: Money").contains(finance));
    assert!(
        differ("hint: people and groups who help → People", "hint: people and groups who help → Groups")
            .contains("hint")
    );
    assert!(differ("comprehensive: Comprehensive\n", "comprehensive: Whole\n").contains("“Whole”"));
    assert!(differ("reassessment: Reassessment\n", "").contains("its options are"), "an option of the screen only");
    assert!(differ("reassessment: Re", "other: Other\nreassessment: Re").contains("its options are"), "one too few");
    assert!(
        differ(
            "comprehensive: Comprehensive\nreassessment: Reassessment\n",
            "reassessment: Reassessment\ncomprehensive: Comprehensive\n"
        )
        .contains("its options are"),
        "another order"
    );
    assert!(differ("[is_parent]", "[is_a_parent]").contains("is_parent is asked, and is not in the dictionary"));
    assert_eq!(
        said("[is_parent]", "[is_a_parent]").1,
        ["comprehensive_assessment: is_a_parent is in the dictionary only"]
    );
}
