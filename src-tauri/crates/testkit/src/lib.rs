//! Shared test helpers: a settable clock, a proxy that fails on purpose, and for whole-app tests a
//! desktop session of its own (screen, bus, notifications), in it the app as a user would drive it, a
//! simulated Ribbon, a relay with a gate in the way to it, a server of channels, and a tour of all places
//! of the window.

pub mod channels;
pub mod clock;
pub mod desk;
pub mod desktop;
pub mod fault_proxy;
pub mod gate;
pub mod http;
pub mod processes;
pub mod programs;
pub mod relay;
pub mod simulator;
pub mod tour;
pub mod webdriver;
