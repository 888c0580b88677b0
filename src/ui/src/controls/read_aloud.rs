//! A question, or the plan on one page, read aloud. What is read and by which voice the class knows (`js/read-aloud.js`), which shows
//! these buttons only where there is a voice on the device itself. Nothing reads by itself.

use yew::{Html, html};

use super::button::unseen;
use crate::context::{FormContext, View};

/// Reads a question, where a person looks on. What is a worker's to ask, in private, is not said aloud.
pub fn of_question(form: &FormContext, path: &str) -> Html {
    if form.view != View::Edit || !form.store.is_paged() || form.store.definition().staff {
        return Html::default();
    }
    // Some questions read the same but for where they stand.
    let apart = if path.contains(['.', '[']) { None } else { form.find(path, "read") };
    let about = apart.map_or_else(|| form.store.called(path), |words| words.to_string());
    button(form, path, &about)
}

/// Reads what it stands in, which is `what`. To those who hear it, it says `about` what it is.
pub fn button(form: &FormContext, what: &str, about: &str) -> Html {
    html! {
        <button class="coplan-small-button coplan-read-aloud" type="button" id={["read:", what].concat()}
            part="button read-aloud" aria-pressed="false">
            { form.say("read_aloud") }{ unseen(about) }
        </button>
    }
}

/// Stops reading, from wherever one is.
pub fn stop(form: &FormContext) -> Html {
    html! {
        <button class="nhsuk-button nhsuk-button--secondary coplan-stop-reading" type="button" id="stop-reading"
            part="button read-aloud">
            { form.say("read_aloud.stop") }
        </button>
    }
}
