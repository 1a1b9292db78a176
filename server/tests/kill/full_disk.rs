//! The disk is full: posting is refused in plain words, keeps what was typed and leaves nothing by half; reading goes
//! on; and when there is room again, the same form is accepted, without a restart.

use super::program::{Home, Program, health_thing, site};
use super::wire::{Wire, join};
use domain::threads::Filter;
use server::testing::{Answer, Page};
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use store::Store;

/// Tries until the disk must be full.
const MANY: usize = 400;

/// A server whose data folder is a disk of 16 MB of its own. The disk is seen by the server only, and goes with it.
fn on_a_small_disk(home: &Home, site: &Path) -> Option<Program> {
    std::fs::create_dir_all(&home.data).expect("a folder");
    let mount = r#"mount -t tmpfs -o size=16m,mode=0700 tmpfs "$0" && exec "$@""#;
    let apart = || {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", mount]).arg(&home.data);
        command
    };
    let may = apart().arg("true").output().is_ok_and(|tried| tried.status.success());
    if !may {
        println!("skipped: this machine lets nobody mount a disk of their own (unshare --user --mount)");
        return None;
    }
    let mut command = apart();
    command.arg(health_thing().get_program());
    Some(Program::start(home.command(command, site)))
}

/// Fills the disk up to its last bytes.
fn fill(disk: &Path) -> PathBuf {
    let ballast = disk.join("ballast");
    let mut file = OpenOptions::new().create(true).append(true).open(&ballast).expect("a file");
    while file.write_all(&[7; 4096]).is_ok() {}
    ballast
}

#[test]
fn a_full_disk_refuses_plainly_keeps_the_typing_and_heals_when_there_is_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::sqlite(&folder.path().join("data"));
    let Some(server) = on_a_small_disk(&home, &site(folder.path())) else { return };
    let mut wire = Wire::connect(server.address, BTreeMap::new()).expect("a connection");
    let disk = PathBuf::from(format!("/proc/{}/root{}", server.id(), home.data.display()));
    join(&mut wire, &copied(&disk, folder.path()).cohort()).expect("joined");

    let (thread, _) = shares(&mut wire, "Toen er nog plaats was.");
    let thread = thread.header("location").to_owned();
    // The first answer goes another way than those after it.
    let (first, _) = replies(&mut wire, &thread, "Een antwoord toen er plaats was.");
    assert_eq!(first.status, 303);
    let ballast = fill(&disk);
    let long = "Dit staat er straks nog: een dag met te weinig handen. ".repeat(60);
    let mut kept = 1;
    let (refused, form) = (0..MANY)
        .map(|n| shares(&mut wire, &format!("Verhaal {n}. {long}")))
        .find(|(answer, _)| {
            kept += usize::from(answer.status == 303);
            answer.status != 303
        })
        .expect("the disk is full at last");

    let page = Page::new("/threads/new".to_owned(), refused);
    assert_eq!(page.status(), 507, "{}", page.words());
    let shown = page.form("threads/add");
    let spaces = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(spaces(shown.value("happened")), spaces(form.value("happened")), "the typing is still there");
    assert_eq!(shown.value("once"), form.value("once"), "and it is the same form");
    assert!(!page.summary().is_empty(), "in plain words");
    assert_eq!(wire.get("/threads").expect("a page").status(), 200, "reading goes on");
    assert!(wire.get(&thread).expect("a page").says("Toen er nog plaats was."));
    // An answer is shorter than a story with its thread: some may find room where that did not.
    let mut answered = 1;
    let (refused, reply) = (0..MANY)
        .map(|_| replies(&mut wire, &thread, &long))
        .find(|(answer, _)| {
            answered += usize::from(answer.status == 303);
            answer.status != 303
        })
        .expect("the disk is full for answers, too");
    assert_eq!(refused.status, 507, "answers are refused in the same way");
    assert_eq!(
        stored(&disk, folder.path()),
        (kept, answered),
        "what was acknowledged is there, and nothing by half"
    );

    std::fs::remove_file(ballast).expect("room");
    assert_eq!(wire.sends(&form).expect("an answer").status, 303, "{}", page.summary());
    assert_eq!(wire.sends(&form).expect("an answer").status, 303);
    assert_eq!(wire.sends(&reply).expect("an answer").status, 303);
    assert_eq!(stored(&disk, folder.path()), (kept + 1, answered + 1), "each once");
}

/// Whoever ends sessions while the disk is full is rid of them: at once in this server, and for good once there is room.
#[test]
fn on_a_full_disk_sessions_end_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::sqlite(&folder.path().join("data"));
    let Some(server) = on_a_small_disk(&home, &site(folder.path())) else { return };
    let disk = PathBuf::from(format!("/proc/{}/root{}", server.id(), home.data.display()));
    let here = || Wire::connect(server.address, BTreeMap::new()).expect("a connection");
    let (mut anna, mut phone, mut thief) = (here(), here(), here());
    let code = join(&mut anna, &copied(&disk, folder.path()).cohort()).expect("joined");
    for other in [&mut phone, &mut thief] {
        assert_eq!(other.post("/api/people/sign_in", &[("password", &code)]).expect("an answer").status, 303);
    }
    let sessions = anna.get("/account/sessions").expect("a page");
    let end = sessions.form("account/end_session");
    fill(&disk);
    let about = anna.get("/account/about").expect("a page").form("account/set_cohort");
    let refused =
        (0..MANY).map(|_| anna.sends(&about).expect("an answer")).find(|answer| answer.status != 303);
    assert_eq!(refused.map(|answer| answer.status), Some(507), "the disk is full for accounts, too");

    let is_in = |wire: &mut Wire| wire.get("/account/about").expect("a page").status() == 200;
    assert_eq!(anna.sends(&end).expect("an answer").status, 303);
    assert_eq!([is_in(&mut anna), is_in(&mut phone) || is_in(&mut thief)], [true, true], "one is left");
    assert!(!(is_in(&mut phone) && is_in(&mut thief)), "and one ended");
    let out = anna.post("/api/account/sign_out_everywhere", &[]).expect("an answer");
    assert_eq!(out.status, 303, "{}", out.text());
    assert_eq!([is_in(&mut anna), is_in(&mut phone), is_in(&mut thief)], [false; 3]);
}

fn shares(wire: &mut Wire, happened: &str) -> (Answer, server::testing::Form) {
    let form = wire.get("/threads/new").expect("a page").form("threads/add").with("moment", "now");
    let form = form.with("happened", happened).with("theme", "insecurity");
    (wire.sends(&form).expect("an answer"), form)
}

fn replies(wire: &mut Wire, thread: &str, body: &str) -> (Answer, server::testing::Form) {
    let form = wire.get(thread).expect("a page").form("posts/add").with("body", body);
    (wire.sends(&form).expect("an answer"), form)
}

/// A copy of the files: nobody else reaches the disk itself. The server writes meanwhile (its jobs, too): a database is
/// copied between two looks at its journal, until both saw the same.
fn copied(disk: &Path, folder: &Path) -> Home {
    let copy = folder.join("copy");
    let _ = std::fs::remove_dir_all(&copy);
    std::fs::DirBuilder::new().mode(0o700).create(&copy).expect("a folder");
    for name in ["accounts.sqlite", "community.sqlite", "staff.sqlite"] {
        let journal = format!("{name}-wal");
        let look = || std::fs::read(disk.join(&journal)).unwrap_or_default();
        let (seen, pages) = (0..MANY)
            .find_map(|_| {
                let before = look();
                let pages = std::fs::read(disk.join(name)).expect("a database");
                (look() == before).then_some((before, pages))
            })
            .expect("the journal stands still for a moment");
        std::fs::write(copy.join(name), pages).expect("copied");
        std::fs::write(copy.join(&journal), seen).expect("copied");
    }
    Home::sqlite(&copy)
}

/// How many threads and replies there are; every thread has its opening.
fn stored(disk: &Path, folder: &Path) -> (usize, usize) {
    let home = copied(disk, folder);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open(&home.urls).await.expect("a store");
        let mut tx = store.community.read().await.expect("a look");
        let rows = tx.threads().list(Filter::New, None, 1_000).await.expect("threads");
        assert_eq!(tx.threads().count().await.expect("a count"), rows.len() as i64, "no half thread");
        let mut replies = 0;
        for row in &rows {
            replies += tx.posts().list(row.id, 0).await.expect("posts").len();
        }
        drop(tx);
        store.close().await;
        (rows.len(), replies)
    })
}
