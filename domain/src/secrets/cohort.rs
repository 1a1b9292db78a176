//! What somebody said about themselves at joining, sealed (P7).

use super::keys::Keys;
use super::primitives::{self, OVERHEAD};
use super::{Root, labels};
use crate::entropy::Entropy;
use crate::people::Cohort;

/// The number of bytes of a sealed cohort: always the same.
pub const SEALED_COHORT: usize = 32 + OVERHEAD;

impl Keys {
    /// Seals phase, sector, region and organisation under a key from S: only while this person is signed in can
    /// anybody, the server included, say where they work. No key of the server takes part.
    pub fn seal_cohort(&self, root: &Root, cohort: &Cohort, entropy: &dyn Entropy) -> Vec<u8> {
        primitives::seal(&root.key(labels::COHORT), labels::COHORT, &[], &cohort.to_bytes(), entropy)
    }

    /// Opens what [`Keys::seal_cohort`] sealed; `None` with another root or when a bit was changed.
    pub fn open_cohort(&self, root: &Root, sealed: &[u8]) -> Option<Cohort> {
        let bytes = primitives::open_exactly(&root.key(labels::COHORT), labels::COHORT, &[], sealed)?;
        Cohort::from_bytes(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use crate::ids::OrganisationId;
    use crate::people::{Phase, Region, Sector};
    use proptest::prelude::*;

    fn keys() -> Keys {
        Keys::generate(&Seeded::new(11))
    }

    fn cohort(organisation: Option<OrganisationId>) -> Cohort {
        Cohort {
            phase: Phase::Student,
            sector: Sector::ALL[0],
            region: Region::ALL[0],
            organisation,
            confirmed: None,
        }
    }

    #[test]
    fn only_its_owner_opens_a_cohort() {
        let source = Seeded::new(1);
        let (mine, yours) = (Root::generate(&source), Root::generate(&source));
        let cohort = cohort(Some(OrganisationId::random(&source)));
        let sealed = keys().seal_cohort(&mine, &cohort, &source);
        assert_eq!(keys().open_cohort(&mine, &sealed), Some(cohort));
        assert_eq!(keys().open_cohort(&yours, &sealed), None);
    }

    /// T2: every cohort, with or without an organisation, is equally long, and two equal ones look different.
    #[test]
    fn a_sealed_cohort_tells_nothing_by_its_length_or_its_looks() {
        let source = Seeded::new(1);
        let root = Root::generate(&source);
        let mut seen = std::collections::HashSet::new();
        for phase in Phase::ALL.iter().copied() {
            for sector in Sector::ALL.iter().copied() {
                for region in Region::ALL.iter().copied() {
                    for organisation in [None, Some(OrganisationId::random(&source))] {
                        let cohort = Cohort { phase, sector, region, organisation, confirmed: None };
                        let sealed = keys().seal_cohort(&root, &cohort, &source);
                        assert_eq!(sealed.len(), SEALED_COHORT);
                        assert!(seen.insert(sealed));
                    }
                }
            }
        }
        let sealed = || keys().seal_cohort(&root, &cohort(None), &source);
        assert_ne!(sealed(), sealed());
    }

    proptest! {
        /// S25.
        #[test]
        fn a_changed_cohort_opens_nothing(seed: u64, at in 0..SEALED_COHORT * 8) {
            let source = Seeded::new(seed);
            let root = Root::generate(&source);
            let mut sealed = keys().seal_cohort(&root, &cohort(None), &source);
            sealed[at / 8] ^= 1 << (at % 8);
            prop_assert!(keys().open_cohort(&root, &sealed).is_none());
        }
    }
}
