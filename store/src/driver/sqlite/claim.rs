//! The claim of one process on a file: who serves from it, or restores into it, is the only one. Commands that look or add
//! something go on beside it.

use super::{beside, file_of, make_folder};
use crate::driver::{Error, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;

/// Claims the file that an address names, until what is answered is dropped or its process ends, in whatever way.
///
/// The claim is on a file beside it: SQLite's own locks on a file are lost when any other handle to it is closed.
pub(crate) fn claim(url: &str) -> Result<File> {
    let path = file_of(url)?;
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    let lock = beside(&path, "-lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(lock)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Claimed),
        Err(TryLockError::Error(why)) => Err(why.into()),
    }
}
