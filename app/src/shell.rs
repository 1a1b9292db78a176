//! The document around every page: head, style, and the one script that wakes the islands.

use crate::ctx::Ctx;
use crate::ui::{NEUTRAL, escaped};
use domain::entropy::{self, Entropy};
use http::HeaderValue;
use leptos::prelude::*;
use std::fmt::Write;

/// What is between the parts of the document that differ: the nonce, the title, the page. No text that anybody types
/// can come into the frame, so the marks can stand for nothing else.
const MARKS: [&str; 3] = ["{nonce}", "{title}", "{page}"];

/// The whole document. `title` is text; `page` is HTML that a view became.
pub(crate) fn document(ctx: &Ctx, nonce: &str, title: Option<String>, page: &str) -> String {
    let frame = ctx.still(crate::fragments::Still::Document, || frame(ctx));
    let title = escaped(title.as_deref().unwrap_or(NEUTRAL));
    let mut out = String::with_capacity(frame.size() + nonce.len() + title.len() + page.len());
    let mut rest = frame.html();
    for (mark, value) in MARKS.into_iter().zip([nonce, &title, page]) {
        // There is no nonce where there are no files for browsers, as in tests.
        let Some((before, after)) = rest.split_once(mark) else { continue };
        out.push_str(before);
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The document with marks, rendered once.
fn frame(ctx: &Ctx) -> AnyView {
    let assets = ctx.assets.clone();
    let [nonce, title, page] = MARKS;
    let script = (!assets.start.is_empty()).then(|| {
        view! { <script defer nonce=nonce src=assets.start data-js=assets.js data-wasm=assets.wasm></script> }
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
                <title>{title}</title>
            </head>
            <body>{page}</body>
        </html>
    }
    .into_any()
}

/// A nonce of 128 bits, in hexadecimal.
pub(crate) fn nonce(entropy: &dyn Entropy) -> String {
    entropy::bytes::<16>(entropy).iter().fold(String::with_capacity(32), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Scripts run only with the nonce of this answer; nothing comes from anywhere else (security S9, S12).
pub(crate) fn policy(nonce: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
