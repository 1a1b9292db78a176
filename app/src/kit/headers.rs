//! Headers that are lists: cookies, languages, encodings. Each item is read for itself, so that a foreign one that is no text
//! (a cookie of the employer's portal with a letter outside ASCII) hides none of the others.

use http::header::AsHeaderName;
use http::{HeaderMap, HeaderValue};

/// The items of all lines of this header, which `mark` parts, without the spaces around them.
pub fn items(headers: &HeaderMap, name: impl AsHeaderName, mark: char) -> impl Iterator<Item = &str> {
    headers.get_all(name).iter().flat_map(move |line| items_of(line, mark))
}

/// The items of one line.
pub fn items_of(line: &HeaderValue, mark: char) -> impl DoubleEndedIterator<Item = &str> {
    let parts = line.as_bytes().split(move |byte| char::from(*byte) == mark);
    parts.filter_map(|part| std::str::from_utf8(part).ok()).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::header::COOKIE;

    #[test]
    fn an_item_that_is_no_text_hides_no_other() {
        let mut headers = HeaderMap::new();
        for line in [&b"a=1; portaal=zo\xc3\xab; broken=\xff\xfe ;b=2"[..], b"c=3"] {
            headers.append(COOKIE, HeaderValue::from_bytes(line).expect("a value"));
        }
        let found: Vec<_> = items(&headers, COOKIE, ';').collect();
        assert_eq!(found, ["a=1", "portaal=zo\u{eb}", "b=2", "c=3"]);
    }
}
