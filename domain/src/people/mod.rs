//! What a member tells about herself when joining: phase, sector and region, coarse and changeable.
//!
//! Together they are a [`Cohort`]. It is stored only sealed under the member's own secret, always as the same number
//! of bytes, so that the sealed text tells nothing by its length (P7).

/// Closed lists whose members have a number for storage, a slug for forms and paths, and a label per language.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $code:literal, $slug:literal, $nl:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name {
            $($(#[$note])* $variant = $code,)*
        }

        impl $name {
            /// Every choice, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in forms, paths and tables.
            pub const fn slug(self) -> &'static str {
                match self {
                    $(Self::$variant => $slug,)*
                }
            }

            /// The choice with this slug.
            pub fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.slug() == slug)
            }

            /// The words that people read.
            pub const fn label(self, lang: $crate::people::Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, $crate::people::Lang::Nl) => $nl,
                    (Self::$variant, $crate::people::Lang::En) => $en,)*
                }
            }

            /// The number that is stored. It never changes and is never used again for something else.
            pub(crate) const fn code(self) -> u8 {
                self as u8
            }

            /// The choice with this stored number.
            pub(crate) fn from_code(code: u8) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.code() == code)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.slug())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let slug = std::borrow::Cow::<'de, str>::deserialize(from)?;
                Self::from_slug(&slug).ok_or_else(|| serde::de::Error::custom("not one of the choices"))
            }
        }
    };
}

mod cohort;
mod lang;
mod regions;
mod sectors;

pub use cohort::{Cohort, CohortForm, SEALED_COHORT};
pub use lang::Lang;
pub use regions::Region;
pub use sectors::Sector;

choices! {
    /// The stage somebody is at: one of the two groups that Health-Thing is for.
    Phase {
        /// In training: on placement or working and learning.
        Student = 1, "student", "Student", "Student";
        /// In the first years of work.
        Starter = 2, "starter", "Starter", "Starter";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    macro_rules! lists {
        ($($name:ident $count:literal),*) => {$(
            assert_eq!($name::ALL.len(), $count);
            assert_eq!($name::ALL.iter().map(|c| c.slug()).collect::<HashSet<_>>().len(), $count);
            assert_eq!($name::ALL.iter().map(|c| c.code()).collect::<HashSet<_>>().len(), $count);
            for choice in $name::ALL.iter().copied() {
                assert_eq!($name::from_slug(choice.slug()), Some(choice));
                assert_eq!($name::from_code(choice.code()), Some(choice));
                assert!(choice.code() > 0, "zero is what empty bytes hold");
                assert!(choice.slug().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
                assert!(!choice.label(Lang::Nl).is_empty() && !choice.label(Lang::En).is_empty());
                let json = serde_json::to_string(&choice).expect("a slug");
                assert_eq!(json, format!("\"{}\"", choice.slug()));
                assert_eq!(serde_json::from_str::<$name>(&json).expect("a choice"), choice);
            }
            for wrong in ["", " ", "Student", "niets", "zeeland ", "\u{202E}vvt"] {
                assert_eq!($name::from_slug(wrong), None, "{wrong}");
            }
            assert!(serde_json::from_str::<$name>("\"niets\"").is_err());
        )*};
    }

    #[test]
    fn every_choice_reads_back_by_slug_and_by_number() {
        lists!(Phase 2, Sector 10, Region 14);
    }
}
