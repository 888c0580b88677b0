//! Any document: of any form, with any answers, and with everything beside them that a document may have. What is made here need
//! not be a document: whoever tries it asks the model first.

use coplan_model::FormName;
use coplan_model::fields::{self, Answers as _, Field, Kind};
use coplan_model::json::{Map, Value};
use coplan_model::signature::Signature;
use proptest::prelude::*;
use serde_json::json;

mod paths;

/// How many are tried: few where every change is tested, many in release. `PROPTEST_CASES` says otherwise.
/// What is rejected, because it is no document, does not count.
pub fn cases(few: u32, many: u32) -> ProptestConfig {
    let config = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(if cfg!(debug_assertions) { few } else { many }),
    };
    ProptestConfig { max_global_rejects: u32::MAX, ..config }
}

/// Any document, and nearly any: shrinking the number that it is made from would tell nothing.
pub fn document() -> impl Strategy<Value = Value> {
    any::<u64>().no_shrink().prop_map(|seed| Maker(seed).document())
}

/// Chooses, by a number that is mixed anew each time (SplitMix64).
pub struct Maker(pub u64);

const TEXTS: [&str; 24] = [
    "Ring Ravi",
    "a\u{a0}b",
    "line\nline\r\n\tline",
    "\0",
    "x\u{1}y",
    " ",
    "\u{200b}",
    " around ",
    "🙂",
    "\u{feff}mark",
    "{\"a\":1}",
    "null",
    "2026-11-03",
    "yes",
    "0",
    "\"",
    "\\u0000",
    "\u{202e}abc\u{2069}",
    "\u{2028}",
    "<b>&amp;</b>",
    "a long text that goes on and on, as they do",
    "é\u{301}",
    "\u{fffd}",
    "\u{7f}\u{85}",
];

const CODES: [&str; 4] = ["yes", "no", "rather_not", "not_asked"];

impl Maker {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn text(&mut self) -> String {
        match self.below(4) {
            0 => [self.one(&TEXTS), self.one(&TEXTS)].concat(),
            _ => self.one(&TEXTS).to_owned(),
        }
    }

    fn date(&mut self, partial: bool) -> String {
        let (year, month, day) = (1000 + self.below(9000), 1 + self.below(12), 1 + self.below(28));
        match self.below(if partial { 3 } else { 1 }) {
            0 => format!("{year}-{month:02}-{day:02}"),
            1 => format!("{year}-{month:02}"),
            _ => format!("{year}"),
        }
    }

    fn instant(&mut self) -> String {
        match self.below(5) {
            0 => self.text(),
            1 => String::new(),
            _ => format!(
                "{}T{:02}:00:00{}",
                self.date(false),
                self.below(24),
                self.one(&["Z", ".5Z", "+01:00", "-13:59"])
            ),
        }
    }

    /// Something that no version knows.
    pub fn unknown(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 7 } else { 9 }) {
            0 => Value::Null,
            1 => Value::from(self.once_in(2)),
            2 => Value::from(self.next()),
            3 => Value::from(-(self.below(1000) as i64)),
            4 => Value::from(self.below(1000) as f64 / 7.0),
            5 | 6 => Value::from(self.text()),
            7 => (0..self.below(3)).map(|_| self.unknown(depth - 1)).collect(),
            _ => (0..self.below(3)).map(|_| (self.key(), self.unknown(depth - 1))).collect::<Map<_, _>>().into(),
        }
    }

    fn key(&mut self) -> String {
        match self.below(3) {
            0 => self.text(),
            _ => self.one(&["later", "x.y", "id", "name", "voices", "local", "sign_su", "form", ""]).to_owned(),
        }
    }

    fn id(&mut self) -> Option<String> {
        match self.below(8) {
            0 => None,
            1 => Some(self.one(&["", "a.b", "me", "=x", " ", "p[1]", "\u{a0}"]).to_owned()),
            2 => Some("twice".to_owned()),
            _ => Some(format!("r{}", self.below(100_000))),
        }
    }

    fn someone(&mut self) -> Value {
        let mut someone = Map::new();
        if self.once_in(2) {
            let reference = self.one(&["me", "no_one", "care_coordinator", "p1", "r1", "twice", "\u{a0}", "a b"]);
            someone.insert("person".to_owned(), reference.into());
        }
        if self.once_in(2) {
            someone.insert("name".to_owned(), self.text().into());
        }
        self.add_unknown(&mut someone);
        Value::Object(someone)
    }

    fn add_unknown(&mut self, group: &mut Map<String, Value>) {
        if self.once_in(12) {
            let (key, value) = (self.key(), self.unknown(2));
            group.entry(key).or_insert(value);
        }
    }

    /// An answer of a kind.
    fn answer(&mut self, kind: Kind) -> Value {
        match kind {
            Kind::Text(_) => self.text().into(),
            Kind::Date(dates) => self.date(dates.partial).into(),
            Kind::Code(codes) => self.one(codes).into(),
            Kind::Codes(codes) => (0..self.below(4)).map(|_| Value::from(self.one(codes))).collect(),
            Kind::Number => match self.below(3) {
                0 => self.next().into(),
                _ => (self.below(100) as u64).into(),
            },
            Kind::Group(inner) => self.group(inner, 3).into(),
            Kind::Rows(inner) => {
                let rows = (0..self.below(4)).map(|_| {
                    let mut row = self.group(inner, 2);
                    row.shift_remove("id");
                    row.extend(self.id().map(|id| ("id".to_owned(), Value::from(id))));
                    Value::Object(row)
                });
                rows.collect()
            }
            Kind::Person => self.someone(),
            Kind::People => {
                let people = (0..self.below(4)).map(|_| {
                    let mut someone = self.someone();
                    if let Some(id) = self.id() {
                        someone["id"] = id.into();
                    }
                    someone
                });
                people.collect()
            }
            Kind::Signature | Kind::Voices => self.unknown(1),
        }
    }

    /// Answers to one in so many questions.
    fn group(&mut self, fields: &'static [Field], one_in: usize) -> Map<String, Value> {
        let mut group = Map::new();
        for field in fields.iter().filter(|field| field.kind != Kind::Voices) {
            if self.once_in(if matches!(field.kind, Kind::Signature) { 60 } else { one_in }) {
                group.insert(field.id.to_owned(), self.answer(field.kind));
            }
        }
        self.add_unknown(&mut group);
        group
    }

    /// An answer to a question of a trust's own.
    fn local(&mut self) -> Value {
        match self.below(9) {
            0 => self.unknown(2),
            1 => self.someone(),
            2 => json!(["yes", "rather_not"]),
            3 => {
                json!([{ "id": "o1", "what": self.text(), "who": self.someone(), "many": 3 }, { "what": self.unknown(1) }])
            }
            4 => json!([]),
            5 => self.next().into(),
            6 => self.date(true).into(),
            _ => self.text().into(),
        }
    }

    fn words(&mut self) -> Value {
        let mut words = Map::new();
        let kinds = ["text", "long_text", "date", "code", "codes", "number", "person", "rows", "newer"];
        for (key, times) in [("label", 2), ("kind", 2), ("id", 6)] {
            if self.once_in(times) {
                let said = if key == "kind" { self.one(&kinds).to_owned() } else { self.text() };
                words.insert(key.to_owned(), said.into());
            }
        }
        if self.once_in(4) {
            words.insert("staff".to_owned(), self.unknown(0));
        }
        if self.once_in(4) {
            let options = (0..self.below(3)).map(|_| (self.one(&CODES).to_owned(), Value::from(self.text())));
            words.insert("options".to_owned(), options.collect::<Map<_, _>>().into());
        }
        if self.once_in(5) {
            let asked =
                (0..self.below(3)).map(|_| json!({ "id": self.one(&["what", "who"]), "kind": self.one(&kinds) }));
            words.insert("questions".to_owned(), asked.collect());
        }
        self.add_unknown(&mut words);
        Value::Object(words)
    }

    /// A path in a document: of a question that was answered, as a rule.
    fn path(&mut self, fields: &'static [Field], answers: &Map<String, Value>) -> String {
        if self.once_in(6) {
            return self.key();
        }
        let mut paths = Vec::new();
        paths::each(fields, answers, "", &mut paths);
        fields::each(fields, "", &mut |path, _| paths.push(path.to_owned()));
        let at = self.below(paths.len());
        paths.swap_remove(at)
    }

    fn by_path(
        &mut self,
        form: FormName,
        answers: &Map<String, Value>,
        make: &mut dyn FnMut(&mut Self) -> Value,
    ) -> Map<String, Value> {
        let many = self.below(8);
        (0..many).map(|_| (self.path(form.fields(), answers), make(self))).collect()
    }

    fn answers(&mut self, form: FormName) -> Map<String, Value> {
        let one_in = self.one(&[2, 5, 20]);
        let mut answers = self.group(form.fields(), one_in);
        if self.once_in(3) {
            let local = (0..self.below(4)).map(|_| (self.one(&["one", "two", "x y", ""]).to_owned(), self.local()));
            answers.insert("local".to_owned(), local.collect::<Map<_, _>>().into());
        }
        if self.once_in(2) {
            let voices = self.by_path(form, &answers, &mut |make| make.one(&["su", "carer", "worker"]).into());
            answers.insert("voices".to_owned(), voices.into());
        }
        answers
    }

    fn asked(&mut self, form: FormName, answers: &Map<String, Value>) -> Value {
        let mut asked = self.by_path(form, answers, &mut |make| make.words());
        for id in ["local.one", "local.two"] {
            if self.once_in(3) {
                asked.insert(id.to_owned(), self.words());
            }
        }
        asked.into()
    }

    fn signatures(&mut self) -> Value {
        let signature = |make: &mut Self| {
            let mut signature = make.group(Signature::FIELDS, 2);
            if make.once_in(2) {
                signature.insert("digest".to_owned(), "sha-256:2:00".into());
            }
            Value::Object(signature)
        };
        (0..self.below(3)).map(|_| signature(self)).collect()
    }

    /// What stood before an amendment: only its answers are looked at when it is read.
    fn earlier(&mut self, form: FormName) -> Value {
        let mut entry = Map::new();
        let answers = self.answers(form);
        let asked = self.asked(form, &answers);
        let kept: [(&str, Value); 8] = [
            ("answers", answers.into()),
            ("asked", asked),
            ("subject", json!({ "name": self.text(), "date_of_birth": self.date(true), "nhs_number": self.text() })),
            ("signatures", self.signatures()),
            ("policy", json!({ "id": self.text(), "version": 3 })),
            ("completed_at", self.instant().into()),
            ("replaced_on", self.date(true).into()),
            ("revision", self.next().into()),
        ];
        for (key, value) in kept {
            match self.below(8) {
                0 if key != "answers" => drop(entry.insert(key.to_owned(), self.unknown(2))),
                1 => {}
                2 => drop(entry.insert(key.to_owned(), if key == "signatures" { json!([]) } else { json!({}) })),
                _ => drop(entry.insert(key.to_owned(), value)),
            }
        }
        self.add_unknown(&mut entry);
        entry.into()
    }

    /// A document.
    pub fn document(&mut self) -> Value {
        let form = self.one(FormName::ALL);
        let answers = self.answers(form);
        let mut document =
            json!({ "form": form.as_str(), "status": self.one(&["draft", "complete", "amended", "withdrawn"]) });
        if self.once_in(4) {
            document["access"] = self.one(&["normal", "restricted"]).into();
        }
        document["subject"] =
            json!({ "name": self.text(), "nhs_number": self.one(&["9434765919", "943 476 5919", "94\u{a0}3", ""]) });
        if self.once_in(2) {
            document["subject"]["ref"] = self.text().into();
            document["subject"]["date_of_birth"] = self.date(false).into();
            document["subject"]["pronouns"] = self.unknown(1);
        }
        if self.once_in(3) {
            document["carried"] = self
                .by_path(
                    form,
                    &answers,
                    &mut |make| json!({ "id": make.text(), "date": make.one(&["", "2026-11-03"]) }),
                )
                .into();
            document["entered"] = self.by_path(form, &answers, &mut |make| make.text().into()).into();
        }
        if self.once_in(3) {
            document["asked"] = self.asked(form, &answers);
            document["policy"] = json!({ "id": self.text(), "version": self.text(), "more": self.unknown(1) });
        }
        if self.once_in(3) {
            document["earlier"] = (0..self.below(3)).map(|_| self.earlier(form)).collect();
        }
        document["answers"] = answers.into();
        document["signatures"] = self.signatures();
        for key in ["id", "terms", "locale"] {
            if self.once_in(2) {
                document[key] = self.text().into();
            }
        }
        for key in ["started_at", "saved_at", "completed_at"] {
            if self.once_in(2) {
                document[key] = self.instant().into();
            }
        }
        if self.once_in(4) {
            document["revision"] = self.next().into();
            document["replaced_on"] = self.date(false).into();
            document["version"] = self.one(&["1.0", "1.7", "1"]).into();
        }
        self.add_unknown(document.as_object_mut().unwrap());
        document
    }
}
