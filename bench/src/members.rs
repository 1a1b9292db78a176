//! The members of the data sets. Keys, codes and roots follow from one seed, so the measuring side can sign in with
//! codes that the loading side gave out, and neither keeps a file of them.

use anyhow::Result;
use domain::codes::AccountCode;
use domain::entropy::{Seeded, bytes};
use domain::ids::AccountId;
use domain::people::{Cohort, Phase, Region, Sector};
use domain::secrets::{Keys, Root};
use domain::time::Month;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use store::{Account, Store, Urls};

/// The number of members that can sign in: one per connection of the largest run.
pub const WITH_ACCOUNT: usize = 64;
/// The number of members that write.
const WRITERS: usize = 2_000;

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
    /// Everybody of every data set: always the same people.
    pub fn all() -> Self {
        let chance = Seeded::new(20_261_121);
        let keys = Keys::generate(&chance);
        let codes = (0..WITH_ACCOUNT).map(|_| AccountCode::generate(&chance)).collect();
        let roots = (0..WRITERS).map(|_| Root::generate(&chance)).collect();
        Self { keys, codes, roots }
    }

    /// A new installation in a folder, with the accounts in it.
    pub async fn found(&self, folder: &Path, joined: Month) -> Result<Store> {
        let keys = folder.join("keys");
        std::fs::write(&keys, self.keys.to_file_text().as_bytes())?;
        std::fs::set_permissions(&keys, Permissions::from_mode(0o400))?;
        let (store, chance) = (open(folder).await?, Seeded::new(20_261_122));
        let cohort = Cohort {
            phase: Phase::ALL[0],
            sector: Sector::ALL[0],
            region: Region::ALL[0],
            organisation: None,
            confirmed: None,
        };
        let mut tx = store.accounts.begin().await?;
        for (code, root) in self.codes.iter().zip(&self.roots) {
            let (id, salt) = (AccountId::random(&chance), bytes(&chance));
            let account = Account {
                id,
                lookup: self.keys.lookup(code),
                key_version: self.keys.login_version(),
                salt,
                wrapped: self.keys.wrap(code, root, id, salt, &chance),
                cohort_sealed: self.keys.seal_cohort(root, &cohort, &chance),
                joined,
            };
            tx.accounts().add(&account).await?;
        }
        tx.commit().await?;
        // As a server does when it starts on an empty folder: nothing here is older than the index.
        let mut tx = store.community.begin().await?;
        tx.search().set_next(1).await?;
        tx.commit().await?;
        Ok(store)
    }
}

/// The rows in a folder.
pub async fn open(folder: &Path) -> Result<Store> {
    let url = |zone: &str| format!("sqlite://{}", folder.join(zone).display());
    let urls = Urls {
        accounts: url("accounts.sqlite"),
        community: url("community.sqlite"),
        staff: url("staff.sqlite"),
    };
    Ok(Store::open(&urls).await?)
}
