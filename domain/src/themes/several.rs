//! The themes of one challenge.

use super::{Colour, ThemeId};
use crate::faults::Fault;
use crate::people::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The themes of a challenge: one to three, each once. A heavy one stands first, because the first gives the colour and a heavy
/// poster is quiet; else they stand as they were chosen.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadThemes {
    first: ThemeId,
    more: [Option<ThemeId>; Self::MOST - 1],
}

impl ThreadThemes {
    /// The most that a challenge has.
    pub const MOST: usize = 3;

    /// The themes in a text of slugs with spaces between, as rows and forms hold them.
    ///
    /// # Errors
    /// [`Fault::NothingChosen`], [`Fault::NotAChoice`], or [`Fault::TooMany`] when there are more than three.
    pub fn read(slugs: &str) -> Result<Self, Fault> {
        let mut themes = Vec::with_capacity(Self::MOST);
        for slug in slugs.split_whitespace() {
            let theme = ThemeId::from_slug(slug).ok_or(Fault::NotAChoice)?;
            if !themes.contains(&theme) {
                themes.push(theme);
            }
        }
        themes.sort_by_key(|theme| !theme.heavy());
        match themes[..] {
            [] => Err(Fault::NothingChosen),
            [first] => Ok(first.into()),
            [first, second] => Ok(Self { first, more: [Some(second), None] }),
            [first, second, third] => Ok(Self { first, more: [Some(second), Some(third)] }),
            _ => Err(Fault::TooMany(Self::MOST as u32)),
        }
    }

    /// The themes in a text of slugs, where those are known.
    pub fn from_slugs(slugs: &str) -> Option<Self> {
        Self::read(slugs).ok()
    }

    /// Their slugs with spaces between.
    pub fn slugs(self) -> String {
        self.all().map(ThemeId::slug).collect::<Vec<_>>().join(" ")
    }

    /// The themes, the first one first.
    pub fn all(self) -> impl Iterator<Item = ThemeId> {
        [Some(self.first)].into_iter().chain(self.more).flatten()
    }

    /// The words that people read, in a line.
    pub fn labels(self, lang: Lang) -> String {
        self.all().map(|theme| theme.label(lang)).collect::<Vec<_>>().join(", ")
    }

    /// The colour: that of the first.
    pub fn colour(self) -> Colour {
        self.first.colour()
    }

    /// The first one with which somebody outside can help.
    pub fn helped(self) -> Option<ThemeId> {
        self.all().find(|theme| theme.help_lines().next().is_some())
    }
}

impl From<ThemeId> for ThreadThemes {
    fn from(first: ThemeId) -> Self {
        Self { first, more: [None; Self::MOST - 1] }
    }
}

impl fmt::Debug for ThreadThemes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all()).finish()
    }
}

/// The themes as a form says them: slugs with spaces between, whether they are known or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TickedThemes(String);

impl TickedThemes {
    /// The themes, or what is wrong with them.
    ///
    /// # Errors
    /// Those of [`ThreadThemes::read`].
    pub fn read(&self) -> Result<ThreadThemes, Fault> {
        ThreadThemes::read(&self.0)
    }

    /// The slugs of those that are known, as far as there may be so many.
    pub fn known(&self) -> String {
        let known = self.0.split_whitespace().filter(|slug| ThemeId::from_slug(slug).is_some());
        known.take(ThreadThemes::MOST).collect::<Vec<_>>().join(" ")
    }
}

impl From<&str> for TickedThemes {
    fn from(slugs: &str) -> Self {
        Self(slugs.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_to_three_are_read_and_written() {
        for (typed, read) in [
            ("workload", Ok("workload")),
            (" workload  roster\nworkload ", Ok("workload roster")),
            ("workload roster paperwork", Ok("workload roster paperwork")),
            ("workload death-of-a-client", Ok("death-of-a-client workload")),
            ("", Err(Fault::NothingChosen)),
            (" \n", Err(Fault::NothingChosen)),
            ("workload weather", Err(Fault::NotAChoice)),
            ("workload roster paperwork insecurity", Err(Fault::TooMany(3))),
        ] {
            let themes = ThreadThemes::read(typed);
            assert_eq!(themes.map(ThreadThemes::slugs).as_deref(), read.as_deref(), "{typed}");
            if let Ok(themes) = themes {
                assert_eq!(ThreadThemes::from_slugs(&themes.slugs()), Some(themes), "{typed}");
            }
        }
    }

    #[test]
    fn the_first_gives_the_colour_and_a_heavy_one_is_first() {
        let themes = ThreadThemes::from_slugs("workload death-of-a-client").expect("themes");
        let death = ThemeId::from_slug("death-of-a-client").expect("a theme");
        assert_eq!((themes.colour(), themes.helped()), (death.colour(), Some(death)));
        assert_eq!(themes.labels(Lang::Nl).matches(", ").count(), 1);
    }

    #[test]
    fn what_nobody_knows_is_not_kept_in_a_draft() {
        assert_eq!(TickedThemes::from("workload weather roster").known(), "workload roster");
        assert_eq!(TickedThemes::from("").known(), "");
    }
}
