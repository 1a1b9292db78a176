//! The languages.

use serde::{Deserialize, Serialize};

/// A language of the interface. Dutch is the one that is spoken when nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Nl, Self::En];

    /// The word in the cookie, in `lang` attributes and in folder names.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The language with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lang| lang.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_reads_back_and_nothing_else_is_one() {
        for lang in Lang::ALL.iter().copied() {
            assert_eq!(Lang::from_slug(lang.slug()), Some(lang));
            assert_eq!(serde_json::to_string(&lang).expect("a slug"), format!("\"{}\"", lang.slug()));
        }
        assert_eq!(Lang::default(), Lang::Nl);
        assert_eq!(Lang::from_slug("NL"), None);
        assert_eq!(Lang::from_slug("de"), None);
    }
}
