//! One member, who asks for everything in an order drawn by lot, beside all others.

use super::Counted;
use super::people::{Asker, Due, Somebody, chance, due, minted, not_theirs};
use crate::{Ask, Connection, Dice, Fault, get, headers, post, post_for_json, sign_in};
use axum::http::Response;
use domain::entropy::{Seeded, bytes};
use domain::ids::PostId;
use domain::secrets::FormToken;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How many threads a member saves at most: as many as one page shows.
const SAVED: usize = 10;

/// The status of a server that has no room, and how often it is asked again.
const BUSY: u16 = 503;
const AGAIN: usize = 5;

/// Pages on which nothing is looked for but that they are nobody else's: a member's own, and those that are much the
/// same for everybody, in two languages.
const PAGES: &str = "/account /account/about /account/threads /account/sessions /account/drafts /account/settings \
    /waiting /threads /themes /themes/workload /threads/new /help /about/who-sees-what /join";

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
        let (dice, chance, counted) = (Dice::new(me), chance(me), Counted::default());
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
        let page = self.looks(get("/account/saved", &me.asker.cookie), &me.asker, due(200)).await?;
        let shown = |one: &&Somebody| page.body().contains(&format!("href=\"/threads/{}\"", one.thread));
        let shown: BTreeSet<String> = people.iter().filter(shown).map(|one| one.thread.clone()).collect();
        if shown != self.saved {
            let (mark, saved, found) = (&me.asker.mark, self.saved.len(), shown.len());
            self.counted.wrong.push(format!("{mark} saved {saved} threads and finds {found}"));
        }
        Ok(self.counted)
    }

    /// One thing, drawn by lot.
    async fn ask(&mut self, me: &Somebody, other: &Somebody) -> Result<(), Fault> {
        let Asker { cookie, mark, .. } = &me.asker;
        let read = |path: &str| get(path, cookie);
        let thread = |one: &Somebody| get(&format!("/threads/{}", one.thread), cookie);
        let tools = |one: &Somebody| format!("href=\"/posts/{}/edit\"", one.thread);
        let arrived = |one: &Somebody| post_for_json("/api/posts/arrived", cookie, &[("once", &one.once)]);
        let reply = |once: &str, kind: &str, body: &str| {
            let fields = [("once", once), ("thread", &other.thread), ("kind", kind), ("body", body)];
            post("/api/posts/add", cookie, &fields)
        };
        let (ask, due) = match self.dice.below(20) {
            // Only who wrote a post may change it.
            0 => (thread(me), due(200).says(&tools(me))),
            1 => (thread(other), Due { not: Some(tools(other)), ..due(200) }),
            2 => (read(&format!("/posts/{}/edit", other.thread)), due(403)),
            3 | 4 => (read(self.dice.one::<&str>(&PAGES.split(' ').collect::<Vec<_>>())), due(200)),
            5 => (read("/nowhere"), due(404)),
            // A reply with a form of one's own is kept; one with a form of somebody else would be refused.
            6 | 7 => {
                let id: [u8; 16] = bytes(&self.chance);
                let place = format!("/threads/{}#post-{}", other.thread, PostId::from_bytes(id));
                let form = reply(&FormToken::mint_for(&me.root, id, minted()), "tip", "Vraag het gewoon.");
                (form, Due { leads: Some(place), ..due(303) })
            }
            // A form that is refused comes back with what was typed into it.
            8 => {
                let body = format!("Zo zei {mark} het.");
                (
                    reply(&FormToken::mint(&me.root, &self.chance, minted()), "none", &body),
                    due(422).says(&body),
                )
            }
            9 | 10 => self.saves(cookie, &other.thread),
            11 => return self.searches(me).await,
            // Whose form it was follows from the root of who asks.
            12 => (arrived(me), Due { is: Some("true"), ..due(200) }),
            13 => (arrived(other), Due { is: Some("false"), ..due(200) }),
            14 => return self.is_nobody(&other.thread).await,
            15 => return self.listens(me, &other.thread).await,
            16 => return self.hangs_up(me).await,
            17 if self.dice.below(8) == 0 => return self.signs_in_again(me).await,
            18 if self.dice.below(8) == 0 => {
                let key = [("password", &*me.code.grouped())];
                (post("/api/account/download", cookie, &key), due(200).says(mark))
            }
            _ => (read("/account/notes"), due(200).says(mark)),
        };
        self.looks(ask, &me.asker, due).await.map(drop)
    }

    /// Asks, and looks at the answer. A server that has no room just now says so to everybody alike and is asked again.
    async fn looks(&mut self, ask: Ask, asker: &Asker, due: Due) -> Result<Response<String>, Fault> {
        self.counted.requests += 1;
        let mut answer = self.connection.read(ask.clone()).await?;
        for _ in 0..AGAIN {
            if answer.status() != BUSY {
                break;
            }
            self.counted.busy += 1;
            answer = self.connection.read(ask.clone()).await?;
        }
        if let Some(why) = not_theirs(&answer, asker, &due) {
            self.counted.wrong.push(format!(
                "{} {} by {}: {why}",
                ask.method(),
                ask.uri().path(),
                asker.mark
            ));
        }
        Ok(answer)
    }

    /// Saves a thread, or takes it out again.
    fn saves(&mut self, cookie: &str, thread: &str) -> (Ask, Due) {
        let saved = self.saved.remove(thread);
        if !saved && self.saved.len() == SAVED {
            return (get("/account/saved", cookie), due(200));
        }
        if !saved {
            self.saved.insert(thread.to_owned());
        }
        let fields = [("thread", thread), ("on", if saved { "no" } else { "yes" }), ("back", "")];
        (post("/api/account/set_saved", cookie, &fields), due(303))
    }

    /// A question is sealed under the root of who asks, and opens for nobody else.
    async fn searches(&mut self, me: &Somebody) -> Result<(), Fault> {
        let form = post("/api/search/open", &me.asker.cookie, &[("q", &me.asker.mark)]);
        let answer = self.looks(form, &me.asker, due(303)).await?;
        for address in headers(&answer, "location") {
            self.looks(get(address, &me.asker.cookie), &me.asker, due(200).says(&me.asker.mark)).await?;
        }
        Ok(())
    }

    /// Whoever is not signed in stays so.
    async fn is_nobody(&mut self, thread: &str) -> Result<(), Fault> {
        let nobody = Asker { cookie: "language=nl".to_owned(), language: "nl", mark: "nobody".to_owned() };
        let fields = [("thread", thread), ("on", "yes"), ("back", "")];
        for (ask, status) in [
            (get("/account/notes", &nobody.cookie), 303),
            (post("/api/account/set_saved", &nobody.cookie, &fields), 401),
            (get(&format!("/live/threads/{thread}"), &nobody.cookie), 401),
        ] {
            self.looks(ask, &nobody, due(status)).await?;
        }
        Ok(())
    }

    /// Opens a stream, waits for its first words and goes.
    async fn listens(&mut self, me: &Somebody, thread: &str) -> Result<(), Fault> {
        self.counted.requests += 1;
        let mut connection = Connection::open(self.address).await?;
        let ask = get(&format!("/live/threads/{thread}"), &me.asker.cookie);
        let (status, words) = connection.begin(ask).await?;
        if (status, &*words) != (200, "retry: 5000\n\n") {
            self.counted.wrong.push(format!("a stream of {} began with {status} {words}", me.asker.mark));
        }
        Ok(())
    }

    /// Sends a request and is gone after a while, mostly before it is answered.
    async fn hangs_up(&mut self, me: &Somebody) -> Result<(), Fault> {
        self.counted.requests += 1;
        let (mut connection, cookie) = (Connection::open(self.address).await?, &me.asker.cookie);
        let followed = [("theme", "workload"), ("on", "yes"), ("back", "")];
        let ask = match self.dice.below(3) {
            0 => get("/account", cookie),
            1 => get(&format!("/threads/{}", me.thread), cookie),
            _ => post("/api/account/set_followed", cookie, &followed),
        };
        let patience = Duration::from_micros(self.dice.below(3_000) as u64);
        let answered = tokio::time::timeout(patience, connection.ask(ask)).await.is_ok();
        self.counted.hung_up += usize::from(!answered);
        Ok(())
    }

    /// A new session is that of whoever typed the key.
    async fn signs_in_again(&mut self, me: &Somebody) -> Result<(), Fault> {
        self.counted.requests += 1;
        let session = sign_in(&mut self.connection, &me.code).await?;
        let cookie = format!("{session}; language={}", me.asker.language);
        self.looks(get("/account/notes", &cookie), &me.asker, due(200).says(&me.asker.mark)).await.map(drop)
    }
}
