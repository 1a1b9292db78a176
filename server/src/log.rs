//! Writes lines for the operator: a fixed list of fields and nothing else, so that no library and no later change can
//! add an address or a text to the log unseen (docs/LOGGING.md, S33, S35).

use crate::redact::redact;
use domain::time::Clock;
use std::fmt::{Debug, Write as _};
use std::io::Write as _;
use std::sync::Arc;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;

/// Every field that may stand in a line, in the order of the line. A field that is not here is dropped.
pub const FIELDS: [&str; 14] = [
    "ticket", "method", "route", "status", "place", "cause", "setting", "path", "address", "database",
    "count", "seconds", "version", "signal",
];

/// The crates whose events are written at all levels from `info`; others speak only from `warn`.
const OURS: [&str; 5] = ["server", "app", "store", "domain", "health_thing"];

/// The form of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: `2026-11-21T14:03Z warn request broke ticket=1A2B3C4D route=/threads`.
    Plain,
    /// For machines: one JSON object per line, the same fields.
    Json,
}

/// Sends every event of this program to standard error from now on, and panics too.
pub fn start(format: Format, clock: Arc<dyn Clock>) {
    start_to(format, clock, |line| drop(std::io::stderr().lock().write_all(line.as_bytes())));
}

/// [`start`], with the lines going elsewhere: a test reads them.
pub fn start_to(format: Format, clock: Arc<dyn Clock>, out: impl Fn(&str) + Send + Sync + 'static) {
    let lines = LogWriter { format, clock, out: Box::new(out) };
    // A second start (tests) keeps the first.
    let _ = tracing::subscriber::set_global_default(Registry::default().with(lines));
    crate::layers::panics::hook();
}

/// Writes the cause of a failure under the ticket that a person saw.
pub fn report(ticket: app::kit::state::Ticket, what: &'static str, cause: &dyn Debug) {
    let cause = redact(&format!("{what}: {cause:?}"));
    tracing::error!(ticket = ticket.to_string(), cause, "failure");
}

/// The writer of lines.
struct LogWriter {
    format: Format,
    clock: Arc<dyn Clock>,
    out: Box<dyn Fn(&str) + Send + Sync>,
}

impl<S: Subscriber> Layer<S> for LogWriter {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        let ours = metadata.target().split("::").next().is_some_and(|name| OURS.contains(&name));
        *metadata.level() <= if ours { Level::INFO } else { Level::WARN }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut kept = MaskedFields::default();
        event.record(&mut kept);
        // To the minute: nobody needs more to find the trouble of an hour, and nothing members do is timed by it.
        let time = self.clock.now().format("%Y-%m-%dT%H:%MZ").to_string();
        let level = event.metadata().level().as_str().to_ascii_lowercase();
        (self.out)(&match self.format {
            Format::Plain => kept.plain(&time, &level),
            Format::Json => kept.json(&time, &level),
        });
    }
}

/// The fields of one event that may be written, masked.
#[derive(Default)]
struct MaskedFields {
    message: String,
    fields: [Option<String>; FIELDS.len()],
}

impl MaskedFields {
    fn plain(&self, time: &str, level: &str) -> String {
        let mut line = format!("{time} {level} {}", self.message);
        for (name, value) in self.fields() {
            let _ = write!(line, " {name}={value}");
        }
        line.push('\n');
        line
    }

    fn json(&self, time: &str, level: &str) -> String {
        let mut object = serde_json::Map::new();
        for (name, value) in [("time", time), ("level", level), ("event", &self.message)] {
            object.insert(name.to_owned(), value.into());
        }
        object.extend(self.fields().map(|(name, value)| (name.to_owned(), value.into())));
        format!("{}\n", serde_json::Value::Object(object))
    }

    fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        FIELDS.iter().zip(&self.fields).filter_map(|(name, value)| Some((*name, value.as_deref()?)))
    }

    fn keep(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            self.message = redact(value);
        } else if let Some(at) = FIELDS.iter().position(|name| *name == field.name()) {
            // Our own address and our tickets are not about anybody; everything else is masked.
            let public = matches!(field.name(), "ticket" | "address" | "route" | "version");
            self.fields[at] = Some(if public { one_line(value) } else { redact(value) });
        }
    }
}

impl Visit for MaskedFields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.keep(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.keep(field, &format!("{value:?}"));
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::FixedClock;
    use std::sync::Mutex;

    fn lines(format: Format, work: impl FnOnce()) -> String {
        let out = Arc::new(Mutex::new(String::new()));
        let sink = out.clone();
        let clock = Arc::new(FixedClock::at("2026-11-21T14:03:59Z".parse().expect("a time")));
        let lines = LogWriter {
            format,
            clock,
            out: Box::new(move |line| sink.lock().expect("a lock").push_str(line)),
        };
        tracing::subscriber::with_default(Registry::default().with(lines), work);
        let out = out.lock().expect("a lock");
        out.clone()
    }

    #[test]
    fn a_line_holds_the_listed_fields_and_no_others() {
        let written = lines(Format::Plain, || {
            tracing::warn!(
                route = "/threads/{id}",
                status = 500,
                agent = "CANARY-UA",
                ip = "198.51.100.23",
                "request broke"
            );
        });
        assert_eq!(written, "2026-11-21T14:03Z warn request broke route=/threads/{id} status=500\n");
    }

    #[test]
    fn a_line_cannot_be_forged() {
        for format in [Format::Plain, Format::Json] {
            let written = lines(format, || {
                tracing::error!(cause = "x\r\n2026 error forged\u{1b}[2J", "no\nway");
            });
            assert_eq!(written.matches('\n').count(), 1, "{written:?}");
            assert!(!written.contains('\u{1b}') && !written.contains('\r'), "{written:?}");
        }
    }

    #[test]
    fn causes_are_masked_and_json_reads_back() {
        let written = lines(Format::Json, || {
            tracing::error!(cause = "tag 00112233445566778899aabbccddeeff", "failure")
        });
        let value: serde_json::Value = serde_json::from_str(&written).expect("json");
        assert_eq!(value["cause"], "tag [id]");
        assert_eq!(value["time"], "2026-11-21T14:03Z");
    }

    #[test]
    fn libraries_speak_only_when_something_is_wrong() {
        let written = lines(Format::Plain, || {
            tracing::info!(target: "sqlx::query", "select body from posts");
            tracing::debug!("server detail");
            tracing::warn!(target: "sqlx::pool", "slow");
        });
        assert_eq!(written, "2026-11-21T14:03Z warn slow\n");
    }

    /// S33: a new field needs its line in the inventory.
    #[test]
    fn the_inventory_lists_every_field() {
        let document = include_str!("../../docs/LOGGING.md");
        let listed: Vec<&str> = document
            .lines()
            .skip_while(|line| !line.starts_with("## Fields"))
            .take_while(|line| !line.starts_with("## Places"))
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .collect();
        let mut every = vec!["time", "level", "event"];
        every.extend(FIELDS);
        assert_eq!(listed, every);
    }
}
