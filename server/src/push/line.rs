//! One request to a push service: the only request that this server ever makes. No redirects, no cookies, no name of a
//! program, no body.

use app::kit::state::BoxFuture;
use axum::body::Bytes;
use domain::push::{Endpoint, TTL_SECONDS};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, RETRY_AFTER};
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::collections::HashMap;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};

/// Seconds for a connection, and again for an answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// Of an answer nobody reads more than this.
const ANSWER_MAX: usize = 16 * 1024;
/// A topic that all messages share, so that one which was not fetched yet is replaced by the next.
const TOPIC: &str = "news";

/// Bytes to and from a host.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}
/// A connection to a host.
pub type Wire = Box<dyn Stream>;

/// Connects to a push service.
pub trait Dial: Send + Sync {
    /// A connection to this host, encrypted.
    fn dial<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Wire>>;
}

/// The answer of a service.
pub(super) enum PushAnswer {
    /// It will be delivered.
    Taken,
    /// Nobody is there any more.
    Gone,
    /// Never like this.
    Refused(u16),
    /// Not now; in so many seconds, if it says when.
    Later(Option<i64>),
}

/// Open connections, one per service, for as long as there is something to send.
pub(super) struct Connections<'a> {
    dial: &'a dyn Dial,
    open: HashMap<String, SendRequest<Empty<Bytes>>>,
}

impl<'a> Connections<'a> {
    pub(super) fn new(dial: &'a dyn Dial) -> Self {
        Self { dial, open: HashMap::new() }
    }

    /// Sends the message. What goes wrong on the way is [`PushAnswer::Later`]: `Topic` makes a second one replace the first.
    pub(super) async fn post(&mut self, to: &Endpoint, authorization: &str) -> PushAnswer {
        let host = to.host();
        let mut line = match self.line_to(host).await {
            Ok(line) => line,
            Err(()) => return PushAnswer::Later(None),
        };
        match tokio::time::timeout(PATIENCE, ask(&mut line, to, authorization)).await {
            Ok(Ok(answer)) => {
                self.open.insert(host.to_owned(), line);
                answer
            }
            _ => PushAnswer::Later(None),
        }
    }

    /// The open one, unless the service closed it meanwhile.
    async fn line_to(&mut self, host: &str) -> Result<SendRequest<Empty<Bytes>>, ()> {
        if let Some(mut line) = self.open.remove(host)
            && line.ready().await.is_ok()
        {
            return Ok(line);
        }
        tokio::time::timeout(PATIENCE, connect(self.dial, host)).await.map_err(drop)?
    }
}

/// A connection with a greeting done.
async fn connect(dial: &dyn Dial, host: &str) -> Result<SendRequest<Empty<Bytes>>, ()> {
    let wire = dial.dial(host).await.map_err(drop)?;
    let (line, work) = handshake(TokioIo::new(wire)).await.map_err(drop)?;
    // Ends with the line.
    tokio::spawn(async move { work.await.ok() });
    Ok(line)
}

async fn ask(
    line: &mut SendRequest<Empty<Bytes>>,
    to: &Endpoint,
    authorization: &str,
) -> Result<PushAnswer, ()> {
    let request = Request::post(to.path())
        .header(HOST, to.host())
        .header("ttl", TTL_SECONDS)
        .header("urgency", "normal")
        .header("topic", TOPIC)
        .header(AUTHORIZATION, authorization)
        .header(CONTENT_LENGTH, 0)
        .body(Empty::new())
        .map_err(drop)?;
    let (head, body) = line.send_request(request).await.map_err(drop)?.into_parts();
    let asked = head.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    // Read to its end, so that the connection can be used again.
    Limited::new(body, ANSWER_MAX).collect().await.map_err(drop)?;
    Ok(match head.status {
        status if status.is_success() => PushAnswer::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => PushAnswer::Gone,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => PushAnswer::Later(asked),
        status if status.is_server_error() => PushAnswer::Later(asked),
        status => PushAnswer::Refused(status.as_u16()),
    })
}
