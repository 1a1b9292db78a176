//! The load's side of HTTP: hyper's client, one connection each, answers read to their end.

use crate::Fault;
use axum::body::Bytes;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, HOST};
use axum::http::{HeaderValue, Method, Request, Response};
use http_body_util::{BodyExt, Collected, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::net::TcpStream;

/// A request, ready to be sent as often as one likes.
pub type Ask = Request<Full<Bytes>>;

/// A connection that stays open.
pub struct Connection(SendRequest<Full<Bytes>>);

impl Connection {
    /// Opens one.
    pub async fn open(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await.map_err(|why| format!("{address}: {why}"))?;
        let _ = stream.set_nodelay(true);
        let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(broke)?;
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// Sends a request and reads its answer to the end, without putting the pieces together.
    pub async fn ask(&mut self, request: Ask) -> Result<Response<Collected<Bytes>>, Fault> {
        let (head, body) = self.send(request).await?.into_parts();
        Ok(Response::from_parts(head, body.collect().await.map_err(broke)?))
    }

    /// Sends a request and reads its answer as text.
    pub async fn read(&mut self, request: Ask) -> Result<Response<String>, Fault> {
        Ok(self.ask(request).await?.map(|body| String::from_utf8_lossy(&body.to_bytes()).into_owned()))
    }

    /// Sends a request and gives the status and the first words of its answer.
    pub async fn begin(&mut self, request: Ask) -> Result<(u16, String), Fault> {
        let mut answer = self.send(request).await?;
        let first = answer.frame().await.transpose().map_err(broke)?;
        let words = first.and_then(|frame| frame.into_data().ok()).unwrap_or_default();
        Ok((answer.status().as_u16(), String::from_utf8_lossy(&words).into_owned()))
    }

    async fn send(&mut self, request: Ask) -> Result<Response<Incoming>, Fault> {
        self.0.ready().await.map_err(broke)?;
        self.0.send_request(request).await.map_err(broke)
    }
}

fn broke(why: hyper::Error) -> Fault {
    format!("The connection broke: {why}.")
}

/// Every value of a header.
pub fn headers<'a, B>(answer: &'a Response<B>, name: &str) -> Vec<&'a str> {
    answer.headers().get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
}

/// A GET as a signed-in member's browser sends it, by which the page comes uncompressed.
pub fn get(path: &str, cookie: &str) -> Ask {
    get_as("identity", path, cookie)
}

/// The same from a browser that takes this encoding.
pub fn get_as(encoding: &str, path: &str, cookie: &str) -> Ask {
    made(Method::GET, path, cookie, &[(ACCEPT_ENCODING.as_str(), encoding)], "")
}

/// A plain form. The fields are words that need no escaping, except spaces.
pub fn post(path: &str, cookie: &str, fields: &[(&str, &str)]) -> Ask {
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+")));
    let own =
        [("sec-fetch-site", "same-origin"), (CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
    made(Method::POST, path, cookie, &own, &pairs.collect::<Vec<_>>().join("&"))
}

/// The same form as an island sends it.
pub fn post_for_json(path: &str, cookie: &str, fields: &[(&str, &str)]) -> Ask {
    let mut request = post(path, cookie, fields);
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    request
}

fn made(method: Method, path: &str, cookie: &str, own: &[(&str, &str)], body: &str) -> Ask {
    let usual = [(HOST, "127.0.0.1"), (ACCEPT, "text/html"), (ACCEPT_LANGUAGE, "nl"), (COOKIE, cookie)];
    let usual = usual.iter().map(|(name, value)| (name.as_str(), *value));
    let request = usual
        .chain(own.iter().copied())
        .fold(Request::builder().method(method).uri(path), |request, (name, value)| {
            request.header(name, value)
        });
    // The paths and the headers are our own words.
    request.body(Full::new(Bytes::from(body.to_owned()))).expect("a request of our own words")
}
