//! The name and face of a member inside one thread (anonymity 2.3, recipe in docs/avatars.md).

use crate::ctx::Ctx;
use domain::ids::ThreadId;
use domain::names::{Face, face};
use domain::people::Lang;
use domain::secrets::Tag;
use store::{Community, Tx};

/// The face of the person behind `tag` with name number `name`.
pub fn face_of(ctx: &Ctx, tag: &Tag, name: u8) -> Face {
    face(&ctx.keys.face_bytes(tag, name))
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
    let used = tx.posts().names_used(thread).await?;
    if let Some((_, own)) = used.iter().find(|(other, _)| other == tag) {
        return Ok(*own);
    }
    let taken: Vec<String> = used.iter().map(|(other, n)| face_of(ctx, other, *n).name(Lang::Nl)).collect();
    let free = (0..=u8::MAX).find(|n| !taken.contains(&face_of(ctx, tag, *n).name(Lang::Nl)));
    Ok(free.unwrap_or(0))
}
