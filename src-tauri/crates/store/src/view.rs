//! What the screens read: several tables at once, one query a screen.

pub mod board;
pub mod candidate;
pub mod flow;
pub mod inbox;
pub mod totals;

#[cfg(test)]
mod plan_tests;
