//! Joining in four steps, and signing in.

use super::api::{ACCEPT_RULES, CHECK_COHORT, CONFIRM_CODE, JOIN, SIGN_IN, USE_PASSKEY};
use crate::islands::{KeyTools, LinkCode};
use crate::kit::ctx::Ctx;
use crate::kit::drawing::use_lang;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult};
use crate::kit::session::joining::Joining;
use crate::kit::session::landing;
use crate::kit::session::parting::Parting;
use crate::kit::ui::*;
use crate::kit::{paths, session};
use crate::story::proof::ProofField;
use crate::story::reactions::Wanted;
use crate::t;
use domain::faults::Fault;
use domain::secrets::PasskeyChallenge;
use leptos::prelude::*;

/// Step one: the code of the group, from a poster, a lesson or the link.
pub async fn join(ctx: Ctx) -> PageResult {
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &CHECK_COHORT);
    Ok(Page::of(view! {
        <a class="skip" href="#main">{t::ui::skip(lang)}</a>
        <div class="app app--bare">
            <TopBar tone=Tone::Stage home=paths::HOME public=paths::JOIN/>
            <main id="main">
                <section class="stage join-top">
                    <div class="page">
                        <h1 class="big">{t::people::join_title_1(lang)}<br/>{t::people::join_title_2(lang)}</h1>
                        <p class="lead">{t::people::join_lead(lang)}</p>
                    </div>
                    <Crowd/>
                </section>
                <form class="page join-form" method="post" action=CHECK_COHORT.action()>
                    <FaultSummary form=form.clone() labels=vec![("code", t::people::cohort_code(lang).to_owned())]/>
                    <ProofField form=form.clone()/>
                    <TextField name="code" label=t::people::cohort_code(lang) hint=t::people::cohort_code_hint(lang)
                        value=form.value("code") fault=form.fault("code") code=true/>
                    <ul class="row row--wrap row--s" aria-label=t::people::not_asked(lang)>
                        {[t::people::no_name(lang), t::people::no_email(lang), t::people::no_phone(lang)]
                            .map(|text| view! { <li class="tag tag--ok"><Icon glyph=Glyph::X/>{text}</li> })}
                    </ul>
                    <Submit block=true>{t::people::go_on(lang)}<Icon glyph=Glyph::ArrowRight/></Submit>
                    <a class="btn btn--quiet btn--block" href=paths::SIGN_IN>{t::people::have_key(lang)}</a>
                </form>
                <LinkCode/>
            </main>
        </div>
    }))
}

/// Step two: the house rules on three cards.
pub async fn join_rules(ctx: Ctx) -> PageResult {
    Joining::of(&ctx).ok_or(AppError::StartAgain)?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &ACCEPT_RULES);
    let cards = form.clone();
    let card =
        move |name: &'static str, colour: &'static str, glyph, title: &'static str, text: &'static str| {
            let ticked = cards.is_ticked(name);
            view! {
                <li class="rule" data-t=colour>
                    <span class="step"><Icon glyph/></span>
                    <h2>{title}</h2>
                    <p>{text}</p>
                    <CheckBox name label=t::people::i_agree(lang) checked=ticked fault=cards.fault(name)/>
                </li>
            }
        };
    Ok(Page::of(view! {
        <Frame news=ctx.news back=paths::JOIN nav=false>
            <Progress now=1 of=3/>
            <div class="stack stack--s">
                <h1>{t::people::rules_title(lang)}</h1>
                <p class="muted">{t::people::rules_lead(lang)}</p>
            </div>
            <FaultSummary form=form.clone() labels=vec![
                ("listen", t::people::rule_listen(lang).to_owned()),
                ("private", t::people::rule_private(lang).to_owned()),
                ("help", t::people::rule_help(lang).to_owned()),
            ]/>
            <form class="stack" method="post" action=ACCEPT_RULES.action()>
                <ul class="rules stack">
                    {card("listen", "munt", Glyph::EarFill, t::people::rule_listen(lang), t::people::rule_listen_text(lang))}
                    {card("private", "lila", Glyph::EyeSlash, t::people::rule_private(lang), t::people::rule_private_text(lang))}
                    {card("help", "hemel", Glyph::Lifebuoy, t::people::rule_help(lang), t::people::rule_help_text(lang))}
                </ul>
                <p class="sm muted">{t::people::rules_more(lang)}" "<a class="link" href=paths::TERMS>{t::people::terms(lang)}</a></p>
                <Submit block=true>{t::people::go_on(lang)}<Icon glyph=Glyph::ArrowRight/></Submit>
            </form>
        </Frame>
    }))
}

/// Step three: phase, sector and region.
pub async fn join_about(ctx: Ctx) -> PageResult {
    Joining::of(&ctx).filter(|joining| joining.rules).ok_or(AppError::StartAgain)?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &JOIN);
    Ok(Page::of(view! {
        <Frame news=ctx.news back=paths::JOIN_RULES nav=false>
            <Progress now=2 of=3/>
            <div class="stack stack--s">
                <h1>{t::people::about_title(lang)}</h1>
                <p class="muted">{t::people::about_lead(lang)}</p>
            </div>
            <FaultSummary form=form.clone() labels=about_labels(lang)/>
            {form.fault("code").map(|_| view! {
                <a class="btn btn--soft btn--block" href=paths::JOIN>{t::people::other_code(lang)}</a>
            })}
            <form class="stack" method="post" action=JOIN.action()>
                <ProofField form=form.clone()/>
                <AboutFields lang form=form.clone()/>
                {shared_box(&ctx, &form)}
                <Submit block=true>{t::people::make_key(lang)}<Icon glyph=Glyph::ArrowRight/></Submit>
            </form>
        </Frame>
    }))
}

/// Step four: the account code, shown once; its last group is typed back before the first post.
pub async fn join_key(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let mut tx = ctx.store.accounts.read().await?;
    let account = tx.accounts().find(me.account).await?;
    let ways = tx.ways_in().list(me.account).await?;
    drop(tx);
    let Some(key) = account.and_then(|account| Joining::key_of(&ctx, &account)) else {
        return Ok(Page::of(key_gone(&ctx)));
    };
    let form = FormState::of(&ctx, &CONFIRM_CODE);
    let wanted = Wanted::of(&ctx, &CONFIRM_CODE);
    let renews = key.replaces(&ctx);
    let go_too = (!ways.is_empty()).then(|| view! { <p>{t::ways_in::go_too(lang)}</p> });
    let replaces = renews.then(|| view! { <Notice><p>{t::people::key_replaces(lang)}</p>{go_too}</Notice> });
    let grouped = key.code.grouped();
    let groups = grouped.split('-').map(str::to_owned).collect();
    let to_save = grouped.clone();
    Ok(Page::of(view! {
        <Frame news=ctx.news nav=false>
            {(!renews).then(|| view! { <Progress now=3 of=3/> })}
            <Unsent form=FormState::of_written(&ctx) why=t::people::unsent_key(lang)/>
            {wanted.as_ref().map(|_| view! {
                <Notice title=t::people::wanted_title(lang)><p>{t::people::wanted(lang)}</p></Notice>
            })}
            <div class="stack stack--s">
                <h1>{t::people::key_title(lang)}</h1>
                <p class="muted">{t::people::key_lead(lang)}" "<b>{t::people::key_lead_once(lang)}</b>". "{t::people::key_lead_why(lang)}</p>
            </div>
            <KeyCard groups>
                <KeyButtons copies=grouped/>
            </KeyCard>
            {replaces}
            <FaultSummary form=form.clone() labels=vec![("group", t::people::last_group(lang).to_owned())]/>
            <form class="stack" method="post" action=CONFIRM_CODE.action()>
                {wanted.as_ref().and_then(Wanted::fields)}
                <ManagedName/>
                <input class="vh" type="password" name="password" value=to_save autocomplete="new-password"
                    readonly=true tabindex="-1" aria-hidden="true"/>
                <TextField name="group" label=t::people::last_group(lang) hint=t::people::last_group_hint(lang)
                    value=form.value("group") fault=form.fault("group") code=true/>
                <Submit block=true>{t::people::kept_it(lang)}<Icon glyph=Glyph::Check/></Submit>
            </form>
            <Notice><p>{t::people::key_lost(lang)}</p></Notice>
            <a class="btn btn--quiet btn--block" href=paths::THREADS>{t::ui::later(lang)}</a>
            <KeyTools copied=t::people::copied(lang).to_owned()/>
        </Frame>
    }))
}

/// The hour is over: the code cannot be shown any more, but this session can make a new one.
fn key_gone(ctx: &Ctx) -> AnyView {
    let (lang, news, form) = (ctx.lang, ctx.news, FormState::of_written(ctx));
    let wanted = Wanted::of(ctx, &CONFIRM_CODE).map(|_| t::people::wanted_new_key(lang));
    view! {
        <Frame news back=paths::ACCOUNT>
            <Unsent form why=t::people::unsent_key(lang)/>
            {wanted.map(|said| view! { <Notice><p>{said}</p></Notice> })}
            <h1>{t::people::key_gone_title(lang)}</h1>
            <p>{t::people::key_gone_text(lang)}</p>
            <form method="post" action=session::CHANGE_CODE.action()><Submit block=true>{t::people::new_key(lang)}</Submit></form>
            <form method="post" action=session::SIGN_OUT.action()>
                <Submit look="btn--quiet" block=true>{t::people::sign_in_again(lang)}</Submit>
            </form>
        </Frame>
    }
    .into_any()
}

/// Words that somebody was writing when the session ended or its key was changed, to copy and send again afterwards.
#[component]
fn Unsent(
    /// The state of the form that was refused, if one was.
    form: FormState,
    /// The reason, and what to do first.
    why: &'static str,
) -> impl IntoView {
    let lang = use_lang();
    let texts: Vec<_> = form
        .written()
        .into_iter()
        .map(|(field, text)| view! {
            <TextArea name=field id=format!("unsent-{field}") label=t::people::unsent_text(lang) value=text to_copy=true/>
        })
        .collect();
    (!texts.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=t::people::unsent_title(lang)><p>{why}</p></Notice>
            {texts}
        }
    })
}

/// Signs in with a passkey, where the script knows that this browser can. The form says whether the computer is shared.
fn passkey_button(ctx: &Ctx) -> AnyView {
    let lang = ctx.lang;
    let script = ctx.assets.passkeys();
    let challenge = PasskeyChallenge::mint(&ctx.keys, &*ctx.entropy, ctx.clock.now().timestamp());
    view! {
        <button class="btn btn--soft btn--block" type="button" hidden=true data-script=script
            data-action=USE_PASSKEY.action() data-challenge=challenge data-page=paths::SIGN_IN
            data-without=t::ways_in::sign_in_without(lang) data-failed=t::ways_in::sign_in_failed(lang)>
            <Icon glyph=Glyph::DeviceMobile/>{t::ways_in::sign_in(lang)}
        </button>
        <p class="error" role="status" data-passkey-says="" hidden=true></p>
    }
    .into_any()
}

/// Asks whether this is a shared computer; ticked already where somebody said so before.
pub(super) fn shared_box(ctx: &Ctx, form: &FormState) -> AnyView {
    let lang = ctx.lang;
    let checked = if form.is_refused() { form.is_ticked("shared") } else { ctx.shared };
    view! { <CheckBox name="shared" label=t::people::shared(lang) hint=t::people::shared_hint(lang) checked/> }.into_any()
}

/// The key that was typed with a mistake in it, which comes back, to be mended; what may be a key that opens something does not.
fn mistyped(form: &FormState) -> String {
    match form.fault("password") {
        Some(Fault::CodeMistyped | Fault::CodeMistypedIn(_) | Fault::CodeIncomplete(_)) => {
            form.value("password")
        }
        _ => String::new(),
    }
}

/// The step behind signing in and behind the code of a group, which shows nothing: it leads on, to the link by which somebody
/// came, and stays in no history. A browser that brings no cookie of ours along keeps none, and is told so.
pub async fn arrived(ctx: Ctx) -> PageResult {
    let next = if ctx.is_member() {
        landing::take(&ctx)
    } else if Joining::of(&ctx).is_some() {
        paths::JOIN_RULES.to_owned()
    } else {
        return Ok(Page::of(no_cookies(&ctx)));
    };
    Ok(Page::leading(&ctx, &next))
}

fn no_cookies(ctx: &Ctx) -> AnyView {
    let lang = ctx.lang;
    view! {
        <Frame news=0 back=paths::HOME nav=false>
            <h1>{t::people::blocked_title(lang)}</h1>
            <p>{t::people::blocked_text(lang)}</p>
            <p>{t::people::blocked_how(lang)}</p>
            <a class="btn btn--primary btn--block" href=paths::SIGN_IN>{t::people::blocked_again(lang)}</a>
            <a class="btn btn--quiet btn--block" href=paths::COOKIES>{t::people::blocked_which(lang)}</a>
        </Frame>
    }
    .into_any()
}

/// Signing in with the account code. An ordinary form, so that the phone's password manager fills it in.
pub async fn sign_in(ctx: Ctx) -> PageResult {
    let lang = ctx.lang;
    let form = FormState::of_any(&ctx, &[&SIGN_IN, &USE_PASSKEY]);
    // Who just went is not welcomed back. Only the heading says so: the title of the document stays in the history.
    let (title, lead) = match Parting::take(&ctx) {
        Some(Parting::Out) => (t::people::out_title(lang), t::people::out_text(lang)),
        Some(Parting::Everywhere) => {
            (t::people::out_everywhere_title(lang), t::people::out_everywhere_text(lang))
        }
        _ => (t::people::sign_in_title(lang), t::people::sign_in_lead(lang)),
    };
    // Signed in, and still a form led here: it stood on a page of somebody else.
    let why = if ctx.is_member() { t::people::unsent_other(lang) } else { t::people::unsent(lang) };
    let already = ctx.is_member().then(|| {
        view! { <Notice><p>{t::people::signed_in(lang)}" "<a class="link" href=paths::THREADS>{t::people::to_feed(lang)}</a></p></Notice> }
    });
    Ok(Page::of(view! {
        <a class="skip" href="#main">{t::ui::skip(lang)}</a>
        <div class="app app--bare">
            <TopBar home=paths::HOME public=paths::SIGN_IN/>
            <main class="page" id="main">
                <h1>{title}</h1>
                <p class="muted">{lead}</p>
                {already}
                <Unsent form=FormState::of_written(&ctx) why/>
                <FaultSummary form=form.clone() labels=vec![("password", t::people::key(lang).to_owned())]/>
                <form class="stack" method="post" action=SIGN_IN.action()>
                    <ManagedName/>
                    <ProofField form=form.clone()/>
                    <PasswordField name="password" label=t::people::key(lang) hint=t::people::key_hint(lang) shows=true
                        value=mistyped(&form) fault=form.fault("password")/>
                    {shared_box(&ctx, &form)}
                    <Submit block=true>{t::people::sign_in(lang)}</Submit>
                    {passkey_button(&ctx)}
                </form>
                <a class="btn btn--quiet btn--block" href=paths::JOIN>{t::people::no_key_yet(lang)}</a>
                <Notice title=t::people::lost_title(lang)><p>{t::people::lost_text(lang)}</p></Notice>
            </main>
        </div>
    }))
}
