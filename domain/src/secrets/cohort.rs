//! What somebody said about themselves at joining, sealed (anonymity 2.7).

use super::keys::Keys;
use super::primitives::{self, OVERHEAD};
use super::{Root, labels};
use crate::entropy::Entropy;
use crate::people::Cohort;

/// How many bytes a sealed cohort is long: always the same.
pub const SEALED_COHORT: usize = 32 + OVERHEAD;

impl Keys {
    /// Seals phase, sector, region and organisation under a key from S: only while this person is signed in can
    /// anybody, the server included, say where they work.
    pub fn seal_cohort(root: &Root, cohort: &Cohort, entropy: &dyn Entropy) -> Vec<u8> {
        primitives::seal(&root.key(labels::COHORT), labels::COHORT, &[], &cohort.to_bytes(), entropy)
    }

    /// Opens what [`Keys::seal_cohort`] sealed; `None` with another root or when a bit was changed.
    pub fn open_cohort(root: &Root, sealed: &[u8]) -> Option<Cohort> {
        let bytes = primitives::open_exactly(&root.key(labels::COHORT), labels::COHORT, &[], sealed)?;
        Cohort::from_bytes(&bytes)
    }
}
