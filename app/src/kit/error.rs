//! Every way a question can be refused. Codes and numbers only: nothing that somebody typed, nothing internal.

use crate::kit::drawing;
use crate::kit::state::Ticket;
use domain::faults::{Fault, Faults};
use domain::pow::Puzzle;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// A refusal or a failure, as it travels to the browser. The sentences stand in `locales/*/errors.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// Some fields have to be filled in differently.
    Faults(Faults),
    /// This is for members who are signed in.
    SignIn,
    /// This is for staff who are signed in.
    StaffSignIn,
    /// This is so grave that a staff person shows a factor again (S20).
    ProveAgain,
    /// The account code has to be typed back first (P1: shown once, so it must have been kept).
    ConfirmCode,
    /// This belongs to somebody else.
    Forbidden,
    /// This is not there, or not any more.
    Gone,
    /// The join code or the step before is missing: the wizard starts again.
    StartAgain,
    /// Too often in a short time: try again after so many seconds.
    TooFast(u32),
    /// Too many strangers are guessing: solve this first, or wait so many seconds.
    Prove(Puzzle, u32),
    /// The disk is full: nothing was kept, nothing was half kept.
    Full,
    /// The request did not get through.
    Offline,
    /// Something broke; the cause stands in the log under this ticket.
    Broken(Ticket),
}

impl AppError {
    /// One fault on one field.
    pub fn on(field: &str, why: Fault) -> Self {
        Self::Faults(Faults::on(field, why))
    }

    /// Something broke: logs the cause once, under the ticket that the person sees.
    pub fn broken(what: &'static str, cause: &dyn std::fmt::Debug) -> Self {
        Self::Broken(drawing::failed(what, cause))
    }

    /// The HTTP status of this answer.
    pub fn status(&self) -> u16 {
        match self {
            Self::Faults(faults) => match faults.iter().next() {
                Some((_, Fault::FileTooLarge(_))) => 413,
                Some((_, Fault::NotAPhoto)) => 415,
                _ => 422,
            },
            Self::SignIn | Self::StaffSignIn => 401,
            Self::ConfirmCode | Self::Forbidden | Self::ProveAgain => 403,
            Self::Gone => 404,
            Self::StartAgain => 409,
            Self::TooFast(_) | Self::Prove(..) => 429,
            Self::Offline => 503,
            Self::Full => 507,
            Self::Broken(_) => 500,
        }
    }
}

impl From<Faults> for AppError {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            // A form that lacks a field or holds a wrong type: somebody built the request by hand.
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Faults(Faults::on("form", Fault::NotAChoice)),
            other => Self::broken("server function", &other),
        }
    }
}

impl From<store::Error> for AppError {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Full => Self::Full,
            store::Error::Busy | store::Error::Offline => Self::Offline,
            other => Self::broken("store", &other),
        }
    }
}
