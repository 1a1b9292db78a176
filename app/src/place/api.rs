//! What a browser may ask about one's own place. Each of these writes to the drawer and to nothing else, and each is
//! asked for by its owner in so many words (P4).

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::{drawer, own};
use crate::ctx::{Ctx, Member, Question, ctx};
use crate::error::AppError;
use crate::paths;
use crate::posts::once::id_of;
use crate::threads::ThreadDraft;
use domain::drawer::{Change, KeptDraft, NOTE_MAX};
use domain::faults::{Fault, Faults};
use domain::ids::{PostId, ThreadId};
use domain::text::Body;
use domain::themes::ThemeId;
use leptos::prelude::*;

fn yes_or_no(on: &str) -> Result<bool, AppError> {
    match on {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(AppError::on("on", Fault::NotAChoice)),
    }
}

/// Saves a thread for later, or takes it out. `back` = `saved` returns to the list, else to the thread.
#[server(endpoint = "place/set_saved")]
pub async fn set_saved(
    thread: ThreadId,
    #[server(default)] on: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let on = yes_or_no(&on)?;
    if on {
        ctx.store.community.glance().await?.threads().find(thread).await?.ok_or(AppError::Gone)?;
    }
    ctx.limit(Question::React, "")?;
    drawer::change(&ctx, &me, "thread", Change::Save(thread, on)).await?;
    ctx.redirect_to(&if back == "saved" { paths::SAVED.to_owned() } else { paths::thread(thread) });
    Ok(())
}

/// Follows a theme, or stops. `back` = `account` returns to the own place, else to the theme.
#[server(endpoint = "place/set_followed")]
pub async fn set_followed(
    #[server(default)] theme: String,
    #[server(default)] on: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let theme = ThemeId::from_slug(&theme).ok_or_else(|| AppError::on("theme", Fault::NotAChoice))?;
    let on = yes_or_no(&on)?;
    ctx.limit(Question::React, "")?;
    drawer::change(&ctx, &me, "theme", Change::Follow(theme, on)).await?;
    ctx.redirect_to(&if back == "account" { paths::ACCOUNT.to_owned() } else { paths::theme(theme) });
    Ok(())
}

/// Keeps a challenge as it was typed so far. `once` is that of its form and becomes the id of the post.
#[server(endpoint = "place/keep_draft")]
pub async fn keep_draft(
    #[server(default)] once: String,
    #[server(flatten)] draft: ThreadDraft,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let id = PostId::from_bytes(id_of(&me, &once)?);
    let mut faults = Faults::default();
    let texts = [
        ("happened", &draft.happened),
        ("tried", &draft.tried),
        ("question", &draft.question),
        ("title", &draft.title),
    ];
    for (field, text) in texts {
        if text.chars().count() > Body::MAX as usize {
            faults.add(field, Fault::TooLong(Body::MAX));
        }
    }
    if texts.iter().all(|(_, text)| text.trim().is_empty()) {
        faults.add("happened", Fault::Missing);
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    ctx.limit(Question::React, "")?;
    let kept = KeptDraft {
        id,
        happened: draft.happened,
        tried: draft.tried,
        question: draft.question,
        title: draft.title,
        theme: ThemeId::from_slug(&draft.theme).map(|theme| theme.slug().to_owned()).unwrap_or_default(),
        shows: draft.show_sector == "on",
        day: ctx.clock.today(),
        more: Default::default(),
    };
    drawer::change(&ctx, &me, "form", Change::KeepDraft(Box::new(kept))).await?;
    ctx.redirect_to(paths::DRAFTS);
    Ok(())
}

/// Throws a draft away.
#[server(endpoint = "place/remove_draft")]
pub async fn remove_draft(draft: PostId) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    ctx.limit(Question::React, "")?;
    drawer::change(&ctx, &me, "draft", Change::RemoveDraft(draft)).await?;
    ctx.redirect_to(paths::DRAFTS);
    Ok(())
}

/// What was typed into a note.
fn note(ctx: &Ctx, me: &Member, once: &str, text: &str) -> Result<(PostId, String), AppError> {
    let id = PostId::from_bytes(id_of(me, once)?);
    let text = Body::parse(text).map_err(|why| AppError::on("text", why))?;
    if text.as_str().chars().count() > NOTE_MAX as usize {
        return Err(AppError::on("text", Fault::TooLong(NOTE_MAX)));
    }
    ctx.limit(Question::React, "")?;
    Ok((id, text.as_str().to_owned()))
}

/// Writes a note that nobody else can read.
#[server(endpoint = "place/add_note")]
pub async fn add_note(
    #[server(default)] once: String,
    #[server(default)] text: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let (id, text) = note(&ctx, &me, &once, &text)?;
    drawer::change(&ctx, &me, "text", Change::AddNote(id, text, ctx.clock.today())).await?;
    ctx.redirect_to(paths::NOTES);
    Ok(())
}

/// Changes a note of this edition; when it was changed elsewhere meanwhile, both texts stay.
#[server(endpoint = "place/edit_note")]
pub async fn edit_note(
    note: PostId,
    #[server(default)] edition: u32,
    #[server(default)] once: String,
    #[server(default)] text: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let (copy, text) = self::note(&ctx, &me, &once, &text)?;
    let order = Change::EditNote(note, edition, text, copy, ctx.clock.today());
    drawer::change(&ctx, &me, "text", order).await?;
    ctx.redirect_to(paths::NOTES);
    Ok(())
}

/// Throws a note away.
#[server(endpoint = "place/remove_note")]
pub async fn remove_note(note: PostId) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    ctx.limit(Question::React, "")?;
    drawer::change(&ctx, &me, "note", Change::RemoveNote(note)).await?;
    ctx.redirect_to(paths::NOTES);
    Ok(())
}

/// Everything that is new was seen.
#[server(endpoint = "place/see_news")]
pub async fn see_news() -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    ctx.limit(Question::React, "")?;
    let kept = drawer::read(&ctx.host, &me).await?;
    let own = own::list(&ctx.host, &me, &kept).await?;
    let seen = own
        .iter()
        .filter(|own| own.is_told() || own.news.replies > 0)
        .map(|own| (own.thread.id, own.news.seen));
    drawer::change(&ctx, &me, "form", Change::See(seen.collect())).await?;
    ctx.memory.with(&me.session, |mine| mine.told.clear());
    ctx.redirect_to(paths::ACCOUNT);
    Ok(())
}

/// Settings that go with the person.
#[server(endpoint = "place/set_settings")]
pub async fn set_settings(
    #[server(default)] number: String,
    #[server(default)] asked: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    // A box that is not ticked sends nothing, so the form says that it asked.
    if asked != "number" {
        return Err(AppError::on("number", Fault::NotAChoice));
    }
    ctx.limit(Question::React, "")?;
    drawer::change(&ctx, &me, "number", Change::Quiet(number != "yes")).await?;
    ctx.redirect_to(paths::SETTINGS);
    Ok(())
}
