//! The owner's pass (P3): who wrote where stays in memory as a small index. It is read once, in portions, through a
//! connection of its own. The posts of today and yesterday keep it up to date, also with what another host wrote.
//! A pass runs on a thread of its own, one at a time: a morning on which everybody signs in takes one core.

use app::kit::state::{BoxFuture, OwnThreads, OwnersPass};
use domain::ids::ThreadId;
use domain::secrets::{Authors, OwnTags};
use domain::time::{Clock, Day};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Since, Store};
use tokio::sync::{OwnedRwLockReadGuard, RwLock, Semaphore};
use tokio::task::spawn_blocking;

/// Posts that are read at a time.
const PORTION: i64 = 5_000;
/// Within so many seconds a session that knows its threads already is answered without reading again.
const FRESH_SECONDS: i64 = 2;
/// More threads than this are looked at on a thread of their own.
const AT_ONCE: usize = 2_000;

/// The index of one process and its way to the rows.
pub struct Pass {
    store: Store,
    clock: Arc<dyn Clock>,
    index: Arc<RwLock<Index>>,
    turn: Semaphore,
    /// The number of those who asked so far: whoever waited while somebody else read need not read again.
    asked: AtomicU64,
}

#[derive(Default)]
struct Index {
    authors: Authors,
    read: Option<Read>,
}

/// The point up to which the rows were read.
struct Read {
    /// The day of the last reading.
    day: Day,
    /// Its second.
    second: i64,
    /// The number of those who had asked when it began: for them, everything is here.
    asked: u64,
    /// The threads in which anybody wrote on that day or the one before.
    recent: HashSet<ThreadId>,
}

impl Pass {
    /// An index that is empty until it is first needed.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock, index: Arc::default(), turn: Semaphore::new(1), asked: AtomicU64::new(0) }
    }

    /// Reads what was written since the last time; at first everything.
    ///
    /// # Errors
    /// When the store refuses; the next one to ask tries again.
    async fn refresh(&self, may_be_late: bool) -> store::Result<()> {
        let now = self.clock.now().timestamp();
        if may_be_late && self.index.read().await.is_fresh(now) {
            return Ok(());
        }
        let turn = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut index = self.index.write().await;
        if index.read.as_ref().is_some_and(|read| read.asked >= turn) {
            return Ok(());
        }
        let asked = self.asked.load(Ordering::SeqCst);
        let today = self.clock.today();
        let yesterday = today.plus(-1);
        let from = index.read.as_ref().map_or(Day::BEGIN, |read| read.day.plus(-1));
        let (mut since, mut recent) = (Since::Day(from), HashSet::new());
        loop {
            // A transaction per portion, so that nobody's checkpoint waits for all of it.
            let portion = self.store.community.scan().await?.posts().list_scanned(since, PORTION).await?;
            let Some(last) = portion.last() else { break };
            since = Since::Post(*last);
            for post in &portion {
                index.authors.note(post.thread, &post.tag);
                if post.day >= yesterday {
                    recent.insert(post.thread);
                }
            }
        }
        index.read = Some(Read { day: today, second: now, asked, recent });
        Ok(())
    }

    async fn find(&self, own: OwnTags, since: Option<Day>) -> store::Result<OwnThreads> {
        self.refresh(since.is_some()).await?;
        let index = self.index.clone().read_owned().await;
        let upto = index.read.as_ref().map_or(Day::BEGIN, |read| read.day);
        let threads = match since.and_then(|since| index.recent(since)) {
            Some(recent) if recent.len() <= AT_ONCE => index.authors.among(recent.iter().copied(), &own),
            some => {
                let all = some.is_none();
                self.elsewhere(index, own, all).await
            }
        };
        Ok(OwnThreads { threads, upto })
    }

    /// The long way, on a thread that no request needs.
    async fn elsewhere(&self, index: OwnedRwLockReadGuard<Index>, own: OwnTags, all: bool) -> Vec<ThreadId> {
        let _turn = self.turn.acquire().await;
        let look = move || match &index.read {
            Some(read) if !all => index.authors.among(read.recent.iter().copied(), &own),
            _ => index.authors.threads_of(&own),
        };
        spawn_blocking(look).await.unwrap_or_default()
    }
}

impl Index {
    fn is_fresh(&self, now: i64) -> bool {
        self.read.as_ref().is_some_and(|read| (0..FRESH_SECONDS).contains(&(now - read.second)))
    }

    /// The threads with posts since a day, if that is not longer ago than is remembered.
    fn recent(&self, since: Day) -> Option<&HashSet<ThreadId>> {
        self.read.as_ref().filter(|read| read.day.plus(-1) <= since).map(|read| &read.recent)
    }
}

impl OwnersPass for Pass {
    fn threads(&self, own: OwnTags, since: Option<Day>) -> BoxFuture<'_, store::Result<OwnThreads>> {
        Box::pin(self.find(own, since))
    }
}
