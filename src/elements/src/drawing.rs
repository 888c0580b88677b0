//! Puts what a view draws into the page, and afterwards changes there only what is different.
//!
//! The views draw with Yew's virtual DOM. Its own renderer also brings components, listeners, suspense, portals and a
//! scheduler, none of which a form has; this does what is left (`docs/decisions/0011-drawing.md`).

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Node};
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VNode, VTag};
use yew::{AttrValue, Html};

const HTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";

/// A place in the page, and what stands there.
///
/// What is in an element that is drawn with nothing in it stays as it is: that is a place for a drawing of its own, until the
/// drawing around it is made afresh and has another such element.
pub struct Drawing {
    place: Element,
    page: Page,
    drawn: Drawn,
}

/// What was drawn, beside what is on the page for it.
enum Drawn {
    Tag { element: Element, tag: Rc<VTag>, inside: Box<Drawn> },
    Text { node: Node, words: AttrValue },
    List(Vec<Drawn>),
}

impl Drawing {
    /// Nothing yet, in an empty place.
    pub fn new(place: Element) -> Self {
        let page = Page(place.owner_document().expect("an element belongs to a document"));
        Self { place, page, drawn: Drawn::List(Vec::new()) }
    }

    /// Shows this, in place of what is there.
    pub fn show(&mut self, html: &Html) {
        self.page.show(&self.place, HTML, &mut self.drawn, html);
    }
}

impl Drawn {
    fn key(&self) -> Option<&Key> {
        match self {
            Drawn::Tag { tag, .. } => tag.key.as_ref(),
            _ => None,
        }
    }

    /// Whether it can become `html`. Two elements that are known by different keys are not the same.
    fn can_be(&self, html: &Html) -> bool {
        match (self, html) {
            (Drawn::Tag { tag, .. }, VNode::VTag(new)) => tag.tag() == new.tag() && tag.key == new.key,
            (Drawn::Text { .. }, VNode::VText(_)) | (Drawn::List(_), VNode::VList(_)) => true,
            _ => false,
        }
    }

    /// The nodes on the page that stand for it, in their order.
    fn each_node(&self, then: &mut dyn FnMut(&Node)) {
        match self {
            Drawn::Tag { element, .. } => then(element),
            Drawn::Text { node, .. } => then(node),
            Drawn::List(list) => list.iter().for_each(|drawn| drawn.each_node(then)),
        }
    }
}

/// The page that is drawn on.
struct Page(Document);

impl Page {
    /// Makes what is inside of an element the same as `html`.
    fn show(&self, within: &Element, space: &str, drawn: &mut Drawn, html: &Html) {
        if self.change(within, space, drawn, html) {
            let mut at = within.first_child();
            drawn.each_node(&mut |node| {
                if at.as_ref() == Some(node) {
                    at = node.next_sibling();
                } else {
                    // Others have not been here since it was drawn (`js/watching.js`).
                    within.insert_before(node, at.as_ref()).expect("what was drawn is where it was put");
                }
            });
        }
    }

    /// The same without putting the nodes in their places; says whether that is to be done.
    fn change(&self, within: &Element, space: &str, drawn: &mut Drawn, html: &Html) -> bool {
        if !drawn.can_be(html) {
            drawn.each_node(&mut |node| drop(within.remove_child(node)));
            *drawn = self.make(space, html);
            return true;
        }
        match (drawn, html) {
            (Drawn::Tag { element, tag, inside }, VNode::VTag(new)) => {
                let space = space_of(space, new);
                set_attributes(element, Some(tag), new);
                if let Some(html) = new.children() {
                    self.show(element, space, inside, html);
                }
                set_properties(element, new);
                *tag = new.clone();
                false
            }
            (Drawn::Text { node, words }, VNode::VText(new)) => {
                if *words != new.text {
                    node.set_node_value(Some(&new.text));
                    *words = new.text.clone();
                }
                false
            }
            (Drawn::List(list), VNode::VList(new)) => {
                let mut before: Vec<Option<Drawn>> = std::mem::take(list).into_iter().map(Some).collect();
                let mut moved = false;
                for (place, html) in new.iter().enumerate() {
                    let at = match html.key() {
                        Some(key) => before.iter().position(|one| one.as_ref().and_then(Drawn::key) == Some(key)),
                        None => Some(place).filter(|place| *place < before.len()),
                    };
                    moved |= at != Some(place);
                    list.push(match at.and_then(|at| before[at].take()) {
                        Some(mut one) => {
                            moved |= self.change(within, space, &mut one, html);
                            one
                        }
                        None => self.make(space, html),
                    });
                }
                for gone in before.into_iter().flatten() {
                    gone.each_node(&mut |node| drop(within.remove_child(node)));
                }
                moved
            }
            _ => false,
        }
    }

    /// Something that is not on the page yet.
    fn make(&self, space: &str, html: &Html) -> Drawn {
        match html {
            VNode::VTag(tag) => {
                let space = space_of(space, tag);
                let element = self.0.create_element_ns(Some(space), tag.tag()).expect("views name real elements");
                set_attributes(&element, None, tag);
                let mut inside = Drawn::List(Vec::new());
                if let Some(html) = tag.children() {
                    self.show(&element, space, &mut inside, html);
                }
                set_properties(&element, tag);
                Drawn::Tag { element, tag: tag.clone(), inside: Box::new(inside) }
            }
            VNode::VText(text) => {
                Drawn::Text { node: self.0.create_text_node(&text.text).into(), words: text.text.clone() }
            }
            VNode::VList(list) => Drawn::List(list.iter().map(|html| self.make(space, html)).collect()),
            // Views draw elements, words, and lists of them.
            _ => Drawn::List(Vec::new()),
        }
    }
}

/// A picture and what is in it are named in a space of their own.
fn space_of<'a>(space: &'a str, tag: &VTag) -> &'a str {
    if tag.tag() == "svg" { SVG } else { space }
}

fn attributes(tag: &VTag) -> impl Iterator<Item = (&'static str, Option<&AttrValue>)> {
    let (keys, values): (&[_], &[_]) = match &tag.attributes {
        Attributes::Dynamic { keys, values } => (keys, values),
        _ => (&[], &[]),
    };
    keys.iter().zip(values).map(|(name, value)| match value {
        Some(AttributeOrProperty::Attribute(value)) => (*name, Some(value)),
        _ => (*name, None),
    })
}

fn set_attributes(element: &Element, old: Option<&VTag>, new: &VTag) {
    let mut before: Vec<_> = old.into_iter().flat_map(attributes).collect();
    for (name, value) in attributes(new) {
        let was = before.iter().position(|before| before.0 == name).and_then(|at| before.swap_remove(at).1);
        if value != was {
            let _ = match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        }
    }
    for (name, _) in before {
        let _ = element.remove_attribute(name);
    }
}

/// What a control holds. It is touched only when it holds something else: a caret stays where it is. Text is compared as it is
/// heard: half of a surrogate pair, whose other half may follow, is heard as U+FFFD and is no other text.
fn set_properties(element: &Element, tag: &VTag) {
    let set = |name: &str, value: JsValue| {
        let name = JsValue::from_str(name);
        if Reflect::get(element, &name).is_ok_and(|held| held != value) {
            let _ = Reflect::set(element, &name, &value);
        }
    };
    if let Some(on) = tag.checked() {
        set("checked", on.into());
    }
    if let Some(value) = tag.value() {
        let held = Reflect::get(element, &JsValue::from_str("value")).ok().and_then(|held| held.as_string());
        if held.as_deref() != Some(&**value) {
            set("value", (&**value).into());
        }
    }
    if let Attributes::Dynamic { keys, values } = &tag.attributes {
        for (name, value) in keys.iter().zip(values) {
            if let Some(AttributeOrProperty::Property(value)) = value {
                set(name, value.clone());
            }
        }
    }
}
