//! What the server knows about a session while it lasts, and nowhere keeps: the own threads, how much is new, what is
//! saved. Gone at sign-out, when the session was idle for too long, and with the process; then it is computed again.

use domain::drawer::Seen;
use domain::ids::{PostId, ThreadId};
use domain::secrets::{HandoverId, PasskeyChallenge, PushId};
use domain::time::Day;
use futures::channel::oneshot;
use futures::lock::Mutex;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, MutexGuard, PoisonError};

/// The number of sessions that are remembered; the one that was quiet longest goes first and is computed again when needed.
const MOST: usize = 20_000;
/// The number of challenges of passkeys that are remembered as spent. Only who came in spends one, so nobody fills it.
const MOST_SPENT: usize = 20_000;

/// Everything that is known of one session.
#[derive(Clone, Default)]
pub struct SessionMemory {
    /// The threads in which this person wrote.
    pub threads: BTreeSet<ThreadId>,
    /// The day up to which they were looked for; `None`: not yet.
    pub upto: Option<Day>,
    /// Held by whoever looks through everything for the first time; the others wait and take what was found.
    pub first: Arc<Mutex<()>>,
    /// Those in which there is something new to tell.
    pub told: BTreeSet<ThreadId>,
    /// The minute in which that was looked at.
    pub looked: i64,
    /// True when no number shall stand in the menu.
    pub hides_number: bool,
    /// Saved threads, as far as this host knows.
    pub saved: BTreeSet<ThreadId>,
    /// Followed themes, as far as this host knows.
    pub themes: Vec<String>,
    /// Read, and not yet in the drawer.
    pub read: BTreeMap<ThreadId, Seen>,
    /// The texts that were sent last, as names of the words, and the posts that they became.
    pub sent: VecDeque<(String, PostId)>,
    /// From this minute on, what was read may be put into the drawer.
    pub due: Option<i64>,
    /// The number of wrong last groups that were typed at the door behind "Snel weg".
    pub wrong: u8,
}

struct Remembered {
    mine: SessionMemory,
    /// The minute in which it was last needed.
    touched: i64,
    /// Idle minutes after which it is forgotten.
    idle: i64,
}

/// Everything that is known of all sessions of this process.
#[derive(Default)]
pub struct Memory {
    sessions: std::sync::Mutex<HashMap<[u8; 32], Remembered>>,
    endings: std::sync::Mutex<Endings>,
    spent: std::sync::Mutex<HashMap<PasskeyChallenge, i64>>,
}

/// The ends of sessions, as far as somebody has to hear of them.
#[derive(Default)]
struct Endings {
    /// Over, and not yet so in the store, which would not take it.
    owed: Vec<Ending>,
    /// Told when theirs ends.
    waiting: HashMap<[u8; 32], Vec<oneshot::Sender<()>>>,
}

/// A row that has to go, and will as soon as the store takes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The session with this hash.
    Session([u8; 32]),
    /// The device that gets the message of the day.
    Device(PushId),
    /// The handover of this person.
    Handover(HandoverId),
    /// The handover of the token with this hash.
    HandoverOf([u8; 32]),
}

impl Memory {
    /// Begins to remember a session, or notes that it is awake; true when it is new here.
    pub fn open(&self, session: [u8; 32], minute: i64, idle: i64) -> bool {
        let mut all = self.all();
        if let Some(held) = all.get_mut(&session) {
            held.touched = minute;
            return false;
        }
        if all.len() >= MOST
            && let Some(quietest) = all.iter().min_by_key(|(_, held)| held.touched).map(|(hash, _)| *hash)
        {
            all.remove(&quietest);
        }
        all.insert(session, Remembered { mine: SessionMemory::default(), touched: minute, idle });
        true
    }

    /// Reads or changes what is known of a session; `None` when nothing is.
    pub fn with<R>(&self, session: &[u8; 32], what: impl FnOnce(&mut SessionMemory) -> R) -> Option<R> {
        self.all().get_mut(session).map(|held| what(&mut held.mine))
    }

    /// Forgets sessions that ended, and ends the streams that they opened.
    pub fn forget<'a>(&self, sessions: impl IntoIterator<Item = &'a [u8; 32]>) {
        let (mut all, mut endings) = (self.all(), self.endings());
        for session in sessions {
            all.remove(session);
            for told in endings.waiting.remove(session).unwrap_or_default() {
                // Whoever waited may have gone.
                let _ = told.send(());
            }
        }
    }

    /// Answers when this session ends.
    pub fn until_end(&self, session: [u8; 32]) -> impl Future<Output = ()> + Send + use<> {
        let (tell, told) = oneshot::channel();
        let mut endings = self.endings();
        let waiting = endings.waiting.entry(session).or_default();
        waiting.retain(|other| !other.is_canceled());
        waiting.push(tell);
        async move {
            let _ = told.await;
        }
    }

    /// Remembers that a row has to go, until the store took it. From now on a session is over in this process.
    pub fn owe(&self, ending: Ending) {
        let mut endings = self.endings();
        if !endings.owed.contains(&ending) {
            endings.owed.push(ending);
        }
    }

    /// Tells whether a session is over whose row the store still has.
    pub fn is_over(&self, session: &[u8; 32]) -> bool {
        self.endings().owed.contains(&Ending::Session(*session))
    }

    /// Notes that somebody came in with a passkey that signed this challenge; false when somebody did so before.
    pub fn spend(&self, challenge: PasskeyChallenge, second: i64) -> bool {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.retain(|_, at| second - *at <= PasskeyChallenge::LASTS);
        if spent.len() >= MOST_SPENT
            && let Some(oldest) = spent.iter().min_by_key(|(_, at)| **at).map(|(challenge, _)| *challenge)
        {
            spent.remove(&oldest);
        }
        spent.insert(challenge, second).is_none()
    }

    /// The rows that have to go.
    pub fn owed(&self) -> Vec<Ending> {
        self.endings().owed.clone()
    }

    /// Notes that a row is gone.
    pub fn paid(&self, ending: Ending) {
        self.endings().owed.retain(|other| *other != ending);
    }

    /// Forgets sessions that were idle for too long, and whoever waited for an end and went.
    pub fn sweep(&self, minute: i64) {
        self.all().retain(|_, held| minute - held.touched <= held.idle);
        self.endings().waiting.retain(|_, waiting| {
            waiting.retain(|told| !told.is_canceled());
            !waiting.is_empty()
        });
    }

    /// The number of sessions that are remembered.
    pub fn len(&self) -> usize {
        self.all().len()
    }

    /// Tells whether none is.
    pub fn is_empty(&self) -> bool {
        self.all().is_empty()
    }

    fn endings(&self) -> MutexGuard<'_, Endings> {
        self.endings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<[u8; 32], Remembered>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    fn hash(n: u32) -> [u8; 32] {
        std::array::from_fn(|at| n.to_be_bytes()[at % 4])
    }

    #[test]
    fn a_session_is_forgotten_at_its_end_and_when_it_was_idle() {
        let memory = Memory::default();
        assert!(memory.open(hash(1), 100, 30) && memory.open(hash(2), 100, 720));
        assert!(!memory.open(hash(1), 120, 30), "known");
        memory.with(&hash(1), |mine| mine.looked = 3);
        memory.sweep(150);
        assert_eq!(memory.with(&hash(1), |mine| mine.looked), Some(3));
        memory.sweep(151);
        assert_eq!(memory.with(&hash(1), |mine| mine.looked), None);
        memory.forget([&hash(2)]);
        assert!(memory.is_empty());
        assert_eq!(memory.with(&hash(2), |mine| mine.looked = 1), None, "what comes late is not kept");
        assert!(memory.is_empty());
    }

    #[test]
    fn whoever_waits_for_an_end_hears_of_it_and_what_the_store_owes_is_remembered() {
        let memory = Memory::default();
        let (mut mine, mut yours) =
            (Box::pin(memory.until_end(hash(1))), Box::pin(memory.until_end(hash(2))));
        memory.forget([&hash(1)]);
        assert!((&mut mine).now_or_never().is_some() && (&mut yours).now_or_never().is_none());
        drop(yours);
        memory.sweep(0);
        assert!(memory.endings().waiting.is_empty(), "nobody waits any more");

        memory.owe(Ending::Session(hash(3)));
        memory.owe(Ending::Session(hash(3)));
        assert!(memory.is_over(&hash(3)) && !memory.is_over(&hash(4)));
        assert_eq!(memory.owed().len(), 1);
        memory.paid(Ending::Session(hash(3)));
        assert!(!memory.is_over(&hash(3)));
    }

    #[test]
    fn a_challenge_is_spent_once_and_remembered_for_as_long_as_it_lasts() {
        let (memory, challenge) = (Memory::default(), |n: u8| PasskeyChallenge([n; 16]));
        assert!(memory.spend(challenge(1), 1_000) && memory.spend(challenge(2), 1_000));
        assert!(!memory.spend(challenge(1), 1_000 + PasskeyChallenge::LASTS));
        assert!(
            memory.spend(challenge(2), 1_001 + PasskeyChallenge::LASTS),
            "it is too old by then, and forgotten"
        );
        for n in 0..=MOST_SPENT as u32 {
            memory.spend(PasskeyChallenge(std::array::from_fn(|at| n.to_be_bytes()[at % 4])), 2_000);
        }
        assert_eq!(memory.spent.lock().expect("a lock").len(), MOST_SPENT);
    }

    #[test]
    fn memory_is_bounded_and_the_quietest_goes_first() {
        let memory = Memory::default();
        for n in 0..=MOST as u32 {
            memory.open(hash(n), i64::from(n), 720);
        }
        assert_eq!(memory.len(), MOST);
        assert!(memory.with(&hash(0), |_| ()).is_none() && memory.with(&hash(1), |_| ()).is_some());
    }
}
