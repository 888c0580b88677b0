//! What stands above a finished form: that it is finished, since when, in which version, and what can be done with it.

use coplan_model::{Status, figures};
use yew::{Html, html};

use super::pages::buttons;
use crate::context::FormContext;
use crate::messages::Mode;
use crate::store::Action;

/// Where it stands in words, and the ways on from there; nothing above a draft.
pub fn finished(form: &FormContext, status: Status) -> Html {
    if !matches!(status, Status::Complete | Status::Amended) {
        return Html::default();
    }
    let document = form.store.document.borrow();
    let day = document.completed_at.as_deref().or(document.saved_at.as_deref());
    let day = day.and_then(|instant| form.store.day_of(instant)).map(|day| form.date(&day.to_iso()));
    let mut facts = vec![form.say(&["status.", status.code()].concat()).to_string()];
    facts.extend(day);
    facts.extend(
        document
            .revision
            .map(|revision| form.tell("paper.revision", &[("revision", &figures::of(revision))]).to_string()),
    );
    drop(document);
    let reviewed = form.store.field("reviews").is_some();
    let settings = form.store.settings.borrow();
    let may_change = !settings.readonly && settings.mode != Mode::Alone;
    drop(settings);
    let ways = [
        (may_change && reviewed, Action::BeginReview, "reviews.add", true),
        (may_change, Action::Amend, "amend", false),
        (form.store.definition().one_page.is_some(), Action::OnePage, "section.one_page", false),
        (true, Action::Print, "print", false),
        (true, Action::Copy, "copy_text", false),
    ];
    let ways = ways.into_iter().filter(|(there, ..)| *there).map(|(_, action, key, main)| (action, key, main));
    html! {
        <div class="coplan-finished">
            <p class="coplan-finished__facts" id="finished" tabindex="-1"><strong>{ facts.join(" · ") }</strong></p>
            { buttons(form, ways) }
            { told(form) }
        </div>
    }
}

/// What became of the button that was pressed. Who does not see it has heard it.
pub fn told(form: &FormContext) -> Html {
    let announcement = form.store.announced.borrow();
    if !announcement.is_shown || announcement.words.is_empty() {
        return Html::default();
    }
    html! { <p class="coplan-told" aria-hidden="true">{ announcement.words.clone() }</p> }
}
