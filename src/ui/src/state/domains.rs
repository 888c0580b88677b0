//! What is kept with a domain of the assessment: when it was last changed, and by whom.

use coplan_model::json::{Map, Value};
use coplan_model::people::ME;

use crate::words::Mode;

use super::State;

impl State {
    /// An answer of a domain changed: today, by the person, or by whoever fills this in.
    pub(super) fn date_domain(&self, path: &str) {
        let Some(name) = path.strip_prefix("domains.").and_then(|rest| rest.split('.').next()) else { return };
        let at = |part: &str| ["domains.", name, part].concat();
        let alone = self.settings.borrow().mode == Mode::Alone;
        let (key, who) = if alone { ("person", ME.to_owned()) } else { ("name", self.text("completed_by.name")) };
        let mut someone = Map::new();
        someone.insert(key.to_owned(), Value::from(who.as_str()));
        self.write(&at(".updated_on"), Some(Value::from(self.host.today().to_iso())));
        self.write(&at(".updated_by"), (!who.is_empty()).then_some(Value::Object(someone)));
    }
}
