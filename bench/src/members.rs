//! The members of the data sets. Keys, codes and roots follow from one seed, so the measuring side can sign in with
//! codes that the loading side gave out, and neither keeps a file of them.

use crate::Fault;
use domain::codes::AccountCode;
use domain::entropy::{self, Seeded};
use domain::ids::AccountId;
use domain::people::{Cohort, Phase, Region, Sector};
use domain::secrets::{Keys, Root};
use domain::time::Day;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use store::{Account, Store};

/// How many can sign in: one per connection of the largest run.
pub const WITH_ACCOUNT: usize = 64;
/// How many write.
const WRITERS: usize = 2_000;
const SEED: u64 = 20_261_121;

/// Everybody of a data set.
pub struct Members {
    /// The keys of the installation.
    pub keys: Keys,
    /// The account codes of those who can sign in.
    pub codes: Vec<AccountCode>,
    /// The roots of all who write; the first ones can sign in.
    pub roots: Vec<Root>,
}

impl Members {
    /// The same people every time.
    pub fn all() -> Self {
        let chance = Seeded::new(SEED);
        let keys = Keys::generate(&chance);
        let codes = (0..WITH_ACCOUNT).map(|_| AccountCode::generate(&chance)).collect();
        let roots = (0..WRITERS).map(|_| Root::generate(&chance)).collect();
        Self { keys, codes, roots }
    }

    /// A new installation in a folder, with the accounts in it.
    pub async fn found(&self, folder: &Path, today: Day) -> Result<Store, Fault> {
        let keys = folder.join("keys");
        std::fs::write(&keys, self.keys.to_file_text().as_bytes())
            .and_then(|()| std::fs::set_permissions(&keys, Permissions::from_mode(0o400)))
            .map_err(|why| format!("{} cannot be written: {why}.", keys.display()))?;
        let store = open(folder).await?;
        self.join(&store, today).await.map_err(told)?;
        Ok(store)
    }

    async fn join(&self, store: &Store, today: Day) -> store::Result<()> {
        let chance = Seeded::new(SEED + 1);
        let mut tx = store.accounts.begin().await?;
        for (n, (code, root)) in self.codes.iter().zip(&self.roots).enumerate() {
            let (id, salt) = (AccountId::random(&chance), entropy::bytes(&chance));
            let cohort = Cohort {
                phase: Phase::ALL[n % Phase::ALL.len()],
                sector: Sector::ALL[n % Sector::ALL.len()],
                region: Region::ALL[n % Region::ALL.len()],
                organisation: None,
            };
            let account = Account {
                id,
                lookup: self.keys.lookup(code),
                key_version: self.keys.login_version(),
                salt,
                wrapped: self.keys.wrap(code, root, id, salt, &chance),
                cohort_sealed: self.keys.seal_cohort(root, &cohort, &chance),
                joined: today.month(),
            };
            tx.accounts().add(&account).await?;
        }
        tx.commit().await?;
        // As a server does when it starts on an empty folder: nothing here is older than the index.
        let mut tx = store.community.begin().await?;
        tx.search().set_next(1).await?;
        tx.commit().await
    }
}

/// The rows in a folder.
pub async fn open(folder: &Path) -> Result<Store, Fault> {
    let url = |zone: &str| format!("sqlite://{}", folder.join(zone).display());
    Store::open(&url("accounts.sqlite"), &url("community.sqlite")).await.map_err(told)
}

/// A failure of the store in a sentence.
pub fn told(why: store::Error) -> Fault {
    format!("The store failed: {why}.")
}
