//! How often who may do what: the question that a page or a form asks, and what may be answered. The counters are the
//! server's (`server/src/limits`).

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
    /// Share a challenge.
    Share,
    /// Answer in a thread.
    Reply,
    /// React, mark, edit, remove.
    React,
    /// Read a page with posts of others.
    Read,
    /// See what fits while typing.
    Suggest,
}

/// Whose limits these are: a stranger's network or a member's session. Neither is ever stored or logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asker {
    /// A keyed hash of the network prefix.
    Network([u8; 16]),
    /// A keyed hash of the session.
    Session([u8; 16]),
}

/// The answer of the limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go ahead.
    Go,
    /// Not now: in so many seconds.
    Wait(u32),
    /// Go ahead once this puzzle is solved; without JavaScript, waiting so many seconds will do.
    Prove(Puzzle, u32),
}

/// Limits that live in memory only (P9).
pub trait Limits: Send + Sync {
    /// May `who` do `what` now? `proof` is what the form's hidden field holds: a solved puzzle, or nothing.
    fn ask(&self, what: Action, who: Asker, proof: &str) -> Verdict;
    /// A code was wrong: counts towards being under attack.
    fn failed(&self, what: Action, who: Asker);
}
