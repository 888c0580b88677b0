//! Elements, written shortly. `html!` would do the same; each use of it costs the browser some hundred bytes, and a form
//! is made of hundreds of elements (`docs/decisions/0005-markup.md`). Nothing here knows what a form is.

use std::cell::RefCell;

use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VList, VTag, VText};
use yew::{AttrValue, Html};

/// An element that is being written.
pub struct Tag(Box<Parts>);

struct Parts {
    tag: VTag,
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
    children: Vec<Html>,
}

thread_local! {
    /// Which attributes stand together. There are a few dozen such lists, each kept once: elements whose lists are the same
    /// one are compared value by value, and Yew's map of attributes, 2 kB of it, is never built.
    static NAMES: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
}

#[inline(never)]
fn kept(names: Vec<&'static str>) -> &'static [&'static str] {
    NAMES.with_borrow_mut(|kept| match kept.iter().find(|kept| ***kept == *names) {
        Some(kept) => kept,
        None => {
            kept.push(names.leak());
            kept[kept.len() - 1]
        }
    })
}

/// Begins an element.
#[inline(never)]
pub fn tag(name: &'static str) -> Tag {
    Tag(Box::new(Parts { tag: VTag::new(name), names: Vec::new(), values: Vec::new(), children: Vec::new() }))
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
    VList::with_children(pieces, None).into()
}

impl Tag {
    /// An attribute. None is given twice.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: impl Into<AttrValue>) -> Self {
        self.set(name, Some(value.into()))
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: Option<AttrValue>) -> Self {
        debug_assert!(!self.0.names.contains(&name), "{name} is given twice");
        self.0.names.push(name);
        self.0.values.push(value.map(AttributeOrProperty::Attribute));
        self
    }

    /// What a choice shows as chosen. The attribute of an option says it only to begin with.
    #[cfg(target_family = "wasm")]
    #[inline(never)]
    pub fn chosen(mut self, value: String) -> Self {
        self.0.names.push("value");
        self.0.values.push(Some(AttributeOrProperty::Property(value.into())));
        self
    }

    /// A server draws no choices, only answers: there is nothing there that has properties.
    #[cfg(not(target_family = "wasm"))]
    pub fn chosen(self, _: String) -> Self {
        self
    }

    /// An attribute, when there is something to say.
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<String>) -> Self {
        self.set(name, value.map(AttrValue::from))
    }

    /// An attribute that is there or not, such as `disabled`.
    #[inline(never)]
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        self.set(name, on.then_some(AttrValue::Static("")))
    }

    /// What an input or text area holds. Drawn again, it is touched only when it holds something else.
    #[inline(never)]
    pub fn value(mut self, value: String) -> Self {
        self.0.tag.set_value(value);
        self
    }

    /// Whether a radio or checkbox is on.
    #[inline(never)]
    pub fn checked(mut self, on: bool) -> Self {
        self.0.tag.set_checked(on);
        self
    }

    /// What an element is known by among its neighbours, so that it stays the same one when they change places.
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        self.0.tag.key = Some(Key::from(key));
        self
    }

    /// What is inside, after what is there.
    #[inline(never)]
    pub fn child(mut self, child: Html) -> Self {
        self.0.children.push(child);
        self
    }

    /// An element inside.
    #[inline(never)]
    pub fn put(self, inside: Tag) -> Self {
        self.child(inside.end())
    }

    /// Messages inside.
    #[inline(never)]
    pub fn say(self, words: impl Into<AttrValue>) -> Self {
        self.child(text(words.into()))
    }

    /// The element.
    #[inline(never)]
    pub fn end(self) -> Html {
        let Parts { mut tag, names, values, children } = *self.0;
        tag.set_attributes(Attributes::Dynamic { keys: kept(names), values: values.into() });
        if let Some(inside) = tag.children_mut() {
            *inside = all(children);
        }
        tag.into()
    }
}
