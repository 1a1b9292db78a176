//! What a page or a server function may use: the store, the keys, time, chance, limits, and who is asking.

use crate::assets::Assets;
use crate::document::About;
use crate::error::{AppError, Ticket};
use crate::patterns::{Patterns, Shape, Still};
use crate::place::Memory;
use crate::request::current;
use crate::ui::{Pattern, Rendered};
use domain::entropy::Entropy;
use domain::ids::{AccountId, ThreadId};
use domain::people::{Cohort, Lang};
use domain::secrets::{Keys, OwnTags, Root};
use domain::time::{Clock, Day};
use http::header::LOCATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use leptos::prelude::AnyView;
use leptos_axum::ResponseOptions;
use std::sync::Arc;
use store::Store;

pub use crate::limits::{Asker, Limits, Question, Verdict};

/// What the server lends to every request.
pub struct Host {
    /// Both zones of the database.
    pub store: Store,
    /// `K_login`, `K_tag`, `K_name` (P1).
    pub keys: Keys,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// How often who may do what.
    pub limits: Arc<dyn Limits>,
    /// The hashed names of the browser's files.
    pub assets: Assets,
    /// Pieces of pages that are the same everywhere but for a few values.
    pub patterns: Patterns,
    /// The owner's pass: in which threads somebody wrote.
    pub owner: Arc<dyn OwnersPass>,
    /// What is known of sessions while they last.
    pub memory: Memory,
    /// Does something while nobody waits for it.
    pub later: fn(Coming<'static, ()>),
    /// Whether cookies carry `Secure` and the prefix `__Host-`: everywhere but on plain http://localhost.
    pub secure: bool,
    /// How many seconds a person needs at least to write something (S7).
    pub human_seconds: i64,
    /// Who runs this place, for the privacy statement; empty when not set.
    pub operator: String,
    /// The message of the day; `None` where the operator switched it off.
    pub push: Option<crate::push::Service>,
    /// Writes the cause of a failure to the log under a ticket.
    pub report: fn(Ticket, &'static str, &dyn std::fmt::Debug),
}

/// An answer that somebody waits for, whoever works on it.
pub type Coming<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Finds the threads of one person (P3). What is found is in the answer and nowhere else.
pub trait OwnersPass: Send + Sync {
    /// The threads in which somebody wrote up to this moment. With `since`, only those in which anybody wrote on or after
    /// that day, up to a moment ago. Takes its time on a thread of the machine that no request waits for.
    fn threads(&self, own: OwnTags, since: Option<Day>) -> Coming<'_, store::Result<Found>>;
}

/// What a pass found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The threads, in no order.
    pub threads: Vec<ThreadId>,
    /// The day up to which everything was looked at.
    pub upto: Day,
}

/// In how many own threads is something new: the number in the menu.
#[derive(Clone, Copy, Debug)]
pub struct Badge(pub u32);

/// The hashed network prefix of a request, made by the server's layer.
#[derive(Clone, Copy, Debug)]
pub struct Network(pub [u8; 16]);

/// Whether the person said that this is a shared computer, now or earlier in this browser session: then the product
/// goes by a neutral name and leaves nothing behind (T19).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ward(pub bool);

/// Who is asking.
#[derive(Clone)]
pub enum Who {
    /// Nobody we know.
    Visitor,
    /// Somebody who is signed in.
    Member(Arc<Member>),
}

/// Somebody who is signed in. Lives for one request; the root of authorship is forgotten with it.
pub struct Member {
    /// The account: used for the account's own pages only, never next to a post.
    pub account: AccountId,
    /// The root of authorship, open only while this person is signed in.
    pub root: Root,
    /// The hash under which the session is stored.
    pub session: [u8; 32],
    /// Whether this is a shared computer (10 idle minutes).
    pub shared: bool,
    /// Whether the account code was typed back or used to sign in.
    pub code_known: bool,
    /// What the member declared, if it can be opened.
    pub cohort: Option<Cohort>,
}

/// The context of one request.
#[derive(Clone)]
pub struct Ctx {
    /// What the server lends.
    pub host: Arc<Host>,
    /// Who is asking.
    pub who: Who,
    /// From which network, hashed.
    pub network: Network,
    /// In which language to answer.
    pub lang: Lang,
    /// Whether this is a shared computer.
    pub ward: bool,
    /// The request itself, without its body.
    pub request: Arc<Parts>,
    /// What the page that is being made says about its document.
    pub(crate) page: About,
    /// Status and headers of its response, as far as they were decided.
    pub response: ResponseOptions,
}

/// The context of the request that is being answered: its own, and never that of another one ([`crate::request`]).
///
/// # Panics
/// Outside of a request that went through the server's layers, which would be a wiring mistake.
pub fn ctx() -> Ctx {
    current(Clone::clone).expect("a page or server function runs inside a request")
}

impl std::ops::Deref for Ctx {
    type Target = Host;
    fn deref(&self) -> &Host {
        &self.host
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
            host: ext.get::<Arc<Host>>().cloned().expect("the host layer is mounted"),
            who: ext.get::<Who>().cloned().unwrap_or(Who::Visitor),
            network: ext.get::<Network>().copied().unwrap_or(Network([0; 16])),
            lang: ext.get::<Lang>().copied().unwrap_or(Lang::Nl),
            ward: ext.get::<Ward>().copied().unwrap_or_default().0,
            response: ResponseOptions::default(),
            page: About::default(),
            request: Arc::new(request),
        }
    }

    /// The headers of the request.
    pub fn headers(&self) -> &HeaderMap {
        &self.request.headers
    }

    /// Sets the status of the response.
    pub fn set_status(&self, status: u16) {
        if let Ok(status) = StatusCode::from_u16(status) {
            self.response.set_status(status);
        }
    }

    /// Leads to a path of ours, once what was asked for is done.
    pub fn redirect_to(&self, path: &str) {
        if let Ok(path) = HeaderValue::from_str(path) {
            self.response.insert_header(LOCATION, path);
        }
    }

    /// Whether somebody is signed in.
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
            Who::Visitor => Err(AppError::SignIn),
        }
    }

    /// The member who is asking, once the account code was typed back.
    ///
    /// # Errors
    /// [`AppError::SignIn`] for a visitor, [`AppError::ConfirmCode`] before the code was typed back.
    pub fn writer(&self) -> Result<Arc<Member>, AppError> {
        let member = self.member()?;
        if member.code_known { Ok(member) } else { Err(AppError::ConfirmCode) }
    }

    /// Asks the limits on behalf of this request: by session for members, by network for strangers.
    ///
    /// # Errors
    /// [`AppError::TooFast`] or [`AppError::Prove`].
    pub fn limit(&self, what: Question, proof: &str) -> Result<(), AppError> {
        match self.limits.ask(what, self.asker(), proof) {
            Verdict::Go => Ok(()),
            Verdict::Wait(seconds) => Err(AppError::TooFast(seconds)),
            Verdict::Prove(puzzle, seconds) => Err(AppError::Prove(puzzle, seconds)),
        }
    }

    /// The pattern of `shape`, in the language of this request (module [`crate::patterns`]).
    pub fn pattern(&self, shape: Shape, render: impl FnOnce() -> AnyView) -> &'static Pattern {
        self.patterns.of(shape, self.lang, render)
    }

    /// The piece that is the same on every page, in the language of this request.
    pub fn still(&self, what: Still, render: impl FnOnce() -> AnyView) -> Rendered {
        self.patterns.still(what, self.lang, render)
    }

    /// Tells the limits that a code was wrong.
    pub fn failed(&self, what: Question) {
        self.limits.failed(what, self.asker());
    }

    /// Whether this request carries the cookie `name`.
    pub fn asked(&self, name: &str) -> bool {
        crate::people::cookies::read(self.headers(), name, self.secure).is_some()
    }

    fn asker(&self) -> Asker {
        match &self.who {
            Who::Member(member) => {
                let mut half = [0; 16];
                half.copy_from_slice(&member.session[..16]);
                Asker::Session(half)
            }
            Who::Visitor => Asker::Network(self.network.0),
        }
    }
}

/// The piece that is the same on every page; rendered each time where there is no request, as in tests of parts.
pub(crate) fn still(what: Still, render: impl FnOnce() -> AnyView) -> AnyView {
    match current(Clone::clone) {
        Some(ctx) => ctx.still(what, render).into_view(),
        None => render(),
    }
}

/// Notes the cause of a failure in the log and gives the ticket that the person sees.
pub fn note(host: &Host, what: &'static str, cause: &dyn std::fmt::Debug) -> Ticket {
    let ticket = Ticket(u32::from_be_bytes(domain::entropy::bytes(&*host.entropy)));
    (host.report)(ticket, what, cause);
    ticket
}

/// [`note`] for the request that is being answered.
pub fn broken(what: &'static str, cause: &dyn std::fmt::Debug) -> AppError {
    AppError::Broken(current(|ctx| note(&ctx.host, what, cause)).unwrap_or(Ticket(0)))
}
