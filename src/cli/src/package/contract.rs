//! What an element is to its page, from the one place that says it: `pkg-config/contract.json`.

use serde::Deserialize;

/// The elements, as `docs/host-contract.md` describes them.
#[derive(Debug, Deserialize)]
pub struct Contract {
    /// The elements.
    pub tags: Vec<Tag>,
    /// Attributes, each reflected as a property.
    pub attributes: Vec<Attribute>,
    /// The other properties.
    pub properties: Vec<Property>,
    /// Methods.
    pub methods: Vec<Method>,
    /// Events; all bubble and are composed.
    pub events: Vec<Event>,
    /// What a page may put inside; the one without a name is the fallback.
    pub slots: Vec<Named>,
    /// What `::part()` reaches.
    pub parts: Vec<Named>,
    /// Custom properties of CSS.
    pub properties_of_css: Vec<Named>,
}

/// An element.
#[derive(Debug, Deserialize)]
pub struct Tag {
    /// Its name in HTML.
    pub tag: String,
    /// The `form` of its documents.
    pub form: String,
    /// What it is.
    pub title: String,
    /// The form of an element inside it, whose events pass through.
    pub contains: Option<String>,
}

/// An attribute.
#[derive(Debug, Deserialize)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// The name of its property, where that is another.
    property: Option<String>,
    /// The property's type.
    pub r#type: String,
    /// What the property says while the attribute is not there.
    pub default: Option<String>,
    /// Every HTML element has it.
    #[serde(default)]
    pub inherited: bool,
    /// What it means.
    pub description: String,
}

impl Attribute {
    /// The name of its property.
    pub fn property(&self) -> &str {
        self.property.as_deref().unwrap_or(&self.name)
    }
}

/// A property.
#[derive(Debug, Deserialize)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// What it gives.
    pub r#type: String,
    /// What it takes, when that is more.
    pub set: Option<String>,
    /// It takes nothing.
    #[serde(default)]
    pub readonly: bool,
    /// What it means.
    pub description: String,
}

/// A method.
#[derive(Debug, Deserialize)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// What it has to be given.
    pub takes: Option<Parameter>,
    /// The type of the options that it may be given.
    pub options: Option<String>,
    /// What it gives.
    pub returns: String,
    /// What it does.
    pub description: String,
}

/// What a method has to be given.
#[derive(Debug, Deserialize)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it is.
    pub r#type: String,
}

/// An event.
#[derive(Debug, Deserialize)]
pub struct Event {
    /// Its name.
    pub name: String,
    /// The type of the event object.
    pub r#type: String,
    /// When it comes.
    pub description: String,
}

/// A slot, a part or a custom property.
#[derive(Debug, Deserialize)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Unless set.
    pub default: Option<String>,
    /// The forms whose elements have it; all, when none is named.
    #[serde(default)]
    pub forms: Vec<String>,
    /// What it is for.
    pub description: String,
}

impl Contract {
    /// Reads it.
    ///
    /// # Errors
    /// When the file is not as described here.
    pub fn read() -> serde_json::Result<Self> {
        serde_json::from_str(include_str!("../../../../pkg-config/contract.json"))
    }
}
