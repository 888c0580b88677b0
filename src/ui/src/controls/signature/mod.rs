//! A signature: a typed name that is confirmed, drawn on the screen, or on paper that someone holds. Signing is not
//! agreeing. What is drawn can be typed instead, so nothing needs a drag (WCAG 2.5.7).

use coplan_model::signature::Standing;
use yew::Html;

use super::{described_by, group, hint_and_error, small_button};
use crate::context::FormContext;
use crate::markup::{Tag, all, of, tag, text};
use crate::messages::{in_html, isolated};

/// The box that a drawing is kept in: it has no pixels, so it looks the same on any screen.
const BOX: &str = "0 0 600 200";

/// Draws it: as it stands, or how to make it.
pub fn draw(form: &FormContext, path: &str) -> Html {
    let legend = of("legend", "nhsuk-fieldset__legend nhsuk-fieldset__legend--m").attr("part", "label");
    let set = of("fieldset", "nhsuk-fieldset coplan-signature").attr("id", path.to_owned()).attr("tabindex", "-1");
    let set = set.maybe("aria-describedby", described_by(form, path, None));
    let set = set.put(legend.say(form.say(path))).child(hint_and_error(form, path));
    let inside = match form.store.signature(path) {
        Some(Standing::Matches | Standing::MatchesAnswers) => all(vec![
            read(form, path),
            small_button(form, ["unsign:", path].concat(), form.say("signature.unsign"), &form.say(path)),
        ]),
        Some(Standing::Changed) => all(vec![void(form), read(form, path), making(form, path)]),
        _ => making(form, path),
    };
    group(form, path).put(set.child(inside)).end()
}

/// How it is made, one question after the other. Each has its place whether it is asked or not: none replaces another.
fn making(form: &FormContext, path: &str) -> Html {
    let question = |part: &str| form.field(&[path, ".", part].concat());
    let method = form.text(&[path, ".method"].concat());
    let how = question("method");
    if method.is_empty() {
        return all(vec![how, Html::default(), Html::default()]);
    }
    let (who, what) = if path == "sign_su" { ("signed_by", "authority") } else { ("signing_as", "") };
    let what = if what.is_empty() { Html::default() } else { question(what) };
    let drawing = if method == "drawn" { pad(form, path) } else { Html::default() };
    let words = form.say(if method == "paper" { "signature.record" } else { "signature.sign" });
    let button = of("button", "nhsuk-button").attr("type", "button").attr("id", ["sign:", path].concat());
    let button = button.attr("part", "button").flag("disabled", form.disabled()).say(words);
    let rest = vec![question(who), what, question("name"), drawing, question("held_by"), question("signed_on")];
    all(vec![how, all(rest), of("div", "nhsuk-button-group").put(button).end()])
}

/// Where it is drawn. The class follows the pointer; each stroke arrives here when it ends.
fn pad(form: &FormContext, path: &str) -> Html {
    let path = [path, ".drawing"].concat();
    let drawing = form.text(&path);
    let label = of("p", "nhsuk-label nhsuk-label--s").attr("id", [&path, "-label"].concat()).say(form.say(&path)).end();
    let hidden = tag("input").attr("type", "hidden").attr("name", path.clone());
    let hidden = hidden.flag("disabled", form.disabled()).value(drawing.clone()).end();
    let surface = strokes(drawing).attr("class", "coplan-pad").attr("id", path.clone()).attr("tabindex", "-1");
    let surface = surface.attr("role", "img").attr("aria-labelledby", [&path, "-label"].concat());
    let back = small_button(form, ["back-stroke:", &path].concat(), form.say("signature.undo_stroke"), "");
    let clear = small_button(form, ["clear:", &path].concat(), form.say("signature.clear"), "");
    let buttons = of("div", "coplan-rows__buttons").child(back).child(clear).end();
    let pieces = vec![label, hint_and_error(form, &path), hidden, surface.end(), buttons];
    group(form, &path).child(all(pieces)).end()
}

fn strokes(drawing: String) -> Tag {
    let line = tag("path").attr("d", drawing).attr("fill", "none").attr("stroke", "currentColor");
    let line = line.attr("stroke-width", "3").attr("stroke-linecap", "round").attr("stroke-linejoin", "round").end();
    tag("svg").attr("viewBox", BOX).child(line)
}

/// Something was changed after it was signed.
fn void(form: &FormContext) -> Html {
    let title = tag("strong").say(form.say("signature.void")).end();
    of("div", "nhsuk-inset-text coplan-void").child(title).put(tag("p").say(form.say("signature.void.advice"))).end()
}

/// A signature as it is read: how, by whom, when, and what was drawn.
pub fn read(form: &FormContext, path: &str) -> Html {
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
    let mut signed = of("div", "coplan-signed").put(of("p", "coplan-typed").child(in_html(&line)));
    let drawing = part("drawing");
    if !drawing.is_empty() && part("method") == "drawn" {
        signed = signed
            .put(strokes(drawing).attr("class", "coplan-pad").attr("role", "img").attr("aria-label", form.say(path)));
    }
    signed.end()
}

/// A signature among answers that are read: as it stands, that it is void, or nothing.
pub fn answer(form: &FormContext, path: &str) -> Option<Html> {
    match form.store.signature(path)? {
        Standing::NoDigest | Standing::SignsNothing => None,
        Standing::Matches | Standing::MatchesAnswers => Some(read(form, path)),
        Standing::Changed => Some(all(vec![tag("p").child(text(form.say("signature.void"))).end(), read(form, path)])),
    }
}
