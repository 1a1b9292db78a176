//! The shelf: the name under which a device keeps what one member writes.
//!
//! A device has no owner that a script could know: a session ends by itself, the next member signs in, and what the first
//! one was writing is still there. So what is kept has a name that only the pages of its writer hold. It follows from S, one
//! way, is in no address and no row, and is the same on every device of this person, which nobody but them can compare.

use super::root::Root;
use super::{hex, labels, primitives};

impl Root {
    /// The name of the shelf of this person.
    pub fn shelf(&self) -> String {
        hex::write(&primitives::mac(&self.0, labels::SHELF, &[])[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;

    #[test]
    fn everybody_has_a_shelf_of_their_own() {
        let source = Seeded::new(1);
        let (mine, yours) = (Root::generate(&source), Root::generate(&source));
        assert_eq!(mine.shelf(), mine.shelf());
        assert_ne!(mine.shelf(), yours.shelf());
        assert!(mine.shelf().len() == 32 && mine.shelf().bytes().all(|digit| digit.is_ascii_hexdigit()));
    }
}
