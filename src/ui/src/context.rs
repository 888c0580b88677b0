//! What every view of a form is rendered with: the document, the words, and in which of three ways it is being seen.

use std::cell::OnceCell;
use std::rc::Rc;

use coplan_model::fields::{Field, Kind, Need};
use coplan_model::figures;
use coplan_model::index::Index;
use coplan_model::path::{self, Answers};
use coplan_model::people::{self, Known};
use coplan_model::policy::{self, local_name};
use coplan_model::{CalendarDate, Problem, Status, asked};
use yew::{AttrValue, Html, Properties, html};

use crate::controls::button::small_button;
use crate::controls::checkboxes::Checkboxes;
use crate::controls::date_input::DateInput;
use crate::controls::people::PeoplePicker;
use crate::controls::person::PersonPicker;
use crate::controls::radios::Radios;
use crate::controls::rows::Rows;
use crate::controls::signature::Signature;
use crate::controls::text_area::TextArea;
use crate::controls::text_input::TextInput;
use crate::controls::{self, keyed};
use crate::layout::{one_page, since};
use crate::messages::{Mode, SHIPPED, in_html};
use crate::plain;
use crate::store::{Action, FormStore, Page, RECIPIENT};

/// One view, three ways of being seen. Nobody writes a form twice to print it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// To be filled in.
    Edit,
    /// To be read on screen: checked before completing, or shown read-only.
    Check,
    /// On paper.
    Print,
}

/// A form as one rendering of it sees it: what every component of it is given.
#[derive(Clone)]
pub struct FormContext {
    /// What it knows.
    pub store: Rc<FormStore>,
    /// How it is being seen.
    pub view: View,
    /// A copy without what says as much as an answer to the abuse question.
    pub unrestricted: bool,
    /// The person's plan on one page, and not the whole document.
    pub one_page: bool,
    /// Not the document, but what has changed in it since this one.
    pub since: Option<Rc<FormStore>>,
    /// The level of its first heading.
    pub level: u8,
    /// Which rendering it is: what the store knows changes in place, so that each is another.
    pub rendering: u32,
    /// Everybody whom it names, and where they are by what they are referred to by, once somebody was looked up on paper, where
    /// nothing changes.
    pub names: Rc<OnceCell<(Vec<Known>, Index)>>,
}

impl PartialEq for FormContext {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.store, &other.store)
            && (self.view, self.unrestricted, self.one_page, self.level, self.rendering)
                == (other.view, other.unrestricted, other.one_page, other.level, other.rendering)
            && self.since.as_ref().map(Rc::as_ptr) == other.since.as_ref().map(Rc::as_ptr)
    }
}

/// What a component is given that knows the whole form.
#[derive(Clone, PartialEq, Properties)]
pub struct FormProps {
    /// The form.
    pub form: FormContext,
}

impl FormContext {
    /// A rendering of the form.
    pub fn new(store: Rc<FormStore>, view: View) -> Self {
        let readonly = store.settings.borrow().readonly;
        let view = if readonly && view == View::Edit { View::Check } else { view };
        let level = if view == View::Print { 1 } else { store.settings.borrow().heading_level };
        Self {
            store,
            view,
            unrestricted: false,
            one_page: false,
            since: None,
            level,
            rendering: 0,
            names: Rc::default(),
        }
    }

    /// Another document, seen in the same way.
    pub fn beside(&self, store: Rc<FormStore>) -> Self {
        Self { store, since: None, names: Rc::default(), ..self.clone() }
    }

    /// The name of somebody in an answer; empty for no answer and for no one.
    pub fn name_of(&self, someone: &Answers) -> String {
        if self.view != View::Print {
            return people::name(&self.store.known(), someone);
        }
        let (known, places) = self.names.get_or_init(|| {
            let known = self.store.known();
            let mut places = Index::default();
            // The first of those who are referred to alike.
            known.iter().enumerate().rev().for_each(|(at, known)| places.set(&known.reference, at));
            (known, places)
        });
        let found = places.get(path::text(someone, "person")).and_then(|at| known.get(at));
        let found = found.filter(|known| !known.reference.is_empty());
        found.map_or(path::text(someone, "name"), |known| &known.name).to_owned()
    }

    /// The same form, seen another way.
    pub fn seen(&self, view: View) -> Self {
        Self { view, ..self.clone() }
    }

    /// Another document within it, to be read.
    pub fn of(&self, store: Rc<FormStore>) -> Self {
        Self { store, view: View::Check, level: self.level + 1, names: Rc::default(), ..self.clone() }
    }

    /// The form to be filled in, within its frame.
    pub fn edit(&self) -> Html {
        if self.store.is_kept_back() { Html::default() } else { (self.store.definition().edit)(self) }
    }

    /// The form to be read, on paper.
    pub fn read(&self) -> Html {
        let definition = self.store.definition();
        match definition.one_page {
            _ if self.store.is_kept_back() => Html::default(),
            _ if self.since.is_some() => {
                self.since.as_ref().map(|before| since::read(self, before)).unwrap_or_default()
            }
            Some(plan) if self.one_page => one_page::on_paper(self, plan),
            _ => (definition.read)(self),
        }
    }

    /// A question by its path, whatever its kind; nothing when it is not asked now.
    pub fn field(&self, path: &str) -> Html {
        let Some(field) = self.store.field(path).filter(|_| self.is_asked(path)) else {
            return Html::default();
        };
        if self.view != View::Edit {
            return controls::summary_list::row(self, field, path);
        }
        // What a policy hides is read where it is answered.
        if field.hidden {
            return controls::summary_list::list(controls::summary_list::row(&self.seen(View::Check), field, path));
        }
        if let Some(begin) = self.not_begun(path) {
            return begin;
        }
        if let Some(said) = self.said_above(field, path) {
            return said;
        }
        let (form, at) = (self.clone(), AttrValue::from(path.to_owned()));
        match field.kind {
            Kind::Text(text) if text.long => html! { <TextArea {form} path={at} /> },
            Kind::Text(_) | Kind::Number => html! { <TextInput {form} path={at} /> },
            Kind::Date(_) => html! { <DateInput {form} path={at} /> },
            Kind::Code(_) => html! { <Radios {form} path={at} /> },
            Kind::Codes(_) => html! { <Checkboxes {form} path={at} /> },
            Kind::Group(inner) => self.group(path, inner),
            Kind::Rows(_) => html! { <Rows {form} path={at} /> },
            Kind::Person => html! { <PersonPicker {form} path={at} /> },
            Kind::People => html! { <PeoplePicker {form} path={at} /> },
            Kind::Signature => html! { <Signature {form} path={at} /> },
            Kind::Voices => Html::default(),
        }
    }

    /// The button that begins a question that is asked for only when it is wanted, so that it is not in the way until then.
    fn not_begun(&self, path: &str) -> Option<Html> {
        let words = self.find(path, "begin")?;
        let begin = Action::Begin(path.to_owned());
        let answered =
            path::get(&self.store.document.borrow().answers, path).is_some_and(|answer| !path::is_blank(answer));
        let begun = self.store.stays_open(&begin.id(), answered || self.error(path).is_some());
        let button = || small_button(self, begin, words, &self.store.whereabouts(path));
        (!begun).then(|| html! { <div class="nhsuk-form-group">{ button() }</div> })
    }

    /// For whom a copy is, where that was ticked above it and what is answered takes little room.
    fn said_above(&self, field: &'static Field, path: &str) -> Option<Html> {
        let change = Action::Begin(path.to_owned());
        if field.id != RECIPIENT
            || self.mode() != Mode::Staff
            || self.store.stays_open(&change.id(), self.error(path).is_some())
        {
            return None;
        }
        Some(self.answered(path, change, plain::answer(self, field, path)?))
    }

    /// Several questions, one after the other.
    pub fn fields(&self, paths: &[&str]) -> Html {
        paths.iter().map(|path| keyed(path, self.field(path))).collect()
    }

    /// Questions that belong together, under one legend.
    fn group(&self, path: &str, inner: &'static [Field]) -> Html {
        let begin = Action::Begin(path.to_owned());
        if self.store.is_of_user(path) && !self.store.stays_open(&begin.id(), false) {
            return self.answered(path, begin, controls::summary_list::line(self, path, &[]));
        }
        html! {
            <fieldset class="nhsuk-fieldset coplan-group" part="section">
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">{ self.say(path) }</legend>
                { self.questions(path, inner) }
            </fieldset>
        }
    }

    /// What is answered already, by who is at the screen or beside it: in one line, with a way to change it.
    fn answered(&self, path: &str, change: Action, answer: String) -> Html {
        let answers = in_html(&answer);
        html! {
            <div class="nhsuk-form-group coplan-answered" part="field">
                <p class="nhsuk-label nhsuk-label--s" part="label">{ self.say(path) }</p>
                <p class="coplan-answered__line">{ answers }</p>
                { small_button(self, change, self.say("change_answers"), &self.store.called(path)) }
            </div>
        }
    }

    /// What a group asks.
    pub fn questions(&self, path: &str, inner: &'static [Field]) -> Html {
        inner.iter().map(|field| keyed(field.id, self.field(&[path, ".", field.id].concat()))).collect()
    }

    /// The questions of a group that has a title already; of anything else, the question itself.
    pub fn inside(&self, path: &str) -> Html {
        match self.store.field(path).map(|field| field.kind) {
            Some(Kind::Group(inner)) => self.questions(path, inner),
            _ => self.field(path),
        }
    }

    /// Whether the question at a path is asked of whoever is at the screen or reads this copy.
    pub fn is_asked(&self, path: &str) -> bool {
        !self.is_left_out(path) && asked(&self.store.document.borrow(), path, self.mode().audience())
    }

    /// Whether answers are being checked before the form is completed.
    pub fn is_checking(&self) -> bool {
        let open = self.store.document.borrow().status == Status::Draft || self.store.adding.get();
        open && self.view == View::Check && self.store.page.get() == Page::Check
    }

    /// Whether each question without an answer says so: before completing, and where a form is one question. A long form names
    /// them together.
    pub fn names_unanswered(&self) -> bool {
        let one = self.store.definition().sections.is_empty();
        self.view == View::Check && !self.store.has_list() && (one || self.is_checking())
    }

    /// Whether a question or row is not for whoever is at the screen or gets this copy, in the words of the form's definition.
    pub fn is_left_out(&self, path: &str) -> bool {
        if local_name(path).is_some() {
            let document = self.store.document.borrow();
            if self.unrestricted && !policy::may_be_told(&document, &document.asked, path) {
                return true;
            }
            // What hangs on a question, or follows it, says as much as the answer to that.
            let others = policy::hangs_on(&document, path);
            drop(document);
            return others.iter().any(|other| self.is_left_out(other));
        }
        (self.store.definition().leaves_out)(self, path)
    }

    /// Messages by their key.
    pub fn say(&self, key: &str) -> AttrValue {
        self.store.messages.borrow().say(key)
    }

    /// What a question says. Those that no host may change stay in our language where the others are of another.
    pub fn said(&self, path: &str, words: AttrValue) -> Html {
        if self.say("locale") != SHIPPED && self.store.messages.borrow().is_locked(path) {
            return html! { <span lang={SHIPPED} dir="ltr">{ words }</span> };
        }
        words.into()
    }

    /// Messages for a part of a question, when there are any.
    pub fn find(&self, path: &str, part: &str) -> Option<AttrValue> {
        self.store.messages.borrow().find(path, part)
    }

    /// What helps to answer a question. A date always says how it is written.
    pub fn hint(&self, path: &str) -> Option<AttrValue> {
        let born = path == "subject.date_of_birth";
        let is_date = born || self.store.field(path).is_some_and(|field| matches!(field.kind, Kind::Date(_)));
        let example = || self.tell("date_input.hint", &[("example", &controls::date_input::example(self))]);
        self.find(path, "hint").or_else(|| is_date.then(example))
    }

    /// Messages that are told something.
    pub fn tell(&self, key: &str, told: &[(&str, &str)]) -> AttrValue {
        self.store.messages.borrow().tell(key, told)
    }

    /// The label of an option; where it is read, what it said when it was chosen.
    pub fn option(&self, path: &str, code: &str) -> AttrValue {
        let then = if self.view == View::Edit { None } else { self.store.option_asked_as(path, code) };
        if let Some(then) = then {
            return then.into();
        }
        self.store.messages.borrow().option(path, code)
    }

    /// The text, code or date at a path.
    pub fn text(&self, path: &str) -> String {
        self.store.text(path)
    }

    /// Whether a code is among those chosen.
    pub fn has(&self, path: &str, code: &str) -> bool {
        let document = self.store.document.borrow();
        path::list(&document.answers, path).iter().any(|value| value == code)
    }

    /// The sentence of the problem that is shown at a question.
    pub fn error(&self, path: &str) -> Option<AttrValue> {
        let shown = self.store.shown.borrow();
        shown.iter().find(|problem| problem.path == path).map(|problem| self.store.sentence(problem))
    }

    /// What to look at again here, although it does not block completion.
    pub fn warning(&self, path: &str) -> Option<AttrValue> {
        let warning = self.warnings().into_iter().find(|warning| warning.path == path)?;
        self.find(path, warning.code)
    }

    /// Whether there is something to look at again in a row.
    pub fn is_warned(&self, row: &str) -> bool {
        self.warnings().iter().any(|warning| path::is_in(&warning.path, row))
    }

    fn warnings(&self) -> Vec<Problem> {
        if self.store.definition().warned.is_empty() {
            return Vec::new();
        }
        self.store.document.borrow().warnings(self.store.host().today())
    }

    /// A date as people write it: 27 April 1990, April 1990, 1990.
    pub fn date(&self, iso: &str) -> String {
        let Ok(date) = iso.parse::<CalendarDate>() else { return iso.to_owned() };
        let months = self.say("date_input.months");
        let month = date.month().and_then(|month| months.split(' ').nth(usize::from(month) - 1));
        let day = date.day().map(figures::of);
        let year = figures::of(date.year());
        let mut written = String::new();
        for part in [day.as_deref(), month].into_iter().flatten() {
            written.push_str(part);
            written.push(' ');
        }
        self.figures(written + &year)
    }

    /// Figures in the digits of the language.
    pub fn figures(&self, figures: String) -> String {
        self.store.messages.borrow().figures(figures)
    }

    /// Who is at the screen.
    pub fn mode(&self) -> Mode {
        self.store.settings.borrow().mode
    }

    /// Controls are shown and cannot be used.
    pub fn disabled(&self) -> bool {
        self.store.settings.borrow().disabled || self.store.completing.get()
    }

    /// Optional questions say so; nothing is marked as needed.
    pub fn label(&self, path: &str) -> AttrValue {
        let needed = self.store.field(path).is_none_or(|field| {
            matches!(field.need, Need::Draft | Need::Complete | Need::ByRule) || field.complete_if.is_some()
        });
        // Of a signature and the reason for none, one will do.
        let needed = needed || path.starts_with("sign_");
        let number = path::row(path).map(|row| figures::of(row + 1)).unwrap_or_default();
        let label = self.tell(path, &[("n", &number)]);
        if needed { label } else { [&*label, " ", &self.say("optional")].concat().into() }
    }
}
