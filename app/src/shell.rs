//! The document around every page: head, style, and the one script that wakes the islands.

use crate::App;
use crate::ctx::ctx;
use http::HeaderValue;
use http::header::CONTENT_SECURITY_POLICY;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;

/// The document around every page.
pub fn shell() -> impl IntoView {
    // Islands only: what is not an island is never hydrated, so it needs no markers.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    allow_own_scripts();
    let ctx = ctx();
    let assets = ctx.assets.clone();
    let script = (!assets.start.is_empty()).then(|| {
        view! { <script defer nonce=use_nonce() src=assets.start data-js=assets.js data-wasm=assets.wasm></script> }
    });
    view! {
        <!DOCTYPE html>
        <html lang=ctx.lang.slug()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#fff4ee" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#14231f" media="(prefers-color-scheme: dark)"/>
                <link rel="stylesheet" href=assets.css/>
                <link rel="preload" href=assets.font r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                {script}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Scripts run only with the nonce of this answer; nothing comes from anywhere else (security S9, S12).
fn allow_own_scripts() {
    let (Some(answer), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce()) else { return };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        answer.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}
