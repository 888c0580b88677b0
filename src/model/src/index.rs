//! Names, each with a number.

use std::collections::BTreeMap;

/// Numbers by name; or names alone, where nobody asks for the number. One type for all of them, since each other kind of map
/// would be compiled once more for the browser.
#[derive(Clone, Debug, Default)]
pub struct Index(BTreeMap<String, usize>);

impl Index {
    /// Takes a name in, and says whether it is new. The number of one that is there stays.
    pub fn add(&mut self, name: &str) -> bool {
        let is_new = !self.contains(name);
        if is_new {
            self.set(name, 0);
        }
        is_new
    }

    /// Gives a name a number.
    pub fn set(&mut self, name: &str, number: usize) {
        self.0.insert(name.to_owned(), number);
    }

    /// The number of a name.
    pub fn get(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// Whether a name is there.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether all names of this one are in another.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.keys().all(|name| other.contains(name))
    }

    /// Whether every name has this number.
    pub fn all_are(&self, number: usize) -> bool {
        self.0.values().all(|other| *other == number)
    }

    /// Takes in the names of another.
    pub fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_new_once_and_keeps_its_number() {
        let mut index = Index::default();
        assert!(index.add("a"));
        index.set("a", 3);
        assert!(!index.add("a"));
        assert_eq!((index.get("a"), index.get("b")), (Some(3), None));
        assert!(index.all_are(3));
        let mut more = index.clone();
        more.add("b");
        assert!(index.is_within(&more) && !more.is_within(&index));
        assert!(!more.all_are(3));
    }
}
