//! How the installation is.

pub mod pages;
