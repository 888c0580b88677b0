//! What stands in a file.

use super::File;

/// Past this a file is not read in one sitting. There is no list of exceptions.
const LONGEST: usize = 400;

/// A path of somebody's machine, or the address of a package registry, helps nobody else.
pub fn machine_paths(files: &[File]) -> Vec<String> {
    // In two parts, so that this file does not accuse itself.
    let marks =
        [["/wo", "rk/"], ["/ro", "ot/"], ["registry.npm", "js.org"], ["index.crates", ".io"]].map(|mark| mark.concat());
    let named = |file: &File| {
        let mark = marks.iter().find(|mark| file.text.contains(*mark))?;
        Some(format!("{}: names {mark}, which is of one machine only", file.path))
    };
    files.iter().filter_map(named).collect()
}

/// A module says what it is before it begins.
pub fn openings(files: &[File]) -> Vec<String> {
    let module = |file: &&File| file.path.ends_with(".rs") && !file.path.ends_with("/tests.rs");
    let silent = files.iter().filter(module).filter(|file| !file.text.starts_with("//!"));
    silent.map(|file| format!("{}: does not begin with //! and what it is", file.path)).collect()
}

/// A long file has become a second thing.
pub fn length(files: &[File]) -> Vec<String> {
    let source = |file: &&File| [".rs", ".ts", ".js", ".mjs"].iter().any(|end| file.path.ends_with(end));
    let long = files.iter().filter(source).map(|file| (file, file.text.lines().count()));
    let long = long.filter(|(_, lines)| *lines > LONGEST);
    long.map(|(file, lines)| format!("{}: {lines} lines; what second thing has it become?", file.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    #[test]
    fn a_module_that_does_not_say_what_it_is_is_named() {
        let files = [file("src/a.rs", "//! A."), file("src/b.rs", "fn b() {}"), file("src/c/tests.rs", "")];
        assert_eq!(openings(&files), ["src/b.rs: does not begin with //! and what it is"]);
    }

    #[test]
    fn a_file_may_have_four_hundred_lines_and_no_more() {
        let files =
            [file("a.ts", &"x\n".repeat(400)), file("b.ts", &"x\n".repeat(401)), file("c.md", &"x\n".repeat(900))];
        assert_eq!(length(&files), ["b.ts: 401 lines; what second thing has it become?"]);
    }

    #[test]
    fn a_path_of_one_machine_is_named() {
        let home = ["/ro", "ot/"].concat();
        assert_eq!(machine_paths(&[file("a.md", &format!("see {home}notes")), file("b.md", "see docs/")]).len(), 1);
    }
}
