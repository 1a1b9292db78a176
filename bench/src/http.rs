//! The load's side of HTTP: hyper's client, one connection each, answers read to their end.

use crate::Fault;
use axum::body::Bytes;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, HOST};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::net::TcpStream;

/// A request, ready to be sent as often as one likes.
pub type Ask = Request<Full<Bytes>>;

/// A connection that stays open.
pub struct Connection(SendRequest<Full<Bytes>>);

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    headers: HeaderMap,
}

impl Answer {
    /// An answer with this status and these headers, for tests.
    #[cfg(test)]
    pub fn of(status: u16, headers: &[(&'static str, &str)]) -> Self {
        let headers = headers.iter().map(|(name, value)| {
            (axum::http::HeaderName::from_static(name), value.parse().expect("words of our own"))
        });
        Self { status, headers: headers.collect() }
    }

    /// Every value of a header.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
    }
}

impl Connection {
    /// Opens one.
    pub async fn open(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await.map_err(|why| format!("{address}: {why}"))?;
        let _ = stream.set_nodelay(true);
        let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(broke)?;
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// Sends a request and reads the status and the size of the body of its answer.
    pub async fn ask(&mut self, request: &Ask) -> Result<(u16, usize), Fault> {
        let mut size = 0;
        let (status, _) = self.exchange(request, |bytes| size += bytes.len()).await?;
        Ok((status.as_u16(), size))
    }

    /// Sends a request and keeps the head of its answer.
    pub async fn fetch(&mut self, request: &Ask) -> Result<Answer, Fault> {
        let (status, headers) = self.exchange(request, |_| {}).await?;
        Ok(Answer { status: status.as_u16(), headers })
    }

    /// Sends a request and keeps its answer, body included, as text.
    pub async fn read(&mut self, request: &Ask) -> Result<(Answer, String), Fault> {
        let mut body = Vec::new();
        let (status, headers) = self.exchange(request, |bytes| body.extend_from_slice(bytes)).await?;
        Ok((Answer { status: status.as_u16(), headers }, String::from_utf8_lossy(&body).into_owned()))
    }

    /// Sends a request and gives the status and the first words of its answer.
    pub async fn begin(&mut self, request: &Ask) -> Result<(u16, String), Fault> {
        self.0.ready().await.map_err(broke)?;
        let mut answer = self.0.send_request(request.clone()).await.map_err(broke)?;
        let first = answer.frame().await.transpose().map_err(broke)?;
        let words = first.and_then(|frame| frame.into_data().ok()).unwrap_or_default();
        Ok((answer.status().as_u16(), String::from_utf8_lossy(&words).into_owned()))
    }

    async fn exchange(
        &mut self,
        request: &Ask,
        mut take: impl FnMut(&Bytes),
    ) -> Result<(StatusCode, HeaderMap), Fault> {
        self.0.ready().await.map_err(broke)?;
        let mut answer = self.0.send_request(request.clone()).await.map_err(broke)?;
        while let Some(frame) = answer.frame().await {
            if let Some(bytes) = frame.map_err(broke)?.data_ref() {
                take(bytes);
            }
        }
        Ok((answer.status(), std::mem::take(answer.headers_mut())))
    }
}

fn broke(why: hyper::Error) -> Fault {
    format!("The connection broke: {why}.")
}

/// A GET as a signed-in member's browser sends it. `encoding` is what it takes: `br`, or `identity`.
pub fn get(path: &str, cookie: &str, encoding: &str) -> Ask {
    made(Method::GET, path, cookie, &[(ACCEPT_ENCODING.as_str(), encoding)], "")
}

/// A plain form. The fields are words that need no escaping, except spaces.
pub fn post(path: &str, cookie: &str, fields: &[(&str, &str)]) -> Ask {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
    let own =
        [("sec-fetch-site", "same-origin"), (CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
    made(Method::POST, path, cookie, &own, &pairs.join("&"))
}

/// A form as an island sends it.
pub fn ask_json(path: &str, cookie: &str, fields: &[(&str, &str)]) -> Ask {
    let mut request = post(path, cookie, fields);
    request.headers_mut().insert(ACCEPT, axum::http::HeaderValue::from_static("application/json"));
    request
}

fn made(method: Method, path: &str, cookie: &str, headers: &[(&str, &str)], body: &str) -> Ask {
    let usual = [(HOST, "127.0.0.1"), (ACCEPT, "text/html"), (ACCEPT_LANGUAGE, "nl"), (COOKIE, cookie)];
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in usual {
        request = request.header(name, value);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = Full::new(Bytes::from(body.to_owned()));
    // The paths and the headers are our own words.
    request.body(body).expect("a request of our own words")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn an_answer_is_read_to_its_end_and_the_connection_used_again() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a caller");
            let answers: [&[u8]; 2] = [
                b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\nset-cookie: a=b\r\n\r\nhello",
                b"HTTP/1.1 404 X\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n",
            ];
            for answer in answers {
                let mut asked = [0; 1_000];
                assert!(stream.read(&mut asked).await.expect("a request") > 0);
                for piece in answer.chunks(7) {
                    stream.write_all(piece).await.expect("sent");
                    stream.flush().await.expect("flushed");
                }
            }
            std::future::pending::<()>().await;
        });
        let mut connection = Connection::open(address).await.expect("open");
        let answer = connection.fetch(&get("/", "a=b", "br")).await.expect("an answer");
        assert_eq!((answer.status, answer.headers("set-cookie")), (200, vec!["a=b"]));
        assert_eq!(connection.ask(&post("/x", "", &[("a", "b c")])).await, Ok((404, 13)));
    }
}
