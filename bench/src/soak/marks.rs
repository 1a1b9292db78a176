//! Whose an answer is: its language, and the marks that stand in it.

use super::people::Somebody;
use crate::http::Answer;
use std::collections::BTreeSet;

/// A word that names member `n` and stands in no other text.
pub fn mark(n: usize) -> String {
    format!("zq{n:02}qz")
}

/// Every mark on a page.
pub fn marks(page: &str) -> BTreeSet<&str> {
    let found = page.match_indices("zq").filter_map(|(at, _)| page.get(at..at + 6));
    found
        .filter(|word| word.ends_with("qz") && word[2..4].bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

/// The demands on an answer.
pub struct Due<'a> {
    /// The status.
    pub status: u16,
    /// Words that the page has to say.
    pub says: &'a [&'a str],
    /// Words that it must not say.
    pub not: &'a [&'a str],
}

/// An answer with this status, whatever it says.
pub const fn due(status: u16) -> Due<'static> {
    Due { status, says: &[], not: &[] }
}

/// Why an answer is not that of `me`; `None` when it is.
pub fn not_theirs(answer: &Answer, text: &str, me: &Somebody, due: &Due<'_>) -> Option<String> {
    if answer.status != due.status {
        return Some(format!("{} instead of {}", answer.status, due.status));
    }
    if answer.headers("content-language").iter().any(|said| *said != me.language) {
        return Some(format!("the head is in {:?}", answer.headers("content-language")));
    }
    let html = format!("<html lang=\"{}\"", me.language);
    if text.starts_with("<!DOCTYPE html>") && !text.contains(&html) {
        return Some(format!("the page is not in {}", me.language));
    }
    if let Some(other) = marks(text).into_iter().find(|found| *found != me.mark) {
        return Some(format!("it says {other}"));
    }
    let misses =
        due.says.iter().find(|words| !text.contains(**words)).map(|words| format!("it does not say {words}"));
    misses.or_else(|| {
        due.not.iter().find(|words| text.contains(**words)).map(|words| format!("it says {words}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::codes::AccountCode;
    use domain::entropy::Seeded;
    use domain::secrets::Root;

    #[test]
    fn marks_are_found_and_nothing_else_is_one() {
        assert_eq!(marks("van zq07qz en zq63qz, niet zqaaqz of zq1"), BTreeSet::from(["zq07qz", "zq63qz"]));
        assert!(marks("zqé7qz zq").is_empty());
    }

    #[test]
    fn an_answer_of_somebody_else_is_seen() {
        let me = Somebody {
            cookie: String::new(),
            code: AccountCode::generate(&Seeded::new(1)),
            root: Root::generate(&Seeded::new(1)),
            language: "en",
            mark: mark(7),
            thread: String::new(),
            once: String::new(),
        };
        let answer = |language: &str| Answer::of(200, &[("content-language", language)]);
        let page =
            |language: &str, mark: &str| format!("<!DOCTYPE html><html lang=\"{language}\"><p>{mark}</p>");
        let due = Due { says: &["zq07qz"], ..due(200) };
        let wrong = |answer: &Answer, page: &str| not_theirs(answer, page, &me, &due).is_some();
        assert!(!wrong(&answer("en"), &page("en", "zq07qz")));
        assert!(wrong(&answer("nl"), &page("en", "zq07qz")));
        assert!(wrong(&answer("en"), &page("nl", "zq07qz")));
        assert!(wrong(&answer("en"), &page("en", "zq08qz zq07qz")));
        assert!(wrong(&answer("en"), &page("en", "")));
        assert!(wrong(&Answer::of(303, &[]), &page("en", "zq07qz")));
    }
}
