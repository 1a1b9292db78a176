//! Changing an own post that waits for a moderator.

use super::api::{EDIT, own_held};
use crate::kit::ctx::Ctx;
use crate::kit::page::{PageResult, Path};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::changing::Changing;
use crate::story::edition::PostWords;
use crate::story::held::{Marked, cards};
use crate::story::privacy::Rules;
use crate::t;
use domain::ids::PostId;
use domain::posts::PostKind;
use leptos::prelude::*;

/// Changing an own post that waits: with what a moderator asked, when one did.
pub async fn edit_held(ctx: Ctx, Path(id): Path<PostId>) -> PageResult {
    let me = ctx.confirmed_member()?;
    let mut tx = ctx.store.community.read().await?;
    let held = own_held(&ctx, &me, &mut tx, id).await?;
    let asked = tx.held_decisions().find(id).await?.filter(|decision| decision.is_final());
    drop(tx);
    let lang = ctx.lang;
    let changing = Changing {
        form: EDIT,
        which: ("post", id.to_string()),
        opening: held.kind == PostKind::Opening,
        words: PostWords { title: held.title.clone().unwrap_or_default(), text: held.text.clone() },
        back: paths::post(held.thread, held.post),
        title: t::held::edit_title(lang),
        hint: t::held::edit_hint(lang),
    };
    let asked = match asked.and_then(|decision| decision.ruling.reason()) {
        Some(why) => {
            let words = Marked::of(&Rules::of(&ctx).await?, held).words();
            let words: Vec<_> =
                words.into_iter().map(|(_, words)| view! { <li><mark>{words}</mark></li> }).collect();
            let asked = view! {
                <Notice kind=NoticeKind::Warning title=t::held::asked_title(lang)>
                    <p>{cards::reason(lang, why)}</p>
                    {(!words.is_empty()).then(|| view! { <ul>{words}</ul> })}
                </Notice>
            };
            Some(asked.into_any())
        }
        None => None,
    };
    changing.page(&ctx, asked).await
}
