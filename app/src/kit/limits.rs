//! How often who may do what: the question that a page or a form asks, and what may be answered. The counters are the
//! server's (`server/src/limits`).

use crate::kit::error::AppError;
use crate::kit::who::Network;
use domain::ids::{AccountId, StaffId};
use domain::pow::Puzzle;

/// Something that has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Try a cohort code.
    Join,
    /// Make an account, after the code of the cohort was right: nothing can be guessed here.
    Enter,
    /// Try an account code.
    SignIn,
    /// Show to know the own account code, before something that cannot be undone.
    ShowKey,
    /// Share a challenge.
    Share,
    /// Answer in a thread.
    Reply,
    /// React, mark, edit, remove.
    React,
    /// Decide, as staff, about a post that waits, or take that back.
    Decide,
    /// Read a page with posts of others.
    Read,
    /// See what fits while typing.
    Suggest,
    /// Try to sign in as staff.
    StaffSignIn,
    /// Try the personal link of a staff person.
    StaffLink,
    /// Sign in with a code of a staff person whose passphrase was right.
    StaffCode,
    /// Show a code again in a session of staff.
    StaffFactor,
    /// Have a photo made of a file.
    StaffPhoto,
}

impl Action {
    /// Returns true for what is counted by network whoever is signed in: an account, of which somebody may have many, makes
    /// neither guessing nor joining free.
    pub const fn is_of_strangers(self) -> bool {
        matches!(self, Self::Join | Self::Enter | Self::SignIn | Self::StaffSignIn | Self::StaffLink)
    }
}

/// Whose limits these are: a network's or an account's, at however many devices. Neither is ever stored or logged; in the
/// memory of the limits both go by a keyed hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asker {
    /// A keyed hash of the network prefix.
    Network(Network),
    /// A member's account.
    Account(AccountId),
    /// A staff account.
    Staff(StaffId),
    /// A session of staff: whoever stole one keeps its owner out of nothing elsewhere.
    StaffSession([u8; 32]),
}

/// The answer of the limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Go ahead.
    Go,
    /// Not now: in so many seconds.
    Wait(u32),
    /// Go ahead once this puzzle is solved; without JavaScript, sending it back unsolved after so many seconds will do.
    Prove(Puzzle, u32),
}

impl Admission {
    /// This as a refusal of a page or a form.
    ///
    /// # Errors
    /// [`AppError::TooFast`] or [`AppError::Prove`].
    pub fn allowed(self) -> Result<(), AppError> {
        match self {
            Self::Go => Ok(()),
            Self::Wait(seconds) => Err(AppError::TooFast(seconds)),
            Self::Prove(puzzle, seconds) => Err(AppError::Prove(puzzle, seconds)),
        }
    }
}

/// Limits that live in memory only (P9).
pub trait Limits: Send + Sync {
    /// May `who` do `what` now? `proof` is what the form's hidden field holds: a puzzle, solved or waited for, or nothing.
    fn ask(&self, what: Action, who: Asker, proof: &str) -> Admission;
    /// A code was wrong: counts towards being under attack.
    fn failed(&self, what: Action, who: Asker);
    /// A code was right: may this account sign in once more? However often it does, it takes one place of its network.
    fn signs_in(&self, account: AccountId, from: Network) -> Admission;
    /// Somebody joined.
    fn joined(&self);
}
