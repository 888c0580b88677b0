//! What time it is where this runs.

use coplan_rules::Clock;

/// This instant, here.
pub fn here() -> Clock {
    Clock::at(jiff::Zoned::now())
}
