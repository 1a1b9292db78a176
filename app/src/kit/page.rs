//! A page: loads what it shows, then says what is shown, or why there is nothing to see.

use crate::kit::ctx::Ctx;
use crate::kit::drawing::use_lang;
use crate::kit::error::AppError;
use crate::kit::paths;
use crate::kit::session::landing;
use crate::kit::ui::{Ding, Glyph, MenuItem, Mood, NEUTRAL, Nav, Symbols, Tone, TopBar, error_sentence};
use crate::t;
use axum::extract::{FromRequestParts, RawPathParams};
use domain::themes::Colour;
use domain::threads::Position;
use http::StatusCode;
use http::request::Parts;
use leptos::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::str::FromStr;

/// A page, or the reason why there is none. A visitor on a page for members is sent to sign in.
pub type PageResult = Result<Page, AppError>;

/// The content of a document.
pub struct Page {
    pub(super) view: AnyView,
    pub(super) title: Option<String>,
}

impl Page {
    /// A page with the neutral title, which is what stays in the history of the browser (A8, G6).
    pub fn of(view: impl IntoView + 'static) -> Self {
        Self { view: view.into_any(), title: None }
    }

    /// A page that shows nothing and leads on.
    pub fn leading(ctx: &Ctx, path: &str) -> Self {
        ctx.lead_to(path);
        Self::of(())
    }

    /// Says in the title what the page is about. Only public pages and those of staff may. On a shared computer every page goes by a neutral name
    /// all the same (T19).
    #[must_use]
    pub fn titled(self, text: &str) -> Self {
        Self { title: Some(format!("{text} · {NEUTRAL}")), ..self }
    }
}

impl Page {
    /// The page with something that lies over it.
    pub(super) fn with(self, over: AnyView) -> Self {
        Self { view: view! { {self.view}{over} }.into_any(), ..self }
    }
}

/// The page for an address that does not exist.
pub async fn not_found(_: Ctx) -> PageResult {
    Err(AppError::Gone)
}

/// The page that says why there is nothing to see; sets the status of the answer, or leads on.
pub(super) fn refusal(ctx: &Ctx, error: AppError) -> Page {
    let leads_to = match &error {
        AppError::SignIn => Some(paths::SIGN_IN),
        AppError::StaffSignIn => Some(paths::STAFF_SIGN_IN),
        AppError::ConfirmCode => Some(paths::JOIN_KEY),
        AppError::StartAgain => Some(paths::JOIN),
        _ => None,
    };
    if matches!(error, AppError::SignIn | AppError::StaffSignIn) {
        landing::remember(ctx);
    }
    match leads_to {
        Some(path) => ctx.lead_to(path),
        None => ctx.set_status(error.status()),
    }
    let staff = paths::is_staff(ctx.request.uri.path());
    Page::of(view! { <ErrorPage error news=ctx.news member=ctx.is_member() staff/> })
}

/// The part of an address that stands for something: the last one, because a form that is shown again in the answer to its own
/// request has the address of its endpoint before.
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for Path<T> {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let params =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| StatusCode::NOT_FOUND)?;
        let last = params.iter().last().and_then(|(_, value)| value.parse().ok());
        last.map(Self).ok_or(StatusCode::NOT_FOUND)
    }
}

/// The query of an address. A field that is missing, or there twice, counts as not asked for: addresses are typed by hand.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequestParts<S> for Query<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let asked = axum::extract::Query::try_from_uri(&parts.uri);
        Ok(Self(asked.map(|axum::extract::Query(asked)| asked).unwrap_or_default()))
    }
}

/// The query of a list that is read portion by portion.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Before {
    before: String,
}

impl Before {
    /// The position before which the portion begins, if one was asked for.
    pub fn position(&self) -> Option<Position> {
        Position::from_query(&self.before)
    }
}

/// The frame around a page of a member: top bar, the page, main menu.
#[component]
pub fn Frame(
    /// The number of own threads with something new: `ctx.news`.
    news: u32,
    /// The item of the menu to which this page belongs.
    #[prop(default = None)]
    item: Option<MenuItem>,
    /// The page to which the arrow leads; without it the mark or the heading stands there.
    #[prop(into, optional)]
    back: Option<String>,
    /// The heading in the bar.
    #[prop(into, optional)]
    title: Option<String>,
    /// The page to which the mark leads.
    #[prop(default = paths::THREADS)]
    home: &'static str,
    /// False for steps of a wizard, which leave out the main menu.
    #[prop(default = true)]
    nav: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    let bar = match (back, title) {
        (Some(back), Some(title)) => view! { <TopBar back title/> }.into_any(),
        (Some(back), None) => view! { <TopBar back/> }.into_any(),
        (None, Some(title)) => view! { <TopBar title/> }.into_any(),
        (None, None) => view! { <TopBar home/> }.into_any(),
    };
    view! {
        <a class="skip" href="#main">{t::ui::skip(use_lang())}</a>
        <div class="app">{bar}<main class="page" id="main">{children()}</main></div>
        {nav.then(|| view! { <Nav current=item news/> })}
    }
}

/// The frame around the page of a story or a theme, in its colour: its top stands on a poster of full width.
#[component]
pub fn ThemeFrame(
    /// The number of own threads with something new: `ctx.news`.
    news: u32,
    /// The item of the menu to which this page belongs.
    item: MenuItem,
    /// The colour.
    colour: Colour,
    /// The drawings that the page shows more than once.
    #[prop(optional)]
    glyphs: &'static [Glyph],
    /// The page to which the arrow leads.
    #[prop(into)]
    back: String,
    /// The poster.
    top: AnyView,
    /// The islands of the page, which show nothing where they stand.
    #[prop(optional)]
    islands: Option<AnyView>,
    /// The page under the poster.
    children: Children,
) -> impl IntoView {
    let symbols = (!glyphs.is_empty()).then(|| view! { <Symbols glyphs/> });
    view! {
        <a class="skip" href="#main">{t::ui::skip(use_lang())}</a>
        <div class="app app--thread" data-t=colour.slug()>
            {symbols}
            <TopBar back tone=Tone::Theme/>
            <main id="main">{top}<div class="page thread">{children()}</div></main>
            {islands}
        </div>
        <Nav current=Some(item) news/>
    }
}

/// A whole page for one error: what happened, and one thing to do.
#[component]
fn ErrorPage(
    /// The error.
    error: AppError,
    /// The number of own threads with something new.
    news: u32,
    /// True for a member; a visitor gets no menu that leads to sign in.
    member: bool,
    /// True on pages of staff, which have neither the menu of members nor their way out.
    staff: bool,
) -> impl IntoView {
    let lang = use_lang();
    let (home, to_home) = match (staff, member) {
        (true, _) => (paths::STAFF, t::staff::to_desk(lang)),
        (false, true) => (paths::THREADS, t::errors::to_home(lang)),
        (false, false) => (paths::HOME, t::errors::to_home(lang)),
    };
    let (title, text) = match &error {
        AppError::Gone => (t::errors::not_found_title(lang), t::errors::not_found_text(lang).to_owned()),
        AppError::Forbidden if staff => {
            (t::errors::staff_forbidden_title(lang), t::errors::staff_forbidden_text(lang).to_owned())
        }
        AppError::Forbidden => (t::errors::forbidden_title(lang), t::errors::forbidden_text(lang).to_owned()),
        AppError::TooFast(_) | AppError::Prove(..) => {
            (t::errors::too_fast_title(lang), error_sentence(lang, &error))
        }
        AppError::Offline => (t::errors::offline_title(lang), t::errors::offline_text(lang).to_owned()),
        other => (t::errors::broken_title(lang), error_sentence(lang, other)),
    };
    // What may go better in a moment is asked for again: an empty link is this address.
    let again = !matches!(error, AppError::Gone | AppError::Forbidden);
    let (again, look) = match again {
        true => (
            Some(view! { <a class="btn btn--primary" href="">{t::errors::try_again(lang)}</a> }),
            "btn btn--quiet",
        ),
        false => (None, "btn btn--primary"),
    };
    let empty = view! {
        <div class="empty">
            <Ding mood=Mood::Aside/>
            <h1 class="h2">{title}</h1>
            <p>{text}</p>
            {again}
            <a class=look href=home>{to_home}</a>
        </div>
    };
    match staff {
        true => view! { <main class="page" id="main">{empty}</main> }.into_any(),
        false => view! { <Frame news nav=member home>{empty}</Frame> }.into_any(),
    }
}
