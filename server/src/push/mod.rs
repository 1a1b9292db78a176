//! Sends the message of the day (P10): empty, the same for everybody who asked for it, at a moment that follows
//! from the day and from a key and never from what anybody did (T25).
//!
//! Each turn of a part of the day is taken by one host, for good: a host that stops in the middle of one leaves its rest
//! unsent, because a message too few is better than two. What was meant for a host that was down is sent by the next
//! that looks, as long as that part of the day lasts.

mod internet;
mod line;

pub use internet::Internet;
pub use line::{Dial, Wire};

use crate::jobs::Often;
use crate::metrics::{Message, Metrics};
use crate::stop::Stop;
use app::kit::state::{AppState, PushSetup};
use chrono::{DateTime, Duration, Utc};
use domain::entropy::{self, Entropy};
use domain::push::{DayPart, Endpoint, Turn};
use domain::secrets::PushId;
use domain::time::Day;
use line::{Connections, PushAnswer};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

/// The time between two looks at the clock.
const LOOK: std::time::Duration = std::time::Duration::from_secs(30);
/// Over how long the messages of one turn are spread, by chance.
const SPREAD: std::time::Duration = std::time::Duration::from_secs(240);
/// Rows that are read or written in one unit of work.
const PORTION: i64 = 500;
/// The number of times that one message is tried.
const TRIES: u32 = 3;
/// The time for which a service that could not take a message is left alone: twice as long each time, and at least as long as
/// it asks.
const FIRST_WAIT: i64 = 60;
const LONGEST_WAIT: i64 = 30 * 60;

/// Sends until the word to stop.
pub async fn keep(state: Arc<AppState>, metrics: Arc<Metrics>, stop: Stop) {
    let mut round = Round::new(Box::new(Internet::new()), SPREAD, metrics);
    let mut often = Often::default();
    let work = async {
        loop {
            let looked = round.look(&state).await.map(drop);
            often.note_end(&state.store, &*state.clock, "push", ("message of the day sent", looked)).await;
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::select! {
        () = work => {}
        () = stop.heard() => {}
    }
}

/// One message that has to go out.
struct Letter {
    id: PushId,
    sealed: Vec<u8>,
    endpoint: Endpoint,
    tries: u32,
}

/// The fate of the messages of one look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deliveries {
    /// Taken by their service.
    pub taken: u64,
    /// To devices that are not there any more; their rows are gone.
    pub gone: u64,
    /// Refused for good, for instance because of the contact.
    pub refused: u64,
    /// To be tried again.
    pub later: u64,
}

/// The sender of one host.
pub struct Round {
    dial: Box<dyn Dial>,
    spread: std::time::Duration,
    /// Day and part that are being sent, and the last turn of it that was looked at.
    now: Option<(Day, Turn)>,
    letters: Vec<Letter>,
    waits: HashMap<String, Wait>,
    sent: u64,
    metrics: Arc<Metrics>,
}

/// A service that is left alone for a while.
struct Wait {
    until: DateTime<Utc>,
    seconds: i64,
}

impl Round {
    /// A sender that speaks through `dial` and spreads the messages of one look over `spread`.
    pub fn new(dial: Box<dyn Dial>, spread: std::time::Duration, metrics: Arc<Metrics>) -> Self {
        Self { dial, spread, now: None, letters: Vec::new(), waits: HashMap::new(), sent: 0, metrics }
    }

    /// Takes the turns up to now that no host took, and sends what is due.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn look(&mut self, state: &AppState) -> store::Result<Deliveries> {
        let moment = state.clock.now();
        let (day, turn) = (Day::of(moment), Turn::of(moment));
        if self.now.is_some_and(|(then, was)| then != day || Some(was.part) != turn.map(|turn| turn.part)) {
            self.end();
        }
        let (Some(service), Some(turn)) = (&state.push, turn) else { return Ok(Deliveries::default()) };
        if self.now.is_none_or(|(_, was)| was.number < turn.number) {
            let mine = take(state, day, turn).await?;
            self.now = Some((day, turn));
            if !mine.is_empty() {
                self.letters.extend(due(state, day, turn.part, &mine).await?);
            }
        }
        let sent = self.send(state, service, turn.part).await;
        let counts = [
            (Message::Sent, sent.taken),
            (Message::Gone, sent.gone),
            (Message::Refused, sent.refused),
            (Message::Later, sent.later),
        ];
        counts.into_iter().for_each(|(what, count)| self.metrics.messages(what, count));
        Ok(sent)
    }

    /// Drops what could not be sent in its part of the day; it is not sent at another.
    fn end(&mut self) {
        let (sent, left) = (std::mem::take(&mut self.sent), self.letters.len() as u64);
        if sent > 0 {
            tracing::info!(count = sent, "messages of the day sent");
        }
        if left > 0 {
            self.metrics.messages(Message::Missed, left);
            tracing::warn!(count = left, "messages of the day were not taken in time");
        }
        (self.now, self.letters) = (None, Vec::new());
        self.waits.clear();
    }

    async fn send(&mut self, state: &AppState, service: &PushSetup, part: DayPart) -> Deliveries {
        let mut sent = Deliveries::default();
        let ready = |letter: &Letter| {
            self.waits.get(letter.endpoint.host()).is_none_or(|wait| wait.until <= state.clock.now())
        };
        let (mut going, waiting): (Vec<_>, Vec<_>) = self.letters.drain(..).partition(ready);
        self.letters = waiting;
        // Rows are read in the order of their numbers, which is the same every day.
        going.sort_by_cached_key(|_| entropy::bytes::<8>(&*state.entropy));
        let (vapid, expires) = (state.keys.vapid(), end_of_day(state.clock.now()));
        let pause = self.spread.as_secs_f64() * 2.0 / (going.len() + 1) as f64;
        let mut lines = Connections::new(&*self.dial);
        let mut signed = HashMap::new();
        while let Some(letter) = going.pop() {
            tokio::time::sleep(some_of(pause, &*state.entropy)).await;
            let (name, now) = (letter.endpoint.host(), state.clock.now());
            if Turn::of(now).map(|turn| turn.part) != Some(part) {
                self.letters.push(letter);
                break;
            }
            if self.waits.get(name).is_some_and(|wait| wait.until > now) {
                self.letters.push(letter);
                continue;
            }
            if !service.services.know(name) {
                continue;
            }
            let authorization = signed
                .entry(name.to_owned())
                .or_insert_with(|| vapid.authorization(letter.endpoint.origin(), expires, &service.contact));
            match lines.post(&letter.endpoint, authorization).await {
                PushAnswer::Taken => {
                    self.waits.remove(name);
                    self.sent += 1;
                    sent.taken += 1;
                }
                PushAnswer::Gone => {
                    sent.gone += 1;
                    if let Err(why) = remove(state, &letter.id, &letter.sealed).await {
                        // Its service will say so again tomorrow.
                        tracing::error!(cause = why.to_string(), "a device that is gone was not removed");
                    }
                }
                PushAnswer::Refused(status) => {
                    sent.refused += 1;
                    if sent.refused == 1 {
                        let cause = format!("{name} answered {status}");
                        tracing::warn!(cause, "a message of the day was refused");
                    }
                }
                PushAnswer::Later(asked) => {
                    let before = self.waits.get(name).map_or(FIRST_WAIT / 2, |wait| wait.seconds);
                    let seconds = (before * 2).max(asked.unwrap_or(0)).min(LONGEST_WAIT);
                    self.waits
                        .insert(name.to_owned(), Wait { until: now + Duration::seconds(seconds), seconds });
                    sent.later += 1;
                    if letter.tries + 1 < TRIES {
                        self.letters.push(Letter { tries: letter.tries + 1, ..letter });
                    }
                }
            }
        }
        self.letters.append(&mut going);
        sent
    }
}

/// Takes every turn of this part of the day up to now that no host took; says which.
async fn take(state: &AppState, day: Day, turn: Turn) -> store::Result<HashSet<u32>> {
    let mut mine = HashSet::new();
    let mut tx = state.store.accounts.begin().await?;
    tx.push().remove_turns_before(day).await?;
    for turn in turn.so_far() {
        if tx.push().add_turn(day, turn.of_day()).await? {
            mine.insert(turn.number);
        }
    }
    tx.commit().await?;
    Ok(mine)
}

/// The devices whose turn it is. What is over goes; a device that two rows know, because its browser forgot the first,
/// counts once.
async fn due(state: &AppState, day: Day, part: DayPart, turns: &HashSet<u32>) -> store::Result<Vec<Letter>> {
    let (mut letters, mut over, mut last) = (Vec::new(), Vec::new(), None);
    let (mut known, hasher) = (HashSet::new(), RandomState::new());
    loop {
        let rows = state.store.accounts.read().await?.push().list(last, PORTION).await?;
        let Some((id, _)) = rows.last() else { break };
        last = Some(*id);
        for (id, sealed) in rows {
            let Some(device) = state.keys.open_push(&id, &sealed) else { continue };
            if device.is_over(day.month()) {
                over.push((id, sealed));
            } else if known.insert(hasher.hash_one(&device.endpoint))
                && device.part == part
                && turns.contains(&state.keys.push_turn(day, &device.endpoint))
            {
                letters.push(Letter { id, sealed, endpoint: device.endpoint, tries: 0 });
            }
        }
    }
    for (id, sealed) in over {
        remove(state, &id, &sealed).await?;
    }
    Ok(letters)
}

async fn remove(state: &AppState, id: &PushId, sealed: &[u8]) -> store::Result<()> {
    let mut tx = state.store.accounts.begin().await?;
    tx.push().remove_read(id, sealed).await?;
    tx.commit().await
}

/// Seals every device anew, so that two stolen copies differ in all of them and not in those alone that somebody changed.
///
/// # Errors
/// When the store refuses; asking again begins anew.
pub async fn seal_anew(state: &AppState) -> store::Result<()> {
    let mut last = None;
    loop {
        let mut tx = state.store.accounts.begin().await?;
        let rows = tx.push().list(last, PORTION).await?;
        let Some((id, _)) = rows.last() else { return Ok(()) };
        last = Some(*id);
        for (id, sealed) in &rows {
            if let Some(device) = state.keys.open_push(id, sealed) {
                let anew = state.keys.seal_push(id, &device, &*state.entropy);
                tx.push().set_cover(id, sealed, &anew).await?;
            }
        }
        tx.commit().await?;
    }
}

/// Midnight in UTC: the same for all messages of a part of the day, and never more than a day ahead (RFC 8292, 2).
fn end_of_day(now: DateTime<Utc>) -> i64 {
    const DAY: i64 = 24 * 60 * 60;
    (now.timestamp() / DAY + 1) * DAY
}

/// Between nothing and `most` seconds, as chance says.
fn some_of(most: f64, entropy: &dyn Entropy) -> std::time::Duration {
    let drawn = f64::from(u32::from_be_bytes(entropy::bytes(entropy))) / f64::from(u32::MAX);
    std::time::Duration::from_secs_f64(most * drawn)
}
