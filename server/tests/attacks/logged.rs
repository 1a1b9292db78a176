//! Everything that the program says while it runs, with all fields of every event that the log lets pass, unmasked:
//! more than the log holds.

use std::fmt::{Debug, Write as _};
use std::sync::{Mutex, Once, PoisonError};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;

static SAID: Mutex<String> = Mutex::new(String::new());

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let own = ["server", "app", "store", "domain"]
            .iter()
            .any(|name| event.metadata().target().starts_with(name));
        if *event.metadata().level() <= if own { Level::INFO } else { Level::WARN } {
            let mut line = Line(String::new());
            event.record(&mut line);
            let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
            said.push_str(&line.0);
            said.push('\n');
        }
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "{}={value:?} ", field.name());
    }
}

/// Listens from now on; gives the place from which to read.
pub fn begin() -> usize {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        tracing::subscriber::set_global_default(Registry::default().with(Listener))
            .expect("the first listener");
    });
    SAID.lock().unwrap_or_else(PoisonError::into_inner).len()
}

/// What was said since then.
pub fn since(begin: usize) -> String {
    SAID.lock().unwrap_or_else(PoisonError::into_inner)[begin..].to_owned()
}
