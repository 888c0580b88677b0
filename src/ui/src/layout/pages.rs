//! A form that has sections, in all the ways it is seen: filled in as a whole or a section a page, checked, read, on paper.

use coplan_model::blank::is_blank_text;
use coplan_model::figures;
use coplan_model::voices::Voice;
use coplan_model::{Moment, Status, path};
use yew::{Html, component, html};

use super::contents::{self, last_time};
use super::earlier::{changes, earlier};
use super::finished::finished;
use super::frame::{self, SavingStatus};
use super::heading;
use super::help_now::crisis;
use super::one_page;
use super::one_question::{carried, elsewhere, first_missing, laid, notice, questions};
use super::overview;
use super::recorded;
use super::section::{Part, Progress, Section, progress};
use super::{since, whole};
use crate::context::{FormContext, FormProps, View};
use crate::controls::button::{button, small_button};
use crate::controls::error_summary::{self, error_summary};
use crate::controls::radios::radio;
use crate::controls::{keyed, summary_list};
use crate::messages::{Mode, fill, in_html, isolated};
use crate::store::{Action, Page, heading_id};

/// Who is in the team (dictionary, §1.2): the same in every form.
pub const TEAM: Section = Section::staff(
    "team",
    &[
        Part::Ask("care_coordinator"),
        Part::Ask("standin"),
        Part::Ask("gp"),
        Part::Ask("primary_contact"),
        Part::Ask("team_members"),
        Part::Ask("su_choice_of_coordinator"),
        Part::Ask("su_choice_note"),
    ],
);

/// What says which copy a row is: who gets it, and which parts.
pub const COPY_LINE: (&str, &[&str]) = ("copies", &["recipient", "name", "what"]);

/// Who gets a copy (dictionary, §1.5): the same in every form.
pub const COPIES: Section = Section::staff("copies", &[Part::Ask("copies"), Part::Ask("no_su_copy_reason")]);

/// The form, on the page that it is at.
#[component]
pub fn Pages(FormProps { form }: &FormProps) -> Html {
    if form.store.page.get() == Page::OnePage
        && let Some(plan) = form.store.definition().one_page
    {
        return keyed(one_page::ID, one_page::page(form, plan));
    }
    if is_read(form) {
        let read = html! {
            <>
                { sections(&form.seen(View::Check)) }
                { changes(form) }
                { since::previous(form) }
                { earlier(form) }
            </>
        };
        return html! {
            <>
                { frame::title(form) }
                { finished(form, form.store.document.borrow().status) }
                { replaced(form) }
                { error_summary(form) }
                { if form.mode() == Mode::Staff { columns(true, contents::of_finished(form), read) } else { read } }
                <SavingStatus form={form.clone()} />
            </>
        };
    }
    let page = match form.store.page.get() {
        Page::Check => keyed("check", check(form)),
        Page::Later => keyed("later", later_page(form)),
        _ if form.store.turns_pages() => turned(form),
        _ => keyed("whole", whole::whole(form)),
    };
    html! {
        <>
            { crisis(form) }
            { frame::title(form) }
            { replaced(form) }
            { amending(form) }
            { error_summary(form) }
            { beside(form, page) }
        </>
    }
}

/// Whether it is read, as what is finished is.
fn is_read(form: &FormContext) -> bool {
    form.view != View::Edit || form.store.document.borrow().status != Status::Draft && !form.store.adding.get()
}

/// Whether it is filled in on a page after the first.
pub(super) fn goes_on(form: &FormContext) -> bool {
    !is_read(form) && form.store.goes_on()
}

/// Where a worker fills in the form, what is in it stands beside the page. A list of areas on a page of its own is its own contents.
fn beside(form: &FormContext, page: Html) -> Html {
    let listed = form.store.has_list() && form.store.turns_pages() && form.store.section_index() == 0;
    if form.mode() != Mode::Staff || matches!(form.store.page.get(), Page::Check | Page::Later) {
        return page;
    }
    if listed {
        return html! { <div class="coplan-room coplan-list">{ page }</div> };
    }
    columns(form.store.turns_pages(), contents::contents(form), page)
}

/// What is in the form, and beside it the page; above it where there is no room, unless it is not wanted there.
fn columns(only_beside: bool, contents: Html, page: Html) -> Html {
    let class = if only_beside { "coplan-columns coplan-columns--turned" } else { "coplan-columns" };
    html! {
        <div class="coplan-room"><div {class}>{ contents }<div class="coplan-columns__page">{ page }</div></div></div>
    }
}

/// On paper.
pub fn read(form: &FormContext) -> Html {
    html! { <>{ frame::title(form) }{ replaced(form) }{ sections(form) }{ changes(form) }</> }
}

/// The section whose turn it is, and the buttons under it.
fn turned(form: &FormContext) -> Html {
    let at = form.store.section_index();
    let sections = form.store.sections();
    let Some(section) = sections.get(at) else { return Html::default() };
    let page = html! {
        <>
            { speaker(form) }
            { if form.store.is_paged() { last_time(form) } else { Html::default() } }
            { edit(form, section) }
            { turning(form, at) }
        </>
    };
    keyed(section.id, page)
}

/// A section to be filled in.
pub(super) fn edit(form: &FormContext, section: &Section) -> Html {
    block(section.id, html! { <>{ title(form, section.id) }{ inside(form, section) }</> })
}

/// What is under the heading of a section that is filled in.
pub(super) fn inside(form: &FormContext, section: &Section) -> Html {
    let begins = form.store.question_on_screen().is_none_or(|(_, place)| place.first);
    let lead = form.find(&["section.", section.id].concat(), "lead").filter(|_| begins);
    let lead = lead.map(|lead| html! { <p class="coplan-lead">{ lead }</p> });
    html! {
        <>
            { lead.unwrap_or_default() }
            { if begins { overview::about(form, section) } else { Html::default() } }
            { carried(form, section) }
            { if begins { elsewhere(form, section) } else { Html::default() } }
            { questions(form, section) }
        </>
    }
}

/// A section under its heading.
pub(super) fn block(id: &str, inside: Html) -> Html {
    html! { <section class="coplan-section" part="section" aria-labelledby={heading_id(id)}>{ inside }</section> }
}

/// A section's heading. It takes the focus when its page is opened.
pub(super) fn title(form: &FormContext, id: &str) -> Html {
    let key = ["section.", id].concat();
    // Where it is not the order of the paper form, its parts have no numbers.
    let numbered = form.view == View::Print || !form.store.begins_elsewhere();
    let part =
        form.find(&key, "part").filter(|_| numbered).map(|part| html! { <span class="coplan-part">{ part }</span> });
    let words = html! { <>{ part.unwrap_or_default() }{ form.say(&key) }</> };
    heading(form, 1, "nhsuk-heading-m", Some(heading_id(id)), words)
}

/// All sections to be read, each with a way back to it while answers are being checked.
pub(super) fn sections(form: &FormContext) -> Html {
    let sections = match form.view {
        View::Print => form.store.sections_on_paper(),
        _ => form.store.sections(),
    };
    let come = progress(&form.store, &sections);
    let checking = form.is_checking();
    let staff = form.mode() == Mode::Staff;
    let brief = form.view == View::Print || form.store.has_list() || !checking && !staff;
    // On paper, only a worker's says what is not in it.
    let folded = !form.names_unanswered() && (form.view == View::Check || staff);
    let alone = checking && form.mode() == Mode::Alone;
    let missing = if alone { form.store.problems(Moment::Complete) } else { Vec::new() };
    let next = first_missing(form, &missing);
    let single = next.is_some();
    let read = sections.iter().zip(come).map(|(section, come)| {
        let shows = section.parts.iter().any(|part| matches!(part, Part::Show(_) | Part::Notice(_)));
        let lacks = !single && missing.iter().any(|problem| section.has(&problem.path));
        if brief && come.progress == Progress::NotStarted && !lacks && !shows {
            return keyed(section.id, Html::default());
        }
        let shown = section.parts.iter().filter_map(|part| match part {
            Part::Lay(path, show) => Some(laid(form, path, *show)),
            Part::Show(show) => Some(show(form)),
            Part::Notice(key) => Some(notice(form, key)),
            Part::Ask(_) => None,
        });
        let listed = section.parts.iter().filter_map(|part| match part {
            Part::Ask(path) => Some(*path),
            _ => None,
        });
        let change = checking.then(|| {
            let about = form.say(&["section.", section.id].concat());
            small_button(form, Action::Go(section.id.to_owned()), form.say("change_answers"), &about)
        });
        html! {
            <section key={section.id}>
                { title(form, section.id) }
                { overview::about(form, section) }
                { if lacks { error_summary::of_section(form, &missing, section) } else { Html::default() } }
                { shown.collect::<Html>() }
                { summary_list::list(listed.clone().map(|path| keyed(path, form.field(path))).collect()) }
                { if folded { summary_list::unanswered(form, listed) } else { Html::default() } }
                { change.unwrap_or_default() }
            </section>
        }
    });
    let key = if single { "check.missing_next" } else { "check.missing" };
    let lead = (!missing.is_empty()).then(|| html! { <p class="coplan-lead">{ form.say(key) }</p> });
    html! {
        <>
            { lead.unwrap_or_default() }
            { next.unwrap_or_default() }
            { read.collect::<Html>() }
            { recorded::section(form) }
            { unfinished(form) }
        </>
    }
}

/// Whether a draft says why it is not finished.
pub fn is_unfinished(form: &FormContext) -> bool {
    let document = form.store.document.borrow();
    document.status == Status::Draft && !path::text(&document.answers, "incomplete_reason").is_empty()
}

/// Why a draft is not finished, and when someone comes back to it.
fn unfinished(form: &FormContext) -> Html {
    if !is_unfinished(form) {
        return Html::default();
    }
    html! { <section>{ title(form, "later") }{ summary_list::list(form.fields(&LATER)) }</section> }
}

/// What is asked of a form that is not finished.
pub const LATER: [&str; 3] = ["incomplete_reason", "incomplete_note", "return_date"];

/// A page of its own for it, where a person looks on.
fn later_page(form: &FormContext) -> Html {
    let save = (!form.store.settings.borrow().host_actions).then_some((Action::Save, "save", true));
    html! {
        <>
            { whole::later(form) }
            { buttons(form, save.into_iter().chain([(Action::Change, "later.back", false)])) }
            <SavingStatus form={form.clone()} saved="later.saved" />
        </>
    }
}

/// Every answer, to be checked before completing (NHS service manual, check answers).
fn check(form: &FormContext) -> Html {
    let on = match form.mode() {
        Mode::Alone => (Action::Save, "save", true),
        _ => (Action::Confirm, "confirm", true),
    };
    let on = (!form.store.settings.borrow().host_actions).then_some(on);
    html! {
        <>
            { title(form, "check") }
            { sections(&form.seen(View::Check)) }
            { since::previous(form) }
            { buttons(form, on.into_iter().chain([(Action::Change, "check.back", false)])) }
            { if form.mode() == Mode::Staff { Html::default() } else { one_page::way(form) } }
            <SavingStatus form={form.clone()} />
        </>
    }
}

/// Before anybody signs, answers are checked: what is corrected afterwards has to be signed again.
pub fn check_first(form: &FormContext) -> Html {
    if form.view != View::Edit {
        return Html::default();
    }
    html! {
        <div class="nhsuk-inset-text">
            <p>{ form.say("sign_after_check") }</p>
            { small_button(form, Action::Check, form.say("section.check"), "") }
        </div>
    }
}

/// Buttons side by side, each with the key of its words and whether it is the main one.
pub(super) fn buttons(form: &FormContext, buttons: impl Iterator<Item = (Action, &'static str, bool)>) -> Html {
    let buttons = buttons.map(|(action, key, main)| keyed(key, button(form, action, form.say(key), main)));
    html! { <div class="nhsuk-button-group">{ buttons.collect::<Html>() }</div> }
}

/// The buttons under a page, and how saving stands.
fn turning(form: &FormContext, at: usize) -> Html {
    let listed = form.store.has_list();
    let staff = form.mode() == Mode::Staff;
    if listed && at == 0 && staff {
        return html! { <>{ whole::later(form) }{ frame::actions(form) }</> };
    }
    let back = match (listed, at) {
        (true, 0) => Some((Action::Complete, "section.check", false)),
        (false, 0) if form.store.question_on_screen().is_none_or(|(_, place)| place.first) => None,
        (true, _) => Some((Action::Go(overview::ID.to_owned()), "list.back", false)),
        (false, _) => Some((Action::Back, "back", false)),
    };
    let leave = match staff {
        true => (!form.store.settings.borrow().host_actions).then_some((Action::Save, "save", false)),
        false => Some((Action::Later, "later", false)),
    };
    let on = (Action::Continue, "continue", true);
    let place = (!listed).then(|| {
        let count = figures::of(form.store.sections().len());
        let key = if form.store.asks_one_question() { "section_of" } else { "page_of" };
        let place = form.tell(key, &[("n", &figures::of(at + 1)), ("count", &count)]);
        html! { <p class="nhsuk-hint coplan-place">{ place }</p> }
    });
    html! {
        <div class="coplan-actions" part="actions">
            { buttons(form, [on].into_iter().chain(back).chain(leave)) }
            { if staff { Html::default() } else { one_page::way(form) } }
            { place.unwrap_or_default() }
            <SavingStatus form={form.clone()} />
        </div>
    }
}

/// Whose words are being typed. It is always on screen, and one tap changes it.
pub(super) fn speaker(form: &FormContext) -> Html {
    if form.mode() == Mode::Alone || form.store.field("voices").is_none() {
        return Html::default();
    }
    let now = form.store.speaker();
    let name = form.text("subject.name");
    let name = if is_blank_text(&name) { form.say("speaker.unnamed").to_string() } else { isolated(&name) };
    let choices = Voice::CODES.iter().enumerate().map(|(index, code)| {
        let words = in_html(&fill(&form.option("speaker", code), &[("name", &name)]));
        let radio = radio(form, "speaker", code, words, index, now == *code, None);
        html! { <div key={*code} class="nhsuk-radios__item">{ radio }</div> }
    });
    html! {
        <fieldset class="nhsuk-fieldset coplan-speaker">
            <legend class="nhsuk-fieldset__legend coplan-speaker__legend">{ form.say("speaker") }</legend>
            <div class="nhsuk-radios nhsuk-radios--inline coplan-speaker__choices">{ choices.collect::<Html>() }</div>
        </fieldset>
    }
}

/// Another document has taken this one's place.
fn replaced(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let Some(day) = document.replaced_on.as_deref() else { return Html::default() };
    html! { <p class="coplan-replaced">{ form.tell("replaced_on", &[("date", &form.date(day))]) }</p> }
}

/// A completed form is being changed.
fn amending(form: &FormContext) -> Html {
    if !form.store.adding.get() {
        return Html::default();
    }
    html! {
        <div class="nhsuk-inset-text">
            <p>{ form.say("amending") }</p>
            { button(form, Action::KeepComplete, form.say("keep_complete"), false) }
        </div>
    }
}
