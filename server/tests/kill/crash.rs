//! Eight people write as fast as they can, and the server is killed. Afterwards every post that was acknowledged is
//! there, once; nothing is there by half; and what was not acknowledged can be sent again.

use super::program::{Home, Program, health_thing, on_postgres, site};
use super::wire::{Wire, join};
use domain::codes::AccountCode;
use domain::entropy::{self, Seeded};
use domain::ids::{PostId, ThreadId};
use domain::posts::PostKind;
use domain::secrets::{FormToken, Keys, Root};
use domain::threads::Filter;
use domain::time::Clock;
use server::edge::SystemClock;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::Store;

const WRITERS: usize = 8;
const ROUNDS: u64 = 5;
/// One post in so many opens a thread.
const OPENS: usize = 6;

struct Writer {
    root: Arc<Root>,
    cookies: BTreeMap<String, String>,
}

/// One form that was sent.
struct Sent {
    id: PostId,
    thread: ThreadId,
    opens: bool,
    fields: Vec<(&'static str, String)>,
    words: String,
    acknowledged: bool,
}

impl Sent {
    fn over(&self, wire: &mut Wire) -> std::io::Result<u16> {
        let fields: Vec<(&str, &str)> = self.fields.iter().map(|(name, value)| (*name, &**value)).collect();
        let path = if self.opens { "/api/threads/add" } else { "/api/posts/add" };
        wire.post(path, &fields).map(|answer| answer.status)
    }
}

#[test]
fn on_sqlite_no_acknowledged_post_is_lost_when_the_server_is_killed() {
    let folder = tempfile::tempdir().expect("a folder");
    survives(&Home::sqlite(&folder.path().join("data")), folder.path());
}

#[test]
fn on_postgres_no_acknowledged_post_is_lost_when_the_server_is_killed() {
    on_postgres("kill", |home, folder, _| survives(home, folder));
}

fn survives(home: &Home, folder: &Path) {
    let site = site(folder);
    let start = || Program::start(home.command(health_thing(), &site));
    let mut server = start();
    let cohort = home.cohort();
    let writers = join_all(&server, home, &cohort);
    let threads = Arc::new(Mutex::new(Vec::new()));
    let chance = Seeded::new(9);
    let (mut known, mut resent) = (HashMap::new(), 0);
    for round in 0..ROUNDS {
        let running: Vec<_> = (0..WRITERS)
            .map(|n| {
                let (writer, threads) = (writers[n].clone(), threads.clone());
                let address = server.address;
                std::thread::spawn(move || write(&writer, address, &threads, round * 100 + n as u64))
            })
            .collect();
        let milliseconds = 300 + u64::from(u16::from_be_bytes(entropy::bytes(&chance))) % 900;
        std::thread::sleep(Duration::from_millis(milliseconds));
        server.kill();
        let sent: Vec<Vec<Sent>> =
            running.into_iter().map(|writer| writer.join().expect("a writer")).collect();
        server = start();
        everything_is_there(home, &sent, &mut known);
        everything_is_shown(&server, &writers, &sent);
        resent += send_again(&server, &writers, &sent, home, &mut known);
    }
    let posts = known.len();
    println!("{posts} posts in {ROUNDS} rounds, {resent} sent again");
    assert!(posts > 100 && resent > 0, "{posts} posts, {resent} sent again: this says little");
}

fn join_all(server: &Program, home: &Home, cohort: &str) -> Vec<Arc<Writer>> {
    let codes: Vec<(String, BTreeMap<String, String>)> = (0..WRITERS)
        .map(|_| {
            let mut wire = Wire::connect(server.address, BTreeMap::new()).expect("a connection");
            let code = join(&mut wire, cohort).expect("joined");
            (code, wire.cookies)
        })
        .collect();
    let keys = std::fs::read_to_string(home.data.join("keys")).expect("keys");
    let keys = Keys::from_file_text(&keys).expect("keys");
    in_store(home, async |store| {
        let mut tx = store.accounts.read().await?;
        let mut writers = Vec::new();
        for (code, cookies) in codes {
            let code = AccountCode::parse(&code).expect("a code");
            let account = tx.ways_in().find_key(&keys.lookup(&code)).await?.expect("an account");
            let root = keys.unwrap(&code, &account.wrapped, account.account, account.salt).expect("S");
            writers.push(Arc::new(Writer { root: Arc::new(root), cookies }));
        }
        Ok(writers)
    })
}

/// Looks into the databases beside the running server.
fn in_store<T>(home: &Home, look: impl AsyncFnOnce(&Store) -> store::Result<T>) -> T {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open(&home.urls).await.expect("a store");
        let seen = look(&store).await.expect("a look");
        store.close().await;
        seen
    })
}

/// Writes until the connection breaks.
fn write(
    writer: &Writer,
    address: std::net::SocketAddr,
    threads: &Mutex<Vec<ThreadId>>,
    seed: u64,
) -> Vec<Sent> {
    let chance = Seeded::new(1_000 + seed);
    let mut sent = Vec::new();
    let Ok(mut wire) = Wire::connect(address, writer.cookies.clone()) else { return sent };
    for n in 0.. {
        let mut form = form(writer, threads, &chance, n, seed);
        let status = form.over(&mut wire);
        if let Ok(status) = status {
            assert_eq!(status, 303, "{}", form.words);
            form.acknowledged = true;
            if form.opens {
                threads.lock().expect("a lock").push(form.thread);
            }
        }
        sent.push(form);
        if status.is_err() {
            break;
        }
    }
    sent
}

fn form(writer: &Writer, threads: &Mutex<Vec<ThreadId>>, chance: &Seeded, n: usize, seed: u64) -> Sent {
    // The server's own clock; a form from a second ago is as good as one from now.
    let now = SystemClock.now().timestamp() - 1;
    let once = FormToken::mint(&writer.root, chance, now);
    let id = FormToken::read(&writer.root, &once).expect("our own form").post();
    let words = format!("Bericht {n} van schrijver {seed}.");
    let open = threads.lock().expect("a lock");
    let recent = open.len().saturating_sub(WRITERS);
    let thread = open[recent..].get(n % WRITERS).copied().filter(|_| !n.is_multiple_of(OPENS));
    drop(open);
    let own = match thread {
        None => vec![("happened", words.clone()), ("theme", "insecurity".to_owned())],
        Some(thread) => {
            vec![("thread", thread.to_string()), ("kind", "tip".to_owned()), ("body", words.clone())]
        }
    };
    Sent {
        id,
        thread: thread.unwrap_or(ThreadId::from_bytes(id.bytes())),
        opens: thread.is_none(),
        fields: [vec![("once", once)], own].concat(),
        words,
        acknowledged: false,
    }
}

/// In the database: every acknowledged post once, no other than those that were sent, no thread without its opening,
/// and every count is that of the rows.
fn everything_is_there(home: &Home, sent: &[Vec<Sent>], known: &mut HashMap<PostId, ThreadId>) {
    let stored = stored(home);
    for form in sent.iter().flatten() {
        if form.acknowledged {
            assert_eq!(stored.get(&form.id), Some(&form.thread), "lost: {}", form.words);
        }
        if let Some(thread) = stored.get(&form.id) {
            known.insert(form.id, *thread);
        }
    }
    assert_eq!(&stored, known, "nothing else is there, and nothing of earlier rounds is gone");
}

/// Every post and its thread; finds fault with anything that is there by half.
fn stored(home: &Home) -> HashMap<PostId, ThreadId> {
    in_store(home, async |store| {
        let mut tx = store.community.read().await?;
        let (count, mut stored, mut before) = (tx.threads().count().await?, HashMap::new(), None);
        let mut listed = 0;
        loop {
            let rows = tx.threads().list(Filter::New, before, 500).await?;
            let Some(last) = rows.last() else { break };
            before = Some(last.position);
            for thread in &rows {
                listed += 1;
                let posts = tx.posts().list(thread.id, -1).await?;
                assert_eq!(posts[0].kind, PostKind::Opening, "a thread begins with its opening");
                assert_eq!(thread.tips + 1, posts.len() as i64, "the count is that of the rows");
                for (place, post) in posts.iter().enumerate() {
                    assert_eq!(post.seq, place as i64, "no place is left out");
                    assert!(post.text.is_some());
                    assert!(stored.insert(post.id, thread.id).is_none(), "twice: {}", post.id);
                }
            }
        }
        assert_eq!(listed, count, "no thread without an opening");
        Ok(stored)
    })
}

/// Over HTTP: every acknowledged post stands on the page of its thread, once.
fn everything_is_shown(server: &Program, writers: &[Arc<Writer>], sent: &[Vec<Sent>]) {
    let mut wire = Wire::connect(server.address, writers[0].cookies.clone()).expect("a connection");
    let threads: HashSet<ThreadId> =
        sent.iter().flatten().filter(|form| form.acknowledged).map(|form| form.thread).collect();
    for thread in threads {
        let page = wire.get(&format!("/threads/{thread}")).expect("a page");
        assert_eq!(page.status(), 200, "{thread}");
        let html = page.html();
        for form in sent.iter().flatten().filter(|form| form.acknowledged && form.thread == thread) {
            let mark = format!("id=\"post-{}\"", form.id);
            assert_eq!(html.matches(&mark).count(), 1, "{}", form.words);
            assert!(html.contains(&form.words), "{}", form.words);
        }
    }
}

/// What was not acknowledged is sent again, as people do; it is there once then, whether or not it was before.
fn send_again(
    server: &Program,
    writers: &[Arc<Writer>],
    sent: &[Vec<Sent>],
    home: &Home,
    known: &mut HashMap<PostId, ThreadId>,
) -> usize {
    let mut count = 0;
    for (writer, forms) in writers.iter().zip(sent) {
        let mut wire = Wire::connect(server.address, writer.cookies.clone()).expect("a connection");
        for form in forms.iter().filter(|form| !form.acknowledged) {
            for _ in 0..2 {
                assert_eq!(form.over(&mut wire).expect("an answer"), 303, "{}", form.words);
            }
            known.insert(form.id, form.thread);
            count += 1;
        }
    }
    assert_eq!(&stored(home), known, "each once");
    count
}
