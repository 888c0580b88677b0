//! Who is at the screen, as the host page says: written where the form asks for whoever fills it in, offered where someone is
//! chosen, and never asked for again (WCAG 3.3.7, redundant entry).

use coplan_model::fields::{Answers as Questions, Field, Kind};
use coplan_model::json::Value;
use coplan_model::path::{self, Answers};
use coplan_model::people::{self, Known};
use coplan_model::shared::{CareCoordinator, Role, RoleTitle, StandIn, Worker};
use coplan_model::signature::SigningAs;

use super::FormStore;
use super::people::ELSEWHERE;
use crate::messages::Mode;

/// Whoever is at the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// Their name.
    pub name: String,
    /// What they are to the person.
    pub role: Option<Role>,
    /// How to contact them.
    pub contact: String,
    /// As what they sign.
    pub signs_as: Option<SigningAs>,
}

/// What is wrong with what a host says of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserError {
    /// Where: `user`, `user.role`.
    pub path: String,
    /// What to do about it. It quotes nothing of what was said.
    pub message: String,
}

impl User {
    /// From what a host says: an object of texts, of which only the name is needed; `null` for nobody.
    ///
    /// # Errors
    /// When it is something else, or names a role that no form has.
    pub fn from_value(value: &Value) -> Result<Option<Self>, UserError> {
        let error = |part: &str, message: String| UserError { path: ["user", part].concat(), message };
        let user = match value {
            Value::Null => return Ok(None),
            Value::Object(user) => user,
            _ => return Err(error("", "The user is an object: { name, role, contact, signs_as }".to_owned())),
        };
        let text = |key: &str| match user.get(key) {
            None | Some(Value::Null) => Ok(""),
            Some(Value::String(text)) => Ok(text.trim()),
            Some(_) => Err(error(&[".", key].concat(), "This is a text".to_owned())),
        };
        let code = |key: &str, codes: &[&str]| match text(key)? {
            code if code.is_empty() || codes.contains(&code) => Ok(code),
            _ => Err(error(&[".", key].concat(), ["Use one of ", &codes.join(", ")].concat())),
        };
        let (name, role) = (text("name")?, code("role", Role::CODES)?);
        if name.is_empty() {
            return Err(error(".name", "Say the name of whoever is at the screen".to_owned()));
        }
        Ok(Some(Self {
            name: name.to_owned(),
            role: Role::from_code(role),
            contact: text("contact")?.to_owned(),
            signs_as: SigningAs::from_code(code("signs_as", SigningAs::CODES)?),
        }))
    }

    /// They are offered where someone is chosen, as the other documents' people are.
    pub(super) fn known(&self) -> Known {
        let reference = [ELSEWHERE, "user"].concat();
        Known { reference, name: self.name.clone(), question: "", what: String::new() }
    }

    /// As what they sign in the care co-ordinator's place.
    pub(super) fn signing_as(&self) -> Option<SigningAs> {
        self.signs_as.or(match self.role? {
            Role::CareCoordinator | Role::LeadProfessional => Some(SigningAs::CareCoordinator),
            Role::StandIn => Some(SigningAs::RepresentativeOfCareCoordinator),
            Role::ServiceUser | Role::SomeoneElse => None,
        })
    }

    /// What they answer to a group that asks for someone like them; nothing to any other.
    fn answers(&self, inner: &'static [Field], key_worker: bool) -> Option<Answers> {
        let is = |questions: &'static [Field]| inner == questions;
        let title = match self.role {
            Some(Role::CareCoordinator) if key_worker => Some(RoleTitle::KeyWorker.code()),
            Some(Role::CareCoordinator) => Some(RoleTitle::CareCoordinator.code()),
            Some(Role::LeadProfessional) => Some(RoleTitle::LeadProfessional.code()),
            _ => None,
        };
        let contact = Some(&*self.contact);
        let told = if is(Worker::FIELDS) {
            vec![("role", self.role.map(Role::code))]
        } else if is(CareCoordinator::FIELDS) && title.is_some() {
            vec![("role_title", title), ("contact", contact)]
        } else if is(StandIn::FIELDS) && self.role == Some(Role::StandIn) {
            vec![("contact", contact)]
        } else {
            return None;
        };
        let told = [("name", Some(&*self.name))].into_iter().chain(told);
        let told =
            told.filter_map(|(key, text)| Some((key.to_owned(), Value::from(text.filter(|text| !text.is_empty())?))));
        Some(told.collect())
    }
}

impl FormStore {
    /// The host says who is at the screen, or that nobody is known to be.
    pub fn set_user(&self, user: Option<User>) {
        self.user.replace(user);
        self.write_user();
        self.render();
    }

    /// Writes the user where the form asks for whoever fills it in and nobody has said yet. It is no change of theirs. What is
    /// signed stays as it was signed; where the person is alone, only they are written.
    pub(super) fn write_user(&self) {
        let Some(user) = self.user.borrow().clone() else { return };
        let alone = self.settings.borrow().mode == Mode::Alone;
        let signed = self.document.borrow().signatures.iter().any(|signature| signature.contains_key("digest"));
        if !self.can_change() || signed || alone && user.role != Some(Role::ServiceUser) {
            return;
        }
        let mut document = self.document.borrow_mut();
        let mut aside = self.set_aside.borrow_mut();
        let is_worker = |field: &&Field| field.kind.inner() == Some(Worker::FIELDS);
        let (workers, others): (Vec<_>, Vec<_>) = document.fields().iter().partition(is_worker);
        for field in workers.into_iter().chain(others) {
            // Of a form that somebody else fills in they are not the care co-ordinator.
            let theirs = path::text(&document.answers, "completed_by.name");
            if !is_worker(&field) && theirs != user.name {
                continue;
            }
            let Some(answers) = self.user_answers(&user, field) else { continue };
            let blank = document.answers.get(field.id).is_none_or(path::is_blank);
            // Half of a date or a name that is put aside is somebody's answer too.
            if !blank || aside.get(field.id).is_some_and(|kept| !path::is_blank(kept)) {
                continue;
            }
            // An answer to a question that is not asked is in no document: it waits beside it.
            let place = if field.is_asked_among(&document.answers, &document.answers) {
                &mut document.answers
            } else {
                &mut *aside
            };
            place.insert(field.id.to_owned(), Value::Object(answers));
        }
    }

    /// Something is begun by who is at the screen: its day is today, unless somebody has said another.
    pub(super) fn date_today(&self, path: &str) {
        let half = self.document.borrow().entered.contains_key(self.by_id(path).as_str());
        if self.user.borrow().is_some() && self.text(path).is_empty() && !half {
            self.write(path, Some(Value::from(self.host.today().to_iso())));
        }
    }

    /// Whether a group of questions is answered by who is at the screen, and need not be asked.
    pub fn is_of_user(&self, path: &str) -> bool {
        self.told_by_user(path, <[Field]>::len)
    }

    /// Whether a group of questions holds who is at the screen, as far as the host says, and nothing else.
    pub fn holds_user(&self, path: &str) -> bool {
        self.told_by_user(path, |_| 0)
    }

    /// The same, where they answer as many of its questions as this.
    fn told_by_user(&self, path: &str, least: fn(&[Field]) -> usize) -> bool {
        let user = self.user.borrow();
        let (Some(user), Some(field)) = (&*user, self.field(path)) else { return false };
        let document = self.document.borrow();
        let answers = path::get(&document.answers, path).and_then(Value::as_object);
        match (self.user_answers(user, field), answers) {
            (Some(told), Some(answers)) => told == *answers && told.len() >= field.kind.inner().map_or(0, least),
            _ => false,
        }
    }

    fn user_answers(&self, user: &User, field: &Field) -> Option<Answers> {
        match field.kind {
            Kind::Group(inner) => user.answers(inner, self.messages.borrow().pcsp),
            _ => None,
        }
    }

    /// How a signature is to be made has been chosen: the day is today, and whose place it is in is mostly who signs.
    pub(super) fn begin_signature(&self, path: &str) {
        let write = |part: &str, value: Option<String>| {
            let at = [path, ".", part].concat();
            if self.text(&at).is_empty()
                && let Some(value) = value.filter(|value| !value.is_empty())
            {
                self.write(&at, Some(Value::from(value)));
            }
        };
        write("signed_on", Some(self.host.today().to_iso()));
        let user = self.user.borrow().clone().filter(|user| user.role != Some(Role::ServiceUser));
        match path {
            // Where others look on, whoever signs writes their name.
            "sign_su" if self.settings.borrow().mode == Mode::Alone => write("name", Some(self.person_name())),
            "sign_su" => {}
            _ => {
                write("signing_as", user.as_ref().and_then(User::signing_as).map(|code| code.code().to_owned()));
                write("name", user.map(|user| user.name));
            }
        }
    }

    /// Someone else signs in the person's place, or the person does after all: the name that stands there is not theirs.
    pub(super) fn signer_changed(&self, path: &str, who: &str) {
        let at = [path, ".name"].concat();
        let own = self.person_name();
        match (who, self.text(&at)) {
            ("someone_else", name) if name == own => self.write(&at, None),
            ("service_user", name) if name.is_empty() => self.begin_signature(path),
            _ => {}
        }
    }

    fn person_name(&self) -> String {
        path::text(&self.document.borrow().subject, "name").to_owned()
    }

    /// The user among those who are known already, unless the document names them.
    pub(super) fn add_user(&self, known: &mut Vec<Known>) {
        let user = self.user.borrow();
        let Some(user) = user.as_ref().filter(|user| user.role != Some(Role::ServiceUser)) else { return };
        if !known.iter().any(|known| known.name == user.name && known.reference != people::ME) {
            known.push(user.known());
        }
    }
}
