//! Random sequences of everything that can happen, looked at after every step.
//!
//! `COPLAN_STEPS` says how many steps there are in all (a million unless said otherwise, most of them of the shortest form), and
//! `COPLAN_SEED` where they begin. A sequence that fails is made shorter and printed with its seed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use coplan_model::FormName;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use super::acts::{self, Act, Script};
use super::page::Page;

/// How long one sequence is at the most.
const LENGTH: usize = 120;

/// Of a hundred steps, how many each test takes: the machine is the same, and a step of a long form costs more.
const SHARE: [usize; 4] = [48, 1, 2, 1];

/// Steps taken so far, by form and part.
static STEPS: [[AtomicUsize; 2]; 4] = [const { [const { AtomicUsize::new(0) }; 2] }; 4];

/// A form's place in [`FormName::ALL`]; the abuse question is tried in two parts at once.
struct Form<const AT: usize, const PART: usize>;

impl<const AT: usize, const PART: usize> ReferenceStateMachine for Form<AT, PART> {
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

impl<const AT: usize, const PART: usize> StateMachineTest for Form<AT, PART> {
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
        STEPS[AT][PART].fetch_add(1, Ordering::Relaxed);
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

fn try_form<const AT: usize, const PART: usize>() {
    let said = |name: &str| std::env::var(name).ok().and_then(|said| said.parse::<u64>().ok());
    let steps = said("COPLAN_STEPS").unwrap_or(1_000_000) as usize * SHARE[AT] / 100;
    let mut seed = said("COPLAN_SEED").unwrap_or(20_261_129) + 100_000 * PART as u64;
    let begin = Instant::now();
    let taken = || STEPS[AT][PART].load(Ordering::Relaxed);
    while taken() < steps {
        println!("seed {seed}");
        let config = Config {
            cases: 100,
            rng_seed: RngSeed::Fixed(seed),
            failure_persistence: None,
            max_shrink_iters: 300,
            ..Config::default()
        };
        seed += 1;
        proptest!(config, |((initial, transitions, counter) in Form::<AT, PART>::sequential_strategy(1..LENGTH))| {
            Form::<AT, PART>::test_sequential(Config::default(), initial, transitions, counter);
        });
    }
    println!("{}: {} steps in {:.1} s", FormName::ALL[AT].as_str(), taken(), begin.elapsed().as_secs_f64());
}

#[test]
fn whatever_happens_to_an_abuse_question_its_record_is_true() {
    try_form::<0, 0>();
}

#[test]
fn whatever_else_happens_to_an_abuse_question_its_record_is_true() {
    try_form::<0, 1>();
}

#[test]
fn whatever_happens_to_an_assessment_its_record_is_true() {
    try_form::<1, 0>();
}

#[test]
fn whatever_happens_to_a_relapse_plan_its_record_is_true() {
    try_form::<2, 0>();
}

#[test]
fn whatever_happens_to_a_care_plan_its_record_is_true() {
    try_form::<3, 0>();
}
