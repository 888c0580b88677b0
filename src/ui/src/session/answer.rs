//! What a host's answer to `coplan-save` comes to: the host has it, or why not. Nothing counts as saved that the host did
//! not say.

use coplan_model::json::Value;

use super::held;

/// The largest whole number that JavaScript holds exactly: a revision beyond it would come back as another.
const LARGEST: u64 = (1 << 53) - 1;

/// What the class could read of a host's answer, without judging it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Nobody called `respondWith`.
    pub unanswered: bool,
    /// The promise was rejected: what is known of the reason stands in `body`.
    pub rejected: bool,
    /// It resolved to a `Response`, known by its shape.
    pub response: Option<Response>,
    /// The body as JSON, or the object that was said instead of a `Response`.
    pub body: Value,
    /// The document that was sent, as [`Said::body`] would have it in `document`.
    pub sent: Value,
}

/// The facts of a `Response`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// The status was between 200 and 299.
    pub ok: bool,
    /// The HTTP status; 0 for one that the browser keeps to itself.
    pub status: u16,
    /// It stands for a redirect that was not followed.
    pub redirect: bool,
    /// Its body is a page.
    pub html: bool,
    /// It asks to sign in (`WWW-Authenticate`).
    pub challenge: bool,
}

/// What it comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The host has it, perhaps as a revision of its own.
    Saved(Option<u64>),
    /// The host does not have it.
    Failed(Failure),
}

/// Why the host does not have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The kind of reason.
    pub reason: Reason,
    /// The host's own sentence, as plain text.
    pub title: Option<String>,
}

impl Failure {
    /// A reason without a sentence of the host's.
    pub fn of(reason: Reason) -> Self {
        Self { reason, title: None }
    }
}

/// The kinds of reasons, as `coplan-save-failed` tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nobody answered, or the answer says neither that it is saved nor that it is not.
    Unanswered,
    /// The person may have been signed out.
    SignedOut,
    /// An HTTP status that says no.
    Status,
    /// The promise was rejected.
    Rejected,
    /// Someone else changed the document.
    Conflict,
    /// The host did not answer in time.
    Timeout,
    /// The host said why.
    Refused,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 7] = [
        Reason::Unanswered,
        Reason::SignedOut,
        Reason::Status,
        Reason::Rejected,
        Reason::Conflict,
        Reason::Timeout,
        Reason::Refused,
    ];

    /// The name that a host hears.
    pub const fn as_str(self) -> &'static str {
        match self {
            Reason::Unanswered => "unanswered",
            Reason::SignedOut => "signed-out",
            Reason::Status => "status",
            Reason::Rejected => "rejected",
            Reason::Conflict => "conflict",
            Reason::Timeout => "timeout",
            Reason::Refused => "refused",
        }
    }
}

impl Said {
    /// Reads the facts as the class hands them over (`elements/js/answers.js`). What cannot be read says nothing.
    pub fn from_value(said: &Value) -> Self {
        let response = &said["response"];
        let response = response.is_object().then(|| Response {
            ok: response["ok"] == true,
            status: response["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or_default(),
            redirect: response["redirect"] == true,
            html: response["html"] == true,
            challenge: response["challenge"] == true,
        });
        Self {
            unanswered: said["unanswered"] == true,
            rejected: said["rejected"] == true,
            response,
            body: said["body"].clone(),
            sent: said["sent"].clone(),
        }
    }

    /// The verdict on what was sent. A document that is another, or does not hold it, denies it whatever its revision: a page that
    /// hands on the body of a 409 has lost its status. Where something else says that it is saved, it is.
    pub fn verdict(&self) -> Verdict {
        let only_a_document = self.response.is_none() && self.body["ok"] != true;
        match self.by_words() {
            Verdict::Saved(_) if only_a_document && held::denies(&self.body["document"], &self.sent) => {
                Verdict::Failed(Failure::of(Reason::Conflict))
            }
            verdict => verdict,
        }
    }

    /// The verdict, by the table of `docs/host-contract.md`.
    fn by_words(&self) -> Verdict {
        let status = self.response.as_ref().map(|response| response.status).or_else(|| self.status());
        let response = self.response.clone().unwrap_or_default();
        let no = |reason| Verdict::Failed(Failure::of(reason));
        if self.unanswered {
            return no(Reason::Unanswered);
        }
        if matches!(status, Some(409 | 412)) {
            return Verdict::Failed(Failure { reason: Reason::Conflict, title: self.title() });
        }
        let signed_out = match status {
            Some(401) => true,
            Some(403) => response.challenge,
            _ => false,
        };
        // A page in the place of an answer is the sign-in page, or a proxy's; a redirect that was not followed leads to one.
        if signed_out || response.redirect || response.html && (response.ok || response.challenge) {
            return no(Reason::SignedOut);
        }
        let fails = self.rejected || self.body["ok"] == false || self.response.is_some() && !response.ok;
        if !fails && (self.response.is_some() || self.body["ok"] == true || self.revision().is_some()) {
            return Verdict::Saved(self.revision());
        }
        let says_no = fails || status.is_some_and(|status| !(200..300).contains(&status));
        match self.title() {
            title @ Some(_) => Verdict::Failed(Failure { reason: Reason::Refused, title }),
            None if self.rejected => no(Reason::Rejected),
            None if says_no => no(Reason::Status),
            None => no(Reason::Unanswered),
        }
    }

    /// A whole number, or a text of its digits.
    fn revision(&self) -> Option<u64> {
        let said = &self.body["revision"];
        let digits = || said.as_str().filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
        said.as_u64().or_else(|| digits()?.parse().ok()).filter(|revision| *revision <= LARGEST)
    }

    /// The status that a rejection or an object carries, itself or in its `response`.
    fn status(&self) -> Option<u16> {
        let status = |said: &Value| said["status"].as_u64().and_then(|status| u16::try_from(status).ok());
        status(&self.body).or_else(|| status(&self.body["response"]))
    }

    /// The sentence of a problem (RFC 9457), wherever a host's client puts it.
    fn title(&self) -> Option<String> {
        let places = [&self.body, &self.body["response"]["data"], &self.body["data"]];
        let title = places.into_iter().find_map(|place| place["title"].as_str())?.trim();
        (!title.is_empty()).then(|| title.chars().take(300).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn response(status: u16) -> Said {
        let ok = (200..300).contains(&status);
        Said { response: Some(Response { ok, status, ..Response::default() }), ..Said::default() }
    }

    fn object(body: Value) -> Said {
        Said { body, ..Said::default() }
    }

    fn rejection(body: Value) -> Said {
        Said { rejected: true, body, ..Said::default() }
    }

    fn failed(said: Said) -> &'static str {
        match said.verdict() {
            Verdict::Failed(failure) => failure.reason.as_str(),
            Verdict::Saved(_) => "saved",
        }
    }

    #[test]
    fn only_what_says_so_counts_as_saved() {
        assert_eq!(response(200).verdict(), Verdict::Saved(None));
        assert_eq!(response(204).verdict(), Verdict::Saved(None));
        for (revision, kept) in
            [(json!(7), Some(7)), (json!("7"), Some(7)), (json!("seven"), None), (json!(1.5), None), (json!(-1), None)]
        {
            let said = Said { body: json!({ "revision": revision }), ..response(200) };
            assert_eq!(said.verdict(), Verdict::Saved(kept), "{revision}");
        }
        assert_eq!(object(json!({ "revision": 7 })).verdict(), Verdict::Saved(Some(7)));
        assert_eq!(object(json!({ "revision": "7" })).verdict(), Verdict::Saved(Some(7)));
        assert_eq!(object(json!({ "ok": true })).verdict(), Verdict::Saved(None));
        // One more than a double holds: a number that cannot be given back is not taken.
        assert_eq!(Said { body: json!({ "revision": 1_u64 << 53 }), ..response(200) }.verdict(), Verdict::Saved(None));
    }

    #[test]
    fn what_says_neither_is_unanswered() {
        for body in [json!(null), json!({}), json!(true), json!("ok"), json!([]), json!({ "revision": 1.5 })] {
            assert_eq!(failed(object(body.clone())), "unanswered", "{body}");
        }
        // What a client such as Axios resolves to, when a host hands it on as it is.
        for body in [json!({ "status": 200, "data": { "revision": 7 } }), json!({ "status": 201 })] {
            assert_eq!(failed(object(body.clone())), "unanswered", "{body}");
        }
        assert_eq!(failed(Said { unanswered: true, ..Said::default() }), "unanswered");
    }

    #[test]
    fn a_page_or_a_challenge_means_that_the_person_may_be_signed_out() {
        let with = |status: u16, change: fn(&mut Response)| {
            let mut said = response(status);
            change(said.response.as_mut().unwrap());
            failed(said)
        };
        assert_eq!(failed(response(401)), "signed-out");
        assert_eq!(with(403, |r| r.challenge = true), "signed-out");
        assert_eq!(with(200, |r| r.html = true), "signed-out");
        assert_eq!(with(0, |r| r.redirect = true), "signed-out");
        assert_eq!(failed(rejection(json!({ "response": { "status": 401 } }))), "signed-out");
        assert_eq!(failed(object(json!({ "status": 401 }))), "signed-out");
        assert_eq!(failed(response(403)), "status");
        assert_eq!(with(500, |r| r.html = true), "status", "an error page is no sign-in");
    }

    #[test]
    fn a_conflict_is_known_wherever_its_status_stands() {
        for status in [409, 412] {
            assert_eq!(failed(response(status)), "conflict");
            assert_eq!(failed(object(json!({ "status": status, "ok": true, "revision": 3 }))), "conflict");
            assert_eq!(failed(rejection(json!({ "status": status }))), "conflict");
            assert_eq!(
                failed(rejection(json!({ "response": { "status": status, "data": { "title": "No" } } }))),
                "conflict"
            );
        }
    }

    #[test]
    fn a_host_that_says_why_is_heard() {
        let title = |said: Said| match said.verdict() {
            Verdict::Failed(Failure { reason: Reason::Refused, title }) => title.unwrap(),
            other => panic!("{other:?}"),
        };
        assert_eq!(title(Said { body: json!({ "title": "Too large" }), ..response(413) }), "Too large");
        assert_eq!(title(rejection(json!({ "title": " Closed " }))), "Closed");
        assert_eq!(title(rejection(json!({ "response": { "status": 422, "data": { "title": "Closed" } } }))), "Closed");
        assert_eq!(title(object(json!({ "title": "Closed" }))), "Closed");
    }

    #[test]
    fn every_other_no_has_its_name() {
        assert_eq!(failed(response(500)), "status");
        assert_eq!(failed(response(0)), "status");
        assert_eq!(failed(object(json!({ "ok": false, "status": 500 }))), "status");
        assert_eq!(failed(object(json!({ "ok": false, "status": 200 }))), "status");
        assert_eq!(failed(object(json!({ "status": 500 }))), "status");
        assert_eq!(failed(object(json!({ "ok": false, "revision": 7 }))), "status");
        assert_eq!(failed(rejection(json!(null))), "rejected");
        assert_eq!(failed(rejection(json!({ "response": { "status": 500 } }))), "rejected");
        assert_eq!(failed(rejection(json!({ "ok": true, "revision": 7 }))), "rejected");
    }
}
