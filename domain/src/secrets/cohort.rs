//! What somebody said about themselves at joining, sealed (P7).
//!
//! Around it lies a cover under a key of the server, which is new each night, as around a drawer: it changes on the day on which
//! somebody keeps the key or says something else of themselves, so two backups have to differ in every account (T4).

use super::keys::Keys;
use super::primitives::{self, OVERHEAD, Secret};
use super::{Root, labels};
use crate::entropy::Entropy;
use crate::people::Cohort;

/// The number of bytes of a sealed cohort under its cover: always the same.
pub const SEALED_COHORT: usize = BARE + OVERHEAD;
/// The number of bytes without a cover.
const BARE: usize = 32 + OVERHEAD;

impl Keys {
    /// Seals phase, sector, region and organisation under a key from S: only while this person is signed in can
    /// anybody, the server included, say where they work. The cover around it opens with a key of the server.
    pub fn seal_cohort(&self, root: &Root, cohort: &Cohort, entropy: &dyn Entropy) -> Vec<u8> {
        let bytes = cohort.to_bytes();
        self.cover_cohort(
            &primitives::seal(&root.key(labels::COHORT), labels::COHORT, &[], &bytes, entropy),
            entropy,
        )
    }

    /// Opens what [`Keys::seal_cohort`] sealed; `None` with another root or when a bit was changed.
    pub fn open_cohort(&self, root: &Root, sealed: &[u8]) -> Option<Cohort> {
        let bare = self.uncovered(sealed)?;
        let bytes = primitives::open_exactly(&root.key(labels::COHORT), labels::COHORT, &[], &bare)?;
        Cohort::from_bytes(&bytes)
    }

    /// Puts a new cover around the same cohort; `None` when this is none of this server. What is inside stays shut.
    pub fn cover_cohort_anew(&self, sealed: &[u8], entropy: &dyn Entropy) -> Option<Vec<u8>> {
        Some(self.cover_cohort(&self.uncovered(sealed)?, entropy))
    }

    fn cover_cohort(&self, bare: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        primitives::seal(&self.cohort_cover_key(), labels::COHORT_COVER, &[], bare, entropy)
    }

    fn uncovered(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        if sealed.len() == BARE {
            // Of an account from before there were covers, until the next night.
            return Some(sealed.to_vec());
        }
        primitives::open(&self.cohort_cover_key(), labels::COHORT_COVER, &[], sealed)
            .map(|bare| bare.to_vec())
    }

    fn cohort_cover_key(&self) -> Secret {
        self.server_key(labels::COHORT_COVER)
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

    /// T4: the cover of the night changes what lies there and nothing in it; what was there before covers gets one.
    #[test]
    fn a_new_cover_hides_whether_anything_changed() {
        let (source, keys) = (Seeded::new(1), keys());
        let (root, said) = (Root::generate(&source), cohort(None));
        let sealed = keys.seal_cohort(&root, &said, &source);
        let anew = keys.cover_cohort_anew(&sealed, &source).expect("a cohort");
        assert!(anew != sealed && anew.len() == sealed.len());
        assert_eq!(keys.open_cohort(&root, &anew), Some(said));
        let bare = keys.uncovered(&sealed).expect("its inside");
        assert!(!anew.windows(16).any(|bytes| bare.windows(16).any(|inside| inside == bytes)));
        assert_eq!(keys.open_cohort(&root, &bare), Some(said));
        let covered = keys.cover_cohort_anew(&bare, &source).expect("a cohort");
        assert_eq!((covered.len(), keys.open_cohort(&root, &covered)), (SEALED_COHORT, Some(said)));
        assert_eq!(Keys::generate(&source).cover_cohort_anew(&sealed, &source), None);
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
