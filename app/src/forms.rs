//! A refused form keeps what was typed, with and without JavaScript, and nothing of it is stored anywhere:
//! the page of the form is rendered again in the answer to the same request (see `server/src/forms.rs`).

use crate::error::AppError;
use crate::request::current;
use domain::faults::Fault;
use std::sync::Arc;

/// The forms in which somebody writes: whatever goes wrong, what was typed comes back.
pub const WRITTEN: [&str; 11] = [
    "threads/add",
    "threads/preview",
    "threads/write",
    "search/alike",
    "place/keep_draft",
    "waiting/edit",
    "posts/add",
    "posts/edit",
    "place/add_note",
    "place/edit_note",
    "outcomes/set",
];

/// The fields of those forms that hold what somebody wrote.
pub const WRITTEN_FIELDS: [&str; 7] = ["happened", "tried", "question", "title", "body", "text", "closing"];

/// What was typed into a form that is shown again: because it was refused, or because somebody asked to see it (a
/// preview). Travels as a request extension, for one request only.
#[derive(Clone)]
pub struct Sent {
    /// The endpoint of the form, for example `threads/add`.
    pub endpoint: Arc<str>,
    /// The fields as they were sent.
    pub fields: Arc<[(String, String)]>,
    /// Why it was refused, if it was.
    pub error: Option<AppError>,
}

/// The state of one form on the page that is being rendered: empty, or with what was typed and perhaps why it was refused.
#[derive(Clone, Default)]
pub struct FormState(Option<Sent>);

impl FormState {
    /// The state of the form that posts to `endpoint`.
    pub fn of(endpoint: &str) -> Self {
        Self::of_any(&[endpoint])
    }

    /// The state of a form with several buttons, each of which posts to an endpoint of its own.
    pub fn of_any(endpoints: &[&str]) -> Self {
        let sent = current(|ctx| {
            let sent = ctx.request.extensions.get::<Sent>();
            sent.filter(|sent| endpoints.contains(&&*sent.endpoint)).cloned()
        });
        Self(sent.flatten())
    }

    /// What was typed into `field`, or nothing.
    pub fn value(&self, field: &str) -> String {
        self.typed(field).unwrap_or_default()
    }

    /// What was typed into `field`, or `otherwise` when the form was not sent yet.
    pub fn value_or(&self, field: &str, otherwise: &str) -> String {
        self.typed(field).unwrap_or_else(|| otherwise.to_owned())
    }

    /// What was typed into `field`, if the form was sent.
    pub fn typed(&self, field: &str) -> Option<String> {
        let sent = self.0.as_ref()?;
        Some(sent.fields.iter().find(|(name, _)| name == field).map(|(_, v)| v.clone()).unwrap_or_default())
    }

    /// Whether the form was sent and refused.
    pub fn is_refused(&self) -> bool {
        self.error().is_some()
    }

    /// Whether the form was sent, refused or not: then it shows what was typed, which is newer than any draft.
    pub fn was_sent(&self) -> bool {
        self.0.is_some()
    }

    /// Whether somebody writes in this form: then what was typed stands there again.
    pub fn is_written(&self) -> bool {
        self.0.as_ref().is_some_and(|sent| WRITTEN.contains(&&*sent.endpoint))
    }

    /// What is wrong with `field`.
    pub fn fault(&self, field: &str) -> Option<Fault> {
        match self.error()? {
            AppError::Faults(faults) => faults.of(field),
            _ => None,
        }
    }

    /// All faults, in the order of the form.
    pub fn faults(&self) -> Vec<(String, Fault)> {
        match self.error() {
            Some(AppError::Faults(faults)) => {
                faults.iter().map(|(field, why)| (field.to_owned(), why)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Why the form was refused.
    pub fn error(&self) -> Option<&AppError> {
        self.0.as_ref()?.error.as_ref()
    }
}
