//! Which threads are somebody's own, and what is new in them.

use crate::kit::ctx::Member;
use crate::kit::error::AppError;
use crate::kit::session::remembered_minutes;
use crate::kit::state::AppState;
use crate::kit::who::Badge;
use crate::story::authorship::wrote;
use crate::story::held;
use crate::story::own::{News, drawer};
use domain::drawer::{Drawer, Seen};
use domain::entropy;
use domain::ids::ThreadId;
use domain::outcomes::is_due;
use domain::time::Day;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{PostRow, ThreadRow};

/// The shortest time, in minutes, that what was read waits before it is put into the drawer, also after a post.
const WAITS: i64 = 20;

/// The minutes after which a session that is awake is looked at again for what is new.
const LOOKS_AGAIN: i64 = 1;

/// The number of threads that are looked at before the connection goes to whoever waits for it: nobody's page waits behind somebody
/// who wrote in hundreds of threads.
const AT_ONCE: usize = 8;

/// An own thread.
pub struct Own {
    /// The thread.
    pub thread: ThreadRow,
    /// The number of the possible name that is used there.
    pub name: u8,
    /// True when this person opened it.
    pub opened: bool,
    /// The day of the own last word there.
    pub day: Day,
    /// Its news.
    pub news: News,
    /// True when its owner is asked how it ended.
    pub asks: bool,
}

impl Own {
    /// Tells whether there is anything to tell about it.
    pub fn is_told(&self) -> bool {
        self.news.is_told(self.opened)
    }
}

/// Begins to remember the session of `me`, and looks for the own threads while nobody waits.
pub fn wake(state: &Arc<AppState>, me: &Arc<Member>) {
    if opens(state, me) {
        look_later(state, me);
    }
}

fn look_later(state: &Arc<AppState>, me: &Arc<Member>) {
    let (state_too, me) = (state.clone(), me.clone());
    (state.spawn)(Box::pin(async move {
        // What fails now is tried again by the page that needs it.
        let _ = look(&state_too, &me).await;
    }));
}

/// Begins to remember the session of `me`, or notes that it is awake; true when it is time to look for what is new.
fn opens(state: &AppState, me: &Member) -> bool {
    let minute = state.clock.now().timestamp() / 60;
    let new = state.memory.open(me.session, minute, remembered_minutes(me.shared));
    let stale = |mine: &mut crate::kit::memory::SessionMemory| {
        let stale = minute - mine.looked >= LOOKS_AGAIN;
        if stale {
            mine.looked = minute;
        }
        stale
    };
    state.memory.with(&me.session, stale) == Some(true) || new
}

/// Does what every page of a member does beside being shown: remembers the session, and puts what was read into the drawer
/// when its time has come. `reads_only`: this request only reads. A page of somebody who wrote in a few threads waits for the
/// look at them, so that the number in the menu is right on whichever page comes first; nobody waits for many.
pub async fn tick(state: &Arc<AppState>, me: &Arc<Member>, reads_only: bool) {
    if opens(state, me) {
        let few = |mine: &mut crate::kit::memory::SessionMemory| {
            mine.upto.is_some() && mine.threads.len() <= AT_ONCE
        };
        if reads_only && state.memory.with(&me.session, few) == Some(true) {
            let _ = look(state, me).await;
        } else {
            look_later(state, me);
        }
    }
    let minute = state.clock.now().timestamp() / 60;
    let due =
        state.memory.with(&me.session, |mine| mine.due.take_if(|due| reads_only && minute >= *due)).flatten();
    if due.is_some() {
        let (state_too, me) = (state.clone(), me.clone());
        (state.spawn)(Box::pin(async move {
            let _ = drawer::carry_out(&state_too, &me, "form", None).await;
        }));
    }
}

/// The number in the menu.
pub fn badge(state: &AppState, me: &Member) -> Badge {
    let told =
        |mine: &mut crate::kit::memory::SessionMemory| if mine.hides_number { 0 } else { mine.told.len() };
    Badge(state.memory.with(&me.session, told).unwrap_or(0) as u32)
}

async fn look(state: &AppState, me: &Member) -> Result<(), AppError> {
    let drawer = drawer::read(state, me).await?;
    drawer::remember(state, me, &drawer);
    each(state, me, &drawer, drop).await
}

/// The threads in which `me` wrote, in no order (P3). Computed once per session; afterwards only what was
/// written since is looked at, also what was written at another host. Signing in begins with it while nobody waits; a
/// page that comes before it is done waits for that one and does not begin its own.
///
/// # Errors
/// When the store refuses.
pub async fn find(state: &AppState, me: &Member) -> Result<BTreeSet<ThreadId>, AppError> {
    let first =
        state.memory.with(&me.session, |mine| mine.upto.is_none().then(|| mine.first.clone())).flatten();
    let _turn = match &first {
        Some(first) => Some(first.lock().await),
        None => None,
    };
    let known = state.memory.with(&me.session, |mine| (mine.threads.clone(), mine.upto));
    let (mut threads, upto) = known.unwrap_or_default();
    let found = state.owner.threads(state.keys.own_tags(&me.root), upto).await?;
    threads.extend(&found.threads);
    state.memory.with(&me.session, |mine| {
        mine.threads.extend(&found.threads);
        mine.upto = Some(found.upto);
    });
    Ok(threads)
}

/// The own threads with what is new in each: those with something to tell on top, and the newest first.
///
/// # Errors
/// When the store refuses.
pub async fn list(state: &AppState, me: &Member, drawer: &Drawer) -> Result<Vec<Own>, AppError> {
    let mut all = Vec::new();
    each(state, me, drawer, |own| all.push(own)).await?;
    all.sort_by_key(|own| (!own.is_told(), std::cmp::Reverse(own.thread.position)));
    Ok(all)
}

/// Every own thread, in no order; notes in which of them there is something to tell.
async fn each(
    state: &AppState,
    me: &Member,
    drawer: &Drawer,
    mut take: impl FnMut(Own) + Send,
) -> Result<(), AppError> {
    let threads: Vec<ThreadId> = find(state, me).await?.into_iter().collect();
    let read = state.memory.with(&me.session, |mine| mine.read.clone()).unwrap_or_default();
    // What a moderator decided is told until its author has read it.
    let decided = held::mine::decisions(state, me).await?;
    let mut told: BTreeSet<_> = decided.iter().filter(|one| one.is_final()).map(|one| one.thread).collect();
    for some in threads.chunks(AT_ONCE) {
        let mut tx = state.store.community.read().await?;
        for id in some {
            let Some(thread) = tx.threads().find(*id).await? else { continue };
            let me = state.keys.author_tag(&me.root, *id);
            let Some(name) = tx.posts().find_name(*id, &me).await? else { continue };
            let mark = match (drawer.seen.get(id), read.get(id)) {
                (Some(kept), Some(read)) => Some(kept.and(*read)),
                (kept, read) => kept.or(read).copied(),
            };
            let lines = tx.posts().list_lines(*id).await?;
            let news = News::of(&lines, &me, &thread, mark);
            let day = lines.iter().filter(|line| line.author == Some(me)).map(|line| line.day).max();
            let day = day.unwrap_or(thread.day);
            let opened = thread.opening_author == Some(me);
            let asks =
                opened && thread.listed && is_due(thread.day, state.clock.today(), thread.outcome.is_some());
            let own = Own { thread, name, opened, day, news, asks };
            if own.is_told() {
                told.insert(*id);
            }
            take(own);
        }
    }
    let minute = state.clock.now().timestamp() / 60;
    state.memory.with(&me.session, |mine| (mine.told, mine.looked) = (told, minute));
    Ok(())
}

/// The own posts that still have their text, thread by thread. Looked for anew, and compared by the whole tag.
///
/// # Errors
/// When the store refuses.
pub async fn own_posts(state: &AppState, me: &Member) -> Result<Vec<PostRow>, AppError> {
    let mut own = Vec::new();
    for id in state.owner.threads(state.keys.own_tags(&me.root), None).await?.threads {
        let tag = state.keys.author_tag(&me.root, id);
        let posts = state.store.community.read().await?.posts().list(id, -1).await?;
        own.extend(posts.into_iter().filter(|post| wrote(&post.author, &tag) && !post.removed()));
    }
    own.sort_by_key(|post| (post.day, post.thread, post.seq));
    Ok(own)
}

/// A page of an own thread was shown: all of it is read. Remembered here; the drawer follows later.
pub fn saw(state: &AppState, me: &Member, thread: &ThreadRow, posts: &[PostRow]) {
    let tag = state.keys.author_tag(&me.root, thread.id);
    let own = || posts.iter().filter(|post| wrote(&post.author, &tag));
    let thanks = own().filter(|post| post.helpful && !post.removed()).count() as i64;
    let opened = thread.opening_author == Some(tag);
    let step =
        if opened { domain::steps::Step::of(thread.recognised_shown) } else { domain::steps::Step::None };
    let last = posts.iter().map(|post| post.seq).max().unwrap_or(0);
    let last_own = own().map(|post| post.seq).max().unwrap_or(-1);
    let seen = Seen { seq: last, thanks, step: Seen::step_of(step) };
    // Nothing but the own words: writing leaves no mark behind.
    let nothing = seen.seq <= last_own && seen.thanks == 0 && seen.step == 0;
    let later = later(state);
    state.memory.with(&me.session, |mine| {
        if nothing || !mine.threads.contains(&thread.id) {
            return;
        }
        let mark = mine.read.entry(thread.id).or_default();
        if mark.and(seen) != *mark {
            *mark = mark.and(seen);
            mine.due.get_or_insert(later);
        }
        mine.told.remove(&thread.id);
    });
}

/// Notes that what was new in this thread was told; the next look finds whatever else is.
pub fn was_told(state: &AppState, me: &Member, thread: ThreadId) {
    state.memory.with(&me.session, |mine| mine.told.remove(&thread));
}

/// A post of this session was kept: its thread is an own one from now on, and the drawer stays shut for a while.
pub fn wrote_in(state: &AppState, me: &Member, thread: ThreadId) {
    let later = later(state);
    state.memory.with(&me.session, |mine| {
        mine.threads.insert(thread);
        mine.due = mine.due.map(|due| due.max(later));
    });
}

/// Some time between 20 minutes and almost five hours from now.
fn later(state: &AppState) -> i64 {
    state.clock.now().timestamp() / 60 + WAITS + i64::from(entropy::bytes::<1>(&*state.entropy)[0])
}
