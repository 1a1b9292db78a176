//! The program, started as an operator starts it, with limits for programs instead of people.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running server.
pub struct Program {
    child: Child,
    out: BufReader<ChildStdout>,
    pub address: SocketAddr,
}

/// Where its databases are.
#[derive(Clone)]
pub struct Home {
    pub data: PathBuf,
    pub accounts: String,
    pub community: String,
}

impl Home {
    pub fn sqlite(data: &Path) -> Self {
        let url = |name: &str| format!("sqlite://{}", data.join(name).display());
        Self { data: data.to_owned(), accounts: url("accounts.sqlite"), community: url("community.sqlite") }
    }

    /// The command that serves from here.
    pub fn command(&self, mut command: Command, site: &Path) -> Command {
        command.args(["serve", "--address", "127.0.0.1:0", "--metrics-address", "off"]).env_clear();
        for (name, value) in [
            ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            ("HEALTH_THING_HUMAN_SECONDS", "0"),
            ("HEALTH_THING_MARK_AFTER_DAYS", "0"),
            ("HEALTH_THING_ACCOUNTS_URL", &self.accounts),
            ("HEALTH_THING_COMMUNITY_URL", &self.community),
        ] {
            command.env(name, value);
        }
        for rate in [
            "JOINS_PER_HOUR",
            "SIGN_INS_PER_10_MINUTES",
            "OWN_SIGN_INS_PER_10_MINUTES",
            "SHARES_PER_HOUR",
            "REPLIES_PER_10_MINUTES",
            "REACTIONS_PER_10_MINUTES",
            "READS_PER_10_MINUTES",
        ] {
            command.env(["HEALTH_THING_", rate].concat(), "1000000");
        }
        command.arg("--data").arg(&self.data).arg("--site").arg(site);
        command
    }
}

/// A folder with the least that a browser is served.
pub fn site(folder: &Path) -> PathBuf {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("pkg")).expect("a folder");
    std::fs::write(site.join("pkg/manifest.json"), r#"{"css": "/pkg/a.css"}"#).expect("written");
    std::fs::write(site.join("pkg/a.css"), "body{}").expect("written");
    site
}

pub fn health_thing() -> Command {
    Command::new(env!("CARGO_BIN_EXE_health-thing"))
}

impl Program {
    /// Starts it and waits until it listens.
    pub fn start(mut command: Command) -> Self {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut err = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut said = String::new();
        let address = loop {
            let before = said.len();
            assert!(err.read_line(&mut said).expect("text") > 0, "it ended: {said}");
            if let Some((_, rest)) = said[before..].split_once("listening address=") {
                break rest.split(' ').next().expect("an address").trim().parse().expect("an address");
            }
        };
        // What it says from now on is read, so that it never waits for us.
        std::thread::spawn(move || std::io::copy(&mut err, &mut std::io::sink()));
        Self { child, out, address }
    }

    /// The code of the cohort that a new installation makes.
    pub fn cohort(&mut self) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.out.read_line(&mut line).expect("text") > 0, "no join link");
            if let Some((_, code)) = line.split_once("/join#") {
                return code.trim().to_owned();
            }
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

/// A test that fails leaves no server behind.
impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
