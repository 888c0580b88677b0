//! What is done is counted in tests: it grows with the document, and not with its square. A clock would say so only of a
//! document that is large enough, on a machine that does nothing else.

/// One more look at an answer, a row or a path.
#[inline(always)]
pub(crate) fn step() {
    #[cfg(test)]
    tests::STEPS.with(|steps| steps.set(steps.get() + 1));
}

#[cfg(test)]
mod tests;
