//! The replies of a thread, and the form to add one.

use crate::islands::Draft;
use crate::kit::ctx::{Ctx, Member};
use crate::kit::drawing::use_lang;
use crate::kit::forms::{Form, FormState};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::reactions::{self, Around, Reaction, react};
use crate::story::{authorship, form_token, tried};
use crate::t;
use domain::chosen::YesNo;
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use domain::people::Lang;
use domain::posts::{PostKind, ReactionKind};
use domain::text::Body;
use domain::time::When;
use domain::tried::{Standing, Tried};
use leptos::prelude::*;
use std::sync::Arc;
use store::{Author, Community, ExpertLine, PostRow, ThreadRow, Tx, ViewerActions, ViewerTags};

/// The form of `posts/mark_helpful`.
pub const MARK_HELPFUL: Form = Form::new("posts/mark_helpful")
    .on_one_of(paths::THREADS, |fields| Some(paths::thread(fields.parse::<ThreadId>("thread")?)));

/// The form of `posts/add`.
pub const ADD: Form = Form::new("posts/add")
    .on_one_of(paths::THREADS, |fields| Some(paths::thread(fields.parse::<ThreadId>("thread")?)))
    .writes(&["body"]);

/// About how many bytes a reply takes in a page.
const REPLY: usize = 1_600;

/// A reply as one reader sees it.
pub struct Reply<'a> {
    post: &'a PostRow,
    /// True when the one who opened the thread wrote it.
    by_opener: bool,
    reaction: Reaction,
    /// True when the reader opened the thread and may thank.
    may_thank: bool,
    /// The reader's mark.
    tried: Option<Tried>,
}

/// Reads what the reader did at the posts of a thread: found by the reader's own tags, which are computed here.
///
/// # Errors
/// When the store refuses.
pub async fn viewer_actions(
    ctx: &Ctx,
    me: &Member,
    tx: &mut Tx<Community>,
    thread: ThreadId,
    posts: &[PostRow],
) -> Result<ViewerActions, store::Error> {
    let own = ctx.keys.own_tags(&me.root);
    let tags = |post: &PostRow| ViewerTags {
        post: post.id,
        reaction: own.reaction(post.id),
        tried: own.tried(post.id),
    };
    let tags: Vec<_> = posts.iter().filter(|post| !post.removed()).map(tags).collect();
    tx.mine().find_in_thread(thread, &own.author(thread), &tags).await
}

/// Adds to each reply what its reader needs to know, in the order that everybody sees (`domain::tried`).
pub fn replies<'a>(
    ctx: &Ctx,
    me: &Member,
    thread: &ThreadRow,
    posts: &'a [PostRow],
    mine: &ViewerActions,
) -> Vec<Reply<'a>> {
    let my_tag = ctx.keys.author_tag(&me.root, thread.id);
    let opened_by_me = thread.opening_author.as_ref() == Some(&my_tag);
    let by_opener =
        |post: &PostRow| thread.opening_author.is_some_and(|tag| authorship::wrote(&post.author, &tag));
    let reply = |post: &'a PostRow| {
        let own = authorship::wrote(&post.author, &my_tag);
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
            post,
        }
    };
    let mut out: Vec<_> = posts.iter().filter(|post| post.kind != PostKind::Opening).map(reply).collect();
    out.sort_by_key(|reply| standing(reply.post).key());
    out
}

fn standing(post: &PostRow) -> Standing {
    Standing {
        expert: post.expert.is_some(),
        tip: post.kind == PostKind::Tip && !post.removed(),
        shown: post.marks,
        thanked: post.helpful,
        seq: post.seq,
    }
}

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
        <p class="vh" id="live-said" role="status"></p>
        {reactions::forms(&thread)}{tried::forms(&thread)}
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
            tried::buttons(ctx, out, post, reply.tried);
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
            Value::Text(&id),
            Value::Text(&name),
            Value::Made(&|out| author(ctx, out, reply)),
            Value::Made(&|out| prose(out, &text.body)),
            Value::Made(&bar),
            Value::Made(&buttons),
            Value::Made(&|out| react(ctx, out, reply.reaction, Around::Shared)),
            Value::Made(&only_here),
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

/// The author of a reply, and when it was written.
fn author(ctx: &Ctx, out: &mut Rendered, reply: &Reply<'_>) {
    let (lang, post) = (ctx.lang, reply.post);
    if let Some(expert) = &post.expert {
        let title = format!("{} · {}", t::posts::expert(lang), expert_title(lang, expert));
        return out.add(&Rendered::of(view! {
            <div class="who"><Photo slug=expert.slug.clone()/><span><b>{expert.name.clone()}</b><small>{title}</small></span></div>
        }));
    }
    let who = match post.kind {
        _ if reply.by_opener => t::posts::author(lang),
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

/// The form to answer. Works before any script has arrived.
#[component]
pub fn ReplyForm(
    /// The thread.
    thread: ThreadId,
    /// The member who would answer.
    me: Arc<Member>,
    /// The request.
    ctx: Ctx,
    /// The findings in an answer that came back.
    found: Option<AnyView>,
) -> impl IntoView {
    let lang = ctx.lang;
    if !me.code_known {
        return view! {
            <Notice><p>{t::errors::confirm_code(lang)}" "<a class="link" href=paths::JOIN_KEY>{t::posts::to_key(lang)}</a></p></Notice>
        }
        .into_any();
    }
    let form = FormState::of(&ctx, &ADD);
    let fresh = form.fault("form") == Some(Fault::FormExpired) || !form.is_refused();
    let token = if fresh { form_token::mint(&ctx, &me) } else { form.value("once") };
    reply_form(&ctx, me.shared, [token, thread.to_string()], &form, found)
}

fn reply_form(
    ctx: &Ctx,
    shared: bool,
    [token, thread]: [String; 2],
    form: &FormState,
    found: Option<AnyView>,
) -> AnyView {
    let lang = ctx.lang;
    let kinds = vec![
        Choice::new("tip", t::posts::kind_tip(lang)),
        Choice::new("support", t::posts::kind_support(lang)),
    ];
    view! {
        <section class="card reply-card" id="reply">
            <h2>{t::posts::reply_title(lang)}</h2>
            <p class="saved" id="draft-said" role="status" hidden=true></p>
            <FaultSummary form=form.clone() labels=vec![("body", t::posts::body(lang).to_owned())]/>
            <form class="stack" method="post" action=ADD.action() data-draft=format!("reply-{thread}") data-privacy=ctx.assets.privacy()
                data-refused=form.is_refused().then_some("")>
                <input type="hidden" name="once" value=token/>
                <input type="hidden" name="thread" value=thread.clone()/>
                <ChoiceGroup name="kind" legend=t::posts::kind(lang) options=kinds look=Look::Switch
                    chosen=form.value_or("kind", "tip") fault=form.fault("kind")/>
                <TextArea name="body" label=t::posts::body(lang) value=form.value("body") fault=form.fault("body")
                    max=Some(Body::MAX)/>
                {found}
                <Submit block=true>{t::posts::send(lang)}</Submit>
            </form>
            <Draft keep=!shared
                saved=t::threads::draft_saved(lang).to_owned() offline=(if shared { t::phone::not_kept(lang) } else { t::phone::waits(lang) }).to_owned()/>
        </section>
    }
    .into_any()
}
