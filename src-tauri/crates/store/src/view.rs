//! What the screens read: several tables at once, one query a screen.

pub mod board;
pub mod candidate;
pub mod compare;
pub mod digest;
pub mod export;
pub mod flow;
pub mod found;
pub mod inbox;
pub mod insights;
pub mod people;
pub mod search;
pub mod totals;
pub mod unreadable;
pub mod versions;

mod dated;
mod named;
mod slice;

#[cfg(test)]
mod plan_tests;
