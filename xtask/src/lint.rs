//! `cargo xtask lint`: what a machine can say about the code before a person reads it.

use crate::project::{BROWSER_SIDE, SERVER_SIDE, TOOLS, target};
use crate::{Failure, build, cited, dictionary, docstrings, named, rules, run, say};
use std::path::PathBuf;

const CARGO_DENY: &str = "0.20.2";

/// Format, clippy on both sides, documentation, house rules; the supply chain when asked.
pub fn lint(words: &[String]) -> Result<(), Failure> {
    build::ready()?;
    say::step("Format", "seconds", || {
        run::must(run::cargo().args(["fmt", "--all", "--check"]), "Type: cargo fmt --all")
    })?;
    say::step("House rules", "seconds", house_rules)?;
    let mend = "Mend the first line above that starts with `error` or `warning`.";
    say::step("clippy, server side", "4 minutes the first time", || {
        let mut clippy = run::cargo();
        clippy.args(["clippy", "--all-targets"]).args(SERVER_SIDE).args(TOOLS);
        run::must(clippy.args(["--", "-D", "warnings"]), mend)
    })?;
    say::step("clippy, browser side", "2 minutes the first time", || {
        run::must(run::cargo().arg("clippy").args(BROWSER_SIDE).args(["--", "-D", "warnings"]), mend)
    })?;
    say::step("Documentation", "a minute", || {
        let mut doc = run::cargo();
        // The same crates and kinds of targets as clippy looked at, so that nothing below them is compiled again; examples
        // are what makes cargo count the crates that only tests use.
        doc.args(["doc", "--no-deps", "--lib", "--bins", "--examples"])
            .args(SERVER_SIDE)
            .args(TOOLS)
            // We read our own documentation beside the source, so a link to a private item leads somewhere.
            .env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links --cfg erase_components");
        run::must(&mut doc, mend)
    })?;
    if words.iter().any(|word| word == "--supply-chain") { supply_chain() } else { Ok(()) }
}

/// Checks what the code must not do, and what the pages about it must say.
fn house_rules() -> Result<(), Failure> {
    [rules::keep, cited::keep, docstrings::keep, dictionary::keep, named::keep]
        .iter()
        .try_for_each(|keep| keep())
}

/// Licences, forbidden crates and sources; known weaknesses where their list can be reached.
fn supply_chain() -> Result<(), Failure> {
    let deny = cargo_deny()?;
    let check = |what: &[&str]| {
        let mut command = run::program(&deny);
        command.arg("check").args(what);
        command
    };
    say::step("Supply chain", "seconds", || {
        let mend = "deny.toml says why each of these is not allowed. Choose another crate.";
        run::must(&mut check(&["bans", "licenses", "sources"]), mend)?;
        let otherwise = "A crate has a known weakness, or the list of them could not be fetched; see above.";
        run::must(&mut check(&["advisories"]), otherwise)
    })
}

/// The one on PATH, else the pinned one, installed once below target.
fn cargo_deny() -> Result<PathBuf, Failure> {
    let tools = target().join("tools");
    let pinned = tools.join("bin/cargo-deny");
    if let Some(there) = run::find("cargo-deny").or_else(|| pinned.is_file().then(|| pinned.clone())) {
        return Ok(there);
    }
    say::step("Install cargo-deny", "8 minutes, once", || {
        let mut install = run::cargo();
        install.args(["install", "--locked", "cargo-deny", "--version", CARGO_DENY, "--root"]).arg(&tools);
        run::must(&mut install, &format!("Type: cargo install --locked cargo-deny --version {CARGO_DENY}"))
    })?;
    Ok(pinned)
}
