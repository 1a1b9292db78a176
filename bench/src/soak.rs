//! Nobody is answered as somebody else: so many members ask for everything at the same moment, and each answer is looked at
//! for whose it is (docs/THREATS.md, A23). How quick it was is told beside it; one wrong answer fails the run.

use crate::{
    Ask, Connection, Dice, Members, Report, SMALL, Server, WITH_ACCOUNT, get, headers, is_quick, now, post,
    sign_in, with,
};
use anyhow::{Result, ensure};
use axum::http::Response;
use domain::codes::AccountCode;
use domain::entropy::{Seeded, bytes};
use domain::ids::PostId;
use domain::secrets::{FormToken, Root};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Things that are asked for, all members together; some of it takes two or three requests.
const ASKED: usize = 200_000;
/// Times that a server without room (503) is asked again.
const AGAIN: usize = 5;

/// Pages on which nothing is looked for but that they are nobody else's: a member's own, and those that are much the
/// same for everybody, in two languages.
const PAGES: &str = "/account /account/about /account/threads /account/sessions /account/drafts /account/settings \
    /waiting /threads /themes /themes/workload /threads/new /help /about/who-sees-what /join";

/// A member, with what is theirs and nobody else's.
struct Somebody {
    cookie: String,
    language: &'static str,
    /// A word that stands on pages of this member and in no other text.
    mark: String,
    code: AccountCode,
    root: Root,
    /// A thread that this member opened and saved; its id is that of its first post.
    thread: String,
    /// The form with which it was opened.
    once: String,
}

/// A demand on an answer, beside that it is nobody else's.
#[derive(Debug)]
enum Due {
    Anything,
    /// It has these words, or leads to this place.
    Says(String),
    SaysNot(String),
}

/// Asks for everything at once, each member on a connection of their own.
pub async fn measure(report: &mut Report) -> Result<()> {
    let server = Server::start(&SMALL.copy().await?).await?;
    let people = Arc::new(everybody(&server).await?);
    let (members, begin) = (people.len(), Instant::now());
    let each = if is_quick() { ASKED / 10 } else { ASKED } / members;
    let (mut running, mut first) = (JoinSet::new(), Vec::new());
    for me in 0..members {
        let (address, dice, people) = (server.address, dice(me), people.clone());
        let mut visit =
            Visit { address, connection: Connection::open(address).await?, dice, wrong: Vec::new() };
        running.spawn(async move {
            for _ in 0..each {
                let other = (me + 1 + visit.dice.below(members - 1)) % members;
                visit.asks(&people[me], &people[other]).await?;
            }
            anyhow::Ok(visit.wrong)
        });
    }
    while let Some(wrong) = running.join_next().await {
        first.extend(wrong??);
    }
    let asked = each * members;
    // Each answer was read and looked at on the same cores.
    let per_second = asked as f64 / begin.elapsed().as_secs_f64();
    let wrong = first.len();
    report.wrong = wrong;
    first.truncate(10);
    let figures = json!({
        "members": members, "asked": asked, "wrong": wrong, "first": first, "per_second": per_second,
    });
    let what = format!("answers that were somebody else's, {members} members at once");
    let measured = format!("{wrong} of {asked} ({per_second:.0} per second)");
    report.row(&what, &measured, "none", wrong == 0);
    report.keep("soak", figures);
    Ok(())
}

/// Signs everybody in, in one of two languages; each writes a note and a story, and saves the latter.
async fn everybody(server: &Server) -> Result<Vec<Somebody>> {
    let members = Members::all();
    let sessions = server.sign_in(&members, WITH_ACCOUNT).await?;
    let mut connection = Connection::open(server.address).await?;
    let mut people = Vec::new();
    for (n, ((session, code), root)) in sessions.iter().zip(members.codes).zip(members.roots).enumerate() {
        let (language, Dice(chance)) = (["nl", "en"][n % 2], dice(n + WITH_ACCOUNT));
        let (id, cookie) = (bytes(&chance), format!("{session}; language={language}"));
        let (thread, mark) = (PostId::from_bytes(id).to_string(), format!("zq{n:02}qz"));
        let once = FormToken::mint_for(&root, id, minted());
        let note = FormToken::mint(&root, &chance, minted());
        let happened = "Ik stond er die avond alleen voor.";
        let story = [("title", "Alleen"), ("theme", "workload"), ("moment", "now"), ("happened", happened)];
        for form in [
            post("/api/account/add_note", &cookie, &[("once", &note), ("text", &format!("Van {mark}."))]),
            post("/api/threads/add", &cookie, &[&story[..], &[("once", &*once)]].concat()),
            saves(&thread, &cookie),
        ] {
            let answer = connection.read(form).await?;
            ensure!(answer.status() == 303, "What everybody begins with was answered with {answer:?}");
        }
        people.push(Somebody { cookie, language, mark, code, root, thread, once });
    }
    Ok(people)
}

/// Dice of which no two members and no two runs may draw the same ids.
fn dice(member: usize) -> Dice {
    Dice(Seeded::new(now().timestamp_millis().unsigned_abs() * 1_000 + member as u64))
}

/// The minute before this one, when a form may have been made that is sent now.
fn minted() -> i64 {
    now().timestamp() - 60
}

/// The form with which a thread is saved.
fn saves(thread: &str, cookie: &str) -> Ask {
    post("/api/account/set_saved", cookie, &[("thread", thread), ("on", "yes"), ("back", "")])
}

/// An island's question whether a form has arrived.
fn arrived(once: &str, cookie: &str) -> Ask {
    with(post("/api/posts/arrived", cookie, &[("once", once)]), "accept", "application/json")
}

/// One member at work.
struct Visit {
    address: SocketAddr,
    connection: Connection,
    dice: Dice,
    /// Answers that were not this member's, in words.
    wrong: Vec<String>,
}

impl Visit {
    /// Asks for one thing, drawn by lot.
    async fn asks(&mut self, me: &Somebody, other: &Somebody) -> Result<()> {
        let (cookie, mark, nobody) = (&me.cookie, &me.mark, format!("language={}", me.language));
        let read = |path: &str| get(path, cookie);
        let thread = |one: &Somebody| read(&format!("/threads/{}", one.thread));
        let link = |one: &Somebody| format!("href=\"/threads/{}\"", one.thread);
        let tools = |one: &Somebody| format!("href=\"/posts/{}/edit\"", one.thread);
        let stream = format!("/live/threads/{}", other.thread);
        let reply = |once: &str, kind: &str, body: &str| {
            let fields = [("once", once), ("thread", &other.thread), ("kind", kind), ("body", body)];
            post("/api/posts/add", cookie, &fields)
        };
        let mine = || Due::Says(mark.clone());
        let page = self.dice.one::<&str>(&PAGES.split(' ').collect::<Vec<_>>()).to_owned();
        let (ask, status, due) = match self.dice.below(24) {
            // Only who wrote a post may change it.
            0 => (thread(me), 200, Due::Says(tools(me))),
            1 => (thread(other), 200, Due::SaysNot(tools(other))),
            2 => (read(&format!("/posts/{}/edit", other.thread)), 403, Due::Anything),
            3 | 4 => (read(page), 200, Due::Anything),
            5 => (read("/nowhere"), 404, Due::Anything),
            // A reply with a form of one's own is kept; one with a form of somebody else would be refused.
            6 | 7 => {
                let id = bytes(&self.dice.0);
                let form = reply(&FormToken::mint_for(&me.root, id, minted()), "tip", "Vraag het gewoon.");
                let place = format!("/threads/{}#post-{}", other.thread, PostId::from_bytes(id));
                (form, 303, Due::Says(place))
            }
            // A form that is refused comes back with what was typed into it.
            8 => {
                let body = format!("Zo zei {mark} het.");
                let form = reply(&FormToken::mint(&me.root, &self.dice.0, minted()), "none", &body);
                (form, 422, Due::Says(body))
            }
            // Each saves their own thread only.
            9 => (saves(&me.thread, cookie), 303, Due::Anything),
            10 => (read("/account/saved"), 200, Due::Says(link(me))),
            11 => (read("/account/saved"), 200, Due::SaysNot(link(other))),
            // Whose form it was follows from the root of who asks.
            12 => (arrived(&me.once, cookie), 200, Due::Says("true".to_owned())),
            13 => (arrived(&other.once, cookie), 200, Due::Says("false".to_owned())),
            // Whoever is not signed in stays so.
            14 => (get("/account/notes", &nobody), 303, Due::SaysNot(mark.clone())),
            15 => (saves(&me.thread, &nobody), 401, Due::SaysNot(mark.clone())),
            16 => (get(&stream, &nobody), 401, Due::SaysNot(mark.clone())),
            // Phones hang up, mostly before they are answered; a stream is always left.
            17 | 18 => {
                let mut connection = Connection::open(self.address).await?;
                let asks = [read("/account"), thread(me), saves(&me.thread, cookie), read(&stream)];
                let patience = Duration::from_micros(self.dice.below(3_000) as u64);
                let _gone = timeout(patience, connection.ask(self.dice.one(&asks).clone())).await;
                return Ok(());
            }
            // A question is sealed under the root of who asks, and opens for nobody else.
            19 => {
                let form = post("/api/search/open", cookie, &[("q", mark)]);
                let answer = self.looks(form, me, 303, Due::Anything).await?;
                (read(headers(&answer, "location").first().unwrap_or(&"/")), 200, mine())
            }
            // A new session is that of whoever typed the key.
            20 if self.dice.below(8) == 0 => {
                let session = sign_in(&mut self.connection, &me.code).await?;
                let cookie = format!("{session}; language={}", me.language);
                (get("/account/notes", &cookie), 200, mine())
            }
            _ => (read("/account/notes"), 200, mine()),
        };
        self.looks(ask, me, status, due).await.map(drop)
    }

    /// Asks, and looks at the answer. A server that has no room just now says so to everybody alike and is asked again.
    async fn looks(&mut self, ask: Ask, me: &Somebody, status: u16, due: Due) -> Result<Response<String>> {
        let mut answer = self.connection.read(ask.clone()).await?;
        for _ in 0..AGAIN {
            if answer.status() == 503 {
                answer = self.connection.read(ask.clone()).await?;
            }
        }
        if !is_theirs(&answer, me.language, &me.mark, status, &due) {
            let (path, came, marks) =
                (ask.uri().path(), answer.status(), marks(answer.body()).collect::<Vec<_>>());
            self.wrong
                .push(format!("{path} by {}: {came} says {marks:?}; due were {status}, {due:?}", me.mark));
        }
        Ok(answer)
    }
}

/// Tells whether an answer is for whoever reads this language and is named by this mark.
fn is_theirs(answer: &Response<String>, language: &str, mark: &str, status: u16, due: &Due) -> bool {
    let text = answer.body();
    let leads_to = |place: &String| headers(answer, "location").contains(&place.as_str());
    answer.status() == status
        && headers(answer, "content-language").iter().all(|said| *said == language)
        && (!text.starts_with("<!DOCTYPE html>") || text.contains(&format!("<html lang=\"{language}\"")))
        && marks(text).all(|found| found == mark)
        && match due {
            Due::Anything => true,
            Due::Says(words) => text.contains(words) || leads_to(words),
            Due::SaysNot(words) => !text.contains(words),
        }
}

/// Every mark on a page.
fn marks(page: &str) -> impl Iterator<Item = &str> {
    let found = page.match_indices("zq").filter_map(|(at, _)| page.get(at..at + 6));
    found.filter(|word| word.ends_with("qz") && word[2..4].bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_somebody_else_is_seen() {
        let theirs = |status: u16, head: &str, language: &str, words: &str, due: Due| {
            let page = format!("<!DOCTYPE html><html lang=\"{language}\"><p>{words}</p>");
            let answer = Response::builder().status(status).header("content-language", head);
            let answer = answer.header("location", "/here").body(page).expect("words of our own");
            is_theirs(&answer, "en", "zq07qz", 200, &due)
        };
        let says = |words: &str| Due::Says(words.to_owned());
        assert!(theirs(200, "en", "en", "zq07qz, not zqaaqz, zqé7qz or zq", says("zq07qz")));
        assert!(theirs(200, "en", "en", "", says("/here")));
        assert!(!theirs(200, "en", "en", "", says("/there")));
        assert!(!theirs(303, "en", "en", "", Due::Anything));
        assert!(!theirs(200, "nl", "en", "", Due::Anything));
        assert!(!theirs(200, "en", "nl", "", Due::Anything));
        assert!(!theirs(200, "en", "en", "zq08qz zq07qz", says("zq07qz")));
        assert!(!theirs(200, "en", "en", "tools", Due::SaysNot("tools".to_owned())));
    }
}
