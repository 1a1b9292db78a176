//! A PostgreSQL server for one test run: made in a temporary folder, gone afterwards.

use crate::{Failure, debian, run, say};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const PREFIX: &str = "health-thing-postgres-";

/// Runs while this value lives.
pub struct Throwaway {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    server: Child,
}

impl Throwaway {
    /// Makes a cluster and starts it on a free port of this machine only.
    pub fn start() -> Result<Self, Failure> {
        remove_left_over();
        let programs = debian::postgres_programs().ok_or("PostgreSQL is missing.")?;
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        let failure = |why: std::io::Error| format!("{} cannot be made: {why}", folder.display());
        std::fs::create_dir_all(&folder).map_err(failure)?;
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).map_err(failure)?;
        if let Some((user, group)) = person() {
            chown(&folder, Some(user), Some(group)).map_err(failure)?;
        }
        let data = folder.join("data");
        let made = as_nobody_special(&programs.join("initdb"), &folder)
            .args([
                "--auth=trust",
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "-D",
            ])
            .arg(&data)
            .output();
        let made = made.map_err(|why| format!("initdb could not be started: {why}"))?;
        if !made.status.success() {
            let _ = std::fs::remove_dir_all(&folder);
            return Err(format!("initdb failed:\n{}", String::from_utf8_lossy(&made.stderr)));
        }
        let port = free_port()?;
        let server = as_nobody_special(&programs.join("postgres"), &folder)
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-k"])
            .arg(&folder)
            // Settings of safety stay as they are: the store refuses a PostgreSQL that may lose what it acknowledged.
            .args(["-c", "max_connections=300", "-c", "log_min_messages=fatal"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|why| format!("postgres could not be started: {why}"))?;
        let running = Self { programs, folder, port, server };
        running.wait()?;
        Ok(running)
    }

    /// The address for `TEST_POSTGRES_URL`.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&self) -> Result<(), Failure> {
        for _ in 0..300 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err("PostgreSQL did not answer within 30 seconds. Try again; if it stays so, look at `df -h /tmp`."
            .into())
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        let mut stop = as_nobody_special(&self.programs.join("pg_ctl"), &self.folder);
        stop.args(["stop", "-m", "immediate", "-D"]).arg(self.folder.join("data"));
        let stopped = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// PostgreSQL refuses to run as root; then it runs as the person its package made. It ends with this program, however
/// this program ends.
fn as_nobody_special(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=QUIT");
    if let Some((user, group)) = person() {
        command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".into()]);
    }
    command.arg("--").arg(program).current_dir(folder).stdin(Stdio::null()).env("LC_ALL", "C.UTF-8");
    command
}

/// User and group to become, when this is root.
fn person() -> Option<(u32, u32)> {
    let people = if run::is_root() { std::fs::read_to_string("/etc/passwd").ok()? } else { return None };
    let line = people.lines().find(|line| line.starts_with("postgres:"))?;
    let mut parts = line.split(':').skip(2).map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

fn free_port() -> Result<u16, Failure> {
    let taken = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    Ok(taken.map_err(|why| format!("no free port on this machine: {why}"))?.port())
}

/// Folders of test runs that were killed before they could clean up.
fn remove_left_over() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix(PREFIX) else { continue };
        if !Path::new("/proc").join(process).exists() && std::fs::remove_dir_all(entry.path()).is_ok() {
            say::line(&format!("Removed {name}, left over from a test run that was killed."));
        }
    }
}
