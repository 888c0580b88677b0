//! A form that has sections, in all the ways it is seen: filled in as a whole or a section a page, checked, read, on paper.

use coplan_model::figures;
use coplan_model::json::Value;
use coplan_model::voices::Voice;
use coplan_model::{Status, path};
use yew::Html;

use super::frame::{self, button};
use super::overview;
use super::section::{Part, Progress, Section, progress};
use crate::context::{FormContext, View};
use crate::controls::{details, radios, summary_list};
use crate::markup::{all, of, tag};
use crate::messages::{Mode, in_html, isolated};
use crate::store::{Page, heading};

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

/// Who gets a copy (dictionary, §1.5): the same in every form.
pub const COPIES: Section = Section::staff("copies", &[Part::Ask("copies"), Part::Ask("no_su_copy_reason")]);

/// Draws it.
pub fn draw(form: &FormContext) -> Html {
    let status = form.store.document.borrow().status;
    let reading = form.view != View::Edit || status != Status::Draft && !form.store.adding.get();
    let mut pieces = vec![frame::heading(form), replaced(form)];
    if reading {
        pieces.extend([
            frame::notices(form),
            read(&form.seen(View::Check)),
            changes(form),
            earlier(form),
            amend(form, status),
        ]);
        pieces.push(frame::status(form));
        return all(pieces);
    }
    pieces.extend([crisis(form), amending(form), frame::notices(form)]);
    match form.store.page.get() {
        Page::Check => pieces.extend([check(form), frame::status(form)]),
        Page::Later => pieces.push(later_page(form)),
        _ if form.store.turns_pages() => {
            let sections = form.store.sections();
            let at = form.store.section_index();
            pieces.extend(sections.get(at).map(|section| all(vec![speaker(form), edit(form, section)])));
            pieces.push(turning(form, at));
        }
        _ => {
            let sections = form.store.sections();
            pieces.extend([contents(form, &sections), speaker(form)]);
            pieces.extend(sections.iter().map(|section| edit(form, section)));
            pieces.push(later(form));
            pieces.push(frame::actions(form));
        }
    }
    all(pieces)
}

/// On paper.
pub fn print(form: &FormContext) -> Html {
    all(vec![frame::heading(form), replaced(form), read(form), changes(form)])
}

/// A section to be filled in.
fn edit(form: &FormContext, section: &Section) -> Html {
    let key = ["section.", section.id].concat();
    let block = of("section", "coplan-section").attr("part", "section").attr("aria-labelledby", heading(section.id));
    let block = block.child(title(form, section.id));
    let lead = form.find(&key, "lead").map(|lead| of("p", "coplan-lead").say(lead).end());
    let lead = lead.into_iter().chain([overview::about(form, section)]);
    let parts = section.parts.iter().map(|part| match part {
        // Its questions stand under the section's own title.
        Part::Ask(path) if *path == section.id => form.inside(path),
        Part::Ask(path) => form.field(path),
        Part::Show(show) => show(form),
    });
    block.child(all(lead.chain(parts).collect())).end()
}

/// A section's heading. It takes the focus when its page is opened.
fn title(form: &FormContext, id: &str) -> Html {
    let key = ["section.", id].concat();
    let mut title = of("h3", "nhsuk-heading-m").attr("id", heading(id)).attr("tabindex", "-1");
    if let Some(part) = form.find(&key, "part") {
        title = title.put(of("span", "coplan-part").say(part));
    }
    title.say(form.say(&key)).end()
}

/// All sections to be read, each with a way back to it while answers are being checked.
fn read(form: &FormContext) -> Html {
    let sections = form.store.sections();
    let come = progress(&form.store, &sections);
    let open = form.store.document.borrow().status == Status::Draft || form.store.adding.get();
    let checking = open && form.store.page.get() == Page::Check && form.view == View::Check;
    let draw = |(section, come): (&&'static Section, Progress)| {
        let says_more = section.parts.iter().any(|part| matches!(part, Part::Show(_)));
        let brief = form.view == View::Print || form.store.has_list();
        if brief && come == Progress::NotStarted && !says_more {
            return Html::default();
        }
        let mut block = tag("section").child(title(form, section.id)).child(overview::about(form, section));
        for part in section.parts {
            if let Part::Show(show) = part {
                block = block.child(show(form));
            }
        }
        block = block.child(summary_list::list(all(section.paths().map(|path| form.field(path)).collect())));
        if checking {
            let about = form.say(&["section.", section.id].concat());
            block = block.child(frame::named_button(form, ["go:", section.id].concat(), "change_answers", &about));
        }
        block.end()
    };
    all(sections.iter().zip(come).map(draw).chain([unfinished(form)]).collect())
}

/// Why a draft is not finished, and when someone comes back to it.
fn unfinished(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    if document.status != Status::Draft || path::text(&document.answers, "incomplete_reason").is_empty() {
        return Html::default();
    }
    drop(document);
    let list = summary_list::list(form.fields(&LATER));
    tag("section").child(title(form, "later")).child(list).end()
}

const LATER: [&str; 3] = ["incomplete_reason", "incomplete_note", "return_date"];

/// The same, asked. A finished form has nothing left to come back to.
fn later(form: &FormContext) -> Html {
    if form.store.adding.get() {
        return Html::default();
    }
    let block = of("section", "coplan-section").attr("part", "section").attr("aria-labelledby", heading("later"));
    block.child(title(form, "later")).child(form.fields(&LATER)).end()
}

/// A page of its own for it, where a person looks on.
fn later_page(form: &FormContext) -> Html {
    let mut group = of("div", "nhsuk-button-group");
    if !form.store.settings.borrow().host_actions {
        group = group.child(button(form, "save", "save", true));
    }
    let group = group.child(button(form, "change", "later.back", false)).end();
    all(vec![later(form), group, frame::status(form)])
}

/// Every answer, to be checked before completing (NHS service manual, check answers).
fn check(form: &FormContext) -> Html {
    let alone = form.mode() == Mode::Alone;
    let mut group = of("div", "nhsuk-button-group");
    if !form.store.settings.borrow().host_actions {
        group = group.child(if alone {
            button(form, "save", "save", true)
        } else {
            button(form, "confirm", "confirm", true)
        });
    }
    let group = group.child(button(form, "change", "check.back", false)).end();
    all(vec![title(form, "check"), read(&form.seen(View::Check)), group])
}

/// The buttons under a page, and how saving stands.
fn turning(form: &FormContext, at: usize) -> Html {
    let listed = form.store.has_list();
    let staff = form.mode() == Mode::Staff;
    if listed && at == 0 && staff {
        return all(vec![later(form), frame::actions(form)]);
    }
    let mut group = of("div", "nhsuk-button-group").child(button(form, "continue", "continue", true));
    if at > 0 {
        let (id, key) = if listed { ("go:overview", "list.back") } else { ("back", "back") };
        group = group.child(button(form, id, key, false));
    } else if listed {
        group = group.child(button(form, "complete", "section.check", false));
    }
    let (id, key) = if staff { ("save", "save") } else { ("later", "later") };
    if !(staff && form.store.settings.borrow().host_actions) {
        group = group.child(button(form, id, key, false));
    }
    if listed {
        return of("div", "coplan-actions").attr("part", "actions").put(group).child(frame::status(form)).end();
    }
    let count = figures::of(form.store.sections().len());
    let place = form.tell("page_of", &[("n", &figures::of(at + 1)), ("count", &count)]);
    let place = of("p", "nhsuk-hint coplan-place").say(place).end();
    of("div", "coplan-actions").attr("part", "actions").put(group).child(place).child(frame::status(form)).end()
}

/// What is in the form, and how far each section has come.
fn contents(form: &FormContext, sections: &[&'static Section]) -> Html {
    let mut list = of("ul", "nhsuk-list coplan-contents__list");
    for (section, come) in sections.iter().zip(progress(&form.store, sections)) {
        let words = form.say(&["section.", section.id].concat());
        let link = tag("a").attr("href", ["#", section.id].concat()).say(words).end();
        let status = of("span", "coplan-progress").say(form.say(come.key())).end();
        list = list.put(tag("li").child(link).say(" ").child(status));
    }
    of("nav", "coplan-contents").attr("aria-label", form.say("contents")).put(list).end()
}

/// Whose words are being typed. It is always on screen, and one tap changes it.
fn speaker(form: &FormContext) -> Html {
    if form.mode() == Mode::Alone || form.store.field("voices").is_none() {
        return Html::default();
    }
    let now = form.store.speaker();
    let legend = of("legend", "nhsuk-fieldset__legend coplan-speaker__legend").say(form.say("speaker")).end();
    let mut list = of("div", "nhsuk-radios nhsuk-radios--inline coplan-speaker__choices");
    for (index, code) in Voice::CODES.iter().enumerate() {
        let mut item = of("div", "nhsuk-radios__item");
        for piece in radios::choice(form, "speaker", code, index, "radio", now == *code, None) {
            item = item.child(piece);
        }
        list = list.put(item);
    }
    of("fieldset", "nhsuk-fieldset coplan-speaker").child(legend).put(list).end()
}

/// Nobody reads this at once, and where to turn instead: the host's own words, or ours.
fn crisis(form: &FormContext) -> Html {
    if !form.store.is_paged() {
        return Html::default();
    }
    let ours = tag("p").say(form.say("crisis")).end();
    let slot = tag("slot").attr("name", "crisis").child(ours).end();
    of("div", "nhsuk-inset-text coplan-crisis").child(slot).end()
}

/// Another document has taken this one's place.
fn replaced(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let Some(day) = document.replaced_on.as_deref() else { return Html::default() };
    of("p", "coplan-replaced").say(form.tell("replaced_on", &[("date", &form.date(day))])).end()
}

/// A completed form is being changed.
fn amending(form: &FormContext) -> Html {
    if !form.store.adding.get() {
        return Html::default();
    }
    let notice = of("div", "nhsuk-inset-text").put(tag("p").say(form.say("amending")));
    notice.child(button(form, "keep-complete", "keep_complete", false)).end()
}

/// The way to change a completed form.
fn amend(form: &FormContext, status: Status) -> Html {
    let settings = form.store.settings.borrow();
    if settings.readonly || settings.mode == Mode::Alone || !matches!(status, Status::Complete | Status::Amended) {
        return Html::default();
    }
    drop(settings);
    of("div", "nhsuk-button-group").child(button(form, "amend", "amend", false)).end()
}

/// What stood before each amendment, the latest first, whole.
fn earlier(form: &FormContext) -> Html {
    let count = form.store.document.borrow().earlier.len();
    let version = |at: usize| {
        let store = form.store.earlier(at)?;
        let past = form.of(store);
        let title = version_title(form, at);
        Some(details::closed(title, read(&past)))
    };
    all((0..count).rev().filter_map(version).collect())
}

fn version_title(form: &FormContext, at: usize) -> String {
    let document = form.store.document.borrow();
    let day = document.earlier[at]["replaced_on"].as_str().unwrap_or_default().to_owned();
    String::from(&*form.tell("earlier", &[("date", &form.date(&day))]))
}

/// When the form was changed, and why.
fn changes(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let count = document.earlier.len();
    if count == 0 {
        return Html::default();
    }
    let mut list = tag("ul");
    for at in 0..count {
        // The reason for replacing one version is kept with the next.
        let next = document
            .earlier
            .get(at + 1)
            .map_or_else(|| document.answers.get("amendment_reason"), |next| next["answers"].get("amendment_reason"));
        let reason = next.and_then(Value::as_str).unwrap_or_default();
        let day = form.date(document.earlier[at]["replaced_on"].as_str().unwrap_or_default());
        let told = form.tell("changed_on", &[("date", &day), ("reason", &isolated(reason))]);
        list = list.put(tag("li").put(of("span", "coplan-typed").child(in_html(&told))));
    }
    tag("section").child(title(form, "changes")).put(list).end()
}
