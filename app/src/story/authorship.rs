//! The name and face of a member inside one thread (P3, recipe in docs/avatars.md).

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use domain::ids::{PostId, ThreadId};
use domain::names::{Face, face, free};
use domain::secrets::Tag;
use store::{Author, Community, PostRow, Tx};

/// The face of the person behind `tag` with name number `name`.
pub fn face_of(ctx: &Ctx, tag: &Tag, name: u8) -> Face {
    face(&ctx.keys.face_bytes(tag, name))
}

/// Tells whether the person behind `tag` wrote it.
pub fn wrote(author: &Author, tag: &Tag) -> bool {
    matches!(author, Author::Member { tag: theirs, .. } if theirs == tag)
}

/// The name number of `tag` in `thread`: the one it has, or the first one whose name nobody else has there.
///
/// # Errors
/// When the store refuses.
pub async fn number(
    ctx: &Ctx,
    tx: &mut Tx<Community>,
    thread: ThreadId,
    tag: &Tag,
) -> Result<u8, store::Error> {
    let used = tx.posts().list_names(thread).await?;
    if let Some((_, own)) = used.iter().find(|(other, _)| other == tag) {
        return Ok(*own);
    }
    let taken: Vec<Face> = used.iter().map(|(other, n)| face_of(ctx, other, *n)).collect();
    let free =
        free(|n| ctx.keys.face_bytes(tag, n), |face| taken.iter().any(|other| other.has_name_of(face)));
    Ok(free.map_or(0, |(number, _)| number))
}

/// The post, if it is there and `me` wrote it. Of a foreign post we say no more than that it is not theirs (S21).
pub async fn own(ctx: &Ctx, me: &Member, tx: &mut Tx<Community>, post: PostId) -> Result<PostRow, AppError> {
    let row = tx.posts().find(post).await?.filter(|row| !row.removed()).ok_or(AppError::Gone)?;
    if wrote(&row.author, &ctx.keys.author_tag(&me.root, row.thread)) {
        Ok(row)
    } else {
        Err(AppError::Forbidden)
    }
}

/// Finds a post of this thread that somebody else wrote, in the unit of work that does something with it.
///
/// # Errors
/// [`AppError::Gone`] when it is not there any more, [`AppError::Forbidden`] when `me` wrote it.
pub async fn foreign(
    ctx: &Ctx,
    me: &Member,
    tx: &mut Tx<Community>,
    thread: ThreadId,
    post: PostId,
) -> Result<PostRow, AppError> {
    let row = tx.posts().find(post).await?.filter(|row| row.thread == thread && !row.removed());
    let row = row.ok_or(AppError::Gone)?;
    if wrote(&row.author, &ctx.keys.author_tag(&me.root, thread)) {
        return Err(AppError::Forbidden);
    }
    Ok(row)
}
