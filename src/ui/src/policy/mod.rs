//! A form as a trust's policy has it on screen: which sections it has, in which order, and where the trust's own questions stand.

mod sections;
mod words;

use coplan_model::json::Value;
use coplan_model::policy::{Known, Outline, Policy, PolicyError, Rules};
use coplan_model::{Document, FormName};

pub(crate) use words::prune;

use crate::forms;
use crate::layout::section::{Part, Section};
use crate::messages::{LOCKED, Messages};
use crate::normal::decomposed;
use crate::store::FormStore;

/// A form as a policy has it.
#[derive(Debug)]
pub struct Applied {
    /// What the model knows of it.
    pub rules: &'static Rules,
    /// Its sections, in the policy's order.
    pub sections: &'static [Section],
}

/// A form as this policy has it.
///
/// # Errors
/// The first place in the policy that is wrong.
pub fn applied(policy: &Policy, form: FormName) -> Result<&'static Applied, PolicyError> {
    let (once, locked) = (&*Messages::new(form).once(), &LOCKED);
    let known = Known { sections: &outlines, places: &places, locked, once, decomposed: &decomposed };
    let rules = policy.rules(form, &known)?;
    Ok(sections::kept(rules))
}

/// The sections of a form, as far as a policy has to do with them.
fn outlines(form: FormName) -> Vec<Outline> {
    let outline = |section: &Section| Outline {
        id: section.id,
        paths: section.paths().collect(),
        locked: section.parts.iter().any(|part| matches!(part, Part::Notice(_))),
    };
    forms::definition(form).sections.iter().map(outline).collect()
}

/// The questions of a form that one of the trust's own can follow.
fn places(form: FormName) -> Vec<&'static str> {
    let definition = forms::definition(form);
    definition.sections.iter().flat_map(Section::paths).chain(definition.questions.iter().copied()).collect()
}

impl FormStore {
    /// The policy under which the form is on screen.
    pub fn policy(&self) -> Option<&'static Applied> {
        self.applied.get()
    }

    /// What the model knows of it.
    pub fn rules(&self) -> Option<&'static Rules> {
        self.applied.get().map(|applied| applied.rules)
    }

    /// Takes a policy, or none. The document on screen is read anew under it, and nothing in it is lost.
    pub fn set_policy(&self, applied: Option<&'static Applied>) {
        self.applied.set(applied);
        let messages = applied.map(|applied| applied.rules.messages.clone());
        self.messages.borrow_mut().take_policy(messages.unwrap_or_default());
        let document = self.document.borrow().clone();
        self.document.replace(under(document, self.rules()));
        self.lay_out_rows();
        self.render();
    }

    /// The trust's own questions that follow the one at a path, or one within it, and those that follow them.
    pub fn own_within(&self, path: &str) -> Vec<&'static str> {
        let placed = self.rules().map(|rules| rules.placed).unwrap_or_default();
        sections::own_within(placed, path)
    }
}

/// A document that was read already, read under other rules.
pub fn under(document: Document, rules: Option<&'static Rules>) -> Document {
    if document.rules == rules {
        return document;
    }
    Document::under(document.to_whole_value(), Some(document.form), rules).unwrap_or(document)
}

/// Says in a document under which policy it is written.
pub fn name(document: &mut Document) {
    let Some(rules) = document.rules else { return };
    let named = [("id", &rules.id), ("version", &rules.version)];
    document.policy.extend(named.map(|(key, text)| (key.to_owned(), Value::from(&**text))));
}
