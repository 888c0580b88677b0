//! Later documents from earlier ones, as the host's page asks for them. What is carried over the model knows, and nobody else.

use std::rc::Rc;

use coplan_model::{CalendarDate, Document, DocumentError, ErrorCode, FormName};
use coplan_model::{start_care_plan, start_from, start_relapse_plan};
use coplan_ui::{FormStore, Host, User};
use wasm_bindgen::prelude::*;

use crate::host::{Browser, Page};
use crate::value;

/// A browser, on a day that the host may have said.
struct On {
    browser: Browser,
    today: Option<CalendarDate>,
}

impl Host for On {
    fn today(&self) -> CalendarDate {
        self.today.unwrap_or_else(|| self.browser.today())
    }
    fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        self.browser.day_of(instant)
    }
    fn time_of_day(&self) -> String {
        self.browser.time_of_day()
    }
    fn instant(&self) -> String {
        self.browser.instant()
    }
    fn clock(&self) -> f64 {
        self.browser.clock()
    }
    fn uuid(&self) -> String {
        self.browser.uuid()
    }
}

/// A new draft with an id of its own: a care plan or a relapse plan, or without a `form` the next of the same.
#[wasm_bindgen]
pub fn begin(form: &str, earlier: &JsValue, user: &JsValue, today: JsValue, page: Page) -> Result<JsValue, JsValue> {
    let begun = begun(form, earlier, &today, page).map_err(|error| value::thrown(&error))?;
    let user = User::from_value(&value::from_js(user).unwrap_or_default());
    begun.set_user(user.map_err(|error| {
        let thrown = js_sys::Error::new(&error.message);
        thrown.set_name("CoplanDocumentError");
        value::put(&thrown, "path", &JsValue::from_str(&error.path));
        value::put(&thrown, "code", &"user".into());
        JsValue::from(thrown)
    })?);
    let document = begun.document.borrow().to_value();
    Ok(value::to_js(&document))
}

fn begun(form: &str, earlier: &JsValue, today: &JsValue, page: Page) -> Result<FormStore, DocumentError> {
    let today = match today.as_string() {
        Some(day) => Some(day.parse().map_err(|_| DocumentError::new("today", ErrorCode::NotADate))?),
        None if today.is_undefined() || today.is_null() => None,
        None => return Err(DocumentError::new("today", ErrorCode::NotADate)),
    };
    let on = On { browser: Browser(page), today };
    let read = value::from_js(earlier).ok_or_else(Document::too_deep)?;
    let expected = (form == "care_plan").then_some(FormName::ComprehensiveAssessment);
    let earlier = Document::from_value(read, expected)?;
    let mut document = match form {
        "care_plan" => start_care_plan(&earlier, &mut || on.new_id()),
        "relapse_plan" => start_relapse_plan(&earlier)?,
        _ => start_from(&earlier)?,
    };
    document.id = on.uuid();
    let store = FormStore::new(document.form, Rc::new(on));
    store.open(document);
    Ok(store)
}
