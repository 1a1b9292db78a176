//! A challenge that waits, as the rows that it would be.

use domain::ids::PostId;
use domain::posts::PostKind;
use domain::secrets::Waiting;
use domain::threads::Position;
use domain::time::Day;
use store::{Author, PostRow, Text, ThreadRow};

/// A challenge that is not there yet, as the rows that it would be on `day`.
pub fn as_rows(waiting: &Waiting, day: Day) -> (ThreadRow, PostRow) {
    let opening = PostId::from_bytes(waiting.thread.bytes());
    let thread = ThreadRow {
        id: waiting.thread,
        position: Position(0),
        title: waiting.title.clone(),
        themes: waiting.themes,
        sector: waiting.sector,
        phase: waiting.phase,
        day,
        listed: false,
        tips: 0,
        tips_shown: 0,
        supports: 0,
        outcome: None,
        experts: 0,
        opening,
        opening_author: Some(waiting.author),
        opening_name: 0,
        recognised_shown: 0,
        strength_shown: 0,
    };
    let text =
        Text { body: waiting.body.clone(), tried: waiting.tried.clone(), question: waiting.question.clone() };
    let post = PostRow {
        id: opening,
        thread: waiting.thread,
        seq: 0,
        kind: PostKind::Opening,
        author: Author::Member { tag: waiting.author, name: 0 },
        expert: None,
        text: Some(text),
        day,
        helpful: false,
        edited: false,
        marks: None,
        recognised_shown: 0,
        strength_shown: 0,
    };
    (thread, post)
}
