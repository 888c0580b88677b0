//! A form as a `Questionnaire`, in the shape of Structured Data Capture 4.0.0, written from the tables of the model: a question's
//! `linkId` is its path, `help_areas[].area`.

use coplan_model::fields::{Condition, Field, Kind, Need, Text, When};
use coplan_model::people::NO_ONE;
use coplan_model::policy::Rules;
use coplan_model::{Audience, FormName, fields, people};

use crate::base::version;
use crate::extension::{of_parts, part, with};
use crate::types::{
    AnswerOption, AnyValue, CodeableConcept, Coding, Element, EnableWhen, Extension, Meta, Questionnaire,
    QuestionnaireItem,
};
use crate::words::{Vocabulary, Words};
use crate::{Base, plain};

/// What comes after the `linkId` of a question in that of its hint.
const HINT: &str = "/hint";
const ITEM_CONTROL: &str = "http://hl7.org/fhir/questionnaire-item-control";
const DISPLAY_CATEGORY: &str = "http://hl7.org/fhir/questionnaire-display-category";
const STANDARD: &str = "http://hl7.org/fhir/StructureDefinition/";

/// Whether a `linkId` is that of a hint, which has no answer.
pub fn is_hint(link: &str) -> bool {
    link.ends_with(HINT)
}

/// A form as a questionnaire; as a policy has it, with its rules.
pub fn of(form: FormName, rules: Option<&'static Rules>, base: &Base, vocabulary: &Vocabulary) -> Questionnaire {
    let fields = rules.map_or(form.fields(), |rules| rules.fields);
    let writing = Writing { form, base, vocabulary, root: fields };
    let name = form.as_str();
    let own = rules.map(|rules| format!("-{}", short(&rules.id))).unwrap_or_default();
    let title = writing.text(name, "", vocabulary.words).unwrap_or_else(|| name.to_owned());
    let mut extension = Vec::new();
    for field in fields.iter().filter(|field| matches!(field.kind, Kind::Signature) && field.need == Need::Complete) {
        let mut needed = CodeableConcept::code("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.1");
        needed.text = writing.text(field.id, "", vocabulary.words);
        extension.push(standard("questionnaire-signatureRequired", AnyValue::CodeableConcept(needed)));
    }
    Questionnaire {
        id: name.replace('_', "-") + &own,
        meta: Some(Meta {
            profile: vec!["http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire|4.0.0".to_owned()],
            ..Meta::default()
        }),
        language: Some(vocabulary.language.clone()),
        extension,
        url: base.questionnaire(form, rules.map(|rules| &*rules.id)),
        version: version(rules),
        name: pascal(name),
        title,
        title_element: writing.others(&|words| writing.text(name, "", words)),
        status: "active".to_owned(),
        subject_type: vec!["Patient".to_owned()],
        item: writing.items(fields, "", true),
    }
}

struct Writing<'a> {
    form: FormName,
    base: &'a Base,
    vocabulary: &'a Vocabulary<'a>,
    root: &'static [Field],
}

impl Writing<'_> {
    fn items(&self, fields: &'static [Field], prefix: &str, needed: bool) -> Vec<QuestionnaireItem> {
        let asked = fields.iter().filter(|field| field.id != "id" && field.kind != Kind::Voices);
        asked.map(|field| self.item(field, fields, prefix, needed)).collect()
    }

    /// `needed`: nothing around it makes it optional.
    fn item(&self, field: &'static Field, beside: &'static [Field], prefix: &str, needed: bool) -> QuestionnaireItem {
        let link = [prefix, field.id].concat();
        let path = link.replace("[]", "");
        let mut item = QuestionnaireItem {
            text: self.text(&path, "", self.vocabulary.words),
            text_element: self.others(&|words| self.text(&path, "", words)),
            enable_when: self.conditions(field, beside, prefix),
            ..QuestionnaireItem::default()
        };
        item.enable_behavior = (item.enable_when.len() > 1).then(|| "any".to_owned());
        let flag = |name, so: bool| so.then(|| with(self.base, name, AnyValue::Boolean(true)));
        item.extension.extend(flag("staff", field.staff));
        item.extension.extend(flag("voiced", field.voiced));
        let inner_needed = needed && field.complete_if.is_none();
        let is_needed = needed && matches!(field.need, Need::Draft | Need::Complete);
        let (kind, control) = match field.kind {
            Kind::Text(Text { long, limit }) => {
                item.max_length = Some(limit);
                (if long { "text" } else { "string" }, None)
            }
            Kind::Date(dates) => {
                item.extension.extend(flag("partial-date", dates.partial));
                let side = match dates.when {
                    When::Any => None,
                    When::Past => Some("past"),
                    When::Future => Some("future"),
                };
                let side = side.map(|side| with(self.base, "date-lies", AnyValue::Code(side.to_owned())));
                item.extension.extend(side);
                ("date", None)
            }
            Kind::Number => {
                item.extension.push(standard("minValue", AnyValue::Integer(0)));
                ("integer", None)
            }
            Kind::Code(codes) => {
                item.answer_option = self.options(field, &path, codes);
                ("choice", Some(if codes.len() > 7 { "drop-down" } else { "radio-button" }))
            }
            Kind::Codes(codes) => {
                item.repeats = Some(true);
                item.answer_option = self.options(field, &path, codes);
                ("choice", Some("check-box"))
            }
            Kind::Person | Kind::People => {
                let several = matches!(field.kind, Kind::People);
                item.repeats = several.then_some(true);
                item.answer_option = self.people(field, &path);
                ("open-choice", None)
            }
            Kind::Group(inner) => {
                item.item = self.items(inner, &[&link, "."].concat(), inner_needed);
                ("group", None)
            }
            Kind::Rows(inner) => {
                item.repeats = Some(true);
                item.item = self.items(inner, &[&link, "[]."].concat(), true);
                ("group", None)
            }
            Kind::Signature | Kind::Voices => ("display", None),
        };
        item.r#type = kind.to_owned();
        let displayed = kind == "display";
        item.required = (is_needed && field.kind.is_asked_whole() && field.complete_if.is_none()).then_some(true);
        if let Some(control) = control {
            let control = CodeableConcept::code(ITEM_CONTROL, control);
            item.extension.push(standard("questionnaire-itemControl", AnyValue::CodeableConcept(control)));
        }
        if (field.need == Need::Kept || field.hidden) && !displayed {
            item.read_only = Some(true);
            item.required = None;
            item.extension.push(standard("questionnaire-hidden", AnyValue::Boolean(true)));
        }
        if !displayed && let Some(hint) = self.hint(&link, &path) {
            item.item.insert(0, hint);
        }
        item.link_id = link;
        item
    }

    /// What LHC-Forms shows behind a button (the control `help`) and Smart Forms below the question (the category `instructions`).
    fn hint(&self, link: &str, path: &str) -> Option<QuestionnaireItem> {
        let text = self.text(path, "hint", self.vocabulary.words)?;
        let concept = |system, code| AnyValue::CodeableConcept(CodeableConcept::code(system, code));
        Some(QuestionnaireItem {
            extension: vec![
                standard("questionnaire-itemControl", concept(ITEM_CONTROL, "help")),
                standard("questionnaire-displayCategory", concept(DISPLAY_CATEGORY, "instructions")),
            ],
            link_id: [link, HINT].concat(),
            text: Some(text),
            text_element: self.others(&|words| self.text(path, "hint", words)),
            r#type: "display".to_owned(),
            ..QuestionnaireItem::default()
        })
    }

    fn conditions(&self, field: &Field, beside: &'static [Field], prefix: &str) -> Vec<EnableWhen> {
        let by_rule = (field.id == "cpa_still_needed" && field.need == Need::ByRule)
            .then_some(Condition { from_root: true, ..Condition::beside("plan_route", &["cpa_care_plan"]) });
        let Some(condition) = field.only_if.or(by_rule) else { return Vec::new() };
        let (question, among) = match condition.from_root {
            true => (condition.question.to_owned(), self.root),
            false => ([prefix, condition.question].concat(), beside),
        };
        let Some(kind) = fields::find(among, condition.question).map(|field| field.kind) else { return Vec::new() };
        let when = |question: String| EnableWhen { question, operator: "exists".to_owned(), ..EnableWhen::default() };
        if condition.any_of.is_empty() {
            let any = |question| EnableWhen { answer_boolean: Some(true), ..when(question) };
            return answered(kind, question).into_iter().map(any).collect();
        }
        let when = when(question.clone());
        let system = self.base.codes(self.form, &question);
        let is = |code: &&str| EnableWhen {
            operator: "=".to_owned(),
            answer_coding: Some(Coding::new(&system, code)),
            ..when.clone()
        };
        condition.any_of.iter().map(is).collect()
    }

    /// What is offered no more is not among them.
    fn options(&self, field: &Field, path: &str, codes: &'static [&'static str]) -> Vec<AnswerOption> {
        let system = self.base.codes(self.form, path);
        let offered = codes.iter().filter(|code| !(field.retired && field.exclusive == Some(code)));
        let option = |code: &&str| {
            let said = |words: &dyn Words| words.option(path, code).and_then(|said| plain::shown(&said));
            let coding = Coding {
                display: said(self.vocabulary.words),
                display_element: self.others(&said),
                ..Coding::new(&system, code)
            };
            let alone = (field.exclusive == Some(code))
                .then(|| standard("questionnaire-optionExclusive", AnyValue::Boolean(true)));
            AnswerOption { extension: alone.into_iter().collect(), value: AnyValue::Coding(coding) }
        };
        offered.map(option).collect()
    }

    /// Someone is chosen among these, or named.
    fn people(&self, field: &Field, path: &str) -> Vec<AnswerOption> {
        let nobody = (field.exclusive == Some(NO_ONE)).then_some(NO_ONE);
        let option = |code: &str| {
            let said = match code {
                people::ME => self.vocabulary.words.option("completed_by.role", "service_user"),
                code => self.vocabulary.words.option(path, code),
            };
            let display = said.and_then(|said| plain::shown(&said));
            let coding = Coding { display, ..Coding::new(&self.base.system("someone"), code) };
            AnswerOption { extension: Vec::new(), value: AnyValue::Coding(coding) }
        };
        [Some(people::ME), nobody].into_iter().flatten().map(option).collect()
    }

    fn text(&self, path: &str, part: &str, words: &dyn Words) -> Option<String> {
        words.say(path, part).and_then(|said| plain::shown(&said))
    }

    /// What is said to others, and in other languages, where that is something else.
    fn others(&self, said: &dyn Fn(&dyn Words) -> Option<String>) -> Option<Element> {
        let ours = said(self.vocabulary.words)?;
        let mut extension = Vec::new();
        let mut before = vec![ours.clone()];
        for wording in &self.vocabulary.wordings {
            let Some(text) = said(wording.words).filter(|text| !before.contains(text)) else { continue };
            let audience = match wording.audience {
                Audience::Worker => "worker",
                Audience::Person => "person",
            };
            extension.push(of_parts(
                self.base,
                "wording",
                vec![
                    part("audience", AnyValue::Code(audience.to_owned())),
                    part("terms", AnyValue::Code(wording.terms.to_owned())),
                    part("text", AnyValue::String(text.clone())),
                ],
            ));
            before.push(text);
        }
        for translation in &self.vocabulary.translations {
            let Some(text) = said(translation.words).filter(|text| *text != ours) else { continue };
            extension.push(Extension {
                url: [STANDARD, "translation"].concat(),
                extension: vec![
                    part("lang", AnyValue::Code(translation.language.clone())),
                    part("content", AnyValue::String(text)),
                ],
                value: None,
            });
        }
        (!extension.is_empty()).then_some(Element { extension })
    }
}

/// What has an answer when this one has: a group and a list have none, and what is in them has.
fn answered(kind: Kind, link: String) -> Vec<String> {
    let (inner, within) = match kind {
        Kind::Group(inner) => (inner, [&link, "."].concat()),
        Kind::Rows(inner) => (inner, [&link, "[]."].concat()),
        Kind::Signature | Kind::Voices => return Vec::new(),
        _ => return vec![link],
    };
    let asked = inner.iter().filter(|field| field.id != "id");
    asked.flat_map(|field| answered(field.kind, [&within, field.id].concat())).collect()
}

fn standard(name: &str, value: AnyValue) -> Extension {
    Extension { url: [STANDARD, name].concat(), value: Some(value), ..Extension::default() }
}

/// A name for programs: `RelapsePlan`.
fn pascal(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    name.split('_').map(word).collect()
}

/// A policy in an id, which has at most 64 letters and digits.
fn short(id: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(id).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
