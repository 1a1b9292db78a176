//! The replies of a thread, and the form to add one.

use super::{Kind, names, once};
use crate::ctx::{Ctx, Member};
use crate::forms::FormState;
use crate::fragments::Shown;
use crate::i18n::use_lang;
use crate::islands::Draft;
use crate::reactions::ReactionKind;
use crate::reactions::parts::{React, Reaction};
use crate::tried::{Standing, Tried, parts as tried};
use crate::ui::*;
use crate::{paths, t};
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use domain::people::Lang;
use domain::text::Body;
use domain::time::When;
use leptos::prelude::*;
use std::sync::Arc;
use store::{Author, ExpertLine, PostRow, ThreadRow};

/// A reply as one reader sees it.
pub struct Reply {
    post: PostRow,
    /// Whether the one who opened the thread wrote it.
    by_opener: bool,
    reaction: Reaction,
    /// Whether the reader opened the thread and may thank.
    may_thank: bool,
    /// What the reader said became of it.
    tried: Option<Tried>,
}

impl Reply {
    /// Whether nothing of it depends on the reader.
    fn is_plain(&self) -> bool {
        self.reaction.is_plain() && !self.may_thank && self.tried.is_none()
    }
}

/// What the reader did at the posts of a thread.
pub struct Mine {
    /// Reactions given.
    pub reactions: Vec<(PostId, ReactionKind)>,
    /// Tips tried.
    pub tried: Vec<(PostId, Tried)>,
}

/// What a reader needs to know about each reply, in the order that everybody sees (`domain::tried`).
pub fn replies(ctx: &Ctx, me: &Member, thread: &ThreadRow, posts: &[PostRow], mine: &Mine) -> Vec<Reply> {
    let my_tag = ctx.keys.author_tag(&me.root, thread.id);
    let opened_by_me = thread.opening_author.as_ref() == Some(&my_tag);
    let by_opener =
        |post: &PostRow| thread.opening_author.is_some_and(|tag| names::wrote(&post.author, &tag));
    let reply = |post: &PostRow| {
        let own = names::wrote(&post.author, &my_tag);
        Reply {
            by_opener: by_opener(post),
            reaction: Reaction {
                thread: thread.id,
                post: post.id,
                kind: ReactionKind::Strength,
                on: mine.reactions.contains(&(post.id, ReactionKind::Strength)),
                shown: post.strength_shown,
                own,
            },
            may_thank: opened_by_me && !own,
            tried: mine.tried.iter().find(|(tip, _)| *tip == post.id).map(|(_, tried)| *tried),
            post: post.clone(),
        }
    };
    let mut out: Vec<_> = posts.iter().filter(|post| post.kind != Kind::Opening).map(reply).collect();
    out.sort_by_key(|reply| standing(&reply.post).key());
    out
}

fn standing(post: &PostRow) -> Standing {
    Standing {
        expert: post.expert.is_some(),
        tip: post.kind == Kind::Tip && !post.removed(),
        shown: post.marks,
        thanked: post.helpful,
        seq: post.seq,
    }
}

/// All replies under their heading.
#[component]
pub fn Replies(
    /// The replies.
    replies: Vec<Reply>,
    /// The request.
    ctx: Ctx,
) -> impl IntoView {
    let lang = ctx.lang;
    let there = replies.iter().filter(|reply| !reply.post.removed()).count();
    let heading =
        if there == 0 { t::posts::none_yet(lang).to_owned() } else { t::posts::count(lang, there as i64) };
    let hint = (there == 0).then(|| view! { <p class="muted">{t::posts::be_the_first(lang)}</p> });
    let tips = replies.iter().filter(|reply| standing(&reply.post).tip).count();
    let order = (tips > 1).then(|| view! { <p class="xs muted">{t::tried::order(lang)}</p> });
    view! {
        <div class="sec"><h2 id="replies-count">{heading}</h2></div>
        {hint}
        {order}
        <p class="vh" id="live-said" role="status"></p>
        <div class="stack" id="replies">{replies.iter().map(|one| reply(&ctx, one)).collect::<Vec<_>>()}</div>
    }
}

fn reply(ctx: &Ctx, reply: &Reply) -> AnyView {
    if !reply.is_plain() {
        return draw(ctx, reply);
    }
    let shown = Shown::Reply { post: reply.post.clone(), by_opener: reply.by_opener };
    ctx.fragment(shown, || draw(ctx, reply))
}

fn draw(ctx: &Ctx, reply: &Reply) -> AnyView {
    let (lang, post) = (ctx.lang, &reply.post);
    let id = format!("post-{}", post.id);
    let Some(text) = post.text.clone() else {
        return view! { <article class="tip tip--gone muted" id=id><p>{t::posts::removed(lang)}</p></article> }.into_any();
    };
    let edited = post.edited.then(|| view! { <span class="xs muted">{t::posts::edited(lang)}</span> });
    let helpful = post.helpful.then(|| {
        view! { <span class="tag tag--ok"><SharedIcon glyph=Glyph::Check/>{t::posts::helpful(lang)}</span> }
    });
    let thank = reply.may_thank.then(|| thank(reply));
    let own = reply.reaction.own.then(|| view! { <OwnTools post=post.id/> });
    let is_tip = post.kind == Kind::Tip;
    let bar = post.marks.filter(|_| is_tip).and_then(|marks| tried::bar(lang, marks));
    let tried = (is_tip && !reply.reaction.own).then(|| tried::buttons(lang, post, reply.tried));
    let under = view! {
        {bar}
        <div class="row row--s row--wrap">
            {tried}
            {helpful}
            <React reaction=reply.reaction/>
            {thank}
            {own}
            {edited}
        </div>
    };
    if let Some(expert) = &post.expert {
        let title = format!("{} · {}", t::posts::expert(lang), expert_title(lang, expert));
        return view! {
            <article class="expert" id=id aria-label=t::posts::by_expert(lang, &expert.name)>
                <div class="who"><Photo slug=expert.slug.clone()/><span><b>{expert.name.clone()}</b><small>{title}</small></span></div>
                <Prose text=text.body/>
                {under}
            </article>
        }
        .into_any();
    }
    let who = match post.kind {
        _ if reply.by_opener => t::posts::author(lang),
        Kind::Support => t::posts::support(lang),
        _ => t::posts::tip(lang),
    };
    let details = format!("{who} · {}", when_word(lang, When::of(post.day, ctx.clock.today())));
    let byline = match &post.author {
        Author::Member { tag, name } => {
            let face = names::face_of(ctx, tag, *name);
            Some(view! { <ByLine face details size=Size::Small/> })
        }
        Author::Expert(_) => None,
    };
    view! {
        <article class="tip" id=id>
            {byline}
            <Prose text=text.body/>
            {under}
        </article>
    }
    .into_any()
}

/// What an expert is, in the language of the page.
fn expert_title(lang: Lang, expert: &ExpertLine) -> String {
    match lang {
        Lang::Nl => expert.title_nl.clone(),
        Lang::En => expert.title_en.clone(),
    }
}

/// The author of the challenge says that this helped, or takes it back.
fn thank(reply: &Reply) -> AnyView {
    let lang = use_lang();
    let on = !reply.post.helpful;
    view! {
        <form method="post" action="/api/posts/mark_helpful">
            <input type="hidden" name="thread" value=reply.post.thread.to_string()/>
            <input type="hidden" name="post" value=reply.post.id.to_string()/>
            <input type="hidden" name="on" value=if on { "yes" } else { "no" }/>
            <button class="react-btn" type="submit" aria-pressed=if on { "false" } else { "true" }>
                <SharedIcon glyph=Glyph::Check/>{t::posts::this_helps(lang)}
            </button>
        </form>
    }
    .into_any()
}

/// Edit and remove, for the author of a post.
#[component]
pub fn OwnTools(
    /// The post.
    post: PostId,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <a class="react-btn" href=paths::edit_post(post)><SharedIcon glyph=Glyph::PencilSimple/>{t::posts::edit(lang)}</a>
        <a class="react-btn" href=paths::remove_post(post)><SharedIcon glyph=Glyph::Trash/>{t::posts::remove(lang)}</a>
    }
}

/// The form to answer. Works before any script has arrived.
#[component]
pub fn ReplyForm(
    /// The thread.
    thread: ThreadId,
    /// Who would answer.
    me: Arc<Member>,
    /// The request.
    ctx: Ctx,
    /// What was found in an answer that came back.
    found: Option<AnyView>,
) -> impl IntoView {
    let lang = ctx.lang;
    if !me.code_known {
        return view! {
            <Notice><p>{t::errors::confirm_code(lang)}" "<a class="link" href=paths::JOIN_KEY>{t::posts::to_key(lang)}</a></p></Notice>
        }
        .into_any();
    }
    let form = FormState::of("posts/add");
    let fresh = form.fault("form") == Some(Fault::FormExpired) || !form.is_refused();
    let once = if fresh { once::mint(&ctx, &me) } else { form.value("once") };
    let kinds = vec![
        Choice::new("tip", t::posts::kind_tip(lang)),
        Choice::new("support", t::posts::kind_support(lang)),
    ];
    let refused = form.is_refused();
    view! {
        <section class="card reply-card" id="reply">
            <h2>{t::posts::reply_title(lang)}</h2>
            <p class="saved" id="draft-said" role="status" hidden=true></p>
            <FaultSummary form=form.clone() labels=vec![("body", t::posts::body(lang).to_owned())]/>
            <form class="stack" method="post" action="/api/posts/add" data-draft=format!("reply-{thread}") data-privacy=ctx.assets.privacy()
                data-refused=refused.then_some("")>
                <input type="hidden" name="once" value=once/>
                <input type="hidden" name="thread" value=thread.to_string()/>
                <ChoiceGroup name="kind" legend=t::posts::kind(lang) options=kinds look=Look::Switch
                    chosen=form.value_or("kind", "tip") fault=form.fault("kind")/>
                <TextArea name="body" label=t::posts::body(lang) value=form.value("body") fault=form.fault("body")
                    max=Some(Body::MAX)/>
                {found}
                <Submit block=true>{t::posts::send(lang)}</Submit>
            </form>
            <Draft key=format!("reply-{thread}") keep=!me.shared
                saved=t::threads::draft_saved(lang).to_owned() offline=(if me.shared { t::phone::not_kept(lang) } else { t::phone::waits(lang) }).to_owned()/>
        </section>
    }
    .into_any()
}
