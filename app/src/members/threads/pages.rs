//! The feed, one thread, and the form that opens one.

use crate::islands::{Alike, Draft, Live, Reactions, TriedMarks};
use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult, Path, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::alike::{alike, words};
use crate::story::reactions::{Reaction, mine, react_alone};
use crate::story::replies::{ReplyForm, list, replies, viewer_actions};
use crate::story::waiting::parts::MomentChoice;
use crate::story::waiting::room;
use crate::story::{self, authorship, cards, draft, form_token};
use crate::t;
use domain::drawer::KeptDraft;
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use domain::posts::{PostKind, ReactionKind};
use domain::text::{Body, Title};
use domain::themes::{ThemeId, clusters};
use domain::threads::{Filter, Position};
use leptos::prelude::*;
use serde::Deserialize;

/// The number of challenges that the feed shows at a time.
const PORTION: i64 = 12;
/// Every third challenge is a poster; the others are rows.
const POSTER_EVERY: usize = 3;

const FEED_GLYPHS: &[Glyph] = &[Glyph::Herken, Glyph::Lightbulb, Glyph::SealCheck];
/// Those of one's own posts are drawn where they stand: few readers see them, and each is half a kilobyte.
const THREAD_GLYPHS: &[Glyph] = &[Glyph::Herken, Glyph::Heart, Glyph::Check, Glyph::BookmarkSimple];

/// The query of the feed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FeedQuery {
    filter: String,
    theme: String,
    before: String,
}

/// The feed: the newest challenges, all or those of a filter.
pub async fn threads(ctx: Ctx, Query(asked): Query<FeedQuery>) -> PageResult {
    let me = ctx.member()?;
    ctx.limit(Action::Read, "")?;
    let sector = me.cohort.as_ref().map(|cohort| cohort.sector);
    let filter = Filter::from_query(&asked.filter, &asked.theme, sector);
    let before = asked.before.parse().ok().map(Position);
    let mut rows = ctx.store.community.read().await?.threads().list(filter, before, PORTION + 1).await?;
    let older = (rows.len() as i64 > PORTION).then(|| {
        rows.truncate(PORTION as usize);
        rows.last().map(|row| row.position)
    });
    let posters: Vec<_> = rows.iter().step_by(POSTER_EVERY).map(|row| row.opening).collect();
    let mine = mine(&ctx, &me, &posters).await?;
    let list = Rendered::made(|out| {
        for (n, row) in rows.iter().enumerate() {
            match n % POSTER_EVERY {
                0 => cards::poster(&ctx, out, row, Reaction::recognise(&ctx, &me, row, &mine)),
                _ => cards::row(&ctx, out, row),
            }
        }
    });
    let empty = rows.is_empty();
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Home)>
            <Symbols glyphs=FEED_GLYPHS/>
            <h1>{t::threads::feed_title(ctx.lang)}</h1>
            <Filters filter has_sector=sector.is_some() ctx=ctx.clone()/>
            {if empty { view! { <NothingYet filter ctx=ctx.clone()/> }.into_any() } else {
                view! { <ul class="feed stack">{list.into_view()}</ul> }.into_any()
            }}
            {older.flatten().map(|position| view! { <Older filter position ctx=ctx.clone()/> })}
            <Reactions/>
        </Frame>
    }))
}

/// The chips above the feed. Links, so that each list has an address.
#[component]
fn Filters(filter: Filter, has_sector: bool, ctx: Ctx) -> impl IntoView {
    let lang = ctx.lang;
    let chip = |slug: &'static str, word: &'static str| {
        let here = filter.slug() == slug;
        let href = if slug == "new" {
            paths::THREADS.to_owned()
        } else {
            format!("{}?filter={slug}", paths::THREADS)
        };
        view! { <li><a class="chip" href=href aria-current=here.then_some("true")>{word}</a></li> }
    };
    let theme = match filter {
        Filter::Theme(theme) => Some(view! {
            <li><a class="chip" href=paths::threads(filter) aria-current="true">{theme.label(lang)}</a></li>
        }),
        _ => None,
    };
    view! {
        <ul class="filters" aria-label=t::threads::filters(lang)>
            {theme}
            {chip("new", t::threads::filter_new(lang))}
            {has_sector.then(|| chip("sector", t::threads::filter_sector(lang)))}
            {chip("unanswered", t::threads::filter_unanswered(lang))}
            {chip("expert", t::threads::filter_expert(lang))}
            <li><a class="chip" href=paths::SEARCH>{t::search::go(lang)}</a></li>
        </ul>
    }
}

#[component]
fn NothingYet(filter: Filter, ctx: Ctx) -> impl IntoView {
    let lang = ctx.lang;
    let (title, text) = match filter {
        Filter::Unanswered => {
            (t::threads::empty_unanswered_title(lang), t::threads::empty_unanswered_text(lang))
        }
        _ => (t::threads::empty_title(lang), t::threads::empty_text(lang)),
    };
    view! {
        <Empty title text><a class="btn btn--primary" href=paths::NEW_THREAD>{t::threads::share_first(lang)}</a></Empty>
    }
}

#[component]
fn Older(filter: Filter, position: Position, ctx: Ctx) -> impl IntoView {
    let list = paths::threads(filter);
    let join = if list.contains('?') { '&' } else { '?' };
    view! {
        <div class="center"><a class="btn btn--soft" href=format!("{list}{join}before={}", position.0)>
            {t::threads::older(ctx.lang)}
        </a></div>
    }
}

/// One thread: the challenge, what others answered, and the form to answer.
pub async fn thread(ctx: Ctx, Path(id): Path<ThreadId>) -> PageResult {
    let me = ctx.member()?;
    ctx.limit(Action::Read, "")?;
    let mut tx = ctx.store.community.read().await?;
    let Some(thread) = tx.threads().find(id).await? else {
        drop(tx);
        let Some((waiting, batch)) = room::find(&ctx, &me, id).await? else {
            return story::privacy::parts::waiting_thread(&ctx, &me, id).await.map(Page::of);
        };
        return Ok(Page::of(story::waiting::parts::page_of(&ctx, &waiting, batch)));
    };
    let posts = tx.posts().list(id, -1).await?;
    let opening = posts.iter().find(|post| post.kind == PostKind::Opening).cloned().ok_or(AppError::Gone)?;
    if posts.iter().all(store::PostRow::removed) {
        return Err(AppError::Gone);
    }
    let mine = viewer_actions(&ctx, &me, &mut tx, id, &posts).await?;
    let told = match thread.outcome {
        Some(_) => tx.outcomes().find(id).await?,
        None => None,
    };
    drop(tx);
    let waiting = match mine.held {
        true => story::privacy::parts::waiting(&ctx, &me, id).await?,
        false => Vec::new(),
    };
    let replies = list(&ctx, id, &replies(&ctx, &me, &thread, &posts, &mine));
    story::own::saw(&ctx.state, &me, &thread, &posts);
    let own = authorship::wrote(&opening.author, &ctx.keys.author_tag(&me.root, id));
    let reaction = |kind, shown| Reaction {
        thread: id,
        post: opening.id,
        kind,
        on: mine.reactions.contains(&(opening.id, kind)),
        shown,
        own,
    };
    let lang = ctx.lang;
    let body = match cards::story(&ctx, &opening) {
        Some(story) => view! {
            {story}
            <div class="row row--s row--wrap">
                {react_alone(&ctx, reaction(ReactionKind::Recognise, thread.recognised_shown))}
                {react_alone(&ctx, reaction(ReactionKind::Strength, thread.strength_shown))}
                {story::own::save(&ctx, &me, id)}
                {own.then(|| view! {
                    <a class="react-btn" href=paths::seen(id)><Icon glyph=Glyph::Eye/>{t::threads::who_sees_what(lang)}</a>
                    <story::replies::OwnTools post=opening.id/>
                })}
            </div>
        }
        .into_any(),
        None => view! { <p class="muted">{t::threads::story_removed(lang)}</p> }.into_any(),
    };
    let answer = FormState::of(&ctx, &story::replies::ADD);
    let found = story::privacy::parts::findings(&ctx, &answer, &[("body", t::posts::body(lang))]).await?;
    let top = cards::top(&ctx, &thread, opening.removed());
    let outcome = story::outcomes::part(&ctx, &me, &thread, told, own);
    Ok(Page::of(view! {
        <a class="skip" href="#main">{t::ui::skip(lang)}</a>
        <div class="app app--thread" data-t=thread.theme.colour().slug()>
            <Symbols glyphs=THREAD_GLYPHS/>
            <TopBar back=paths::THREADS tone=Tone::Theme/>
            <main id="main">
            {top}
            <div class="page thread">
                {body}
                {outcome}
                <cards::HelpCard theme=thread.theme/>
                {replies}
                {waiting}
                <ReplyForm thread=id me=me.clone() ctx=ctx.clone() found/>
            </div>
            </main>
            <Live thread=id arrived=t::threads::reply_arrived(lang).to_owned()/>
            <Reactions/>
            <TriedMarks/>
        </div>
        <Nav news=ctx.news current=Some(MenuItem::Home)/>
    }))
}

/// The query of the form: what it begins with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Opened {
    theme: String,
    draft: String,
}

/// The form that opens a thread: what happened, what was tried, what somebody wants to know.
pub async fn new_thread(ctx: Ctx, Query(asked): Query<Opened>) -> PageResult {
    let me = ctx.confirmed_member()?;
    let lang = ctx.lang;
    let form = draft::state(&ctx);
    let alike = match FormState::of(&ctx, &draft::ALIKE) {
        asked if asked.was_sent() => Some(alike(&ctx, &me, &words(&asked)).await?),
        _ => None,
    };
    let waiting = room::mine(&ctx, &me).await?.len();
    let kept = match asked.draft.parse::<PostId>().ok().filter(|_| !form.was_sent()) {
        Some(id) => {
            let drafts = story::own::drawer::read(&ctx.state, &me).await?.drafts;
            drafts.into_iter().find(|draft| draft.id == id)
        }
        None => None,
    };
    let fresh = form.fault("form") == Some(Fault::FormExpired) || form.value("once").is_empty();
    let found = story::privacy::parts::findings(
        &ctx,
        &form,
        &[
            ("happened", t::threads::happened(lang)),
            ("tried", t::threads::tried(lang)),
            ("question", t::threads::question(lang)),
            ("title", t::threads::title(lang)),
        ],
    )
    .await?;
    let token = match &kept {
        Some(draft) => form_token::mint_for(&ctx, &me, draft.id),
        None if fresh => form_token::mint(&ctx, &me),
        None => form.value("once"),
    };
    let typed_in = |name: &str, field: fn(&KeptDraft) -> &String| {
        form.value_or(name, kept.as_ref().map_or("", |draft| field(draft)))
    };
    let happened = typed_in("happened", |draft| &draft.happened);
    let tried = typed_in("tried", |draft| &draft.tried);
    let question = typed_in("question", |draft| &draft.question);
    let title = typed_in("title", |draft| &draft.title);
    let labels = vec![
        ("happened", t::threads::happened(lang).to_owned()),
        ("tried", t::threads::tried(lang).to_owned()),
        ("question", t::threads::question(lang).to_owned()),
        ("title", t::threads::title(lang).to_owned()),
        ("theme", t::threads::theme(lang).to_owned()),
        ("moment", t::waiting::legend(lang).to_owned()),
    ];
    let theme = kept.as_ref().map(|draft| draft.theme.clone());
    let chosen = form.typed("theme").or(theme).unwrap_or(asked.theme);
    let shows = if form.was_sent() {
        !form.value("show_sector").is_empty()
    } else {
        kept.as_ref().is_none_or(|draft| draft.shows)
    };
    let typed = form.was_sent() || kept.is_some();
    let byline = me.cohort.as_ref().map(|cohort| {
        let label = format!("{} · {}", cohort.phase.label(lang), cohort.sector.short_label(lang));
        view! {
            <label class="check">
                <input type="checkbox" name="show_sector" value="on" checked=shows/>
                <span><b>{t::threads::show_sector(lang, label)}</b><small class="hint">{t::threads::show_sector_hint(lang)}</small></span>
            </label>
        }
    });
    let still_waiting = (waiting > 0).then(|| view! {
        <p class="sm">{t::waiting::some_wait(lang, waiting as i64)}" "<a class="link" href=paths::WAITING>{t::waiting::to_list(lang)}</a></p>
    });
    // Asked for with the button, it is the answer and stands on top; found while typing, it must not push away the field
    // that is being typed in.
    let later = alike.is_none().then(|| view! { <div id="alike"></div> });
    Ok(Page::of(view! {
        <Frame news=ctx.news nav=false back=paths::THREADS>
            <h1>{t::threads::new_title(lang)}</h1>
            <p class="saved" id="draft-said" role="status" hidden=true></p>
            <FaultSummary form=form.clone() labels/>
            {alike}
            <form class="stack" method="post" action=draft::ADD.action() data-draft="thread"
                data-refused=typed.then_some("") data-privacy=ctx.assets.privacy()>
                <input type="hidden" name="once" value=token/>
                <TextArea name="happened" label=t::threads::happened(lang) value=happened
                    hint=t::threads::happened_hint(lang) fault=form.fault("happened") max=Some(Body::MAX)/>
                <p class="sm" id="alike-found" role="status" hidden=true><a class="link" href="#alike">{t::search::alike_look(lang)}</a></p>
                <TextArea name="tried" label=t::threads::tried(lang) value=tried
                    fault=form.fault("tried") max=Some(Body::MAX) may_be_empty=true short=true/>
                <TextArea name="question" label=t::threads::question(lang) value=question
                    fault=form.fault("question") max=Some(domain::posts::QUESTION_MAX) may_be_empty=true short=true/>
                <SelectField name="theme" label=t::threads::theme(lang) groups=themes(lang) chosen
                    fault=form.fault("theme")/>
                <TextArea name="title" label=t::threads::title(lang) value=title
                    hint=t::threads::title_hint(lang) fault=form.fault("title") max=Some(Title::MAX)
                    may_be_empty=true short=true/>
                {byline}
                {found}
                <MomentChoice chosen=form.value("moment") fault=form.fault("moment")/>
                {still_waiting}
                <Notice title=t::threads::before_title(lang)>
                    <p>{t::threads::before_text(lang)}" "<a class="link" href=paths::WHO_SEES_WHAT>{t::threads::promise(lang)}</a></p>
                </Notice>
                <div class="dock">
                    <button class="btn" type="submit" formaction=draft::PREVIEW.action()><Icon glyph=Glyph::Eye/>{t::threads::who_sees_what(lang)}</button>
                    <Submit look="btn--primary grow">{t::threads::share(lang)}</Submit>
                </div>
                <p class="sm muted">{t::search::alike_privacy(lang)}</p>
                <button class="btn" id="alike-ask" type="submit" formaction=draft::ALIKE.action() formnovalidate=true>{t::search::alike_ask(lang)}</button>
                <button class="btn btn--quiet" type="submit" formaction=draft::KEEP.action() formnovalidate=true>
                    <Icon glyph=Glyph::NotePencil/>{t::account::keep_draft(lang)}
                </button>
            </form>
            {later}
            <Alike entry=ctx.assets.entry("alike") take=t::search::alike_take(lang).to_owned()/>
            <Reactions/>
            <Draft keep=!me.shared
                saved=t::threads::draft_saved(lang).to_owned() offline=(if me.shared { t::phone::not_kept(lang) } else { t::phone::waits(lang) }).to_owned()/>
        </Frame>
    }))
}

/// The codebook as groups of choices.
fn themes(lang: domain::people::Lang) -> Vec<(String, Vec<Choice>)> {
    let choice = |theme: ThemeId| Choice::new(theme.slug(), theme.label(lang));
    clusters()
        .iter()
        .map(|cluster| (cluster.label(lang).to_owned(), cluster.themes().map(choice).collect()))
        .collect()
}
