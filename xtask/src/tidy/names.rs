//! One stem everywhere: `relapse_plan.rs`, `relapse-plan.spec.ts`, `relapse_plan/*.json`, `<coplan-relapse-plan>`.

use std::collections::BTreeSet;

use super::{File, between};

/// In the folder of the forms, but no form.
const NOT_FORMS: [&str; 3] = ["mod", "frame", "pages"];

/// A name that says nothing collects everything.
pub fn vague(files: &[File]) -> Vec<String> {
    let vague = |file: &&File| {
        let parts = file.path.split('/').map(|part| part.split('.').next().unwrap_or(part));
        parts.into_iter().any(|part| ["utils", "helpers", "common", "misc"].contains(&part))
    };
    files.iter().filter(vague).map(|file| format!("{}: say what is in it", file.path)).collect()
}

/// Where all tests of a crate are one program, a file that its `main.rs` does not name would never run.
pub fn modules(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (program, folder) in between(files, "src/", "/tests/main.rs").filter(|(_, folder)| !folder.contains('/')) {
        for (file, name) in
            between(files, &program.path.replace("main.rs", ""), ".rs").filter(|(_, name)| *name != "main")
        {
            let module = name.split('/').next().unwrap_or(name);
            if !program.text.contains(&format!("mod {module};")) {
                complaints
                    .push(format!("{}: never runs; write `mod {module};` into src/{folder}/tests/main.rs", file.path));
            }
        }
    }
    complaints
}

/// A form of the screen has its rules, its fixtures, its element and its browser tests under the same name.
pub fn fixtures(files: &[File]) -> Vec<String> {
    let forms = forms(files);
    let has = |path: &str| files.iter().any(|file| file.path == path);
    let shim = between(files, "src/elements/js/", ".js").map(|(file, _)| file.text.as_str()).collect::<String>();
    let mut complaints = Vec::new();
    for form in &forms {
        let dashed = form.replace('_', "-");
        for path in [format!("src/model/src/forms/{form}.rs"), format!("tests/browser/{dashed}.spec.ts")] {
            if !has(&path) {
                complaints.push(format!("{form}: has no {path}"));
            }
        }
        if between(files, &format!("tests/fixtures/{form}/"), ".json").next().is_none() {
            complaints.push(format!("{form}: has no documents in tests/fixtures/{form}/"));
        }
        if !shim.contains(&format!("coplan-{dashed}")) {
            complaints.push(format!("{form}: src/elements/js defines no <coplan-{dashed}>"));
        }
    }
    let folders = between(files, "tests/fixtures/", ".json").filter_map(|(_, name)| name.split_once('/'));
    let folders: BTreeSet<&str> = folders.map(|(folder, _)| folder).collect();
    // A form may be known as a document before it has a screen.
    let known = |folder: &str| forms.contains(folder) || has(&format!("src/model/src/forms/{folder}.rs"));
    let strangers = folders.into_iter().filter(|folder| !known(folder));
    complaints.extend(strangers.map(|folder| format!("tests/fixtures/{folder}: there is no form of that name")));
    complaints
}

/// Every control is in the gallery of fields, where it is seen in each of its states.
pub fn specimens(files: &[File]) -> Vec<String> {
    let gallery = files.iter().find(|file| file.path == "www/specimens.js").map_or("", |file| &file.text);
    let controls = between(files, "src/ui/src/controls/", "/mod.rs").map(|(_, name)| name);
    let missing = controls.filter(|control| !gallery.contains(&format!("field: \"{control}\"")));
    missing.map(|control| format!("{control}: www/specimens.js has no specimen of this control")).collect()
}

/// In the browser's folder words are joined by hyphens, as in the elements' names.
pub fn specs(files: &[File]) -> Vec<String> {
    let lower = |name: &str| {
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-/".contains(&byte))
    };
    let odd = between(files, "tests/browser/", ".spec.ts").filter(|(_, name)| !lower(name));
    odd.map(|(file, _)| format!("{}: a spec is named in small letters and hyphens", file.path)).collect()
}

fn forms(files: &[File]) -> BTreeSet<&str> {
    let inside = between(files, "src/ui/src/forms/", ".rs").map(|(_, name)| name);
    inside.filter(|name| !name.contains('/') && !NOT_FORMS.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    #[test]
    fn a_form_without_its_other_halves_is_told_which() {
        let files = [
            file("src/ui/src/forms/care_plan.rs", ""),
            file("src/model/src/forms/care_plan.rs", ""),
            file("src/elements/js/coplan.js", "coplan-care-plan"),
            file("tests/fixtures/care_plans/one.json", ""),
        ];
        assert_eq!(
            fixtures(&files),
            [
                "care_plan: has no tests/browser/care-plan.spec.ts",
                "care_plan: has no documents in tests/fixtures/care_plan/",
                "tests/fixtures/care_plans: there is no form of that name",
            ]
        );
    }

    #[test]
    fn a_control_without_a_specimen_is_told() {
        let control = |name: &str| file(&format!("src/ui/src/controls/{name}/mod.rs"), "");
        let files = [control("radios"), control("phone_input"), file("www/specimens.js", "    field: \"radios\",")];
        assert_eq!(specimens(&files), ["phone_input: www/specimens.js has no specimen of this control"]);
    }

    #[test]
    fn a_test_that_no_program_has_is_told() {
        let files = [
            file("src/ui/tests/main.rs", "mod text;\n#[path = \"rows/main.rs\"]\nmod rows;"),
            file("src/ui/tests/text.rs", ""),
            file("src/ui/tests/rows/main.rs", ""),
            file("src/ui/tests/user.rs", ""),
            file("src/cli/tests/verify.rs", ""),
        ];
        assert_eq!(modules(&files), ["src/ui/tests/user.rs: never runs; write `mod user;` into src/ui/tests/main.rs"]);
    }

    #[test]
    fn a_folder_may_not_be_vague_either() {
        assert_eq!(vague(&[file("src/ui/utils/date.rs", ""), file("src/ui/dates.rs", "")]).len(), 1);
    }
}
