//! The messages of all forms as the browser loads them: a tree in which a key repeats nothing of the key above it.
//!
//! A line is a segment of a key, a space and its message. With `{` in the place of the space more segments follow, up to an
//! empty line. What is said to one reader only is a segment too: `@person`. Neighbours are sorted (`build.rs`).

use std::sync::OnceLock;

const EN_GB: &str = include_str!(concat!(env!("OUT_DIR"), "/en-GB.txt"));

/// A segment of a key, and those that may follow it.
#[derive(Debug)]
pub struct Node {
    segment: &'static str,
    /// What its key says; empty for a key that says nothing.
    pub message: &'static str,
    inner: Vec<Node>,
}

impl Node {
    /// Reads a tree. Its root has no segment.
    fn root(text: &'static str) -> Self {
        Self { segment: "", message: "", inner: read(&mut text.split('\n')) }
    }

    /// The messages that we ship, read once for all forms.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Node> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::root(EN_GB))
    }

    /// The node at a path, whatever the rows; with no path, this one.
    #[inline(never)]
    pub fn at(&self, path: &str) -> Option<&Node> {
        let mut node = self;
        for segment in path.split('.').filter(|segment| !segment.is_empty()) {
            let id = segment.split('[').next().unwrap_or(segment);
            let found = node.inner.binary_search_by(|inner| inner.segment.cmp(id)).ok()?;
            node = node.inner.get(found)?;
        }
        Some(node)
    }
}

fn read(lines: &mut std::str::Split<'static, char>) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some(line) = lines.next().filter(|line| !line.is_empty()) {
        let end = line.bytes().position(|byte| byte == b' ' || byte == b'{').unwrap_or(line.len());
        let (segment, rest) = line.split_at(end);
        let inner = if rest.starts_with('{') { read(lines) } else { Vec::new() };
        nodes.push(Node { segment, message: rest.get(1..).unwrap_or_default(), inner });
    }
    nodes
}
