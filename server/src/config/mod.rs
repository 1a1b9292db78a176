//! The settings of the server: defaults, then one TOML file, then the environment, then flags.
//!
//! Each setting is declared once, below; `health-thing serve --help` lists them all. The file and the environment
//! use the same names: `trust_proxy = true` in the file is `HEALTH_THING_TRUST_PROXY=true` is `--trust-proxy true`.

#![allow(
    rustdoc::bare_urls,
    rustdoc::invalid_html_tags,
    reason = "the words below are also the text of --help"
)]

mod file;
mod verify;

pub use file::command_with_file;
pub use verify::Wrong;

use crate::log::Format;
use app::kit::state::DemoStaff;
use domain::push::Services;
use domain::secrets::Keys;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use store::Urls;

/// Every setting.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// A TOML file with settings; its keys are the names below with underscores
    #[arg(long, env = "HEALTH_THING_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Address and port to listen on, where people reach the server
    #[arg(long, env = "HEALTH_THING_ADDRESS", default_value = "127.0.0.1:3000")]
    pub address: SocketAddr,

    /// The address in people's browsers, for example https://health-thing.example. With https, cookies are Secure
    /// and carry the prefix __Host-, and browsers are told to stay on https. Needed as soon as `address` is not
    /// this machine only [default: http://localhost: and the port of `address`, for passkeys are made for names]
    #[arg(
        long,
        env = "HEALTH_THING_ORIGIN",
        default_value = "",
        hide_default_value = true,
        value_name = "URL"
    )]
    pub origin: String,

    /// Private address and port at which the operator reads the figures (/metrics), or off
    #[arg(
        long,
        env = "HEALTH_THING_METRICS_ADDRESS",
        default_value = "127.0.0.1:9464",
        value_name = "ADDRESS|off"
    )]
    pub metrics_address: String,

    /// The data folder: databases and the key file. Only the server's user should be able to enter it
    #[arg(long, env = "HEALTH_THING_DATA", default_value = "data", value_name = "FOLDER")]
    pub data: PathBuf,

    /// The database of the accounts: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME
    /// [default: accounts.sqlite in the data folder]
    #[arg(
        long,
        env = "HEALTH_THING_ACCOUNTS_URL",
        default_value = "",
        hide_default_value = true,
        hide_env_values = true,
        value_name = "URL"
    )]
    pub accounts_url: String,

    /// The database of threads and posts; with PostgreSQL another role than the one of the accounts
    /// [default: community.sqlite in the data folder]
    #[arg(
        long,
        env = "HEALTH_THING_COMMUNITY_URL",
        default_value = "",
        hide_default_value = true,
        hide_env_values = true,
        value_name = "URL"
    )]
    pub community_url: String,

    /// The database of the staff accounts; with PostgreSQL a third role
    /// [default: staff.sqlite in the data folder]
    #[arg(
        long,
        env = "HEALTH_THING_STAFF_URL",
        default_value = "",
        hide_default_value = true,
        hide_env_values = true,
        value_name = "URL"
    )]
    pub staff_url: String,

    /// The key file, readable by the server's user only (mode 0400). Made at the first start; keep a copy on paper or
    /// in a safe, never beside a backup: without it nobody can sign in [default: keys in the data folder]
    #[arg(long, env = "HEALTH_THING_KEYS", value_name = "FILE")]
    pub keys: Option<PathBuf>,

    /// The folder with the files for the browser [default: `site` beside this program, else target/site]
    #[arg(long, env = "HEALTH_THING_SITE", value_name = "FOLDER")]
    pub site: Option<PathBuf>,

    /// Believe the header X-Forwarded-For, because a proxy stands before the server and writes it
    #[arg(long, env = "HEALTH_THING_TRUST_PROXY", default_value_t = false, action = clap::ArgAction::Set)]
    pub trust_proxy: bool,

    /// Threads that answer requests; at least 4
    #[arg(long, env = "HEALTH_THING_WORKERS", default_value_t = 4, value_parser = clap::value_parser!(u16).range(4..=512))]
    pub workers: u16,

    /// Connections at the same time
    #[arg(long, env = "HEALTH_THING_CONNECTIONS", default_value_t = 4096, value_parser = clap::value_parser!(u32).range(16..=1_000_000))]
    pub connections: u32,

    /// Connections of one network (/24 or /48) at the same time. Not counted with `trust_proxy`: then all are the proxy's
    #[arg(long, env = "HEALTH_THING_CONNECTIONS_PER_NETWORK", default_value_t = 512, value_parser = clap::value_parser!(u32).range(8..=1_000_000))]
    pub connections_per_network: u32,

    /// Open threads that are told of new replies at the same time
    #[arg(long, env = "HEALTH_THING_STREAMS", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub streams: u32,

    /// Seconds in which a form must have arrived
    #[arg(long, env = "HEALTH_THING_BODY_SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=300))]
    pub body_seconds: u64,

    /// Seconds that answers on their way get when the server is told to stop
    #[arg(long, env = "HEALTH_THING_STOP_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=300))]
    pub stop_seconds: u64,

    /// Seconds a person needs at least to write a post; faster is a program and is refused
    #[arg(long, env = "HEALTH_THING_HUMAN_SECONDS", default_value_t = 2, value_parser = clap::value_parser!(i64).range(0..=60))]
    pub human_seconds: i64,

    /// The organisation that runs this place: name, postal address and e-mail address, as the privacy statement
    /// shows them (GDPR article 13). Without it, the statement points at the organisation that hands out the codes
    #[arg(
        long,
        env = "HEALTH_THING_OPERATOR",
        default_value = "",
        hide_default_value = true,
        value_name = "TEXT"
    )]
    pub operator: String,

    /// Let members ask for one empty message a day on their phone (web push). Then this server speaks to the push
    /// services below, and to no other host
    #[arg(long, env = "HEALTH_THING_PUSH", default_value_t = true, action = clap::ArgAction::Set)]
    pub push: bool,

    /// Contact for push services when something is wrong: mailto:somebody@organisation.example or an https:// page
    /// [default: `origin`; with http:// there is no push without it]
    #[arg(
        long,
        env = "HEALTH_THING_PUSH_CONTACT",
        default_value = "",
        hide_default_value = true,
        value_name = "URL"
    )]
    pub push_contact: String,

    /// The push services to which this server speaks, by https on port 443: host names between commas; *. stands for any
    /// name below
    #[arg(long, env = "HEALTH_THING_PUSH_SERVICES", default_value = domain::push::Services::USUAL, value_name = "HOSTS")]
    pub push_services: String,

    /// Look of the lines of the log
    #[arg(long, env = "HEALTH_THING_LOG_FORMAT", default_value = "plain")]
    pub log_format: Format,

    /// The limits
    #[command(flatten)]
    pub rates: Rates,

    /// The links of a demo on one's own machine, which nobody types
    #[arg(skip)]
    pub demo_staff: DemoStaff,
}

/// The limits on who may do what how often. A network is all addresses with the same /24 (IPv4) or /48 (IPv6): a school is one.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(next_help_heading = "Limits (counted in memory only)")]
pub struct Rates {
    /// Tries to join, per network per hour: a class that scans one poster. Who comes after them works or waits
    #[arg(long, env = "HEALTH_THING_JOINS_PER_HOUR", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..))]
    pub joins_per_hour: u32,

    /// People who sign in and wrong keys, per network per 10 minutes. Who comes after them works or waits
    #[arg(long, env = "HEALTH_THING_SIGN_INS_PER_10_MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    pub sign_ins_per_10_minutes: u32,

    /// Times that one account signs in or shows its key, per 10 minutes
    #[arg(long, env = "HEALTH_THING_OWN_SIGN_INS_PER_10_MINUTES", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub own_sign_ins_per_10_minutes: u32,

    /// Codes of an app, or recovery codes, that that may be tried in an hour by one staff person whose passphrase was right, and in one session of staff
    #[arg(long, env = "HEALTH_THING_STAFF_CODES_PER_HOUR", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub staff_codes_per_hour: u32,

    /// Files that one staff person may have a photo made of in an hour
    #[arg(long, env = "HEALTH_THING_STAFF_PHOTOS_PER_HOUR", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub staff_photos_per_hour: u32,

    /// Sessions of one account at the same time; one more ends another
    #[arg(long, env = "HEALTH_THING_SESSIONS_PER_ACCOUNT", default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..))]
    pub sessions_per_account: u32,

    /// Joins within one hour from which the log says that there is a wave
    #[arg(long, env = "HEALTH_THING_JOIN_WAVE", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    pub join_wave: u32,

    /// Challenges shared, per account per hour
    #[arg(long, env = "HEALTH_THING_SHARES_PER_HOUR", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    pub shares_per_hour: u32,

    /// Replies, per account per 10 minutes
    #[arg(long, env = "HEALTH_THING_REPLIES_PER_10_MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub replies_per_10_minutes: u32,

    /// Reactions, marks and edits, per account per 10 minutes
    #[arg(long, env = "HEALTH_THING_REACTIONS_PER_10_MINUTES", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    pub reactions_per_10_minutes: u32,

    /// Posts that waited that one moderator decides about, or takes back, per 10 minutes: one key each
    #[arg(long, env = "HEALTH_THING_DECISIONS_PER_10_MINUTES", default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub decisions_per_10_minutes: u32,

    /// Pages with posts of others, per account per 10 minutes: enough to read, too few to copy everything
    #[arg(long, env = "HEALTH_THING_READS_PER_10_MINUTES", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    pub reads_per_10_minutes: u32,

    /// Times that one member may see what fits while typing, in ten minutes
    #[arg(long, env = "HEALTH_THING_SUGGESTIONS_PER_10_MINUTES", default_value_t = 600)]
    pub suggestions_per_10_minutes: u32,

    /// Days after somebody kept the key from which marks at tips are open to them: a group that joins to make a figure waits
    #[arg(long, env = "HEALTH_THING_MARK_AFTER_DAYS", default_value_t = 1, value_parser = clap::value_parser!(i64).range(0..=30))]
    pub mark_after_days: i64,

    /// Wrong codes in 10 minutes, from everywhere together, from which strangers are asked for work or patience
    #[arg(long, env = "HEALTH_THING_ATTACK_FAILURES", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    pub attack_failures: u32,

    /// Size of the puzzle under attack: each step more is twice the work (20 is a second or two on a phone)
    #[arg(long, env = "HEALTH_THING_PUZZLE_BITS", default_value_t = 18, value_parser = clap::value_parser!(u8).range(1..=24))]
    pub puzzle_bits: u8,
}

impl Settings {
    /// Tells whether people reach this server by https.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// The addresses of the databases.
    pub fn urls(&self) -> Urls {
        Urls {
            accounts: self.url(&self.accounts_url, "accounts.sqlite"),
            community: self.url(&self.community_url, "community.sqlite"),
            staff: self.url(&self.staff_url, "staff.sqlite"),
        }
    }

    fn url(&self, given: &str, file: &str) -> String {
        if given.is_empty() {
            format!("sqlite://{}", self.data.join(file).display())
        } else {
            given.to_owned()
        }
    }

    /// Tells whether the databases are PostgreSQL's.
    pub fn is_postgres(&self) -> bool {
        is_postgres(&self.accounts_url)
    }

    /// Tells whether no database was made yet. Only files can tell; PostgreSQL is asked.
    pub fn is_new(&self) -> bool {
        let file = |url: &str| url.trim_start_matches("sqlite://").trim_start_matches("sqlite:").to_owned();
        !self.is_postgres() && self.urls().all().into_iter().all(|url| !Path::new(&file(url)).exists())
    }

    /// Tells whether a link with `origin` opens on this machine only.
    pub fn is_local(&self) -> bool {
        let host = self.origin.split_once("://").map_or("", |(_, host)| host);
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        host == "localhost" || host.trim_matches(['[', ']']).parse().is_ok_and(|it: IpAddr| it.is_loopback())
    }

    /// Tells whether somebody tries this out: on a machine that nobody else reaches, under the name by which it calls itself.
    pub fn is_for_trying(&self) -> bool {
        self.is_local() && !self.is_https() && self.address.ip().is_loopback()
    }

    /// The key file.
    pub fn key_file(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.data.join("keys"))
    }

    /// The folder with the files for the browser.
    pub fn site_folder(&self) -> PathBuf {
        if let Some(site) = &self.site {
            return site.clone();
        }
        let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("site")));
        beside.filter(|folder| folder.is_dir()).unwrap_or_else(|| Path::new("target/site").to_owned())
    }

    /// Returns the push services to which this server speaks, and what it tells them about itself; `None`: no push.
    pub fn push_service(&self, keys: &Keys) -> Option<app::kit::state::PushSetup> {
        let contact = match self.push_contact.is_empty() {
            true if self.is_https() => &self.origin,
            true => return None,
            false => &self.push_contact,
        };
        let services = Services::parse(&self.push_services).filter(|_| self.push)?;
        Some(app::kit::state::PushSetup { key: keys.vapid().public(), services, contact: contact.clone() })
    }

    /// Returns the address at which the figures are read; `None`: nowhere.
    pub fn metrics_listener(&self) -> Option<SocketAddr> {
        self.metrics_address.parse().ok()
    }
}

#[cfg(feature = "testing")]
impl Settings {
    /// The settings of a program that was told nothing.
    pub fn defaults() -> Self {
        #[derive(clap::Parser)]
        struct Told {
            #[command(flatten)]
            settings: Settings,
        }
        let told: Told = clap::Parser::parse_from(["health-thing"]);
        told.settings
    }
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links that let in for nothing are there on the machine of whoever tries this out, and nowhere else.
    #[test]
    fn a_demo_is_tried_on_ones_own_machine_alone() {
        for (origin, address, is) in [
            ("http://localhost:3000", "127.0.0.1:3000", true),
            ("http://127.0.0.1:3000", "127.0.0.1:3000", true),
            ("http://[::1]:3000", "[::1]:3000", true),
            ("http://localhost:3000", "0.0.0.0:3000", false),
            ("http://localhost:3000", "192.0.2.7:3000", false),
            ("https://localhost:3000", "127.0.0.1:3000", false),
            ("https://health-thing.example", "127.0.0.1:3000", false),
            ("http://localhost.example", "127.0.0.1:3000", false),
            ("http://health-thing.example", "127.0.0.1:3000", false),
            ("", "127.0.0.1:3000", false),
        ] {
            let mut settings = Settings::defaults();
            origin.clone_into(&mut settings.origin);
            settings.address = address.parse().expect("an address");
            assert_eq!(settings.is_for_trying(), is, "{origin} {address}");
        }
    }
}
