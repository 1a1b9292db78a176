//! The table of contents: every page and its address.

use crate::about::pages::{CookiesPage, LandingPage, PrivacyPage, TermsPage, WhoSeesWhatPage};
use crate::account::pages::{AboutMePage, AccountPage, CodePage, DataPage, RemoveAccountPage, SessionsPage};
use crate::help::pages::HelpPage;
use crate::page::NotFoundPage;
use crate::people::pages::{JoinAboutPage, JoinKeyPage, JoinPage, JoinRulesPage, SignInPage};
use crate::posts::pages::{EditPostPage, RemovePostPage};
use crate::themes::pages::ThemesPage;
use crate::threads::pages::{NewThreadPage, ThreadPage, ThreadsPage};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

/// Every page and its address.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=LandingPage ssr=SsrMode::Async/>
                <Route path=path!("/join") view=JoinPage ssr=SsrMode::Async/>
                <Route path=path!("/join/rules") view=JoinRulesPage ssr=SsrMode::Async/>
                <Route path=path!("/join/about") view=JoinAboutPage ssr=SsrMode::Async/>
                <Route path=path!("/join/key") view=JoinKeyPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/threads") view=ThreadsPage ssr=SsrMode::Async/>
                <Route path=path!("/threads/new") view=NewThreadPage ssr=SsrMode::Async/>
                <Route path=path!("/threads/:id") view=ThreadPage ssr=SsrMode::Async/>
                <Route path=path!("/posts/:id/edit") view=EditPostPage ssr=SsrMode::Async/>
                <Route path=path!("/posts/:id/remove") view=RemovePostPage ssr=SsrMode::Async/>
                <Route path=path!("/themes") view=ThemesPage ssr=SsrMode::Async/>
                <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async/>
                <Route path=path!("/account/about") view=AboutMePage ssr=SsrMode::Async/>
                <Route path=path!("/account/sessions") view=SessionsPage ssr=SsrMode::Async/>
                <Route path=path!("/account/code") view=CodePage ssr=SsrMode::Async/>
                <Route path=path!("/account/data") view=DataPage ssr=SsrMode::Async/>
                <Route path=path!("/account/remove") view=RemoveAccountPage ssr=SsrMode::Async/>
                <Route path=path!("/help") view=HelpPage ssr=SsrMode::Async/>
                <Route path=path!("/about/who-sees-what") view=WhoSeesWhatPage ssr=SsrMode::Async/>
                <Route path=path!("/about/terms") view=TermsPage ssr=SsrMode::Async/>
                <Route path=path!("/about/privacy") view=PrivacyPage ssr=SsrMode::Async/>
                <Route path=path!("/about/cookies") view=CookiesPage ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
