//! What names in a policy mean.

use coplan_model::FormName;
use coplan_ui::{FormContext, Mode, View};
use serde_json::json;

use super::{begun, missing, screen};

#[test]
fn a_name_with_the_name_of_a_form_in_front_is_of_that_form_alone() {
    let policy = json!({ "id": "t", "version": "1", "sections": ["care_plan.access", "comprehensive_assessment.team"],
        "hide": ["care_plan.section.carers", "care_plan.whole_system.education.internal"] });
    let first = |form| begun(form, Mode::Staff, &policy).sections().first().map(|section| section.id);
    assert_eq!(first(FormName::CarePlan), Some("access"));
    assert_eq!(first(FormName::RelapsePlan), Some("part_1"));
    let ids = |form| begun(form, Mode::Staff, &policy).sections().iter().map(|section| section.id).collect::<Vec<_>>();
    assert_eq!(ids(FormName::ComprehensiveAssessment)[..2], ["overview", "team"], "its list stays in front");
    assert!(!ids(FormName::CarePlan).contains(&"carers") && ids(FormName::ComprehensiveAssessment).contains(&"caring"));
}

#[test]
fn the_example_of_the_contract_can_be_used() {
    let policy = json!({
        "id": "example-trust/community", "version": "3",
        "hide": ["equality_notes", "domains.*.carer_view", "section.care_act"],
        "need": ["signs_family", "local.ward_round"],
        "sections": ["part_1", "local.our_team", "keeping_well"],
        "questions": [
            { "id": "local.ward_round", "after": "record_date", "kind": "code", "options": { "yes": "Yes", "no": "No" },
              "label": "Was this written in a ward round?", "label_person": "…", "hint": "…", "staff": true },
        ],
        "messages": {},
    });
    for form in FormName::ALL {
        let store = begun(*form, Mode::Staff, &policy);
        let form = FormContext::new(store.clone(), View::Edit);
        assert!(!form.is_asked("care_act.s117") && !form.is_asked("equality_notes"));
    }
    let store = begun(FormName::RelapsePlan, Mode::Staff, &policy);
    assert!(
        missing(&store).contains(&"local.ward_round".to_owned())
            && missing(&store).contains(&"signs_family".to_owned())
    );
}

#[test]
fn a_row_of_the_network_that_is_hidden_is_not_there() {
    let policy = json!({ "id": "t", "version": "1", "hide": ["whole_system.education"] });
    let page = screen(&begun(FormName::CarePlan, Mode::Staff, &policy));
    assert!(
        page.contains("id=\"whole_system.services-title\"") && !page.contains("id=\"whole_system.education-title\"")
    );
}
