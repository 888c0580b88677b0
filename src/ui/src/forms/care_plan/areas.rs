//! Areas of the assessment that are to go into the plan, each with a button that begins its goal.

use coplan_model::FormName;
use yew::{Html, html};

use crate::context::{FormContext, View};
use crate::controls::button::small_button;
use crate::messages::Mode;
use crate::store::Action;

/// The areas that no goal is about yet; nothing where there is none, or where no goal is begun.
pub fn show(form: &FormContext) -> Html {
    let areas = form.store.areas();
    if areas.is_empty() || form.view != View::Edit || form.mode() == Mode::Alone {
        return Html::default();
    }
    let areas = areas.into_iter().map(|area| {
        let key = ["domains.", area].concat();
        let name = form.store.messages.borrow().say_of(FormName::ComprehensiveAssessment, &key);
        let begin = small_button(form, Action::BeginGoal(area.to_owned()), form.say("areas.begin"), &name);
        html! { <li key={area}>{ name.clone() }{ " " }{ begin }</li> }
    });
    html! {
        <div class="nhsuk-inset-text">
            <p>{ form.say("areas") }</p>
            <ul class="nhsuk-list">{ areas.collect::<Html>() }</ul>
        </div>
    }
}
