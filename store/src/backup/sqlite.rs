//! A zone of SQLite as a file of SQLite.

use super::{Copied, finish, part, sync_folder};
use crate::driver::sqlite::{self, BUSY, Conn, DamageLook};
use crate::driver::zone::Zone;
use crate::driver::{Error, Result, listen};
use std::fs::{File, OpenOptions};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

const COPY: &str = "vacuum into $1";
const TIDY: &str = "vacuum";
const HAS_TABLE: &str =
    "select exists (select 1 from sqlite_master where type = 'table' and name = $1) as here";

/// Copies the zone as it is at one moment; writers go on meanwhile.
pub(super) async fn backup<Z: Copied>(base: &sqlite::Doors, file: &Path) -> Result<()> {
    // A copy has what can still be read, and would look whole.
    base.look(DamageLook::Indexes).await?;
    let file = file.to_owned();
    base.aside(move |conn| {
        let part = part(&file);
        remove(&part)?;
        // SQLite fills an empty file, and makes one that others can read.
        sqlite::make_closed(&part)?;
        let to = part.to_str().ok_or_else(|| Error::Backup("the folder's name is not UTF-8".to_owned()))?;
        conn.run(COPY, values![to])?;
        forget::<Z>(&part)?;
        DamageLook::Indexes.at(&mut open_copy(&part)?)?;
        finish(&part, &file)
    })
    .await
}

/// Takes out what no copy holds, and writes the rest anew so that no free page remembers it.
fn forget<Z: Copied>(file: &Path) -> Result<()> {
    let mut conn = open_copy(file)?;
    for (table, sql) in Z::FORGET {
        // A backup of an earlier version may not know the table yet.
        let here: Vec<bool> = conn.ask(HAS_TABLE, values![*table], |row| row.get("here"))?;
        if here == [true] {
            conn.run(sql, &[])?;
        }
    }
    conn.run(TIDY, &[]).map(drop)
}

/// Without a journal: it would hold what is taken out, and a copy that breaks is made anew.
fn open_copy(file: &Path) -> Result<Conn> {
    let conn = Conn::open(file, BUSY)?;
    for (setting, value) in [
        ("journal_mode", "off"),
        ("secure_delete", "on"),
        ("trusted_schema", "off"),
        ("cell_size_check", "on"),
    ] {
        conn.set(setting, value)?;
    }
    Ok(conn)
}

/// A checked copy beside the place it shall go to.
pub(crate) struct FileRestore<Z> {
    /// The newest migration of its tables.
    pub(super) step: i64,
    part: PathBuf,
    to: PathBuf,
    zone: PhantomData<fn() -> Z>,
}

impl<Z: Copied> FileRestore<Z> {
    pub(super) async fn check(file: &Path, url: &str, again: bool) -> Result<Self> {
        let to = sqlite::file_of(url)?;
        if !again {
            check_empty::<Z>(url).await?;
        }
        let file = file.to_owned();
        sqlite::on_a_thread(move || {
            let part = part(&to);
            remove(&part)?;
            sqlite::make_closed(&part)?;
            std::io::copy(&mut File::open(file)?, &mut OpenOptions::new().write(true).open(&part)?)?;
            let mut checked = Self { step: 0, part, to, zone: PhantomData };
            checked.step = check_sound::<Z>(&checked.part)?;
            Ok(checked)
        })
        .await
    }

    pub(super) async fn write(self) -> Result<()> {
        // The file itself is replaced in one step: the mark of a restore that stopped half way stands in it until then.
        for ending in ["-wal", "-shm", "-journal"] {
            remove(&sqlite::beside(&self.to, ending))?;
        }
        // A journal that comes back after a power failure would be written over what takes the file's place.
        sync_folder(&self.to)?;
        finish(&self.part, &self.to)
    }
}

impl<Z> Drop for FileRestore<Z> {
    fn drop(&mut self) {
        // Gone already when it was written; else nobody needs it any more.
        let _ = remove(&self.part);
    }
}

/// Refuses a file with rows in it; one that is not there has none.
pub(super) async fn check_empty<Z: Copied>(url: &str) -> Result<()> {
    if !sqlite::file_of(url)?.exists() {
        return Ok(());
    }
    let zone = Zone::<Z>::open(url, &listen::channel()).await?;
    let empty = zone.read().await?.ask_row(Z::IS_EMPTY, &[], |row| row.get("is_empty")).await;
    zone.close().await;
    if empty? { Ok(()) } else { Err(Error::NotEmpty) }
}

/// Checks that the file is whole and of this zone, and says of which migration; takes sessions out in case somebody copied a file
/// by hand.
fn check_sound<Z: Copied>(file: &Path) -> Result<i64> {
    let damaged = |what: String| Error::Backup(format!("{}.sqlite: {what}", Z::NAME));
    let step = look_through::<Z>(file).map_err(|error| match error {
        Error::Backup(what) => damaged(what),
        other => damaged(other.to_string()),
    })?;
    forget::<Z>(file)?;
    if Z::FIRST {
        sqlite::half(&mut open_copy(file)?)?;
    }
    Ok(step)
}

fn look_through<Z: Copied>(file: &Path) -> Result<i64> {
    let mut conn = open_copy(file)?;
    // Before anything is changed in it, which could run what somebody put there.
    sqlite::is_ours(&mut conn, &Z::MIGRATIONS.sqlite)?;
    DamageLook::Indexes.at(&mut conn)?;
    sqlite::newest(&conn)
}

/// Tells whether a restore into this file was cut off.
pub(super) async fn is_half(url: &str) -> Result<bool> {
    let file = sqlite::file_of(url)?;
    sqlite::on_a_thread(move || Ok(file.exists() && sqlite::is_half(&mut Conn::open(&file, BUSY)?)?)).await
}

/// Notes that all files of a restore are in their places.
pub(super) async fn whole(url: &str) -> Result<()> {
    let file = sqlite::file_of(url)?;
    sqlite::on_a_thread(move || sqlite::whole(&mut Conn::open(&file, BUSY)?)).await
}

fn remove(file: &Path) -> Result<()> {
    match std::fs::remove_file(file) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(why.into()),
        _ => Ok(()),
    }
}
