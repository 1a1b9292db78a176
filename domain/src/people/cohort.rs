//! Phase, sector, region and organisation of one member, as one value of fixed length.

use super::{Phase, Region, Sector};
use crate::chosen::Chosen;
use crate::faults::Faults;
use crate::ids::OrganisationId;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// The length of a cohort before it is sealed: the same for everybody, or the length would tell something.
pub const SEALED_COHORT: usize = 32;

/// The last day that is read, in the year 9999.
const LAST_DAY: u32 = 2_932_896;

/// The first byte: how the others are read.
const VERSION: u8 = 1;

/// The facts that a member told about herself. Never stored but sealed; it has no `Serialize` and its `Debug` tells nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Cohort {
    /// Student or starter.
    pub phase: Phase,
    /// The branch.
    pub sector: Sector,
    /// The region.
    pub region: Region,
    /// The organisation that gave out the join code, when it was one.
    pub organisation: Option<OrganisationId>,
    /// The day on which somebody showed to have kept the key. It stands here, sealed, because a day in a row would lead to the
    /// posts of that day.
    pub confirmed: Option<Day>,
}

impl std::fmt::Debug for Cohort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cohort(..)")
    }
}

impl Cohort {
    /// Version, phase, sector, region, whether there is an organisation, its 16 bytes, the day as four bytes, then zeroes.
    pub fn to_bytes(&self) -> [u8; SEALED_COHORT] {
        let mut bytes = [0; SEALED_COHORT];
        bytes[0] = VERSION;
        bytes[1] = self.phase.code();
        bytes[2] = self.sector.code();
        bytes[3] = self.region.code();
        if let Some(organisation) = self.organisation {
            bytes[4] = 1;
            bytes[5..21].copy_from_slice(&organisation.bytes());
        }
        // No day is day 0, which is before everything that was ever written here.
        let day = self.confirmed.map_or(0, |day| u32::try_from(day.since(Day::BEGIN)).unwrap_or(0));
        bytes[21..25].copy_from_slice(&day.to_be_bytes());
        bytes
    }

    /// The cohort that [`Cohort::to_bytes`] wrote; `None` for anything else, so that one cohort has one form.
    pub fn from_bytes(bytes: &[u8; SEALED_COHORT]) -> Option<Self> {
        let mut id = [0; 16];
        id.copy_from_slice(&bytes[5..21]);
        let organisation = match bytes[4] {
            0 => None,
            _ => Some(OrganisationId::from_bytes(id)),
        };
        let mut day = [0; 4];
        day.copy_from_slice(&bytes[21..25]);
        let confirmed = match u32::from_be_bytes(day) {
            0 => None,
            // What no calendar holds is nothing that was ever written.
            day @ ..=LAST_DAY => Some(Day::BEGIN.plus(day.into())),
            _ => return None,
        };
        let cohort = Self {
            phase: Phase::from_code(bytes[1])?,
            sector: Sector::from_code(bytes[2])?,
            region: Region::from_code(bytes[3])?,
            organisation,
            confirmed,
        };
        (cohort.to_bytes() == *bytes).then_some(cohort)
    }
}

/// The form with the three choices, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CohortForm {
    /// The phase.
    pub phase: Chosen<Phase>,
    /// The sector.
    pub sector: Chosen<Sector>,
    /// The region.
    pub region: Chosen<Region>,
}

impl CohortForm {
    /// The three choices, or which of them is missing or not on the list.
    pub fn parse(&self) -> Result<(Phase, Sector, Region), Faults> {
        let mut faults = Faults::default();
        let phase = faults.keep("phase", self.phase.read());
        let sector = faults.keep("sector", self.sector.read());
        let region = faults.keep("region", self.region.read());
        match (phase, sector, region) {
            (Some(phase), Some(sector), Some(region)) => Ok((phase, sector, region)),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::Fault;
    use proptest::prelude::*;

    fn cohorts() -> impl Strategy<Value = Cohort> {
        (
            proptest::sample::select(Phase::ALL),
            proptest::sample::select(Sector::ALL),
            proptest::sample::select(Region::ALL),
            proptest::option::of(any::<[u8; 16]>()),
            proptest::option::of(1..=LAST_DAY),
        )
            .prop_map(|(phase, sector, region, id, day)| Cohort {
                phase,
                sector,
                region,
                organisation: id.map(OrganisationId::from_bytes),
                confirmed: day.map(|day| Day::BEGIN.plus(day.into())),
            })
    }

    proptest! {
        #[test]
        fn a_cohort_reads_back_as_it_was_written(cohort in cohorts()) {
            prop_assert_eq!(Cohort::from_bytes(&cohort.to_bytes()), Some(cohort));
        }

        #[test]
        fn other_bytes_are_no_cohort_or_exactly_one(bytes in any::<[u8; SEALED_COHORT]>()) {
            if let Some(cohort) = Cohort::from_bytes(&bytes) {
                prop_assert_eq!(cohort.to_bytes(), bytes);
            }
        }

        #[test]
        fn one_changed_byte_never_panics(cohort in cohorts(), place in 0..SEALED_COHORT, value in any::<u8>()) {
            let mut bytes = cohort.to_bytes();
            bytes[place] = value;
            let _ = Cohort::from_bytes(&bytes);
        }
    }

    #[test]
    fn debug_does_not_tell_the_cohort() {
        let cohort = Cohort {
            phase: Phase::Student,
            sector: Sector::ElderCare,
            region: Region::Zeeland,
            organisation: None,
            confirmed: None,
        };
        assert_eq!(format!("{cohort:?}"), "Cohort(..)");
    }

    #[test]
    fn the_form_says_which_choice_is_wrong() {
        let form = |phase: &str, sector: &str, region: &str| CohortForm {
            phase: phase.into(),
            sector: sector.into(),
            region: region.into(),
        };
        assert_eq!(
            form("student", "vvt", "zeeland").parse(),
            Ok((Phase::Student, Sector::ElderCare, Region::Zeeland))
        );
        let faults = form("", "VVT", "zeeland").parse().expect_err("two wrong");
        assert_eq!(faults.of("phase"), Some(Fault::NothingChosen));
        assert_eq!(faults.of("sector"), Some(Fault::NotAChoice));
        assert_eq!(faults.of("region"), None);
        assert_eq!(CohortForm::default().parse().expect_err("all missing").iter().count(), 3);
    }
}
