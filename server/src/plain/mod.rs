//! The few pages that the server answers with before, or instead of, the app: too large, too slow, not from here,
//! broken. They need no store, no session and no script, so they work when nothing else does.

mod texts;

use app::kit::forms::Form;
use app::routes;
use axum::body::Body;
use html_escape::encode_quoted_attribute;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use std::sync::OnceLock;
use texts::{EN, NL, Sentences, prefers_english};

/// The reason why a plain page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainReason {
    /// The body is larger than anything people write.
    TooLarge,
    /// The body did not arrive in time.
    TooSlow,
    /// The request was made by another site, or by nothing that says where it came from.
    Foreign,
    /// A method or a content type that is never used here.
    Method,
    /// The body is packed: nothing here unpacks, so nothing can burst.
    Packed,
    /// No such file.
    Gone,
    /// Something broke; the number leads to the line in the log.
    Broken(u32),
    /// The store cannot be reached, or all places are taken.
    Busy,
}

impl PlainReason {
    /// The status of the page.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Packed => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Gone => StatusCode::NOT_FOUND,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The address of the style sheet, known once the bundler's files were read. Without it the page is plain indeed.
static STYLE: OnceLock<String> = OnceLock::new();

/// Tells the plain pages where the style sheet is.
pub fn style_at(path: String) {
    let _ = STYLE.set(path);
}

/// Allows the style sheet and nothing else: no script ever runs on these pages.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// The policy of a page that gives a form back.
const POLICY_WITH_FORM: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// The page for `reason`, in the language that `asked` asks for.
pub fn page(reason: PlainReason, asked: &HeaderMap) -> Response<Body> {
    let english = prefers_english(asked);
    let texts: &Sentences = if english { &EN } else { &NL };
    let (title, text) = match reason {
        PlainReason::TooLarge => (&texts.too_large_title, &texts.too_large_text),
        PlainReason::TooSlow => (&texts.too_slow_title, &texts.too_slow_text),
        PlainReason::Foreign => (&texts.foreign_title, &texts.foreign_text),
        PlainReason::Method | PlainReason::Packed => (&texts.method_title, &texts.method_text),
        PlainReason::Gone => (&texts.gone_title, &texts.gone_text),
        PlainReason::Broken(_) => (&texts.broken_title, &texts.broken_text),
        PlainReason::Busy => (&texts.busy_title, &texts.busy_text),
    };
    let ticket = match reason {
        PlainReason::Broken(ticket) => format!(" <strong>{ticket:08X}</strong>"),
        _ => String::new(),
    };
    // What may go better in a moment is asked for again: an empty link is this address.
    let again = matches!(reason, PlainReason::Busy).then(|| link("", &texts.try_again)).unwrap_or_default();
    let html = document(english, title, &format!("<p>{text}{ticket}</p>{again}"));
    answer(reason.status(), html, POLICY)
}

/// The one thing to do on a page.
fn link(to: &str, text: &str) -> String {
    format!("<a class=\"btn btn--primary\" href=\"{to}\">{text}</a>")
}

/// The page for a plain form in which nobody wrote: reloading would send it again, so the way back to the form is named.
fn unsent(endpoint: &str, asked: &HeaderMap) -> Response<Body> {
    let english = prefers_english(asked);
    let texts: &Sentences = if english { &EN } else { &NL };
    let back = routes::form(endpoint)
        .and_then(Form::near)
        .map(|path| link(&path, &texts.try_again))
        .unwrap_or_default();
    let content = format!("<p>{}</p>{back}", texts.unsent_text);
    answer(PlainReason::Busy.status(), document(english, &texts.busy_title, &content), POLICY)
}

/// The page for a plain form that could not be answered, because the store cannot be reached or something broke: what was
/// written stands there to send again, the other fields go with it. Only forms in which somebody writes come back; a key
/// never does.
pub fn kept(reason: PlainReason, to: &http::Uri, asked: &HeaderMap, typed: &[u8]) -> Response<Body> {
    let endpoint = to.path().trim_start_matches("/api/");
    let form = routes::form(endpoint);
    if form.is_none()
        && let Some(page) = lost(reason.status(), to, asked, typed)
    {
        return page;
    }
    let written = form.map_or(&[][..], |form| form.written);
    if written.is_empty() {
        return if reason == PlainReason::Busy { unsent(endpoint, asked) } else { page(reason, asked) };
    }
    let english = prefers_english(asked);
    let texts: &Sentences = if english { &EN } else { &NL };
    let (title, text) = match reason {
        PlainReason::Broken(ticket) => {
            (&texts.broken_title, format!("{} <strong>{ticket:08X}</strong>", texts.broken_text))
        }
        _ => (&texts.busy_title, texts.kept_text.clone()),
    };
    let fields: String = form_urlencoded::parse(typed)
        .map(|(name, value)| match written.contains(&&*name) {
            true if value.trim().is_empty() => String::new(),
            true => text_back(&name, &value, texts),
            false => {
                format!(
                    "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                    encode_quoted_attribute(&name),
                    encode_quoted_attribute(&value)
                )
            }
        })
        .collect();
    let form = format!(
        "<p>{text}</p><form class=\"stack\" method=\"post\" action=\"/api/{endpoint}\">{fields}\
         <button class=\"btn btn--primary\" type=\"submit\">{}</button></form>",
        texts.send_again,
    );
    answer(reason.status(), document(english, title, &form), POLICY_WITH_FORM)
}

/// The page for a form that leads nowhere: there is no such form, as when a page was open while a new version came; or what
/// it is about is gone, or somebody else's. Whatever was written stands there to be copied; a key never does. `None` where
/// nobody wrote anything.
pub fn lost(status: StatusCode, to: &http::Uri, asked: &HeaderMap, typed: &[u8]) -> Option<Response<Body>> {
    let english = prefers_english(asked);
    let texts: &Sentences = if english { &EN } else { &NL };
    let form = routes::form(to.path().trim_start_matches("/api/"));
    let (title, text) = match form {
        Some(_) => (&texts.lost_title, &texts.lost_text),
        None => (&texts.gone_title, &texts.gone_kept_text),
    };
    let is_written = |name: &str| match form {
        Some(form) => form.written.contains(&name),
        None => routes::FORMS.iter().copied().flatten().any(|form| form.written.contains(&name)),
    };
    let mut named = Vec::new();
    let mut fields = String::new();
    for (name, value) in form_urlencoded::parse(typed) {
        if is_written(&name) && !value.trim().is_empty() && !named.contains(&name) {
            fields += &text_back(&name, &value, texts);
            named.push(name);
        }
    }
    let content = format!("<p>{text}</p><div class=\"stack\">{fields}</div>");
    (!named.is_empty()).then(|| answer(status, document(english, title, &content), POLICY))
}

/// A field with what somebody wrote in it. `name` is one of ours.
fn text_back(name: &str, value: &str, texts: &Sentences) -> String {
    format!(
        "<div class=\"field\"><label for=\"{name}\">{}</label>\
         <textarea class=\"input\" id=\"{name}\" name=\"{name}\">\n{}</textarea></div>",
        texts.kept_label,
        encode_quoted_attribute(value)
    )
}

fn document(english: bool, title: &str, content: &str) -> String {
    let style =
        STYLE.get().map(|path| format!("<link rel=\"stylesheet\" href=\"{path}\">")).unwrap_or_default();
    let (lang, texts): (_, &Sentences) = if english { ("en", &EN) } else { ("nl", &NL) };
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{title}</title>{style}</head><body>\
         <header class=\"bar\"><span class=\"end\"></span><a class=\"bar-btn\" href=\"/help\">{help}</a>\
         <a class=\"quick-exit\" href=\"/leave\" rel=\"noreferrer\">{leave}</a></header>\
         <main class=\"page\"><h1>{title}</h1>{content}<a class=\"btn\" href=\"/\">{home}</a>\
         <p>{help_now}</p></main></body></html>",
        home = texts.home,
        help = texts.help,
        leave = texts.leave,
        help_now = texts.help_now,
    )
}

fn answer(status: StatusCode, html: String, policy: HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(http::header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    }
    response
}

#[cfg(test)]
mod tests;
