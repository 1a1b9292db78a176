//! A drawer as bytes of one of few lengths, so that a length says next to nothing.

use super::Drawer;
use crate::faults::Fault;
use crate::time::Day;
use zeroize::Zeroizing;

/// The lengths that there are, in bytes: about ten saved threads, a few drafts, many notes, everything.
pub const LENGTHS: [usize; 4] = [2 * 1024, 16 * 1024, 96 * 1024, 640 * 1024];
/// The days after which a drawer may be full.
pub const YOUNG_DAYS: i64 = 7;
/// In front: how many bytes are meant.
const HEAD: usize = 4;

impl Drawer {
    /// The bytes to be sealed today.
    ///
    /// # Errors
    /// [`Fault::NoRoomYet`] when it is larger than a drawer of its age may be, and [`Fault::TooMany`] when it fits into no
    /// drawer, which the limits of its parts make next to impossible.
    pub fn to_padded(&self, today: Day) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let text = Zeroizing::new(serde_json::to_vec(self).map_err(|_| Fault::TooMany(0))?);
        let length = LENGTHS.iter().find(|length| text.len() + HEAD <= **length).ok_or(Fault::TooMany(0))?;
        if *length > self.largest(today) {
            return Err(Fault::NoRoomYet);
        }
        let mut out = Zeroizing::new(Vec::with_capacity(*length));
        out.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(&text);
        out.resize(*length, 0);
        Ok(out)
    }

    /// The largest length of a drawer of this age. Accounts are made in a moment; full drawers of many of them would fill a disk.
    fn largest(&self, today: Day) -> usize {
        let [_, first_day, first_days, later] = LENGTHS;
        match self.since.map(|since| today.since(since)) {
            Some(age) if age < 1 => first_day,
            Some(age) if age < YOUNG_DAYS => first_days,
            _ => later,
        }
    }

    /// Reads what [`Drawer::to_padded`] wrote; `None` when it is something else.
    pub fn from_padded(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<HEAD>()?;
        let length = usize::try_from(u32::from_be_bytes(*head)).ok()?;
        serde_json::from_slice(rest.get(..length)?).ok()
    }
}
