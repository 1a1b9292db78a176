//! What a file is, by its own first bytes, and what a decoder would find out too late.

use super::MOST_PIXELS;
use image::ImageFormat;

/// The kinds of pictures that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    WebP,
}

impl Kind {
    /// The kind of a file, when it is a whole picture of one. Its name and what a browser says of it do not matter.
    pub fn of(file: &[u8]) -> Option<Self> {
        if file.starts_with(b"\xff\xd8\xff") {
            return is_whole_jpeg(file).then_some(Self::Jpeg);
        }
        if file.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        let is_webp = file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP");
        (is_webp && is_still_webp(file)).then_some(Self::WebP)
    }

    pub fn format(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::WebP => ImageFormat::WebP,
        }
    }
}

/// Tells whether the picture has an end: the decoder fills what was cut off with grey, and says nothing. Segments have lengths, and behind
/// the first one with pixels `ff d9` is the end, for pixels escape it.
fn is_whole_jpeg(file: &[u8]) -> bool {
    let mut rest = &file[2..];
    while let [0xff, marker, high, low, ..] = *rest {
        if marker == 0xda {
            return rest.windows(2).any(|two| two == b"\xff\xd9");
        }
        let length = usize::from(u16::from_be_bytes([high, low])) + 2;
        // A marker may have more of the bytes in front that announce it.
        rest = rest.get(if marker == 0xff { 1 } else { length }..).unwrap_or_default();
    }
    false
}

/// Tells whether this is one picture of bearable size: image-webp 0.2.4 makes room for a frame before it looks whether the frame fits the
/// picture, whose size alone is judged by limits. Pictures that move are none of a person's face.
fn is_still_webp(file: &[u8]) -> bool {
    let mut rest = file.get(12..).unwrap_or_default();
    while let Some((head, body)) = rest.split_at_checked(8) {
        let (kind, length) = head.split_at(4);
        let length = u32::from_le_bytes(length.try_into().unwrap_or_default()) as usize;
        match kind {
            b"ANIM" | b"ANMF" => return false,
            b"VP8 " => {
                let side = |at: usize| {
                    let two = body.get(at..at + 2).and_then(|two| two.try_into().ok()).unwrap_or_default();
                    u64::from(u16::from_le_bytes(two) & 0x3fff)
                };
                if side(6) * side(8) > MOST_PIXELS {
                    return false;
                }
            }
            _ => {}
        }
        rest = body.get(length + length % 2..).unwrap_or_default();
    }
    true
}
