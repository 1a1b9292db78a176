//! The document around every page: head, style, and the one script that wakes the islands.

use crate::kit::ctx::{Ctx, Who};
use crate::kit::page::Page;
use crate::kit::ui::{NEUTRAL, escaped};
use crate::t;
use domain::entropy::{self, Entropy};
use domain::people::Lang;
use http::HeaderValue;
use leptos::prelude::*;
use leptos::tachys::view::Position;
use std::fmt::Write;

// Where in the frame the parts come that differ. No text that anybody types can come into the frame, so the marks can
// stand for nothing else.
const NONCE: &str = "{nonce}";
const TITLE: &str = "{title}";
const SHELF: &str = "{shelf}";
const PAGE: &str = "{page}";

/// The largest size in which a page of today leaves, so that a page which is padded need not move to make room.
const ROOM: usize = 64_000;

/// The document around a page is the same for all of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct DocumentKey {
    /// True on a shared computer.
    shared: bool,
    /// True for the pages of staff.
    staff: bool,
}

/// The whole document around `page`. Its title is text.
pub(crate) fn document(ctx: &Ctx, (nonce, staff): (&str, bool), Page { view: page, title }: Page) -> String {
    let key = DocumentKey { shared: ctx.shared, staff };
    let frame = ctx.templates.fragment(key, ctx.lang, || frame(ctx, staff));
    let title = if ctx.shared { Some(t::phone::notes(ctx.lang).to_owned()) } else { title };
    let title = escaped(title.as_deref().unwrap_or(NEUTRAL));
    let mut out =
        String::with_capacity((frame.size() + nonce.len() + title.len() + page.html_len()).max(ROOM));
    let owner = match &ctx.who {
        Who::Member(me) => Some(me.root.shelf()),
        Who::Staff(me) => Some(ctx.keys.staff_shelf(me.id)),
        Who::Visitor => None,
    };
    // On a shared computer, and of staff, nothing that is written stays on the device.
    let shelf = owner.as_deref().filter(|_| ctx.is_member() && !ctx.shared).unwrap_or_default();
    let (mut head, tail) = frame.html().split_once(PAGE).unwrap_or_default();
    for (mark, value) in [(NONCE, nonce), (NONCE, nonce), (TITLE, &title), (SHELF, shelf)] {
        // There is a nonce per script: two on a shared computer, none where there are no files for browsers, as in tests.
        let Some((before, after)) = head.split_once(mark) else { continue };
        out.push_str(before);
        out.push_str(value);
        head = after;
    }
    out.push_str(head);
    let begins = out.len();
    page.to_html_with_buf(&mut out, &mut Position::FirstChild, true, false, Vec::new());
    if let Some(owner) = &owner {
        let page = out.split_off(begins);
        owned(&page, owner, &mut out);
    }
    out.push_str(tail);
    out
}

/// Writes a page with a hidden field in each form that is posted: whose page it is. A page that one member left open sends
/// nothing in the name of the next. Whatever somebody wrote is escaped, so that each tag is one of ours.
fn owned(page: &str, shelf: &str, out: &mut String) {
    let mut rest = page;
    while let Some((before, form)) = rest.split_once("<form ") {
        let (tag, after) = form.split_once('>').unwrap_or((form, ""));
        let _ = write!(out, "{before}<form {tag}>");
        if tag.contains("method=\"post\"") {
            let _ = write!(out, "<input type=\"hidden\" name=\"shelf\" value=\"{shelf}\">");
        }
        rest = after;
    }
    out.push_str(rest);
}

/// The document with marks, rendered once.
fn frame(ctx: &Ctx, staff: bool) -> AnyView {
    let assets = (*ctx.assets).clone();
    let entry = assets.islands(staff);
    let script = (!assets.start.is_empty()).then(|| {
        let phone = (!ctx.shared && !staff && !assets.phone.is_empty()).then_some(assets.phone);
        view! { <script async=true nonce=NONCE src=assets.start data-js=entry.js data-wasm=entry.wasm data-phone=phone></script> }
    });
    let tidy = (ctx.shared && !staff && !assets.shared_computer.is_empty()).then(|| {
        let (asks, stays) = (t::phone::still_there(ctx.lang), t::phone::stay(ctx.lang));
        view! { <script defer nonce=NONCE src=assets.shared_computer data-asks=asks data-stays=stays></script> }
    });
    let manifest = match ctx.lang {
        Lang::Nl => "/manifest.webmanifest",
        Lang::En => "/manifest.en.webmanifest",
    };
    // What members install is theirs; a page of staff is a page in a browser.
    let installable = (!ctx.shared && !staff).then(|| {
        view! {
            <link rel="manifest" href=manifest/>
            <link rel="apple-touch-icon" href="/icons/180.png"/>
        }
    });
    let [waits, not_kept, busy] =
        [t::phone::waits, t::phone::not_kept, t::phone::busy].map(|words| words(ctx.lang));
    let icon = if ctx.shared { "/notes.svg" } else { "/favicon.svg" };
    view! {
        <!DOCTYPE html>
        <html lang=ctx.lang.slug()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#fff4ee" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#14231f" media="(prefers-color-scheme: dark)"/>
                <link rel="stylesheet" href=entry.css/>
                <link rel="icon" href=icon r#type="image/svg+xml"/>
                {installable}
                {script}
                {tidy}
                <title>{TITLE}</title>
            </head>
            <body data-shelf=SHELF data-density=staff.then_some("desk")>{PAGE}<div class="toast" id="toast" role="status" data-waits=waits data-not-kept=not_kept data-busy=busy></div></body>
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

/// Scripts run only with the nonce of this answer; nothing comes from anywhere else (S9, S12).
pub(crate) fn policy(nonce: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

#[cfg(test)]
mod tests {
    use super::owned;
    use crate::kit::assets::{Assets, Entry};

    #[test]
    fn every_form_that_is_posted_says_whose_it_is() {
        let mut out = String::new();
        owned(
            r#"<p>a</p><form class="x" method="post" action="/b"><i>b</i></form><form method="get">c</form>d"#,
            "me",
            &mut out,
        );
        assert_eq!(
            out,
            r#"<p>a</p><form class="x" method="post" action="/b"><input type="hidden" name="shelf" value="me"><i>b</i></form><form method="get">c</form>d"#
        );
    }

    /// Islands and style of staff come with pages of staff, and with no other; where they were not built, those of members do.
    #[test]
    fn staff_pages_alone_load_the_islands_of_staff() {
        let entry = |name: &str| {
            let file = |end: &str| format!("/pkg/{name}.{end}");
            Entry { js: file("js"), wasm: file("wasm"), css: file("css") }
        };
        let members = entry("app");
        let Entry { js, wasm, css } = members.clone();
        let mut assets = Assets { js, wasm, css, ..Assets::default() };
        assert_eq!(assets.islands(true), members);
        assets.entries.insert("staff".into(), entry("staff"));
        assert_eq!(assets.islands(true), entry("staff"));
        assert_eq!(assets.islands(false), members);
        for path in ["/", "/threads", "/staffing", "/threads/staff", "/help/staff/"] {
            assert!(!crate::kit::paths::is_staff(path), "{path}");
        }
        assert!(crate::kit::paths::is_staff("/staff") && crate::kit::paths::is_staff("/staff/queue"));
    }
}
