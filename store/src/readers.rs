//! Connections of SQLite that only read, lent for one question at a time.
//!
//! The pool of sqlx takes a connection back in a task of its own, which wakes another thread each time: for questions
//! as short as ours that costs as much as the question. Here it is put back where it is dropped.

use crate::{Error, Result};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// The connections of one file.
pub(crate) struct Readers {
    free: Mutex<Vec<SqliteConnection>>,
    places: Arc<Semaphore>,
    most: u32,
    options: SqliteConnectOptions,
}

/// A connection on loan; goes back when dropped.
pub(crate) struct Reader {
    conn: Option<SqliteConnection>,
    home: Arc<Readers>,
    place: Option<OwnedSemaphorePermit>,
}

impl Readers {
    /// Room for so many connections, each opened when it is first needed.
    pub(crate) fn new(options: SqliteConnectOptions, most: u32) -> Arc<Self> {
        Arc::new(Self {
            free: Mutex::default(),
            places: Arc::new(Semaphore::new(most as usize)),
            most,
            options,
        })
    }

    /// Lends a connection; waits when all are out, as long as the file may be busy.
    ///
    /// # Errors
    /// [`Error::Busy`] when none came back in time, and whatever opening one may answer.
    pub(crate) async fn lend(self: &Arc<Self>) -> Result<Reader> {
        let waiting = timeout(crate::sqlite::BUSY, self.places.clone().acquire_owned());
        let place = waiting.await.map_err(|_| Error::Busy)?.map_err(|_| Error::Offline)?;
        let free = self.free().pop();
        let conn = match free {
            Some(conn) => conn,
            None => self.options.connect().await?,
        };
        Ok(Reader { conn: Some(conn), home: self.clone(), place: Some(place) })
    }

    /// Waits until all are back, as long as a question may take, lends no more, and closes them: who closed may remove
    /// the file.
    pub(crate) async fn close(&self) {
        let all = timeout(crate::sqlite::BUSY, self.places.acquire_many(self.most)).await;
        self.places.close();
        drop(all);
        let free = std::mem::take(&mut *self.free());
        for conn in free {
            let _ = sqlx::Connection::close(conn).await;
        }
    }

    fn free(&self) -> MutexGuard<'_, Vec<SqliteConnection>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take().filter(|_| !self.home.places.is_closed()) {
            self.home.free().push(conn);
        }
        self.place.take();
    }
}

impl Deref for Reader {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        self.conn.as_ref().expect("a connection until it is dropped")
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        self.conn.as_mut().expect("a connection until it is dropped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn readers(most: u32) -> (tempfile::TempDir, Arc<Readers>) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.sqlite");
        (folder, Readers::new(SqliteConnectOptions::new().filename(file).create_if_missing(true), most))
    }

    #[tokio::test]
    async fn a_connection_goes_back_where_it_is_dropped_and_is_lent_again() {
        let (_folder, readers) = readers(1);
        for _ in 0..3 {
            let mut one = readers.lend().await.expect("a connection");
            sqlx::query("create temp table if not exists mark (n)").execute(&mut *one).await.expect("done");
            let waiting = timeout(Duration::from_millis(20), readers.lend()).await;
            assert!(waiting.is_err(), "there is one place");
        }
        let mut one = readers.lend().await.expect("a connection");
        let marks: i64 = sqlx::query_scalar("select count(*) from temp.mark")
            .fetch_one(&mut *one)
            .await
            .expect("the same one");
        assert_eq!(marks, 0);
    }

    #[tokio::test]
    async fn a_question_that_is_given_up_leaves_the_connection_usable() {
        let (_folder, readers) = readers(1);
        let mut one = readers.lend().await.expect("a connection");
        let long = "with recursive c (n) as (select 1 union all select n + 1 from c where n < 300000) select n from c";
        let asked = sqlx::query(long).fetch_all(&mut *one);
        assert!(timeout(Duration::from_micros(1), asked).await.is_err(), "it takes longer");
        drop(one);
        let mut again = readers.lend().await.expect("a connection");
        let two: i64 = sqlx::query_scalar("select 1 + 1").fetch_one(&mut *again).await.expect("an answer");
        assert_eq!(two, 2);
    }

    #[tokio::test]
    async fn nothing_is_lent_after_closing() {
        let (_folder, readers) = readers(2);
        let out = readers.lend().await.expect("a connection");
        let home = readers.clone();
        let closing = tokio::spawn(async move { home.close().await });
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(!closing.is_finished(), "one is out");
        drop(out);
        closing.await.expect("closed");
        assert!(matches!(readers.lend().await, Err(Error::Offline)));
        assert!(readers.free().is_empty());
    }
}
