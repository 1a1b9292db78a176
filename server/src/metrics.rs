//! Counters for the operator, by route template and status, without a subject (S34). Plain text by hand: the format
//! is a few lines, and no library adds a label that nobody looked at.
//!
//! **Counters must not be a clock.** Whoever reads a counter of `/api/threads/add` every second knows the moment of
//! each post to the second. So what members do (posts to `/api/*` that ended well) appears in the shown figures once
//! per quarter of an hour. Failures appear at once: an operator must see them.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::header::CONTENT_TYPE;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The longest time for which what members did stays out of the figures.
const DELAY: Duration = Duration::from_secs(15 * 60);

/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// More routes than exist: a bound for the memory, whatever happens.
const MOST_SERIES: usize = 2_000;

/// An event that is counted without saying about whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecurityEvent {
    /// A wrong account code.
    SignInFailed,
    /// A wrong cohort code.
    JoinFailed,
    /// Somebody asked for what is not theirs, or another site made a browser ask.
    Denied,
    /// Too often.
    Throttled,
    /// A puzzle was asked of a stranger.
    PuzzleAsked,
    /// Too large, too slow, or a method that is never used.
    Malformed,
    /// The server went into the state "under attack".
    UnderAttack,
    /// Many people joined within one hour.
    JoinWave,
    /// A staff person, or somebody who says to be one, did not come in.
    StaffSignInFailed,
    /// Somebody who is signed in as staff showed a factor that does not fit.
    StaffFactorFailed,
    /// A personal link of staff that does not work, or not any more.
    StaffLinkFailed,
    /// Somebody asked staff pages for what is not theirs, or was asked to show a factor first.
    StaffDenied,
}

impl SecurityEvent {
    const ALL: [Self; 12] = [
        Self::SignInFailed,
        Self::JoinFailed,
        Self::Denied,
        Self::Throttled,
        Self::PuzzleAsked,
        Self::Malformed,
        Self::UnderAttack,
        Self::JoinWave,
        Self::StaffSignInFailed,
        Self::StaffFactorFailed,
        Self::StaffLinkFailed,
        Self::StaffDenied,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::SignInFailed => "sign_in_failed",
            Self::JoinFailed => "join_failed",
            Self::Denied => "denied",
            Self::Throttled => "throttled",
            Self::PuzzleAsked => "puzzle_asked",
            Self::Malformed => "malformed",
            Self::UnderAttack => "under_attack",
            Self::JoinWave => "join_wave",
            Self::StaffSignInFailed => "staff_sign_in_failed",
            Self::StaffFactorFailed => "staff_factor_failed",
            Self::StaffLinkFailed => "staff_link_failed",
            Self::StaffDenied => "staff_denied",
        }
    }
}

/// The fate of a message of the day. When one goes out follows from the day and from a key, so counting it at once tells
/// nothing of what anybody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// Its service took it.
    Sent,
    /// Its device is not there any more.
    Gone,
    /// Its service refused it for good.
    Refused,
    /// Its service could not take it now.
    Later,
    /// Its part of the day went by.
    Missed,
}

impl Message {
    const ALL: [Self; 5] = [Self::Sent, Self::Gone, Self::Refused, Self::Later, Self::Missed];

    const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Gone => "gone",
            Self::Refused => "refused",
            Self::Later => "later",
            Self::Missed => "missed",
        }
    }
}

/// One route, one method, one status.
type Name = (String, &'static str, u16);

#[derive(Clone, Default)]
struct Series {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    seconds: f64,
}

/// All counters.
#[derive(Default)]
pub struct Metrics {
    requests: Mutex<Requests>,
    security: [AtomicU64; SecurityEvent::ALL.len()],
    messages: [AtomicU64; Message::ALL.len()],
    streams: AtomicI64,
    connections: AtomicI64,
    gauges: Mutex<Vec<Gauge>>,
}

#[derive(Default)]
struct Requests {
    now: BTreeMap<Name, Series>,
    /// The deeds of members, as they were at the last quarter.
    shown: BTreeMap<Name, Series>,
    shown_at: Option<Instant>,
}

/// A figure that is asked for when somebody looks, for example connections in use.
type Gauge = (&'static str, Arc<dyn Fn() -> i64 + Send + Sync>);

impl Metrics {
    /// Counts an answered request.
    pub fn request(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let name = (route.to_owned(), method, status);
        if requests.now.len() >= MOST_SERIES && !requests.now.contains_key(&name) {
            return;
        }
        let series = requests.now.entry(name).or_default();
        let seconds = took.as_secs_f64();
        series.count += 1;
        series.seconds += seconds;
        for (bucket, bound) in series.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= bound);
        }
    }

    /// Counts a security event, without its subject.
    pub fn security(&self, event: SecurityEvent) {
        self.security[event as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// Returns how often `event` was counted.
    pub fn counted(&self, event: SecurityEvent) -> u64 {
        self.security[event as usize].load(Ordering::Relaxed)
    }

    /// Counts messages of the day, without a device or a service.
    pub fn messages(&self, what: Message, count: u64) {
        self.messages[what as usize].fetch_add(count, Ordering::Relaxed);
    }

    /// One live stream more (`1`) or fewer (`-1`).
    pub fn streams(&self, change: i64) {
        self.streams.fetch_add(change, Ordering::Relaxed);
    }

    /// One connection more (`1`) or fewer (`-1`).
    pub fn connections(&self, change: i64) {
        self.connections.fetch_add(change, Ordering::Relaxed);
    }

    /// Shows `read` under `name` from now on.
    pub fn gauge(&self, name: &'static str, read: impl Fn() -> i64 + Send + Sync + 'static) {
        self.gauges.lock().unwrap_or_else(PoisonError::into_inner).push((name, Arc::new(read)));
    }

    /// Everything, in the text format that Prometheus reads.
    pub fn render(&self) -> String {
        let mut out = String::with_capacity(8_192);
        self.render_requests(&mut out);
        let _ = writeln!(out, "# TYPE ht_security_events_total counter");
        for event in SecurityEvent::ALL {
            let _ = writeln!(
                out,
                "ht_security_events_total{{event=\"{}\"}} {}",
                event.word(),
                self.counted(event)
            );
        }
        let _ = writeln!(out, "# TYPE ht_push_messages_total counter");
        for what in Message::ALL {
            let count = self.messages[what as usize].load(Ordering::Relaxed);
            let _ = writeln!(out, "ht_push_messages_total{{what=\"{}\"}} {count}", what.word());
        }
        let mut gauge = |name: &str, value: i64| {
            let _ = writeln!(out, "# TYPE {name} gauge\n{name} {value}");
        };
        gauge("ht_live_streams", self.streams.load(Ordering::Relaxed));
        gauge("ht_connections", self.connections.load(Ordering::Relaxed));
        gauge("ht_memory_resident_bytes", resident_bytes());
        for (name, read) in self.gauges.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            gauge(name, read());
        }
        out
    }

    fn render_requests(&self, out: &mut String) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        if requests.shown_at.is_none_or(|at| at.elapsed() >= DELAY) {
            requests.shown_at = Some(Instant::now());
            requests.shown = requests
                .now
                .iter()
                .filter(|(name, _)| says_when(name))
                .map(|(n, s)| (n.clone(), s.clone()))
                .collect();
        }
        let _ = writeln!(out, "# TYPE ht_request_seconds histogram");
        let at_once = requests.now.iter().filter(|(name, _)| !says_when(name));
        for ((route, method, status), series) in at_once.chain(requests.shown.iter()) {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            for (count, bound) in series.buckets.iter().zip(BUCKETS) {
                let _ = writeln!(out, "ht_request_seconds_bucket{{{labels},le=\"{bound}\"}} {count}");
            }
            let _ = writeln!(out, "ht_request_seconds_bucket{{{labels},le=\"+Inf\"}} {}", series.count);
            let _ = writeln!(out, "ht_request_seconds_sum{{{labels}}} {:.3}", series.seconds);
            let _ = writeln!(out, "ht_request_seconds_count{{{labels}}} {}", series.count);
        }
    }
}

/// The route of the figures, for a listener of their own.
pub fn routes(metrics: Arc<Metrics>) -> Router {
    let show =
        |State(metrics): State<Arc<Metrics>>| async move { ([(CONTENT_TYPE, FORMAT)], metrics.render()) };
    Router::new().route("/metrics", get(show)).with_state(metrics)
}

/// Tells whether a series would tell the moment at which somebody wrote something.
fn says_when((route, _, status): &Name) -> bool {
    route.starts_with("/api/") && *status < 500
}

/// Memory of this process; zero where the system does not tell.
fn resident_bytes() -> i64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    pages.and_then(|text| text.split_whitespace().nth(1)?.parse::<i64>().ok()).unwrap_or(0) * 4_096
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: Duration = Duration::from_millis(7);

    #[test]
    fn a_request_is_counted_in_its_bucket() {
        let metrics = Metrics::default();
        metrics.request("/threads", "GET", 200, QUICK);
        let shown = metrics.render();
        let line = |le, n| {
            format!(
                "ht_request_seconds_bucket{{route=\"/threads\",method=\"GET\",status=\"200\",le=\"{le}\"}} {n}\n"
            )
        };
        assert!(shown.contains(&line("0.005", 0)) && shown.contains(&line("0.01", 1)), "{shown}");
    }

    /// A13, A14: reading the counters every second does not tell when somebody posted.
    #[test]
    fn a_post_shows_only_after_the_quarter_and_a_failure_at_once() {
        let metrics = Metrics::default();
        metrics.render();
        let before = metrics.render();
        metrics.request("/api/threads/add", "POST", 303, QUICK);
        let strip =
            |text: String| text.lines().filter(|l| !l.contains("memory_resident")).collect::<String>();
        assert_eq!(strip(metrics.render()), strip(before));
        metrics.request("/api/threads/add", "POST", 500, QUICK);
        let after = metrics.render();
        assert!(after.contains("status=\"500\"") && !after.contains("status=\"303\""), "{after}");
        metrics.requests.lock().expect("a lock").shown_at = None;
        assert!(metrics.render().contains("status=\"303\""));
    }

    #[test]
    fn invented_routes_do_not_fill_the_memory() {
        let metrics = Metrics::default();
        for n in 0..5_000 {
            metrics.request(&format!("/{n}"), "GET", 404, QUICK);
        }
        assert_eq!(metrics.requests.lock().expect("a lock").now.len(), MOST_SERIES);
    }
}
