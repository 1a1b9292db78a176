//! The settings as an operator meets them: defaults, file, environment, flags, and sentences when they are wrong.

use domain::staff::StaffDeed;
use std::path::Path;
use std::process::{Command, Output};

fn health_thing(folder: &Path, args: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_health-thing"));
    command.current_dir(folder).args(args).env_clear().envs(env.iter().copied());
    command.output().expect("the program runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// What `check` says about the settings.
fn checked(folder: &Path, args: &[&str], env: &[(&str, &str)]) -> String {
    said(&health_thing(folder, &[&["check"], args].concat(), env))
}

#[test]
fn flags_win_over_the_environment_over_the_file_over_defaults() {
    let folder = folder();
    std::fs::write(folder.path().join("ht.toml"), "address = \"127.0.0.1:4001\"\ntrust_proxy = true\n")
        .expect("written");
    let address = |args: &[&str], env: &[(&str, &str)]| {
        let said = checked(folder.path(), args, env);
        said.split("listening on ").nth(1).expect(&said).lines().next().expect("a line").to_owned()
    };
    let env = [("HEALTH_THING_ADDRESS", "127.0.0.1:4002"), ("HEALTH_THING_CONFIG", "ht.toml")];
    assert_eq!(address(&[], &[]), "127.0.0.1:3000");
    assert_eq!(address(&["--config", "ht.toml"], &[]), "127.0.0.1:4001");
    assert_eq!(address(&["--config=ht.toml"], &[]), "127.0.0.1:4001");
    assert_eq!(address(&[], &env[1..]), "127.0.0.1:4001");
    assert_eq!(address(&[], &env), "127.0.0.1:4002");
    assert_eq!(address(&["--address", "127.0.0.1:4003"], &env), "127.0.0.1:4003");
}

/// Passkeys are made for names, so who tries it on one machine is at its name.
#[test]
fn on_this_machine_the_origin_is_its_name() {
    let folder = folder();
    for (args, origin) in [
        (&[][..], "http://localhost:3000"),
        (&["--address", "127.0.0.1:4001"], "http://localhost:4001"),
        (&["--address", "[::1]:4001"], "http://localhost:4001"),
        (&["--address", "127.0.0.2:4001"], "http://127.0.0.2:4001"),
        (&["--origin", "http://127.0.0.1:3000"], "http://127.0.0.1:3000"),
        (
            &["--address", "0.0.0.0:3000", "--origin", "https://Health-Thing.example"],
            "https://health-thing.example",
        ),
    ] {
        let said = checked(folder.path(), args, &[]);
        assert!(said.contains(&format!("origin {origin}, listening on")), "{args:?}: {said}");
    }
}

#[test]
fn wrong_settings_refuse_to_start_with_a_sentence_that_says_what_to_do() {
    let folder = folder();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("unknown.toml", "adress = \"127.0.0.1:3000\"");
    write("broken.toml", "address = ");
    write("list.toml", "address = [1]");
    write("number.toml", "workers = 1");
    write("a-file", "");
    let (one, two) = ("postgres://one@host/x", "postgres://two@host/x");
    for (args, sentence) in [
        (&["--config", "nowhere.toml"][..], "Correct --config"),
        (&["--config", "unknown.toml"], "`adress`, which is not a setting. Settings are: address, origin"),
        (&["--config", "broken.toml"], "is not TOML near line 1"),
        (&["--config", "list.toml"], "must be a text, a whole number, true or false"),
        (&["--config", "number.toml"], "4..=512"),
        (&["--address", "here"], "invalid value 'here' for '--address"),
        (&["--address", "0.0.0.0:3000"], "Set it to the address in people's browsers"),
        (&["--origin", "health-thing.example"], "must be https://"),
        (&["--origin", "https://health-thing.example/path"], "with nothing behind it"),
        (&["--metrics-address", "yes"], "or off"),
        (&["--metrics-address", "127.0.0.1:3000"], "a port of their own"),
        (&["--data", "a-file"], "is a file. Set `data` to a folder"),
        (&["--data", "/proc/no/such"], "cannot be made"),
        (&["--accounts-url", "mysql://x"], "must begin with sqlite:// or postgres://"),
        (&["--accounts-url", one], "`community_url` is not. Set all three"),
        (&["--community-url", two], "`accounts_url` is not. Set all three"),
        (&["--accounts-url", one, "--community-url", two], "`staff_url` is not. Set all three"),
        (&["--accounts-url", one, "--community-url", one, "--staff-url", two], "make three roles"),
        (&["--accounts-url", one, "--community-url", two, "--staff-url", two], "make three roles"),
        (&["--accounts-url", "sqlite://x", "--community-url", "sqlite://x"], "give each its own"),
        (&["--staff-url", "sqlite://x", "--community-url", "sqlite://x"], "give each its own"),
        (&["--workers", "1"], "4..=512"),
        (&["--no-such"], "unexpected argument"),
    ] {
        for command in ["serve", "check"] {
            let output = health_thing(folder.path(), &[&[command], args].concat(), &[]);
            assert!(!output.status.success(), "{command} {args:?}");
            assert!(said(&output).contains(sentence), "{command} {args:?}: {}", said(&output));
        }
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    // Here not even the superuser may.
    let said = checked(folder().path(), &["--data", "/proc"], &[]);
    assert!(said.contains("/proc is not writable"), "{said}");
}

#[test]
fn every_setting_is_listed_with_its_names_and_an_explanation() {
    let help = said(&health_thing(folder().path(), &["serve", "--help"], &[]));
    let flags: Vec<&str> = help.lines().filter_map(|line| line.trim().strip_prefix("--")).collect();
    assert!(flags.len() >= 20, "{help}");
    for flag in
        flags.iter().map(|flag| flag.split(' ').next().expect("a word")).filter(|flag| *flag != "demo")
    {
        let variable = format!("HEALTH_THING_{}", flag.to_uppercase().replace('-', "_"));
        assert!(help.contains(&variable), "{variable}");
    }
}

#[test]
fn a_password_in_an_address_is_never_shown() {
    let env = [("HEALTH_THING_ACCOUNTS_URL", "postgres://a:hunter2@127.0.0.1:1/x")];
    for args in [&["serve", "--help"][..], &["check"]] {
        let output = health_thing(folder().path(), args, &env);
        assert!(!said(&output).contains("hunter2"), "{}", said(&output));
    }
}

/// C of the house: organisations and cohorts from the command line, with a link that works, and a line of the log each.
#[tokio::test]
async fn an_organisation_and_a_cohort_are_added_and_listed() {
    let folder = folder();
    let run = |args: &[&str]| {
        let output = health_thing(folder.path(), args, &[]);
        assert!(output.status.success(), "{args:?}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    run(&["migrate"]);
    let id = run(&["admin", "organisation", "add", "--name", "Kliniek Noord", "--kind", "employer"]);
    assert!(run(&["admin", "organisation", "list"]).contains(&format!("{id}  employer  Kliniek Noord")));
    let cohort =
        ["admin", "cohort", "add", "--name", "Poster", "--organisation", &id, "--seats", "30", "--ends"];
    let few = ["admin", "cohort", "add", "--name", "Poster", "--seats", "9", "--ends", "2099-12-31"];
    let refused = health_thing(folder.path(), &few, &[]);
    assert!(!refused.status.success() && said(&refused).contains("10..=1000000"), "{}", said(&refused));
    let link = run(&[&cohort[..], &["2099-12-31"]].concat());
    assert!(link.starts_with("http://localhost:3000/join#"), "{link}");
    let list = run(&["admin", "cohort", "list"]);
    assert!(
        list.contains(&link) && list.contains("until 2099-12-31  about 0 joined (of 30)  Poster"),
        "{list}"
    );
    for (args, sentence) in [
        (&[&cohort[..], &["2020-01-01"]].concat()[..], "lies in the past"),
        (&["admin", "cohort", "add", "--name", "x", "--ends", "2099-01-01"], "2 to 80 characters"),
        (
            &[
                "admin",
                "cohort",
                "add",
                "--name",
                "Poster",
                "--ends",
                "2099-01-01",
                "--organisation",
                &"0".repeat(32),
            ],
            "No organisation has this id",
        ),
    ] {
        let output = health_thing(folder.path(), args, &[]);
        assert!(!output.status.success() && said(&output).contains(sentence), "{args:?}: {}", said(&output));
    }
    let file = |zone: &str| format!("sqlite://{}", folder.path().join("data").join(zone).display());
    let urls = store::Urls {
        accounts: file("accounts.sqlite"),
        community: file("community.sqlite"),
        staff: file("staff.sqlite"),
    };
    let store = store::Store::open(&urls).await.expect("a store");
    let mut tx = store.accounts.read().await.expect("a look");
    let lines = tx.staff_log().list(&store::StaffLogFilter::default(), None, 9).await.expect("lines");
    let lines: Vec<_> = lines.into_iter().map(|(_, line)| (line.deed, line.staff)).collect();
    assert_eq!(lines, [(StaffDeed::AddCohort, None), (StaffDeed::AddOrganisation, None)]);
    drop(tx);
    store.close().await;
}
