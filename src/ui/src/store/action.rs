//! What buttons and links do. Each says its action by its id, and a press reaches the form by that id.

use super::{Effect, FormStore, Gate, Page};

/// What a button or link of a form does. What is about something names it by its path.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Saves.
    Save,
    /// Saves again what could not be saved.
    TryAgain,
    /// Shows the answers to be checked, or what is still missing.
    Complete,
    /// Shows the answers to be checked before anybody signs, whatever is still missing.
    Check,
    /// Completes.
    Confirm,
    /// Keeps what is on screen in the place of the version that someone else has saved.
    KeepMine,
    /// Takes that version.
    UseTheirs,
    /// Shows that version, or closes it.
    Look,
    /// Goes back from checking to the questions.
    Change,
    /// Begins to change what is completed.
    Amend,
    /// Leaves it as it was.
    KeepComplete,
    /// Goes to the next page.
    Continue,
    /// Goes to the page before.
    Back,
    /// Leaves off, and says when someone comes back to it.
    Later,
    /// Blanks the form at once.
    Hide,
    /// Brings it back.
    Show,
    /// It is private and all right to ask.
    OpenGate,
    /// It is not asked now.
    NotAsk,
    /// Nobody has said yet whether it can be asked.
    CloseGate,
    /// Opens the place for what the person wants recorded.
    OpenWords,
    /// Begins another asking.
    AskAgain,
    /// Takes that back.
    KeepRecorded,
    /// Begins a review of a plan that is completed.
    BeginReview,
    /// Prints what is on screen: the document, or the plan on one page.
    Print,
    /// Copies the document as plain text.
    Copy,
    /// Shows the plan on one page.
    OnePage,
    /// Goes back from there.
    LeaveOnePage,
    /// Goes on where a form of many areas is not finished.
    GoOn,
    /// Goes to what is to be answered next.
    NextUnfinished,
    /// Shows one section at a time.
    OneSection,
    /// Shows the whole form.
    WholeForm,
    /// What is not begun is a line.
    Fold,
    /// Everything is open again.
    Unfold,
    /// Shows which keys do what, or hides it.
    Shortcuts,
    /// Shows beside each question what was said last time, or hides it.
    LastTime,
    /// Goes to the row after the one that a question is in.
    NextRow(String),
    /// Goes to a question or a section.
    Go(String),
    /// Stays at a question, while the form becomes narrower or wider.
    Stay(String),
    /// Adds a row to a list.
    AddRow(String),
    /// Takes a row away.
    RemoveRow(String),
    /// Brings back what was taken out of a list.
    UndoRemoval(String),
    /// Adds the goal that takes the place of one that has changed.
    FollowGoal(String),
    /// Adds a goal for an area that is to go into the plan.
    BeginGoal(String),
    /// Asks a question, or a group of them, that is asked only when it is wanted.
    Begin(String),
    /// Moves a row before its neighbour.
    MoveUp(String),
    /// Moves it after its neighbour.
    MoveDown(String),
    /// Shows the buttons that move the rows of a list, or hides them.
    OrderRows(String),
    /// Somebody has looked at what a section has from an earlier document.
    ConfirmCarried(String),
    /// Uses the answers that another form has to what a section asks.
    UseElsewhere(String),
    /// Signs.
    Sign(String),
    /// Takes a signature back.
    Unsign(String),
    /// Takes an answer back.
    Clear(String),
    /// Clears the drawing of a signature.
    ClearDrawing(String),
    /// Takes the last stroke of that drawing back.
    UndoStroke(String),
}

/// The actions about nothing in particular, by the ids of their buttons.
const PLAIN: &[(&str, Action)] = &[
    ("save", Action::Save),
    ("try-again", Action::TryAgain),
    ("complete", Action::Complete),
    ("check", Action::Check),
    ("confirm", Action::Confirm),
    ("keep-mine", Action::KeepMine),
    ("use-theirs", Action::UseTheirs),
    ("look", Action::Look),
    ("change", Action::Change),
    ("amend", Action::Amend),
    ("keep-complete", Action::KeepComplete),
    ("continue", Action::Continue),
    ("back", Action::Back),
    ("later", Action::Later),
    ("hide", Action::Hide),
    ("show", Action::Show),
    ("gate-open", Action::OpenGate),
    ("gate-not-asked", Action::NotAsk),
    ("gate-back", Action::CloseGate),
    ("open-words", Action::OpenWords),
    ("ask-again", Action::AskAgain),
    ("keep-recorded", Action::KeepRecorded),
    ("begin-review", Action::BeginReview),
    ("print", Action::Print),
    ("copy-text", Action::Copy),
    ("one-page", Action::OnePage),
    ("leave-one-page", Action::LeaveOnePage),
    ("go-on", Action::GoOn),
    ("next-unfinished", Action::NextUnfinished),
    ("one-section", Action::OneSection),
    ("whole-form", Action::WholeForm),
    ("fold", Action::Fold),
    ("unfold", Action::Unfold),
    ("shortcuts", Action::Shortcuts),
    ("last-time", Action::LastTime),
];

/// Makes an action of what it is about.
type About = fn(String) -> Action;

/// The actions about something. The id of a button is what stands here, a colon and the path.
const ABOUT: &[(&str, About)] = &[
    ("go", Action::Go),
    ("next-row", Action::NextRow),
    ("stay", Action::Stay),
    ("add", Action::AddRow),
    ("remove", Action::RemoveRow),
    ("undo", Action::UndoRemoval),
    ("follow", Action::FollowGoal),
    ("goal-for", Action::BeginGoal),
    ("begin", Action::Begin),
    ("up", Action::MoveUp),
    ("down", Action::MoveDown),
    ("order", Action::OrderRows),
    ("looked-at", Action::ConfirmCarried),
    ("use", Action::UseElsewhere),
    ("sign", Action::Sign),
    ("unsign", Action::Unsign),
    ("clear", Action::Clear),
    ("clear-drawing", Action::ClearDrawing),
    ("back-stroke", Action::UndoStroke),
];

impl Action {
    /// The id of the button that does it.
    pub fn id(&self) -> String {
        let (name, path) = match self {
            Action::Go(path) => ("go", path),
            Action::NextRow(path) => ("next-row", path),
            Action::Stay(path) => ("stay", path),
            Action::AddRow(path) => ("add", path),
            Action::RemoveRow(path) => ("remove", path),
            Action::UndoRemoval(path) => ("undo", path),
            Action::FollowGoal(path) => ("follow", path),
            Action::BeginGoal(area) => ("goal-for", area),
            Action::Begin(path) => ("begin", path),
            Action::MoveUp(path) => ("up", path),
            Action::MoveDown(path) => ("down", path),
            Action::OrderRows(path) => ("order", path),
            Action::ConfirmCarried(section) => ("looked-at", section),
            Action::UseElsewhere(section) => ("use", section),
            Action::Sign(path) => ("sign", path),
            Action::Unsign(path) => ("unsign", path),
            Action::Clear(path) => ("clear", path),
            Action::ClearDrawing(path) => ("clear-drawing", path),
            Action::UndoStroke(path) => ("back-stroke", path),
            plain => {
                let known = PLAIN.iter().find(|(_, action)| action == plain);
                return known.map_or_else(String::new, |(id, _)| (*id).to_owned());
            }
        };
        [name, ":", path].concat()
    }

    /// What a button of this id does.
    pub fn from_id(id: &str) -> Option<Self> {
        match id.split_once(':') {
            None => PLAIN.iter().find(|(plain, _)| *plain == id).map(|(_, action)| action.clone()),
            Some((name, path)) => {
                ABOUT.iter().find(|(about, _)| *about == name).map(|(_, action)| action(path.to_owned()))
            }
        }
    }
}

impl FormStore {
    /// A button or link was pressed. What would change something does nothing while nothing can be changed. What it asks of
    /// whoever holds the form are its [`Effect`]s.
    pub fn handle(&self, action: Action) {
        self.fall_silent();
        if !self.can_handle(&action) {
            return self.render();
        }
        match action {
            Action::Save | Action::TryAgain => self.ask(Effect::Save),
            Action::Complete => self.finish(),
            Action::Check => self.check(),
            Action::Confirm => self.ask(Effect::Complete),
            Action::KeepMine => self.ask(Effect::KeepMine),
            Action::UseTheirs => self.ask(Effect::UseTheirs),
            Action::Look => {
                self.toggle("theirs");
                self.render_and_focus(if self.is_open("theirs") { "theirs" } else { "look" });
            }
            Action::Change => self.change(),
            Action::Amend => self.amend(),
            Action::KeepComplete => self.keep_complete(),
            Action::Continue => self.turn(1),
            Action::Back => self.turn(-1),
            Action::Later => self.come_back_later(),
            Action::Hide => self.set_hidden(true),
            Action::Show => self.set_hidden(false),
            Action::OpenGate => self.open_gate(Gate::Asking, "response"),
            Action::NotAsk => self.open_gate(Gate::NotAsking, "gate-back"),
            Action::CloseGate => self.open_gate(Gate::Closed, "gate-open"),
            Action::OpenWords => {
                self.toggle("words");
                self.render_and_focus("disclosure.words");
            }
            Action::AskAgain => self.ask_again(),
            Action::KeepRecorded => self.keep_recorded(),
            Action::BeginReview => {
                self.amend();
                self.add_row("reviews");
            }
            Action::Print => self.ask(Effect::Print { one_page: self.page.get() == Page::OnePage }),
            Action::OnePage => self.show_one_page(true),
            Action::LeaveOnePage => self.show_one_page(false),
            Action::Copy => self.ask(Effect::Copy),
            Action::GoOn => self.go_on(),
            Action::NextUnfinished => self.next_unfinished(),
            Action::OneSection => self.show_sections(true),
            Action::WholeForm => self.show_sections(false),
            Action::Fold => self.fold(true),
            Action::Unfold => self.fold(false),
            Action::Shortcuts | Action::LastTime => {
                self.toggle(&action.id());
                self.render_and_focus(&action.id());
            }
            Action::NextRow(path) => self.next_row(&path),
            Action::Go(path) => self.go(&path),
            Action::Stay(path) => self.stay(&path),
            Action::AddRow(list) => self.add_row(&list),
            Action::RemoveRow(row) => self.remove_row(&row),
            Action::UndoRemoval(list) => self.undo_removal(&list),
            Action::FollowGoal(goal) => self.follow(&goal),
            Action::BeginGoal(area) => self.begin_goal(&area),
            Action::Begin(group) => {
                self.begin_to(&group);
                let first = self.field(&group).and_then(|field| field.kind.inner()).and_then(|inner| inner.first());
                self.render_and_focus(&first.map_or(group.clone(), |first| [&*group, ".", first.id].concat()));
            }
            Action::MoveUp(row) => self.move_row(&row, -1),
            Action::MoveDown(row) => self.move_row(&row, 1),
            Action::OrderRows(_) => {
                self.toggle(&action.id());
                self.render_and_focus(&action.id());
            }
            Action::ConfirmCarried(section) => self.confirm_carried(&section),
            Action::UseElsewhere(section) => self.use_elsewhere(&section),
            Action::Sign(path) => self.sign(&path),
            Action::Unsign(path) => self.unsign(&path),
            Action::Clear(path) => self.clear(&path),
            Action::ClearDrawing(path) => self.undraw(&path, true),
            Action::UndoStroke(path) => self.undraw(&path, false),
        }
    }

    fn can_handle(&self, action: &Action) -> bool {
        use Action::*;
        let settings = self.settings.borrow();
        match action {
            Hide | Show | Go(_) | Stay(_) | Look | Back | Continue | Change | Check | OrderRows(_) | Print | Copy
            | OnePage | LeaveOnePage | GoOn | NextUnfinished | OneSection | WholeForm | Fold | Unfold | Shortcuts
            | LastTime | NextRow(_) => true,
            _ if settings.readonly || settings.disabled || self.completing.get() => false,
            AddRow(_) | RemoveRow(_) | UndoRemoval(_) | FollowGoal(_) | MoveUp(_) | MoveDown(_) | Sign(_)
            | BeginGoal(_) | ConfirmCarried(_) | UseElsewhere(_) | Unsign(_) | Clear(_) | ClearDrawing(_)
            | UndoStroke(_) | KeepComplete | KeepRecorded => self.can_change(),
            _ => true,
        }
    }

    /// Whether a part has been opened.
    pub fn is_open(&self, key: &str) -> bool {
        let key = self.key_by_id(key);
        self.opened.borrow().contains(&key)
    }

    /// What a part is known by, wherever its row goes: `begin:goals[0].agreement` with the id of the row.
    pub(super) fn key_by_id(&self, key: &str) -> String {
        let path = key.split_once(':').map_or(key, |(_, path)| path);
        [&key[..key.len() - path.len()], &self.by_id(path)].concat()
    }

    /// Opens a part, or closes it.
    pub(super) fn toggle(&self, key: &str) {
        let key = self.key_by_id(key);
        let mut opened = self.opened.borrow_mut();
        let before = opened.len();
        opened.retain(|open| *open != key);
        if opened.len() == before {
            opened.push(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_known_by_its_id() {
        let about = ABOUT.iter().map(|(_, about)| about("goals[0].actions[1]".to_owned()));
        for action in PLAIN.iter().map(|(_, action)| action.clone()).chain(about) {
            assert_eq!(Action::from_id(&action.id()), Some(action));
        }
        assert_eq!((Action::from_id(""), Action::from_id("signs_me"), Action::from_id("x:y")), (None, None, None));
    }
}
