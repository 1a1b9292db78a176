//! Changing an own post that waits for a moderator.

use super::api::{EDIT, own_held};
use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult, Path};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::draft::StoryFields;
use crate::story::edition::Edition;
use crate::story::held::{Marked, cards};
use crate::story::privacy::Rules;
use crate::story::privacy::parts::{findings, stays};
use crate::t;
use domain::ids::PostId;
use domain::posts::PostKind;
use domain::text::Body;
use leptos::prelude::*;

/// Changing an own post that waits: with what a moderator asked, when one did.
pub async fn edit_held(ctx: Ctx, Path(id): Path<PostId>) -> PageResult {
    let me = ctx.confirmed_member()?;
    let mut tx = ctx.store.community.read().await?;
    let held = own_held(&ctx, &me, &mut tx, id).await?;
    let asked = tx.held_decisions().find(id).await?.filter(|decision| decision.is_final());
    drop(tx);
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &EDIT);
    let opening = held.kind == PostKind::Opening;
    let label = if opening { t::threads::happened(lang) } else { t::posts::body(lang) };
    let labels = [
        ("body", label),
        ("tried", t::threads::tried(lang)),
        ("question", t::threads::question(lang)),
        ("title", t::threads::title(lang)),
    ];
    let found = findings(&ctx, &form, &labels).await?;
    let labels = labels.map(|(name, label)| (name, label.to_owned())).to_vec();
    let back = paths::post(held.thread, held.post);
    let [title, tried, question] =
        [&held.title, &held.text.tried, &held.text.question].map(|text| text.clone().unwrap_or_default());
    let now = vec![title.clone(), held.text.body.clone(), tried.clone(), question.clone()];
    let more = opening.then(|| {
        let form = form.clone();
        view! { <StoryFields form tried question title/> }
    });
    let (edition, body) = (held.edition(), held.text.body.clone());
    let asked = match asked.and_then(|decision| decision.ruling.reason()) {
        Some(why) => {
            let words = Marked::of(&Rules::of(&ctx).await?, held).words();
            let words: Vec<_> =
                words.into_iter().map(|(_, words)| view! { <li><mark>{words}</mark></li> }).collect();
            Some(view! {
                <Notice kind=NoticeKind::Warning title=t::held::asked_title(lang)>
                    <p>{cards::reason(lang, why)}</p>
                    {(!words.is_empty()).then(|| view! { <ul>{words}</ul> })}
                </Notice>
            })
        }
        None => None,
    };
    Ok(Page::of(view! {
        <Frame news=ctx.news back=back.clone()>
            <h1>{t::held::edit_title(lang)}</h1>
            {asked}
            <p class="muted">{t::held::edit_hint(lang)}</p>
            <FaultSummary form=form.clone() labels/>
            <form class="stack" method="post" action=EDIT.action() data-privacy=ctx.assets.privacy()>
                <input type="hidden" name="post" value=id.to_string()/>
                {stays(&form)}
                <Edition form=form.clone() edition now/>
                <TextArea name="body" label=label value=form.value_or("body", &body) fault=form.fault("body") max=Some(Body::MAX)/>
                {more}
                {found}
                <div class="row row--wrap">
                    <a class="btn btn--quiet" href=back>{t::ui::cancel(lang)}</a>
                    <Submit>{t::posts::save(lang)}</Submit>
                </div>
            </form>
        </Frame>
    }))
}
