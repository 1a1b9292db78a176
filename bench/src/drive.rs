//! The load: so many connections, each asking again as soon as it was answered.

use crate::Fault;
use crate::chance::Dice;
use crate::http::{Ask, Connection};
use serde::Serialize;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The questions of one connection, one after the other in random order.
pub type Questions = Arc<Vec<Ask>>;

/// For each connection so many questions, drawn with dice of its own.
pub fn drawn(connections: usize, different: usize, ask: impl Fn(usize, &mut Dice) -> Ask) -> Vec<Questions> {
    let one = |n| {
        let mut dice = Dice::new(n as u64 + 1);
        Arc::new((0..different).map(|_| ask(n, &mut dice)).collect())
    };
    (0..connections).map(one).collect()
}

/// The strength and the length of a run.
#[derive(Clone, Copy)]
pub struct Load {
    /// Connections at once.
    pub connections: usize,
    /// Before counting.
    pub warm_up: Duration,
    /// Counted.
    pub counted: Duration,
}

/// The figures that were counted.
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

/// Answers that came back, before they are summed up.
#[derive(Default)]
pub struct Answers {
    times: Vec<Duration>,
    bytes: usize,
    counted: Duration,
}

impl Answers {
    /// Both runs as one that took as long as both.
    pub fn and(self, other: Self) -> Self {
        Self {
            times: [self.times, other.times].concat(),
            bytes: self.bytes + other.bytes,
            counted: self.counted + other.counted,
        }
    }

    /// The figures.
    pub fn summed(mut self) -> Counted {
        let times = &mut self.times;
        times.sort_unstable();
        let at = |share: f64| {
            let place = (times.len() as f64 * share) as usize;
            times.get(place.min(times.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        Counted {
            per_second: times.len() as f64 / self.counted.as_secs_f64(),
            p50_ms: at(0.5),
            p99_ms: at(0.99),
            bytes: self.bytes as f64 / times.len().max(1) as f64,
        }
    }
}

/// Asks with each connection's own questions, which must all be answered with `status`.
pub async fn drive(
    address: SocketAddr,
    load: Load,
    status: u16,
    questions: impl Fn(usize) -> Questions,
) -> Result<Answers, Fault> {
    let begin = Instant::now() + load.warm_up;
    let end = begin + load.counted;
    let mut running = Vec::new();
    for n in 0..load.connections {
        let connection = Connection::open(address).await?;
        running.push(tokio::spawn(one(connection, questions(n), n, status, (begin, end))));
    }
    let (mut times, mut bytes) = (Vec::new(), 0);
    for task in running {
        let (took, sum) = task.await.map_err(|why| format!("A connection's task failed: {why}."))??;
        times.extend(took);
        bytes += sum;
    }
    Ok(Answers { times, bytes, counted: load.counted })
}

async fn one(
    mut connection: Connection,
    questions: Questions,
    seed: usize,
    status: u16,
    (begin, end): (Instant, Instant),
) -> Result<(Vec<Duration>, usize), Fault> {
    let mut dice = Dice::new(seed as u64);
    let (mut times, mut bytes) = (Vec::new(), 0);
    loop {
        let asked = Instant::now();
        if asked >= end {
            return Ok((times, bytes));
        }
        let (answered, size) = connection.ask(dice.one::<Ask>(&questions)).await?;
        if answered != status {
            return Err(format!("The server answered {answered} where {status} was expected."));
        }
        let now = Instant::now();
        if asked >= begin && now <= end {
            times.push(now - asked);
            bytes += size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_times_of_all_runs() {
        let run =
            |times: Vec<_>, bytes, seconds| Answers { times, bytes, counted: Duration::from_secs(seconds) };
        let half = |from: u64| (0..500).rev().map(|n| Duration::from_millis(from + 2 * n)).collect();
        let counted = run(half(1), 2_000, 1).and(run(half(2), 3_000, 1)).summed();
        assert_eq!(counted, Counted { per_second: 500.0, p50_ms: 501.0, p99_ms: 991.0, bytes: 5.0 });
        assert_eq!(run(Vec::new(), 0, 1).summed(), Counted::default());
    }
}
