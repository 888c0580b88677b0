//! What happened, said to those who do not see it (WCAG 4.1.3): a sentence in a place that was there before it
//! (`layout/screen.rs`). It is made of the form's own words and of numbers, and never holds an answer.

use coplan_model::fields::{self, Field, Kind, Need};
use coplan_model::{asked, figures, path};
use yew::AttrValue;

use super::FormStore;

/// A sentence, and how many came before it: the same again is another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Announcement {
    /// Which one it is.
    pub number: u32,
    /// What it says; nothing once something else has happened.
    pub words: AttrValue,
    /// Nothing else on screen shows it: it is shown beside what was pressed, too.
    pub is_shown: bool,
}

impl FormStore {
    /// Says that something happened, by the key of a sentence and what that is told.
    pub fn announce(&self, key: &str, told: &[(&str, &str)]) {
        let words = self.messages.borrow().tell(key, told);
        let number = self.announced.borrow().number.wrapping_add(1);
        self.announced.replace(Announcement { number, words, is_shown: false });
    }

    /// Says what became of something that changes nothing on screen, and shows it.
    pub fn tell(&self, key: &str) {
        self.announce(key, &[]);
        self.announced.borrow_mut().is_shown = true;
    }

    /// Something else happens: what was said is over.
    pub(super) fn fall_silent(&self) {
        self.announced.borrow_mut().words = AttrValue::default();
    }

    /// Says how many questions are asked more than were, of those that may hang on the one at `path`.
    pub(super) fn announce_questions(&self, path: &str, before: usize) {
        let more = self.count_asked(path).saturating_sub(before);
        if more > 0 {
            self.announce("new_questions", &[("count", &figures::of(more))]);
        }
    }

    /// How many questions are asked now beside the one at `path` that may hang on it, those in groups among them.
    pub(super) fn count_asked(&self, path: &str) -> usize {
        let audience = self.settings.borrow().mode.audience();
        let document = self.document.borrow();
        let all = document.fields();
        let group = path::parent(path).0;
        let beside = fields::find(all, group).and_then(|field| field.kind.inner()).unwrap_or(all);
        let is_asked = |path: &str| asked(&document, path, audience);
        let within = |group: &str, id: &str| if group.is_empty() { id.to_owned() } else { [group, ".", id].concat() };
        let hangs = |field: &&Field| field.only_if.is_some() || field.need == Need::ByRule;
        let of = |field: &Field| match (within(group, field.id), field.kind) {
            (path, _) if !is_asked(&path) => 0,
            (path, Kind::Group(inner)) => inner.iter().filter(|field| is_asked(&within(&path, field.id))).count(),
            _ => 1,
        };
        beside.iter().filter(hangs).map(of).sum()
    }
}
