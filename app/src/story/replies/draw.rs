//! How the replies of a thread are drawn.

use crate::kit::ctx::Ctx;
use crate::kit::drawing::use_lang;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::reactions::{self, Around, react};
use crate::story::replies::form::MARK_HELPFUL;
use crate::story::replies::read::{Reply, standing};
use crate::story::{authorship, tried};
use crate::t;
use domain::chosen::YesNo;
use domain::ids::{PostId, ThreadId};
use domain::people::Lang;
use domain::posts::PostKind;
use domain::time::When;
use leptos::prelude::*;
use store::{Author, ExpertLine, PostRow, ThreadRow};

/// About how many bytes a reply takes in a page.
const REPLY: usize = 1_600;

/// All replies of a thread under their heading.
pub fn list(ctx: &Ctx, thread: ThreadId, replies: &[Reply<'_>]) -> AnyView {
    let lang = ctx.lang;
    let there = replies.iter().filter(|reply| !reply.post.removed()).count();
    let heading =
        if there == 0 { t::posts::none_yet(lang).to_owned() } else { t::posts::count(lang, there as i64) };
    let hint = (there == 0).then(|| view! { <p class="muted">{t::posts::be_the_first(lang)}</p> });
    let tips = replies.iter().filter(|reply| standing(reply.post).tip).count();
    let order = (tips > 1).then(|| view! { <p class="xs muted">{t::tried::order(lang)}</p> });
    let thread = thread.to_string();
    view! {
        <div class="sec"><h2 id="replies-count">{heading}</h2></div>
        {hint}
        {order}
        // Six forms that nobody sees: as items of the page each would take its gap.
        <div hidden=true>{reactions::forms(&thread)}{tried::forms(&thread)}</div>
        <div class="stack" id="replies">
            {Rendered::with_capacity(replies.len() * REPLY, |out| replies.iter().for_each(|one| reply(ctx, out, one))).into_view()}
        </div>
    }
    .into_any()
}

/// A reply, whoever wrote it.
fn reply(ctx: &Ctx, out: &mut Rendered, reply: &Reply<'_>) {
    let (lang, post) = (ctx.lang, reply.post);
    let id = post.id.to_string();
    let Some(text) = &post.text else {
        let id = format!("post-{id}");
        return out.add(&Rendered::of(
            view! { <article class="tip tip--gone muted" id=id><p>{t::posts::removed(lang)}</p></article> },
        ));
    };
    let is_tip = post.kind == PostKind::Tip;
    let own = reply.reaction.own;
    let name = post.expert.as_ref().map(|expert| t::posts::by_expert(lang, &expert.name)).unwrap_or_default();
    let bar = |out: &mut Rendered| {
        if let Some(bar) = post.marks.filter(|_| is_tip).and_then(|marks| tried::bar(lang, marks)) {
            out.add(&Rendered::of(bar));
        }
    };
    let buttons = |out: &mut Rendered| {
        if is_tip && !own {
            tried::buttons(ctx, out, post, reply.may_mark, reply.tried);
        }
    };
    let only_here = |out: &mut Rendered| {
        if own || reply.may_thank {
            let thank = reply.may_thank.then(|| thank(reply));
            out.add(&Rendered::of(view! { {thank}{own.then(|| view! { <OwnTools post=post.id/> })} }));
        }
    };
    let (expert, helpful, edited) = (post.expert.is_some(), post.helpful, post.edited);
    let template =
        ctx.template(ReplyLook { expert, helpful, edited }, || draw(lang, expert, helpful, edited));
    template.write(
        out,
        [
            SlotValue::Text(&id),
            SlotValue::Text(&name),
            SlotValue::Made(&|out| author(ctx, out, reply.post, reply.by_opener)),
            SlotValue::Made(&|out| prose(out, &text.body)),
            SlotValue::Made(&bar),
            SlotValue::Made(&buttons),
            SlotValue::Made(&|out| react(ctx, out, reply.reaction, Around::Shared)),
            SlotValue::Made(&only_here),
        ],
    );
}

/// Replies that look the same differ in the values of their slots only.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ReplyLook {
    expert: bool,
    helpful: bool,
    edited: bool,
}

fn draw(lang: Lang, expert: bool, helpful: bool, edited: bool) -> AnyView {
    let [id, name, author, prose, bar, tried, react, only_here] = slots();
    let edited = edited.then(|| view! { <span class="xs muted">{t::posts::edited(lang)}</span> });
    let helpful = helpful.then(|| {
        view! { <span class="tag tag--ok"><SharedIcon glyph=Glyph::Check/>{t::posts::helpful(lang)}</span> }
    });
    let id = format!("post-{id}");
    let inside = view! {
        {author}
        {prose}
        {bar}
        <div class="row row--s row--wrap">{tried}{helpful}{react}{only_here}{edited}</div>
    };
    if expert {
        view! { <article class="expert" id=id aria-label=name>{inside}</article> }.into_any()
    } else {
        view! { <article class="tip" id=id>{inside}</article> }.into_any()
    }
}

/// The replies of a thread for somebody who only reads it: the same words, names and order, and nothing to press.
pub fn plain(ctx: &Ctx, thread: &ThreadRow, posts: &[PostRow]) -> Vec<AnyView> {
    let mut replies: Vec<_> =
        posts.iter().filter(|post| post.kind != PostKind::Opening && !post.removed()).collect();
    replies.sort_by_key(|post| standing(post).key());
    let draw = |post: &PostRow| {
        let by_opener = thread.opening_author.is_some_and(|tag| authorship::wrote(&post.author, &tag));
        let text = post.text.as_ref().map(|text| text.body.clone()).unwrap_or_default();
        let by = Rendered::made(|out| author(ctx, out, post, by_opener)).into_view();
        let class = if post.expert.is_some() { "expert" } else { "tip" };
        view! { <article class=class>{by}<Prose text/></article> }.into_any()
    };
    replies.into_iter().map(draw).collect()
}

/// The author of a reply, and when it was written.
fn author(ctx: &Ctx, out: &mut Rendered, post: &PostRow, by_opener: bool) {
    let lang = ctx.lang;
    if let Some(expert) = &post.expert {
        let title = format!("{} · {}", t::posts::expert(lang), expert_title(lang, expert));
        return out.add(&Rendered::of(view! {
            <div class="who"><Photo name=expert.name.clone()/><span><b>{expert.name.clone()}</b><small>{title}</small></span></div>
        }));
    }
    let who = match post.kind {
        _ if by_opener => t::posts::author(lang),
        PostKind::Support => t::posts::support(lang),
        _ => t::posts::tip(lang),
    };
    let details = [who, " · ", &when_word(lang, When::of(post.day, ctx.clock.today()))].concat();
    if let Author::Member { tag, name } = &post.author {
        by_line(ctx, out, &authorship::face_of(ctx, tag, *name), &details, Size::Small);
    }
}

/// The title of an expert, in the language of the page.
fn expert_title(lang: Lang, expert: &ExpertLine) -> String {
    match lang {
        Lang::Nl => expert.title_nl.clone(),
        Lang::En => expert.title_en.clone(),
    }
}

/// The author of the challenge says that this helped, or takes it back.
fn thank(reply: &Reply<'_>) -> AnyView {
    let lang = use_lang();
    let helpful = reply.post.helpful;
    view! {
        <form method="post" action=MARK_HELPFUL.action()>
            <input type="hidden" name="thread" value=reply.post.thread.to_string()/>
            <input type="hidden" name="post" value=reply.post.id.to_string()/>
            <input type="hidden" name="on" value=YesNo::turning(helpful).slug()/>
            <button class="react-btn" type="submit" aria-pressed=helpful.to_string()>
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
        <a class="react-btn" href=paths::edit_post(post)><Icon glyph=Glyph::PencilSimple/>{t::posts::edit(lang)}</a>
        <a class="react-btn" href=paths::remove_post(post)><Icon glyph=Glyph::Trash/>{t::posts::remove(lang)}</a>
    }
}
