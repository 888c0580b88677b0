//! Signing, and taking a signature back.

use coplan_model::fields::Kind;
use coplan_model::json::Value;
use coplan_model::signature::{self, Standing};
use coplan_model::{Document, Problem, fields, figures, path};

use super::{Effect, FormStore};

impl FormStore {
    /// Signs, or says what is missing for it.
    pub(super) fn sign(&self, id: &str) {
        let today = self.host.today();
        let mut document = self.document.borrow_mut();
        let problems = signature::sign(&mut document, id, today);
        drop(document);
        self.settle_signature(id, problems);
    }

    /// Takes it back; how it was made stays, to sign again.
    pub(super) fn unsign(&self, id: &str) {
        signature::unsign(&mut self.document.borrow_mut(), id);
        self.settle_signature(id, Vec::new());
    }

    fn settle_signature(&self, id: &str, problems: Vec<Problem>) {
        self.touch(id);
        self.ask(Effect::StructureChanged);
        let focus = if self.signature(id).is_some_and(Standing::is_signed) { "unsign:" } else { "sign:" };
        self.focus.replace(Some([focus, id].concat()));
        if self.show(problems) {
            let key = if focus == "unsign:" { "signature.signed" } else { "signature.unsigned" };
            self.announce(key, &[]);
        }
    }

    /// How the signature of a question stands.
    pub fn signature(&self, id: &str) -> Option<Standing> {
        signature::standing(&self.document.borrow(), signature::role(id))
    }

    /// Takes the last stroke of a drawing away, or all of them.
    pub(super) fn undraw(&self, path: &str, all: bool) {
        let drawing = self.text(path);
        let rest = drawing.rfind('M').filter(|_| !all).map(|at| drawing[..at].to_owned());
        self.write(path, rest.filter(|rest| !rest.is_empty()).map(Value::from));
        self.announce_drawing(path);
        self.touch(path);
        self.ask(Effect::StructureChanged);
        self.render();
    }

    /// Says how many strokes there are.
    pub(super) fn announce_drawing(&self, path: &str) {
        match self.text(path).matches('M').count() {
            0 => self.announce("signature.no_strokes", &[]),
            count => self.announce("signature.strokes", &[("count", &figures::of(count))]),
        }
    }

    /// The text, code or date at a path: of an answer, of the person, or of a signature.
    pub fn text(&self, path: &str) -> String {
        let document = self.document.borrow();
        if let Some(key) = path.strip_prefix("subject.") {
            return path::text(&document.subject, key).to_owned();
        }
        match signature_part(path) {
            Some((id, part)) => {
                let signature = signature::find(&document, signature::role(id));
                signature.map(|signature| path::text(signature, part).to_owned()).unwrap_or_default()
            }
            None => match path::get(&document.answers, path) {
                Some(Value::String(text)) => text.clone(),
                Some(Value::Number(number)) => self.in_digits(number.as_u64().unwrap_or_default()),
                Some(_) => String::new(),
                None => typed_number(&document, path),
            },
        }
    }
}

/// `sign_su.name` is `name` of the signature `sign_su`.
pub(super) fn signature_part(path: &str) -> Option<(&str, &str)> {
    path.split_once('.').filter(|(id, _)| id.starts_with("sign_"))
}

/// What was typed where a number belongs, and is none.
fn typed_number(document: &Document, path: &str) -> String {
    let is_number = || fields::find(document.fields(), path).is_some_and(|field| matches!(field.kind, Kind::Number));
    let typed = || document.entered.get(&path::by_id(&document.answers, path))?.as_str().map(str::to_owned);
    if document.entered.is_empty() || !is_number() { String::new() } else { typed().unwrap_or_default() }
}
