//! The server that is measured and the control beside it, each in a process of its own.

use crate::{Connection, Fault, Members, Settings, get, headers, post, runtime};
use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use domain::codes::AccountCode;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Limits that never say no: this is one machine asking for thousands of people.
const LIMITS: &str = "JOINS_PER_HOUR SIGN_INS_PER_10_MINUTES SHARES_PER_HOUR REPLIES_PER_10_MINUTES \
    REACTIONS_PER_10_MINUTES READS_PER_10_MINUTES";
const PATIENCE: Duration = Duration::from_secs(30);
/// Threads of the control: as many as the server has by default.
const WORKERS: usize = 4;

/// A running program; ended when dropped.
pub struct Server {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
    /// How long it took from the start of the program to the first answer of `/ready`.
    pub started_in: Duration,
}

impl Server {
    /// Starts the release binary on a data folder, as it is deployed, and waits until it is ready.
    pub async fn start(settings: &Settings, data: &Path) -> Result<Self, Fault> {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.map_err(|why| format!("There is no free port: {why}."))?;
        let mut command = Command::new(&settings.binary);
        command.arg("serve").env_clear().stdout(Stdio::null()).stderr(Stdio::null());
        let set = |name: &str| format!("HEALTH_THING_{name}");
        command.env(set("ADDRESS"), address.to_string()).env(set("METRICS_ADDRESS"), "off");
        command.env(set("DATA"), data).env(set("SITE"), &settings.site).env(set("HUMAN_SECONDS"), "0");
        command.envs(LIMITS.split(' ').map(|name| (set(name), "4000000000")));
        let begin = Instant::now();
        let child = command.spawn();
        let child =
            child.map_err(|why| format!("{} could not be started: {why}.", settings.binary.display()))?;
        let mut server = Self { child, address, started_in: Duration::ZERO };
        while begin.elapsed() < PATIENCE {
            if let Ok(mut connection) = Connection::open(address).await
                && let Ok(answer) = connection.ask(get("/ready", "")).await
                && answer.status() == 200
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

    /// Starts the control: it answers with so many bytes from memory.
    pub fn control(bytes: usize) -> Result<Self, Fault> {
        let broken = |why: std::io::Error| format!("The control did not start: {why}.");
        let mut command = Command::new(std::env::current_exe().map_err(broken)?);
        command.args(["control", &bytes.to_string()]).stdout(Stdio::piped());
        let (begin, mut line) = (Instant::now(), String::new());
        let mut child = command.spawn().map_err(broken)?;
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(broken)?;
        }
        let address = line.trim().parse().map_err(|_| "The control did not say its address.")?;
        Ok(Self { child, address, started_in: begin.elapsed() })
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

    /// Memory in MB (of a million bytes): `VmRSS` is in use now, `VmHWM` was at its highest.
    pub fn memory(&self, which: &str) -> f64 {
        number(&self.proc("status"), which) * 1024.0 / 1e6
    }

    /// Milliseconds of processor that all its threads used up, and bytes that it wrote, to files and to connections.
    pub fn spent(&self) -> [f64; 2] {
        let stat = std::fs::read_to_string(self.proc("stat")).unwrap_or_default();
        // Behind the name in brackets; fields 14 and 15 of proc(5), in hundredths of a second.
        let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
        let ticks: f64 = fields.filter_map(|field| field.parse::<f64>().ok()).sum();
        [ticks * 10.0, number(&self.proc("io"), "wchar")]
    }

    fn proc(&self, file: &str) -> String {
        format!("/proc/{}/{file}", self.child.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `bench control <bytes>`: answers until it is ended; says its address first.
pub fn run_control(words: &[String]) -> Result<(), Fault> {
    let bytes: usize = words.first().and_then(|word| word.parse().ok()).ok_or("How many bytes?")?;
    let broken = |why: std::io::Error| format!("The control failed: {why}.");
    runtime(WORKERS)?.block_on(async {
        let page = Bytes::from(vec![b'x'; bytes]);
        let answer = move || async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], page) };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(broken)?;
        println!("{}", listener.local_addr().map_err(broken)?);
        axum::serve(listener, Router::new().route("/", axum::routing::get(answer))).await.map_err(broken)
    })
}

/// Signs somebody in and gives the cookie of the new session.
pub async fn sign_in(connection: &mut Connection, code: &AccountCode) -> Result<String, Fault> {
    let fields = [("username", ""), ("password", &*code.grouped()), ("shared", ""), ("proof", "")];
    let answer = connection.ask(post("/api/people/sign_in", "", &fields)).await?;
    let cookie = headers(&answer, "set-cookie").into_iter().find(|line| line.starts_with("session="));
    let cookie = cookie.and_then(|line| line.split(';').next());
    Ok(cookie.ok_or_else(|| format!("Signing in was answered with {}.", answer.status()))?.to_owned())
}

/// What a file of the system says behind a name; nothing when it does not.
pub fn said(file: &str, name: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_once([':', '=']).map_or("", |(_, value)| value).trim().trim_matches('"').to_owned()
}

/// The same as a number.
pub fn number(file: &str, name: &str) -> f64 {
    said(file, name).split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0.0)
}
