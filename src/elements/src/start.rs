//! From an assessment to a plan, as the host's page asks for it. What is carried over the model knows, and nobody else.

use coplan_model::{Document, FormName, start_care_plan};
use wasm_bindgen::prelude::*;

use crate::value;

#[wasm_bindgen]
extern "C" {
    /// A random UUID.
    pub type Uuid;

    /// One more.
    #[wasm_bindgen(method)]
    fn call(this: &Uuid) -> String;
}

/// A new plan, which has an id of its own.
#[wasm_bindgen(js_name = startCarePlan)]
pub fn start(assessment: &JsValue, uuid: &Uuid) -> Result<JsValue, JsValue> {
    let read = value::from_js(assessment).ok_or_else(Document::too_deep);
    let read = read.and_then(|value| Document::from_value(value, Some(FormName::ComprehensiveAssessment)));
    let assessment = read.map_err(|error| value::thrown(&error))?;
    let mut plan = start_care_plan(&assessment, &mut || uuid.call().chars().take(8).collect());
    plan.id = uuid.call();
    Ok(value::to_js(&plan.to_value()))
}
