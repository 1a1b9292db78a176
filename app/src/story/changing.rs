//! The page on which somebody changes words of their own: of a post, of one that waits for a moderator, of a challenge that waits for its
//! moment.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::{Form, FormState};
use crate::kit::page::{Frame, Page};
use crate::kit::ui::*;
use crate::story::edition::{Edition, PostWords};
use crate::story::privacy::parts::{findings, stays};
use crate::t;
use domain::people::Lang;
use domain::text::{Body, Title};
use leptos::prelude::*;

/// Words of their own that somebody is about to change.
pub struct Changing {
    /// The form that changes them.
    pub form: Form,
    /// The field that says which ones they are, with its value.
    pub which: (&'static str, String),
    /// True for a challenge, which has more than a text.
    pub opening: bool,
    /// The words as they are.
    pub words: PostWords,
    /// The page where they stand.
    pub back: String,
    /// The heading.
    pub title: &'static str,
    /// A sentence about what the change does.
    pub hint: &'static str,
}

impl Changing {
    /// Draws the page; `asked` is what a moderator asked for.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn page(self, ctx: &Ctx, asked: Option<AnyView>) -> Result<Page, AppError> {
        let Self { form: edit, which: (field, value), opening, words, back, title, hint } = self;
        let (lang, news, check) = (ctx.lang, ctx.news, ctx.assets.privacy());
        let form = FormState::of(ctx, &edit);
        let label = if opening { t::threads::happened(lang) } else { t::posts::body(lang) };
        let labels = [
            ("body", label),
            ("tried", t::threads::tried(lang)),
            ("question", t::threads::question(lang)),
            ("title", t::threads::title(lang)),
        ];
        let found = findings(ctx, &form, &labels).await?;
        let labels = labels.map(|(name, label)| (name, label.to_owned())).to_vec();
        let edition = words.edition();
        let now = [
            words.title,
            words.text.body,
            words.text.tried.unwrap_or_default(),
            words.text.question.unwrap_or_default(),
        ];
        let [heading, body, tried, question] = &now;
        let more = opening.then(|| story_fields(lang, &form, tried, question, heading));
        let body = form.value_or("body", body);
        Ok(Page::of(view! {
            <Frame news back=back.clone()>
                <h1>{title}</h1>
                {asked}
                <p class="muted">{hint}</p>
                <FaultSummary form=form.clone() labels/>
                <form class="stack" method="post" action=edit.action() data-privacy=check>
                    <input type="hidden" name=field value=value/>
                    {stays(&form)}
                    <Edition form=form.clone() edition now=now.to_vec()/>
                    <TextArea name="body" label=label value=body fault=form.fault("body") max=Some(Body::MAX)/>
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
}

/// The fields that only a challenge has: what was tried, the question and the title.
fn story_fields(lang: Lang, form: &FormState, tried: &str, question: &str, title: &str) -> AnyView {
    view! {
        <TextArea name="tried" label=t::threads::tried(lang) fault=form.fault("tried") max=Some(Body::MAX)
            value=form.value_or("tried", tried) may_be_empty=true short=true/>
        <TextArea name="question" label=t::threads::question(lang) fault=form.fault("question")
            max=Some(domain::posts::QUESTION_MAX) value=form.value_or("question", question) may_be_empty=true short=true/>
        <TextArea name="title" label=t::threads::title(lang) fault=form.fault("title") max=Some(Title::MAX)
            value=form.value_or("title", title) short=true/>
    }
    .into_any()
}
