//! What the server lends to every request: nothing in it is of anybody.

use crate::kit::assets::Assets;
use crate::kit::limits::Limits;
use crate::kit::memory::Memory;
use crate::kit::templates::Templates;
use axum::body::Bytes;
use domain::entropy::{self, Entropy};
use domain::faults::Fault;
use domain::ids::{StaffId, ThreadId};
use domain::passkey::Site;
use domain::photos::PhotoSize;
use domain::push::Services;
use domain::secrets::{Keys, OwnTags};
use domain::staff::Passphrase;
use domain::time::{Clock, Day};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use store::Store;

/// A future that owns or borrows what it works on.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The state that all requests share.
pub struct AppState {
    /// The zones of the database.
    pub store: Store,
    /// `K_login`, `K_tag`, `K_name` (P1).
    pub keys: Keys,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// The limits on how often somebody may do something.
    pub limits: Arc<dyn Limits>,
    /// The hashed names of the browser's files.
    pub assets: Arc<Assets>,
    /// Pieces of pages that are the same everywhere but for a few values.
    pub templates: Arc<Templates>,
    /// The owner's pass: in which threads somebody wrote.
    pub owner: Arc<dyn OwnersPass>,
    /// Makes photos of files.
    pub photos: Arc<dyn PhotoMaker>,
    /// Hashes and judges passphrases of staff.
    pub passphrases: Arc<dyn Passphrases>,
    /// The links by which whoever tries this out on their own machine comes in as staff; none anywhere else.
    pub demo_staff: DemoStaff,
    /// Everything that is known of sessions while they last.
    pub memory: Memory,
    /// Does something while nobody waits for it.
    pub spawn: Arc<dyn Fn(BoxFuture<'static, ()>) + Send + Sync>,
    /// True when cookies carry `Secure` and the prefix `__Host-`: everywhere but on plain http://localhost.
    pub secure: bool,
    /// The site at which passkeys are made and used.
    pub site: Site,
    /// The seconds that a person needs at least to write something (S7).
    pub human_seconds: i64,
    /// Sessions of one account at once: more devices than one person has. One more ends another.
    pub sessions_per_account: u32,
    /// The days after which somebody who kept the key may mark tips: a group that joins to make a figure waits.
    pub mark_after_days: i64,
    /// The address of this place in people's browsers, without a path: what a link to it begins with.
    pub origin: String,
    /// The organisation that runs this place, for the privacy statement; empty when not set.
    pub operator: String,
    /// The message of the day; `None` where the operator switched it off.
    pub push: Option<PushSetup>,
    /// Writes the cause of a failure to the log under a ticket.
    pub report: Report,
    /// Looks at how the installation is, as the command `check` does.
    pub look: Arc<dyn Fn() -> BoxFuture<'static, SystemLook> + Send + Sync>,
}

/// A look at how the installation is.
#[derive(Clone, Debug)]
pub struct SystemLook {
    /// The checks.
    pub checks: Vec<Check>,
    /// The version of the program.
    pub version: &'static str,
    /// The day on which the key file was written.
    pub keys_since: Option<Day>,
}

/// One thing that was looked at.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its word.
    pub what: &'static str,
    /// The finding: as it should be, or what is wrong and what to do.
    pub found: Result<String, String>,
}

/// Writes the cause of a failure under a ticket.
pub type Report = fn(Ticket, &'static str, &dyn fmt::Debug);

impl AppState {
    /// Writes the cause of a failure to the log and gives the ticket that the person sees.
    pub fn log_failure(&self, what: &'static str, cause: &dyn fmt::Debug) -> Ticket {
        log_failure(&*self.entropy, self.report, what, cause)
    }
}

/// Writes the cause of a failure to the log and gives the ticket that the person sees.
pub(crate) fn log_failure(
    entropy: &dyn Entropy,
    report: Report,
    what: &'static str,
    cause: &dyn fmt::Debug,
) -> Ticket {
    let ticket = Ticket(u32::from_be_bytes(entropy::bytes(entropy)));
    report(ticket, what, cause);
    ticket
}

/// Finds the threads of one person (P3). What is found is in the answer and nowhere else.
pub trait OwnersPass: Send + Sync {
    /// The threads in which somebody wrote up to this moment. With `since`, only those in which anybody wrote on or after
    /// that day, up to a moment ago. Takes its time on a thread of the machine that no request waits for.
    fn threads(&self, own: OwnTags, since: Option<Day>) -> BoxFuture<'_, store::Result<OwnThreads>>;
}

/// A photo in each of its sizes, as JPEG.
pub type Developed = Vec<(PhotoSize, Vec<u8>)>;

/// Makes photos of the files that people choose. Nothing of a file is left in them but what can be seen.
pub trait PhotoMaker: Send + Sync {
    /// The photo of a file, or why it is none. Takes its time on a thread of the machine that no request waits for.
    fn develop(&self, file: Bytes) -> BoxFuture<'_, Result<Developed, Fault>>;
}

/// Hashes and judges passphrases: slow on purpose, on threads of the machine that no request waits for.
pub trait Passphrases: Send + Sync {
    /// The hash of a new one.
    fn hash(&self, passphrase: Passphrase) -> BoxFuture<'_, String>;
    /// Tells whether it is that of this hash. As slow where there is none.
    fn fits(&self, passphrase: Passphrase, hash: Option<String>) -> BoxFuture<'_, bool>;
}

/// Whom the links of a demo let in, by the hash of their secrets, which live as long as the process.
#[derive(Clone, Debug, Default)]
pub struct DemoStaff(pub Vec<([u8; 32], StaffId)>);

/// The threads that a pass found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnThreads {
    /// The threads, in no order.
    pub threads: Vec<ThreadId>,
    /// The day up to which everything was looked at.
    pub upto: Day,
}

/// The key with which a browser asks for the message of the day, and the services to which this server speaks.
#[derive(Clone, Debug)]
pub struct PushSetup {
    /// The public half of the server's signing key.
    pub key: String,
    /// The push services that are allowed.
    pub services: Services,
    /// The address at which a push service finds the operator: `mailto:…` or `https://…`.
    pub contact: String,
}

/// A number that joins what a person saw to a line in the log; random, so it says nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket(pub u32);

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}
