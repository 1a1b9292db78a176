//! The member's own page: key, sessions, data, and what the member declared. Its forms are those of `people`.

pub mod pages;
