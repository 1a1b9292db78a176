//! What is measured, with what, and where the results go.

use crate::Fault;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The parts that can be measured alone.
const PARTS: [&str; 7] = ["pages", "posts", "start", "scan", "phone", "search", "soak"];

/// The words after `cargo xtask bench`, and the paths that xtask hands over.
pub struct Settings {
    /// Short runs: to see whether something changed, not to publish.
    pub quick: bool,
    parts: Vec<String>,
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
        let mut quick = false;
        let mut parts = Vec::new();
        for word in words {
            match word.as_str() {
                "--quick" => quick = true,
                part if PARTS.contains(&part) => parts.push(part.to_owned()),
                other => {
                    return Err(format!(
                        "`{other}` cannot be measured. Name some of {}, or none for all; --quick makes it short.",
                        PARTS.join(", ")
                    ));
                }
            }
        }
        let path = |name: &str, usual: &str| {
            std::env::var_os(name).map_or_else(|| root().join(usual), PathBuf::from)
        };
        Ok(Self {
            quick,
            parts,
            binary: path("HEALTH_THING_BINARY", "target/release/health-thing"),
            site: path("HEALTH_THING_SITE", "target/site"),
            chromium: path("CHROMIUM", "/usr/bin/chromium"),
        })
    }

    /// Tells whether this part is to be measured.
    pub fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }

    /// Tells whether everything is measured as it is published.
    pub fn is_whole(&self) -> bool {
        !self.quick && self.parts.is_empty()
    }

    /// The time before counting begins.
    pub fn warm_up(&self) -> Duration {
        Duration::from_millis(if self.quick { 700 } else { 1_500 })
    }

    /// The time that is counted.
    pub fn counted(&self) -> Duration {
        Duration::from_secs(if self.quick { 2 } else { 5 })
    }
}

/// The project's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The folder where data sets and results are kept between runs.
pub fn kept() -> PathBuf {
    root().join("target/bench")
}
