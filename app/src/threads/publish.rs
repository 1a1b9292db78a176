//! The moment at which a challenge becomes visible to others: at once, or when a safe moment has come.

use store::{Added, Community, Error, Post, Thread, Tx};

/// Adds a thread with its opening. Added again by the same author it is known; both happen in the unit of work of the caller.
///
/// # Errors
/// When the store refuses.
pub async fn add(tx: &mut Tx<Community>, thread: &Thread, opening: &Post) -> Result<Added, Error> {
    tx.threads().add(thread).await?;
    tx.posts().add(opening).await
}
