//! What "blank" means of text: nothing in it that anybody could see. It is the same for a question that completion needs,
//! a person's name and the name under a signature.

/// Whether there is nothing to see in a text: only characters that are White_Space or Default_Ignorable_Code_Point in
/// Unicode. Text that has something to see is kept exactly as typed, with whatever stands around it.
pub fn is_blank_text(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || is_default_ignorable(letter))
}

/// Whether nobody could read anything in a text that is to be read: besides what is blank, only characters that are shown as nothing
/// or as a space (controls, the empty pattern of Braille, what marks an annotation), and marks with no letter under them. Nor a text
/// with letters in another order than they are read in (a directional override).
#[inline(never)]
pub fn says_nothing(text: &str) -> bool {
    let is_empty =
        |letter: char| letter.is_control() || is_mark(letter) || matches!(letter, '\u{2800}' | '\u{fff9}'..='\u{fffb}');
    text.contains(['\u{202d}', '\u{202e}'])
        || text.chars().all(|letter| letter.is_whitespace() || is_default_ignorable(letter) || is_empty(letter))
}

/// A mark that stands on the letter before it (the blocks of combining marks that go with any script).
pub(crate) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// What there is to see in a text, without the spaces between it.
#[inline(never)]
pub fn seen(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !is_default_ignorable(*letter)).collect()
}

/// Default_Ignorable_Code_Point: shown as nothing at all where a font does not support it. The ranges of
/// DerivedCoreProperties.txt, Unicode 17.0 (4,174 code points; unassigned ones are in them beforehand). `char` knows
/// White_Space, and not this one.
const DEFAULT_IGNORABLE: [(char, char); 17] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fff8}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a character is shown as nothing at all: direction marks, zero-width spaces and the like.
pub fn is_default_ignorable(letter: char) -> bool {
    DEFAULT_IGNORABLE.iter().any(|(first, last)| (*first..=*last).contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_as_many_code_points_as_unicode_counts() {
        let count: u32 = DEFAULT_IGNORABLE.iter().map(|(first, last)| *last as u32 - *first as u32 + 1).sum();
        assert_eq!(count, 4_174);
        assert!(DEFAULT_IGNORABLE.windows(2).all(|two| two[0].1 < two[1].0), "in order, and nothing twice");
    }

    #[test]
    fn nothing_to_see_is_blank_and_a_letter_among_it_is_not() {
        for blank in ["", " ", "\t\r\n", "\u{a0}", "\u{3000}", "\u{200b}\u{feff}", "\u{202e} \u{2066}", "\u{3164}"] {
            assert!(is_blank_text(blank), "{blank:?}");
            assert!(!is_blank_text(&format!("{blank}Ada{blank}")), "{blank:?}");
        }
        for seen in ["0", "-", "ا", "🙂", "\u{301}"] {
            assert!(!is_blank_text(seen), "{seen:?}");
        }
    }
}
