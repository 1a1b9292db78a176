//! The context of one request: what a page or a server function may use, and who is asking. An argument, never looked up.

use crate::kit::cookies;
use crate::kit::error::AppError;
use crate::kit::state::AppState;
use crate::kit::template::Template;
use crate::kit::who::{Badge, Network, SharedComputer};
use domain::ids::AccountId;
use domain::people::Lang;
use domain::staff::Right;
use http::header::{LOCATION, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use leptos::prelude::AnyView;
use leptos_axum::ResponseOptions;
use std::hash::Hash;
use std::sync::Arc;

pub use crate::kit::limits::{Action, Asker, Limits};
pub use crate::kit::who::{Member, Staff, Who};

/// Seconds for which a shown factor counts as just shown (S20).
const PROVED_SECONDS: i64 = 5 * 60;

/// The context of one request.
#[derive(Clone)]
pub struct Ctx {
    /// The state that all requests share.
    pub state: Arc<AppState>,
    /// The one who asks.
    pub who: Who,
    /// The network of the request, hashed.
    pub network: Network,
    /// The language of the answer.
    pub lang: Lang,
    /// True on a shared computer.
    pub shared: bool,
    /// The number of own threads with something new.
    pub news: u32,
    /// The request itself, without its body.
    pub request: Arc<Parts>,
    /// Status and headers of the answer, as far as they were decided.
    pub response: ResponseOptions,
}

impl std::ops::Deref for Ctx {
    type Target = AppState;
    fn deref(&self) -> &AppState {
        &self.state
    }
}

impl Ctx {
    /// The context of a request that passed the server's layers.
    ///
    /// # Panics
    /// When it did not, which would be a wiring mistake.
    pub(crate) fn of(request: Parts) -> Self {
        let ext = &request.extensions;
        Self {
            state: ext.get::<Arc<AppState>>().cloned().expect("the layer with the state is mounted"),
            who: ext.get::<Who>().cloned().unwrap_or(Who::Visitor),
            network: ext.get::<Network>().copied().unwrap_or(Network([0; 16])),
            lang: ext.get::<Lang>().copied().unwrap_or(Lang::Nl),
            shared: ext.get::<SharedComputer>().copied().unwrap_or_default().0,
            news: ext.get::<Badge>().copied().unwrap_or_default().0,
            response: ResponseOptions::default(),
            request: Arc::new(request),
        }
    }

    /// The headers of the request.
    pub fn headers(&self) -> &HeaderMap {
        &self.request.headers
    }

    /// Sets the status of the answer.
    pub fn set_status(&self, status: u16) {
        if let Ok(status) = StatusCode::from_u16(status) {
            self.response.set_status(status);
        }
    }

    /// Sets a cookie on the answer. `seconds`: how long the browser keeps it; `None` until it closes; `Some(0)` deletes.
    pub fn set_cookie(&self, name: &str, value: &str, seconds: Option<i64>) {
        if let Ok(line) = HeaderValue::from_str(&cookies::line(name, value, seconds, self.secure)) {
            self.response.append_header(SET_COOKIE, line);
        }
    }

    /// Returns the value of the cookie `name`, if the request carries it.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        cookies::read(self.headers(), name, self.secure)
    }

    /// Leads to a path of ours instead of answering with a page.
    pub(crate) fn lead_to(&self, path: &str) {
        self.set_status(303);
        if let Ok(path) = HeaderValue::from_str(path) {
            self.response.insert_header(LOCATION, path);
        }
    }

    /// Returns true when somebody is signed in.
    pub fn is_member(&self) -> bool {
        matches!(self.who, Who::Member(_))
    }

    /// The member who is asking.
    ///
    /// # Errors
    /// [`AppError::SignIn`] for a visitor.
    pub fn member(&self) -> Result<Arc<Member>, AppError> {
        match &self.who {
            Who::Member(member) => Ok(member.clone()),
            Who::Visitor | Who::Staff(_) => Err(AppError::SignIn),
        }
    }

    /// The staff person who is asking, when they have this right.
    ///
    /// # Errors
    /// [`AppError::StaffSignIn`] for everybody else, [`AppError::Forbidden`] for staff without the right.
    pub fn staff(&self, right: Right) -> Result<Arc<Staff>, AppError> {
        match &self.who {
            Who::Staff(staff) if staff.may(right) => Ok(staff.clone()),
            Who::Staff(_) => Err(AppError::Forbidden),
            Who::Visitor | Who::Member(_) => Err(AppError::StaffSignIn),
        }
    }

    /// The staff person who is asking for something grave: with this right, and a factor shown within five minutes.
    ///
    /// # Errors
    /// Those of [`Ctx::staff`], and [`AppError::ProveAgain`].
    pub fn proved_staff(&self, right: Right) -> Result<Arc<Staff>, AppError> {
        let staff = self.staff(right)?;
        let age = self.clock.now().timestamp() - staff.proved;
        if (0..=PROVED_SECONDS).contains(&age) { Ok(staff) } else { Err(AppError::ProveAgain) }
    }

    /// The member who is asking, once the account code was typed back.
    ///
    /// # Errors
    /// [`AppError::SignIn`] for a visitor, [`AppError::ConfirmCode`] before the code was typed back.
    pub fn confirmed_member(&self) -> Result<Arc<Member>, AppError> {
        let member = self.member()?;
        if member.code_known { Ok(member) } else { Err(AppError::ConfirmCode) }
    }

    /// Asks the limits on behalf of this request: by network what strangers do, else by account.
    ///
    /// # Errors
    /// [`AppError::TooFast`] or [`AppError::Prove`].
    pub fn limit(&self, what: Action) -> Result<(), AppError> {
        self.limit_with(what, "")
    }

    /// Asks the limits, with the proof of work or patience that came along.
    ///
    /// # Errors
    /// [`AppError::TooFast`] or [`AppError::Prove`].
    pub fn limit_with(&self, what: Action, proof: &str) -> Result<(), AppError> {
        self.limits.ask(what, self.asker(what), proof).allowed()
    }

    /// Tells the limits that a code was wrong.
    pub fn failed(&self, what: Action) {
        self.limits.failed(what, self.asker(what));
    }

    /// Asks the limits whether `account`, whose code was right, may sign in once more.
    ///
    /// # Errors
    /// [`AppError::TooFast`].
    pub fn limit_sign_ins(&self, account: AccountId) -> Result<(), AppError> {
        self.limits.signs_in(account, self.network).allowed()
    }

    /// The template of this key, in the language of this request (module [`crate::kit::templates`]).
    pub fn template<K>(&self, key: K, render: impl FnOnce() -> AnyView) -> &'static Template
    where
        K: Copy + Eq + Hash + Send + Sync + 'static,
    {
        self.templates.template(key, self.lang, render)
    }

    fn asker(&self, what: Action) -> Asker {
        match &self.who {
            Who::Member(member) if !what.is_of_strangers() => Asker::Account(member.account),
            Who::Staff(staff) if !what.is_of_strangers() => Asker::Staff(staff.id),
            Who::Member(_) | Who::Staff(_) | Who::Visitor => Asker::Network(self.network),
        }
    }
}
