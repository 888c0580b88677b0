//! `#[derive(Answers)]` and `#[derive(Choice)]`: the table of questions behind a form's struct.
//!
//! A form is written once, as a struct. Rust hosts use the struct; what the browser loads uses the table, which
//! costs a few bytes a question where a deserialiser costs hundreds (`docs/decisions/0003-tables.md`).
//! This crate must hold no rule of its own: it only copies what stands beside the field.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Data, DeriveInput, Error, Field, Fields, LitInt, LitStr, Result, parse_macro_input, spanned::Spanned};

/// Writes `Shape` and `Answers` for a struct: one table row a field, in the order of the paper form.
///
/// Beside a field, `#[answer(…)]` may say: `draft` or `complete` (the moment that needs it), `by_rule` (a rule
/// of the form needs it), `kept` (recorded earlier),
/// `only_if = "sibling=code|code"` (asked only then), `complete_if = "sibling"` (needed only then;
/// a group that names itself is asked for nothing until it is begun),
/// `exclusive = "code"` (a code that excludes the others), `retired` (that code is an answer of earlier versions), `long` and
/// `limit = n` (text), `past`, `future` and `partial` (dates),
/// `initial_rows = n` (rows that the paper form prints), `staff` (a worker's to answer), `voiced` (whose words it is, is recorded),
/// `names` (names someone who can be chosen again).
#[proc_macro_derive(Answers, attributes(answer))]
pub fn answers(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    write_answers(&input).unwrap_or_else(Error::into_compile_error).into()
}

/// Writes `Shape` for an enum of codes, in the order they stand on screen. Codes are the names in snake case.
#[proc_macro_derive(Choice)]
pub fn choice(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    write_choice(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn write_answers(input: &DeriveInput) -> Result<Tokens> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new(input.span(), "Answers is for structs"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new(input.span(), "Answers needs named fields"));
    };
    let rows = fields.named.iter().filter(|field| !is_unknown(field)).map(row).collect::<Result<Vec<_>>>()?;
    let name = &input.ident;
    let kind = own_kind(input)?.unwrap_or(quote!(Group(<Self as crate::fields::Answers>::FIELDS)));
    Ok(quote! {
        impl crate::fields::Answers for #name {
            const FIELDS: &'static [crate::fields::Field] = &[#(#rows),*];
        }
        impl crate::fields::Shape for #name {
            const KIND: crate::fields::Kind = crate::fields::Kind::#kind;
        }
    })
}

/// `#[answer(kind = "Person")]` on a struct: it is no plain group of questions.
fn own_kind(input: &DeriveInput) -> Result<Option<Tokens>> {
    let mut kind = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("answer")) {
        attribute.parse_nested_meta(|meta| {
            let name: LitStr = meta.value()?.parse()?;
            let name: syn::Ident = name.parse()?;
            kind = Some(quote!(#name));
            Ok(())
        })?;
    }
    Ok(kind)
}

/// Fields that a newer version may have written are kept, not asked.
fn is_unknown(field: &Field) -> bool {
    matches!(&field.ty, syn::Type::Path(path) if path.path.is_ident("Unknown"))
}

fn row(field: &Field) -> Result<Tokens> {
    let id = field.ident.as_ref().expect("named").to_string();
    let id = id.trim_start_matches("r#");
    let ty = &field.ty;
    let mut need = quote!(Optional);
    let mut only_if = quote!(None);
    let mut complete_if = quote!(None);
    let mut exclusive = quote!(None);
    let mut initial_rows = quote!(0);
    let (mut staff, mut voiced, mut names, mut others, mut retired) = (false, false, false, false, false);
    let mut kind = quote!(<#ty as crate::fields::Shape>::KIND);
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("answer")) {
        attribute.parse_nested_meta(|meta| {
            let path = meta.path.clone();
            let is = |name: &str| path.is_ident(name);
            if is("draft") {
                need = quote!(Draft);
            } else if is("by_rule") {
                need = quote!(ByRule);
            } else if is("kept") {
                need = quote!(Kept);
            } else if is("complete") {
                need = quote!(Complete);
            } else if is("only_if") {
                only_if = condition(&meta.value()?.parse()?)?;
            } else if is("complete_if") {
                complete_if = condition(&meta.value()?.parse()?)?;
            } else if is("exclusive") {
                let code: LitStr = meta.value()?.parse()?;
                exclusive = quote!(Some(#code));
            } else if is("retired") {
                retired = true;
            } else if is("initial_rows") {
                let count: LitInt = meta.value()?.parse()?;
                initial_rows = quote!(#count);
            } else if is("staff") {
                staff = true;
            } else if is("voiced") {
                voiced = true;
            } else if is("names") {
                names = true;
            } else if is("others") {
                others = true;
            } else if is("long") {
                kind = quote!(#kind.long());
            } else if is("limit") {
                let limit: LitInt = meta.value()?.parse()?;
                kind = quote!(#kind.limit(#limit));
            } else if is("past") {
                kind = quote!(#kind.past());
            } else if is("future") {
                kind = quote!(#kind.future());
            } else if is("partial") {
                kind = quote!(#kind.partial());
            } else {
                return Err(meta.error("not a rule that #[answer(…)] knows"));
            }
            Ok(())
        })?;
    }
    Ok(quote! {
        crate::fields::Field {
            id: #id,
            kind: #kind,
            need: crate::fields::Need::#need,
            only_if: #only_if,
            complete_if: #complete_if,
            exclusive: #exclusive,
            retired: #retired,
            initial_rows: #initial_rows,
            staff: #staff,
            voiced: #voiced,
            names: #names,
            others: #others,
            hidden: false,
            by_policy: false,
        }
    })
}

/// `"response=yes|none_stated"`: that answer is one of these. `"name"`: that question has an answer.
fn condition(text: &LitStr) -> Result<Tokens> {
    let value = text.value();
    let (sibling, codes) = value.split_once('=').unwrap_or((&value, ""));
    let codes = codes.split('|').filter(|code| !code.is_empty());
    if sibling.is_empty() {
        return Err(Error::new(text.span(), "a condition names a question: \"response=yes|none_stated\""));
    }
    Ok(quote!(Some(crate::fields::Condition::beside(#sibling, &[#(#codes),*]))))
}

fn write_choice(input: &DeriveInput) -> Result<Tokens> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new(input.span(), "Choice is for enums"));
    };
    let name = &input.ident;
    let variants: Vec<_> = data.variants.iter().map(|variant| &variant.ident).collect();
    let codes: Vec<_> = variants.iter().map(|variant| snake_case(&variant.to_string())).collect();
    Ok(quote! {
        impl #name {
            /// Every code, in the order they stand on screen.
            pub const CODES: &'static [&'static str] = &[#(#codes),*];

            /// The code in the document.
            pub const fn code(self) -> &'static str {
                match self { #(Self::#variants => #codes),* }
            }

            /// The choice behind a code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { #(#codes => Some(Self::#variants),)* _ => None }
            }
        }
        impl crate::fields::Shape for #name {
            const KIND: crate::fields::Kind = crate::fields::Kind::Code(Self::CODES);
        }
    })
}

/// As serde's `rename_all = "snake_case"` does, so that both sides agree on a code.
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for (index, letter) in name.char_indices() {
        if letter.is_uppercase() && index > 0 {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
