//! A browser without JavaScript, and the questions that our islands ask.

use super::{Form, HOME, Page, TestApp};
use app::islands::UNASKED;
use axum::body::Body;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::request::Builder;
use http::{HeaderMap, Method, Request};
use std::collections::BTreeMap;

/// The types that a browser of today says it reads.
const READS_PAGES: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
/// More redirects in a row than this are a loop.
const MOST_REDIRECTS: usize = 5;

/// One answer of the server, read to the end.
#[derive(Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// One header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Every `Set-Cookie` line.
    pub fn cookies(&self) -> Vec<String> {
        self.headers.get_all(SET_COOKIE).iter().filter_map(|v| v.to_str().ok().map(str::to_owned)).collect()
    }
}

/// A browser without JavaScript: keeps cookies, sends forms, follows redirects.
#[derive(Clone)]
pub struct Browser<'a> {
    app: &'a TestApp,
    /// Cookies by their full name.
    pub cookies: BTreeMap<String, String>,
    /// The address that the proxy in front of the server sees.
    pub address: String,
    /// The name by which the browser calls itself.
    pub agent: String,
    /// The languages of its owner.
    pub languages: String,
}

impl<'a> Browser<'a> {
    /// A browser that was never here.
    pub fn new(app: &'a TestApp) -> Self {
        Self {
            app,
            cookies: BTreeMap::new(),
            address: "192.0.2.7".to_owned(),
            agent: "Mozilla/5.0".to_owned(),
            languages: "nl-NL,nl;q=0.9,en;q=0.5".to_owned(),
        }
    }

    /// The server.
    pub fn app(&self) -> &'a TestApp {
        self.app
    }

    /// Opens a page, following redirects within the site.
    pub async fn sees(&mut self, path: &str) -> Page {
        let answer = self.gets(path).await;
        self.follow(path, answer).await
    }

    /// One GET, redirects not followed.
    pub async fn gets(&mut self, path: &str) -> Answer {
        let path = path.split('#').next().unwrap_or(path);
        let request = self.request(Method::GET, path).header(ACCEPT, READS_PAGES).body(Body::empty());
        self.ask(request.expect("a request")).await
    }

    /// One GET that an open page makes by itself.
    pub async fn gets_unasked(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).header(ACCEPT, "text/html").header(UNASKED, "yes");
        self.ask(request.body(Body::empty()).expect("a request")).await
    }

    /// Sends a form as it stands on the page, and follows where it leads.
    pub async fn sends(&mut self, form: &Form) -> Page {
        let answer = self.posts(&form.action, &form.pairs()).await;
        self.follow(&form.action, answer).await
    }

    /// One plain form, redirects not followed.
    pub async fn posts(&mut self, action: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(action, fields, READS_PAGES).await
    }

    /// One question of an island: the same form, answered in JSON.
    pub async fn asks(&mut self, action: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(action, fields, "application/json").await
    }

    async fn post(&mut self, action: &str, fields: &[(&str, &str)], accept: &str) -> Answer {
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .request(Method::POST, action)
            .header(ACCEPT, accept)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("origin", HOME)
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body));
        self.ask(request.expect("a request")).await
    }

    /// A request with everything that this browser always sends, to add to.
    pub fn request(&self, method: Method, path: &str) -> Builder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut builder = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "health-thing.test")
            .header("user-agent", &self.agent)
            .header("x-forwarded-for", &self.address)
            .header(ACCEPT_LANGUAGE, &self.languages);
        if !cookies.is_empty() {
            builder = builder.header(COOKIE, cookies.join("; "));
        }
        builder
    }

    /// Asks, and keeps the cookies of the answer.
    pub async fn ask(&mut self, request: Request<Body>) -> Answer {
        let answer = self.app.ask(request).await;
        for line in answer.cookies() {
            let pair = line.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or_default();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    async fn follow(&mut self, from: &str, first: Answer) -> Page {
        let (mut path, mut answer) = (from.to_owned(), first);
        for _ in 0..MOST_REDIRECTS {
            if answer.status != 303 {
                return Page::new(path, answer);
            }
            path = answer.headers[LOCATION].to_str().expect("a path").to_owned();
            assert!(path.starts_with('/') && !path.starts_with("//"), "{from} leads away to {path}");
            answer = self.gets(&path).await;
        }
        panic!("{from} leads round in circles, last to {path}");
    }

    /// The value of a cookie by its short name.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(&format!("__Host-{name}")).map(String::as_str)
    }
}
