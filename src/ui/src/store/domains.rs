//! What an answer changes elsewhere: when a domain of the assessment was last changed and by whom, and why there is no copy.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{Field, Kind, Need};
use coplan_model::json::{Map, Value};
use coplan_model::people::ME;

use crate::messages::Mode;

use super::FormStore;

/// The status of a domain about which something was written.
const COVERED: &str = "covered";

impl FormStore {
    /// An answer of a domain changed: today, by the person, or by whoever fills this in. Once until a control is left: a key
    /// asks for no date.
    pub(super) fn date_domain(&self, field: &Field, path: &str) {
        let Some(name) = path.strip_prefix("domains.").and_then(|rest| rest.split('.').next()) else { return };
        self.cover_domain(field, name, path);
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

    /// A worker who writes about a domain has covered it, unless they say otherwise; when they take that back at once, it is as open
    /// as it was.
    fn cover_domain(&self, field: &Field, name: &str, path: &str) {
        if self.settings.borrow().mode == Mode::Alone || !matches!(field.kind, Kind::Text(_)) {
            return;
        }
        let status = ["domains.", name, ".status"].concat();
        let mut covered = self.covered.borrow_mut();
        let written = !is_blank_text(&self.text(path));
        match (&*self.text(&status), written) {
            ("", true) => {
                path.clone_into(&mut covered);
                self.write(&status, Some(Value::from(COVERED)));
            }
            (COVERED, false) if *covered == path => {
                covered.clear();
                self.write(&status, None);
            }
            _ => return,
        }
        self.render();
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
