//! Photos of people who work here: squares in a few sizes.

use std::str::FromStr;

/// The largest file that is taken as a photo, in MB.
pub const LARGEST_MB: u32 = 8;

/// A size in which a photo is kept and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhotoSize {
    /// Beside a name.
    Small,
    /// On a card.
    Middle,
    /// By itself.
    Large,
}

impl PhotoSize {
    /// Every size.
    pub const ALL: [Self; 3] = [Self::Small, Self::Middle, Self::Large];

    /// The width, and the height, in pixels.
    pub const fn pixels(self) -> u16 {
        match self {
            Self::Small => 96,
            Self::Middle => 256,
            Self::Large => 640,
        }
    }
}

/// A text that names no size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASize;

/// As it stands in the address of a photo: the pixels.
impl FromStr for PhotoSize {
    type Err = NotASize;

    fn from_str(text: &str) -> Result<Self, NotASize> {
        Self::ALL.into_iter().find(|size| size.pixels().to_string() == text).ok_or(NotASize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_named_by_its_pixels() {
        for size in PhotoSize::ALL {
            assert_eq!(size.pixels().to_string().parse(), Ok(size));
        }
        for text in ["", "0", "97", "+96", "096", "96px", "9999999999"] {
            assert_eq!(text.parse::<PhotoSize>(), Err(NotASize), "{text}");
        }
    }
}
