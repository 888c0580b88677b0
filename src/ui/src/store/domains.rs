//! What an answer changes elsewhere: when a domain of the assessment was last changed and by whom, and why there is no copy.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{Field, Need};
use coplan_model::json::{Map, Value};
use coplan_model::people::ME;

use crate::messages::Mode;

use super::FormStore;

impl FormStore {
    /// An answer of a domain changed: today, by the person, or by whoever fills this in. Once until a control is left: a key
    /// asks for no date.
    pub(super) fn date_domain(&self, field: &Field, path: &str) {
        let Some(name) = path.strip_prefix("domains.").and_then(|rest| rest.split('.').next()) else { return };
        // What is kept has no control: it is seen once it is rendered.
        if field.need == Need::Kept {
            self.render();
        }
        if self.dated.replace(name.to_owned()) == name {
            return;
        }
        let at = |part: &str| ["domains.", name, part].concat();
        let alone = self.settings.borrow().mode == Mode::Alone;
        let (key, who) = if alone { ("person", ME.to_owned()) } else { ("name", self.text("completed_by.name")) };
        let mut someone = Map::new();
        someone.insert(key.to_owned(), Value::from(who.as_str()));
        self.write(&at(".updated_on"), Some(Value::from(self.host.today().to_iso())));
        self.write(&at(".updated_by"), (!is_blank_text(&who)).then_some(Value::Object(someone)));
    }

    /// Why the person gets no copy is put aside once they get one, and comes back when they do not.
    pub(super) fn settle_copies(&self) {
        const REASON: &str = "no_su_copy_reason";
        let mut document = self.document.borrow_mut();
        let mut aside = self.set_aside.borrow_mut();
        if !document.asks_by_rule(REASON) {
            if let Some(reason) = document.answers.remove(REASON) {
                aside.insert(REASON.to_owned(), reason);
            }
        } else if !document.answers.contains_key(REASON)
            && let Some(reason) = aside.remove(REASON)
        {
            document.answers.insert(REASON.to_owned(), reason);
        }
    }
}
