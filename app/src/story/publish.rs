//! The moment at which a challenge becomes visible to others: at once, or when a safe moment has come.

use crate::story::privacy::{Looked, is_held};
use store::{Added, Author, Community, Error, Held, Post, Thread, Tx};

/// Adds a thread with its opening, or holds it for a moderator when something in it leads straight to a person. Added again
/// by the same author it is known; both happen in the unit of work of the caller.
///
/// # Errors
/// When the store refuses.
pub async fn add(tx: &mut Tx<Community>, thread: &Thread, opening: &Post) -> Result<Added, Error> {
    if let Author::Member { tag, name } = opening.author
        && is_held(&thread.title, &opening.text, &Looked::default())
    {
        let kept = tx.held().add(&Held::opening(thread, opening, tag, name)).await?;
        return Ok(if kept { Added::New(0) } else { Added::Refused });
    }
    tx.threads().add(thread).await?;
    tx.posts().add(opening).await
}
