//! What people type for a date, and what is said when it is none.

use super::*;

const ENGLISH: Names = Names {
    months: "January February March April May June July August September October November December",
    ordinals: "st nd rd th",
};

fn boxes(day: &str, month: &str, year: &str) -> [String; 3] {
    [day, month, year].map(str::to_owned)
}

fn typed(day: &str, month: &str, year: &str) -> Result<String, &'static str> {
    read(&boxes(day, month, year), ENGLISH, false).map(CalendarDate::to_iso)
}

fn month(name: &str, months: &str) -> Option<u8> {
    let names = Names { months, ordinals: "" };
    read(&boxes("27", name, "2027"), names, false).ok().and_then(CalendarDate::month)
}

#[test]
fn digits_of_any_script_are_digits() {
    for (day, month, year) in [
        ("27", "3", "2026"),
        ("２７", "３", "２０２６"),
        ("٢٧", "٣", "٢٠٢٦"),
        ("۲۷", "۳", "۲۰۲۶"),
        ("२७", "३", "२०२६"),
        ("২৭", "৩", "২০২৬"),
        ("๒๗", "๓", "๒๐๒๖"),
        ("𝟮𝟳", "𝟯", "𝟮𝟬𝟮𝟲"),
    ] {
        assert_eq!(typed(day, month, year), Ok("2026-03-27".to_owned()), "{day}");
    }
    for zero in ZEROS.chars() {
        assert!(zero.is_numeric(), "U+{:X}", u32::from(zero));
        let nine = char::from_u32(u32::from(zero) + 9).unwrap();
        assert_eq!((digit(zero), digit(nine)), (Some('0'), Some('9')));
    }
    // Numbers that are no digits are not read as some.
    for not in ["²", "½", "Ⅳ", "七", "①"] {
        assert_eq!(typed("27", "3", &format!("202{not}")), Err("year_four_numbers"), "{not}");
    }
}

#[test]
fn what_cannot_be_seen_around_and_within_a_part_is_not_there() {
    for unseen in
        ["\u{a0}", "\u{200b}", "\u{200e}", "\u{200f}", "\u{feff}", "\u{202f}", "\u{3000}", "\u{2066}", "\t", "\n"]
    {
        let around = |part: &str| format!("{unseen}{part}{unseen}");
        assert_eq!(typed(&around("27"), &around("Mar"), &around("2026")), Ok("2026-03-27".to_owned()), "{unseen:?}");
        assert_eq!(typed(unseen, unseen, unseen), Err("missing"), "{unseen:?}");
    }
    assert_eq!(typed("2\u{200b}7", "3\u{200f}", "20\u{feff}26"), Ok("2026-03-27".to_owned()));
    assert_eq!(typed("2 7", "3", "2026"), Err("not_a_day"), "a blank that can be seen is not passed over");
}

#[test]
fn each_mistake_is_named_by_the_part() {
    for (day, month, year, code) in [
        ("", "", "", "missing"),
        ("", "3", "2026", "day_missing"),
        ("27", "", "2026", "month_missing"),
        ("27", "3", "", "year_missing"),
        ("", "", "2026", "day_and_month_missing"),
        ("", "3", "", "day_and_year_missing"),
        ("27", "", "", "month_and_year_missing"),
        ("32", "3", "2026", "not_a_day"),
        ("0", "3", "2026", "not_a_day"),
        ("x", "3", "2026", "not_a_day"),
        ("27x", "3", "2026", "not_a_day"),
        ("-27", "3", "2026", "not_a_day"),
        ("27", "13", "2026", "not_a_month"),
        ("27", "0", "2026", "not_a_month"),
        ("27", "Ma", "2026", "not_a_month"),
        ("27", "Smarch", "2026", "not_a_month"),
        ("27", "3", "26", "year_two_numbers"),
        ("27", "3", "٢٦", "year_two_numbers"),
        ("27", "3", "202", "year_four_numbers"),
        ("27", "3", "20266", "year_four_numbers"),
        ("27", "3", "0026", "year_four_numbers"),
        ("27", "3", "this", "year_four_numbers"),
        ("27", "3", "99999999999999999999", "year_four_numbers"),
        ("31", "2", "2026", "no_such_day"),
        ("29", "February", "2023", "no_such_day"),
        ("31", "Apr", "2026", "no_such_day"),
    ] {
        assert_eq!(typed(day, month, year), Err(code), "{day}/{month}/{year}");
        assert!(code == "missing" || WRONG.contains(&code), "{code}");
    }
}

#[test]
fn an_approximate_date_needs_its_year_and_a_day_its_month() {
    let typed = |day, month, year| read(&boxes(day, month, year), ENGLISH, true).map(CalendarDate::to_iso);
    assert_eq!(typed("", "Mar", "2019"), Ok("2019-03".to_owned()));
    assert_eq!(typed("", "", "2019"), Ok("2019".to_owned()));
    assert_eq!(typed("", "3", ""), Err("year_missing"));
    assert_eq!(typed("27", "", "2019"), Err("month_missing"));
    assert_eq!(typed("", "13", "2019"), Err("not_a_month"));
    assert_eq!(typed("", "", "19"), Err("year_two_numbers"));
}

#[test]
fn where_no_months_are_known_a_word_is_not_said_to_be_none() {
    let typed = |day, month, year| read(&boxes(day, month, year), Names::default(), false);
    assert_eq!(typed("27", "mars", "2026"), Err(""));
    assert_eq!(typed("27", "mars", ""), Err("year_missing"));
    assert_eq!(typed("27", "13", "2026"), Err("not_a_month"));
}

#[test]
fn month_names_are_accepted_as_people_write_them() {
    for (name, number) in
        [("3", 3), ("03", 3), ("March", 3), ("mARCH", 3), ("Mar", 3), (" mar ", 3), ("Mar.", 3), ("Sept", 9)]
    {
        assert_eq!(month(name, ENGLISH.months), Some(number), "{name}");
    }
    for day in ["27th", "27.", "27TH", "27 "] {
        assert_eq!(typed(day, "3", "2026"), Ok("2026-03-27".to_owned()), "{day}");
    }
    assert_eq!(month("ma", ENGLISH.months), None, "March or May?");
    assert_eq!(month("Ju", ENGLISH.months), None);
}

#[test]
fn months_are_named_in_the_language_on_screen() {
    // Decomposed, as whoever calls hands them in.
    let french =
        "janvier fe\u{301}vrier mars avril mai juin juillet aou\u{302}t septembre octobre novembre de\u{301}cembre";
    for name in ["Fe\u{301}vrier", "FE\u{301}VRIER", "fevrier", "fe\u{301}v."] {
        assert_eq!(month(name, french), Some(2), "{name}");
    }
    assert_eq!(month("juil", french), Some(7));
    assert_eq!(month("jui", french), None, "juin or juillet?");
    assert_eq!(month("July", french), None);
    let turkish = "Ocak S\u{327}ubat Mart Nisan Mayıs Haziran Temmuz Ag\u{306}ustos Eylu\u{308}l Ekim Kasım Aralık";
    for (name, number) in
        [("ARALIK", 12), ("aralık", 12), ("AG\u{306}USTOS", 8), ("NI\u{307}SAN", 4), ("s\u{327}ubat", 2)]
    {
        assert_eq!(month(name, turkish), Some(number), "{name}");
    }
    let greek = "Ιανουα\u{301}ριος Φεβρουα\u{301}ριος Μα\u{301}ρτιος Απρι\u{301}λιος Μα\u{301}ιος";
    assert_eq!(month("ΜΑΡΤΙΟΣ", greek), Some(3), "capitals have no accents and one sigma");
    let japanese = "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月";
    assert_eq!(month("１月", japanese), Some(1), "and not October, November or December");
}

#[test]
fn a_whole_date_in_one_box_is_spread() {
    for whole in [
        "27/03/2026",
        "27/3/2026",
        "27.3.2026",
        "27. 3. 2026",
        "27-03-2026",
        "27 03 2026",
        "2026-03-27",
        "2026/03/27",
        "27\u{2013}3\u{2013}2026",
        "２７／０３／２０２６",
        "\u{200f}٢٧/٣/٢٠٢٦",
        "\u{feff}27/03/2026\u{a0}",
    ] {
        assert_eq!(spread(whole, ENGLISH, false), Some(boxes("27", "3", "2026")), "{whole}");
    }
    for whole in [
        "27 March 2026",
        "27th March 2026",
        "27-Mar-2026",
        "March 27, 2026",
        "march 27th, 2026",
        "27\u{a0}March,\u{a0}2026",
        "2026 March 27",
    ] {
        assert_eq!(spread(whole, ENGLISH, false), Some(boxes("27", "3", "2026")), "{whole}");
    }
    assert_eq!(spread("31/02/26", ENGLISH, false), Some(boxes("31", "2", "26")), "what is wrong with it is asked then");
    for not in [
        "27",
        "27/03",
        "27/03/202",
        "27/03/2026/1",
        "March 2026",
        "20260327",
        "2026-03-27T10:00:00Z",
        "27/Smarch/2026",
        "a/b/c",
        "//",
        "",
    ] {
        assert_eq!(spread(not, ENGLISH, false), None, "{not}");
    }
    for partial in ["March 2026", "03/2026", "2026-03", "3.2026"] {
        assert_eq!(spread(partial, ENGLISH, true), Some(boxes("", "3", "2026")), "{partial}");
    }
}

#[test]
fn half_a_date_reopens_as_it_was_typed() {
    for half in [
        boxes("27/03/20266", "", ""),
        boxes("", "1/2", ""),
        boxes("~1", "~", "~0/"),
        boxes("/", "/", "/"),
        boxes("27", "Febr", ""),
        boxes("", "", "26"),
        boxes("", "", ""),
    ] {
        let entered = join(&half);
        assert_eq!(entered.matches('/').count(), 2, "{entered}");
        assert_eq!(split(&entered), half, "{entered}");
    }
    assert_eq!(join(&boxes("31", "Febr", "")), "31/Febr/", "a part without one is as it always was");
    assert_eq!(split("27/03/2026//"), boxes("27/03/2026", "", ""), "a document of an earlier time");
    assert_eq!(split("27"), boxes("27", "", ""));
    assert_eq!(split("27/3"), boxes("27", "3", ""));
}
