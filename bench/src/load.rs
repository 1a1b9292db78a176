//! The load: so many connections, each asking again as soon as it was answered.

use crate::{Ask, Connection, Dice, Server, is_quick};
use anyhow::{Result, ensure};
use http_body_util::Collected;
use hyper::body::{Buf, Bytes};
use serde::Serialize;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// The questions of one connection, one at each call.
pub type Next = Box<dyn FnMut() -> Ask + Send>;

/// Draws so many different questions with the dice of connection `n`; they are asked one after the other, over and over.
pub fn drawn(n: usize, different: usize, ask: impl Fn(&Dice) -> Ask) -> Next {
    let dice = Dice::new(n + 1);
    let questions: Vec<Ask> = (0..different).map(|_| ask(&dice)).collect();
    let mut turn = 0;
    Box::new(move || {
        turn += 1;
        questions[turn % different].clone()
    })
}

/// The time before counting, and the time that is counted.
pub fn times() -> [Duration; 2] {
    if is_quick() { [700, 2_000] } else { [1_500, 5_000] }.map(Duration::from_millis)
}

/// The figures of a load.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Counted {
    /// Answers per second.
    pub per_second: f64,
    /// Milliseconds within which half of the answers came.
    pub p50_ms: f64,
    /// Milliseconds within which 99 of 100 answers came.
    pub p99_ms: f64,
    /// Bytes of a body, on average.
    pub bytes: f64,
}

/// Answers before they are summed up: the milliseconds of each, all bytes, and the seconds in which they came.
#[derive(Default)]
pub struct Answers {
    times: Vec<f64>,
    bytes: usize,
    seconds: f64,
}

impl Answers {
    /// Takes in what came back in another run.
    pub fn add(&mut self, other: Self) {
        self.times.extend(other.times);
        self.bytes += other.bytes;
        self.seconds += other.seconds;
    }

    /// Sums them up.
    pub fn summed(mut self) -> Counted {
        let count = self.times.len() as f64;
        Counted {
            per_second: count / self.seconds,
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

/// The bytes of a body.
pub fn size(body: Collected<Bytes>) -> usize {
    body.aggregate().remaining()
}

/// Asks on so many connections what each asks next, which must always be answered with `status`.
pub async fn drive(
    server: &Server,
    connections: usize,
    [warm_up, counted]: [Duration; 2],
    status: u16,
    next: impl Fn(usize) -> Next,
) -> Result<Answers> {
    let questions: Vec<Next> = (0..connections).map(next).collect();
    let begin = Instant::now() + warm_up;
    let end = begin + counted;
    let mut running = JoinSet::new();
    for mut next in questions {
        let (mut connection, mut all) = (Connection::open(server.address).await?, Answers::default());
        running.spawn(async move {
            loop {
                let (ask, asked) = (next(), Instant::now());
                if asked >= end {
                    return Ok(all);
                }
                let answer = connection.ask(ask).await?;
                ensure!(answer.status() == status, "{} came where {status} was expected.", answer.status());
                let now = Instant::now();
                if asked >= begin && now <= end {
                    all.times.push((now - asked).as_secs_f64() * 1e3);
                    all.bytes += size(answer.into_body());
                }
            }
        });
    }
    let mut all = Answers { seconds: counted.as_secs_f64(), ..Answers::default() };
    while let Some(one) = running.join_next().await {
        all.add(one??);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_times_of_all_runs() {
        let half = |from: u32| (0..500).rev().map(|n| f64::from(from + 2 * n)).collect();
        let mut both = Answers { times: half(1), bytes: 2_000, seconds: 1.0 };
        both.add(Answers { times: half(2), bytes: 3_000, seconds: 1.0 });
        let figures = Counted { per_second: 500.0, p50_ms: 501.0, p99_ms: 991.0, bytes: 5.0 };
        assert_eq!(both.summed(), figures);
        assert_eq!(quantile(&mut [], 0.5), 0.0);
    }
}
