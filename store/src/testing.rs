//! Empty stores for tests, and one sentence tested on both databases.

mod damage;
mod raw;

pub use damage::Damage;
pub use raw::{Dumped, Lying, administer};

mod rows;

use crate::Store;
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
    Schemas { server: String, accounts: String, community: String },
}

impl Deref for TestStore {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    /// Two files in a folder of their own: journals and locks behave as in production, in memory they do not.
    pub async fn sqlite() -> Result<Self, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let (accounts, community) = files(folder.path());
        let store = Store::open(&accounts, &community).await?;
        Ok(Self { store, place: Databases::Folder(folder) })
    }

    /// Two schemas of their own on the server that `TEST_POSTGRES_URL` names. Without it, `None` and a printed line; in
    /// CI that is an error.
    pub async fn postgres() -> Result<Option<Self>, Box<dyn std::error::Error>> {
        let Some(server) = server() else { return Ok(None) };
        let (accounts, community) = schemas();
        let [first, second] = [url(&server, &accounts), url(&server, &community)];
        drop_schemas(&server, &accounts, &community).await?;
        let store = Store::open(&first, &second).await?;
        Ok(Some(Self { store, place: Databases::Schemas { server, accounts, community } }))
    }

    /// The addresses of both zones, for opening the same rows once more.
    pub fn urls(&self) -> (String, String) {
        match &self.place {
            Databases::Folder(folder) => files(folder.path()),
            Databases::Schemas { server, accounts, community } => {
                (url(server, accounts), url(server, community))
            }
        }
    }

    /// The folder of the files; `None` on PostgreSQL.
    pub fn folder(&self) -> Option<&Path> {
        match &self.place {
            Databases::Folder(folder) => Some(folder.path()),
            Databases::Schemas { .. } => None,
        }
    }

    /// Closes the store and throws its place away. A test that fails leaves its schemas to the next run.
    pub async fn finish(self) -> Tested {
        self.store.close().await;
        match self.place {
            Databases::Folder(folder) => Ok(folder.close()?),
            Databases::Schemas { server, accounts, community } => {
                drop_schemas(&server, &accounts, &community).await
            }
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
pub(crate) fn schemas() -> (String, String) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    (format!("{name}_accounts"), format!("{name}_community"))
}

pub(crate) fn files(folder: &Path) -> (String, String) {
    let file = |name: &str| format!("sqlite:{}", folder.join(name).display());
    (file("accounts.sqlite"), file("community.sqlite"))
}

pub(crate) fn url(server: &str, schema: &str) -> String {
    let and = if server.contains('?') { '&' } else { '?' };
    format!("{server}{and}options[search_path]={schema}")
}

pub(crate) async fn drop_schemas(server: &str, accounts: &str, community: &str) -> Tested {
    let mut conn = PgConnection::connect(server).await?;
    for schema in [accounts, community] {
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
