//! What tests of several parts need.

pub mod home;
pub mod postgres;
