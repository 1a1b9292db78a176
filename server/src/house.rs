//! Everything that lives as long as the server: opened once from the settings, lent to every request, closed at the end.

use crate::assets::Files;
use crate::config::{Settings, Wrong};
use crate::daily::DailyKey;
use crate::edge::{SystemClock, SystemEntropy};
use crate::layers::Needs;
use crate::limits::InMemory;
use crate::live::Streams;
use crate::metrics::Metrics;
use crate::owner::Pass;
use crate::passphrases::Slow;
use crate::photos::Darkroom;
use crate::stop::Stop;
use crate::{keys, log};
use app::kit::memory::Memory;
use app::kit::state::AppState;
use domain::entropy::Entropy;
use domain::passkey::Site;
use domain::secrets::Keys;
use domain::time::Clock;
use std::sync::Arc;
use store::{Claim, Store};
use tokio_util::task::TaskTracker;

/// The fewest joins of an hour that are told as a number.
const FEWEST_JOINS: i64 = 10;

/// The server, before it listens.
pub struct House {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The state that every request is lent.
    pub state: Arc<AppState>,
    /// The files for the browser.
    pub files: Arc<Files>,
    /// The counters.
    pub metrics: Arc<Metrics>,
    /// The names by which networks and accounts are counted.
    pub names: Arc<DailyKey>,
    /// The live streams.
    pub live: Arc<Streams>,
    /// The work that was handed to [`AppState::spawn`] and is not done yet.
    pub background: TaskTracker,
}

impl House {
    /// Puts together what was opened. Clock and chance come in, so that a test can hold both still.
    pub fn of(
        settings: Settings,
        (store, keys): (Store, Keys),
        files: Files,
        (clock, entropy): (Arc<dyn Clock>, Arc<dyn Entropy>),
        stop: Stop,
    ) -> Self {
        let metrics = Arc::new(Metrics::default());
        let watched = store.clone();
        metrics.gauge("ht_journal_bytes", move || i64::try_from(watched.journal_bytes()).unwrap_or(i64::MAX));
        let names = Arc::new(DailyKey::new(clock.clone(), entropy.clone()));
        let limits = Arc::new(InMemory::new(
            settings.rates,
            (clock.clone(), entropy.clone()),
            names.clone(),
            metrics.clone(),
        ));
        let counted = Arc::downgrade(&limits);
        metrics.gauge("ht_joins_last_hour", move || {
            // Few are told as none: beside a poster that was handed out, "1" would say when somebody joined.
            counted
                .upgrade()
                .map(|limits| limits.joins_last_hour())
                .filter(|joins| *joins >= FEWEST_JOINS)
                .unwrap_or(0)
        });
        let live = Streams::new(settings.streams, names.clone(), metrics.clone(), stop);
        tokio::spawn(live.clone().pass_on(store.live()));
        let owner = Arc::new(Pass::new(store.clone(), clock.clone()));
        let demo_staff = settings.demo_staff.clone();
        let passphrases = Arc::new(Slow::new(entropy.clone()));
        let push = settings.push_service(&keys);
        let background = TaskTracker::new();
        let tasks = background.clone();
        let state = AppState {
            store,
            keys,
            clock,
            entropy,
            limits,
            assets: Arc::new(files.names.clone()),
            templates: Arc::default(),
            owner,
            photos: Arc::new(Darkroom::default()),
            passphrases,
            demo_staff,
            memory: Memory::default(),
            spawn: Arc::new(move |what| drop(tasks.spawn(what))),
            secure: settings.is_https(),
            site: Site::of(&settings.origin),
            human_seconds: settings.human_seconds,
            sessions_per_account: settings.rates.sessions_per_account,
            mark_after_days: settings.rates.mark_after_days,
            origin: settings.origin.clone(),
            operator: settings.operator.clone(),
            push,
            report: log::report,
        };
        Self {
            settings: Arc::new(settings),
            state: Arc::new(state),
            files: Arc::new(files),
            metrics,
            names,
            live,
            background,
        }
    }

    /// Waits until no work is left that nobody waits for.
    pub async fn settle(&self) {
        self.background.close();
        self.background.wait().await;
        self.background.reopen();
    }

    /// Lends the layers what they need.
    pub fn needs(&self) -> Needs {
        Needs {
            settings: self.settings.clone(),
            names: self.names.clone(),
            entropy: self.state.entropy.clone(),
            metrics: self.metrics.clone(),
        }
    }
}

/// The advice when a file is damaged.
pub const DAMAGED: &str = "Change nothing, copy the data folder as it is, and put the last good backup back: \"Damage\" in docs/OPERATIONS.md";

/// The clock of the machine and its chance.
pub fn edges() -> (Arc<dyn Clock>, Arc<dyn Entropy>) {
    (Arc::new(SystemClock), Arc::new(SystemEntropy))
}

/// Opens the zones and brings their tables up to date.
///
/// # Errors
/// A sentence that says what to do.
pub async fn open_store(settings: &Settings) -> Result<Store, Wrong> {
    Store::open(&settings.urls()).await.map_err(|why| not_opened(&why, settings))
}

/// [`open_store`] for a command that is used beside a server, which may be an older one: it brings no tables up to date.
///
/// # Errors
/// A sentence that says what to do, also when migrations are waiting.
pub async fn open_store_as_it_is(settings: &Settings) -> Result<Store, Wrong> {
    let waiting = Store::waiting_migrations(&settings.urls()).await;
    match waiting.map_err(|why| not_opened(&why, settings))? {
        0 => open_store(settings).await,
        waiting => Err(Wrong(format!(
            "Migrations are waiting: {waiting}. This program is newer than the tables, and changes nothing here while an older server may use them. Stop that server, then run `health-thing migrate` or start this one."
        ))),
    }
}

/// Claims the files of the databases for a server, as long as what is answered is kept.
///
/// # Errors
/// When another server, or a restore, has them.
pub fn claim(settings: &Settings) -> Result<Claim, Wrong> {
    Store::claim(&settings.urls()).map_err(|why| not_opened(&why, settings))
}

/// [`open_store`] to serve from: looks for damage first in files in which that takes no time. `jobs.rs` looks at the others.
///
/// # Errors
/// A sentence that says what to do.
pub async fn open_sound_store(settings: &Settings) -> Result<Store, Wrong> {
    let store = open_store(settings).await?;
    store.look_at_small_files().await.map_err(|why| not_opened(&why, settings))?;
    Ok(store)
}

fn not_opened(why: &store::Error, settings: &Settings) -> Wrong {
    let advice = match why {
        store::Error::Offline if settings.is_postgres() => {
            "Start PostgreSQL, and look whether accounts_url, community_url and staff_url name its host, role and password"
        }
        store::Error::Full => "Make room on the disk",
        store::Error::Busy => "Stop the other program that holds the database, then start again",
        store::Error::Damaged(_) => DAMAGED,
        store::Error::Claimed => "Stop that one first: two on the same files would not know of each other",
        store::Error::HalfRestored => "Run `health-thing restore` again, with the same backup or another one",
        store::Error::Migration(_) => {
            "This program may be older than the data: start the newest version, or restore a backup"
        }
        _ => "Run `health-thing check` after looking at the data folder and the addresses of the databases",
    };
    Wrong(format!("The databases could not be opened: {why}. {advice}."))
}

/// The keys of this installation; made now when it is new.
///
/// # Errors
/// When there are accounts but no keys, or the keys of another installation: those would lock every member out.
pub async fn open_keys(settings: &Settings, store: &Store, entropy: &dyn Entropy) -> Result<Keys, Wrong> {
    let keys = find_keys(settings, store, entropy).await?;
    let note = async {
        let mut tx = store.accounts.begin().await?;
        tx.installation().add(&keys.key_check()).await?;
        tx.commit().await?;
        let mut tx = store.community.begin().await?;
        tx.installation().add(&keys.key_check()).await?;
        tx.commit().await?;
        let mut tx = store.staff.begin().await?;
        tx.installation().add(&keys.key_check()).await?;
        tx.commit().await?;
        let mut tx = store.accounts.begin().await?;
        tx.installation().set_staffed().await?;
        tx.commit().await
    };
    keys_fit(settings, store, &keys).await?;
    note.await.map_err(broken_store)?;
    // Another host may have been quicker, with other keys.
    keys_fit(settings, store, &keys).await?;
    Ok(keys)
}

/// Refuses the keys of another installation. A database that was never served from takes all.
///
/// # Errors
/// A sentence that says which database they do not fit.
pub async fn keys_fit(settings: &Settings, store: &Store, keys: &Keys) -> Result<(), Wrong> {
    let noted = async {
        let accounts = store.accounts.read().await?.installation().find().await?;
        let community = store.community.read().await?.installation().find().await?;
        let staff = store.staff.read().await?.installation().find().await?;
        let mut tx = store.accounts.read().await?;
        let (people, staffed) = (tx.accounts().count().await?, tx.installation().is_staffed().await?);
        Ok(([("accounts", accounts), ("posts", community), ("staff", staff)], people, staffed))
    };
    let (noted, people, staffed) = noted.await.map_err(broken_store)?;
    let [accounts, community, staff] = [0, 1, 2].map(|n: usize| noted[n].1.is_some());
    // A start that was cut off may have noted the accounts alone; then nobody is in them. An installation of a version without
    // staff has no zone of theirs yet.
    if !accounts && (community || staff) || accounts && !community && people > 0 || staffed && !staff {
        return Err(Wrong(
            "One of the databases is new and another is not: a file is missing or has another name. Put it back, or restore a backup; what is there was left as it is.".to_owned(),
        ));
    }
    for (what, noted) in noted {
        if noted.is_some_and(|noted| noted != keys.key_check()) {
            return Err(Wrong(format!(
                "The key file {} does not belong to the database of the {what}: with it nobody could sign in, or find their own posts. Put back the key file of this installation, or set `data` to the folder of the other one.",
                settings.key_file().display()
            )));
        }
    }
    Ok(())
}

async fn find_keys(settings: &Settings, store: &Store, entropy: &dyn Entropy) -> Result<Keys, Wrong> {
    let file = settings.key_file();
    if let Some(keys) = keys::read(&file)? {
        return Ok(keys);
    }
    let accounts =
        async { store.accounts.read().await?.accounts().count().await }.await.map_err(broken_store)?;
    if accounts > 0 {
        return Err(Wrong(format!(
            "The key file {} is missing, but there are accounts. Put back your copy of it: new keys would lock every member out.",
            file.display()
        )));
    }
    keys::make(&file, entropy)
}

/// A failure of the store in a command, as a sentence.
pub fn broken_store(why: store::Error) -> Wrong {
    Wrong(format!("The database failed: {why}. Run `health-thing check`, then try again."))
}
