//! The server that is measured: the release binary in a process of its own, as it is deployed.

use crate::Fault;
use crate::http::{Connection, get, post};
use crate::members::Members;
use crate::settings::Settings;
use domain::codes::AccountCode;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Limits that never say no: this is one machine asking for thousands of people.
const LIMITS: [&str; 6] = [
    "JOINS_PER_HOUR",
    "SIGN_INS_PER_10_MINUTES",
    "SHARES_PER_HOUR",
    "REPLIES_PER_10_MINUTES",
    "REACTIONS_PER_10_MINUTES",
    "READS_PER_10_MINUTES",
];
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; ended when dropped.
pub struct Server {
    child: Child,
    /// The address at which it answers.
    pub address: SocketAddr,
    /// The time from the start of the program to the first answer of `/ready`.
    pub started_in: Duration,
}

impl Server {
    /// Starts it on a data folder, and waits until it is ready.
    pub async fn start(settings: &Settings, data: &Path) -> Result<Self, Fault> {
        let address = free_address()?;
        let mut command = Command::new(&settings.binary);
        command.arg("serve").env_clear().stdout(Stdio::null()).stderr(Stdio::null());
        let set = |name: &str| format!("HEALTH_THING_{name}");
        command.env(set("ADDRESS"), address.to_string()).env(set("METRICS_ADDRESS"), "off");
        command.env(set("DATA"), data).env(set("SITE"), &settings.site).env(set("HUMAN_SECONDS"), "0");
        for name in LIMITS {
            command.env(set(name), "4000000000");
        }
        let begin = Instant::now();
        let child = command
            .spawn()
            .map_err(|why| format!("{} could not be started: {why}.", settings.binary.display()))?;
        let mut server = Self { child, address, started_in: Duration::ZERO };
        while begin.elapsed() < PATIENCE {
            if let Ok(mut connection) = Connection::open(address).await
                && let Ok((200, _)) = connection.ask(&get("/ready", "", "identity")).await
            {
                server.started_in = begin.elapsed();
                return Ok(server);
            }
            if let Ok(Some(status)) = server.child.try_wait() {
                return Err(format!("The server ended at once: {status}. Start it by hand to read why."));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Err("The server was not ready in time.".to_owned())
    }

    /// Signs the first `count` members in; gives their cookies.
    pub async fn sign_in(&self, members: &Members, count: usize) -> Result<Vec<String>, Fault> {
        let mut connection = Connection::open(self.address).await?;
        let mut cookies = Vec::new();
        for code in members.codes.iter().take(count) {
            cookies.push(sign_in(&mut connection, code).await?);
        }
        Ok(cookies)
    }

    /// Memory in use now and at its highest, in MB (of a million bytes).
    pub fn memory(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<f64>().ok()
        };
        let megabytes = |name| line(name).unwrap_or(0.0) * 1024.0 / 1e6;
        (megabytes("VmRSS:"), megabytes("VmHWM:"))
    }
}

/// The processor time that a server used and the bytes that it wrote.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// Seconds of processor, of all its threads.
    pub processor: f64,
    /// Bytes that it wrote, to files and to connections.
    pub written: f64,
}

impl Server {
    /// Reads what it used since it started.
    pub fn spent(&self) -> Spent {
        let read =
            |file| std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap_or_default();
        let (stat, io) = (read("stat"), read("io"));
        // Behind the name in brackets; fields 14 and 15 of proc(5), in hundredths of a second.
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
        let ticks = |n: usize| fields.get(n).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
        let written = io.lines().find_map(|line| line.strip_prefix("wchar: ")?.parse().ok());
        Spent { processor: (ticks(11) + ticks(12)) / 100.0, written: written.unwrap_or(0.0) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Signs somebody in and gives the cookie of the new session.
pub async fn sign_in(connection: &mut Connection, code: &AccountCode) -> Result<String, Fault> {
    let fields = [("username", ""), ("password", &*code.grouped()), ("shared", ""), ("proof", "")];
    let answer = connection.fetch(&post("/api/people/sign_in", "", &fields)).await?;
    let cookie = answer.headers("set-cookie").into_iter().find(|line| line.starts_with("session="));
    let cookie = cookie.and_then(|line| line.split(';').next());
    Ok(cookie.ok_or_else(|| format!("Signing in was answered with {}.", answer.status))?.to_owned())
}

/// A port that nobody listens on.
fn free_address() -> Result<SocketAddr, Fault> {
    let listener = TcpListener::bind("127.0.0.1:0");
    listener
        .and_then(|listener| listener.local_addr())
        .map_err(|why| format!("There is no free port: {why}."))
}
