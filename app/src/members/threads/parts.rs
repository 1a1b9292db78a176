//! The form that opens a thread.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::drawing::use_lang;
use crate::kit::forms::FormState;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::members::threads::theme_field::ThemeField;
use crate::story::privacy::parts::stays;
use crate::story::waiting::parts::MomentChoice;
use crate::story::{draft, form_token};
use crate::t;
use domain::chosen::YesNo;
use domain::drawer::KeptDraft;
use domain::faults::Fault;
use domain::people::Lang;
use domain::text::{Body, Title};
use domain::themes::ThemeId;
use leptos::prelude::*;
use std::sync::Arc;

/// The fields of the form with their labels.
pub fn labels(lang: Lang) -> [(&'static str, &'static str); 6] {
    [
        ("happened", t::threads::happened(lang)),
        ("tried", t::threads::tried(lang)),
        ("question", t::threads::question(lang)),
        ("title", t::threads::title(lang)),
        ("theme", t::threads::theme(lang)),
        ("moment", t::waiting::legend(lang)),
    ]
}

/// The values of the fields: what was typed, else the draft that is opened again.
pub struct Typed {
    once: String,
    happened: String,
    tried: String,
    question: String,
    title: String,
    themes: String,
    moment: String,
    shows: bool,
    /// True when there is something that is newer than what the device kept.
    newer: bool,
}

impl Typed {
    /// The values of `form`, of `kept` when it was not sent, or empty ones with this theme.
    pub fn of(
        ctx: &Ctx,
        me: &Member,
        form: &FormState,
        kept: Option<&KeptDraft>,
        theme: Option<ThemeId>,
    ) -> Self {
        let theme = theme.map_or("", ThemeId::slug);
        let old = matches!(form.fault("form"), Some(Fault::FormExpired | Fault::FormUsed));
        let fresh = old || form.value("once").is_empty();
        let once = match kept {
            Some(draft) => form_token::mint_for(ctx, me, draft.id),
            None if fresh => form_token::mint(ctx, me),
            None => form.value("once"),
        };
        let text = |name: &str, field: fn(&KeptDraft) -> &String| {
            form.value_or(name, kept.map_or("", |draft| field(draft)))
        };
        let shows = match form.typed("show_sector") {
            Some(_) => form.is_ticked("show_sector"),
            None => kept.is_none_or(|draft| draft.shows),
        };
        Self {
            once,
            happened: text("happened", |draft| &draft.happened),
            tried: text("tried", |draft| &draft.tried),
            question: text("question", |draft| &draft.question),
            title: text("title", |draft| &draft.title),
            themes: form.value_or("theme", kept.map_or(theme, |draft| &draft.theme)),
            moment: text("moment", |draft| &draft.moment),
            shows,
            newer: form.was_sent() || kept.is_some(),
        }
    }
}

/// The things that stand beside the fields of a form that was sent.
pub struct Beside {
    /// The number of challenges that are like it, when that was asked.
    pub alike: usize,
    /// The theme to which its words point.
    pub theme: Option<ThemeId>,
    /// The measure of how well somebody could be recognised by it.
    pub meter: AnyView,
}

/// The form itself, with every button that sends it.
#[component]
pub fn StoryForm(
    /// The request.
    ctx: Ctx,
    /// The member who writes.
    me: Arc<Member>,
    /// The state of the form.
    form: FormState,
    /// The values of its fields.
    typed: Typed,
    /// The findings in an answer that came back.
    found: Option<AnyView>,
    /// The number of own challenges that wait for a safe moment.
    waiting: usize,
    /// The things that stand beside the fields.
    beside: Beside,
) -> impl IntoView {
    let lang = ctx.lang;
    let (shows, newer, moment) = (typed.shows, typed.newer, typed.moment.clone());
    let byline = me.cohort.as_ref().map(|cohort| {
        let label = format!("{} · {}", cohort.phase.label(lang), cohort.sector.short_label(lang));
        view! {
            <label class="check">
                <input type="checkbox" name="show_sector" value=YesNo::Yes.slug() checked=shows/>
                <span><b>{t::threads::show_sector(lang, label)}</b><small class="hint">{t::threads::show_sector_hint(lang)}</small></span>
            </label>
        }
    });
    let still_waiting = (waiting > 0).then(|| view! {
        <p class="sm">{t::waiting::some_wait(lang, waiting as i64)}" "<a class="link" href=paths::WAITING>{t::waiting::to_list(lang)}</a></p>
    });
    view! {
        <form class="stack" method="post" action=draft::ADD.action() data-draft="thread"
            data-proposed=t::threads::title_proposed(lang, "{title}")
            data-refused=newer.then_some("") data-privacy=ctx.assets.privacy()>
            {fields(lang, &form, typed, beside.alike, beside.theme)}
            {byline}
            {beside.meter}
            {found}
            <MomentChoice chosen=moment fault=form.fault("moment")/>
            {still_waiting}
            <Notice title=t::threads::before_title(lang)>
                <p>{t::threads::before_text(lang)}" "<a class="link" href=paths::WHO_SEES_WHAT>{t::threads::promise(lang)}</a></p>
            </Notice>
            <Buttons/>
        </form>
    }
}

/// The fields in which somebody writes, and the theme.
fn fields(
    lang: Lang,
    form: &FormState,
    typed: Typed,
    alike: usize,
    theme: Option<ThemeId>,
) -> impl IntoView + use<> {
    let proposed = match typed.newer && typed.title.trim().is_empty() {
        true => Title::propose(&typed.happened, &typed.question),
        false => String::new(),
    };
    let title_hint = match proposed.is_empty() {
        true => t::threads::title_hint(lang).to_owned(),
        false => t::threads::title_proposed(lang, proposed),
    };
    view! {
        <input type="hidden" name="once" value=typed.once/>
        {stays(form)}
        <TextArea name="happened" label=t::threads::happened(lang) value=typed.happened
            hint=t::threads::happened_hint(lang) fault=form.fault("happened") max=Some(Body::MAX)/>
        <div class="said" role="status">
            <p class="card card--line" id="alike-found" hidden=alike == 0>
                <a class="link" href="#alike">{t::search::alike_count(lang, alike as i64)}</a>
                <span class="sm muted">{t::search::alike_maybe(lang)}</span>
            </p>
        </div>
        <TextArea name="tried" label=t::threads::tried(lang) value=typed.tried
            fault=form.fault("tried") max=Some(Body::MAX) may_be_empty=true short=true/>
        <TextArea name="question" label=t::threads::question(lang) value=typed.question
            fault=form.fault("question") max=Some(domain::posts::QUESTION_MAX) may_be_empty=true short=true/>
        <ThemeField chosen=typed.themes suggested=theme fault=form.fault("theme")/>
        <TextArea name="title" label=t::threads::title(lang) value=typed.title
            hint=title_hint fault=form.fault("title") max=Some(Title::MAX)
            may_be_empty=true short=true/>
    }
}

/// The buttons: look, share, ask for what is alike, keep for later.
#[component]
fn Buttons() -> impl IntoView {
    let lang = use_lang();
    view! {
        <div class="dock">
            <button class="btn" type="submit" formaction=draft::PREVIEW.action()><Icon glyph=Glyph::Eye/>{t::threads::who_sees_what(lang)}</button>
            <Submit look="btn--primary grow">{t::threads::share(lang)}</Submit>
        </div>
        <p class="sm muted">{t::search::alike_privacy(lang)}</p>
        <button class="btn" id="alike-ask" type="submit" formaction=draft::ALIKE.action()>{t::search::alike_ask(lang)}</button>
        <button class="btn btn--quiet" type="submit" formaction=draft::KEEP.action()>
            <Icon glyph=Glyph::NotePencil/>{t::account::keep_draft(lang)}
        </button>
    }
}
