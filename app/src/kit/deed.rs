//! Somebody who did something is told that it worked, once, on the page that follows, with the way back where there is one.
//!
//! As with a parting ([`crate::kit::session::parting`]), neither the address nor a row may say so. The answer to the plain form
//! carries the same cookie, with a letter, and the id of the post that can still be taken away; the next page of a member says
//! it and takes the cookie away. On a shared computer there is no id in it.

use crate::kit::cookies;
use crate::kit::ctx::{Ctx, Who};
use crate::kit::paths;
use crate::kit::ui::Toast;
use crate::t;
use domain::ids::{PostId, ThreadId};
use domain::people::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Seconds that the cookie lives when no page takes it away.
const SECONDS: i64 = 60;

/// The kinds of deeds that the next page tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeedKind {
    /// A challenge is there.
    Shared,
    /// A challenge waits for a safe moment.
    Waits,
    /// A reply is there.
    Answered,
    /// The words of a post are changed.
    Changed,
    /// A post is erased.
    Removed,
    /// A challenge that waited is taken back.
    Withdrawn,
    /// The session of another device is ended.
    Ended,
    /// The outcome is told.
    Told,
    /// A draft is kept.
    KeptDraft,
    /// A draft is thrown away.
    RemovedDraft,
    /// A note is kept.
    KeptNote,
    /// A note is thrown away.
    RemovedNote,
    /// A thread is not saved any more.
    Unsaved,
    /// Settings are kept.
    Set,
    /// A passkey opens the account from now on.
    AddedPasskey,
    /// A second key opens the account from now on.
    AddedSecondKey,
    /// A way in opens nothing any more.
    RemovedWayIn,
}

/// Something that somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Deed {
    kind: DeedKind,
    /// The post, or the opening of the thread, at which it can be undone.
    at: Option<PostId>,
}

impl From<DeedKind> for Deed {
    fn from(kind: DeedKind) -> Self {
        Self { kind, at: None }
    }
}

impl From<Deed> for String {
    fn from(deed: Deed) -> Self {
        let code = Deed::CODES.iter().find(|(kind, _)| *kind == deed.kind).map_or("", |(_, code)| code);
        [code.to_owned(), deed.at.map(|at| at.to_string()).unwrap_or_default()].concat()
    }
}

impl TryFrom<String> for Deed {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(&text).ok_or("no deed")
    }
}

impl Deed {
    const CODES: [(DeedKind, &str); 17] = [
        (DeedKind::Shared, "a"),
        (DeedKind::Waits, "b"),
        (DeedKind::Answered, "c"),
        (DeedKind::Changed, "d"),
        (DeedKind::Removed, "e"),
        (DeedKind::Withdrawn, "f"),
        (DeedKind::Ended, "g"),
        (DeedKind::Told, "h"),
        (DeedKind::KeptDraft, "i"),
        (DeedKind::RemovedDraft, "j"),
        (DeedKind::KeptNote, "k"),
        (DeedKind::RemovedNote, "l"),
        (DeedKind::Unsaved, "m"),
        (DeedKind::Set, "n"),
        (DeedKind::AddedPasskey, "o"),
        (DeedKind::AddedSecondKey, "p"),
        (DeedKind::RemovedWayIn, "q"),
    ];

    /// A deed that can be undone at this post.
    pub fn at(kind: DeedKind, post: PostId) -> Self {
        Self { kind, at: Some(post) }
    }

    /// A deed that can be undone at this thread, or at its opening.
    pub fn at_thread(kind: DeedKind, thread: ThreadId) -> Self {
        Self::at(kind, PostId::from_bytes(thread.bytes()))
    }

    fn read(text: &str) -> Option<Self> {
        let code = text.get(..1)?;
        let (kind, _) = Self::CODES.iter().find(|(_, known)| *known == code)?;
        let id = text.get(1..)?;
        let at = if id.is_empty() { None } else { Some(id.parse().ok()?) };
        Some(Self { kind: *kind, at })
    }

    /// The `Set-Cookie` line that tells the next page.
    pub fn line(self, secure: bool, shared: bool) -> String {
        let told = Self { at: self.at.filter(|_| !shared), ..self };
        cookies::line(cookies::TOLD, &String::from(told), Some(SECONDS), secure)
    }

    /// Takes what the page that is being made has to tell whoever is signed in; it is told once.
    pub(super) fn take(ctx: &Ctx) -> Option<Self> {
        let deed = Self::read(ctx.cookie(cookies::TOLD).filter(|_| !matches!(ctx.who, Who::Visitor))?)?;
        ctx.set_cookie(cookies::TOLD, "", Some(0));
        Some(deed)
    }

    /// Draws what is told.
    pub(super) fn toast(self, lang: Lang) -> AnyView {
        let undo = self.undo(lang).map(|(href, words)| view! { <a class="link" href=href>{words}</a> });
        view! { <Toast text=self.sentence(lang) arrived=self.arrived()>{undo}</Toast> }.into_any()
    }

    fn sentence(self, lang: Lang) -> &'static str {
        match self.kind {
            DeedKind::Shared => t::deeds::shared(lang),
            DeedKind::Waits => t::deeds::waits(lang),
            DeedKind::Answered => t::deeds::answered(lang),
            DeedKind::Changed => t::deeds::changed(lang),
            DeedKind::Removed => t::deeds::removed(lang),
            DeedKind::Withdrawn => t::deeds::withdrawn(lang),
            DeedKind::Ended => t::deeds::ended(lang),
            DeedKind::Told => t::deeds::told(lang),
            DeedKind::KeptDraft => t::deeds::kept_draft(lang),
            DeedKind::RemovedDraft => t::deeds::removed_draft(lang),
            DeedKind::KeptNote => t::deeds::kept_note(lang),
            DeedKind::RemovedNote => t::deeds::removed_note(lang),
            DeedKind::Unsaved => t::deeds::unsaved(lang),
            DeedKind::Set => t::deeds::set(lang),
            DeedKind::AddedPasskey => t::deeds::added_passkey(lang),
            DeedKind::AddedSecondKey => t::deeds::added_second_key(lang),
            DeedKind::RemovedWayIn => t::deeds::removed_way_in(lang),
        }
    }

    /// The number of the form that was sent, when what was typed into it is kept now.
    fn arrived(self) -> Option<String> {
        let kept = [DeedKind::Shared, DeedKind::Waits, DeedKind::Answered, DeedKind::KeptDraft];
        self.at.filter(|_| kept.contains(&self.kind)).map(|at| at.to_string())
    }

    /// The page on which it can be undone.
    fn undo(self, lang: Lang) -> Option<(String, &'static str)> {
        let at = self.at?;
        let thread = ThreadId::from_bytes(at.bytes());
        match self.kind {
            DeedKind::Shared | DeedKind::Answered => Some((paths::remove_post(at), t::deeds::undo(lang))),
            DeedKind::Waits => Some((paths::remove_waiting(thread), t::deeds::undo(lang))),
            DeedKind::Unsaved => Some((paths::thread(thread), t::deeds::to_thread(lang))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_told_in_a_letter_and_an_id_that_a_shared_computer_does_not_get() {
        let post = PostId::from_bytes([7; 16]);
        for (kind, code) in Deed::CODES {
            for deed in [Deed::from(kind), Deed::at(kind, post)] {
                assert_eq!(Deed::read(&String::from(deed)), Some(deed));
            }
            let line = Deed::at(kind, post).line(true, true);
            assert_eq!(
                line,
                format!("__Host-told={code}; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60")
            );
            assert!(Deed::at(kind, post).line(true, false).contains(&format!("told={code}{post};")));
        }
        for made_up in ["", "1", "z", "a0", "é", "a<script>", "aa"] {
            assert_eq!(Deed::read(made_up), None, "{made_up}");
        }
    }
}
