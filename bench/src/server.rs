//! The server that is measured and the control beside it, each in a process of its own.

use crate::{Connection, Members, get, headers, number, post};
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use domain::codes::AccountCode;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Limits that never say no: this is one machine asking for thousands of people.
const LIMITS: &str = "JOINS_PER_HOUR SIGN_INS_PER_10_MINUTES OWN_SIGN_INS_PER_10_MINUTES SESSIONS_PER_ACCOUNT SHARES_PER_HOUR REPLIES_PER_10_MINUTES \
    REACTIONS_PER_10_MINUTES READS_PER_10_MINUTES";
const PATIENCE: Duration = Duration::from_secs(30);
/// Threads of the control: as many as the server has by default.
pub const CONTROL_THREADS: usize = 4;

/// A running program; ended when dropped.
pub struct Server {
    child: Child,
    /// The address at which it answers.
    pub address: SocketAddr,
}

impl Server {
    /// Starts the release binary on a data folder, as it is deployed, and waits until it is ready.
    pub async fn start(data: &Path) -> Result<Self> {
        Self::run(data, &["serve"], Stdio::null()).await
    }

    /// Starts it so that a role of staff can be tried; gives the link as well.
    pub async fn start_to_try(data: &Path, role: &str) -> Result<(Self, String)> {
        let said = data.join("said");
        let server = Self::run(data, &["serve", "--demo"], File::create(&said)?.into()).await?;
        let (words, begins) = (std::fs::read_to_string(&said)?, format!("Try it as {role}: "));
        let link = words.lines().find_map(|line| line.strip_prefix(&begins)).map(str::to_owned);
        Ok((server, link.context("There is no link to try.")?))
    }

    async fn run(data: &Path, words: &[&str], stdout: Stdio) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(given("HEALTH_THING_BINARY")?);
        command.args(words).env_clear().stdout(stdout).stderr(Stdio::null());
        let set = |name: &str| format!("HEALTH_THING_{name}");
        command.env(set("ADDRESS"), address.to_string()).env(set("METRICS_ADDRESS"), "off");
        command.env(set("DATA"), data).env(set("SITE"), given("HEALTH_THING_SITE")?);
        command.env(set("HUMAN_SECONDS"), "0");
        command.env(set("MARK_AFTER_DAYS"), "0").env(set("CONNECTIONS_PER_NETWORK"), "1000000");
        command.envs(LIMITS.split(' ').map(|name| (set(name), "4000000000")));
        let begin = Instant::now();
        let child = command.spawn().context("The server could not be started.")?;
        let mut server = Self { child, address };
        while begin.elapsed() < PATIENCE {
            if let Ok(mut connection) = Connection::open(address).await
                && let Ok(answer) = connection.ask(get("/ready", "")).await
                && answer.status() == 200
            {
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                bail!("The server ended at once: {status}. Start it by hand to read why.");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        bail!("The server was not ready in time.")
    }

    /// Starts the control: it answers with so many bytes from memory.
    pub fn control(bytes: usize) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command.args(["control", &bytes.to_string()]).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("The control says nothing.")?).read_line(&mut line)?;
        Ok(Self { child, address: line.trim().parse()? })
    }

    /// Signs the first `count` members in; gives their cookies.
    pub async fn sign_in(&self, members: &Members, count: usize) -> Result<Vec<String>> {
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

/// A path that xtask hands over.
pub fn given(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("{name} is missing: `cargo xtask bench` hands it over."))
}

/// `bench control <bytes>`: answers until it is ended; says its address first.
pub async fn control(bytes: &str) -> Result<()> {
    let page = Bytes::from(vec![b'x'; bytes.parse()?]);
    let answer = move || async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], page) };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    Ok(axum::serve(listener, Router::new().route("/", axum::routing::get(answer))).await?)
}

/// Signs somebody in and gives the cookie of the new session.
pub async fn sign_in(connection: &mut Connection, code: &AccountCode) -> Result<String> {
    let fields = [("username", ""), ("password", &*code.grouped()), ("shared", ""), ("proof", "")];
    let answer = connection.ask(post("/api/people/sign_in", "", &fields)).await?;
    let cookie = headers(&answer, "set-cookie").into_iter().find(|line| line.starts_with("session="));
    let cookie = cookie.and_then(|line| line.split(';').next());
    Ok(cookie.with_context(|| format!("Signing in was answered with {}.", answer.status()))?.to_owned())
}
