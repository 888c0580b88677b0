//! What a form has drawn into the page: the form itself, and the places where it says how saving stands, which change while
//! nothing else does.

use std::rc::Rc;

use coplan_ui::State;
use web_sys::Element;
use yew::Html;

use crate::drawing::Drawing;

/// A form on the page.
pub struct Screen {
    place: Element,
    form: Drawing,
    places: Vec<Place>,
}

/// What is said in a place.
type View = fn(&Rc<State>) -> Html;

/// A place that the form leaves empty, and what stands there.
struct Place {
    element: Element,
    view: View,
    said: Html,
}

/// Where what is said, by class (`coplan_ui::forms::frame`).
const VIEWS: [(&str, View); 2] = [("coplan-status", coplan_ui::saving), ("coplan-edge", coplan_ui::failure)];

impl Screen {
    /// Nothing yet, in an empty place.
    pub fn new(place: Element) -> Self {
        Self { form: Drawing::new(place.clone()), place, places: Vec::new() }
    }

    /// Another document comes: nothing of what was drawn for the one before is used again, whoever has touched it.
    pub fn clear(&mut self) {
        self.place.set_text_content(None);
        self.form = Drawing::new(self.place.clone());
        self.places.clear();
    }

    /// Draws the form as it stands.
    pub fn draw(&mut self, state: &Rc<State>) {
        self.form.show(&coplan_ui::on_screen(state));
        let mut before = std::mem::take(&mut self.places);
        for (class, view) in VIEWS {
            let found = self.place.get_elements_by_class_name(class);
            for element in (0..found.length()).filter_map(|at| found.item(at)) {
                let known = before.iter().position(|place| place.element == element);
                let new = || Place { element: element.clone(), view, said: Html::default() };
                self.places.push(known.map_or_else(new, |at| before.swap_remove(at)));
            }
        }
        self.say(state);
    }

    /// Says how saving stands, and draws nothing else.
    pub fn say(&mut self, state: &Rc<State>) {
        for place in &mut self.places {
            let html = (place.view)(state);
            // Said once: what is put there again would be read out again. Others may have wrapped the words: they all go.
            if html != place.said {
                place.element.set_text_content(None);
                Drawing::new(place.element.clone()).show(&html);
                place.said = html;
            }
        }
    }
}
