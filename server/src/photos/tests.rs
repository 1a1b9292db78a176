//! What people really upload, and what nobody should.

use super::*;
use domain::entropy::{Entropy, Seeded};
use futures::FutureExt;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ImageBuffer, ImageFormat, Luma, Rgba, load_from_memory_with_format};
use std::time::Duration;

const RED: Rgb<u8> = Rgb([220, 20, 20]);
const GREEN: Rgb<u8> = Rgb([20, 200, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);
const GREY: Rgb<u8> = Rgb([128, 128, 128]);

/// A picture with a colour in each corner: left and right above, left and right below.
fn corners(width: u32, height: u32, [one, two, three, four]: [Rgb<u8>; 4]) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => one,
        (false, true) => two,
        (true, false) => three,
        (false, false) => four,
    })
}

fn a_picture() -> RgbImage {
    corners(300, 200, [RED, GREEN, BLUE, GREY])
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).expect("a picture");
    bytes
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(PngEncoder::new(&mut bytes)).expect("a picture");
    bytes
}

fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).expect("a picture");
    bytes
}

/// The JPEG with a segment behind its first bytes.
fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("a short segment").to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, body, &jpeg[2..]].concat()
}

/// The notes of a camera: how it was held, and where. `words` stands in the place of the place.
fn exif(orientation: u8, words: &str) -> Vec<u8> {
    let mut body = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    body.extend(b"\x01\x12\0\x03\0\0\0\x01\0");
    body.extend([orientation, 0, 0]);
    // The place, as a text behind the list.
    body.extend(b"\x88\x25\0\x02");
    body.extend(u32::try_from(words.len()).expect("short").to_be_bytes());
    body.extend(b"\0\0\0\x26\0\0\0\0");
    body.extend(words.as_bytes());
    body
}

/// The pictures in each size, read again.
fn shown(file: &[u8]) -> Vec<RgbImage> {
    let developed = develop(file).expect("a photo");
    let sizes: Vec<_> = developed.iter().map(|(size, _)| *size).collect();
    assert_eq!(sizes, PhotoSize::ALL);
    let read = |(size, bytes): &(PhotoSize, Vec<u8>)| {
        let picture = load_from_memory_with_format(bytes, ImageFormat::Jpeg).expect("a JPEG").into_rgb8();
        assert_eq!((picture.width(), picture.height()), (size.pixels().into(), size.pixels().into()));
        picture
    };
    developed.iter().map(read).collect()
}

fn is_near(one: Rgb<u8>, other: Rgb<u8>) -> bool {
    one.0.iter().zip(other.0).all(|(one, other)| one.abs_diff(other) < 24)
}

/// The colours in the corners.
fn seen(picture: &RgbImage) -> [Rgb<u8>; 4] {
    let (near, far) = (picture.width() / 8, picture.width() * 7 / 8);
    [(near, near), (far, near), (near, far), (far, far)].map(|(x, y)| *picture.get_pixel(x, y))
}

fn assert_seen(file: &[u8], colours: [Rgb<u8>; 4], what: &str) {
    for picture in shown(file) {
        let seen = seen(&picture);
        let same = seen.iter().zip(colours).all(|(seen, colour)| is_near(*seen, colour));
        assert!(same, "{what} at {}: {seen:?}", picture.width());
    }
}

#[test]
fn a_photo_of_each_kind_becomes_a_square_in_each_size() {
    let (wide, tall) = (a_picture(), corners(200, 300, [RED, GREEN, BLUE, GREY]));
    for (what, file) in [
        ("a JPEG", jpeg(&wide)),
        ("a tall JPEG", jpeg(&tall)),
        ("a PNG", png(&wide.clone().into())),
        ("a WebP", webp(&wide)),
        ("a tiny one", png(&corners(2, 2, [RED, GREEN, BLUE, GREY]).into())),
    ] {
        assert_seen(&file, [RED, GREEN, BLUE, GREY], what);
    }
}

/// By the standard: which corner of what is seen stands left above, right above, left below and right below in the file.
#[test]
fn however_the_camera_was_held_the_photo_is_upright() {
    const UPRIGHT: [Rgb<u8>; 4] = [RED, GREEN, BLUE, GREY];
    for (orientation, stored) in [
        (1, [0, 1, 2, 3]),
        (2, [1, 0, 3, 2]),
        (3, [3, 2, 1, 0]),
        (4, [2, 3, 0, 1]),
        (5, [0, 2, 1, 3]),
        (6, [1, 3, 0, 2]),
        (7, [3, 1, 2, 0]),
        (8, [2, 0, 3, 1]),
    ] {
        for (width, height) in [(300, 200), (201, 300)] {
            let picture = jpeg(&corners(width, height, stored.map(|corner: usize| UPRIGHT[corner])));
            let file = with_segment(&picture, 0xe1, &exif(orientation, "x"));
            assert_seen(&file, UPRIGHT, &format!("held as {orientation}, {width} by {height}"));
        }
    }
    for nonsense in [0, 9, 255] {
        let file = with_segment(&jpeg(&a_picture()), 0xe1, &exif(nonsense, "x"));
        assert_seen(&file, UPRIGHT, "nonsense about how it was held");
    }
}

/// T30: where it was made, with what, and whatever hides in or behind the picture.
#[test]
fn nothing_is_left_of_a_file_but_what_can_be_seen() {
    const PLANTED: &str = "Zorgcentrum-De-Linde-51.4416-N-5.4697-E";
    let script = format!("<script>alert('{PLANTED}')</script>");
    let zip = [b"PK\x03\x04".as_slice(), PLANTED.as_bytes(), b"PK\x05\x06"].concat();
    let mut camera = jpeg(&a_picture());
    for (marker, body) in [
        (0xe1, exif(1, PLANTED)),
        (0xe1, format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{PLANTED}</x:xmpmeta>").into_bytes()),
        (0xed, format!("Photoshop 3.0\0{PLANTED}").into_bytes()),
        (0xfe, script.clone().into_bytes()),
    ] {
        camera = with_segment(&camera, marker, &body);
    }
    let behind = |file: &[u8], more: &[u8]| [file, more].concat();
    let png = png(&a_picture().into());
    for (what, file) in [
        ("a camera's", camera.clone()),
        ("a JPEG that is a page", behind(&camera, script.as_bytes())),
        ("a JPEG that is a zip", behind(&camera, &zip)),
        ("a JPEG with a JPEG behind it", behind(&camera, &camera)),
        ("a PNG that is a page", behind(&png, script.as_bytes())),
        ("a WebP that is a zip", behind(&webp(&a_picture()), &zip)),
    ] {
        for (size, bytes) in develop(&file).expect(what) {
            let holds = |words: &[u8]| bytes.windows(words.len()).any(|there| there == words);
            let words =
                [PLANTED, "Linde", "51.44", "Exif", "xmp", "Photoshop", "script", "PK\x03\x04", "PNG"];
            assert!(!words.iter().any(|words| holds(words.as_bytes())), "{what} at {size:?}");
            assert!(bytes.starts_with(b"\xff\xd8\xff\xe0") && bytes.ends_with(b"\xff\xd9"), "{what}");
            assert_eq!(bytes.windows(2).filter(|two| two == b"\xff\xd9").count(), 1, "{what}: one picture");
        }
    }
}

#[test]
fn what_is_no_photo_is_refused_by_its_own_bytes() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>";
    for (what, file) in [
        ("nothing", &b""[..]),
        ("a page", b"<!doctype html><img src=x>"),
        ("a drawing that runs", svg),
        ("a GIF", b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"),
        ("a BMP", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0"),
        ("a TIFF", b"II*\0\x08\0\0\0"),
        ("a HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        ("a PDF", b"%PDF-1.7"),
        ("a zip", b"PK\x03\x04"),
        ("a sound in the box of a WebP", b"RIFF\x24\0\0\0WAVEfmt "),
        ("the beginning of a JPEG", b"\xff\xd8\xff"),
        ("the beginning of a PNG", b"\x89PNG\r\n\x1a\n"),
        ("the beginning of a WebP", b"RIFF\x04\0\0\0WEBP"),
        ("a JPEG of endless announcements", &[&b"\xff\xd8"[..], &[0xff; 5_000]].concat()),
    ] {
        assert_eq!(develop(file), Err(Fault::NotAPhoto), "{what}");
    }
    assert_eq!(develop(&jpeg(&a_picture())[1..]), Err(Fault::NotAPhoto), "the picture begins later");
}

#[test]
fn what_is_too_large_is_refused_before_it_is_unpacked() {
    let most = (LARGEST_MB as usize) << 20;
    let padded = |length: usize| {
        let mut file = jpeg(&a_picture());
        file.resize(length, 0);
        develop(&file).map(|sizes| sizes.len())
    };
    assert_eq!(padded(most), Ok(3));
    assert_eq!(padded(most + 1), Err(Fault::FileTooLarge(LARGEST_MB)));
    assert_eq!(padded(20_000_000), Err(Fault::FileTooLarge(LARGEST_MB)));
    for (what, file) in [
        ("30,000 by 30,000", bomb(30_000, 30_000, 2)),
        ("a line", bomb(40_000, 1, 2)),
        ("one pixel too many", bomb(5_000, 5_001, 2)),
        ("few pixels of many bytes", [&bomb(4_990, 4_990, 2)[..24], b"\x10\x06\0\0\0"].concat()),
        ("a frame that is larger than its picture", webp_bomb()),
    ] {
        assert_eq!(develop(&file), Err(Fault::NotAPhoto), "{what}");
    }
}

/// The beginning of a PNG of so many pixels, right up to its data.
fn bomb(width: u32, height: u32, colours: u8) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, colours, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    file.extend(&head);
    file.extend(crc(&head).to_be_bytes());
    file.extend(b"\0\0\0\x02IDAT\x78\x9c");
    file.extend(crc(b"IDAT\x78\x9c").to_be_bytes());
    file
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

fn webp_bomb() -> Vec<u8> {
    let mut chunks = b"VP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x0f\0\0".to_vec();
    chunks.extend(b"VP8 \x0a\0\0\0\x10\0\0\x9d\x01\x2a\xff\x3f\xff\x3f");
    let length = u32::try_from(chunks.len() + 4).expect("short").to_le_bytes();
    [&b"RIFF"[..], &length, b"WEBP", &chunks].concat()
}

#[test]
fn what_was_cut_off_or_broken_is_no_photo_and_nothing_falls_over() {
    let picture = corners(60, 40, [RED, GREEN, BLUE, GREY]);
    let files = [jpeg(&picture), png(&picture.clone().into()), webp(&picture)];
    for file in &files {
        for tenth in 0..=9 {
            let cut = &file[..file.len() * tenth / 10];
            assert_eq!(develop(cut), Err(Fault::NotAPhoto), "{tenth} tenths");
        }
    }
    assert_eq!(
        develop(&files[0][..files[0].len() - 2]),
        Err(Fault::NotAPhoto),
        "the end of a JPEG is missing"
    );
    // A picture has a thumbnail with an end of its own; the end of the picture is still missing.
    let thumbnail = with_segment(&files[0], 0xe1, &jpeg(&corners(8, 8, [RED; 4])));
    assert!(develop(&thumbnail).is_ok());
    assert_eq!(develop(&thumbnail[..thumbnail.len() - 2]), Err(Fault::NotAPhoto));

    let chance = Seeded::new(30);
    for round in 0..90 {
        let mut file = files[round % 3].clone();
        for _ in 0..3 {
            let mut bytes = [0; 5];
            chance.fill(&mut bytes);
            let at = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize % file.len();
            file[at] = bytes[4];
        }
        // Some bytes change nothing that matters: then it is a photo, whole.
        match std::panic::catch_unwind(|| develop(&file)) {
            Ok(Ok(sizes)) => assert_eq!(sizes.len(), 3, "round {round}"),
            Ok(Err(why)) => assert_eq!(why, Fault::NotAPhoto, "round {round}"),
            // As in the darkroom, where it is a refusal.
            Err(_) => {}
        }
    }
}

#[test]
fn unusual_photos_are_photos() {
    let red = Rgb([192, 32, 48]);
    for picture in shown(include_bytes!("samples/cmyk.jpg")) {
        assert!(seen(&picture).iter().all(|colour| is_near(*colour, red)), "for print: {:?}", seen(&picture));
    }
    let [above, _, below, _] = seen(&shown(include_bytes!("samples/progressive.jpg"))[2]);
    assert!(above.0[0] > above.0[2] && below.0[2] > below.0[0], "red above, blue below: {above:?} {below:?}");
    let deep = DynamicImage::from(ImageBuffer::from_pixel(40, 30, Rgb([0xdc00_u16, 0x1400, 0x1400])));
    assert_seen(&png(&deep), [RED; 4], "16 bits per colour");
    let grey = DynamicImage::from(ImageBuffer::from_pixel(40, 30, Luma([128_u8])));
    assert_seen(&png(&grey), [GREY; 4], "grey");
    let glass = DynamicImage::from(ImageBuffer::from_pixel(40, 30, Rgba([0_u8, 0, 0, 0])));
    assert_seen(&png(&glass), [Rgb([255; 3]); 4], "seen through, on white");
}

#[test]
fn a_picture_that_moves_is_none() {
    let still = webp(&a_picture());
    let moving =
        [&still[..12], b"VP8X\x0a\0\0\0\x02\0\0\0\x2b\x01\0\xc7\0\0ANIM\x06\0\0\0\0\0\0\0\0\0", &still[12..]];
    assert_eq!(develop(&moving.concat()), Err(Fault::NotAPhoto));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_at_once_and_the_others_wait() {
    let darkroom = Darkroom::default();
    let file = || Bytes::from(jpeg(&a_picture()));
    let busy = darkroom.places.acquire_many(AT_ONCE as u32).await.expect("all places");
    let mut waits = darkroom.develop(file());
    assert!((&mut waits).now_or_never().is_none());
    drop(busy);
    let done = tokio::time::timeout(Duration::from_secs(20), waits).await.expect("its turn");
    assert_eq!(done.expect("a photo").len(), 3);
    let many = (0..6).map(|_| darkroom.develop(file()));
    assert!(futures::future::join_all(many).await.iter().all(Result::is_ok));
    assert_eq!(darkroom.places.available_permits(), AT_ONCE, "every place is given back");
}
