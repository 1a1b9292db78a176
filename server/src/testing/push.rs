//! A push service of our own, which keeps every byte that it gets.

use crate::metrics::Metrics;
use crate::push::{Dial, Round, Wire};
use app::kit::state::{AppState, BoxFuture};
use chrono::Duration;
use domain::push::TURN_MINUTES;
use domain::time::FixedClock;
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// One request, as it came in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pushed {
    /// The name under which it was dialled.
    pub host: String,
    /// The path on that host, which says which device it is.
    pub path: String,
    /// Everything else of the head, byte by byte.
    pub head: String,
    /// The number of bytes behind the head.
    pub body: usize,
}

#[derive(Default)]
struct Mailbox {
    got: Vec<Pushed>,
    answers: HashMap<String, Vec<&'static str>>,
}

/// The service. Whatever name is dialled, it answers.
#[derive(Clone)]
pub struct PushService {
    address: SocketAddr,
    kept: Arc<Mutex<Mailbox>>,
}

impl PushService {
    /// Listens on this machine.
    pub async fn opens() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let service = Self { address: listener.local_addr().expect("an address"), kept: Arc::default() };
        let also = service.clone();
        tokio::spawn(async move {
            while let Ok((wire, _)) = listener.accept().await {
                tokio::spawn(also.clone().answers(wire));
            }
        });
        service
    }

    /// From now on the device at `path` is answered with these, one after another, and then again with 201. A status, and
    /// more lines behind it if needed.
    pub fn will_say(&self, path: &str, answers: &[&'static str]) {
        self.kept.lock().expect("a lock").answers.insert(path.to_owned(), answers.to_vec());
    }

    /// Returns what came since the last time somebody asked.
    pub fn got(&self) -> Vec<Pushed> {
        std::mem::take(&mut self.kept.lock().expect("a lock").got)
    }

    /// A sender that speaks to this service and waits for nothing.
    pub fn sender(&self) -> Round {
        self.counted_sender(Arc::default())
    }

    /// Makes a sender that counts in these figures.
    pub fn counted_sender(&self, metrics: Arc<Metrics>) -> Round {
        Round::new(Box::new(Plain(self.clone())), std::time::Duration::ZERO, metrics)
    }

    /// Moves the clock through a part of the day that begins now, turn by turn, and lets `sender` look at each; says what came
    /// in each turn.
    pub async fn hears_a_part(
        &self,
        state: &AppState,
        clock: &FixedClock,
        sender: &mut Round,
    ) -> Vec<Vec<Pushed>> {
        let mut turns = Vec::new();
        for _ in 0..domain::push::TURNS {
            sender.look(state).await.expect("a look");
            turns.push(self.got());
            clock.forward(Duration::minutes(i64::from(TURN_MINUTES)));
        }
        turns
    }

    async fn answers(self, wire: TcpStream) -> Option<()> {
        let mut wire = BufReader::new(wire);
        let mut host = String::new();
        wire.read_line(&mut host).await.ok()?;
        loop {
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                if wire.read_line(&mut head).await.ok()? == 0 {
                    return None;
                }
            }
            let (first, rest) = head.split_once("\r\n")?;
            let path = first.strip_prefix("POST ")?.strip_suffix(" HTTP/1.1")?.to_owned();
            let answer = {
                let mut kept = self.kept.lock().expect("a lock");
                let queued = kept.answers.get_mut(&path).filter(|queue| !queue.is_empty());
                queued.map_or("201 Created", |queue| queue.remove(0))
            };
            // A body would arrive together with the head: everything is on one machine.
            let body = wire.buffer().len();
            let pushed = Pushed { host: host.trim().to_owned(), path, head: rest.to_owned(), body };
            self.kept.lock().expect("a lock").got.push(pushed);
            wire.write_all(format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n").as_bytes())
                .await
                .ok()?;
        }
    }
}

/// Without encryption; tells the service which name was dialled.
struct Plain(PushService);

impl Dial for Plain {
    fn dial<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Wire>> {
        Box::pin(async move {
            let mut wire = TcpStream::connect(self.0.address).await?;
            wire.write_all(format!("{host}\n").as_bytes()).await?;
            Ok(Box::new(wire) as Wire)
        })
    }
}
