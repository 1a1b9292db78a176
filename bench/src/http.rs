//! The load's side of HTTP: hyper's client, one connection each, answers read to their end.

use anyhow::Result;
use axum::body::Bytes;
use axum::http::{HeaderValue, Method, Request, Response};
use http_body_util::{BodyExt, Collected, Full};
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
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// Sends a request and reads its answer to the end, without putting the pieces together.
    pub async fn ask(&mut self, request: Ask) -> Result<Response<Collected<Bytes>>> {
        self.0.ready().await?;
        let (head, body) = self.0.send_request(request).await?.into_parts();
        Ok(Response::from_parts(head, body.collect().await?))
    }

    /// Sends a request and reads its answer as text.
    pub async fn read(&mut self, request: Ask) -> Result<Response<String>> {
        Ok(self.ask(request).await?.map(|body| String::from_utf8_lossy(&body.to_bytes()).into_owned()))
    }
}

/// Every value of a header.
pub fn headers<'a, B>(answer: &'a Response<B>, name: &str) -> Vec<&'a str> {
    answer.headers().get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
}

/// A GET as a signed-in member's browser sends it, by which the page comes uncompressed.
pub fn get(path: &str, cookie: &str) -> Ask {
    made(Method::GET, path, &[("cookie", cookie), ("accept-encoding", "identity")], String::new())
}

/// The request with another value of a header.
pub fn with(mut ask: Ask, name: &'static str, value: &'static str) -> Ask {
    ask.headers_mut().insert(name, HeaderValue::from_static(value));
    ask
}

/// A plain form. The fields are words that need no escaping, except spaces.
pub fn post(path: &str, cookie: &str, fields: &[(&str, &str)]) -> Ask {
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+")));
    let form = ("content-type", "application/x-www-form-urlencoded");
    let own = [("cookie", cookie), ("sec-fetch-site", "same-origin"), form];
    made(Method::POST, path, &own, pairs.collect::<Vec<_>>().join("&"))
}

fn made(method: Method, path: &str, own: &[(&str, &str)], body: String) -> Ask {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in
        [("host", "127.0.0.1"), ("accept", "text/html"), ("accept-language", "nl")].iter().chain(own)
    {
        request = request.header(*name, *value);
    }
    // The paths and the headers are our own words.
    request.body(Full::new(Bytes::from(body))).expect("a request of our own words")
}
