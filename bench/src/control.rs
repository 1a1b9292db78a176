//! The control: an axum route that answers with as many bytes from memory, in a process of its own.

use crate::Fault;
use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

/// As many threads as the server has by default.
const WORKERS: usize = 4;

/// `bench control <bytes>`: answers until it is ended; says its address first.
pub fn run(words: &[String]) -> Result<(), Fault> {
    let bytes: usize = words.first().and_then(|word| word.parse().ok()).ok_or("How many bytes?")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build();
    let broken = |why: std::io::Error| format!("The control failed: {why}.");
    runtime.map_err(broken)?.block_on(async {
        let page = Bytes::from(vec![b'x'; bytes]);
        let answer = move || async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], page) };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(broken)?;
        println!("{}", listener.local_addr().map_err(broken)?);
        axum::serve(listener, Router::new().route("/", get(answer))).await.map_err(broken)
    })
}

/// A running control; ended when dropped.
pub struct Control {
    child: Child,
    /// The address at which it answers.
    pub address: SocketAddr,
}

impl Control {
    /// Starts one that answers with so many bytes.
    pub fn start(bytes: usize) -> Result<Self, Fault> {
        let broken = |why: std::io::Error| format!("The control did not start: {why}.");
        let program = std::env::current_exe().map_err(broken)?;
        let mut child = Command::new(program)
            .args(["control", &bytes.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(broken)?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(broken)?;
        }
        let address = line.trim().parse().map_err(|_| "The control did not say its address.")?;
        Ok(Self { child, address })
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
