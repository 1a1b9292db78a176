//! The name and face of a member inside one thread (P3, recipe in docs/avatars.md).

use crate::ctx::Ctx;
use domain::ids::ThreadId;
use domain::names::{Face, face, free};
use domain::secrets::Tag;
use store::{Author, Community, Tx};

/// The face of the person behind `tag` with name number `name`.
pub fn face_of(ctx: &Ctx, tag: &Tag, name: u8) -> Face {
    face(&ctx.keys.face_bytes(tag, name))
}

/// Whether the person behind `tag` wrote it.
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
    Ok(choose(ctx, &tx.posts().names_used(thread).await?, tag))
}

/// The same where these are in use.
pub fn choose(ctx: &Ctx, used: &[(Tag, u8)], tag: &Tag) -> u8 {
    if let Some((_, own)) = used.iter().find(|(other, _)| other == tag) {
        return *own;
    }
    let taken: Vec<Face> = used.iter().map(|(other, n)| face_of(ctx, other, *n)).collect();
    let free =
        free(|n| ctx.keys.face_bytes(tag, n), |face| taken.iter().any(|other| other.has_name_of(face)));
    free.map_or(0, |(number, _)| number)
}
