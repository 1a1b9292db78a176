//! What is measured, with what, and where the results go.

use crate::Fault;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The parts that can be measured alone, in the order in which they are.
const PARTS: [&str; 7] = ["pages", "search", "posts", "soak", "start", "scan", "phone"];

/// The words after `cargo xtask bench`, and the paths that xtask hands over.
pub struct Settings {
    /// Short runs: to see whether something changed, not to publish.
    pub quick: bool,
    /// What is to be measured.
    pub parts: Vec<&'static str>,
    /// The release server.
    pub binary: PathBuf,
    /// The files for the browser.
    pub site: PathBuf,
    /// The browser of the phone profile.
    pub chromium: PathBuf,
}

impl Settings {
    /// Reads words and environment.
    pub fn read(words: &[String]) -> Result<Self, Fault> {
        let (flags, named): (Vec<&str>, Vec<&str>) =
            words.iter().map(String::as_str).partition(|word| *word == "--quick");
        if let Some(other) = named.iter().find(|word| !PARTS.contains(*word)) {
            let parts = PARTS.join(", ");
            return Err(format!(
                "`{other}` cannot be measured. Name some of {parts}, or none for all; --quick makes it short."
            ));
        }
        let path = |name, usual| std::env::var_os(name).map_or_else(|| root().join(usual), PathBuf::from);
        Ok(Self {
            quick: !flags.is_empty(),
            parts: PARTS.into_iter().filter(|part| named.is_empty() || named.contains(part)).collect(),
            binary: path("HEALTH_THING_BINARY", "target/release/health-thing"),
            site: path("HEALTH_THING_SITE", "target/site"),
            chromium: path("CHROMIUM", "/usr/bin/chromium"),
        })
    }

    /// Whether everything is measured as it is published.
    pub fn is_whole(&self) -> bool {
        !self.quick && self.parts.len() == PARTS.len()
    }

    /// How long before counting begins.
    pub fn warm_up(&self) -> Duration {
        Duration::from_millis(if self.quick { 700 } else { 1_500 })
    }

    /// How long is counted.
    pub fn counted(&self) -> Duration {
        Duration::from_secs(if self.quick { 2 } else { 5 })
    }
}

/// The project's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where data sets and results are kept between runs.
pub fn kept() -> PathBuf {
    root().join("target/bench")
}
