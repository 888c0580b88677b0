//! Several people: those whom the form names already are ticked, others are named (NHS service manual, checkboxes). *No one*
//! comes last, after an "or", and stands alone.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::Field;
use coplan_model::path;
use coplan_model::people::{Known, ME, NO_ONE};
use yew::Html;

use super::person::named;
use super::{fieldset, rows, small_button};
use crate::context::FormContext;
use crate::markup::{all, of};
use crate::messages::{in_html, isolated};
use crate::store::{is_elsewhere, is_no_one, is_ticked};

/// Draws them.
pub fn draw(form: &FormContext, field: &Field, path: &str) -> Html {
    let rows = path::list(&form.store.document.borrow().answers, path).to_vec();
    let known = form.store.offered(&|known| rows.iter().any(|row| is_ticked(row, known)));
    let (ticked, others) = {
        let mut ticked = Vec::new();
        let mut others = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            // Of several of one name who are known from elsewhere, the others were named by hand.
            let free = |known: &&Known| !(is_elsewhere(known) && ticked.contains(&known.reference));
            match known.iter().find(|known| is_ticked(row, known) && free(known)) {
                Some(known) => ticked.push(known.reference.clone()),
                None if field.alone.is_some() && is_no_one(row) => ticked.push(NO_ONE.to_owned()),
                None => others.push((at, row["id"].as_str().unwrap_or_default().to_owned())),
            }
        }
        (ticked, others)
    };
    let mut list = of("div", "nhsuk-checkboxes");
    let mut first = true;
    let mut item = |reference: &str, name: String| {
        let id = if first { path.to_owned() } else { [path, "-", reference].concat() };
        first = false;
        let on = ticked.iter().any(|ticked| ticked == reference);
        let input = of("input", "nhsuk-checkboxes__input").attr("type", "checkbox").attr("id", id.clone());
        let input = input.attr("name", path.to_owned()).attr("value", reference.to_owned());
        let input = input.flag("disabled", form.disabled()).checked(on).end();
        let label = of("label", "nhsuk-label nhsuk-checkboxes__label").attr("for", id).child(in_html(&name)).end();
        of("div", "nhsuk-checkboxes__item").key(reference).child(input).child(label).end()
    };
    for Known { reference, name, .. } in known.into_iter().filter(|known| known.reference != ME) {
        list = list.child(item(&reference, isolated(&name)));
    }
    let mut end = Html::default();
    if let Some(alone) = field.alone {
        let or = of("div", "nhsuk-checkboxes__divider").say(form.say("or")).end();
        end = all(vec![or, item(alone, String::from(&*form.option(path, alone)))]);
    }
    let mut names = of("ol", "coplan-rows__list");
    for (at, id) in others {
        let row = path::numbered(path, at);
        let name_path = [&row, ".name"].concat();
        let line = named(form, &name_path, form.say("person.someone_else"));
        let name = form.text(&name_path);
        let about = if is_blank_text(&name) { String::from(&*form.say("person.other")) } else { isolated(&name) };
        let remove = small_button(form, ["remove:", &row].concat(), form.say("rows.remove"), &about);
        names = names.put(of("li", "coplan-rows__row").key(&id).child(line).child(remove));
    }
    let below = of("div", "coplan-rows__below").child(all(vec![rows::undo(form, path), rows::add(form, path)])).end();
    fieldset(form, path, all(vec![list.end(), names.end(), below, of("div", "nhsuk-checkboxes").child(end).end()]))
}
