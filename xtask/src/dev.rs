//! `cargo xtask dev`: build, start, watch, build again. Needs nothing installed; those who have cargo-leptos may use
//! `cargo leptos watch` instead.

use crate::build::{self, Profile};
use crate::{Failure, project, run, say};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, SystemTime};

/// The pause between two looks at the files: short for a person, long for a disk.
const PAUSE: Duration = Duration::from_millis(400);

/// The builds that a change asks for.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct Asks {
    browser: bool,
    server: bool,
}

/// Runs until it is interrupted.
pub fn dev(words: &[String]) -> Result<(), Failure> {
    build::ready()?;
    let mut seen = newest();
    build::browser(Profile::Dev)?;
    let server = build::dev_server()?;
    let mut running = start(&server, words)?;
    loop {
        std::thread::sleep(PAUSE);
        let now = newest();
        let asks = changed(&seen, &now);
        if asks == Asks::default() {
            continue;
        }
        seen = now;
        match again(asks) {
            Ok(()) => {
                stop(&mut running);
                running = start(&server, words)?;
            }
            // The old one keeps running: a half-typed line is no reason to lose the page.
            Err(failure) => say::line(&format!("\n{failure}\nThe server from before keeps running.")),
        }
    }
}

fn again(asks: Asks) -> Result<(), Failure> {
    if asks.browser {
        build::browser(Profile::Dev)?;
    }
    if asks.server {
        build::dev_server()?;
    }
    Ok(())
}

fn start(server: &Path, words: &[String]) -> Result<Child, Failure> {
    let mut command = run::program(server);
    command.arg("serve").args(words).env("HEALTH_THING_SITE", Profile::Dev.site());
    if std::env::var_os("HEALTH_THING_DATA").is_none() {
        command.env("HEALTH_THING_DATA", project::target().join("data-dev"));
    }
    command.spawn().map_err(|why| format!("{} could not be started: {why}", server.display()))
}

/// Asks it to end, as an operator would, and waits.
fn stop(running: &mut Child) {
    let asked = Command::new("kill").arg(running.id().to_string()).status();
    if !asked.is_ok_and(|status| status.success()) {
        let _ = running.kill();
    }
    let _ = running.wait();
}

/// The moment at which the newest file of each watched folder was written, and the number of files: enough to see every change.
type Written = Vec<(&'static str, Option<SystemTime>, usize)>;

const WATCHED: [(&str, Asks); 10] = [
    ("privacy", Asks { browser: true, server: true }),
    ("domain", Asks { browser: true, server: true }),
    ("app", Asks { browser: true, server: true }),
    ("frontend", Asks { browser: true, server: false }),
    ("style", Asks { browser: true, server: false }),
    ("public", Asks { browser: true, server: false }),
    // The words of the privacy check, the outbox and the service worker are in browser files.
    ("locales", Asks { browser: true, server: true }),
    ("store", Asks { browser: false, server: true }),
    ("server", Asks { browser: false, server: true }),
    ("migrations", Asks { browser: false, server: true }),
];

fn newest() -> Written {
    let look = |folder: &'static str| {
        let files: Vec<PathBuf> = project::files(&project::root().join(folder));
        let written = |file: &PathBuf| std::fs::metadata(file).and_then(|about| about.modified()).ok();
        (folder, files.iter().filter_map(written).max(), files.len())
    };
    WATCHED.iter().map(|(folder, _)| look(folder)).collect()
}

fn changed(before: &Written, now: &Written) -> Asks {
    let mut asks = Asks::default();
    for ((before, now), (_, wants)) in before.iter().zip(now).zip(WATCHED) {
        if before != now {
            asks = Asks { browser: asks.browser || wants.browser, server: asks.server || wants.server };
        }
    }
    asks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_asks_for_both() {
        let before = newest();
        let mut now = before.clone();
        now.iter_mut().find(|(folder, ..)| *folder == "locales").expect("watched").2 += 1;
        assert_eq!(changed(&before, &now), Asks { browser: true, server: true });
    }

    #[test]
    fn a_changed_style_asks_for_the_bundle_only() {
        let before = newest();
        let mut now = before.clone();
        let style = now.iter_mut().find(|(folder, ..)| *folder == "style").expect("watched");
        style.2 += 1;
        assert_eq!(changed(&before, &now), Asks { browser: true, server: false });
        assert_eq!(changed(&before, &before.clone()), Asks::default());
    }
}
