//! Random sequences of everything that can happen, looked at after every step.
//!
//! `COPLAN_STEPS` says how many steps there are in all (a million unless said otherwise, shared by the four forms), and
//! `COPLAN_SEED` where they begin. A sequence that fails is made shorter and printed with its seed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use coplan_model::FormName;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use crate::acts::{self, Act, Script};
use crate::page::Page;

/// How long one sequence is at the most.
const LENGTH: usize = 120;

/// Of a hundred steps, how many each form gets: the machine is the same, and a step of a long form costs more.
const SHARE: [usize; 4] = [82, 2, 13, 3];

static STEPS: [AtomicUsize; 4] = [const { AtomicUsize::new(0) }; 4];

/// A form's place in [`FormName::ALL`].
struct Form<const AT: usize>;

impl<const AT: usize> ReferenceStateMachine for Form<AT> {
    type State = ();
    type Transition = Act;

    fn init_state() -> BoxedStrategy<()> {
        Just(()).boxed()
    }

    fn transitions((): &()) -> BoxedStrategy<Act> {
        acts::anything()
    }

    fn apply((): (), _: &Act) {}
}

/// The page that the sequence happens to.
struct Tried {
    page: Page,
    script: Script,
    acts: usize,
}

impl<const AT: usize> StateMachineTest for Form<AT> {
    type SystemUnderTest = Tried;
    type Reference = Self;

    fn init_test((): &()) -> Tried {
        let script = Script::of(FormName::ALL[AT]);
        let mut page = Page::new(script.form);
        page.set(script.document(0));
        page.last_set = Some(script.document(0));
        Tried { page, script, acts: 0 }
    }

    fn apply(mut tried: Tried, (): &(), act: Act) -> Tried {
        tried.acts += 1;
        STEPS[AT].fetch_add(1, Ordering::Relaxed);
        acts::act(&mut tried.page, &tried.script, &act, tried.acts);
        tried.page.look(act.is_rare());
        check(&tried.page);
        tried
    }

    fn teardown(mut tried: Tried, (): ()) {
        acts::finish(&mut tried.page);
        acts::keeps_what_was_recorded(&tried.page);
        check(&tried.page);
    }
}

fn check(page: &Page) {
    let faults = page.faults.borrow();
    assert!(faults.is_empty(), "{}", faults.join("; "));
}

fn try_form<const AT: usize>() {
    let said = |name: &str| std::env::var(name).ok().and_then(|said| said.parse::<u64>().ok());
    let steps = said("COPLAN_STEPS").unwrap_or(1_000_000) as usize * SHARE[AT] / 100;
    let seed = said("COPLAN_SEED").unwrap_or(20_261_129);
    let begin = Instant::now();
    let mut round = 0;
    while STEPS[AT].load(Ordering::Relaxed) < steps {
        let config = Config {
            cases: 100,
            rng_seed: RngSeed::Fixed(seed + round),
            failure_persistence: None,
            max_shrink_iters: 150,
            ..Config::default()
        };
        round += 1;
        println!("seed {}", seed + round - 1);
        proptest!(config, |((initial, transitions, counter) in Form::<AT>::sequential_strategy(1..LENGTH))| {
            Form::<AT>::test_sequential(Config::default(), initial, transitions, counter);
        });
    }
    let form = FormName::ALL[AT].as_str();
    println!("{form}: {} steps in {:.1} s", STEPS[AT].load(Ordering::Relaxed), begin.elapsed().as_secs_f64());
}

#[test]
fn whatever_happens_to_an_abuse_question_its_record_is_true() {
    try_form::<0>();
}

#[test]
fn whatever_happens_to_an_assessment_its_record_is_true() {
    try_form::<1>();
}

#[test]
fn whatever_happens_to_a_relapse_plan_its_record_is_true() {
    try_form::<2>();
}

#[test]
fn whatever_happens_to_a_care_plan_its_record_is_true() {
    try_form::<3>();
}
