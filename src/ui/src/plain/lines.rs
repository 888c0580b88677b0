//! Lines of plain text, wrapped for reading.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// Lines that are being written.
pub struct Lines {
    text: String,
    /// Characters a line; 0 for as many as there are.
    width: usize,
}

impl Lines {
    /// None yet.
    pub fn new(width: usize) -> Self {
        Self { text: String::new(), width }
    }

    /// Others, to be put after these when there are any.
    pub fn within(&self) -> Self {
        Self::new(self.width)
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Puts others after these.
    pub fn take(&mut self, others: Self) {
        self.text.push_str(&others.text);
    }

    /// All of them.
    pub fn finish(self) -> String {
        self.text
    }

    /// A line of nothing, but not at the beginning.
    pub fn gap(&mut self) {
        if !self.is_empty() {
            self.text.push('\n');
        }
    }

    /// Words with a line under them.
    pub fn heading(&mut self, under: char, words: &str) {
        self.gap();
        self.paragraph(0, words);
        let longest = self.text.trim_end().rsplit('\n').next().map_or(0, |line| line.chars().count());
        self.text.extend(std::iter::repeat_n(under, longest));
        self.text.push('\n');
    }

    /// Words, each of their lines at this indent.
    pub fn paragraph(&mut self, indent: usize, words: &str) {
        let indent = " ".repeat(indent);
        self.wrapped(&indent, &indent, words);
    }

    /// One of a list.
    pub fn item(&mut self, indent: usize, words: &str) {
        self.wrapped(&[&" ".repeat(indent), "- "].concat(), &" ".repeat(indent + 2), words);
    }

    /// A question and its answer: beside each other, or below where the answer has lines of its own.
    pub fn pair(&mut self, indent: usize, question: &str, answer: &str) {
        if answer.contains('\n') {
            self.question(indent, question);
            self.paragraph(indent + 2, answer);
        } else {
            let begin = " ".repeat(indent);
            self.wrapped(&begin, &[&begin, "  "].concat(), &[&asked(question), " ", answer].concat());
        }
    }

    /// A question whose answer follows on lines of its own.
    pub fn question(&mut self, indent: usize, question: &str) {
        self.paragraph(indent, &asked(question));
    }

    fn wrapped(&mut self, first: &str, rest: &str, words: &str) {
        let width = if self.width == 0 { usize::MAX } else { self.width };
        let options = Options::new(width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        for line in textwrap::wrap(words, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }
}

/// A question as it stands before its answer. Those of the paper forms end in a colon already, or in a semicolon.
fn asked(question: &str) -> String {
    let bare = question.trim_end_matches([':', ';']);
    if bare.ends_with(['?', '.', '؟']) { bare.to_owned() } else { [bare, ":"].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_between_words_and_long_words_stay_whole() {
        let mut lines = Lines::new(20);
        lines.pair(2, "What helps", "a walk with the dog every morning");
        lines.item(0, "https://example.org/a/very/long/address");
        assert_eq!(
            lines.finish(),
            "  What helps: a walk\n    with the dog\n    every morning\n- https://example.org/a/very/long/address\n"
        );
    }

    #[test]
    fn what_was_typed_on_several_lines_stays_on_them() {
        let mut lines = Lines::new(0);
        lines.pair(0, "What happened?", "First.\n\nThen this.");
        assert_eq!(lines.finish(), "What happened?\n  First.\n\n  Then this.\n");
    }

    #[test]
    fn a_heading_is_underlined_as_far_as_it_goes() {
        let mut lines = Lines::new(0);
        lines.heading('=', "Care plan");
        lines.heading('-', "Goals");
        assert_eq!(lines.finish(), "Care plan\n=========\n\nGoals\n-----\n");
    }
}
