//! Posts inside a thread: the words and what may be done with them.

mod add;
mod authors;
mod change;
mod read;

pub use add::FormFate;

use crate::driver::{Community, Tx};
use domain::ids::{ExpertId, PostId, ThreadId};
use domain::posts::{PostKind, PostText};
use domain::secrets::Tag;
use domain::time::Day;
use domain::tried::Marks;

#[cfg(test)]
pub(crate) const LISTS: &[&[&str]] = &[read::LISTS, authors::LISTS];
#[cfg(test)]
pub(crate) const POSTGRES_ONLY: &[&str] = authors::POSTGRES_ONLY;
#[cfg(test)]
pub(crate) const SQL: &[&[&str]] = &[add::SQL, authors::SQL, change::SQL, read::SQL];

/// The text of a post as it stands in its row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// The story, or the reply.
    pub body: String,
    /// The things that the author tried already.
    pub tried: Option<String>,
    /// The question of the author.
    pub question: Option<String>,
}

impl From<&PostText> for Text {
    fn from(text: &PostText) -> Self {
        Self {
            body: text.body.as_str().to_owned(),
            tried: text.tried.as_ref().map(|tried| tried.as_str().to_owned()),
            question: text.question.as_ref().map(|question| question.as_str().to_owned()),
        }
    }
}

/// The author of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Author {
    /// A member, known in this thread only.
    Member {
        /// The member, in this thread.
        tag: Tag,
        /// The number of the author's name in this thread.
        name: u8,
    },
    /// A named expert.
    Expert(ExpertId),
}

/// A new post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its id, made with the form, so that a form sent twice is one post.
    pub id: PostId,
    /// Its thread.
    pub thread: ThreadId,
    /// The opening of the thread, or what kind of reply.
    pub kind: PostKind,
    /// Its author.
    pub author: Author,
    /// Its words.
    pub text: Text,
    /// The day.
    pub day: Day,
}

/// The answer to adding a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new, and this is its place in the thread.
    New(i64),
    /// Its author added it before; nothing changed.
    Known,
    /// The id belongs to somebody else's post, or there is no such thread.
    Refused,
}

/// A post as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
    /// Its thread.
    pub thread: ThreadId,
    /// Its place in the thread; the opening has 0.
    pub seq: i64,
    /// The opening of the thread, or what kind of reply.
    pub kind: PostKind,
    /// Its author.
    pub author: Author,
    /// The expert, when one wrote it.
    pub expert: Option<ExpertLine>,
    /// Its words; `None` when it was removed.
    pub text: Option<Text>,
    /// The day.
    pub day: Day,
    /// True when the opener of the thread marked it as helpful.
    pub helpful: bool,
    /// True once its text was changed.
    pub edited: bool,
    /// "Herken ik", as of the last refresh.
    pub recognised_shown: i64,
    /// "Sterkte", as of the last refresh.
    pub strength_shown: i64,
    /// The marks of those who tried it, as of the last refresh; `None` until five people did.
    pub marks: Option<Marks>,
}

impl PostRow {
    /// True once its text was erased.
    pub fn removed(&self) -> bool {
        self.text.is_none()
    }
}

/// The line beside an expert's post.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExpertLine {
    /// Its id.
    pub id: ExpertId,
    /// The word in addresses and of the portrait.
    pub slug: String,
    /// Their name.
    pub name: String,
    /// Their profession, in Dutch.
    pub title_nl: String,
    /// Their profession, in English.
    pub title_en: String,
}

/// A member's post without its text, for the pass in which an owner finds the own threads (P3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scanned {
    /// The day.
    pub day: Day,
    /// The thread.
    pub thread: ThreadId,
    /// Its place in the thread.
    pub seq: i64,
    /// The author, in this thread.
    pub tag: Tag,
}

/// The beginning of a portion of the owner's pass.
#[derive(Clone, Copy, Debug)]
pub enum Since {
    /// With the first post of a day.
    Day(Day),
    /// After this one.
    Post(Scanned),
}

/// A post without its text, as the owner of a thread counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostSummary {
    /// Its place in the thread.
    pub seq: i64,
    /// The opening of the thread, or what kind of reply.
    pub kind: PostKind,
    /// The member who wrote it, in this thread; `None` for an expert.
    pub author: Option<Tag>,
    /// The day.
    pub day: Day,
    /// True while it has its text.
    pub shown: bool,
    /// True when the opener of the thread marked it as helpful.
    pub helpful: bool,
}

impl Tx<Community> {
    /// The posts inside threads.
    pub fn posts(&mut self) -> Posts<'_> {
        Posts(self)
    }
}

/// Posts as rows.
pub struct Posts<'a>(&'a mut Tx<Community>);
