//! The members of the soak, each with something that nobody else has, and how an answer is looked at for whose it is.

use crate::{Connection, Fault, Members, Server, WITH_ACCOUNT, headers, now, post};
use axum::http::Response;
use domain::codes::AccountCode;
use domain::entropy::{Seeded, bytes};
use domain::ids::PostId;
use domain::secrets::{FormToken, Root};

/// Who asks.
pub struct Asker {
    /// The session, and the language.
    pub cookie: String,
    /// `nl` or `en`.
    pub language: &'static str,
    /// A word that stands on pages of this member and in no other text.
    pub mark: String,
}

/// A member, with what is theirs and nobody else's.
pub struct Somebody {
    /// How they are known.
    pub asker: Asker,
    /// The key to sign in with again.
    pub code: AccountCode,
    /// What their forms are made with.
    pub root: Root,
    /// A thread that this member opened; its id is that of its first post.
    pub thread: String,
    /// The form with which it was opened.
    pub once: String,
}

/// What an answer has to be.
#[derive(Default)]
pub struct Due {
    /// The status.
    pub status: u16,
    /// What the page has to say.
    pub says: String,
    /// What it must not say.
    pub not: Option<String>,
    /// All that it has to say; answers are padded with spaces.
    pub is: Option<&'static str>,
    /// Where it has to lead.
    pub leads: Option<String>,
}

/// An answer with this status, whatever it says.
pub fn due(status: u16) -> Due {
    Due { status, ..Due::default() }
}

impl Due {
    /// The same, and it says these words.
    pub fn says(self, words: &str) -> Self {
        Self { says: words.to_owned(), ..self }
    }
}

/// A word that names member `n`.
fn mark(n: usize) -> String {
    format!("zq{n:02}qz")
}

/// Every mark on a page.
fn marks(page: &str) -> impl Iterator<Item = &str> {
    let found = page.match_indices("zq").filter_map(|(at, _)| page.get(at..at + 6));
    found.filter(|word| word.ends_with("qz") && word[2..4].bytes().all(|byte| byte.is_ascii_digit()))
}

/// Why an answer is not that of this asker; `None` when it is.
pub fn not_theirs(answer: &Response<String>, asker: &Asker, due: &Due) -> Option<String> {
    let (text, languages, leads) =
        (answer.body(), headers(answer, "content-language"), headers(answer, "location"));
    let html = format!("<html lang=\"{}\"", asker.language);
    if answer.status() != due.status {
        Some(format!("{} instead of {}", answer.status(), due.status))
    } else if languages.iter().any(|said| *said != asker.language) {
        Some(format!("the head is in {languages:?}"))
    } else if text.starts_with("<!DOCTYPE html>") && !text.contains(&html) {
        Some(format!("the page is not in {}", asker.language))
    } else if let Some(other) = marks(text).find(|found| *found != asker.mark) {
        Some(format!("it says {other}"))
    } else if !text.contains(&due.says) {
        Some(format!("it does not say {}", due.says))
    } else if let Some(words) = due.not.as_ref().filter(|words| text.contains(*words)) {
        Some(format!("it says {words}"))
    } else if let Some(words) = due.is.filter(|words| text.trim_end() != *words) {
        Some(format!("it says {text}, not {words}"))
    } else {
        due.leads
            .as_ref()
            .filter(|place| leads != [place.as_str()])
            .map(|place| format!("it leads to {leads:?}, not {place}"))
    }
}

/// No two members, and no two runs, may draw the same ids.
pub fn chance(member: usize) -> Seeded {
    Seeded::new(now().timestamp_millis().unsigned_abs() * 1_000 + member as u64)
}

/// The minute before this one, when a form may have been made that is sent now.
pub fn minted() -> i64 {
    now().timestamp() - 60
}

/// Signs everybody in, in one of two languages, and lets each write a note and a story.
pub async fn everybody(server: &Server) -> Result<Vec<Somebody>, Fault> {
    let members = Members::all();
    let sessions = server.sign_in(&members, WITH_ACCOUNT).await?;
    let mut connection = Connection::open(server.address).await?;
    let mut people = Vec::new();
    for (n, ((session, code), root)) in sessions.into_iter().zip(members.codes).zip(members.roots).enumerate()
    {
        let (language, chance) = (["nl", "en"][n % 2], chance(n + WITH_ACCOUNT));
        let id: [u8; 16] = bytes(&chance);
        let asker = Asker { cookie: format!("{session}; language={language}"), language, mark: mark(n) };
        let (once, thread) = (FormToken::mint_for(&root, id, minted()), PostId::from_bytes(id).to_string());
        let (note, text) = (FormToken::mint(&root, &chance, minted()), format!("Van {}.", asker.mark));
        let story = [
            ("once", &*once),
            ("happened", "Ik stond er die avond alleen voor."),
            ("title", "Alleen op de afdeling"),
            ("theme", "workload"),
            ("moment", "now"),
        ];
        for form in [
            post("/api/account/add_note", &asker.cookie, &[("once", &note), ("text", &text)]),
            post("/api/threads/add", &asker.cookie, &story),
        ] {
            let answer = connection.read(form).await?;
            if answer.status() != 303 {
                return Err(format!("What everybody begins with was answered with {answer:?}"));
            }
        }
        people.push(Somebody { asker, code, root, thread, once });
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_and_nothing_else_is_one() {
        let found: Vec<&str> = marks("van zq07qz en zq63qz, niet zqaaqz of zq1").collect();
        assert_eq!(found, ["zq07qz", "zq63qz"]);
        assert_eq!(marks("zqé7qz zq").count(), 0);
    }

    #[test]
    fn an_answer_of_somebody_else_is_seen() {
        let asker = Asker { cookie: String::new(), language: "en", mark: mark(7) };
        let wrong = |status: u16, head: &str, language: &str, mark: &str, due: Due| {
            let page = format!("<!DOCTYPE html><html lang=\"{language}\"><p>{mark}</p>  ");
            let answer = Response::builder().status(status).header("content-language", head);
            let answer = answer.header("location", "/here").body(page).expect("words of our own");
            not_theirs(&answer, &asker, &due).is_some()
        };
        let mine = || due(200).says("zq07qz");
        assert!(!wrong(200, "en", "en", "zq07qz", mine()));
        assert!(wrong(200, "nl", "en", "zq07qz", mine()));
        assert!(wrong(200, "en", "nl", "zq07qz", mine()));
        assert!(wrong(200, "en", "en", "zq08qz zq07qz", mine()));
        assert!(wrong(200, "en", "en", "", mine()));
        assert!(wrong(303, "en", "en", "zq07qz", mine()));
        assert!(wrong(200, "en", "en", "tools", Due { not: Some("tools".to_owned()), ..due(200) }));
        assert!(wrong(200, "en", "en", "", Due { is: Some("true"), ..due(200) }));
        let leads = |to: &str| Due { leads: Some(to.to_owned()), ..due(303) };
        assert!(!wrong(303, "en", "en", "", leads("/here")) && wrong(303, "en", "en", "", leads("/there")));
    }
}
