//! `react.d.ts` and `vue.d.ts`: what a framework's templates know of the elements, each an entry of its own, so that who has no
//! React or Vue needs none.

use super::contract::{Contract, Tag};
use super::types::{GENERATED, class, document_type};

/// The types for JSX of React 19.
pub fn react(contract: &Contract) -> String {
    let mut out = head("react", "JSX of React 19");
    out += "import type { DetailedHTMLProps, HTMLAttributes } from \"react\";\n\n";
    out += IMPORTS;
    out += "/** What JSX may say of an element. */\n";
    out += "export type CoplanProps<Element extends CoplanElement, Sent extends CoplanDocument = Element[\"document\"]> =\n";
    out += "  DetailedHTMLProps<HTMLAttributes<Element>, Element> & {\n";
    // React says `className` of its own elements; of custom ones, both.
    out += "  class?: string;\n";
    out += &settable(contract);
    for event in &contract.events {
        out += &format!("  \"on{0}\"?: (event: CoplanEventMap<Sent>[\"{0}\"]) => void;\n", event.name);
    }
    out += "};\n\ndeclare module \"react\" {\n  namespace JSX {\n    interface IntrinsicElements {\n";
    for tag in &contract.tags {
        out += &format!("      \"{}\": CoplanProps<{}>;\n", tag.tag, arguments(tag));
    }
    out + "    }\n  }\n}\n"
}

/// The types for templates of Vue 3.
pub fn vue(contract: &Contract) -> String {
    let mut out = head("vue", "templates of Vue 3");
    out += "import type { EmitFn, HTMLAttributes, PublicProps } from \"vue\";\n\n";
    out += IMPORTS;
    out += "/** What a template may say of an element. */\n";
    out += "export interface CoplanProps<Element extends CoplanElement> {\n";
    out += &settable(contract);
    out += "}\n\n/** An element as a template knows it: its properties, and its events as `@coplan-save`. */\n";
    out += "export type CoplanComponent<Element extends CoplanElement, Sent extends CoplanDocument = Element[\"document\"]> = new () => Element & {\n";
    out += "  /** @deprecated For templates alone: no element has it. */\n";
    out += "  $props: HTMLAttributes & CoplanProps<Element> & PublicProps;\n";
    out += "  /** @deprecated For templates alone: no element has it. */\n";
    out += "  $emit: EmitFn<{ [Name in keyof CoplanEventMap]: (event: CoplanEventMap<Sent>[Name]) => void }>;\n";
    out += "};\n\ndeclare module \"vue\" {\n  interface GlobalComponents {\n";
    for tag in &contract.tags {
        out += &format!("    \"{}\": CoplanComponent<{}>;\n", tag.tag, arguments(tag));
    }
    out + "  }\n}\n"
}

fn head(entry: &str, what: &str) -> String {
    format!("{GENERATED}\n/** `import \"coplan/{entry}\"` defines the elements, and tells {what} about them. */\n\n")
}

const IMPORTS: &str = "import type * as coplan from \"./coplan.js\";
import type { CoplanDocument, CoplanElement, CoplanEventMap, CoplanPolicy, CoplanUser, NewDocument } from \"./coplan.js\";

export * from \"./coplan.js\";

";

/// Attributes by their properties, and the properties that can be set.
fn settable(contract: &Contract) -> String {
    let mut out = String::new();
    for attribute in contract.attributes.iter().filter(|attribute| !attribute.inherited) {
        out += &format!("  {}?: {};\n", attribute.property(), attribute.r#type);
    }
    for property in contract.properties.iter().filter(|property| !property.readonly) {
        let document = "Element[\"document\"] | NewDocument<Element[\"document\"]>";
        let ty = if property.name == "document" { document } else { &property.r#type };
        out += &format!("  {}?: {ty};\n", property.name);
    }
    out
}

/// The class of an element and, when another form stands in it, the documents that both send.
fn arguments(tag: &Tag) -> String {
    let sent = tag.contains.as_deref().map(|inner| {
        let both = [&*tag.form, inner].map(|form| format!("coplan.{}", document_type(form)));
        format!(", {}", both.join(" | "))
    });
    format!("coplan.{}{}", class(&tag.tag), sent.unwrap_or_default())
}
