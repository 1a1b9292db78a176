//! The export: what is kept about a member, to take along.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::paths;
use crate::story::{held, own};
use domain::people::Lang;
use domain::posts::PostKind;
use domain::secrets::WayIn;
use http::HeaderValue;
use http::header::CONTENT_DISPOSITION;
use serde::{Deserialize, Serialize};

/// Everything that is kept about one member. Computed for this download, stored nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// The month of joining, `YYYY-MM`.
    pub joined: String,
    /// Student or starter, as declared.
    pub phase: String,
    /// The sector, as declared.
    pub sector: String,
    /// The region, as declared.
    pub region: String,
    /// The day on which the key was first shown to be kept, `YYYY-MM-DD`; empty when it was not, or before that was noted.
    pub key_kept: String,
    /// The number of sessions that are open.
    pub sessions: u32,
    /// The number of devices that get the message of the day.
    pub push: u32,
    /// The names of the passkeys.
    pub passkeys: Vec<String>,
    /// True when there is a second key.
    pub second_key: bool,
    /// The member's own posts.
    pub posts: Vec<ExportedPost>,
    /// The decisions of moderators about posts that waited.
    pub decisions: Vec<ExportedDecision>,
    /// Addresses of saved threads.
    pub saved: Vec<String>,
    /// Followed themes.
    pub themes: Vec<String>,
    /// Drafts that were kept for later.
    pub drafts: Vec<ExportedDraft>,
    /// Private notes.
    pub notes: Vec<ExportedNote>,
}

/// One draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedDraft {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The title, if any.
    pub title: String,
    /// The story of what happened.
    pub happened: String,
    /// The text about what had been tried.
    pub tried: String,
    /// The question.
    pub question: String,
    /// The theme, if any.
    pub theme: String,
}

/// One private note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedNote {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Its words.
    pub text: String,
}

/// One own post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedPost {
    /// The address of the thread.
    pub thread: String,
    /// Opening, tip or support; "waiting" for a challenge that waits for a safe moment.
    pub kind: String,
    /// The day, `YYYY-MM-DD`; none for what waits.
    pub day: String,
    /// Its words.
    pub body: String,
    /// The text about what had been tried.
    pub tried: Option<String>,
    /// The question.
    pub question: Option<String>,
    /// The outcome of an opening whose author told.
    pub outcome: Option<String>,
    /// The closing words.
    pub closing: Option<String>,
}

/// A decision of a moderator about an own post that waited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedDecision {
    /// The address of the post.
    pub thread: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Released, asked or removed.
    pub verdict: String,
    /// Why, but for a post that was released.
    pub reason: Option<String>,
}

/// Gathers what is kept about `me`.
///
/// # Errors
/// When the store refuses.
pub async fn export(ctx: &Ctx, me: &Member) -> Result<Export, AppError> {
    let mut export = Export::default();
    {
        let mut tx = ctx.store.accounts.read().await?;
        let account = tx.accounts().find(me.account).await?.ok_or(AppError::Gone)?;
        export.joined = account.joined.to_string();
        export.sessions = tx.sessions().list(me.account).await?.len() as u32;
        for row in tx.ways_in().list(me.account).await? {
            match me.root.open_way_in(&row.lookup, &row.about) {
                Some(WayIn::Passkey { name, .. }) => export.passkeys.push(name.as_str().to_owned()),
                Some(WayIn::SecondKey) => export.second_key = true,
                None => {}
            }
        }
        export.passkeys.sort_unstable();
    }
    let devices = crate::kit::session::devices::read(ctx, me).await?;
    export.push = u32::from(devices.here.is_some()) + devices.others as u32;
    if let Some(cohort) = &me.cohort {
        export.phase = cohort.phase.label(Lang::Nl).to_owned();
        export.sector = cohort.sector.label(Lang::Nl).to_owned();
        export.region = cohort.region.label(Lang::Nl).to_owned();
        export.key_kept = cohort.confirmed.map(|day| day.to_string()).unwrap_or_default();
    }
    for row in own::own_posts(&ctx.state, me).await? {
        if let Some(text) = row.text {
            let told = match row.kind {
                PostKind::Opening => ctx.store.community.read().await?.outcomes().find(row.thread).await?,
                _ => None,
            };
            export.posts.push(ExportedPost {
                thread: paths::post(row.thread, row.id),
                kind: row.kind.slug().to_owned(),
                day: row.day.to_string(),
                body: text.body,
                tried: text.tried,
                question: text.question,
                outcome: told.as_ref().map(|told| told.outcome.slug().to_owned()),
                closing: told.and_then(|told| told.closing),
            });
        }
    }
    for (waiting, _) in crate::story::waiting::sealed::mine(ctx, me).await? {
        export.posts.push(ExportedPost {
            thread: paths::thread(waiting.thread),
            kind: "waiting".to_owned(),
            day: String::new(),
            body: waiting.body,
            tried: waiting.tried,
            question: waiting.question,
            outcome: None,
            closing: None,
        });
    }
    for held in held::mine::held(&ctx.state, me).await? {
        export.posts.push(ExportedPost {
            thread: paths::post(held.thread, held.post),
            kind: held.kind.slug().to_owned(),
            day: held.day.to_string(),
            body: held.text.body,
            tried: held.text.tried,
            question: held.text.question,
            outcome: None,
            closing: None,
        });
    }
    for decision in held::mine::decisions(&ctx.state, me).await? {
        export.decisions.push(ExportedDecision {
            thread: paths::post(decision.thread, decision.post),
            day: decision.day.to_string(),
            verdict: decision.ruling.verdict().slug().to_owned(),
            reason: decision.ruling.reason().map(|reason| reason.slug().to_owned()),
        });
    }
    let drawer = own::drawer::read(&ctx.state, me).await?;
    export.saved = drawer.saved.iter().map(|thread| paths::thread(*thread)).collect();
    export.themes = drawer.themes;
    export.drafts = drawer
        .drafts
        .into_iter()
        .map(|draft| ExportedDraft {
            day: draft.day.to_string(),
            title: draft.title,
            happened: draft.happened,
            tried: draft.tried,
            question: draft.question,
            theme: draft.theme,
        })
        .collect();
    export.notes = drawer
        .notes
        .into_iter()
        .map(|note| ExportedNote { day: note.day.to_string(), text: note.text })
        .collect();
    Ok(export)
}

/// Makes the answer a file to save instead of a page.
pub fn as_file(ctx: &Ctx) {
    ctx.response.insert_header(
        CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"health-thing.json\""),
    );
}

#[cfg(test)]
mod tests {
    /// Each table, and what of it a member takes along: a field of [`super::Export`], or why there is none.
    const TABLES: &[(&str, &str)] = &[
        ("accounts.accounts", "joined, key_kept, phase, sector, region"),
        ("accounts.cohort_joins", "is about a group"),
        ("accounts.cohorts", "is about a group"),
        ("accounts.drawers", "saved, themes, drafts, notes"),
        ("accounts.handovers", "a minute, then it is gone"),
        ("accounts.installation", "is about no member"),
        ("accounts.organisations", "is about no member"),
        ("accounts.push", "push"),
        ("accounts.push_turns", "is about no member"),
        ("accounts.sessions", "sessions"),
        ("accounts.staff_log", "is about no member"),
        ("accounts.ways_in", "passkeys, second_key"),
        ("community.experts", "is about no member"),
        ("community.held_decisions", "decisions"),
        ("community.held_posts", "posts"),
        ("community.installation", "is about no member"),
        ("community.outcomes", "posts"),
        ("community.post_edits", "says only when a post was changed"),
        ("community.post_helpful", "says only when a reply was thanked for"),
        ("community.post_removals", "says only that a post is gone"),
        ("community.posts", "posts"),
        ("community.reaction_changes", "counts over all people"),
        ("community.reactions", "a click; nothing that somebody wrote"),
        ("community.search_docs", "follows from the posts"),
        ("community.search_postings", "follows from the posts"),
        ("community.search_progress", "is about no member"),
        ("community.staff_log", "is about no member"),
        ("community.theme_tips", "follows from the posts"),
        ("community.theme_totals", "counts over all people"),
        ("community.thread_themes", "posts"),
        ("community.threads", "posts"),
        ("community.tried", "a click; nothing that somebody wrote"),
        ("community.tried_shown", "counts over all people"),
        ("community.waiting", "posts"),
    ];

    /// Whoever adds a table says here what of it a member takes along.
    #[test]
    fn every_table_is_in_the_export_or_it_is_said_why_not() {
        let columns = include_str!("../../../../store/tests/golden/columns.txt");
        // The zone of staff knows no member at all.
        let of_members = columns.lines().filter(|line| !line.starts_with("staff."));
        let mut tables: Vec<_> =
            of_members.filter_map(|line| line.rsplit_once('.')).map(|(table, _)| table).collect();
        tables.dedup();
        assert_eq!(tables, TABLES.iter().map(|(table, _)| *table).collect::<Vec<_>>());
        let export = serde_json::to_value(super::Export::default()).expect("an export");
        for field in export.as_object().expect("fields").keys() {
            assert!(TABLES.iter().any(|(_, what)| what.split(", ").any(|one| one == field)), "{field}");
        }
    }
}
