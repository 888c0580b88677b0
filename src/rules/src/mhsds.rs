//! What the Mental Health Services Data Set (NHS England, information standard DAPB0011) asks of such documents, as far as public
//! sources say it (`docs/returns.md`): that a plan is there, of which type, since when and by whom agreed; and whether the abuse
//! question was asked. Never what was answered.

use coplan_model::json::Value;
use coplan_model::path::{self, Answers};
use coplan_model::signature::{self, Standing};
use coplan_model::{Document, FormName, Status};
use serde::Serialize;

use crate::clock::Clock;

/// What one document gives. A field is the item of the data set that has its name; what begins with `coplan_` is no item, and a trust
/// maps it to the codes that it has. Empty: not recorded, or not known to be what the item means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// MHS001: the person, by the reference that the host has for them.
    #[serde(rename = "LocalPatientId")]
    pub person: String,
    /// MHS008, MHS009: the document.
    #[serde(rename = "CarePlanID")]
    pub plan: String,
    /// MHS008: 10 mental health care plan, 12 mental health crisis plan.
    #[serde(rename = "CarePlanTypeMH")]
    pub kind: &'static str,
    /// MHS008: the day that the plan has on it.
    #[serde(rename = "CarePlanCreatDate")]
    pub created_on: String,
    /// MHS008: the day that it was last completed.
    #[serde(rename = "CarePlanLastUpdateDate")]
    pub updated_on: String,
    /// MHS009: the day that its content was last agreed by the person.
    #[serde(rename = "CarePlanContentAgreedDate")]
    pub agreed_on: String,
    /// Who agreed then: `service_user`, `carer`, or both with a space between them. The codes of MHS009 `CarePlanContentAgreedBy` are not public.
    #[serde(rename = "coplan_agreed_by")]
    pub agreed_by: String,
    /// MHS702: `Y` when the question was asked, whatever was answered; `N` when a worker recorded that it was not.
    #[serde(rename = "CPARevAbuseQuestAskInd")]
    pub asked: &'static str,
    /// When it was asked. It need not be the day of a review, which MHS702 has besides.
    #[serde(rename = "coplan_asked_on")]
    pub asked_on: String,
}

/// The names of the columns, in the order of [`Row`].
pub const MHSDS: [&str; 9] = [
    "LocalPatientId",
    "CarePlanID",
    "CarePlanTypeMH",
    "CarePlanCreatDate",
    "CarePlanLastUpdateDate",
    "CarePlanContentAgreedDate",
    "coplan_agreed_by",
    "CPARevAbuseQuestAskInd",
    "coplan_asked_on",
];

/// What a document gives: nothing while it is a draft, once it is withdrawn, and for an assessment. The day of an instant is that of
/// the clock's time zone.
pub fn mhsds(document: &Document, clock: &Clock) -> Option<Row> {
    if !matches!(document.status, Status::Complete | Status::Amended) {
        return None;
    }
    let row = match document.form {
        FormName::AbuseQuestion => asked(document),
        FormName::CarePlan => Some(plan(document, clock, "10", agreed_by_answers(&document.answers))),
        FormName::RelapsePlan => Some(plan(document, clock, "12", agreed_by_signature(document))),
        FormName::ComprehensiveAssessment => None,
    };
    row.map(|row| Row { person: path::text(&document.subject, "ref").to_owned(), ..row })
}

fn asked(document: &Document) -> Option<Row> {
    let asked = match path::text(&document.answers, "response") {
        "yes" | "none_stated" => "Y",
        "not_asked" => "N",
        _ => return None,
    };
    let asked_on = if asked == "Y" { day(path::text(&document.answers, "asked_on")) } else { String::new() };
    Some(Row { asked, asked_on, ..Row::default() })
}

fn plan(document: &Document, clock: &Clock, kind: &'static str, agreed: Option<(String, Vec<&str>)>) -> Row {
    let (agreed_on, agreed_by) = agreed.unwrap_or_default();
    let completed = |at: &str| clock.day_of(at).map_or_else(|| day(at), |there| there.to_iso());
    Row {
        plan: document.id.clone(),
        kind,
        created_on: day(path::text(&document.answers, "record_date")),
        updated_on: document.completed_at.as_deref().map(completed).unwrap_or_default(),
        agreed_on,
        agreed_by: agreed_by.join(" "),
        ..Row::default()
    }
}

/// The last review in which the person said whether they agree, or else what is said of the plan as a whole. It is agreed on a day only
/// where they did.
fn agreed_by_answers(answers: &Answers) -> Option<(String, Vec<&str>)> {
    let reviews = path::list(answers, "reviews").iter().rev().filter_map(Value::as_object);
    let reviewed = reviews.map(|review| (path::text(review, "date"), review));
    let whole = (path::text(answers, "record_date"), answers);
    let said = reviewed.chain([whole]).filter_map(|(on, of)| Some((on, of.get("agreement")?.as_object()?)));
    let (on, agreement) = said.into_iter().find(|(_, agreement)| !path::text(agreement, "su").is_empty())?;
    let agreed = [("su", "service_user"), ("carer", "carer")].into_iter();
    let by: Vec<_> = agreed.filter(|(who, _)| path::text(agreement, who) == "yes").map(|(_, who)| who).collect();
    let agreed_on = if by.contains(&"service_user") { day(on) } else { String::new() };
    Some((agreed_on, by))
}

/// A relapse plan asks nobody whether they agree: they sign it.
fn agreed_by_signature(document: &Document) -> Option<(String, Vec<&str>)> {
    let standings = signature::verify(document);
    let mut signed = document.signatures.iter().zip(standings).filter(|(signature, (_, standing))| {
        path::text(signature, "role") == "service_user"
            && matches!(standing, Standing::Matches | Standing::MatchesAnswers)
    });
    signed.next().map(|(signature, _)| (day(path::text(signature, "signed_on")), vec!["service_user"]))
}

/// A whole day, or nothing: the data set has no half dates.
fn day(text: &str) -> String {
    let day = text.get(..10).unwrap_or_default();
    if day.parse::<coplan_model::CalendarDate>().is_ok() { day.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> Document {
        let file = format!("{}/../../tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
        Document::from_json(&std::fs::read_to_string(file).unwrap()).unwrap()
    }

    fn row_of(document: &Document) -> Option<Row> {
        mhsds(document, &Clock::from_rfc3339("2027-06-01T10:00:00Z").unwrap())
    }

    #[test]
    fn whoever_said_yes_and_whoever_did_not_give_the_same_row() {
        let yes = fixture("abuse_question/yes");
        let mut none = yes.clone();
        none.answers = fixture("abuse_question/none_stated").answers;
        none.answers.insert("asked_on".to_owned(), yes.answers["asked_on"].clone());
        assert_eq!(row_of(&yes), row_of(&none));
        let row = row_of(&yes).unwrap();
        assert_eq!((row.asked, &*row.asked_on, &*row.plan), ("Y", "2026-11-23", ""));
        let not_asked = row_of(&fixture("abuse_question/not_asked")).unwrap();
        assert_eq!((not_asked.asked, &*not_asked.asked_on), ("N", ""));
    }

    #[test]
    fn a_plan_is_agreed_on_the_day_of_the_last_review_that_says_so() {
        let mut plan = fixture("care_plan/reviewed");
        let row = row_of(&plan).unwrap();
        assert_eq!((row.kind, &*row.agreed_on, &*row.agreed_by), ("10", "2027-05-25", "service_user carer"));
        plan.status = Status::Draft;
        assert_eq!(row_of(&plan), None, "a draft is no plan yet");
        let agreed = row_of(&fixture("care_plan/agreed")).unwrap();
        assert_eq!((&*agreed.created_on, &*agreed.updated_on), ("2026-11-24", "2026-11-24"));
    }

    #[test]
    fn a_plan_has_a_day_of_agreement_only_where_the_person_agreed() {
        let mut plan = fixture("care_plan/agreed");
        for (su, carer, on, by) in [
            ("yes", "no", "2026-11-24", "service_user"),
            ("no", "yes", "", "carer"),
            ("in_part", "yes", "", "carer"),
            ("not_asked", "yes", "", "carer"),
            ("no", "no", "", ""),
        ] {
            plan.answers.insert("agreement".to_owned(), serde_json::json!({ "su": su, "carer": carer }));
            let row = row_of(&plan).unwrap();
            assert_eq!((&*row.agreed_on, &*row.agreed_by), (on, by), "{su} {carer}");
        }
    }

    #[test]
    fn the_day_of_an_instant_is_that_of_the_clock() {
        let mut plan = fixture("care_plan/agreed");
        plan.completed_at = Some("2026-06-30T23:30:00Z".to_owned());
        for (now, day) in [("2026-07-04T10:00:00+01:00", "2026-07-01"), ("2026-07-04T10:00:00Z", "2026-06-30")] {
            assert_eq!(mhsds(&plan, &Clock::from_rfc3339(now).unwrap()).unwrap().updated_on, day, "{now}");
        }
    }

    #[test]
    fn a_relapse_plan_is_agreed_by_a_signature_that_matches() {
        let plan = fixture("relapse_plan/amended");
        let row = row_of(&plan).unwrap();
        assert_eq!((row.kind, &*row.agreed_by), ("12", "service_user"));
        let mut changed = plan;
        changed.answers.insert("signs_me".to_owned(), "Something else.".into());
        assert_eq!(row_of(&changed).unwrap().agreed_by, "", "what was signed is not what stands there");
    }

    #[test]
    fn the_columns_are_those_of_a_row() {
        let row = serde_json::to_value(Row::default()).unwrap();
        assert_eq!(row.as_object().unwrap().keys().collect::<Vec<_>>(), MHSDS);
    }

    #[test]
    fn nothing_of_an_answer_is_in_a_row() {
        for name in ["abuse_question/yes", "care_plan/agreed", "relapse_plan/amended"] {
            let document = fixture(name);
            let row = serde_json::to_string(&row_of(&document).unwrap()).unwrap();
            let name = path::text(&document.subject, "name");
            assert!(!row.contains(name) && !row.contains("none_stated") && !row.contains("yes"), "{row}");
        }
        assert_eq!(row_of(&fixture("comprehensive_assessment/scenario")), None);
    }
}
