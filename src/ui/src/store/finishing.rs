//! Completing, and changing what is complete: check first, then complete; afterwards a change is an amendment.

use coplan_model::{Moment, amendment};

use crate::messages::Mode;
use crate::policy;

use super::{Effect, FormStore, Page};

impl FormStore {
    /// Complete was pressed. A form with sections is checked first; the person alone saves what is theirs.
    pub(super) fn finish(&self) {
        if self.sections().is_empty() {
            return self.ask(Effect::Complete);
        }
        let alone = self.settings.borrow().mode == Mode::Alone;
        // What is still to cover in a form of many areas is on that page; what blocks completion is said on completing.
        if alone || self.has_list() || self.show_problems(Moment::Complete) {
            self.check();
        }
    }

    /// Every answer, to be checked.
    pub(super) fn check(&self) {
        self.leave_problems();
        self.page.set(Page::Check);
        self.render_and_focus("section-check");
    }

    /// A completed form is opened to be changed; what stands is kept beside it.
    pub(super) fn amend(&self) {
        let today = self.host.today().to_iso();
        let mut document = self.document.borrow_mut();
        // As the host has it.
        policy::prune(&mut document);
        amendment::begin(&mut document, &today);
        // What is added is asked under the policy that is on screen.
        policy::name(&mut document);
        drop(document);
        self.adding.set(true);
        // It begins as whoever opens it finds it.
        self.begin_folds();
        self.lay_out_rows();
        self.page.set(Page::default());
        self.start_adding("keep-complete");
    }

    /// Takes [`FormStore::amend`] back.
    pub(super) fn keep_complete(&self) {
        amendment::take_back(&mut self.document.borrow_mut());
        self.adding.set(false);
        self.page.set(Page::default());
        self.start_adding("amend");
    }
}
