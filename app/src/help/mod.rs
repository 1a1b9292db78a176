//! Help: numbers that answer now. Calm, no mascot, no motion.

mod pages;

pub use pages::HelpPage;
