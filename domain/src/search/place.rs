//! Where a text stands: its thread's position and its place in the thread, as one number.

use crate::threads::Position;

/// The number of bits that the place in the thread takes.
const BITS: u32 = 12;

/// A post in the order of all threads and, within one, of its posts. It says what the rows of the post say already, so
/// the order in which posts of different threads came stands nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostPlace(pub i64);

impl PostPlace {
    /// The last place in a thread that can be found; no page shows that many replies.
    pub const LAST_SEQ: i64 = (1 << BITS) - 1;

    /// The place of a post; `None` behind [`Self::LAST_SEQ`].
    pub fn of(thread: Position, seq: i64) -> Option<Self> {
        (0..=Self::LAST_SEQ).contains(&seq).then_some(Self((thread.0 << BITS) | seq))
    }

    /// The opening of a thread, its first place.
    pub const fn opening(thread: Position) -> Self {
        Self(thread.0 << BITS)
    }

    /// The last place of a thread.
    pub const fn last(thread: Position) -> Self {
        Self((thread.0 << BITS) | Self::LAST_SEQ)
    }

    /// The thread.
    pub const fn thread(self) -> Position {
        Position(self.0 >> BITS)
    }

    /// The place in the thread.
    pub const fn seq(self) -> i64 {
        self.0 & Self::LAST_SEQ
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_and_keeps_the_order() {
        for (thread, seq) in [(1, 0), (1, 7), (2, 0), (1 << 40, PostPlace::LAST_SEQ)] {
            let place = PostPlace::of(Position(thread), seq).expect("a place");
            assert_eq!((place.thread(), place.seq()), (Position(thread), seq));
        }
        assert!(PostPlace::last(Position(1)) < PostPlace::opening(Position(2)));
        assert_eq!(PostPlace::of(Position(1), PostPlace::LAST_SEQ + 1), None);
        assert_eq!(PostPlace::of(Position(1), -1), None);
    }
}
