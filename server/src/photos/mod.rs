//! Photos, made anew from whatever somebody uploads (S13, T30): decoded within bounds, turned upright, cropped to a square, and written
//! as JPEG in each size. Nothing of the file is kept: no place, no camera, no thumbnail, nothing that hides behind the picture.

mod bounds;
pub mod show;

use app::kit::state::{BoxFuture, Developed, PhotoMaker};
use axum::body::Bytes;
use bounds::Kind;
use domain::faults::Fault;
use domain::photos::{LARGEST_MB, PhotoSize};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, Rgb, RgbImage, RgbaImage};
use std::io::Cursor;
use tokio::sync::Semaphore;

/// Photos that are worked on at the same time: each takes up to a quarter of a gigabyte of memory for a moment.
const AT_ONCE: usize = 2;
/// A camera of 24 megapixels; those of telephones with more put several into one.
const MOST_PIXELS: u64 = 25_000_000;
/// The longest side, in pixels.
const LONGEST_SIDE: u32 = 10_000;
/// The largest picture once it is unpacked, in bytes.
const MOST_BYTES: u64 = 4 * MOST_PIXELS;
/// No difference to the eye, at a third of the bytes of 95.
const QUALITY: u8 = 82;

/// The room in which photos are made.
pub struct Darkroom {
    places: Semaphore,
}

impl Default for Darkroom {
    fn default() -> Self {
        Self { places: Semaphore::new(AT_ONCE) }
    }
}

impl PhotoMaker for Darkroom {
    fn develop(&self, file: Bytes) -> BoxFuture<'_, Result<Developed, Fault>> {
        Box::pin(async move {
            let _place = self.places.acquire().await;
            // A decoder that panics has met something that is no photo.
            tokio::task::spawn_blocking(move || develop(&file)).await.unwrap_or(Err(Fault::NotAPhoto))
        })
    }
}

fn develop(file: &[u8]) -> Result<Developed, Fault> {
    if file.len() > (LARGEST_MB as usize) << 20 {
        return Err(Fault::FileTooLarge(LARGEST_MB));
    }
    let kind = Kind::of(file).ok_or(Fault::NotAPhoto)?;
    let largest = square(kind, file).ok_or(Fault::NotAPhoto)?;
    let written = PhotoSize::ALL.map(|size| {
        let pixels = size.pixels().into();
        let picture = largest.resize_exact(pixels, pixels, FilterType::CatmullRom);
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        picture.write_with_encoder(encoder).map_err(|_| Fault::NotAPhoto)?;
        Ok((size, bytes))
    });
    written.into_iter().collect()
}

/// The middle of a picture, upright, in the largest size.
fn square(kind: Kind, file: &[u8]) -> Option<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(file), kind.format());
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_BYTES {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let picture = DynamicImage::from_decoder(decoder).ok()?;
    let side = width.min(height);
    let middle = picture.crop_imm((width - side) / 2, (height - side) / 2, side, side);
    drop(picture);
    // Whichever way it is turned, its middle is its middle: so what is turned is small.
    let pixels = PhotoSize::Large.pixels().into();
    let mut upright = middle.resize_exact(pixels, pixels, FilterType::Triangle);
    upright.apply_orientation(orientation);
    Some(on_white(&upright.into_rgba8()))
}

/// Lays what can be seen through on paper.
fn on_white(picture: &RgbaImage) -> DynamicImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0.map(u32::from);
        let mixed =
            |colour: u32| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        Rgb([red, green, blue].map(mixed))
    })
    .into()
}

#[cfg(test)]
mod tests;
