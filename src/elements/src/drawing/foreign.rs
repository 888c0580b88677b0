//! Drawing on a page where others move, wrap and remove what was drawn.
//!
//! What is drawn over must be what was drawn: else another person's answers can stand beside the old name. The class sees
//! what others do (`../../js/watching.js`) and puts back what it can without a trace. Where it cannot, and whenever another
//! document comes, everything is drawn anew, at most once a drawing.

use wasm_bindgen::prelude::*;
use yew::Html;

use super::{Drawing, Drawn};
use crate::host::Page;

#[wasm_bindgen]
extern "C" {
    /// A drawing begins, perhaps of `another` document. Whether everything that was drawn is where it was put.
    #[wasm_bindgen(method)]
    fn untouched(this: &Page, another: bool) -> bool;

    /// It has ended. Focus, caret and what was opened are as before, unless the document is another.
    #[wasm_bindgen(method)]
    fn drawn(this: &Page);
}

impl Drawing {
    /// Shows this in place of what is there, and moves the focus to where the change wants it. `about` says which document
    /// it is, and of whom.
    pub fn show_among_others(&mut self, page: &Page, about: String, html: &Html, focus: Option<String>) {
        let another = self.about != about;
        if !page.untouched(another) || another {
            self.place.set_text_content(None);
            self.drawn = Drawn::List(Vec::new());
            self.about = about;
        }
        self.show(html);
        if let Some(id) = focus {
            page.focus(&id);
        }
        page.drawn();
    }
}
