//! The program as a supervisor meets it: it starts, is ready, stops gently, and keeps what it made.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

struct Server {
    child: Child,
    stderr: BufReader<ChildStderr>,
    address: SocketAddr,
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_health-thing"));
    command.current_dir(folder).env_clear().args(args);
    command
        .args(["--site", "site", "--metrics-address", "127.0.0.1:0"])
        .env("HEALTH_THING_ADDRESS", "127.0.0.1:0");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn start(folder: &Path, args: &[&str]) -> Server {
    let mut child = command(folder, &[&["serve"], args].concat()).spawn().expect("the program runs");
    let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut server = Server { child, stderr, address: ([127, 0, 0, 1], 0).into() };
    server.address = server.listening();
    server
}

/// A test that fails leaves no server behind.
impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Waits until it says where it listens.
    fn listening(&mut self) -> SocketAddr {
        let mut said = String::new();
        loop {
            let before = said.len();
            assert!(self.stderr.read_line(&mut said).expect("text") > 0, "it ended: {said}");
            if let Some((_, rest)) = said[before..].split_once("listening address=") {
                return rest.split(' ').next().expect("an address").parse().expect("an address");
            }
        }
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The links that it printed with which somebody tries a role, and the roles.
    fn links(&mut self) -> Vec<(String, String)> {
        let out = BufReader::new(self.child.stdout.as_mut().expect("a pipe"));
        let said = out.lines().map(|line| line.expect("text"));
        let before = said.take_while(|line| !line.starts_with("Health-Thing is at"));
        let links = before.filter_map(|line| {
            let (role, link) = line.strip_prefix("Try it as ")?.split_once(": ")?;
            Some((role.to_owned(), link.to_owned()))
        });
        links.collect()
    }

    /// Comes in with the secret of such a link; the cookie, or nothing.
    fn tries(&self, code: &str) -> Option<String> {
        let body = format!("code={code}");
        let answer = self.ask(&format!(
            "POST /api/staff/way_in/try_out HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\naccept: text/html\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        ));
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: staff="));
        assert!(cookie.is_some() || answer.starts_with("HTTP/1.1 404"), "{answer}");
        cookie.map(|cookie| format!("staff={}", cookie.split(';').next().unwrap_or_default()))
    }

    /// The status with which a page answers whoever has this cookie.
    fn status(&self, path: &str, cookie: &str) -> u16 {
        let answer = self.ask(&format!("GET {path} HTTP/1.1\r\nhost: x\r\naccept: text/html\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n"));
        answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status")
    }

    /// Tells it to stop; what it wrote to both outputs.
    fn stop(mut self, signal: &str) -> (String, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().expect("kill runs").success());
        let begin = Instant::now();
        assert!(self.child.wait().expect("it ends").success());
        assert!(begin.elapsed() < Duration::from_secs(5), "it took {:?}", begin.elapsed());
        let (mut out, mut err) = (String::new(), String::new());
        self.child.stdout.take().expect("a pipe").read_to_string(&mut out).expect("text");
        self.stderr.read_to_string(&mut err).expect("text");
        (out, err)
    }
}

/// A folder with files for a browser, as far as a server needs them.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("site/pkg")).expect("a folder");
    std::fs::write(folder.path().join("site/pkg/manifest.json"), r#"{"css": "/pkg/a.css"}"#)
        .expect("written");
    std::fs::write(folder.path().join("site/pkg/a.css"), "body{}").expect("written");
    folder
}

#[test]
fn a_new_installation_makes_its_keys_and_says_once_how_to_see_its_join_link() {
    let folder = site();
    let server = start(folder.path(), &[]);
    assert!(server.get("/health").starts_with("HTTP/1.1 200"));
    assert!(server.get("/ready").starts_with("HTTP/1.1 200"));
    assert!(server.get("/pkg/a.css").contains("immutable"));
    let (out, err) = server.stop("-TERM");
    assert!(!out.contains("/join#"), "a journal would keep it: {out}");
    let shows = out.lines().find_map(|line| line.trim().strip_prefix("health-thing ")).expect(&out);
    let shown = Command::new(env!("CARGO_BIN_EXE_health-thing"))
        .current_dir(folder.path())
        .env_clear()
        .args(shows.split(' '))
        .output()
        .expect("the program runs");
    assert!(String::from_utf8_lossy(&shown.stdout).contains("/join#"), "{shows}");
    assert!(err.contains("signal=SIGTERM") && err.trim_end().ends_with("stopped"), "{err}");

    let data = folder.path().join("data");
    let mode = |file: &Path| std::fs::metadata(file).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode(&data.join("keys")), 0o400);
    assert_eq!(mode(&data), 0o700);
    for zone in ["accounts", "community", "staff"] {
        for file in [".sqlite", ".sqlite-lock"].map(|ending| [zone, ending].concat()) {
            assert_eq!(mode(&data.join(&file)), 0o600, "{file}");
        }
    }
    let keys = std::fs::read(data.join("keys")).expect("keys");

    let (out, _) = start(folder.path(), &["--demo"]).stop("-INT");
    assert!(!out.contains("join link"), "only once: {out}");
    assert_eq!(std::fs::read(data.join("keys")).expect("keys"), keys);
}

#[test]
fn a_lost_key_file_is_not_replaced_when_there_are_accounts() {
    let folder = site();
    start(folder.path(), &["--demo"]).stop("-TERM");
    let keys = folder.path().join("data/keys");
    std::fs::remove_file(&keys).expect("removed");
    let output = command(folder.path(), &["serve"]).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("would lock every member out"), "{said}");
    assert!(!keys.exists());
}

#[test]
fn the_signal_ends_a_server_with_open_connections() {
    let folder = site();
    let server = start(folder.path(), &["--stop-seconds", "1"]);
    let idle: Vec<TcpStream> =
        (0..4).map(|_| TcpStream::connect(server.address).expect("a connection")).collect();
    let mut half = TcpStream::connect(server.address).expect("a connection");
    let head = "POST /api/threads/add HTTP/1.1\r\nhost: x\r\nsec-fetch-site: none\r\n\
                content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\nexpect: 100-continue\r\n\r\n";
    half.write_all(head.as_bytes()).expect("sent");
    // Whoever came before was let in too when the server asks for the rest of the last one.
    let mut go_on = [0; 12];
    half.read_exact(&mut go_on).expect("an answer");
    assert_eq!(&go_on, b"HTTP/1.1 100");
    half.write_all(b"half").expect("sent");
    server.stop("-TERM");
    drop((idle, half));
}

#[test]
fn a_taken_port_and_missing_files_are_said_plainly() {
    let folder = site();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    for (args, sentence) in [
        (["--metrics-address", &address], "set `metrics_address` to another address or port"),
        (["--site", "nowhere"], "cargo xtask serve"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_health-thing"));
        command.current_dir(folder.path()).env_clear().args(["serve", "--address", "127.0.0.1:0"]);
        let site = if args[0] == "--site" { vec![] } else { vec!["--site", "site"] };
        let output = command.args(site).args(args).output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(sentence), "{said}");
    }
}

#[test]
fn check_fails_for_open_keys_and_says_what_to_type() {
    let folder = site();
    start(folder.path(), &[]).stop("-TERM");
    let check = || command(folder.path(), &["check"]).output().expect("the program runs");
    let fine = check();
    assert!(fine.status.success(), "{}", String::from_utf8_lossy(&fine.stdout));
    let keys = folder.path().join("data/keys");
    std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o644)).expect("permissions");
    let wrong = check();
    let said = String::from_utf8_lossy(&wrong.stdout).into_owned();
    assert!(!wrong.status.success() && said.contains("WRONG  keys") && said.contains("chmod 0400"), "{said}");
}

/// One link per role lets in whoever tries this out on a machine of their own. Under any other name, or where others reach it, the same
/// data has none, and the way in by one is not there.
#[test]
fn a_demo_prints_a_link_per_role_on_its_own_machine_and_nowhere_else() {
    let folder = site();
    let mut server = start(folder.path(), &["--demo"]);
    let links = server.links();
    let roles: Vec<_> = links.iter().map(|(role, _)| role.as_str()).collect();
    assert_eq!(roles, ["expert", "moderator", "researcher", "partner", "admin"]);
    let may = [[403, 403], [200, 403], [403, 403], [403, 403], [403, 200]];
    for ((role, link), may) in links.iter().zip(may) {
        let (address, code) = link.split_once('#').expect("a secret behind the #");
        assert!(address.ends_with("/staff/try") && address.starts_with("http://localhost:"), "{link}");
        assert!(server.get("/staff/try").starts_with("HTTP/1.1 200"));
        let cookie = server.tries(code).expect(role);
        assert_eq!(server.status("/staff", &cookie), 200, "{role}");
        assert_eq!(["/staff/held", "/staff/team"].map(|page| server.status(page, &cookie)), may, "{role}");
        assert_eq!(server.status("/threads", &cookie), 303, "{role} is nobody among members");
    }
    server.stop("-TERM");

    let here = ["--origin", "http://localhost:3000", "--address", "0.0.0.0:0"];
    for elsewhere in [&["--origin", "https://health-thing.example"][..], &here] {
        let mut server = start(folder.path(), &[&["--demo"], elsewhere].concat());
        server.address.set_ip([127, 0, 0, 1].into());
        assert_eq!(server.links(), [], "{elsewhere:?}");
        assert!(server.get("/staff/try").starts_with("HTTP/1.1 404"), "{elsewhere:?}");
        for (role, link) in &links {
            let code = link.split_once('#').expect("a secret").1;
            assert_eq!(server.tries(code), None, "{elsewhere:?} {role}");
        }
    }
}

/// Backup and restore: the same challenges come back, without keys.
#[test]
fn a_backup_of_a_running_server_is_put_back_into_an_empty_place() {
    let folder = site();
    let server = start(folder.path(), &["--demo"]);
    let run = |args: &[&str]| command(folder.path(), args).output().expect("the program runs");
    let backup = run(&["backup", "copy"]);
    assert!(backup.status.success(), "{}", String::from_utf8_lossy(&backup.stderr));
    server.stop("-TERM");
    let keys = std::fs::read_to_string(folder.path().join("data/keys")).expect("keys");
    let secret = keys.split_whitespace().max_by_key(|word| word.len()).expect("a key").to_owned();
    for entry in std::fs::read_dir(folder.path().join("copy")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a file");
        assert!(!String::from_utf8_lossy(&bytes).contains(&secret), "a key in {}", path.display());
        assert_ne!(path.file_name().and_then(|name| name.to_str()), Some("keys"));
    }
    let over = run(&["restore", "copy"]);
    let said = String::from_utf8_lossy(&over.stderr).into_owned();
    assert!(!over.status.success() && said.contains("not empty"), "{said}");

    let elsewhere = run(&["restore", "copy", "--data", "new"]);
    assert!(elsewhere.status.success(), "{}", String::from_utf8_lossy(&elsewhere.stderr));
    std::fs::copy(folder.path().join("data/keys"), folder.path().join("new/keys")).expect("copied");
    let check = run(&["check", "--data", "new"]);
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(check.status.success() && said.contains("160 accounts, 30 threads"), "{said}");
}

/// A page that the disk gives back wrong is not served, not passed and not copied.
#[test]
fn a_damaged_file_is_refused_by_everything_until_it_is_whole_again() {
    let folder = site();
    start(folder.path(), &["--demo"]).stop("-TERM");
    let run = |args: &[&str]| {
        let output = command(folder.path(), args).output().expect("the program runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    };
    assert!(run(&["check"]).0);
    let file = folder.path().join("data/community.sqlite");
    let damage = store::testing::Damage::to(&file, b" de ").expect("a page");
    for args in [&["serve"][..], &["check"], &["backup", "copy"]] {
        let (done, said) = run(args);
        assert!(!done && said.contains("damaged") && said.contains("docs/OPERATIONS.md"), "{args:?}: {said}");
    }
    assert!(!folder.path().join("copy/community.sqlite").exists());
    damage.mend(&file).expect("mended");
    let (whole, said) = run(&["check"]);
    assert!(whole && said.contains("30 threads"), "{said}");
}
