//! The words of forms and addresses that stand for one of a closed list. They are types from the moment they arrive, and one word
//! that nobody knows refuses its own field, not the whole form: whatever else was typed there is judged, and comes back.

use crate::faults::Fault;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::{Serialize, Serializer};

/// The answer to a question with a closed list of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chosen<T> {
    /// Nothing was chosen: the field was empty, or there was none.
    #[default]
    Nothing,
    /// This one.
    One(T),
    /// A word that the list does not hold: somebody built the request by hand.
    Unknown,
}

impl<T> Chosen<T> {
    /// The choice, where one has to be made.
    ///
    /// # Errors
    /// [`Fault::NothingChosen`] and [`Fault::NotAChoice`].
    pub fn read(self) -> Result<T, Fault> {
        match self {
            Self::Nothing => Err(Fault::NothingChosen),
            Self::One(choice) => Ok(choice),
            Self::Unknown => Err(Fault::NotAChoice),
        }
    }

    /// The choice, where none has to be made.
    ///
    /// # Errors
    /// [`Fault::NotAChoice`].
    pub fn read_if_any(self) -> Result<Option<T>, Fault> {
        match self {
            Self::Nothing => Ok(None),
            made => made.read().map(Some),
        }
    }

    /// The choice, where nothing means `otherwise`.
    ///
    /// # Errors
    /// [`Fault::NotAChoice`].
    pub fn read_or(self, otherwise: T) -> Result<T, Fault> {
        self.read_if_any().map(|choice| choice.unwrap_or(otherwise))
    }

    /// The choice, where a word that nobody knows chooses nothing.
    pub fn known(self) -> Option<T> {
        self.read().ok()
    }
}

impl<T: DeserializeOwned> From<&str> for Chosen<T> {
    fn from(word: &str) -> Self {
        if word.is_empty() {
            return Self::Nothing;
        }
        T::deserialize(StrDeserializer::<Error>::new(word)).map_or(Self::Unknown, Self::One)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Chosen<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|word| Self::from(&*word))
    }
}

/// A word that was not known is not kept, so it is written as none.
impl<T: Serialize> Serialize for Chosen<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(choice) => choice.serialize(to),
            Self::Nothing | Self::Unknown => to.serialize_str(""),
        }
    }
}

/// A choice between yes and no, as buttons and hidden fields say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

impl YesNo {
    /// The word in a form.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }

    /// Returns true for yes.
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }

    /// The wish that turns over what is `on` now: no when it is on.
    pub const fn turning(on: bool) -> Self {
        if on { Self::No } else { Self::Yes }
    }
}

/// A box that was ticked or not: browsers send nothing for one that was not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(from = "String", into = "&'static str")]
pub struct Ticked(pub bool);

impl From<String> for Ticked {
    fn from(value: String) -> Self {
        // "on" is what a browser sends for a box without a value of its own.
        Self([YesNo::Yes.slug(), "on"].contains(&&*value))
    }
}

impl From<Ticked> for &'static str {
    fn from(ticked: Ticked) -> Self {
        if ticked.0 { YesNo::Yes.slug() } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PostId;
    use crate::outcomes::Outcome;
    use crate::people::{Lang, Phase, Region, Sector};
    use crate::posts::{PostKind, ReactionKind};
    use crate::push::DayPart;
    use crate::themes::ThemeId;
    use crate::tried::{Tried, Wish};
    use crate::waiting::Moment;
    use std::fmt::Debug;

    /// Each list is read by the words that its pages write, and by no other.
    #[test]
    fn the_word_that_is_written_is_the_word_that_is_read() {
        fn all<T: DeserializeOwned + Serialize + Copy + PartialEq + Debug>(
            list: impl IntoIterator<Item = T>,
            slug: impl Fn(T) -> &'static str,
        ) {
            for one in list {
                let word = slug(one);
                assert_eq!(Chosen::from(word), Chosen::One(one), "{word}");
                assert_eq!(serde_json::to_value(Chosen::One(one)).expect("a word"), word);
                assert_eq!(Chosen::<T>::from(&*word.to_uppercase()), Chosen::Unknown, "{word}");
            }
            assert_eq!(Chosen::<T>::from(""), Chosen::Nothing);
            for wrong in [" ", "0", "null", "niets", "\0", "\u{202E}tip"] {
                assert_eq!(Chosen::<T>::from(wrong), Chosen::Unknown, "{wrong:?}");
            }
        }
        all(ThemeId::all(), ThemeId::slug);
        all(Phase::ALL.iter().copied(), Phase::slug);
        all(Sector::ALL.iter().copied(), Sector::slug);
        all(Region::ALL.iter().copied(), Region::slug);
        all(Lang::ALL.iter().copied(), Lang::slug);
        all(PostKind::ALL.iter().copied(), PostKind::slug);
        all(ReactionKind::ALL.iter().copied(), ReactionKind::slug);
        all(Outcome::ALL.iter().copied(), Outcome::slug);
        all(Tried::ALL.iter().copied(), Tried::slug);
        all(Wish::all(), Wish::slug);
        all(DayPart::ALL, DayPart::slug);
        all([Moment::Now, Moment::Safe], Moment::slug);
        all([YesNo::Yes, YesNo::No], YesNo::slug);
    }

    #[test]
    fn a_box_is_ticked_by_the_words_of_a_browser_only() {
        for (word, ticked) in
            [("yes", true), ("", false), ("no", false), ("on", true), ("Yes", false), ("true", false)]
        {
            assert_eq!(Ticked::from(word.to_owned()), Ticked(ticked), "{word}");
        }
        assert_eq!(serde_json::to_value(Ticked(true)).expect("a word"), "yes");
        assert_eq!(serde_json::to_value(Ticked(false)).expect("a word"), "");
    }

    #[test]
    fn nothing_and_a_word_that_nobody_knows_are_two_faults() {
        for (word, read, or, known) in [
            ("", Err(Fault::NothingChosen), Ok(Phase::Starter), None),
            ("student", Ok(Phase::Student), Ok(Phase::Student), Some(Phase::Student)),
            ("Student", Err(Fault::NotAChoice), Err(Fault::NotAChoice), None),
        ] {
            let chosen = Chosen::<Phase>::from(word);
            let if_any = if word.is_empty() { Ok(None) } else { read.map(Some) };
            assert_eq!(chosen.read_if_any(), if_any, "{word}");
            assert_eq!(
                (chosen.read(), chosen.read_or(Phase::Starter), chosen.known()),
                (read, or, known),
                "{word}"
            );
        }
        assert_eq!(
            Chosen::<PostId>::from("00112233445566778899aabbccddeeff").known().map(|id| id.bytes()[1]),
            Some(0x11)
        );
    }
}
