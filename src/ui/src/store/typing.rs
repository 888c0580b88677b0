//! What is typed and chosen, and what it means for the rest of the form.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{self, Field, Kind};
use coplan_model::figures;
use coplan_model::json::Value;
use coplan_model::path::{self, Answers};
use coplan_model::policy::{self, local_name};
use coplan_model::signature;
use coplan_model::voices::{self, Voice};

use super::signing::signature_part;
use super::{Effect, FormStore, RECIPIENT};

use crate::messages::Mode;

impl FormStore {
    /// A control was changed. `name` is the path of its question, with `-day`, `-month` or `-year` for the boxes of a
    /// date; `value` what it holds; `checked` whether a radio or checkbox is on.
    pub fn typed(&self, name: &str, value: &str, checked: bool) {
        let (path, part) = name.split_once('-').unwrap_or((name, ""));
        if path == "speaker" {
            if self.speaker() == value {
                return;
            }
            self.speak_as(Some(value));
            return self.render();
        }
        if path == "find" {
            return self.look_for(value);
        }
        // What was done all the same, by a script or in the moment before, is rendered back.
        if !self.can_change() {
            return self.render();
        }
        // A control that holds what was rendered into it was not changed, whoever asks what it holds.
        if self.is_held(path, part, value, checked) {
            return;
        }
        self.fall_silent();
        self.remember_words(path);
        let before = self.is_choice(path).then(|| self.count_asked(path));
        if let Some(key) = path.strip_prefix("subject.") {
            self.typed_subject(key, part, value);
        } else if let Some(field) = self.field(path) {
            match field.kind {
                Kind::Date(dates) => self.typed_date(path, part, value, dates.partial),
                Kind::Codes(codes) => self.ticked(field, path, codes, value, checked),
                Kind::People => self.ticked_person(path, value, checked),
                Kind::Rows(_) => return self.tick_recipient(path, value, checked),
                Kind::Number => self.typed_number(path, value),
                Kind::Text(_) => self.typed_text(path, value),
                _ => self.write(path, (!value.is_empty()).then(|| Value::from(value))),
            }
            match signature_part(path) {
                Some((signature, "method")) if !value.is_empty() => self.begin_signature(signature),
                Some((signature, "signed_by")) => self.signer_changed(signature, value),
                _ => {}
            }
            self.date_domain(field, path);
            self.after(field, path, value);
            self.date_asking(path);
        } else if let Some(path) = path.strip_suffix(".someone") {
            self.chose_person(path, value);
        } else {
            return;
        }
        if let Some(before) = before {
            self.announce_questions(path, before);
        }
        self.touch(path);
    }

    /// Whether other questions may hang on the one at a path.
    fn is_choice(&self, path: &str) -> bool {
        self.field(path).is_some_and(|field| matches!(field.kind, Kind::Code(_) | Kind::Codes(_) | Kind::People))
    }

    /// An answer is taken back; the focus goes to where another can be chosen.
    pub(super) fn clear(&self, path: &str) {
        if self.text(path).is_empty() || !self.is_choice(path) {
            return self.render();
        }
        self.typed(path, "", false);
        self.announce("radios.cleared", &[]);
        self.ask(Effect::StructureChanged);
        self.render_and_focus(path);
    }

    /// Whose words someone said they are.
    pub fn chosen_speaker(&self) -> Option<&'static str> {
        self.speaker.get()
    }

    /// Someone says whose words are being typed, by a code.
    pub fn speak_as(&self, speaker: Option<&str>) {
        self.speaker.set(Voice::CODES.iter().copied().find(|code| Some(*code) == speaker));
    }

    /// Whose words are being typed: those of whoever is at the screen, a worker in `staff` and the person elsewhere, unless
    /// someone says otherwise.
    pub fn speaker(&self) -> &'static str {
        let mode = self.settings.borrow().mode;
        let own = if mode == Mode::Staff { Voice::Worker } else { Voice::Su };
        self.speaker.get().unwrap_or(own.code())
    }

    pub(super) fn write(&self, path: &str, value: Option<Value>) {
        let mut document = self.document.borrow_mut();
        let nothing = &mut || self.host.new_id();
        match signature_part(path) {
            Some((id, part)) => path::set(signature::open(&mut document, signature::role(id)), part, value, nothing),
            None => path::set(&mut document.answers, path, value, nothing),
        }
    }

    /// What is no number yet is kept as it was typed.
    fn typed_number(&self, path: &str, value: &str) {
        let number = figures::read(value);
        let key = self.by_id(path);
        let mut document = self.document.borrow_mut();
        document.entered.shift_remove(&key);
        self.as_typed.borrow_mut().insert(key.clone(), Value::from(value));
        if number.is_none() && !value.is_empty() {
            document.entered.insert(key, Value::from(value));
        }
        drop(document);
        self.write(path, number.map(Value::from));
    }

    /// What something about a question is kept by, wherever its row goes.
    pub(super) fn by_id(&self, path: &str) -> String {
        path::by_id(&self.document.borrow().answers, path)
    }

    /// A checkbox: the exclusive code takes the others' place, and they take its place.
    pub(super) fn ticked(&self, field: &Field, path: &str, codes: &[&str], code: &str, checked: bool) {
        let chosen = {
            let document = self.document.borrow();
            let before = path::list(&document.answers, path);
            let was = |code: &&str| before.iter().any(|value| value == code);
            let keeps = |other: &&&str| match (**other == code, field.exclusive) {
                (true, _) => checked,
                (false, Some(exclusive)) if checked && (code == exclusive || **other == exclusive) => false,
                _ => was(other),
            };
            codes.iter().filter(keeps).map(|code| Value::from(*code)).collect::<Vec<_>>()
        };
        self.write(path, (!chosen.is_empty()).then_some(Value::Array(chosen)));
    }

    /// What an answer means for the rest of the form.
    pub(super) fn after(&self, field: &Field, path: &str, value: &str) {
        match field.kind {
            Kind::Code(_) | Kind::Codes(_) | Kind::People => {
                // What is being chosen stays as it is under the hand.
                if field.id == RECIPIENT {
                    self.begin_to(path);
                }
                self.settle(path);
                self.render();
            }
            // The page drew it already; from here on both know.
            Kind::Text(_) if field.id == "drawing" => {
                self.announce_drawing(path);
                self.render();
            }
            Kind::Text(_) if field.voiced => {
                self.stale.set(true);
                let voice = (!is_blank_text(value)).then(|| self.speaker());
                voices::record(&mut self.document.borrow_mut().answers, path, voice);
                self.render_near_limit(field, value);
            }
            _ => {
                self.stale.set(true);
                self.render_near_limit(field, value);
            }
        }
    }

    /// A long text nears its limit: the count is rendered once the person pauses.
    fn render_near_limit(&self, field: &Field, value: &str) {
        if matches!(field.kind, Kind::Text(text) if text.long && value.len() * 4 > text.limit * 3) {
            self.render_later(1000);
        }
    }

    /// A control lost the focus (blur). What hangs on its text is rendered now: a name that can be chosen elsewhere, whose words
    /// they are, a signature that no longer matches. Not at once: a finger that has just left a control is on another, which
    /// must not move away under it.
    pub fn blurred(&self) {
        self.dated.take();
        self.spread_dates();
        if self.stale.take() {
            self.render_later(300);
        }
    }

    pub(super) fn render_later(&self, milliseconds: u32) {
        self.ask(Effect::RenderLater(milliseconds));
    }

    /// Questions that hang on the one at `path` are put aside with their answers when they are no longer asked, and come
    /// back with them when they are: a slip of the finger costs nobody their words, and a document never holds an
    /// answer to a question that was not asked.
    pub(super) fn settle(&self, path: &str) {
        if signature_part(path).is_some() {
            return;
        }
        let (group, question) = path::parent(path);
        if group.starts_with("copies") {
            self.settle_copies();
        }
        let mut document = self.document.borrow_mut();
        let all = document.fields();
        let siblings = match fields::find(all, group).map(|field| field.kind) {
            Some(Kind::Group(fields) | Kind::Rows(fields)) => fields,
            _ => all,
        };
        let mut aside = self.set_aside.borrow_mut();
        let mut settled = vec![question];
        while let Some(question) = settled.pop() {
            let hangs_on = |field: &&Field| field.only_if.is_some_and(|condition| condition.question == question);
            for field in siblings.iter().filter(hangs_on) {
                let nothing = Answers::new();
                let answers = match group {
                    "" => &document.answers,
                    group => path::get(&document.answers, group).and_then(Value::as_object).unwrap_or(&nothing),
                };
                let asked = field.is_asked_among(&document.answers, answers);
                let at = if group.is_empty() { field.id.to_owned() } else { [group, ".", field.id].concat() };
                let answer = path::get(&document.answers, &at).cloned();
                let key = path::by_id(&document.answers, &at);
                let fits = |answer: &Value| local_name(&at).is_none() || policy::fits(field, answer);
                let back = match (asked, answer) {
                    (false, Some(answer)) => {
                        aside.insert(key, answer);
                        None
                    }
                    (true, None) if aside.get(key.as_str()).is_some_and(fits) => aside.remove(key.as_str()),
                    _ => continue,
                };
                path::set(&mut document.answers, &at, back, &mut || self.host.new_id());
                settled.push(field.id);
            }
        }
    }
}
