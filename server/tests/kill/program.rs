//! The program, started as an operator starts it, with limits for programs instead of people.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use store::Urls;

/// A running server.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
}

/// Where its databases are.
#[derive(Clone)]
pub struct Home {
    pub data: PathBuf,
    pub urls: Urls,
}

impl Home {
    pub fn sqlite(data: &Path) -> Self {
        Self { data: data.to_owned(), urls: store::testing::files(data) }
    }

    /// The command that serves from here.
    pub fn command(&self, mut command: Command, site: &Path) -> Command {
        command.args(["serve", "--address", "127.0.0.1:0", "--metrics-address", "off"]);
        self.settle(&mut command);
        command.arg("--site").arg(site);
        command
    }

    /// Runs another command about what is here.
    pub fn run(&self, words: &[&str]) -> Output {
        self.command_of(words).output().expect("the program runs")
    }

    /// Another command about what is here.
    pub fn command_of(&self, words: &[&str]) -> Command {
        let mut command = health_thing();
        command.args(words);
        self.settle(&mut command);
        command
    }

    /// The code of the cohort that a new installation makes.
    pub fn cohort(&self) -> String {
        let listed = self.run(&["admin", "cohort", "list"]);
        let said = String::from_utf8_lossy(&listed.stdout);
        let code = said.split_once("/join#").and_then(|(_, rest)| rest.split_whitespace().next());
        code.unwrap_or_else(|| panic!("no join link: {listed:?}")).to_owned()
    }

    fn settle(&self, command: &mut Command) {
        command.env_clear();
        for (name, value) in [
            ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            ("HEALTH_THING_HUMAN_SECONDS", "0"),
            ("HEALTH_THING_MARK_AFTER_DAYS", "0"),
            ("HEALTH_THING_ACCOUNTS_URL", &self.urls.accounts),
            ("HEALTH_THING_COMMUNITY_URL", &self.urls.community),
            ("HEALTH_THING_STAFF_URL", &self.urls.staff),
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
        command.env("HEALTH_THING_DATA", &self.data);
    }
}

/// Lends a database of its own with the three roles of docs/postgres-roles.sql, a folder, and a way to run statements there as
/// its administrator; nothing happens where there is no PostgreSQL.
pub fn on_postgres(name: &str, test: impl FnOnce(&Home, &Path, &(dyn Fn(&str) + Sync))) {
    let Some(server) = store::testing::server() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let place = format!("test_{name}_{}", std::process::id());
    let run = |sql: &str, at: &str| {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(store::testing::administer(at, sql.to_owned())).expect("done");
    };
    let address = |who: &str| {
        let host = server.split_once('@').map_or(&*server, |(_, host)| host);
        let host = host.split('/').next().expect("a host");
        format!("postgres://{who}@{host}/{place}")
    };
    let there =
        address(server.split_once("://").and_then(|(_, rest)| rest.split_once('@')).expect("a role").0);
    let roles = include_str!("../../../docs/postgres-roles.sql").replace("health_thing", &place);
    run(&format!("drop database if exists {place} with (force)"), &server);
    run(&format!("drop role if exists {place}_accounts, {place}_community, {place}_staff"), &server);
    run(&format!("create database {place} template template0 encoding 'UTF8' locale 'C'"), &server);
    run(&roles, &there);
    for zone in ["accounts", "community", "staff"] {
        run(&format!("alter role {place}_{zone} password 'only-here'"), &server);
    }
    let home = Home {
        data: folder.path().join("data"),
        urls: Urls {
            accounts: address(&format!("{place}_accounts:only-here")),
            community: address(&format!("{place}_community:only-here")),
            staff: address(&format!("{place}_staff:only-here")),
        },
    };
    test(&home, folder.path(), &|sql| run(sql, &there));
    run(&format!("drop database {place} with (force)"), &server);
    run(&format!("drop role {place}_accounts, {place}_community, {place}_staff"), &server);
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
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs");
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
        Self { child, address }
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
