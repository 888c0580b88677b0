//! Elements, written shortly. `html!` would do the same; each use of it costs the browser some hundred bytes, and a form
//! is made of hundreds of elements (`docs/decisions/0005-markup.md`). Nothing here knows what a form is.

use yew::virtual_dom::{Key, VTag, VText};
use yew::{AttrValue, Html};

/// An element that is being written.
pub struct Tag(Box<VTag>);

/// Begins an element.
#[inline(never)]
pub fn tag(name: &'static str) -> Tag {
    Tag(Box::new(VTag::new(name)))
}

/// Begins an element of a class.
#[inline(never)]
pub fn of(name: &'static str, class: &'static str) -> Tag {
    tag(name).attr("class", class)
}

/// Text.
#[inline(never)]
pub fn text(words: AttrValue) -> Html {
    VText::new(words).into()
}

/// Several pieces, one after the other.
#[inline(never)]
pub fn all(pieces: Vec<Html>) -> Html {
    pieces.into_iter().collect()
}

impl Tag {
    /// An attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: impl Into<AttrValue>) -> Self {
        self.set(name, value.into())
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: AttrValue) -> Self {
        self.0.add_attribute(name, value);
        self
    }

    /// What a choice shows as chosen. The attribute of an option says it only to begin with.
    #[inline(never)]
    pub fn chosen(mut self, value: String) -> Self {
        #[cfg(target_family = "wasm")]
        self.0.add_property("value", value);
        // A server draws no choices, only answers.
        #[cfg(not(target_family = "wasm"))]
        self.0.add_attribute("data-chosen", value);
        self
    }

    /// An attribute, when there is something to say.
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.set(name, value.into()),
            None => self,
        }
    }

    /// An attribute that is there or not, such as `disabled`.
    #[inline(never)]
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.set(name, AttrValue::Static("")) } else { self }
    }

    /// What an input or text area holds. Drawn again, it is touched only when it holds something else.
    #[inline(never)]
    pub fn value(mut self, value: String) -> Self {
        self.0.set_value(value);
        self
    }

    /// Whether a radio or checkbox is on.
    #[inline(never)]
    pub fn checked(mut self, on: bool) -> Self {
        self.0.set_checked(on);
        self
    }

    /// What an element is known by among its neighbours, so that it stays the same one when they change places.
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// What is inside, after what is there.
    #[inline(never)]
    pub fn child(mut self, child: Html) -> Self {
        self.0.add_child(child);
        self
    }

    /// Words inside.
    #[inline(never)]
    pub fn say(self, words: impl Into<AttrValue>) -> Self {
        self.child(text(words.into()))
    }

    /// The element.
    #[inline(never)]
    pub fn end(self) -> Html {
        (*self.0).into()
    }
}
