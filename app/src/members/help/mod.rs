//! Help: numbers that answer now. Calm, no mascot, no motion.

pub mod pages;
