//! Buttons and links, known by their ids, and the parts that they open.

use super::{Effect, FormStore, Gate};

impl FormStore {
    /// A button or link of the form was pressed. What would change something does nothing while nothing can be changed.
    pub fn pressed(&self, id: &str) {
        if !self.can_press(id) {
            return self.draw();
        }
        match id {
            "save" | "try-again" => self.ask(Effect::Save),
            "complete" => self.finish(),
            "confirm" => self.ask(Effect::Complete),
            "keep-mine" => self.ask(Effect::KeepMine),
            "use-theirs" => self.ask(Effect::UseTheirs),
            "look" => {
                self.toggle("theirs");
                self.draw_and_focus(if self.is_open("theirs") { "theirs" } else { "look" });
            }
            "change" => self.change(),
            "amend" => self.amend(),
            "keep-complete" => self.keep_complete(),
            "continue" => self.turn(1),
            "back" => self.turn(-1),
            "later" => self.come_back_later(),
            "hide" => self.set_hidden(true),
            "show" => self.set_hidden(false),
            "gate-open" => self.open_gate(Gate::Asking, "response"),
            "gate-not-asked" => self.open_gate(Gate::NotAsking, "gate-back"),
            "gate-back" => self.open_gate(Gate::Closed, "gate-open"),
            "open-words" => {
                self.toggle("words");
                self.draw_and_focus("disclosure.words");
            }
            "ask-again" => self.ask_again(),
            "keep-recorded" => self.keep_recorded(),
            _ => match id.split_once(':') {
                Some(("go", path)) => self.go(path),
                Some(("add", list)) => self.add_row(list),
                Some(("remove", row)) => self.remove_row(row),
                Some(("undo", list)) => self.undo_removal(list),
                Some(("follow", goal)) => self.follow(goal),
                Some(("begin", group)) => {
                    self.toggle(id);
                    let first = self.field(group).and_then(|field| field.kind.inner()).and_then(|inner| inner.first());
                    self.draw_and_focus(&[group, ".", first.map_or("", |first| first.id)].concat());
                }
                Some(("up", row)) => self.move_row(row, -1),
                Some(("down", row)) => self.move_row(row, 1),
                Some(("order", _)) => {
                    self.toggle(id);
                    self.draw_and_focus(id);
                }
                Some(("sign", which)) => self.sign(which),
                Some(("unsign", which)) => self.unsign(which),
                Some((clear, which)) if clear == "clear" || clear == "back-stroke" => {
                    self.undraw(which, clear == "clear")
                }
                _ => {}
            },
        }
    }

    pub(super) fn can_press(&self, id: &str) -> bool {
        let settings = self.settings.borrow();
        match id.split(':').next().unwrap_or(id) {
            "hide" | "show" | "go" | "look" | "back" | "continue" | "change" | "order" => true,
            _ if settings.readonly || settings.disabled || self.completing.get() => false,
            "add" | "remove" | "undo" | "follow" | "up" | "down" | "sign" | "unsign" | "clear" | "back-stroke"
            | "keep-complete" | "keep-recorded" => self.can_change(),
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
