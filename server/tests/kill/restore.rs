//! A restore is killed: afterwards everything is there, nothing is, or it is refused as half; and a second one always works.

use super::program::{Home, Program, health_thing, on_postgres, site};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Child, Stdio};

const ROUNDS: usize = 12;

/// A place with demo content, and a backup of it.
fn a_backup(folder: &Path) -> String {
    let home = Home::sqlite(&folder.join("data"));
    assert!(home.run(&["demo"]).status.success());
    let copy = folder.join("copy").display().to_string();
    assert!(home.run(&["backup", &copy]).status.success());
    copy
}

fn begin(home: &Home, copy: &str) -> Child {
    home.command_of(&["restore", copy]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs")
}

/// What `check` and `serve` say of a place that holds half a restore; `None` when it is whole or empty.
fn refused(home: &Home, site: &Path) -> bool {
    let checked = home.run(&["check"]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    let half = said.contains("a restore was cut off");
    if half {
        let served = home.command(health_thing(), site).output().expect("it runs");
        let said = String::from_utf8_lossy(&served.stderr).into_owned();
        assert!(!served.status.success() && said.contains("Run `health-thing restore` again"), "{said}");
    }
    half
}

/// The second time everything comes back, and is served.
fn comes_back(home: &Home, copy: &str, site: &Path) {
    let again = home.run(&["restore", copy]);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    is_whole(home);
    drop(Program::start(home.command(health_thing(), site)));
}

fn is_whole(home: &Home) {
    let said = String::from_utf8_lossy(&home.run(&["check"]).stdout).into_owned();
    assert!(said.contains("160 accounts, 30 threads"), "{said}");
}

#[test]
fn on_sqlite_a_restore_that_is_killed_is_whole_or_refused_and_can_be_done_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (copy, site) = (a_backup(folder.path()), site(folder.path()));
    let mut halves = 0;
    for round in 0..ROUNDS {
        let home = Home::sqlite(&folder.path().join(format!("restored-{round}")));
        std::fs::DirBuilder::new().mode(0o700).create(&home.data).expect("a folder");
        std::fs::copy(folder.path().join("data/keys"), home.data.join("keys")).expect("copied");
        let mut restore = begin(&home, &copy);
        // The first file is in its place; what is to be done then is the second one.
        while !home.data.join("accounts.sqlite").exists() {
            assert!(restore.try_wait().expect("a look").is_none_or(|ended| ended.success()), "it failed");
        }
        restore.kill().expect("killed");
        restore.wait().expect("gone");
        if refused(&home, &site) {
            halves += 1;
            comes_back(&home, &copy, &site);
        } else {
            is_whole(&home);
        }
    }
    println!("{halves} of {ROUNDS} were half");
    assert!(halves > 0, "never half: this says little");
}

/// The rows of the accounts are kept, and those of the community wait for somebody who holds a table.
#[test]
fn on_postgres_a_restore_that_is_killed_half_way_is_refused_and_can_be_done_again() {
    on_postgres("restore", |home, folder, administer| {
        let site = site(folder);
        assert!(home.run(&["demo"]).status.success());
        let copy = folder.join("copy").display().to_string();
        assert!(home.run(&["backup", &copy]).status.success());
        let tested = home.run(&["test-backup", &copy]);
        assert!(
            tested.status.success() && String::from_utf8_lossy(&tested.stdout).contains("is whole"),
            "{tested:?}"
        );
        administer("drop schema accounts cascade; drop schema community cascade; drop schema staff cascade");
        for zone in ["accounts", "community", "staff"] {
            administer(&format!(
                "create schema {zone}; do $$ begin execute format('alter schema {zone} owner to %I', current_database() || '_{zone}'); end $$"
            ));
        }
        assert!(home.run(&["migrate"]).status.success());
        let until = |what: &str| {
            format!("do $$ begin while not exists ({what}) loop perform pg_sleep(0.01); end loop; end $$;")
        };
        std::thread::scope(|threads| {
            let hold = [
                "begin; lock table community.threads in share mode;",
                &until("select 1 from pg_tables where tablename = 'let_go'"),
                "commit",
            ]
            .concat();
            threads.spawn(move || administer(&hold));
            administer(&until(
                "select 1 from pg_locks where mode = 'ShareLock' and granted and relation = 'community.threads'::regclass",
            ));
            let mut restore = begin(home, &copy);
            administer(&until("select 1 from accounts.accounts"));
            restore.kill().expect("killed");
            restore.wait().expect("gone");
            administer("create table public.let_go (one bigint)");
        });
        assert!(refused(home, &site));
        comes_back(home, &copy, &site);
    });
}
