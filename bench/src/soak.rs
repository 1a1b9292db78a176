//! Nobody is answered as somebody else: so many members ask for everything at the same moment, and each answer is looked at
//! for whose it is (docs/THREATS.md, A23). A figure of speed is told beside it; what counts is that nothing was wrong.

use crate::Fault;
use crate::chance::{Dice, now};
use crate::data::SMALL;
use crate::http::{Answer, Ask, Connection, ask_json, get, post};
use crate::members::{Members, WITH_ACCOUNT};
use crate::server::{Server, sign_in};
use crate::settings::Settings;
use domain::entropy::{Seeded, bytes};
use domain::ids::PostId;
use domain::secrets::{Once, Root};
use serde::Serialize;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many requests are answered and looked at.
const REQUESTS: usize = 200_000;
/// How many wrong answers are told one by one.
const TOLD: usize = 10;

/// What was counted.
#[derive(Clone, Debug, Serialize)]
pub struct Soak {
    /// Members who ask at the same time, each on a connection of their own.
    pub members: usize,
    /// Requests, those whose sender hung up included.
    pub requests: usize,
    /// Those whose sender hung up half way.
    pub hung_up: usize,
    /// Answers that were not the asker's.
    pub wrong: usize,
    /// The first of them, in words.
    pub first: Vec<String>,
    /// Requests per second, each answer read and looked at on the same cores.
    pub per_second: f64,
}

/// Asks for everything at once.
pub async fn measure(settings: &Settings) -> Result<Soak, Fault> {
    let server = Server::start(settings, &SMALL.copy().await?).await?;
    let people = Arc::new(everybody(&server).await?);
    let each = if settings.quick { REQUESTS / 10 } else { REQUESTS } / people.len();
    let begin = Instant::now();
    let mut running = Vec::new();
    for n in 0..people.len() {
        let visit = Visit {
            connection: Connection::open(server.address).await?,
            address: server.address,
            dice: Dice::new(n as u64),
            chance: Seeded::new(seed(n)),
            saved: BTreeSet::new(),
            me: n,
            people: people.clone(),
            hung_up: 0,
            wrong: Vec::new(),
        };
        running.push(tokio::spawn(visit.ask_for_everything(each)));
    }
    let (mut hung_up, mut wrong) = (0, Vec::new());
    for task in running {
        let (left, found) = task.await.map_err(|why| format!("A member's task failed: {why}."))??;
        hung_up += left;
        wrong.extend(found);
    }
    let requests = each * people.len();
    let per_second = requests as f64 / begin.elapsed().as_secs_f64();
    println!(
        "Soak: {} of {requests} answers were somebody else's; {} members, {hung_up} hung up, {per_second:.0}/s",
        wrong.len(),
        people.len()
    );
    let count = wrong.len();
    wrong.truncate(TOLD);
    wrong.iter().for_each(|what| println!("  {what}"));
    Ok(Soak { members: people.len(), requests, hung_up, wrong: count, first: wrong, per_second })
}

/// No two members, and no two runs, may draw the same ids.
fn seed(n: usize) -> u64 {
    now().timestamp_millis().unsigned_abs() * 1_000 + n as u64
}

/// A member, with what is theirs and nobody else's.
struct Somebody {
    cookie: String,
    code: String,
    root: Root,
    language: &'static str,
    /// Words that stand on pages of this member alone.
    mark: String,
    /// A thread that this member opened; its id is that of its first post.
    thread: String,
    /// The form with which it was opened.
    once: String,
}

/// Signs everybody in, in one of two languages, and lets each write a note and a story.
async fn everybody(server: &Server) -> Result<Vec<Somebody>, Fault> {
    let members = Members::all();
    let cookies = server.sign_in(&members, WITH_ACCOUNT).await?;
    let mut connection = Connection::open(server.address).await?;
    let mut people = Vec::new();
    for (n, (session, (code, root))) in
        cookies.into_iter().zip(members.codes.into_iter().zip(members.roots)).enumerate()
    {
        let language = ["nl", "en"][n % 2];
        let cookie = format!("{session}; language={language}");
        let chance = Seeded::new(seed(n + WITH_ACCOUNT));
        let id: [u8; 16] = bytes(&chance);
        let minted = now().timestamp() - 60;
        let once = Once::mint_for(&root, id, minted);
        let somebody = Somebody {
            cookie,
            code: code.grouped().to_string(),
            language,
            mark: mark(n),
            thread: PostId::from_bytes(id).to_string(),
            once,
            root,
        };
        let note = Once::mint(&somebody.root, &chance, minted);
        let text = format!("Van {}.", somebody.mark);
        let story = [
            ("once", &*somebody.once),
            ("happened", "Ik stond er die avond alleen voor."),
            ("title", "Alleen op de afdeling"),
            ("theme", "workload"),
            ("moment", "now"),
        ];
        for form in [
            post("/api/place/add_note", &somebody.cookie, &[("once", &note), ("text", &text)]),
            post("/api/threads/add", &somebody.cookie, &story),
        ] {
            let (answer, page) = connection.read(&form).await?;
            if answer.status != 303 {
                return Err(format!(
                    "What everybody begins with was answered with {}: {page}",
                    answer.status
                ));
            }
        }
        people.push(somebody);
    }
    Ok(people)
}

/// A word that names member `n` and stands in no other text.
fn mark(n: usize) -> String {
    format!("zq{n:02}qz")
}

/// Every mark on a page.
fn marks(page: &str) -> BTreeSet<&str> {
    let found = page.match_indices("zq").filter_map(|(at, _)| page.get(at..at + 6));
    found
        .filter(|word| word.ends_with("qz") && word[2..4].bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

/// One member at work.
struct Visit {
    connection: Connection,
    address: SocketAddr,
    dice: Dice,
    chance: Seeded,
    /// The threads that this member saved and did not take out again.
    saved: BTreeSet<String>,
    me: usize,
    people: Arc<Vec<Somebody>>,
    hung_up: usize,
    wrong: Vec<String>,
}

/// What an answer has to be.
struct Due<'a> {
    status: u16,
    /// What the page has to say, or not to say.
    says: &'a [&'a str],
    not: &'a [&'a str],
}

const fn due(status: u16) -> Due<'static> {
    Due { status, says: &[], not: &[] }
}

impl Visit {
    async fn ask_for_everything(mut self, requests: usize) -> Result<(usize, Vec<String>), Fault> {
        let people = self.people.clone();
        for _ in 0..requests {
            let other = (self.me + 1 + self.dice.below(people.len() - 1)) % people.len();
            self.ask(&people[self.me], &people[other]).await?;
        }
        let me = &people[self.me];
        let (_, page) = self.connection.read(&get("/account/saved", &me.cookie, "identity")).await?;
        let shown = |one: &&Somebody| page.contains(&format!("href=\"/threads/{}\"", one.thread));
        let shown: BTreeSet<String> = people.iter().filter(shown).map(|one| one.thread.clone()).collect();
        if shown != self.saved {
            self.wrong.push(format!(
                "{}: saved {} threads, finds {}",
                me.mark,
                self.saved.len(),
                shown.len()
            ));
        }
        Ok((self.hung_up, self.wrong))
    }

    /// One request, drawn by lot.
    async fn ask(&mut self, me: &Somebody, other: &Somebody) -> Result<(), Fault> {
        let (mine, theirs) = (format!("/threads/{}", me.thread), format!("/threads/{}", other.thread));
        let tools = format!("href=\"/posts/{}/edit\"", me.thread);
        match self.dice.below(20) {
            0 | 1 => self.reads("/account/notes", me, Due { says: &[&me.mark], ..due(200) }).await,
            2 => self.reads(&mine, me, Due { says: &[&tools], ..due(200) }).await,
            3 => {
                let tools = format!("href=\"/posts/{}/edit\"", other.thread);
                self.reads(&theirs, me, Due { not: &[&tools], ..due(200) }).await
            }
            4 => {
                let page = *self.dice.one(&[
                    "/account",
                    "/account/about",
                    "/account/threads",
                    "/account/sessions",
                    "/account/drafts",
                    "/account/settings",
                    "/waiting",
                ]);
                self.reads(page, me, due(200)).await
            }
            5 => {
                let page = *self.dice.one(&[
                    "/threads",
                    "/themes",
                    "/themes/workload",
                    "/threads/new",
                    "/help",
                    "/about/who-sees-what",
                    "/join",
                ]);
                self.reads(page, me, due(200)).await
            }
            6 => self.reads(&format!("/posts/{}/edit", other.thread), me, due(403)).await,
            7 => self.reads("/nowhere", me, due(404)).await,
            8 => self.replies(me, other).await,
            9 => self.is_refused(me, other).await,
            10 | 11 => self.saves(me, other).await,
            12 => self.searches(me).await,
            // Whose form it was follows from the root of who asks.
            13 => self.asks("/api/posts/arrived", me, &[("once", &me.once)], "true").await,
            14 => self.asks("/api/posts/arrived", me, &[("once", &other.once)], "false").await,
            15 => self.is_nobody(&theirs).await,
            16 => self.listens(me, &theirs).await,
            17 => self.hangs_up(me, &mine).await,
            18 if self.dice.below(8) == 0 => self.signs_in_again(me).await,
            19 if self.dice.below(8) == 0 => {
                let form = post("/api/people/download", &me.cookie, &[("password", &me.code)]);
                self.looks(&form, me, Due { says: &[&me.mark], ..due(200) }).await.map(drop)
            }
            _ => self.reads("/account/notes", me, Due { says: &[&me.mark], ..due(200) }).await,
        }
    }

    async fn reads(&mut self, path: &str, me: &Somebody, due: Due<'_>) -> Result<(), Fault> {
        self.looks(&get(path, &me.cookie, "identity"), me, due).await.map(drop)
    }

    /// Asks, and looks at the answer: status, language of head and page, what it says, marks of nobody else, no cookie of a session.
    async fn looks(&mut self, ask: &Ask, me: &Somebody, due: Due<'_>) -> Result<(Answer, String), Fault> {
        let (answer, text) = self.connection.read(ask).await?;
        if let Some(why) = not_theirs(&answer, &text, me, &due) {
            self.wrong.push(format!("{} {} by {}: {why}", ask.method(), ask.uri(), me.mark));
        }
        Ok((answer, text))
    }

    async fn asks(
        &mut self,
        path: &str,
        me: &Somebody,
        fields: &[(&str, &str)],
        json: &str,
    ) -> Result<(), Fault> {
        let (answer, text) = self.connection.read(&ask_json(path, &me.cookie, fields)).await?;
        if (answer.status, text.trim_end()) != (200, json) {
            self.wrong.push(format!("{path} by {}: {} {text} instead of {json}", me.mark, answer.status));
        }
        Ok(())
    }

    /// A reply with a form of one's own is kept, and nobody else's form is one's own.
    async fn replies(&mut self, me: &Somebody, other: &Somebody) -> Result<(), Fault> {
        let id: [u8; 16] = bytes(&self.chance);
        let once = Once::mint_for(&me.root, id, now().timestamp() - 60);
        let fields =
            [("once", &*once), ("thread", &other.thread), ("kind", "tip"), ("body", "Vraag het gewoon.")];
        let (answer, _) = self.looks(&post("/api/posts/add", &me.cookie, &fields), me, due(303)).await?;
        let place = format!("/threads/{}#post-{}", other.thread, PostId::from_bytes(id));
        if answer.headers("location") != [&*place] {
            self.wrong.push(format!("a reply by {} leads to {:?}", me.mark, answer.headers("location")));
        }
        Ok(())
    }

    /// A form that is refused comes back with what was typed into it.
    async fn is_refused(&mut self, me: &Somebody, other: &Somebody) -> Result<(), Fault> {
        let once = Once::mint(&me.root, &self.chance, now().timestamp() - 60);
        let body = format!("Zo zei {} het.", me.mark);
        let fields = [("once", &*once), ("thread", &other.thread), ("kind", "none"), ("body", &body)];
        let due = Due { says: &[&body], ..due(422) };
        self.looks(&post("/api/posts/add", &me.cookie, &fields), me, due).await.map(drop)
    }

    async fn saves(&mut self, me: &Somebody, other: &Somebody) -> Result<(), Fault> {
        let on = if self.saved.remove(&other.thread) { "no" } else { "yes" };
        if on == "yes" {
            // A drawer holds so many, and one page shows them.
            if self.saved.len() >= 10 {
                return self.reads("/account/saved", me, due(200)).await;
            }
            self.saved.insert(other.thread.clone());
        }
        let fields = [("thread", &*other.thread), ("on", on), ("back", "")];
        self.looks(&post("/api/place/set_saved", &me.cookie, &fields), me, due(303)).await.map(drop)
    }

    /// A question is sealed under the root of who asks, and opens for nobody else.
    async fn searches(&mut self, me: &Somebody) -> Result<(), Fault> {
        let form = post("/api/search/open", &me.cookie, &[("q", &me.mark)]);
        let (answer, _) = self.looks(&form, me, due(303)).await?;
        let Some(address) = answer.headers("location").first().map(|path| (*path).to_owned()) else {
            return Ok(());
        };
        self.reads(&address, me, Due { says: &[&me.mark], ..due(200) }).await
    }

    /// Whoever is not signed in stays so.
    async fn is_nobody(&mut self, thread: &str) -> Result<(), Fault> {
        let fields = [("thread", thread.rsplit('/').next().unwrap_or_default()), ("on", "yes"), ("back", "")];
        for (ask, status) in [
            (get("/account/notes", "language=nl", "identity"), 303),
            (post("/api/place/set_saved", "language=nl", &fields), 401),
            (get(&format!("/live{thread}"), "language=nl", "identity"), 401),
        ] {
            let (answer, text) = self.connection.read(&ask).await?;
            if answer.status != status || !marks(&text).is_empty() {
                self.wrong.push(format!("{} {} by nobody: {}", ask.method(), ask.uri(), answer.status));
            }
        }
        Ok(())
    }

    /// Opens a stream, waits for its first words and goes.
    async fn listens(&mut self, me: &Somebody, thread: &str) -> Result<(), Fault> {
        let mut connection = Connection::open(self.address).await?;
        let (status, words) =
            connection.begin(&get(&format!("/live{thread}"), &me.cookie, "identity")).await?;
        if (status, &*words) != (200, "retry: 5000\n\n") {
            self.wrong.push(format!("a stream of {} began with {status} {words}", me.mark));
        }
        Ok(())
    }

    /// Sends a request and is gone before, while or after it is answered.
    async fn hangs_up(&mut self, me: &Somebody, own: &str) -> Result<(), Fault> {
        let mut connection = Connection::open(self.address).await?;
        let thread = own.rsplit('/').next().unwrap_or_default();
        let ask = match self.dice.below(3) {
            0 => get("/account", &me.cookie, "identity"),
            1 => get(own, &me.cookie, "identity"),
            _ => post(
                "/api/place/set_followed",
                &me.cookie,
                &[("theme", "workload"), ("on", "yes"), ("thread", thread)],
            ),
        };
        let patience = Duration::from_micros(self.dice.below(3_000) as u64);
        let _ = tokio::time::timeout(patience, connection.ask(&ask)).await;
        self.hung_up += 1;
        Ok(())
    }

    /// A new session is that of whoever typed the key.
    async fn signs_in_again(&mut self, me: &Somebody) -> Result<(), Fault> {
        let code = domain::codes::AccountCode::parse(&me.code).map_err(|why| format!("No code: {why:?}."))?;
        let session = sign_in(&mut self.connection, &code).await?;
        let cookie = format!("{session}; language={}", me.language);
        let due = Due { says: &[&me.mark], ..due(200) };
        self.looks(&get("/account/notes", &cookie, "identity"), me, due).await.map(drop)
    }
}

/// Why an answer is not that of `me`; `None` when it is.
fn not_theirs(answer: &Answer, text: &str, me: &Somebody, due: &Due<'_>) -> Option<String> {
    if answer.status != due.status {
        return Some(format!("{} instead of {}", answer.status, due.status));
    }
    if answer.headers("content-language").iter().any(|said| *said != me.language) {
        return Some(format!("the head is in {:?}", answer.headers("content-language")));
    }
    let html = format!("<html lang=\"{}\"", me.language);
    if text.starts_with("<!DOCTYPE html>") && !text.contains(&html) {
        return Some(format!("the page is not in {}", me.language));
    }
    if let Some(other) = marks(text).into_iter().find(|found| *found != me.mark) {
        return Some(format!("it says {other}"));
    }
    let misses =
        due.says.iter().find(|words| !text.contains(**words)).map(|words| format!("it does not say {words}"));
    misses.or_else(|| {
        due.not.iter().find(|words| text.contains(**words)).map(|words| format!("it says {words}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_and_nothing_else_is_one() {
        assert_eq!(marks("van zq07qz en zq63qz, niet zqaaqz of zq1"), BTreeSet::from(["zq07qz", "zq63qz"]));
        assert!(marks("zqé7qz zq").is_empty());
    }

    #[test]
    fn an_answer_of_somebody_else_is_seen() {
        let me = Somebody {
            cookie: String::new(),
            code: String::new(),
            root: Root::generate(&Seeded::new(1)),
            language: "en",
            mark: mark(7),
            thread: String::new(),
            once: String::new(),
        };
        let answer = |language: &str| Answer::of(200, &[("content-language", language)]);
        let page =
            |language: &str, mark: &str| format!("<!DOCTYPE html><html lang=\"{language}\"><p>{mark}</p>");
        let due = Due { says: &["zq07qz"], ..due(200) };
        let wrong = |answer: &Answer, page: &str| not_theirs(answer, page, &me, &due).is_some();
        assert!(!wrong(&answer("en"), &page("en", "zq07qz")));
        assert!(wrong(&answer("nl"), &page("en", "zq07qz")));
        assert!(wrong(&answer("en"), &page("nl", "zq07qz")));
        assert!(wrong(&answer("en"), &page("en", "zq08qz zq07qz")));
        assert!(wrong(&answer("en"), &page("en", "")));
        assert!(wrong(&Answer::of(303, &[]), &page("en", "zq07qz")));
    }
}
