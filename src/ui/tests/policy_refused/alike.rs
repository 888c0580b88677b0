//! Letters that look like those of the abuse question do not ask it again.

use super::*;

/// The text in letters that look like those of English.
fn looking_alike(text: &str, alike: &[(&str, &str)]) -> String {
    let letter = |letter: char| {
        let found = alike.iter().find_map(|(from, to)| {
            let at = from.chars().position(|one| one == letter)?;
            to.chars().nth(at)
        });
        found.unwrap_or(letter)
    };
    text.chars().map(letter).collect()
}

#[test]
fn letters_that_look_alike_do_not_ask_the_abuse_question_again() {
    let asked = "Have you experienced physical, sexual or emotional abuse at any time in your life?";
    let moved = |by: u32| -> String {
        let far = |letter: char| char::from_u32(u32::from(letter) + by).unwrap();
        asked.chars().map(|letter| if letter.is_ascii_graphic() { far(letter) } else { letter }).collect()
    };
    let bold = |letter: char| match letter {
        'a'..='z' => char::from_u32(0x1d41a + u32::from(letter) - u32::from('a')).unwrap(),
        _ => letter,
    };
    for text in [
        // Full width, also with its space and punctuation.
        moved(0xfee0),
        moved(0xfee0).replace(' ', "\u{3000}"),
        // One letter, many, and all.
        asked.replacen('a', "а", 1),
        looking_alike(asked, &[("aeopcyxishldvH", "аеорсухіѕһӏԁѵН")]),
        looking_alike(asked, &[("aeopcyxishldvH", "аеорсухіѕһӏԁѵН"), ("unrmtbf", "υոгмтЬſ")]),
        looking_alike(asked, &[("aeoiuvnptyH", "αεοιυνηρτγΗ")]),
        asked.chars().map(bold).collect(),
        // With marks that stand on them or belong to them, digits, and nothing between them that anybody sees.
        asked.replace('e', "é"),
        asked.replace('e', "e\u{301}"),
        asked.replace('a', "а\u{335}"),
        asked.replace('o', "0").replace('i', "1"),
        asked.replace('l', "I"),
        asked.replace('l', "|").replace('a', "@").replace('s', "$"),
        asked.replace('m', "rn"),
        asked.chars().flat_map(|letter| [letter, '\u{200b}']).collect::<String>().replace('a', "а"),
        format!("Нам нужно знать: «{}» (2)", asked.replace('o', "о").replace(", ", " – ")),
    ] {
        says(&question(&json!({ "label": text })), "questions[0].label", "locked", "");
        says(&json!({ "messages": { "signs_me": text } }), "messages", "locked", "signs_me");
    }
    // What is honestly said in another language is no look-alike, the question itself neither.
    for text in [
        "Подвергались ли Вы физическому, сексуальному или эмоциональному насилию когда-либо в своей жизни?",
        "Есть ли (physical, sexual or emotional abuse) в жизни? Have you, сегодня",
        "Έχετε υποστεί ποτέ σωματική, σεξουαλική ή συναισθηματική κακοποίηση στη ζωή σας;",
        "هل تعرضت في أي وقت من حياتك للإيذاء الجسدي أو الجنسي أو العاطفي؟",
        "您一生中是否曾经历过身体、性或情感上的虐待？",
        "क्या आपने अपने जीवन में कभी शारीरिक, यौन या भावनात्मक दुर्व्यवहार का अनुभव किया है?",
        "A ydych wedi profi cam-drin corfforol, rhywiol neu emosiynol ar unrhyw adeg yn eich bywyd?",
        "Have you experienced physical health problems at any time in your life?",
    ] {
        for parts in [question(&json!({ "label": text })), json!({ "messages": { "signs_me": text } })] {
            let read = Policy::read(&policy(&parts)).and_then(|policy| applied(&policy, FormName::CarePlan));
            assert!(read.is_ok(), "{text}");
        }
    }
}

#[test]
fn options_that_nobody_can_tell_apart_are_one_too_many() {
    let options = |one: &str, other: &str| question(&json!({ "kind": "code", "options": { "a": one, "b": other } }));
    let row = |one: &str, other: &str| {
        let inner = json!({ "id": "one", "kind": "codes", "label": "One", "options": { "a": one, "b": other } });
        question(&json!({ "kind": "rows", "questions": [inner] }))
    };
    for (one, other) in [
        ("Yes", "Yes"),
        ("Yes", "Yes\u{200b} "),
        ("é", "e\u{301}"),
        ("Caf\u{e9} bar", "Cafe\u{301} bar"),
        ("e", "е"),
        ("Yes", "Υеѕ"),
        ("HOME", "НОМЕ"),
        ("Day", "Ｄａｙ"),
    ] {
        says(&options(one, other), "questions[0].options", "duplicate", "b");
        says(&row(one, other), "questions[0].questions[0].options", "duplicate", "b");
    }
    for (one, other) in [
        ("peche", "pêche"),
        ("pêche", "péché"),
        ("Ward 1", "Ward 2"),
        ("男", "女"),
        ("да", "нет"),
        ("English", "Русский"),
        ("Yes", "yes"),
    ] {
        let read = Policy::read(&policy(&options(one, other))).and_then(|policy| applied(&policy, FormName::CarePlan));
        assert!(read.is_ok(), "{one} {other}");
    }
}

#[test]
fn the_abuse_question_is_not_asked_a_part_at_a_time() {
    let (one, rest) = ("Have you experienced physical, sexual", "or emotional abuse at any time in your life?");
    let (two, three) = rest.split_at(18);
    for parts in [
        json!({ "label": one, "hint": rest }),
        json!({ "label": "Tell us", "label_person": one, "hint": rest }),
        json!({ "label": one, "kind": "code", "options": { "yes": rest, "no": "No" } }),
        json!({ "label": one, "hint": two, "kind": "codes", "options": { "yes": three } }),
        json!({ "label": one, "kind": "rows", "questions": [{ "id": "one", "kind": "text", "label": rest }] }),
        json!({ "label": one, "kind": "rows", "questions": [{ "id": "one", "kind": "text", "label": two, "hint": three }] }),
    ] {
        says(&question(&parts), "questions[0].label", "locked", "");
    }
    for (key, messages) in [
        ("signs_me", json!({ "signs_me.hint": rest, "save": "Keep", "signs_me": one })),
        (
            "signs_me@person",
            json!({ "signs_me@person": one, "signs_me.hint@person": rest, "signs_me.hint": "Take care" }),
        ),
        ("signs_me@person", json!({ "signs_me@person": one, "signs_me.hint": rest })),
    ] {
        says(&json!({ "messages": messages }), "messages", "locked", key);
    }
    let apart = json!({ "signs_me": one, "save": rest });
    let read =
        Policy::read(&policy(&json!({ "messages": apart }))).and_then(|policy| applied(&policy, FormName::CarePlan));
    assert!(read.is_ok(), "what stands in two places is read in two places");
}

#[test]
fn what_a_page_says_keeps_to_the_same_as_a_policy() {
    let asked = "Have you experienced physical, sexual or emotional abuse at any time in your life?";
    let ours = Messages::new(FormName::RelapsePlan);
    let of = |said: Value| {
        let mut messages = Messages::new(FormName::RelapsePlan);
        messages.take(said.as_object().unwrap().clone());
        messages
    };
    for text in ["", " ", "\u{2800}", "\u{0}", "\u{301}", asked, &asked.replace('a', "а")] {
        let said = of(json!({ "signs_me": text, "save": "Keep" }));
        assert_eq!((said.say("signs_me"), &*said.say("save")), (ours.say("signs_me"), "Keep"), "{text:?}");
    }
    let said = of(json!({ "signs_me": &asked[..30], "signs_me.hint": &asked[30..], "save": "Keep" }));
    assert_eq!((said.say("signs_me"), &*said.say("save")), (ours.say("signs_me"), "Keep"));
}

#[test]
fn what_a_policy_adds_it_is_told_that_it_need_not_hide() {
    let mut own = question(&json!({}));
    own["hide"] = json!(["local.one"]);
    says(&own, "hide[0]", "added", "local.one");
    assert!(!refused(&own).message().contains("twice"));
}
