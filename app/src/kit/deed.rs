//! Somebody who did something is told that it worked, once, on the page that follows, with the way back where there is one.
//!
//! As with a parting ([`crate::kit::session::parting`]), neither the address nor a row may say so. The answer to the plain form
//! carries the same cookie, with a letter, and the id of the thing at which it can still be undone; the next page of a member, or of
//! staff for what staff did, says it and takes the cookie away. On a shared computer there is no id in it.
//!
//! A member undoes on a page that asks first. Staff decide with one key and undo with one: a form lies in what is told, for the
//! minute that a decision can be taken back ([`UNDO_SECONDS`]).
//!
//! One file, though a long one: each kind of deed stands in it as its letter, its reader, its sentence and its way back.

use crate::kit::cookies;
use crate::kit::ctx::{Ctx, Who};
use crate::kit::forms::Form;
use crate::kit::paths;
use crate::kit::ui::{Glyph, Icon, Toast};
use crate::t;
use domain::held::UNDO_SECONDS;
use domain::ids::{PostId, ThreadId};
use domain::people::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Seconds that the cookie lives when no page takes it away.
const SECONDS: i64 = 60;

/// The form of `staff/held/undo`, which takes a decision about a post that waited back: it stands in what is told after a decision, on
/// whichever page comes next.
pub const UNDO_HELD: Form = Form::new("staff/held/undo").on(paths::STAFF_HELD);

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
    /// Staff: a post that waited may be seen.
    Released,
    /// Staff: its author is asked to make it less recognisable.
    Asked,
    /// Staff: it is removed.
    RemovedHeld,
    /// Staff: a decision is taken back.
    TookBack,
    /// Staff: something new is there.
    Added,
    /// Staff: what was changed is kept.
    Kept,
    /// Staff: a colleague is removed.
    RemovedColleague,
    /// Staff: a cohort is ended.
    EndedCohort,
}

impl DeedKind {
    /// Tells whether a page of this person tells of it: what members did is no matter of a page of staff in the same browser, and the
    /// other way round. Both have passkeys and sessions.
    const fn is_for(self, who: &Who) -> bool {
        match self {
            Self::Released
            | Self::Asked
            | Self::RemovedHeld
            | Self::TookBack
            | Self::Added
            | Self::Kept
            | Self::RemovedColleague
            | Self::EndedCohort => matches!(who, Who::Staff(_)),
            Self::Ended | Self::Set | Self::AddedPasskey | Self::RemovedWayIn => !matches!(who, Who::Visitor),
            _ => matches!(who, Who::Member(_)),
        }
    }
}

/// The way back from a deed.
enum Undo {
    /// A page, with the words of the link to it.
    Page(String, &'static str),
    /// A form with one field: the form, the name and the value of the field.
    Form(&'static Form, &'static str, PostId),
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
    const CODES: [(DeedKind, &str); 25] = [
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
        (DeedKind::Released, "r"),
        (DeedKind::Asked, "s"),
        (DeedKind::RemovedHeld, "t"),
        (DeedKind::TookBack, "u"),
        (DeedKind::Added, "v"),
        (DeedKind::Kept, "w"),
        (DeedKind::RemovedColleague, "x"),
        (DeedKind::EndedCohort, "y"),
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

    /// Takes what the page that is being made has to tell its reader; it is told once, to whom it is for.
    pub(super) fn take(ctx: &Ctx) -> Option<Self> {
        let deed = Self::read(ctx.cookie(cookies::TOLD)?)?;
        if !deed.kind.is_for(&ctx.who) {
            return None;
        }
        ctx.set_cookie(cookies::TOLD, "", Some(0));
        Some(deed)
    }

    /// Draws what is told.
    pub(super) fn toast(self, lang: Lang) -> AnyView {
        let text = self.sentence(lang);
        match self.undo(lang) {
            Some(Undo::Form(action, name, id)) => undo_form(text, (action, name, id), lang),
            Some(Undo::Page(href, words)) => {
                let link = view! { <a class="link" href=href>{words}</a> };
                view! { <Toast text arrived=self.arrived()>{link}</Toast> }.into_any()
            }
            None => view! { <Toast text arrived=self.arrived()>""</Toast> }.into_any(),
        }
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
            DeedKind::Released => t::deeds::released(lang),
            DeedKind::Asked => t::deeds::asked(lang),
            DeedKind::RemovedHeld => t::deeds::removed_held(lang),
            DeedKind::TookBack => t::deeds::took_back(lang),
            DeedKind::Added => t::deeds::added(lang),
            DeedKind::Kept => t::deeds::kept(lang),
            DeedKind::RemovedColleague => t::deeds::removed_colleague(lang),
            DeedKind::EndedCohort => t::deeds::ended_cohort(lang),
        }
    }

    /// The number of the form that was sent, when what was typed into it is kept now.
    fn arrived(self) -> Option<String> {
        let kept = [DeedKind::Shared, DeedKind::Waits, DeedKind::Answered, DeedKind::KeptDraft];
        self.at.filter(|_| kept.contains(&self.kind)).map(|at| at.to_string())
    }

    /// The way in which it can be undone.
    fn undo(self, lang: Lang) -> Option<Undo> {
        let at = self.at?;
        let thread = ThreadId::from_bytes(at.bytes());
        match self.kind {
            DeedKind::Shared | DeedKind::Answered => {
                Some(Undo::Page(paths::remove_post(at), t::deeds::undo(lang)))
            }
            DeedKind::Waits => Some(Undo::Page(paths::remove_waiting(thread), t::deeds::undo(lang))),
            DeedKind::Unsaved => Some(Undo::Page(paths::thread(thread), t::deeds::to_thread(lang))),
            DeedKind::Released | DeedKind::Asked | DeedKind::RemovedHeld => {
                Some(Undo::Form(&UNDO_HELD, "post", at))
            }
            _ => None,
        }
    }
}

/// Draws what staff did, with a form that takes it back. It stays until the minute is over, which an island counts
/// (`app/src/islands/staff/toasts.rs`); the server says no after that in any case.
fn undo_form(
    text: &'static str,
    (form, name, id): (&'static Form, &'static str, PostId),
    lang: Lang,
) -> AnyView {
    view! {
        <div class="toast toast--undo" role="status" data-undo=UNDO_SECONDS.to_string()>
            <Icon glyph=Glyph::CheckCircleFill/>
            <p class="grow">{text}</p>
            <span class="left" aria-hidden="true"></span>
            <form method="post" action=form.action()>
                <input type="hidden" name=name value=id.to_string()/>
                <button class="link" type="submit" data-key="z" aria-keyshortcuts="z">{t::deeds::take_back(lang)}" "<kbd>"Z"</kbd></button>
            </form>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_take_back_what_they_decided_by_a_form() {
        let post = PostId::from_bytes([7; 16]);
        for (kind, _) in Deed::CODES {
            let html = Deed::at(kind, post).toast(Lang::Nl).to_html();
            let decided = [DeedKind::Released, DeedKind::Asked, DeedKind::RemovedHeld].contains(&kind);
            let form = format!(r#"<input type="hidden" name="post" value="{post}">"#);
            assert_eq!(html.contains(r#"method="post""#) && html.contains(&form), decided, "{html}");
            assert!(html.contains(r#"role="status""#) && !html.contains("style="), "{html}");
            assert!(!Deed::from(kind).toast(Lang::En).to_html().contains("<form"));
        }
    }

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
