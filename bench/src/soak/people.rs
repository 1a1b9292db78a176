//! The members of the soak, each with something that nobody else has.

use super::marks::mark;
use crate::Fault;
use crate::chance::now;
use crate::http::{Connection, post};
use crate::members::{Members, WITH_ACCOUNT};
use crate::server::Server;
use domain::codes::AccountCode;
use domain::entropy::{Seeded, bytes};
use domain::ids::PostId;
use domain::secrets::{FormToken, Root};

/// A member, with what is theirs and nobody else's.
pub struct Somebody {
    /// The session, and the language.
    pub cookie: String,
    /// The key to sign in with again.
    pub code: AccountCode,
    /// The secret with which their forms are made.
    pub root: Root,
    /// `nl` or `en`.
    pub language: &'static str,
    /// A word that stands on pages of this member alone.
    pub mark: String,
    /// A thread that this member opened; its id is that of its first post.
    pub thread: String,
    /// The form with which it was opened.
    pub once: String,
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
        let somebody = Somebody {
            cookie: format!("{session}; language={language}"),
            once: FormToken::mint_for(&root, id, minted()),
            thread: PostId::from_bytes(id).to_string(),
            mark: mark(n),
            code,
            root,
            language,
        };
        begins(&mut connection, &somebody, &FormToken::mint(&somebody.root, &chance, minted())).await?;
        people.push(somebody);
    }
    Ok(people)
}

async fn begins(connection: &mut Connection, me: &Somebody, note: &str) -> Result<(), Fault> {
    let text = format!("Van {}.", me.mark);
    let story = [
        ("once", &*me.once),
        ("happened", "Ik stond er die avond alleen voor."),
        ("title", "Alleen op de afdeling"),
        ("theme", "workload"),
        ("moment", "now"),
    ];
    for form in [
        post("/api/account/add_note", &me.cookie, &[("once", note), ("text", &text)]),
        post("/api/threads/add", &me.cookie, &story),
    ] {
        let (answer, page) = connection.read(&form).await?;
        if answer.status != 303 {
            return Err(format!("What everybody begins with was answered with {}: {page}", answer.status));
        }
    }
    Ok(())
}
