//! How a challenge ended, for everybody; and the question, for its author.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::forms::{Form, FormState};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story;
use crate::story::edition::Edition;
use crate::story::privacy::parts::stays;
use crate::t;
use domain::ids::ThreadId;
use domain::outcomes::{Outcome, is_due};
use domain::people::Lang;
use domain::text::Body;
use domain::time::When;
use leptos::prelude::*;
use store::{OutcomeRow, ThreadRow};

/// The form of `outcomes/set`.
pub const SET: Form =
    Form::new("outcomes/set").on_one_of(paths::OWN_THREADS, story::on_thread).writes(&["closing"]);

/// The outcome, as a word of a sentence.
pub fn word(lang: Lang, outcome: Outcome) -> String {
    label(lang, outcome).to_lowercase()
}

fn label(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Solved => t::outcomes::solved(lang),
        Outcome::Ongoing => t::outcomes::ongoing(lang),
        Outcome::Unsolved => t::outcomes::unsolved(lang),
    }
}

/// For which of these threads, all of them `me`'s own, the question is due. Computed at each visit, stored nowhere.
///
/// # Errors
/// When the store refuses.
pub async fn due(ctx: &Ctx, own: &[ThreadId]) -> Result<Vec<ThreadId>, store::Error> {
    if own.is_empty() {
        return Ok(Vec::new());
    }
    ctx.store.community.read().await?.outcomes().list_due(own, ctx.clock.today()).await
}

/// The part of a thread about its outcome: what was told, and for the author the question, with what was found in closing
/// words that came back.
pub fn part(
    ctx: &Ctx,
    me: &Member,
    thread: &ThreadRow,
    told: Option<OutcomeRow>,
    own: bool,
    found: Option<AnyView>,
) -> AnyView {
    let asked = (own && thread.listed && me.code_known).then(|| ask(ctx, thread, told.as_ref(), found));
    let told = told.map(|row| tell(ctx, row));
    (told.is_some() || asked.is_some())
        .then(|| view! { <div class="stack stack--s" id="outcome">{told}{asked}</div> })
        .into_any()
}

/// The edition of what was told.
pub fn edition(told: Option<&OutcomeRow>) -> String {
    let closing = told.and_then(|row| row.closing.as_deref()).unwrap_or_default();
    domain::text::edition(&[told.map_or("", |row| row.outcome.slug()), closing])
}

fn tell(ctx: &Ctx, row: OutcomeRow) -> AnyView {
    let lang = ctx.lang;
    let title = t::outcomes::told(lang, word(lang, row.outcome));
    let when = when_word(lang, When::of(row.day, ctx.clock.today()));
    let closing = row.closing.map(|closing| view! { <Prose text=closing/> });
    view! {
        <section class="card" aria-labelledby="outcome-told">
            <h2 class="h3" id="outcome-told">{title}</h2>
            {closing}
            <p class="xs muted">{when}</p>
        </section>
    }
    .into_any()
}

/// Open when it is due or was refused; else a line that opens it.
fn ask(ctx: &Ctx, thread: &ThreadRow, told: Option<&OutcomeRow>, found: Option<AnyView>) -> AnyView {
    let lang = ctx.lang;
    let form = FormState::of(ctx, &SET);
    let due = is_due(thread.day, ctx.clock.today(), told.is_some());
    let options = Outcome::ALL.iter().map(|outcome| Choice::new(outcome.slug(), label(lang, *outcome)));
    let chosen = form.value_or("outcome", told.map_or("", |row| row.outcome.slug()));
    let closing = form.value_or("closing", told.and_then(|row| row.closing.as_deref()).unwrap_or_default());
    let labels = vec![
        ("outcome", t::outcomes::value(lang).to_owned()),
        ("closing", t::outcomes::closing(lang).to_owned()),
    ];
    let now = told.map(|row| [label(lang, row.outcome).to_owned(), row.closing.clone().unwrap_or_default()]);
    let now = now.map(Vec::from).unwrap_or_default();
    let open = due || form.is_refused();
    // The question itself comes after three weeks; whoever wants to tell earlier finds a quiet line.
    let summary = match told {
        Some(_) => t::outcomes::change(lang),
        None if open => t::outcomes::title(lang),
        None => t::outcomes::tell(lang),
    };
    let (look, summary_look) =
        if open || told.is_some() { ("card", "row h3 strong") } else { ("stack stack--s", "react-btn") };
    let lead = due.then(|| view! { <p>{t::outcomes::ask(lang)}</p> });
    view! {
        <details class=look open=open>
            <summary class=summary_look><span class="grow">{summary}</span><Icon glyph=Glyph::CaretDown/></summary>
            <FaultSummary form=form.clone() labels/>
            <form class="stack" method="post" action=SET.action() data-privacy=ctx.assets.privacy()
                data-none-held="">
                {stays(&form)}
                {lead}
                <input type="hidden" name="thread" value=thread.id.to_string()/>
                <Edition form=form.clone() field="closing" edition=edition(told) now/>
                <ChoiceGroup name="outcome" legend=t::outcomes::value(lang) options=options.collect() look=Look::Chips
                    chosen fault=form.fault("outcome")/>
                <TextArea name="closing" label=t::outcomes::closing(lang) value=closing hint=t::outcomes::closing_hint(lang)
                    fault=form.fault("closing") max=Some(Body::MAX) may_be_empty=true short=true/>
                {found}
                <Submit>{t::outcomes::save(lang)}</Submit>
            </form>
        </details>
    }
    .into_any()
}
