//! The form to answer, and the one that thanks.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::drawing::use_lang;
use crate::kit::forms::{Form, FormState};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story;
use crate::story::draft::DraftOnDevice;
use crate::story::form_token;
use crate::story::privacy::parts::stays;
use crate::t;
use domain::faults::Fault;
use domain::ids::ThreadId;
use domain::names::Face;
use domain::posts::PostKind;
use domain::text::Body;
use leptos::prelude::*;
use std::sync::Arc;

/// The form of `posts/mark_helpful`.
pub const MARK_HELPFUL: Form = Form::new("posts/mark_helpful").on_one_of(paths::THREADS, story::on_thread);

/// The form of `posts/add`.
pub const ADD: Form = Form::new("posts/add").on_one_of(paths::THREADS, story::on_thread).writes(&["body"]);

/// The bar below a thread on a phone: as whom its reader would answer, and the way to the form.
#[component]
pub fn ReplyDock(
    /// The face that the reader has in the thread, or would get.
    face: Face,
) -> impl IntoView {
    let lang = use_lang();
    let words = t::posts::reply_dock(lang, face.name(lang));
    let label = words.clone();
    view! {
        <aside class="dock dock--reply" aria-label=label>
            <Avatar face/>
            <a class="input grow" href="#field-body">{words}</a>
        </aside>
    }
}

/// The form to answer. Works before any script has arrived.
#[component]
pub fn ReplyForm(
    /// The face that the reader has in the thread, or would get.
    face: Face,
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
    let old = matches!(form.fault("form"), Some(Fault::FormExpired | Fault::FormUsed));
    let fresh = old || !form.is_refused();
    let token = if fresh { form_token::mint(&ctx, &me) } else { form.value("once") };
    reply_form(&ctx, &face, [token, thread.to_string()], &form, found)
}

fn reply_form(
    ctx: &Ctx,
    face: &Face,
    [token, thread]: [String; 2],
    form: &FormState,
    found: Option<AnyView>,
) -> AnyView {
    let lang = ctx.lang;
    let kinds = vec![
        Choice::new(PostKind::Tip.slug(), t::posts::kind_tip(lang)),
        Choice::new(PostKind::Support.slug(), t::posts::kind_support(lang)),
    ];
    view! {
        <section class="card reply-card" id="reply">
            <div class="who">
                <Avatar face=*face/>
                <h2>{t::posts::reply_title(lang, face.name(lang))}</h2>
            </div>
            <p class="saved" id="draft-said" role="status"></p>
            <FaultSummary form=form.clone() labels=vec![("body", t::posts::body(lang).to_owned())]/>
            <form class="stack" method="post" action=ADD.action() data-draft=format!("reply-{thread}") data-privacy=ctx.assets.privacy()
                data-refused=form.is_refused().then_some("")>
                <input type="hidden" name="once" value=token/>
                {stays(form)}
                <input type="hidden" name="thread" value=thread.clone()/>
                <ChoiceGroup name="kind" legend=t::posts::kind(lang) options=kinds look=Look::Switch
                    chosen=form.value_or("kind", PostKind::Tip.slug()) fault=form.fault("kind")/>
                <TextArea name="body" label=t::posts::body(lang) value=form.value("body") fault=form.fault("body")
                    max=Some(Body::MAX)/>
                {found}
                <Submit block=true>{t::posts::send(lang)}</Submit>
            </form>
            <DraftOnDevice/>
        </section>
    }
    .into_any()
}
