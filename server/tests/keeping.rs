//! The data folder as an operator may get it wrong: open to others, of another installation, used twice, or not there.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Runs a command to its end; whether it went well, and what it said.
fn run(folder: &Path, args: &[&str]) -> (bool, String) {
    let output = command(folder, args).output().expect("the program runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_health-thing"));
    command.current_dir(folder).env_clear().args(args);
    for (setting, value) in [("SITE", "site"), ("ADDRESS", "127.0.0.1:0"), ("METRICS_ADDRESS", "off")] {
        command.env(format!("HEALTH_THING_{setting}"), value);
    }
    command
}

/// A server that has opened its databases; ended when dropped.
struct Server(Child);

impl Server {
    fn start(folder: &Path) -> Self {
        use std::io::{BufRead, BufReader};
        let mut command = command(folder, &["serve"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
        let mut said = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        assert!(said.any(|line| line.is_ok_and(|line| line.starts_with("Health-Thing is at"))), "it ended");
        Self(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A folder with the files for a browser, and databases with demo content.
fn installation() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("site/pkg")).expect("a folder");
    std::fs::write(folder.path().join("site/pkg/manifest.json"), r#"{"css": "/pkg/a.css"}"#)
        .expect("written");
    std::fs::write(folder.path().join("site/pkg/a.css"), "body{}").expect("written");
    let (made, said) = run(folder.path(), &["demo"]);
    assert!(made, "{said}");
    folder
}

#[test]
fn a_data_folder_that_others_can_enter_is_refused_with_what_to_type() {
    let folder = installation();
    let data = folder.path().join("data");
    let open =
        |mode: u32| std::fs::set_permissions(&data, std::fs::Permissions::from_mode(mode)).expect("set");
    for mode in [0o755, 0o701] {
        open(mode);
        for command in ["serve", "check", "backup"] {
            let args = if command == "backup" { vec![command, "copy"] } else { vec![command] };
            let (done, said) = run(folder.path(), &args);
            assert!(!done && said.contains("Run: chmod 0700 data"), "{command} {mode:o}: {said}");
        }
    }
    open(0o700);
    assert!(run(folder.path(), &["check"]).0);
}

/// Both ways round: other keys with these databases, and one other database with these keys.
#[test]
fn the_keys_of_another_installation_are_refused() {
    let (here, there) = (installation(), installation());
    let swap = |file: &str, with: &Path| {
        let own = here.path().join("data").join(file);
        std::fs::remove_file(&own).expect("removed");
        std::fs::copy(with.join(file), &own).expect("copied");
    };
    let kept = tempfile::tempdir().expect("a folder");
    let other = there.path().join("data");
    for file in ["keys", "accounts.sqlite", "community.sqlite", "staff.sqlite"] {
        std::fs::copy(here.path().join("data").join(file), kept.path().join(file)).expect("copied");
        swap(file, &other);
        for command in ["serve", "check"] {
            let (done, said) = run(here.path(), &[command]);
            assert!(
                !done && said.contains("does not belong to the database of the"),
                "{command} {file}: {said}"
            );
        }
        swap(file, kept.path());
        let (fits, said) = run(here.path(), &["check"]);
        assert!(fits, "{said}");
    }
}

/// A file that was lost or has another name is not made anew in silence beside the other one.
#[test]
fn one_file_without_the_other_is_refused() {
    for file in ["accounts.sqlite", "community.sqlite", "staff.sqlite"] {
        let folder = installation();
        assert!(run(folder.path(), &["check"]).0);
        std::fs::remove_file(folder.path().join("data").join(file)).expect("removed");
        for command in ["serve", "check"] {
            let (done, said) = run(folder.path(), &[command]);
            assert!(!done && said.contains("a file is missing"), "{command} {file}: {said}");
        }
    }
}

#[test]
fn a_second_server_on_the_same_files_is_refused_until_the_first_has_ended() {
    let folder = installation();
    let first = Server::start(folder.path());
    let (done, said) = run(folder.path(), &["serve"]);
    assert!(!done && said.contains("Stop that one first"), "{said}");
    assert!(run(folder.path(), &["backup", "copy"]).0, "commands go on beside it");
    let (done, said) = run(folder.path(), &["restore", "copy"]);
    assert!(!done && said.contains("works with these files"), "{said}");
    // Killed, as by a power failure: nothing has to be removed by hand.
    drop(first);
    Server::start(folder.path());
}

#[test]
fn a_command_about_what_is_there_makes_nothing_where_nothing_is() {
    let folder = tempfile::tempdir().expect("a folder");
    for args in [&["admin", "cohort", "list"][..], &["backup", "copy"]] {
        let (done, said) = run(folder.path(), args);
        assert!(!done && said.contains("There is no database in the data folder data"), "{said}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing was made");
}

#[test]
fn links_begin_with_the_origin_or_say_that_they_open_here_only() {
    let folder = installation();
    let add = ["admin", "cohort", "add", "--name", "Poster", "--ends", "2099-12-31"];
    let (_, said) = run(folder.path(), &add);
    assert!(
        said.contains("http://localhost:0/join#") && said.contains("opens on this machine only"),
        "{said}"
    );
    let (_, said) =
        run(folder.path(), &[&["admin", "--origin", "https://health-thing.example"], &add[1..]].concat());
    assert!(said.starts_with("https://health-thing.example/join#") && said.lines().count() == 1, "{said}");
}

/// What the page about the system shows of a job: when it went well last, and why it did not.
async fn job(folder: &Path, name: &str) -> store::Job {
    let store = store::Store::open(&store::testing::files(&folder.join("data"))).await.expect("a store");
    let jobs = store.staff.read().await.expect("a look").jobs().list().await.expect("jobs");
    store.close().await;
    jobs.into_iter().find(|job| job.name == name).expect("a row")
}

/// A backup is tested where nobody works, also beside a server; nothing is left of it, and what came out of it is kept for staff.
#[tokio::test]
async fn a_backup_is_put_back_looked_through_and_thrown_away_again() {
    let folder = installation();
    let (here, data) = (folder.path(), folder.path().join("data"));
    let _server = Server::start(here);
    assert!(run(here, &["backup", "copy"]).0);
    let (fine, said) = run(here, &["test-backup", "copy"]);
    assert!(fine && said.contains("can be restored"), "{said}");
    let tested = job(here, store::jobs::RESTORE_TEST).await;
    assert!(tested.done.is_some() && !tested.is_failing(), "{tested:?}");

    let good = std::fs::read(here.join("copy/community.sqlite")).expect("a file");
    let another = installation();
    assert!(run(another.path(), &["backup", "copy"]).0);
    for (file, bad, why) in [
        ("community.sqlite", good[..good.len() / 2].to_vec(), "This backup cannot be used"),
        ("staff.sqlite", good.clone(), "This backup cannot be used"),
        (
            "staff.sqlite",
            std::fs::read(another.path().join("copy/staff.sqlite")).expect("a file"),
            "does not belong to the database of the staff",
        ),
    ] {
        let place = here.join("copy").join(file);
        let whole = std::fs::read(&place).expect("a file");
        std::fs::write(&place, bad).expect("written");
        let (fine, said) = run(here, &["test-backup", "copy"]);
        assert!(!fine && said.contains(why), "{file}: {said}");
        let tested = job(here, store::jobs::RESTORE_TEST).await;
        assert!(tested.cause.is_some_and(|cause| cause.contains(why)), "{file}");
        assert!(!data.join("restore-test").exists(), "{file}: nothing is left of it");
        std::fs::write(&place, whole).expect("written");
    }
    let (fine, said) = run(here, &["test-backup", "nowhere"]);
    assert!(!fine && said.contains("is missing"), "{said}");
    // What a test that was cut off left is in nobody's way.
    std::fs::create_dir(data.join("restore-test")).expect("made");
    std::fs::write(data.join("restore-test/accounts.sqlite"), "half").expect("written");
    assert!(run(here, &["test-backup", "copy"]).0);
    assert!(!data.join("restore-test").exists());
    assert!(run(here, &["check"]).0, "what is served is as it was");
}

/// The version before had no zone of staff: it is made beside the others once, and from then on has to be there.
#[tokio::test]
async fn an_installation_of_before_there_were_staff_gets_their_zone() -> store::testing::Tested {
    let folder = tempfile::tempdir()?;
    let (here, data) = (folder.path(), folder.path().join("data"));
    std::fs::create_dir_all(here.join("site/pkg"))?;
    std::fs::write(here.join("site/pkg/manifest.json"), r#"{"css": "/pkg/a.css"}"#)?;
    std::fs::write(here.join("site/pkg/a.css"), "body{}")?;
    std::fs::create_dir(&data)?;
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o700))?;
    let keys = server::keys::make(&data.join("keys"), &domain::entropy::Seeded::new(5)).expect("keys");
    store::testing::before_staff(&store::testing::files(&data), &keys.key_check()).await?;
    for args in [&["check"][..], &["backup", "copy"]] {
        let (fine, said) = run(here, args);
        assert!(!fine && said.contains("Migrations are waiting"), "{args:?}: {said}");
    }
    assert!(!data.join("staff.sqlite").exists(), "what only looks makes nothing");

    drop(Server::start(here));
    let (fine, said) = run(here, &["check"]);
    assert!(fine, "{said}");
    let (fine, said) = run(here, &["admin", "cohort", "list"]);
    assert!(fine && said.contains("Starters"), "{said}");
    let add = [
        "admin",
        "staff",
        "add",
        "--name",
        "Noor",
        "--function",
        "beheer",
        "--email",
        "noor@linde.example",
        "--role",
        "admin",
    ];
    let (fine, said) = run(here, &add);
    assert!(fine && said.contains("/staff/activate#"), "{said}");

    // A second start finds it; without it there is none.
    drop(Server::start(here));
    let (fine, said) = run(here, &["admin", "staff", "list"]);
    assert!(fine && said.contains("Noor"), "{said}");
    std::fs::remove_file(data.join("staff.sqlite"))?;
    for command in ["serve", "check"] {
        let (fine, said) = run(here, &[command]);
        assert!(!fine && said.contains("a file is missing"), "{command}: {said}");
    }
    Ok(())
}

/// A newer program may be tried beside an older server: what only looks or copies brings no tables up to date, and says so.
#[tokio::test]
async fn what_is_used_beside_a_server_applies_no_migration() -> store::testing::Tested {
    let place = store::testing::TestStore::sqlite().await?;
    let older = "drop table installation; delete from _sqlx_migrations where version = 50";
    place.tamper(older, older).await?;
    let folder = place.folder().expect("a folder");
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    let data = folder.to_str().expect("a name");
    for args in [&["check", "--data", data][..], &["backup", "copy", "--data", data]] {
        let (fine, said) = run(folder, args);
        assert!(!fine && said.contains("Migrations are waiting: 1."), "{said}");
        assert!(said.contains("health-thing migrate"), "{said}");
    }
    let urls = place.urls();
    assert_eq!(store::Store::waiting_migrations(&urls).await?, 1, "it still waits");
    let (fine, said) = run(folder, &["migrate", "--data", data]);
    assert!(fine, "{said}");
    assert_eq!(store::Store::waiting_migrations(&urls).await?, 0);
    place.finish().await
}
