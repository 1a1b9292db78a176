//! Brotli and gzip at their smallest: for files that are made once and downloaded often.

use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// Brotli at quality 11 with its largest common window.
pub fn brotli(content: &[u8]) -> Vec<u8> {
    let how = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut squeezed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut squeezed, &how)
        .expect("memory takes what is written to it");
    squeezed
}

/// The way back.
pub fn unbrotli(squeezed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    brotli::BrotliDecompress(&mut &squeezed[..], &mut content)?;
    Ok(content)
}

/// Gzip at level 9, for clients that know nothing newer.
pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).and_then(|()| encoder.finish()).expect("memory takes what is written to it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_squeezed_comes_back_whole_and_is_smaller() {
        let text = "Ik durf het niet te vragen. ".repeat(200);
        let squeezed = brotli(text.as_bytes());
        assert!(squeezed.len() < text.len() / 10);
        assert_eq!(unbrotli(&squeezed).expect("brotli"), text.as_bytes());
        let mut back = String::new();
        flate2::read::GzDecoder::new(&gzip(text.as_bytes())[..]).read_to_string(&mut back).expect("gzip");
        assert_eq!(back, text);
    }
}
