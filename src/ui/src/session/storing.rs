//! What the host was asked, and what it said: which answer counts, for which document, and whose change a conflict is with.

use coplan_model::{Document, Status};

use super::answer::{Failure, Reason, Said, Verdict};
use super::outcome::{Again, Outcome};
use super::outgoing::is_begun_again;
use super::saving::{Ask, Confirmed, LAST_RETRY, Occasion, Overtaken, PATIENCE, Request, Saving, Sending};

impl Ask {
    /// Nobody has answered yet.
    fn of(sent: Again, occasion: Occasion, at: f64) -> Self {
        let Again { document, generation, changes, requests, .. } = sent;
        Self {
            ticket: 0,
            occasion,
            finishes: false,
            document,
            generation,
            changes,
            at,
            requests,
            given_up: false,
            held: false,
            overtaken: None,
            again: false,
        }
    }

    /// Another save of the same document on screen, from the same revision: a conflict of one may be with the other. What was
    /// opened again since is not the same: it may hold less.
    fn overlaps(&self, other: &Ask) -> bool {
        let from = |ask: &Ask| (ask.generation, ask.document.revision);
        other.ticket != self.ticket && from(self) == from(other) && self.document.id == other.document.id
    }
}

impl Saving {
    /// The document on screen goes to the host, as `document` says it will then stand. Gives the ticket of its answer.
    pub fn sent(&mut self, sending: Sending, document: Document, requests: Vec<u32>, now: f64) -> u32 {
        let Sending { occasion, finishes } = sending;
        self.first_change = None;
        self.last_change = None;
        self.hurried = false;
        self.retry_at = None;
        let (generation, changes) = (self.generation, self.changes);
        let again = Again { document, after: None, generation, changes, requests };
        self.ask(Ask { finishes, ..Ask::of(again, occasion, now) })
    }

    /// A document that is no longer on screen is offered again.
    pub fn sent_again(&mut self, again: Again, now: f64) -> u32 {
        self.ask(Ask { again: true, ..Ask::of(again, Occasion::Leaving, now) })
    }

    fn ask(&mut self, mut ask: Ask) -> u32 {
        ask.ticket = self.next_ticket;
        self.next_ticket += 1;
        let ticket = ask.ticket;
        self.asks.push(ask);
        ticket
    }

    /// The host has answered. `time` is the time of day that the screen shows when it says *Saved*.
    pub fn answered(&mut self, ticket: u32, said: &Said, now: f64, time: &str) -> Vec<Outcome> {
        let Some(at) = self.asks.iter().position(|ask| ask.ticket == ticket) else { return Vec::new() };
        let mut outcomes = Vec::new();
        match said.verdict() {
            Verdict::Saved(revision) => {
                let ask = self.asks.remove(at);
                self.has_stored(ask, revision, now, time, &mut outcomes);
            }
            Verdict::Failed(failure) => self.has_refused(at, failure, now, &mut outcomes),
        }
        outcomes
    }

    fn has_stored(&mut self, ask: Ask, revision: Option<u64>, now: f64, time: &str, outcomes: &mut Vec<Outcome>) {
        for other in 0..self.asks.len() {
            if ask.overlaps(&self.asks[other]) {
                let document =
                    Box::new(Document { revision: revision.or(ask.document.revision), ..ask.document.clone() });
                self.asks[other].overtaken = Some(Overtaken { changes: ask.changes, document });
            }
        }
        let Ask { ticket, mut document, generation, changes, requests, finishes, .. } = ask;
        let (id, form, from) = (document.id.clone(), document.form, document.revision);
        document.revision = revision.or(document.revision);
        outcomes.push(Outcome::Saved { id: id.clone(), form, revision });
        outcomes.extend(requests.into_iter().map(|request| Outcome::Settled(request, Ok(()))));
        // What has come on screen since changes by no answer.
        if generation == self.generation && self.is_newest(ticket, from, revision) {
            self.confirmed = Some(Confirmed { ticket, from, revision });
            self.base = document.clone();
            self.has = Some(changes);
            self.recovered();
            if !self.dirty() {
                self.saved_at = Some(time.to_owned());
            } else if self.last_change.is_none() {
                self.retry_at = Some(now);
            }
            outcomes.push(Outcome::Stands(Box::new(document), finishes));
        }
        // What conflicted with this save conflicted with ourselves.
        while let Some(at) = self.asks.iter().position(|other| other.held && other.overtaken.is_some()) {
            let ours = self.asks.remove(at);
            self.ask_again(ours, now, outcomes);
        }
    }

    /// Of two saves under way at once the host has the one with the later revision, whichever answer came first.
    fn is_newest(&self, ticket: u32, from: Option<u64>, revision: Option<u64>) -> bool {
        let Some(last) = self.confirmed else { return true };
        match (last.revision, revision) {
            (Some(then), Some(now)) if last.from == from && then != now => now > then,
            _ => ticket > last.ticket,
        }
    }

    /// A save that conflicted with another of our own, which the host has stored.
    fn ask_again(&mut self, ask: Ask, now: f64, outcomes: &mut Vec<Outcome>) {
        if ask.overtaken.as_ref().is_some_and(|stored| ask.changes <= stored.changes) {
            outcomes.extend(ask.requests.into_iter().map(|request| Outcome::Settled(request, Ok(()))));
            return;
        }
        if ask.generation == self.generation && !self.gone {
            for request in ask.requests.into_iter().rev() {
                self.waiting.push_front(Request { id: request, occasion: ask.occasion });
            }
            self.retry_at = Some(now);
            return;
        }
        let Ask { mut document, generation, changes, mut requests, again, overtaken, finishes, .. } = ask;
        // It can be offered as a draft, and not be finished any more.
        if again || finishes {
            let refused = requests.drain(..).map(|id| Outcome::Settled(id, Err(Failure::of(Reason::Conflict))));
            outcomes.extend(refused);
        }
        if again {
            return;
        }
        if finishes {
            document.status = Status::Draft;
            if !is_begun_again(&document) {
                document.completed_at = None;
            }
        }
        let after = overtaken.map(|stored| *stored.document);
        outcomes.push(Outcome::AskAgain(Box::new(Again { document, after, generation, changes, requests })));
    }

    fn has_refused(&mut self, at: usize, failure: Failure, now: f64, outcomes: &mut Vec<Outcome>) {
        let ask = &self.asks[at];
        if failure.reason == Reason::Conflict {
            if ask.overtaken.is_some() {
                let ask = self.asks.remove(at);
                return self.ask_again(ask, now, outcomes);
            }
            // Until the other has been answered nobody knows whose change it conflicts with.
            if self.has_rival(&self.asks[at]) {
                self.asks[at].held = true;
                if !self.asks[at].given_up {
                    return;
                }
            }
        }
        let ask = self.asks.remove(at);
        let failed = ask.clone();
        self.fail(ask, failure, now, outcomes);
        // It was the last that one of ours could have conflicted with.
        while let Some(at) =
            self.asks.iter().position(|held| held.held && held.overlaps(&failed) && !self.has_rival(held))
        {
            let held = self.asks.remove(at);
            self.fail(held, Failure::of(Reason::Conflict), now, outcomes);
        }
    }

    fn has_rival(&self, held: &Ask) -> bool {
        self.asks.iter().any(|other| !other.held && held.overlaps(other))
    }

    /// A save has failed, and everybody hears of it, unless they heard that it took too long.
    fn fail(&mut self, ask: Ask, failure: Failure, now: f64, outcomes: &mut Vec<Outcome>) {
        if ask.given_up {
            return;
        }
        let Ask { document, generation, requests, .. } = ask;
        outcomes.extend(requests.into_iter().map(|request| Outcome::Settled(request, Err(failure.clone()))));
        outcomes.push(Outcome::Failed { id: document.id, form: document.form, failure: failure.clone() });
        if generation == self.generation && self.dirty() {
            self.retry_at = (failure.reason != Reason::Conflict).then_some(now + self.retry_wait);
            self.retry_wait = (self.retry_wait * 2.0).min(LAST_RETRY);
            self.failure = Some(failure);
        } else if generation == self.generation {
            self.failure = Some(failure);
        }
    }

    /// Time has passed: a host that took too long is not waited for any more.
    pub fn tick(&mut self, now: f64) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        while let Some(at) = self.asks.iter().position(|ask| !ask.given_up && ask.at + PATIENCE <= now) {
            if self.asks[at].held {
                let held = self.asks.remove(at);
                self.fail(held, Failure::of(Reason::Conflict), now, &mut outcomes);
                continue;
            }
            let late = Ask { requests: Vec::new(), given_up: true, ..self.asks[at].clone() };
            let ask = std::mem::replace(&mut self.asks[at], late);
            self.fail(ask, Failure::of(Reason::Timeout), now, &mut outcomes);
        }
        outcomes
    }
}
