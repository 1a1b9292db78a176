//! Empty stores for tests, and one sentence tested on both databases.

mod before;
mod damage;
mod raw;

pub use before::before_staff;
pub use damage::Damage;
pub use raw::{Dumped, Lying, administer};

mod rows;

use crate::{Store, Urls};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// The answer of a test, so that it may use `?`.
pub type Tested = Result<(), Box<dyn std::error::Error>>;

/// A store of one test, with the place it lives in.
pub struct TestStore {
    store: Store,
    place: Databases,
}

enum Databases {
    Folder(tempfile::TempDir),
    Schemas {
        server: String,
        names: Urls,
    },
    /// Somebody else's.
    Others(Urls),
}

impl Deref for TestStore {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    /// Files in a folder of their own: journals and locks behave as in production, in memory they do not.
    pub async fn sqlite() -> Result<Self, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let store = Store::open(&files(folder.path())).await?;
        Ok(Self { store, place: Databases::Folder(folder) })
    }

    /// Schemas of their own on the server that `TEST_POSTGRES_URL` names. Without it, `None` and a printed line; in
    /// CI that is an error.
    pub async fn postgres() -> Result<Option<Self>, Box<dyn std::error::Error>> {
        let Some(server) = server() else { return Ok(None) };
        let names = schemas();
        drop_schemas(&server, &names).await?;
        let store = Store::open(&at(&server, &names)).await?;
        Ok(Some(Self { store, place: Databases::Schemas { server, names } }))
    }

    /// The rows at these addresses, as another host has them, or a restore put them there. Whoever made the place throws it away.
    pub async fn open(urls: Urls) -> crate::Result<Self> {
        Ok(Self { store: Store::open(&urls).await?, place: Databases::Others(urls) })
    }

    /// The addresses of the zones, for opening the same rows once more.
    pub fn urls(&self) -> Urls {
        match &self.place {
            Databases::Folder(folder) => files(folder.path()),
            Databases::Schemas { server, names } => at(server, names),
            Databases::Others(urls) => urls.clone(),
        }
    }

    /// The folder of the files; `None` on PostgreSQL.
    pub fn folder(&self) -> Option<&Path> {
        match &self.place {
            Databases::Folder(folder) => Some(folder.path()),
            Databases::Schemas { .. } | Databases::Others(_) => None,
        }
    }

    /// Closes the store and throws its place away. A test that fails leaves its schemas to the next run.
    pub async fn finish(self) -> Tested {
        self.store.close().await;
        match self.place {
            Databases::Folder(folder) => Ok(folder.close()?),
            Databases::Schemas { server, names } => drop_schemas(&server, &names).await,
            Databases::Others(_) => Ok(()),
        }
    }
}

/// The server for tests, or a printed line.
pub fn server() -> Option<String> {
    let server = std::env::var("TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty());
    if server.is_none() {
        let required = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!required, "TEST_POSTGRES_URL is unset, and CI tests both databases");
        println!("skipped: TEST_POSTGRES_URL is unset");
    }
    server
}

/// Names that no other test of this or another process has at the same time.
pub(crate) fn schemas() -> Urls {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    Urls {
        accounts: format!("{name}_accounts"),
        community: format!("{name}_community"),
        staff: format!("{name}_staff"),
    }
}

/// The files of the zones in a folder.
pub fn files(folder: &Path) -> Urls {
    let file = |name: &str| format!("sqlite://{}", folder.join(name).display());
    Urls {
        accounts: file("accounts.sqlite"),
        community: file("community.sqlite"),
        staff: file("staff.sqlite"),
    }
}

/// Schemas with these names.
pub(crate) fn at(server: &str, names: &Urls) -> Urls {
    let Urls { accounts, community, staff } = names;
    Urls { accounts: url(server, accounts), community: url(server, community), staff: url(server, staff) }
}

fn url(server: &str, schema: &str) -> String {
    let and = if server.contains('?') { '&' } else { '?' };
    format!("{server}{and}options[search_path]={schema}")
}

pub(crate) async fn drop_schemas(server: &str, names: &Urls) -> Tested {
    let mut conn = PgConnection::connect(server).await?;
    for schema in names.all() {
        let sql = ["drop schema if exists ", schema, " cascade"].concat();
        sqlx::query(AssertSqlSafe(sql)).execute(&mut conn).await?;
    }
    Ok(conn.close().await?)
}

/// Tests each sentence on SQLite only: what it says is about the file. The argument is a [`TestStore`].
#[macro_export]
macro_rules! sqlite_only {
    ($($(#[$doc:meta])* async fn $name:ident($store:ident) $body:block)*) => {
        $($(#[$doc])* #[tokio::test]
        async fn $name() -> $crate::testing::Tested {
            let store = $crate::testing::TestStore::sqlite().await?;
            async {
                let $store = &store;
                $body
                $crate::testing::Tested::Ok(())
            }
            .await?;
            store.finish().await
        })*
    };
}

/// Tests each sentence on SQLite and on PostgreSQL. The argument is a [`TestStore`].
#[macro_export]
macro_rules! both {
    ($($(#[$doc:meta])* async fn $name:ident($store:ident) $body:block)*) => {
        $($(#[$doc])* async fn $name($store: &$crate::testing::TestStore) -> $crate::testing::Tested {
            $body
            Ok(())
        })*
        mod sqlite {
            $(#[tokio::test]
            async fn $name() -> $crate::testing::Tested {
                let store = $crate::testing::TestStore::sqlite().await?;
                super::$name(&store).await?;
                store.finish().await
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() -> $crate::testing::Tested {
                let Some(store) = $crate::testing::TestStore::postgres().await? else { return Ok(()) };
                super::$name(&store).await?;
                store.finish().await
            })*
        }
    };
}
