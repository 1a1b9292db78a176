//! A form is one row: its endpoint, the page that it stands on, and what comes back of it. A refused form keeps what was typed,
//! with and without JavaScript, and nothing of it is stored anywhere: the page of the form is rendered again in the answer to the
//! same request (see `server/src/forms/answer.rs`).

use crate::kit::ctx::Ctx;
use crate::kit::deed::Deed;
use crate::kit::error::AppError;
use crate::kit::session::parting::Parting;
use axum::body::Bytes;
use domain::chosen::{Chosen, Ticked};
use domain::faults::Fault;
use domain::people::Lang;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use std::sync::Arc;

/// A form.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The endpoint of its server function, for example `threads/add`.
    pub endpoint: &'static str,
    page: Stands,
    list: Option<&'static str>,
    /// The fields in which somebody writes: whatever goes wrong, that text comes back.
    pub written: &'static [&'static str],
    /// The page that shows what was typed, for a button that keeps nothing and sends nobody on.
    pub shown_by: Option<&'static str>,
    /// The words for what it does, when that is so grave that a staff person shows a factor first (S20).
    pub grave: Option<fn(Lang) -> &'static str>,
    /// The largest file that comes with it, in bytes; `None`: no file does.
    pub file: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
enum Stands {
    On(&'static str),
    /// On a page of which a field says which one. Only fixed paths and ids come out, whatever the fields hold, so that nobody can
    /// be sent elsewhere.
    Of(fn(&Fields<'_>) -> Option<String>),
}

/// A form of which it is still to be said where it stands.
pub struct Unplaced(&'static str);

impl Unplaced {
    /// Says on which page it stands, and is shown again after a refusal.
    pub const fn on(self, page: &'static str) -> Form {
        Form {
            endpoint: self.0,
            page: Stands::On(page),
            list: None,
            written: &[],
            shown_by: None,
            grave: None,
            file: None,
        }
    }

    /// Says on which page it stands, by its fields; and on which list that page is found by whoever opens the address of the form,
    /// which stands in the bar of the browser after a refusal and has no fields.
    pub const fn on_one_of(self, list: &'static str, page: fn(&Fields<'_>) -> Option<String>) -> Form {
        Form {
            endpoint: self.0,
            page: Stands::Of(page),
            list: Some(list),
            written: &[],
            shown_by: None,
            grave: None,
            file: None,
        }
    }
}

impl Form {
    /// Begins the row of the form that posts to `endpoint`. What only scripts ask has none.
    #[expect(clippy::new_ret_no_self, reason = "a row is complete once it says where its form stands")]
    pub const fn new(endpoint: &'static str) -> Unplaced {
        Unplaced(endpoint)
    }

    /// Says in which of its fields somebody writes.
    pub const fn writes(self, fields: &'static [&'static str]) -> Self {
        Self { written: fields, ..self }
    }

    /// Says which page shows what was typed.
    pub const fn shown_by(self, page: &'static str) -> Self {
        Self { shown_by: Some(page), ..self }
    }

    /// Says what it does, for the page that asks a staff person to show a factor first ([`AppError::ProveAgain`]).
    pub const fn is_grave(self, words: fn(Lang) -> &'static str) -> Self {
        Self { grave: Some(words), ..self }
    }

    /// Says that one file of at most so many MB comes with it.
    pub const fn takes_file(self, megabytes: u32) -> Self {
        Self { file: Some((megabytes as usize) << 20), ..self }
    }

    /// The page that holds the form with these fields. `None`: no form leads there.
    pub fn page(&self, fields: &Fields<'_>) -> Option<String> {
        match self.page {
            Stands::On(page) => Some(page.to_owned()),
            Stands::Of(page) => page(fields),
        }
    }

    /// The address to which it posts.
    pub fn action(&self) -> String {
        format!("/api/{}", self.endpoint)
    }

    /// The page, or the list of pages, where somebody without its fields finds the form.
    pub fn near(&self) -> Option<String> {
        self.page(&Fields(&[])).or_else(|| self.list.map(str::to_owned))
    }
}

/// The fields of a form as they were sent.
pub struct Fields<'a>(pub &'a [(String, String)]);

impl Fields<'_> {
    /// Returns the value of the first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| &**value)
    }

    /// Returns the value of a field that can be read as `T`, for example an id.
    pub fn parse<T: FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }
}

/// The answer of a server function that did what was asked: where to go from here. It says so and does not go there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// A path of ours.
    pub at: String,
    /// The way somebody went, to be told once on the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parting: Option<Parting>,
    /// Something that was done, to be told once on the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deed: Option<Deed>,
}

impl Done {
    /// Done; what comes next stands at this path.
    pub fn at(path: impl Into<String>) -> Self {
        Self { at: path.into(), parting: None, deed: None }
    }

    /// Returns true when the path is one of ours, whoever made it.
    pub fn stays_here(&self) -> bool {
        self.at.starts_with('/') && !self.at.starts_with("//")
    }

    /// Has the next page tell that it worked.
    #[must_use]
    pub fn tells(self, parting: Parting) -> Self {
        Self { parting: Some(parting), ..self }
    }

    /// Has the next page tell a member what was done.
    #[must_use]
    pub fn did(self, deed: impl Into<Deed>) -> Self {
        Self { deed: Some(deed.into()), ..self }
    }
}

/// The fields of a form that is shown again: because it was refused, or because somebody asked to see it (a
/// preview). Travels as a request extension, for one request only.
#[derive(Clone)]
pub struct Sent {
    /// The form.
    pub form: &'static Form,
    /// The fields as they were sent.
    pub fields: Arc<[(String, String)]>,
    /// The reason why it was refused, if it was.
    pub error: Option<AppError>,
}

/// The file that came with a form, or why it was not read. Travels as a request extension, for one request only.
#[derive(Clone)]
pub struct Upload(pub Result<Bytes, Fault>);

impl Upload {
    /// The file of this request.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none, or why it was not read.
    pub fn of(ctx: &Ctx) -> Result<Bytes, Fault> {
        let file =
            ctx.request.extensions.get::<Self>().map_or(Ok(Bytes::new()), |upload| upload.0.clone())?;
        if file.is_empty() { Err(Fault::Missing) } else { Ok(file) }
    }
}

/// The state of one form on the page that is being rendered: empty, or with what was typed and perhaps why it was refused.
#[derive(Clone, Default)]
pub struct FormState(Option<Sent>);

impl FormState {
    /// The state of a form.
    pub fn of(ctx: &Ctx, form: &Form) -> Self {
        Self::of_any(ctx, &[form])
    }

    /// The state of a form with several buttons, each of which posts to an endpoint of its own.
    pub fn of_any(ctx: &Ctx, forms: &[&Form]) -> Self {
        Self::sent(ctx, |sent| forms.iter().any(|form| form.endpoint == sent.form.endpoint))
    }

    /// The state of whichever form was sent, if somebody writes in it.
    pub fn of_written(ctx: &Ctx) -> Self {
        Self::sent(ctx, |sent| !sent.form.written.is_empty())
    }

    fn sent(ctx: &Ctx, is: impl FnOnce(&&Sent) -> bool) -> Self {
        Self(ctx.request.extensions.get::<Sent>().filter(is).cloned())
    }

    /// The texts that somebody wrote, field by field.
    pub fn written(&self) -> Vec<(&'static str, String)> {
        let fields = self.0.as_ref().map_or(&[][..], |sent| sent.form.written);
        let texts = fields.iter().map(|field| (*field, self.value(field)));
        texts.filter(|(_, text)| !text.trim().is_empty()).collect()
    }

    /// Tells whether somebody writes in `field`.
    pub fn writes(&self, field: &str) -> bool {
        self.0.as_ref().is_some_and(|sent| sent.form.written.contains(&field))
    }

    /// The text that was typed into `field`, or nothing.
    pub fn value(&self, field: &str) -> String {
        self.typed(field).unwrap_or_default()
    }

    /// The text that was typed into `field`, or `otherwise` when the form was not sent yet.
    pub fn value_or(&self, field: &str, otherwise: &str) -> String {
        self.typed(field).unwrap_or_else(|| otherwise.to_owned())
    }

    /// The text that was typed into `field`, if the form was sent.
    pub fn typed(&self, field: &str) -> Option<String> {
        let sent = self.0.as_ref()?;
        Some(sent.fields.iter().find(|(name, _)| name == field).map(|(_, v)| v.clone()).unwrap_or_default())
    }

    /// The choice that was sent in `field`.
    pub fn chosen<T: DeserializeOwned>(&self, field: &str) -> Chosen<T> {
        Chosen::from(&*self.value(field))
    }

    /// Tells whether the box `field` was ticked.
    pub fn is_ticked(&self, field: &str) -> bool {
        Ticked::from(self.value(field)).0
    }

    /// Tells whether the form was sent and refused.
    pub fn is_refused(&self) -> bool {
        self.error().is_some()
    }

    /// Tells whether the form was sent, refused or not: then it shows what was typed, which is newer than any draft.
    pub fn was_sent(&self) -> bool {
        self.0.is_some()
    }

    /// Tells whether somebody writes in this form: then what was typed stands there again.
    pub fn is_written(&self) -> bool {
        self.0.as_ref().is_some_and(|sent| !sent.form.written.is_empty())
    }

    /// The fault in `field`.
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::ThreadId;

    const ADD: Form = Form::new("posts/add")
        .on_one_of("/threads", |fields| Some(format!("/threads/{}", fields.parse::<ThreadId>("thread")?)));

    #[test]
    fn a_refused_form_never_leads_away() {
        for hostile in ["//evil.example", "../..", "%2e%2e", "javascript:alert(1)", ""] {
            let fields = [("thread".to_owned(), hostile.to_owned())];
            assert_eq!(ADD.page(&Fields(&fields)), None, "{hostile}");
        }
        assert_eq!(ADD.near().as_deref(), Some("/threads"));
        assert_eq!(ADD.action(), "/api/posts/add");
    }
}
