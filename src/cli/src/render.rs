//! `coplan render FILE`: the finished document as a page, as `toHTML()` gives it, drawn by the same view.

use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use anyhow::{Context, Result, ensure};
use coplan_model::{CalendarDate, Document};
use coplan_ui::{App, AppProps, Host, State};

/// Prints the page: 0, or 2 when it is no document.
pub fn file(file: &Path) -> ExitCode {
    match page(file) {
        Ok(page) => {
            print!("{page}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", file.display());
            ExitCode::from(2)
        }
    }
}

fn page(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file).context("this cannot be read")?;
    let document = Document::from_json(&text)?;
    ensure!(coplan_ui::on_screen(document.form), "this version has no page for a {}", document.form.as_str());
    let today = crate::day::here().context("this machine's clock shows no calendar day")?;
    let state = Rc::new(State::new(document.form, Rc::new(Paper { today })));
    state.words.borrow_mut().pcsp = document.terms.as_deref() == Some("pcsp");
    state.open(document);
    let props = AppProps { state: state.clone(), on_paper: true };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let drawing = yew::LocalServerRenderer::<App>::with_props(props).hydratable(false).render();
    let drawing = tokio::task::LocalSet::new().block_on(&runtime, drawing);
    Ok(coplan_ui::page(&state, &drawing))
}

/// Paper hears nothing and asks for nothing.
struct Paper {
    today: CalendarDate,
}

impl Host for Paper {
    fn today(&self) -> CalendarDate {
        self.today
    }
    fn new_id(&self) -> String {
        String::new()
    }
    fn changed(&self, _: &str) {}
    fn save(&self) {}
    fn complete(&self) {}
    fn autosave(&self) {}
    fn reshaped(&self) {}
    fn focus(&self, _: &str) {}
    fn later(&self, _: u32, _: Box<dyn FnOnce()>) {}
}
