//! Named places where the kill tests end the process, and bugs planted to prove that the tests bite.

/// A place where a kill test may end the process.
#[inline]
pub fn point(_name: &'static str) {}

/// Whether the planted bug of this name is switched on.
#[inline]
pub fn bug(_name: &'static str) -> bool {
    false
}
