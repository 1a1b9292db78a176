//! The form that opens a thread: what happened, what was tried, what somebody wants to know.

use crate::islands::{Alike, Reactions};
use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::members::threads::parts::{Beside, StoryForm, Typed, labels};
use crate::story::alike::{alike, suggested, words};
use crate::story::draft::{self, DraftOnDevice};
use crate::story::waiting::sealed;
use crate::story::{own, privacy};
use crate::t;
use domain::chosen::Chosen;
use domain::drawer::KeptDraft;
use domain::ids::PostId;
use domain::themes::ThemeId;
use leptos::prelude::*;
use serde::Deserialize;

/// The query of the form: what it begins with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Opened {
    theme: Chosen<ThemeId>,
    draft: Chosen<PostId>,
}

/// The form that opens a thread.
pub async fn new_thread(ctx: Ctx, Query(asked): Query<Opened>) -> PageResult {
    let me = ctx.confirmed_member()?;
    let lang = ctx.lang;
    let form = draft::state(&ctx);
    let (alike, count) = match FormState::of(&ctx, &draft::ALIKE) {
        asked if asked.was_sent() => {
            let (part, count) = alike(&ctx, &me, &words(&asked)).await?;
            (Some(part), count)
        }
        _ => (None, 0),
    };
    let waiting = sealed::mine(&ctx, &me).await?.len();
    let kept = if form.was_sent() { None } else { kept(&ctx, &me, asked.draft).await? };
    let found = privacy::parts::findings(&ctx, &form, &labels(lang)).await?;
    let typed = Typed::of(&ctx, &me, &form, kept.as_ref(), asked.theme.known());
    let written = form.written();
    let texts: Vec<_> = written.iter().map(|(name, text)| (*name, &**text)).collect();
    let shows = me.cohort.is_some() && form.is_ticked("show_sector");
    let meter = privacy::meter(&ctx, &texts, &form.value("stays"), shows).await?;
    let beside = Beside { alike: count, theme: suggested(&form), meter };
    let labels = labels(lang).map(|(name, label)| (name, label.to_owned())).to_vec();
    // Asked for with the button, it is the answer and stands on top; found while typing, it must not push away the field
    // that is being typed in.
    let later = alike.is_none().then(|| view! { <div id="alike"></div> });
    Ok(Page::of(view! {
        <Frame news=ctx.news nav=false back=paths::THREADS>
            <h1>{t::threads::new_title(lang)}</h1>
            <p class="saved" id="draft-said" role="status"></p>
            <FaultSummary form=form.clone() labels/>
            {alike}
            <StoryForm ctx=ctx.clone() me=me.clone() form typed found waiting beside/>
            {later}
            <Alike entry=ctx.assets.entry("alike")/>
            <Reactions/>
            <DraftOnDevice/>
        </Frame>
    }))
}

/// The draft of this id, if the member kept one.
async fn kept(ctx: &Ctx, me: &Member, id: Chosen<PostId>) -> Result<Option<KeptDraft>, AppError> {
    let Some(id) = id.known() else { return Ok(None) };
    let drafts = own::drawer::read(&ctx.state, me).await?.drafts;
    Ok(drafts.into_iter().find(|draft| draft.id == id))
}
