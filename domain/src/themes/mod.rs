//! The starter codebook: what challenges are about, in eleven clusters with a colour each, and who can help.
//!
//! The table stands in [`table`], the help lines in [`help`]. Slugs are kept in rows and in links, so a slug never
//! changes its meaning.

mod definitions;
mod help;
mod several;
mod table;

pub use help::{Checked, HELP_LINES, HelpLine};
pub use several::{ThreadThemes, TickedThemes};

use crate::people::Lang;
use definitions::DEFINITIONS;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use table::{CLUSTERS, THEMES};

/// One of the eight colours of the design: the poster, the chip and the picture of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// Yellow.
    Zon,
    /// Coral.
    Koraal,
    /// Sky blue; calm.
    Hemel,
    /// Lilac; calm.
    Lila,
    /// Mint.
    Munt,
    /// Lime.
    Limoen,
    /// Pink.
    Roze,
    /// Sand.
    Zand,
}

impl Colour {
    /// All eight.
    pub const ALL: &'static [Self] =
        &[Self::Zon, Self::Koraal, Self::Hemel, Self::Lila, Self::Munt, Self::Limoen, Self::Roze, Self::Zand];

    /// The value of `data-t` in the style sheets and the name of the picture.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Zon => "zon",
            Self::Koraal => "koraal",
            Self::Hemel => "hemel",
            Self::Lila => "lila",
            Self::Munt => "munt",
            Self::Limoen => "limoen",
            Self::Roze => "roze",
            Self::Zand => "zand",
        }
    }
}

/// Themes that belong together.
#[derive(Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The word in paths.
    pub slug: &'static str,
    /// The Dutch label.
    pub label_nl: &'static str,
    /// The English label.
    pub label_en: &'static str,
    /// The colour.
    pub colour: Colour,
}

impl Cluster {
    /// Returns the words that people read.
    pub const fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.label_nl,
            Lang::En => self.label_en,
        }
    }

    /// The themes of this cluster, in the order of the codebook.
    pub fn themes(&self) -> impl Iterator<Item = ThemeId> + use<> {
        let slug = self.slug;
        ThemeId::all().filter(move |theme| theme.cluster().slug == slug)
    }
}

/// The eleven clusters, in the order of the codebook.
pub fn clusters() -> &'static [Cluster] {
    &CLUSTERS
}

/// One theme as it stands in the table.
struct Theme {
    cluster: u8,
    slug: &'static str,
    nl: &'static str,
    en: &'static str,
    heavy: bool,
    help: &'static [&'static str],
}

/// A word that no theme of the codebook has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATheme;

/// A theme of the codebook; only themes that exist can be had.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ThemeId(u8);

impl ThemeId {
    /// Every theme, in the order of the codebook.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u8..).zip(&THEMES).map(|(place, _)| Self(place))
    }

    /// The theme with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::all().find(|theme| theme.slug() == slug)
    }

    fn row(self) -> &'static Theme {
        &THEMES[usize::from(self.0)]
    }

    /// The word in forms, paths and tables.
    pub fn slug(self) -> &'static str {
        self.row().slug
    }

    /// Returns the words that people read.
    pub fn label(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.row().nl,
            Lang::En => self.row().en,
        }
    }

    /// Tells what it is about, in a sentence or two.
    pub fn definition(self, lang: Lang) -> &'static str {
        let (_, nl, en) = DEFINITIONS[usize::from(self.0)];
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }

    /// Its neighbours in the codebook: the other themes of its cluster.
    pub fn neighbours(self) -> impl Iterator<Item = Self> {
        self.cluster().themes().filter(move |theme| *theme != self)
    }

    /// The cluster of this theme.
    pub fn cluster(self) -> &'static Cluster {
        &CLUSTERS[usize::from(self.row().cluster)]
    }

    /// The colour: that of its cluster, because colour means cluster everywhere.
    pub fn colour(self) -> Colour {
        self.cluster().colour
    }

    /// Tells whether the theme is heavy: its poster is quiet and a help card stands with it.
    pub fn heavy(self) -> bool {
        self.row().heavy
    }

    /// Lists who can help with this, in the order in which they are offered. Empty for most themes.
    pub fn help_lines(self) -> impl Iterator<Item = &'static HelpLine> {
        self.row().help.iter().filter_map(|slug| HelpLine::from_slug(slug))
    }
}

impl fmt::Debug for ThemeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for ThemeId {
    type Err = NotATheme;
    fn from_str(slug: &str) -> Result<Self, NotATheme> {
        Self::from_slug(slug).ok_or(NotATheme)
    }
}

impl Serialize for ThemeId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.slug())
    }
}

impl<'de> Deserialize<'de> for ThemeId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let slug = Cow::<'de, str>::deserialize(from)?;
        Self::from_slug(&slug).ok_or_else(|| serde::de::Error::custom("not a theme"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn is_slug(text: &str) -> bool {
        !text.is_empty()
            && text.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
    }

    #[test]
    fn the_codebook_is_complete() {
        assert_eq!(clusters().len(), 11);
        assert_eq!(ThemeId::all().count(), 43);
        let per_cluster: Vec<_> = clusters().iter().map(|cluster| cluster.themes().count()).collect();
        assert_eq!(per_cluster, [7, 5, 4, 4, 3, 5, 3, 3, 3, 4, 2]);
    }

    #[test]
    fn every_theme_reads_back_and_has_two_labels_of_its_own() {
        let (mut slugs, mut nl, mut en) = (HashSet::new(), HashSet::new(), HashSet::new());
        for theme in ThemeId::all() {
            assert!(is_slug(theme.slug()), "{}", theme.slug());
            assert_eq!(ThemeId::from_slug(theme.slug()), Some(theme));
            let json = serde_json::to_string(&theme).expect("a slug");
            assert_eq!(serde_json::from_str::<ThemeId>(&json).expect("a theme"), theme);
            assert!(
                slugs.insert(theme.slug())
                    && nl.insert(theme.label(Lang::Nl))
                    && en.insert(theme.label(Lang::En))
            );
            assert!(
                theme.label(Lang::Nl).chars().count() <= 32 && theme.label(Lang::En).chars().count() <= 32
            );
        }
        for wrong in ["", "Workload", "work load", "werkdruk"] {
            assert_eq!(ThemeId::from_slug(wrong), None, "{wrong}");
        }
        assert!(
            serde_json::from_str::<ThemeId>("\"weather\"").is_err()
                && serde_json::from_str::<ThemeId>("3").is_err()
        );
    }

    #[test]
    fn every_theme_has_a_definition_of_its_own_in_both_languages() {
        let mut seen = HashSet::new();
        for (theme, (slug, _, _)) in ThemeId::all().zip(&DEFINITIONS) {
            assert_eq!(theme.slug(), *slug, "the order of the codebook");
            for lang in [Lang::Nl, Lang::En] {
                let text = theme.definition(lang);
                assert!(seen.insert(text) && text.ends_with('.') && !text.contains('\u{2014}'), "{text}");
                assert!((40..=160).contains(&text.chars().count()), "{text}");
            }
            assert!(theme.neighbours().count() > 0 && theme.neighbours().all(|other| other != theme));
        }
    }

    #[test]
    fn clusters_have_labels_and_all_eight_colours_are_used() {
        let slugs: HashSet<_> = clusters().iter().map(|cluster| cluster.slug).collect();
        assert!(slugs.len() == 11 && slugs.iter().all(|slug| is_slug(slug)));
        assert!(clusters().iter().all(|c| !c.label(Lang::Nl).is_empty() && !c.label(Lang::En).is_empty()));
        let colours: HashSet<_> = clusters().iter().map(|cluster| cluster.colour).collect();
        assert_eq!(colours.len(), Colour::ALL.len());
    }

    #[test]
    fn heavy_themes_are_calm_and_offer_help() {
        for theme in ThemeId::all().filter(|theme| theme.heavy()) {
            assert!(theme.help_lines().count() > 0, "{theme:?}");
            assert!(matches!(theme.colour(), Colour::Hemel | Colour::Lila | Colour::Zand), "{theme:?}");
        }
        let death = ThemeId::from_slug("death-of-a-client").expect("a theme");
        assert!(death.heavy() && death.colour() == Colour::Hemel);
        let bullying = ThemeId::from_slug("bullying-and-gossip").expect("a theme");
        assert!(bullying.heavy() && bullying.colour() == Colour::Lila);
        let mental = ThemeId::from_slug("mental-health").expect("a theme");
        assert_eq!(mental.help_lines().next().map(|line| line.slug), Some("113"));
    }

    #[test]
    fn every_help_slug_of_the_table_is_a_help_line() {
        for theme in ThemeId::all() {
            assert_eq!(theme.help_lines().count(), theme.row().help.len(), "{theme:?}");
        }
    }
}
