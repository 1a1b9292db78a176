//! Compiling: the browser code, the bundle, the server. cargo skips what is up to date.

use crate::debian::{self, Need};
use crate::project::{BROWSER_SIDE, target};
use crate::{Failure, project, run, say};
use std::path::PathBuf;

/// The trouble that the compiler takes.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// Quick to compile.
    Dev,
    /// Small and fast.
    Release,
}

impl Profile {
    fn browser_profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Dev => ("dev", "debug"),
            Self::Release => ("wasm-release", "wasm-release"),
        }
    }

    /// Returns the folder of the browser files of this build.
    pub fn site(self) -> PathBuf {
        target().join(if self == Self::Dev { "site-dev" } else { "site" })
    }
}

/// Makes sure the toolchain can compile for browsers and has a C compiler.
pub fn ready() -> Result<(), Failure> {
    debian::ensure(&[Need::Compiler])?;
    let mut rustc = run::program("rustc");
    let folder = run::quietly(
        rustc.args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]),
        "The Rust toolchain is missing. Install rustup, then try again.",
    )?;
    if PathBuf::from(folder.trim()).exists() {
        return Ok(());
    }
    say::step("Install the compiler's browser target", "under a minute, once", || {
        run::must(
            run::program("rustup").args(["target", "add", "wasm32-unknown-unknown"]),
            "The browser target could not be installed. Type: rustup target add wasm32-unknown-unknown",
        )
    })
}

/// The flags of `.cargo/config.toml`, and no path of this machine in what people download (S11).
fn browser_flags() -> String {
    let home =
        std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")));
    let remap = |from: &str, to: &str| format!("'--remap-path-prefix={from}={to}'");
    let flags = [
        "'--cfg'".to_owned(),
        "'erase_components'".to_owned(),
        remap(&home.unwrap_or_default(), "cargo"),
        remap(&project::root().display().to_string(), "health-thing"),
    ];
    format!("target.wasm32-unknown-unknown.rustflags=[{}]", flags.join(","))
}

/// The browser code, and the files that browsers download.
pub fn browser(effort: Profile) -> Result<(), Failure> {
    let (profile, folder) = effort.browser_profile();
    let (what, usually) = match effort {
        Profile::Dev => ("Browser code for development", "a minute the first time, seconds after"),
        Profile::Release => ("Browser code, made small", "1 to 2 minutes the first time, seconds after"),
    };
    let compile = |more: &[&str]| {
        run::must(
            run::cargo()
                .args(["build", "--profile", profile, "--config", &browser_flags()])
                .args(BROWSER_SIDE)
                .args(more),
            "The browser code does not compile. Mend the first error above, then try again.",
        )
    };
    let made = target().join("wasm32-unknown-unknown").join(folder);
    let entries = [
        ("app", made.join("frontend.wasm")),
        ("alike", made.join("frontend_alike.wasm")),
        ("privacy", made.join("frontend_privacy.wasm")),
        ("staff", made.join("staff.wasm")),
    ];
    // Features of one crate, so two runs of cargo, and the first result is set aside before the second takes its name.
    say::step("Browser code of staff", usually, || compile(&["--features", "frontend/staff"]))?;
    let staff = &entries[3].1;
    std::fs::copy(&entries[0].1, staff).map_err(|why| format!("{}: {why}", staff.display()))?;
    say::step(what, usually, || compile(&[]))?;
    say::step("Bundle styles and browser code", "1 to 2 minutes the first time, a second after", || {
        // Named together with all others, so that what it shares with them is compiled once.
        let mut cargo = run::cargo();
        cargo.args(["build", "--quiet", "--bin", "bundle"]).args(project::SERVER_SIDE).args(project::TOOLS);
        run::must(&mut cargo, "The bundler does not compile. Mend the first error above, then try again.")?;
        let mut bundle = run::program(target().join("debug/bundle"));
        for (name, wasm) in &entries {
            bundle.arg("--entry").arg(format!("{name}={}", wasm.display()));
        }
        bundle.arg("--site").arg(effort.site());
        if effort == Profile::Dev {
            bundle.arg("--quick");
        }
        run::must(&mut bundle, "The browser files could not be made; the line above names the file to mend.")
    })
}

/// The release server, as it is deployed.
pub fn release_server() -> Result<PathBuf, Failure> {
    say::step("Server", "8 to 10 minutes the first time, seconds after", || {
        run::must(
            run::cargo().args(["build", "--release", "-p", "server"]),
            "The server does not compile. Mend the first error above, then try again.",
        )
    })?;
    Ok(target().join("release/health-thing"))
}

/// The development server as the tests have it, with the features that their own crates switch on: after `cargo test` nothing is
/// left to compile, where `cargo build --bins` would compile leptos, sqlx and everything above them once more.
pub fn tested_server() -> Result<PathBuf, Failure> {
    say::step("Server of the tests", "4 minutes the first time, under a minute after", || {
        let mut cargo = run::cargo();
        cargo.args(["test", "--no-run", "--test", "serving"]).args(project::SERVER_SIDE).args(project::TOOLS);
        run::must(&mut cargo, "The server does not compile. Mend the first error above, then try again.")
    })?;
    Ok(target().join("debug/health-thing"))
}

/// The development server without tests: what `cargo xtask dev` compiles on every change.
pub fn dev_server() -> Result<PathBuf, Failure> {
    say::step("Server for development", "4 minutes the first time, under a minute after", || {
        run::must(
            run::cargo().args(["build", "--bins"]).args(project::SERVER_SIDE),
            "The server does not compile. Mend the first error above, then try again.",
        )
    })?;
    Ok(target().join("debug/health-thing"))
}
