//! Messages that people typed, within our sentences. Each runs its own way and no further: a right-to-left name leaves the date
//! after it where it is, and so does a name with a mark in it that would turn the rest of the line
//! (`docs/decisions/0016-isolated-words.md`).
//!
//! A sentence is told typed words by [`isolated`]. Where it is rendered there are elements ([`in_html`]), or there is only text
//! ([`in_text`]).

use yew::{Html, html};

/// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode Standard Annex 9).
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';

/// Typed words, to be put into a sentence. Nothing stays nothing.
pub fn isolated(typed: &str) -> String {
    if typed.is_empty() {
        return String::new();
    }
    // What closes an isolation within is only shown as far as it closes one that is within too.
    let mut words = String::from(FSI);
    let mut depth = 0;
    for letter in typed.chars() {
        match letter {
            '\u{2066}'..='\u{2068}' => depth += 1,
            PDI if depth == 0 => continue,
            PDI => depth -= 1,
            _ => {}
        }
        words.push(letter);
    }
    words.extend(std::iter::repeat_n(PDI, depth + 1));
    words
}

/// A sentence on the page, with each of its typed words in a `<bdi>`.
pub fn in_html(sentence: &str) -> Html {
    let pieces = pieces(sentence).into_iter().map(|(typed, words)| {
        let words = words.to_owned();
        if typed {
            html! { <bdi>{ words }</bdi> }
        } else {
            words.into()
        }
    });
    pieces.collect()
}

/// A sentence where there are no elements: in an attribute, an option or a picture. The marks of isolation stay only where
/// something in it runs from right to left. Elsewhere they change nothing, and they would be in a control's name.
pub fn in_text(sentence: &str) -> String {
    if sentence.chars().any(turns) {
        return sentence.to_owned();
    }
    pieces(sentence).into_iter().map(|(_, words)| words).collect()
}

/// The sentence in pieces, and which of them were typed.
fn pieces(sentence: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let (mut begin, mut depth) = (0, 0);
    for (at, letter) in sentence.char_indices() {
        match letter {
            FSI if depth == 0 => {
                pieces.push((false, &sentence[begin..at]));
                begin = at + FSI.len_utf8();
                depth = 1;
            }
            '\u{2066}'..='\u{2068}' if depth > 0 => depth += 1,
            PDI if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    pieces.push((true, &sentence[begin..at]));
                    begin = at + PDI.len_utf8();
                }
            }
            _ => {}
        }
    }
    pieces.push((depth > 0, &sentence[begin..]));
    pieces.retain(|(_, words)| !words.is_empty());
    pieces
}

/// Whether a character runs from right to left, or turns those after it; the marks of [`isolated`] itself do not. The blocks
/// that Unicode keeps for scripts of that way (DerivedBidiClass.txt).
fn turns(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_reach_no_further_than_themselves() {
        assert_eq!(isolated("Ada"), "\u{2068}Ada\u{2069}");
        assert_eq!(isolated("\u{202e}Ada"), "\u{2068}\u{202e}Ada\u{2069}");
        assert_eq!(isolated("a\u{2069}b"), "\u{2068}ab\u{2069}", "nothing of it closes ours");
        assert_eq!(isolated("\u{2067}a\u{2069}b"), "\u{2068}\u{2067}a\u{2069}b\u{2069}");
        assert_eq!(isolated("\u{2067}\u{2066}a"), "\u{2068}\u{2067}\u{2066}a\u{2069}\u{2069}\u{2069}");
        assert_eq!(isolated(""), "");
    }

    #[test]
    fn a_sentence_is_taken_apart_as_it_was_put_together() {
        let odd = "\u{2067}a\u{2069}b";
        let sentence = ["Signed by ", &isolated(odd), " on ", &isolated("x"), "."].concat();
        assert_eq!(pieces(&sentence), [(false, "Signed by "), (true, odd), (false, " on "), (true, "x"), (false, ".")]);
        let nested = isolated(&["Me (", &isolated("Ada"), ")"].concat());
        assert_eq!(pieces(&nested), [(true, "Me (\u{2068}Ada\u{2069})")]);
        assert_eq!(pieces("no names"), [(false, "no names")]);
        assert_eq!(pieces("cut off \u{2068}here"), [(false, "cut off "), (true, "here")]);
    }

    #[test]
    fn where_all_runs_one_way_a_name_of_a_control_has_no_marks_in_it() {
        assert_eq!(in_text(&["Signed by ", &isolated("Zoë"), " today"].concat()), "Signed by Zoë today");
        for right in ["محمد", "דוד", "ߒߞߏ", "\u{202e}Ada", "\u{1e900}"] {
            let sentence = ["Signed by ", &isolated(right), " today"].concat();
            assert_eq!(in_text(&sentence), sentence, "{right}");
        }
    }
}
