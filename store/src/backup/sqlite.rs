//! A zone of SQLite as a file of SQLite.

use super::{Copied, finish, part};
use crate::driver::sqlite::{self, BUSY, Conn, Look};
use crate::driver::zone::Zone;
use crate::driver::{Error, Result, listen};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

const COPY: &str = "vacuum into $1";
const TIDY: &str = "vacuum";
const HAS_TABLE: &str =
    "select exists (select 1 from sqlite_master where type = 'table' and name = $1) as here";

/// Copies the zone as it is at one moment; writers go on meanwhile.
pub(super) async fn backup<Z: Copied>(base: &sqlite::Doors, file: &Path) -> Result<()> {
    // A copy has what can still be read, and would look whole.
    base.look(Look::Indexes).await?;
    let file = file.to_owned();
    base.aside(move |conn| {
        let part = part(&file);
        remove(&part)?;
        let to = part.to_str().ok_or_else(|| Error::Backup("the folder's name is not UTF-8".to_owned()))?;
        conn.run(COPY, values![to])?;
        forget::<Z>(&part)?;
        Look::Indexes.at(&mut open_copy(&part)?)?;
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
pub(super) struct FileRestore<Z> {
    part: PathBuf,
    to: PathBuf,
    zone: PhantomData<fn() -> Z>,
}

impl<Z: Copied> FileRestore<Z> {
    pub(super) async fn check(file: &Path, url: &str) -> Result<Self> {
        let to = sqlite::file_of(url)?;
        if to.exists() {
            check_empty::<Z>(url).await?;
        }
        let file = file.to_owned();
        sqlite::on_a_thread(move || {
            if let Some(folder) = to.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let part = part(&to);
            remove(&part)?;
            std::fs::copy(file, &part)?;
            let checked = Self { part, to, zone: PhantomData };
            check_sound::<Z>(&checked.part)?;
            Ok(checked)
        })
        .await
    }

    pub(super) async fn write(self) -> Result<()> {
        for ending in ["", "-wal", "-shm"] {
            let mut name = self.to.clone().into_os_string();
            name.push(ending);
            remove(Path::new(&name))?;
        }
        finish(&self.part, &self.to)
    }
}

impl<Z> Drop for FileRestore<Z> {
    fn drop(&mut self) {
        // Gone already when it was written; else nobody needs it any more.
        let _ = remove(&self.part);
    }
}

async fn check_empty<Z: Copied>(url: &str) -> Result<()> {
    let zone = Zone::<Z>::open(url, &listen::channel()).await?;
    let empty = zone.read().await?.ask_row(Z::IS_EMPTY, &[], |row| row.get("is_empty")).await;
    zone.close().await;
    if empty? { Ok(()) } else { Err(Error::NotEmpty) }
}

/// Checks that the file is whole and of this zone; takes sessions out in case somebody copied a file by hand.
fn check_sound<Z: Copied>(file: &Path) -> Result<()> {
    let damaged = |what: String| Error::Backup(format!("{}.sqlite: {what}", Z::NAME));
    look_through::<Z>(file).map_err(|error| damaged(error.to_string()))?;
    forget::<Z>(file)
}

fn look_through<Z: Copied>(file: &Path) -> Result<()> {
    let mut conn = open_copy(file)?;
    Look::Indexes.at(&mut conn)?;
    conn.run(Z::IS_EMPTY, &[]).map(drop)
}

fn remove(file: &Path) -> Result<()> {
    match std::fs::remove_file(file) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(why.into()),
        _ => Ok(()),
    }
}
