//! Lists of words: one per line, sorted, in lower case without accents (`lists/README.md`).

/// First names.
pub(crate) const GIVEN: &str = include_str!("../lists/given.txt");
/// Family names, without what stands before them ("van der").
pub(crate) const FAMILY: &str = include_str!("../lists/family.txt");
/// Towns and villages.
pub(crate) const PLACES: &str = include_str!("../lists/places.txt");
/// Names that are ordinary words too.
pub(crate) const COMMON: &str = include_str!("../lists/common.txt");
/// Organisations in care and education that go by one name.
pub(crate) const ORGANISATIONS: &str = include_str!("../lists/organisations.txt");
/// Words of the profession that look like names.
pub(crate) const CARE: &str = include_str!("../lists/care.txt");

/// The words of the names that members get ("Kalme Reiger"), Dutch and English.
pub(crate) const CHOSEN: &str = include_str!("../lists/chosen.txt");

/// Whether the list has this line.
pub(crate) fn has(list: &str, line: &str) -> bool {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        // Both sides stop at line ends, which are single bytes, so every slice is whole.
        let start = list.as_bytes()[low..middle]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(low, |at| low + at + 1);
        let end = list.as_bytes()[start..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(list.len(), |at| start + at);
        match list.as_bytes()[start..end].cmp(line.as_bytes()) {
            std::cmp::Ordering::Equal => return !line.is_empty(),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_nothing_else() {
        for list in [GIVEN, FAMILY, PLACES, COMMON, ORGANISATIONS, CARE, CHOSEN] {
            let lines: Vec<&str> = list.lines().collect();
            assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once");
            for line in &lines {
                assert!(has(list, line), "{line}");
                assert!(!has(list, &format!("{line}\u{7f}")), "{line}");
                assert!(!line.is_empty() && !line.bytes().any(|byte| byte.is_ascii_uppercase()), "{line}");
            }
            assert!(!has(list, "") && !has(list, "zzzzzz") && !has(list, "a\nb"));
        }
    }
}
