//! A connection that waits so long and no longer for what comes from outside.

use hyper::body::{Body, Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// The time that a connection may wait.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// For the whole head of a request, from its first byte; on a new connection from its begin.
    pub head: Duration,
    /// For the next request.
    pub idle: Duration,
    /// For either, while places are scarce.
    pub scarce: Duration,
}

impl Waits {
    /// A proxy keeps connections for 60 to 120 seconds and sends the next post on one of them: the server must not be the one
    /// that closes it, or that post fails.
    pub const USUAL: Self = Self {
        head: Duration::from_secs(30),
        idle: Duration::from_secs(180),
        scarce: Duration::from_secs(5),
    };
}

/// The state of a connection: how many requests are being answered on it.
#[derive(Clone, Default)]
pub struct Talk(Arc<AtomicUsize>);

impl Talk {
    /// One request more is being answered, until what this returns is gone.
    pub fn answers(&self) -> Answering {
        self.0.fetch_add(1, SeqCst);
        Answering(self.0.clone())
    }

    fn is_quiet(&self) -> bool {
        self.0.load(SeqCst) == 0
    }
}

/// A request that is being answered.
pub struct Answering(Arc<AtomicUsize>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.fetch_sub(1, SeqCst);
    }
}

/// The stream of a connection, which fails when it waited too long.
pub struct Patient<S> {
    stream: S,
    talk: Talk,
    waits: Waits,
    is_scarce: Box<dyn Fn() -> bool + Send>,
    /// The moment from which it waits.
    since: Instant,
    /// True when a head has begun to arrive, or has to.
    begun: bool,
    look: Pin<Box<Sleep>>,
}

impl<S> Patient<S> {
    /// Waits for the first request.
    pub fn new(stream: S, talk: Talk, waits: Waits, is_scarce: impl Fn() -> bool + Send + 'static) -> Self {
        let since = Instant::now();
        let look = Box::pin(sleep_until(since + waits.scarce));
        Self { stream, talk, waits, is_scarce: Box::new(is_scarce), since, begun: true, look }
    }

    /// Waits from now on.
    fn waits_anew(&mut self, begun: bool) {
        (self.since, self.begun) = (Instant::now(), begun);
    }

    /// Looks, now and again later, whether it waited too long.
    fn has_waited_enough(&mut self, task: &mut Context<'_>) -> bool {
        while self.look.as_mut().poll(task).is_ready() {
            let now = Instant::now();
            if !self.talk.is_quiet() {
                self.since = now;
            }
            let usual = if self.begun { self.waits.head } else { self.waits.idle };
            let most = if (self.is_scarce)() { self.waits.scarce.min(usual) } else { usual };
            if now.duration_since(self.since) >= most {
                return true;
            }
            // Places may become scarce at any time, so it looks again soon.
            let next = (now + self.waits.scarce).min(self.since + most);
            self.look.as_mut().reset(next);
        }
        false
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(task, buffer) else {
            return match self.has_waited_enough(task) {
                true => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
                false => Poll::Pending,
            };
        };
        if buffer.filled().len() > before && self.talk.is_quiet() && !self.begun {
            self.waits_anew(true);
        }
        Poll::Ready(read)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, task: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(task, bytes));
        self.waits_anew(false);
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(task, pieces));
        self.waits_anew(false);
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(task)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(task)
    }
}

/// The body of an answer, which is being answered as long as there is more of it.
pub struct HeldAnswer {
    body: axum::body::Body,
    _answering: Answering,
}

impl HeldAnswer {
    /// Holds `answering` as long as `body` lasts.
    pub fn new(body: axum::body::Body, answering: Answering) -> Self {
        Self { body, _answering: answering }
    }
}

impl Body for HeldAnswer {
    type Data = axum::body::Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(task)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
