//! Faults that were seen in pages (A1 to A9, C3, F2), each as it was tried.

use coplan_model::FormName;

use crate::acts::{self, Act, Script};
use crate::page::Page;

#[test]
fn dbg() {
    let script = Script::of(FormName::AbuseQuestion);
    let mut page = Page::new(script.form);
    page.set(script.document(0));
    page.last_set = Some(script.document(0));
    use Act::*;
    for (n, act) in
        [Complete, Answer(0), Amend, Fill, Type, Save, Pass(300), Type, Answer(1), Save, Answer(200), Open(109)]
            .iter()
            .enumerate()
    {
        acts::act(&mut page, &script, act, n);
        let d = page.session.document();
        println!(
            "{act:?}: {} {} rev {} dirty {} {:?} saves {:?}",
            format!("h{}", d["answers"]["history"].as_array().map_or(0, Vec::len)),
            d["status"],
            d["revision"],
            page.session.dirty(),
            page.status(),
            page.saves
                .iter()
                .map(|(r, d)| format!(
                    "{r} {} {} h{} {}",
                    d["status"],
                    d["revision"],
                    d["answers"]["history"].as_array().map_or(0, Vec::len),
                    d["answers"]["declined_note"]
                ))
                .collect::<Vec<_>>()
        );
    }
    acts::finish(&mut page);
    println!("{:?}", page.faults.borrow());
    println!(
        "saves {:?}",
        page.saves
            .iter()
            .map(|(r, d)| format!("{r} {} {} {}", d["id"], d["status"], d["revision"]))
            .collect::<Vec<_>>()
    );
}
