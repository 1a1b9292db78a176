//! What members say to each other: the challenge that opens a thread, and the replies to it.
//!
//! No type here shows its text in `Debug`: a panic message or a log line must never hold what a member wrote (G5, S33).

use crate::chosen::Chosen;
use crate::faults::{Fault, Faults};
use crate::text::{Body, Line, Title};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest question, in characters.
pub const QUESTION_MAX: u32 = 300;
/// The shortest question, in characters.
pub const QUESTION_MIN: u32 = 3;

macro_rules! slugs {
    ($name:ident { $($variant:ident $slug:literal),* }) => {
        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in forms, tables and locale keys.
            pub const fn slug(self) -> &'static str {
                match self {
                    $(Self::$variant => $slug,)*
                }
            }

            /// The one with this slug.
            pub fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.slug() == slug)
            }
        }
    };
}

/// The intention of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PostKind {
    /// The challenge itself.
    Opening,
    /// Something to try.
    Tip,
    /// A kind word, an own experience.
    Support,
}

slugs!(PostKind { Opening "opening", Tip "tip", Support "support" });

/// An answer of a reader without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReactionKind {
    /// "I know this."
    Recognise,
    /// "Strength to you."
    Strength,
}

slugs!(ReactionKind { Recognise "recognise", Strength "strength" });

/// The text of one post, judged. A reply has a body only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostText {
    /// The story of a challenge, or the reply.
    pub body: Body,
    /// The things that the author tried already.
    pub tried: Option<Body>,
    /// The question of the author.
    pub question: Option<Line>,
}

impl PostText {
    /// The text of a reply.
    pub fn reply(body: Body) -> Self {
        Self { body, tried: None, question: None }
    }

    /// Judges the three fields of a challenge; `body` is the name that the first one has in the form.
    pub(crate) fn judge(
        faults: &mut Faults,
        (name, body): (&str, &str),
        tried: &str,
        question: &str,
    ) -> Option<Self> {
        let body = faults.keep(name, Body::parse(body));
        let tried = faults.keep("tried", optional(tried, Body::parse));
        let question = faults.keep("question", optional(question, read_question));
        Some(Self { body: body?, tried: tried?, question: question? })
    }
}

/// Judges the title of a challenge. A title that cannot be proposed because the story is refused is not a fault of its
/// own: mending the story mends it.
pub(crate) fn judge_title(
    faults: &mut Faults,
    title: &str,
    (field, story): (&str, &str),
    question: &str,
    story_stands: bool,
) -> Option<Title> {
    match Title::parse_or_propose(title, story, question) {
        Err(_) if !story_stands && title.trim().is_empty() => None,
        // Nobody typed a title: the words of which one was to be made say too little.
        Err(why) if title.trim().is_empty() => {
            faults.add(if question.trim().is_empty() { field } else { "question" }, why);
            None
        }
        judged => faults.keep("title", judged),
    }
}

/// Reads a question: one line.
fn read_question(text: &str) -> Result<Line, Fault> {
    Line::parse(text, QUESTION_MIN, QUESTION_MAX)
}

/// A field that may stay empty: nothing visible in it is nothing, not a fault.
fn optional<T>(text: &str, parse: impl Fn(&str) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
    match parse(text) {
        Ok(value) => Ok(Some(value)),
        Err(Fault::Missing) => Ok(None),
        Err(why) => Err(why),
    }
}

/// A reply as it was typed. Field names are the form's names.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyDraft {
    /// The kind: tip or support.
    pub kind: Chosen<PostKind>,
    /// The words.
    pub body: String,
}

impl ReplyDraft {
    /// Lists the freely typed text by its name in the form.
    pub fn texts(&mut self) -> [(&str, &mut String); 1] {
        [("body", &mut self.body)]
    }

    /// Turns typing into a reply, or says what is wrong with which field. Nobody can reply with a second opening.
    pub fn read(&self) -> Result<(PostKind, Body), Faults> {
        let mut faults = Faults::default();
        let kind = match self.kind.read() {
            Ok(PostKind::Opening) => Err(Fault::NotAChoice),
            chosen => chosen,
        };
        let kind = faults.keep("kind", kind);
        let body = faults.keep("body", Body::parse(&self.body));
        kind.zip(body).ok_or(faults)
    }
}

/// New words for a post that stands already. A reply uses the body only.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditDraft {
    /// The words.
    pub body: String,
    /// The title, of a challenge.
    pub title: String,
    /// The answer to "what did you try", of a challenge.
    pub tried: String,
    /// The question, of a challenge.
    pub question: String,
}

impl EditDraft {
    /// Lists the freely typed texts by their names in the form.
    pub fn texts(&mut self) -> [(&str, &mut String); 4] {
        [
            ("body", &mut self.body),
            ("tried", &mut self.tried),
            ("question", &mut self.question),
            ("title", &mut self.title),
        ]
    }

    /// The new text of a reply. The other fields, which its form does not have, are not looked at.
    pub fn read_reply(&self) -> Result<PostText, Faults> {
        Body::parse(&self.body).map(PostText::reply).map_err(|why| Faults::on("body", why))
    }

    /// The new title and text of a challenge; an emptied title is proposed anew.
    pub fn read_opening(&self) -> Result<(Title, PostText), Faults> {
        let mut faults = Faults::default();
        let text = PostText::judge(&mut faults, ("body", &self.body), &self.tried, &self.question);
        let title =
            judge_title(&mut faults, &self.title, ("body", &self.body), &self.question, text.is_some());
        title.zip(text).ok_or(faults)
    }
}

macro_rules! silent {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

silent!(ReplyDraft, EditDraft);

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(kind: &str, body: &str) -> ReplyDraft {
        ReplyDraft { kind: kind.into(), body: body.into() }
    }

    #[test]
    fn kinds_read_back_by_slug_and_as_json() {
        for kind in PostKind::ALL.iter().copied() {
            assert_eq!(PostKind::from_slug(kind.slug()), Some(kind));
            assert_eq!(serde_json::to_string(&kind).expect("a slug"), format!("\"{}\"", kind.slug()));
        }
        for kind in ReactionKind::ALL.iter().copied() {
            assert_eq!(ReactionKind::from_slug(kind.slug()), Some(kind));
            assert_eq!(serde_json::to_string(&kind).expect("a slug"), format!("\"{}\"", kind.slug()));
        }
        assert_eq!(PostKind::from_slug("Tip"), None);
    }

    #[test]
    fn a_reply_is_a_tip_or_support() {
        let (kind, body) = reply("tip", " Vraag het gewoon. ").read().expect("a reply");
        assert_eq!((kind, body.as_str()), (PostKind::Tip, "Vraag het gewoon."));
        assert_eq!(reply("support", "Sterkte").read().expect("a reply").0, PostKind::Support);
    }

    #[test]
    fn a_wrong_reply_says_every_field_that_is_wrong() {
        for (kind, body, of_kind, of_body) in [
            ("", "", Some(Fault::NothingChosen), Some(Fault::Missing)),
            ("opening", "Goed verhaal", Some(Fault::NotAChoice), None),
            ("tips", "Goed verhaal", Some(Fault::NotAChoice), None),
            ("tip", "ja", None, Some(Fault::TooShort(Body::MIN))),
            ("tip", "a\u{0}b c", None, Some(Fault::ControlCharacters)),
        ] {
            let faults = reply(kind, body).read().expect_err("wrong");
            assert_eq!((faults.of("kind"), faults.of("body")), (of_kind, of_body), "{kind} {body:?}");
        }
    }

    #[test]
    fn an_edited_challenge_is_judged_as_a_new_one() {
        let mut edit = EditDraft { body: "Ik stond alleen op de groep.".into(), ..EditDraft::default() };
        let (title, text) = edit.read_opening().expect("an edit");
        assert_eq!(title.as_str(), "Ik stond alleen op de groep");
        assert_eq!((text.tried, text.question), (None, None));
        edit.question = "a".repeat(61);
        assert_eq!(edit.read_opening().expect_err("a long word").of("question"), Some(Fault::LongWord(60)));
        assert!(edit.read_reply().is_ok(), "a reply has no question");
    }

    #[test]
    fn debug_never_shows_the_words() {
        let text = PostText::reply(Body::parse("heel geheim").expect("a body"));
        for shown in [
            format!("{:?}", reply("tip", "geheim")),
            format!("{text:?}"),
            format!("{:?}", EditDraft::default()),
        ] {
            assert!(!shown.contains("geheim"), "{shown}");
        }
    }
}
