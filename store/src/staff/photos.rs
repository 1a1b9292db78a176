//! Photos of staff: as rows, so that a backup has them as they are at one moment with everything else.

use crate::driver::{Result, Row, Staff, Tx};
use domain::ids::{PhotoId, StaffId};

const REMOVE_OTHERS: &str = "delete from photos where staff_id = $1 and id <> $2";
const SET: &str = "insert into photos (id, size, staff_id, picture) values ($1, $2, $3, $4)
    on conflict (id, size) do update set picture = excluded.picture where photos.staff_id = excluded.staff_id";
const FIND: &str = "select picture from photos where id = $1 and size = $2";
const OF: &str = "select id from photos where staff_id = $1 order by size limit 1";
const LIST: &str = "select distinct staff_id, id from photos order by staff_id, id";
const REMOVE: &str = "delete from photos where staff_id = $1";

#[cfg(test)]
pub(super) const SQL: &[&str] = &[REMOVE_OTHERS, SET, FIND, OF, LIST, REMOVE];

/// A photo in one size.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffPhoto {
    /// Its id, the same for all its sizes.
    pub id: PhotoId,
    /// Whose it is.
    pub staff: StaffId,
    /// Its width in pixels.
    pub size: i64,
    /// The picture.
    pub bytes: Vec<u8>,
}

/// Without the picture.
impl std::fmt::Debug for StaffPhoto {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffPhoto").field("id", &self.id).field("size", &self.size).finish_non_exhaustive()
    }
}

impl Tx<Staff> {
    /// The photos of staff.
    pub fn photos(&mut self) -> Photos<'_> {
        Photos(self)
    }
}

/// Photos of staff as rows.
pub struct Photos<'a>(&'a mut Tx<Staff>);

impl Photos<'_> {
    /// Sets one size of a photo; another photo of the same person goes.
    pub async fn set(&mut self, photo: &StaffPhoto) -> Result<()> {
        self.0.leaves_traces();
        let StaffPhoto { id, staff, size, bytes } = photo;
        self.0.run(REMOVE_OTHERS, values![*staff, *id]).await?;
        self.0.run(SET, values![*id, *size, *staff, bytes]).await.map(drop)
    }

    /// The picture of one size.
    pub async fn find(&mut self, photo: PhotoId, size: i64) -> Result<Option<Vec<u8>>> {
        self.0.ask_one(FIND, values![photo, size], |row| row.get("picture")).await
    }

    /// The photo of a person.
    pub async fn of(&mut self, staff: StaffId) -> Result<Option<PhotoId>> {
        self.0.ask_one(OF, values![staff], |row| row.id("id", PhotoId::from_bytes)).await
    }

    /// The photos of everybody who has one.
    pub async fn list(&mut self) -> Result<Vec<(StaffId, PhotoId)>> {
        let read = |row: &Row<'_>| {
            Ok((row.id("staff_id", StaffId::from_bytes)?, row.id("id", PhotoId::from_bytes)?))
        };
        self.0.ask(LIST, &[], read).await
    }

    /// Removes the photo of a person; false when there was none.
    pub async fn remove(&mut self, staff: StaffId) -> Result<bool> {
        self.0.leaves_traces();
        Ok(self.0.run(REMOVE, values![staff]).await? > 0)
    }
}
