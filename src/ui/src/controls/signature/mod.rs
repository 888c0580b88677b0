//! A signature: a typed name that is confirmed, drawn on the screen, or on paper that someone holds. Signing is not
//! agreeing. What is drawn can be typed instead, so nothing needs a drag (WCAG 2.5.7).

use coplan_model::signature::Standing;
use yew::{Html, component, html};

use super::button::{button_about, small_button};
use super::{ControlProps, described_by, group, hint_and_error, keyed};
use crate::context::FormContext;
use crate::messages::{in_html, isolated};
use crate::store::Action;

/// The box that a drawing is kept in: it has no pixels, so it looks the same on any screen.
const BOX: &str = "0 0 600 200";

/// As it stands, or how to make it.
#[component]
pub fn Signature(ControlProps { form, path }: &ControlProps) -> Html {
    let inside = match form.store.signature(path) {
        Some(Standing::Matches | Standing::MatchesAnswers) => {
            let unsign = Action::Unsign(path.to_string());
            html! {
                <key="signed">
                    { read(form, path) }
                    { small_button(form, unsign, form.say("signature.unsign"), &form.say(path)) }
                </>
            }
        }
        Some(Standing::Changed) => html! { <key="void">{ void(form) }{ read(form, path) }{ making(form, path) }</> },
        _ => html! { <key="unsigned">{ making(form, path) }</> },
    };
    let set = html! {
        <fieldset class="nhsuk-fieldset coplan-signature" id={path.clone()} tabindex="-1"
            aria-describedby={described_by(form, path, None)}>
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m" part="label">{ form.say(path) }</legend>
            { hint_and_error(form, path) }
            { inside }
        </fieldset>
    };
    group(form, path, set)
}

/// How it is made, one question after the other. What is asked first stays where it is when more is asked.
fn making(form: &FormContext, path: &str) -> Html {
    let question = |part: &str| keyed(part, form.field(&[path, ".", part].concat()));
    let method = form.text(&[path, ".method"].concat());
    let mut pieces = vec![question("method")];
    if !method.is_empty() {
        let who: &[&str] = if path == "sign_su" { &["signed_by", "authority"] } else { &["signing_as"] };
        pieces.extend(who.iter().map(|part| question(part)));
        pieces.push(question("name"));
        if method == "drawn" {
            pieces.push(keyed("drawing", pad(form, path)));
        }
        let words = form.say(if method == "paper" { "signature.record" } else { "signature.sign" });
        let sign = button_about(form, Action::Sign(path.to_owned()), words, true, &form.say(path));
        let sign = html! { <div class="nhsuk-button-group">{ sign }</div> };
        pieces.extend([question("held_by"), question("signed_on"), keyed("sign", sign)]);
    }
    pieces.into_iter().collect()
}

/// Where it is drawn. The class follows the pointer; each stroke arrives here when it ends.
fn pad(form: &FormContext, path: &str) -> Html {
    let about = form.say(path);
    let path = [path, ".drawing"].concat();
    let value = form.text(&path);
    let (name, disabled) = (path.clone(), form.disabled());
    let label = [&path, "-label"].concat();
    let (back, clear) = (Action::UndoStroke(path.clone()), Action::ClearDrawing(path.clone()));
    let inside = html! {
        <>
            <p class="nhsuk-label nhsuk-label--s" id={label.clone()}>{ form.say(&path) }</p>
            { hint_and_error(form, &path) }
            <input type="hidden" {name} {disabled} value={value.clone()} />
            <svg viewBox={BOX} class="coplan-pad" id={path.clone()} tabindex="-1" role="img" aria-labelledby={label}>
                { strokes(value) }
            </svg>
            <div class="coplan-rows__buttons">
                { small_button(form, back, form.say("signature.undo_stroke"), &about) }
                { small_button(form, clear, form.say("signature.clear"), &about) }
            </div>
        </>
    };
    group(form, &path, inside)
}

fn strokes(drawing: String) -> Html {
    html! {
        <path d={drawing} fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" />
    }
}

/// Something was changed after it was signed.
fn void(form: &FormContext) -> Html {
    html! {
        <div class="nhsuk-inset-text coplan-void">
            <strong>{ form.say("signature.void") }</strong>
            <p>{ form.say("signature.void.advice") }</p>
        </div>
    }
}

/// A signature in words: how, by whom and when.
fn line(form: &FormContext, path: &str) -> String {
    let part = |part: &str| form.text(&[path, ".", part].concat());
    let method = form.option(&[path, ".method"].concat(), &part("method"));
    let date = form.date(&part("signed_on"));
    let mut line = String::from(
        &*form.tell("signature.read", &[("name", &isolated(&part("name"))), ("date", &date), ("method", &method)]),
    );
    for (key, label) in [("authority", true), ("signing_as", true), ("held_by", false)] {
        let value = part(key);
        if !value.is_empty() {
            line.push_str(" · ");
            let path = [path, ".", key].concat();
            let words = if label {
                form.option(&path, &value)
            } else {
                form.tell("signature.held_by", &[("name", &isolated(&value))])
            };
            line.push_str(&words);
        }
    }
    line
}

/// A signature as it is read: in words, and what was drawn.
pub fn read(form: &FormContext, path: &str) -> Html {
    let part = |part: &str| form.text(&[path, ".", part].concat());
    let drawing = part("drawing");
    let drawn = (!drawing.is_empty() && part("method") == "drawn").then(|| {
        html! {
            <svg viewBox={BOX} class="coplan-pad" role="img" aria-label={form.say(path)}>{ strokes(drawing) }</svg>
        }
    });
    html! {
        <div class="coplan-signed">
            <p class="coplan-typed">{ in_html(&line(form, path)) }</p>
            { drawn.unwrap_or_default() }
        </div>
    }
}

/// A signature among answers that are read: as it stands, that it is void, or nothing.
pub fn answer(form: &FormContext, path: &str) -> Option<Html> {
    match form.store.signature(path)? {
        Standing::NoDigest | Standing::SignsNothing => None,
        Standing::Matches | Standing::MatchesAnswers => Some(read(form, path)),
        Standing::Changed => Some(html! { <><p>{ form.say("signature.void") }</p>{ read(form, path) }</> }),
    }
}

/// The same in words alone.
pub fn in_words(form: &FormContext, path: &str) -> Option<String> {
    match form.store.signature(path)? {
        Standing::NoDigest | Standing::SignsNothing => None,
        Standing::Matches | Standing::MatchesAnswers => Some(line(form, path)),
        Standing::Changed => Some([&*form.say("signature.void"), " · ", &line(form, path)].concat()),
    }
}
