//! The load: so many connections, each asking again as soon as it was answered.

use crate::{Ask, Connection, Dice, Fault, Settings};
use http_body_util::Collected;
use hyper::body::{Buf, Bytes};
use serde::Serialize;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// What one connection asks next.
pub type Next = Box<dyn FnMut() -> Ask + Send>;

/// So many different questions, drawn with the dice of connection `n`, and asked one after the other, over and over.
pub fn drawn(n: usize, different: usize, ask: impl Fn(&Dice) -> Ask) -> Next {
    let (dice, mut turn) = (Dice::new(n + 1), 0);
    let questions: Vec<Ask> = (0..different).map(|_| ask(&dice)).collect();
    Box::new(move || {
        turn += 1;
        questions[turn % different].clone()
    })
}

/// How hard and how long.
#[derive(Clone, Copy)]
pub struct Load {
    /// Connections at once.
    pub connections: usize,
    /// Before counting.
    pub warm_up: Duration,
    /// Counted.
    pub counted: Duration,
}

impl Load {
    /// So many connections, as long as the settings say.
    pub fn of(settings: &Settings, connections: usize) -> Self {
        Self { connections, warm_up: settings.warm_up(), counted: settings.counted() }
    }
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Counted {
    /// Answers per second.
    pub per_second: f64,
    /// Half of the answers came within so many milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 answers came within so many milliseconds.
    pub p99_ms: f64,
    /// Bytes of a body, on average.
    pub bytes: f64,
}

/// What came back, before it is summed up: the milliseconds of each answer, and all bytes.
#[derive(Default)]
pub struct Answers {
    times: Vec<f64>,
    bytes: usize,
    counted: Duration,
}

impl Answers {
    /// Takes in what came back in another run.
    pub fn add(&mut self, other: Self) {
        self.times.extend(other.times);
        self.bytes += other.bytes;
        self.counted += other.counted;
    }

    /// The figures.
    pub fn summed(mut self) -> Counted {
        let count = self.times.len() as f64;
        Counted {
            per_second: count / self.counted.as_secs_f64(),
            p50_ms: quantile(&mut self.times, 0.5),
            p99_ms: quantile(&mut self.times, 0.99),
            bytes: self.bytes as f64 / count.max(1.0),
        }
    }
}

/// The value below which this share of all lies.
pub fn quantile(all: &mut [f64], share: f64) -> f64 {
    all.sort_unstable_by(f64::total_cmp);
    let place = (all.len() as f64 * share) as usize;
    all.get(place.min(all.len().saturating_sub(1))).copied().unwrap_or(0.0)
}

/// Asks what each connection asks next, which must always be answered with `status`.
pub async fn drive(
    address: SocketAddr,
    load: Load,
    status: u16,
    next: impl Fn(usize) -> Next,
) -> Result<Answers, Fault> {
    let all: Vec<Next> = (0..load.connections).map(next).collect();
    let begin = Instant::now() + load.warm_up;
    let end = begin + load.counted;
    let mut running = Vec::new();
    for next in all {
        let connection = Connection::open(address).await?;
        running.push(tokio::spawn(one(connection, next, status, begin, end)));
    }
    let mut all = Answers { counted: load.counted, ..Answers::default() };
    for task in running {
        all.add(ended(task).await?);
    }
    Ok(all)
}

/// What a task came to.
pub async fn ended<T>(task: JoinHandle<Result<T, Fault>>) -> Result<T, Fault> {
    task.await.map_err(|why| format!("A connection's task failed: {why}."))?
}

/// The bytes of a body.
pub fn size(body: Collected<Bytes>) -> usize {
    body.aggregate().remaining()
}

async fn one(
    mut connection: Connection,
    mut next: Next,
    status: u16,
    begin: Instant,
    end: Instant,
) -> Result<Answers, Fault> {
    let mut all = Answers::default();
    loop {
        let ask = next();
        let asked = Instant::now();
        if asked >= end {
            return Ok(all);
        }
        let answer = connection.ask(ask).await?;
        if answer.status() != status {
            return Err(format!("The server answered {} where {status} was expected.", answer.status()));
        }
        let now = Instant::now();
        if asked >= begin && now <= end {
            all.times.push((now - asked).as_secs_f64() * 1e3);
            all.bytes += size(answer.into_body());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_times_of_all_runs() {
        let run = |times, bytes, seconds| Answers { times, bytes, counted: Duration::from_secs(seconds) };
        let half = |from: u32| (0..500).rev().map(|n| f64::from(from + 2 * n)).collect();
        let mut both = run(half(1), 2_000, 1);
        both.add(run(half(2), 3_000, 1));
        let figures = Counted { per_second: 500.0, p50_ms: 501.0, p99_ms: 991.0, bytes: 5.0 };
        assert_eq!(both.summed(), figures);
        assert_eq!(run(Vec::new(), 0, 1).summed(), Counted::default());
    }
}
