//! Later documents from earlier ones, as the host's page asks for them. What is carried over the model knows, and nobody else.

use std::rc::Rc;

use coplan_model::json::Value;
use coplan_model::policy::{Policy, PolicyError};
use coplan_model::{CalendarDate, Document, DocumentError, ErrorCode, FormName};
use coplan_model::{start_care_plan, start_from, start_relapse_plan};
use coplan_ui::policy::{self, Applied};
use coplan_ui::{FormStore, Host, User};
use wasm_bindgen::prelude::*;

use crate::host::{Browser, Page};
use crate::value;

/// A new draft with an id of its own: a care plan or a relapse plan, or without a `form` the next of the same. `today` is what the
/// host said, which is the day of `page` by then.
#[wasm_bindgen]
pub fn begin(
    form: &str,
    earlier: &JsValue,
    user: &JsValue,
    today: JsValue,
    policy: &JsValue,
    page: Page,
) -> Result<JsValue, JsValue> {
    let policy = match value::from_js(policy).ok_or_else(PolicyError::too_deep) {
        Ok(Value::Null) => None,
        read => Some(read.and_then(|policy| Policy::read(&policy)).map_err(|error| value::no_policy(&error))?),
    };
    let applied = |form| policy.as_ref().map(|policy| policy::applied(policy, form)).transpose();
    let applied = |form| applied(form).map_err(|error| value::no_policy(&error));
    let begun = begun(form, earlier, &today, &applied, page)?;
    let user = User::from_value(&value::from_js(user).unwrap_or_default());
    begun.set_user(user.map_err(|error| value::refused(&error.path, "user", &error.message))?);
    let document = begun.document.borrow().to_value();
    Ok(value::to_js(&document))
}

fn begun(
    form: &str,
    earlier: &JsValue,
    today: &JsValue,
    applied: &dyn Fn(FormName) -> Result<Option<&'static Applied>, JsValue>,
    page: Page,
) -> Result<FormStore, JsValue> {
    let is_day = |day: String| day.parse::<CalendarDate>().is_ok_and(CalendarDate::is_whole);
    if !today.is_undefined() && !today.as_string().is_some_and(is_day) {
        return Err(value::thrown(&DocumentError::new("today", ErrorCode::NotADate)));
    }
    let browser = Browser(page);
    let thrown = |error| value::thrown(&error);
    let read = value::from_js(earlier).ok_or_else(Document::too_deep).map_err(thrown)?;
    let expected = (form == "care_plan").then_some(FormName::ComprehensiveAssessment);
    let earlier = Document::from_value(read, expected).map_err(thrown)?;
    let rules = applied(earlier.form)?.map(|applied| applied.rules);
    let earlier = policy::under(earlier, rules);
    let mut document = match form {
        "care_plan" => start_care_plan(&earlier, &mut || browser.new_id()),
        "relapse_plan" => start_relapse_plan(&earlier).map_err(thrown)?,
        _ => start_from(&earlier).map_err(thrown)?,
    };
    document.id = browser.uuid();
    let store = FormStore::new(document.form, Rc::new(browser));
    store.set_policy(applied(document.form)?);
    store.open(document);
    Ok(store)
}
