//! What a browser may ask about "Mijn plek". Each of these writes to the drawer and to nothing else, and each is
//! asked for by its owner in so many words (P4).

use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::deed::{Deed, DeedKind};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths::{self, Back};
use crate::story::form_token::id_of;
use crate::story::own::{self, drawer};
use crate::story::privacy::refuse_keys;
use crate::story::settle::is_there;
use domain::chosen::{Chosen, Ticked, YesNo};
use domain::drawer::{Change, KeptDraft, Note};
use domain::ids::{PostId, ThreadId};
use domain::secrets::FormToken;
use domain::themes::ThemeId;
use domain::threads::ThreadDraft;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The form of `account/see_news`.
pub const SEE_NEWS: Form = Form::new("account/see_news").on(paths::ACCOUNT);
/// The form of `account/remove_draft`.
pub const REMOVE_DRAFT: Form = Form::new("account/remove_draft").on(paths::DRAFTS);
/// The form of `account/add_note`.
pub const ADD_NOTE: Form = Form::new("account/add_note").on(paths::NOTES).writes(&["text"]);
/// The form of `account/edit_note`.
pub const EDIT_NOTE: Form = Form::new("account/edit_note")
    .on_one_of(paths::NOTES, |fields| Some(paths::note(fields.parse::<PostId>("note")?)))
    .writes(&["text"]);
/// The form of `account/remove_note`.
pub const REMOVE_NOTE: Form = Form::new("account/remove_note").on(paths::NOTES);
/// The form of `account/set_settings`.
pub const SET_SETTINGS: Form = Form::new("account/set_settings").on(paths::SETTINGS);

/// Saves a thread for later, or takes it out. From the list it leads back there, else to the thread.
#[server(endpoint = "account/set_saved")]
pub async fn set_saved(thread: ThreadId, on: YesNo, #[server(default)] back: Back) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    if on.is_yes() {
        ctx.store.community.read().await?.threads().find(thread).await?.ok_or(AppError::Gone)?;
    }
    ctx.limit(Action::React)?;
    drawer::change(&ctx, &me, "thread", Change::Save(thread, on.is_yes())).await?;
    Ok(match back {
        Back::Saved => Done::at(paths::SAVED).did(Deed::at_thread(DeedKind::Unsaved, thread)),
        _ => Done::at(paths::thread(thread)),
    })
}

/// Follows a theme, or stops. From "Mijn plek" it leads back there, else to the theme.
#[server(endpoint = "account/set_followed")]
pub async fn set_followed(
    #[server(default)] theme: Chosen<ThemeId>,
    on: YesNo,
    #[server(default)] back: Back,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let theme = theme.read().map_err(|why| AppError::on("theme", why))?;
    ctx.limit(Action::React)?;
    drawer::change(&ctx, &me, "theme", Change::Follow(theme, on.is_yes())).await?;
    Ok(Done::at(match back {
        Back::Account => paths::ACCOUNT.to_owned(),
        _ => paths::theme(theme),
    }))
}

/// Keeps a challenge as it was typed so far. `once` is that of its form and becomes the id of the post.
#[server(endpoint = "account/keep_draft")]
pub async fn keep_draft(
    #[server(default)] once: String,
    #[server(flatten)] draft: ThreadDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let mut id = PostId::from_bytes(id_of(&me, &once)?);
    let mut draft = draft;
    refuse_keys(&draft.texts())?;
    // Somebody who went back after sharing writes something else: under the number of what was shared it would go with it.
    if is_there(&ctx, &mut ctx.store.community.read().await?, id).await? {
        id = PostId::from_bytes(FormToken::next(&me.root, id.bytes(), "a draft of its own"));
    }
    let kept = KeptDraft::read(draft, id, ctx.clock.today())?;
    ctx.limit(Action::React)?;
    drawer::change(&ctx, &me, "form", Change::KeepDraft(Box::new(kept))).await?;
    Ok(Done::at(paths::DRAFTS).did(Deed::at(DeedKind::KeptDraft, id)))
}

/// Throws a draft away.
#[server(endpoint = "account/remove_draft")]
pub async fn remove_draft(draft: PostId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    ctx.limit(Action::React)?;
    drawer::change(&ctx, &me, "draft", Change::RemoveDraft(draft)).await?;
    Ok(Done::at(paths::DRAFTS).did(DeedKind::RemovedDraft))
}

/// Reads what was typed into a note.
fn note(ctx: &Ctx, me: &Member, token: &str, text: &str) -> Result<(PostId, String), AppError> {
    let id = PostId::from_bytes(id_of(me, token)?);
    let text = Note::read(text).map_err(|why| AppError::on("text", why))?;
    refuse_keys(&[("text", &text)])?;
    ctx.limit(Action::React)?;
    Ok((id, text))
}

/// Writes a note that nobody else can read.
#[server(endpoint = "account/add_note")]
pub async fn add_note(
    #[server(default)] once: String,
    #[server(default)] text: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let (id, text) = note(&ctx, &me, &once, &text)?;
    drawer::change(&ctx, &me, "text", Change::AddNote(id, text, ctx.clock.today())).await?;
    Ok(Done::at(paths::NOTES).did(DeedKind::KeptNote))
}

/// Changes a note of this edition; when it was changed elsewhere meanwhile, both texts stay.
#[server(endpoint = "account/edit_note")]
pub async fn edit_note(
    note: PostId,
    #[server(default)] edition: u32,
    #[server(default)] once: String,
    #[server(default)] text: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let (copy, text) = self::note(&ctx, &me, &once, &text)?;
    let order = Change::EditNote(note, edition, text, copy, ctx.clock.today());
    drawer::change(&ctx, &me, "text", order).await?;
    Ok(Done::at(paths::NOTES).did(DeedKind::KeptNote))
}

/// Throws a note away.
#[server(endpoint = "account/remove_note")]
pub async fn remove_note(note: PostId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    ctx.limit(Action::React)?;
    drawer::change(&ctx, &me, "note", Change::RemoveNote(note)).await?;
    Ok(Done::at(paths::NOTES).did(DeedKind::RemovedNote))
}

/// Everything that is new was seen.
#[server(endpoint = "account/see_news")]
pub async fn see_news() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    ctx.limit(Action::React)?;
    let kept = drawer::read(&ctx.state, &me).await?;
    let own = own::list(&ctx.state, &me, &kept).await?;
    let seen = own
        .iter()
        .filter(|own| own.is_told() || own.news.replies > 0)
        .map(|own| (own.thread.id, own.news.seen));
    drawer::change(&ctx, &me, "form", Change::See(seen.collect())).await?;
    ctx.memory.with(&me.session, |mine| mine.told.clear());
    Ok(Done::at(paths::ACCOUNT))
}

/// A setting that a form asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Setting {
    /// The number in the menu when there is something new.
    Number,
}

impl Setting {
    /// The word in the form.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Number => "number",
        }
    }
}

/// Settings that go with the person.
#[server(endpoint = "account/set_settings")]
pub async fn set_settings(
    #[server(default)] number: Ticked,
    #[server(default)] asked: Chosen<Setting>,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    // A box that is not ticked sends nothing, so the form says that it asked.
    let Setting::Number = asked.read().map_err(|why| AppError::on("number", why))?;
    ctx.limit(Action::React)?;
    drawer::change(&ctx, &me, "number", Change::HideNumber(!number.0)).await?;
    Ok(Done::at(paths::SETTINGS).did(DeedKind::Set))
}
