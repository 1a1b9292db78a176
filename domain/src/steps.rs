//! Numbers of people in steps: a counter that ticks by one tells who just acted (P8, A14).

/// A number of people, in the only sizes that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Nobody yet.
    None,
    /// 1 to 9.
    Few,
    /// 10 to 99.
    Tens,
    /// 100 to 999.
    Hundreds,
    /// 1,000 and more.
    Thousands,
}

impl Step {
    /// The step of a count. A negative count, which nothing makes, is shown as nobody.
    pub const fn of(count: i64) -> Self {
        match count {
            ..=0 => Self::None,
            1..=9 => Self::Few,
            10..=99 => Self::Tens,
            100..=999 => Self::Hundreds,
            _ => Self::Thousands,
        }
    }

    /// The word of this step in locale keys.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Few => "few",
            Self::Tens => "tens",
            Self::Hundreds => "hundreds",
            Self::Thousands => "thousands",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_changes_only_at_powers_of_ten() {
        for (count, step) in [
            (i64::MIN, Step::None),
            (-1, Step::None),
            (0, Step::None),
            (1, Step::Few),
            (9, Step::Few),
            (10, Step::Tens),
            (99, Step::Tens),
            (100, Step::Hundreds),
            (999, Step::Hundreds),
            (1_000, Step::Thousands),
            (i64::MAX, Step::Thousands),
        ] {
            assert_eq!(Step::of(count), step, "{count}");
        }
    }
}
