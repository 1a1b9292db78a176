//! `cargo xtask feature posts`: one word per thing, so one word finds all of it.

use crate::{Fault, project};
use std::io::Write;
use std::path::Path;

/// Prints every file of a feature, and every other file that speaks its name.
pub fn feature(words: &[String]) -> Result<(), Fault> {
    let [word] = words else {
        return Err("Say which one, for example: cargo xtask feature posts".into());
    };
    let (own, mentions) = found(word);
    if own.is_empty() {
        return Err(format!(
            "No file is called {word}. The features are the folders in app/src/members; type one of those."
        ));
    }
    let mut told = own.join("\n") + "\n";
    if !mentions.is_empty() {
        told += &format!("\nalso named in\n{}\n", mentions.join("\n"));
    }
    // `| head` may close its end early; that is nobody's fault.
    let _ = std::io::stdout().write_all(told.as_bytes());
    Ok(())
}

/// Files whose path has the word as a part, and lines elsewhere that name its table, its module or its endpoints.
fn found(word: &str) -> (Vec<String>, Vec<String>) {
    let (mut own, mut mentions) = (Vec::new(), Vec::new());
    for file in project::files(&project::root()) {
        let shown = project::shown(&file);
        if is_part(Path::new(&shown), word) {
            own.push(shown);
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let known = ["rs", "sql", "css"].iter().any(|end| shown.ends_with(&format!(".{end}")));
        let names = [
            format!("create table {word}"),
            format!("mod {word};"),
            format!("\"/{word}"),
            format!("\"{word}/"),
        ];
        for (number, line) in text.lines().enumerate().filter(|_| known) {
            if names.iter().any(|name| line.contains(name)) {
                mentions.push(format!("{shown}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    (own, mentions)
}

/// `posts` is part of `app/src/members/posts/api.rs`, `locales/nl/posts.json`, `end2end/posts.spec.mjs`, `0003_posts.sql`;
/// not of `style/composts.css`.
fn is_part(path: &Path, word: &str) -> bool {
    let pieces = path.iter().filter_map(|part| part.to_str());
    pieces.flat_map(|piece| piece.split(['.', '_', '-'])).any(|piece| piece == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_finds_its_files_in_every_crate() {
        for path in [
            "app/src/members/posts/api.rs",
            "locales/nl/posts.json",
            "end2end/posts.spec.mjs",
            "store/src/posts.rs",
        ] {
            assert!(is_part(Path::new(path), "posts"), "{path}");
        }
        assert!(is_part(Path::new("migrations/sqlite/community/0003_posts.sql"), "posts"));
        assert!(!is_part(Path::new("style/composts.css"), "posts"));
    }

    #[test]
    fn a_word_that_is_no_feature_is_refused() {
        assert!(feature(&["no-such-feature".into()]).expect_err("refused").contains("app/src"));
        assert!(feature(&[]).is_err());
    }
}
