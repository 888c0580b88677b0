//! One of a few answers (NHS service manual, radios). Nothing is chosen beforehand.

use yew::Html;

use super::fieldset;
use crate::context::FormContext;
use crate::markup::of;

/// Draws them in the order of the codes, which is the order of the paper form and not the alphabet's.
pub fn draw(form: &FormContext, path: &str, codes: &'static [&'static str]) -> Html {
    let answer = form.text(path);
    let mut list = of("div", "nhsuk-radios");
    for (index, code) in codes.iter().enumerate() {
        let hint = form.find(path, &[code, ".hint"].concat());
        let hint_id = hint.as_ref().map(|_| [path, "-", code, "-hint"].concat());
        let mut item = of("div", "nhsuk-radios__item");
        for piece in choice(form, path, code, index, "radio", answer == *code, hint_id.clone()) {
            item = item.child(piece);
        }
        if let (Some(hint), Some(id)) = (hint, hint_id) {
            item = item.put(of("div", "nhsuk-hint nhsuk-radios__hint").attr("id", id).say(hint));
        }
        list = list.put(item);
    }
    fieldset(form, path, list.end())
}

/// A radio or checkbox and its label. The first of them carries the id that an error summary leads to.
pub(crate) fn choice(
    form: &FormContext,
    path: &str,
    code: &'static str,
    index: usize,
    kind: &'static str,
    on: bool,
    described_by: Option<String>,
) -> [Html; 2] {
    let id = if index == 0 { path.to_owned() } else { [path, "-", code].concat() };
    let (class, label) = match kind {
        "radio" => ("nhsuk-radios__input", "nhsuk-label nhsuk-radios__label"),
        _ => ("nhsuk-checkboxes__input", "nhsuk-label nhsuk-checkboxes__label"),
    };
    let input = of("input", class).attr("type", kind).attr("id", id.clone()).attr("name", path.to_owned());
    let input = input.flag("disabled", form.disabled()).maybe("aria-describedby", described_by);
    let input = input.attr("value", code).checked(on);
    [input.end(), of("label", label).attr("for", id).child(form.said(path, form.option(path, code))).end()]
}
