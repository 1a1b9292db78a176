//! What tests need from Debian's packages: installed when this is root, named in one command when it is not.

use crate::{Failure, run, say};
use std::path::{Path, PathBuf};

/// Something that must be on the machine.
pub enum Need {
    /// A C compiler, for SQLite and the cryptography below TLS.
    Compiler,
    /// A PostgreSQL server, for the tests on both databases.
    Postgres,
    /// A browser, for the stories.
    Chromium,
    /// The program that drives the browser.
    Node,
}

impl Need {
    fn packages(&self) -> &'static [&'static str] {
        match self {
            Self::Compiler => &["gcc", "libc6-dev"],
            Self::Postgres => &["postgresql"],
            Self::Chromium => &["chromium"],
            Self::Node => &["nodejs", "npm"],
        }
    }

    fn is_met(&self) -> bool {
        match self {
            Self::Compiler => run::find("cc").is_some(),
            Self::Postgres => postgres_programs().is_some(),
            Self::Chromium => chromium().is_some(),
            Self::Node => run::find("node").is_some() && run::find("npm").is_some(),
        }
    }
}

/// Makes sure that everything is there.
pub fn ensure(needs: &[Need]) -> Result<(), Failure> {
    let missing: Vec<&str> =
        needs.iter().filter(|need| !need.is_met()).flat_map(|need| need.packages()).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let command = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
    if !run::is_root() || run::find("apt-get").is_none() {
        return Err(format!(
            "Missing on this machine: {}. Type this once, then try again:\n\n  sudo {command}",
            missing.join(", ")
        ));
    }
    say::step(
        &format!("Install {} from Debian's packages", missing.join(", ")),
        "1 to 3 minutes, once",
        || {
            let otherwise = format!("Installing failed. Look at the lines above, then type: {command}");
            let apt = |words: &str| {
                let mut apt = run::program("apt-get");
                apt.args(words.split(' ')).env("DEBIAN_FRONTEND", "noninteractive");
                apt
            };
            run::quietly(&mut apt("update -q"), &otherwise)?;
            let install = format!("install -q -y --no-install-recommends {}", missing.join(" "));
            run::quietly(&mut apt(&install), &otherwise).map(drop)
        },
    )
}

/// The folder with `initdb` and `postgres`. Debian keeps it off PATH, one folder per version; the newest is taken.
pub fn postgres_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let number = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions
        .map(|entry| entry.path())
        .filter(|folder| folder.join("bin/initdb").is_file())
        .max_by_key(|folder| number(folder))
        .map(|folder| folder.join("bin"));
    newest.or_else(|| run::find("initdb").and_then(|path| path.parent().map(Path::to_path_buf)))
}

/// The browser.
pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| run::find(name))
}
