//! Answers from an earlier document, which somebody has to look at.

use coplan_model::carried;

use super::{Effect, FormStore, heading_id};

impl FormStore {
    /// The day of the earlier document that the answer at a path is from; `None` for one of this document's own.
    pub fn carried_since(&self, path: &str) -> Option<String> {
        carried::since(&self.document.borrow(), path).map(str::to_owned)
    }

    /// Whether a section has such answers to whoever is at the screen.
    pub fn has_carried(&self, section: &str) -> bool {
        let audience = self.settings.borrow().mode.audience();
        let document = self.document.borrow();
        self.paths_of(section).iter().any(|path| carried::is_any_in(&document, path, audience))
    }

    /// They have been looked at, all of a section.
    pub(super) fn confirm_carried(&self, section: &str) {
        let audience = self.settings.borrow().mode.audience();
        let paths = self.paths_of(section);
        carried::confirm(&mut self.document.borrow_mut(), &paths, audience);
        if let Some(first) = paths.first() {
            self.ask(Effect::Changed((*first).to_owned()));
        }
        self.shown.borrow_mut().retain(|problem| problem.code != "carried" || !paths.contains(&&*problem.path));
        self.announce("carried.confirmed", &[]);
        self.render_and_focus(&heading_id(section));
    }

    pub(super) fn paths_of(&self, section: &str) -> Vec<&'static str> {
        let found = self.sections().into_iter().find(|one| one.id == section);
        found.map(|section| section.paths().collect()).unwrap_or_default()
    }
}
