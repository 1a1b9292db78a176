//! One member, who asks for everything in an order drawn by lot, beside all others.

use super::Counted;
use super::marks::{Due, due, marks, not_theirs};
use super::people::{Somebody, chance, minted};
use crate::Fault;
use crate::chance::Dice;
use crate::http::{Answer, Ask, Connection, ask_json, get, post};
use crate::server::sign_in;
use domain::entropy::{Seeded, bytes};
use domain::ids::PostId;
use domain::secrets::FormToken;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// The number of threads that a member saves at most: as many as one page shows.
const SAVED: usize = 10;

/// The status of a server that has no room, and how often it is asked again.
const BUSY: u16 = 503;
const AGAIN: usize = 5;

/// Pages of a member on which nothing is looked for but that they are nobody else's.
const OWN: [&str; 7] = [
    "/account",
    "/account/about",
    "/account/threads",
    "/account/sessions",
    "/account/drafts",
    "/account/settings",
    "/waiting",
];
/// Pages that are much the same for everybody, in two languages.
const SHARED: [&str; 7] =
    ["/threads", "/themes", "/themes/workload", "/threads/new", "/help", "/about/who-sees-what", "/join"];

/// One member at work.
pub struct Visit {
    connection: Connection,
    address: SocketAddr,
    dice: Dice,
    chance: Seeded,
    /// The threads that this member saved and did not take out again.
    saved: BTreeSet<String>,
    me: usize,
    people: Arc<Vec<Somebody>>,
    counted: Counted,
}

impl Visit {
    /// Member `me` of these, on a connection of their own.
    pub async fn new(address: SocketAddr, me: usize, people: Arc<Vec<Somebody>>) -> Result<Self, Fault> {
        let (connection, saved) = (Connection::open(address).await?, BTreeSet::new());
        let (dice, chance, counted) = (Dice::new(me as u64), chance(me), Counted::default());
        Ok(Self { connection, address, dice, chance, saved, me, people, counted })
    }

    /// Asks so often, and finds at the end what was saved.
    pub async fn asks_for_everything(mut self, times: usize) -> Result<Counted, Fault> {
        let people = self.people.clone();
        let me = &people[self.me];
        for _ in 0..times {
            let other = (self.me + 1 + self.dice.below(people.len() - 1)) % people.len();
            self.ask(me, &people[other]).await?;
        }
        let (_, page) = self.looks(&get("/account/saved", &me.cookie, "identity"), me, due(200)).await?;
        let shown = |one: &&Somebody| page.contains(&format!("href=\"/threads/{}\"", one.thread));
        let shown: BTreeSet<String> = people.iter().filter(shown).map(|one| one.thread.clone()).collect();
        if shown != self.saved {
            self.was_wrong(format!(
                "{} saved {} threads and finds {}",
                me.mark,
                self.saved.len(),
                shown.len()
            ));
        }
        Ok(self.counted)
    }

    /// One thing, drawn by lot.
    async fn ask(&mut self, me: &Somebody, other: &Somebody) -> Result<(), Fault> {
        let tools = |one: &Somebody| format!("href=\"/posts/{}/edit\"", one.thread);
        let thread = |one: &Somebody| format!("/threads/{}", one.thread);
        match self.dice.below(20) {
            // Only who wrote a post may change it.
            0 => self.reads(&thread(me), me, Due { says: &[&tools(me)], ..due(200) }).await,
            1 => self.reads(&thread(other), me, Due { not: &[&tools(other)], ..due(200) }).await,
            2 => self.reads(&format!("/posts/{}/edit", other.thread), me, due(403)).await,
            3 => {
                let page = *self.dice.one(&OWN);
                self.reads(page, me, due(200)).await
            }
            4 => {
                let page = *self.dice.one(&SHARED);
                self.reads(page, me, due(200)).await
            }
            5 => self.reads("/nowhere", me, due(404)).await,
            6 | 7 => self.replies(me, other).await,
            8 => self.is_refused(me, other).await,
            9 | 10 => self.saves(me, other).await,
            11 => self.searches(me).await,
            // Whose form it was follows from the root of who asks.
            12 => self.arrived(me, &me.once, "true").await,
            13 => self.arrived(me, &other.once, "false").await,
            14 => self.is_nobody(&other.thread).await,
            15 => self.listens(me, &other.thread).await,
            16 => self.hangs_up(me).await,
            17 if self.dice.below(8) == 0 => self.signs_in_again(me).await,
            18 if self.dice.below(8) == 0 => {
                let form = post("/api/account/download", &me.cookie, &[("password", &me.code.grouped())]);
                self.looks(&form, me, Due { says: &[&me.mark], ..due(200) }).await.map(drop)
            }
            _ => self.reads("/account/notes", me, Due { says: &[&me.mark], ..due(200) }).await,
        }
    }

    fn was_wrong(&mut self, what: String) {
        self.counted.wrong.push(what);
    }

    async fn reads(&mut self, path: &str, me: &Somebody, due: Due<'_>) -> Result<(), Fault> {
        self.looks(&get(path, &me.cookie, "identity"), me, due).await.map(drop)
    }

    /// Asks, and looks at the answer. A server that has no room just now says so to everybody alike and is asked again.
    async fn looks(&mut self, ask: &Ask, me: &Somebody, due: Due<'_>) -> Result<(Answer, String), Fault> {
        self.counted.requests += 1;
        let (mut answer, mut text) = self.connection.read(ask).await?;
        for _ in 0..AGAIN {
            if answer.status != BUSY {
                break;
            }
            self.counted.busy += 1;
            (answer, text) = self.connection.read(ask).await?;
        }
        if let Some(why) = not_theirs(&answer, &text, me, &due) {
            self.was_wrong(format!("{} {} by {}: {why}", ask.method(), ask.uri().path(), me.mark));
        }
        Ok((answer, text))
    }

    async fn arrived(&mut self, me: &Somebody, once: &str, due: &str) -> Result<(), Fault> {
        self.counted.requests += 1;
        let ask = ask_json("/api/posts/arrived", &me.cookie, &[("once", once)]);
        let (answer, text) = self.connection.read(&ask).await?;
        // Answers are padded with spaces.
        let said = text.trim_end();
        if (answer.status, said) != (200, due) {
            self.was_wrong(format!("a form of {}: {} {said}, not {due}", me.mark, answer.status));
        }
        Ok(())
    }

    /// A reply with a form of one's own is kept; one with a form of somebody else would be refused.
    async fn replies(&mut self, me: &Somebody, other: &Somebody) -> Result<(), Fault> {
        let id: [u8; 16] = bytes(&self.chance);
        let once = FormToken::mint_for(&me.root, id, minted());
        let fields =
            [("once", &*once), ("thread", &other.thread), ("kind", "tip"), ("body", "Vraag het gewoon.")];
        let (answer, _) = self.looks(&post("/api/posts/add", &me.cookie, &fields), me, due(303)).await?;
        let place = format!("/threads/{}#post-{}", other.thread, PostId::from_bytes(id));
        if answer.status == 303 && answer.headers("location") != [&*place] {
            self.was_wrong(format!("a reply of {} leads to {:?}", me.mark, answer.headers("location")));
        }
        Ok(())
    }

    /// A form that is refused comes back with what was typed into it.
    async fn is_refused(&mut self, me: &Somebody, other: &Somebody) -> Result<(), Fault> {
        let once = FormToken::mint(&me.root, &self.chance, minted());
        let body = format!("Zo zei {} het.", me.mark);
        let fields = [("once", &*once), ("thread", &other.thread), ("kind", "none"), ("body", &body)];
        let due = Due { says: &[&body], ..due(422) };
        self.looks(&post("/api/posts/add", &me.cookie, &fields), me, due).await.map(drop)
    }

    async fn saves(&mut self, me: &Somebody, other: &Somebody) -> Result<(), Fault> {
        let saved = self.saved.remove(&other.thread);
        if !saved && self.saved.len() == SAVED {
            return self.reads("/account/saved", me, due(200)).await;
        }
        if !saved {
            self.saved.insert(other.thread.clone());
        }
        let on = if saved { "no" } else { "yes" };
        let fields = [("thread", &*other.thread), ("on", on), ("back", "")];
        self.looks(&post("/api/account/set_saved", &me.cookie, &fields), me, due(303)).await.map(drop)
    }

    /// A question is sealed under the root of who asks, and opens for nobody else.
    async fn searches(&mut self, me: &Somebody) -> Result<(), Fault> {
        let form = post("/api/search/open", &me.cookie, &[("q", &me.mark)]);
        let (answer, _) = self.looks(&form, me, due(303)).await?;
        match answer.headers("location").first().map(|path| (*path).to_owned()) {
            Some(address) => self.reads(&address, me, Due { says: &[&me.mark], ..due(200) }).await,
            None => Ok(()),
        }
    }

    /// Whoever is not signed in stays so.
    async fn is_nobody(&mut self, thread: &str) -> Result<(), Fault> {
        let nobody = "language=nl";
        for (ask, status) in [
            (get("/account/notes", nobody, "identity"), 303),
            (post("/api/account/set_saved", nobody, &[("thread", thread), ("on", "yes"), ("back", "")]), 401),
            (get(&format!("/live/threads/{thread}"), nobody, "identity"), 401),
        ] {
            self.counted.requests += 1;
            let (answer, text) = self.connection.read(&ask).await?;
            if answer.status != status || !marks(&text).is_empty() {
                self.was_wrong(format!("{} {} by nobody: {}", ask.method(), ask.uri(), answer.status));
            }
        }
        Ok(())
    }

    /// Opens a stream, waits for its first words and goes.
    async fn listens(&mut self, me: &Somebody, thread: &str) -> Result<(), Fault> {
        self.counted.requests += 1;
        let mut connection = Connection::open(self.address).await?;
        let ask = get(&format!("/live/threads/{thread}"), &me.cookie, "identity");
        let (status, words) = connection.begin(&ask).await?;
        if (status, &*words) != (200, "retry: 5000\n\n") {
            self.was_wrong(format!("a stream of {} began with {status} {words}", me.mark));
        }
        Ok(())
    }

    /// Sends a request and is gone after a while, mostly before it is answered.
    async fn hangs_up(&mut self, me: &Somebody) -> Result<(), Fault> {
        self.counted.requests += 1;
        let mut connection = Connection::open(self.address).await?;
        let ask = match self.dice.below(3) {
            0 => get("/account", &me.cookie, "identity"),
            1 => get(&format!("/threads/{}", me.thread), &me.cookie, "identity"),
            _ => {
                let fields = [("theme", "workload"), ("on", "yes"), ("back", "")];
                post("/api/account/set_followed", &me.cookie, &fields)
            }
        };
        let patience = Duration::from_micros(self.dice.below(3_000) as u64);
        let answered = tokio::time::timeout(patience, connection.ask(&ask)).await.is_ok();
        self.counted.hung_up += usize::from(!answered);
        Ok(())
    }

    /// A new session is that of whoever typed the key.
    async fn signs_in_again(&mut self, me: &Somebody) -> Result<(), Fault> {
        self.counted.requests += 1;
        let session = sign_in(&mut self.connection, &me.code).await?;
        let cookie = format!("{session}; language={}", me.language);
        let due = Due { says: &[&me.mark], ..due(200) };
        self.looks(&get("/account/notes", &cookie, "identity"), me, due).await.map(drop)
    }
}
