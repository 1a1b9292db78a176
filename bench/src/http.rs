//! As much of HTTP/1.1 as measuring needs: a connection that stays open, requests as ready bytes, answers read to
//! their end. A client library would spend more of the machine than the server does.

use crate::Fault;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The head, as it was sent.
    pub head: String,
    /// The body, decoded from its chunks but not from its encoding.
    pub body: Vec<u8>,
}

impl Answer {
    /// Every value of a header; `name` in lower case.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        header_values(&self.head, name)
    }
}

impl Connection {
    /// Opens one.
    pub async fn open(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await.map_err(|why| format!("{address}: {why}"))?;
        let _ = stream.set_nodelay(true);
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads the status and size of its answer, without keeping the body.
    pub async fn ask(&mut self, request: &[u8]) -> Result<(u16, usize), Fault> {
        let read = self.exchange(request).await?;
        self.buffer.clear();
        Ok((read.status, read.body))
    }

    /// Sends a request and keeps the whole answer.
    pub async fn fetch(&mut self, request: &[u8]) -> Result<Answer, Fault> {
        let read = self.exchange(request).await?;
        let head = String::from_utf8_lossy(&self.buffer[..read.head]).into_owned();
        let raw = &self.buffer[read.head..read.end];
        let body = if read.chunked { unchunked(raw) } else { raw.to_vec() };
        self.buffer.clear();
        Ok(Answer { status: read.status, head, body })
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<Read, Fault> {
        self.stream.write_all(request).await.map_err(broke)?;
        let head = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let text = std::str::from_utf8(&self.buffer[..head]).map_err(|_| "The head is not text.")?.to_owned();
        let status = text.get(9..12).and_then(|code| code.parse().ok()).ok_or("There is no status.")?;
        if let Some(length) = header_values(&text, "content-length").first() {
            let end = head + length.parse::<usize>().map_err(|_| "The length is not a number.")?;
            while self.buffer.len() < end {
                self.more().await?;
            }
            return Ok(Read { status, head, end, body: end - head, chunked: false });
        }
        if header_values(&text, "transfer-encoding").is_empty() {
            return Ok(Read { status, head, end: head, body: 0, chunked: false });
        }
        let (mut at, mut body) = (head, 0);
        loop {
            let Some(line) = find(&self.buffer[at..], b"\r\n") else {
                self.more().await?;
                continue;
            };
            let size = std::str::from_utf8(&self.buffer[at..at + line]).ok();
            let size =
                size.and_then(|hex| usize::from_str_radix(hex, 16).ok()).ok_or("A chunk has no size.")?;
            let next = at + line + 2 + size + 2;
            while self.buffer.len() < next {
                self.more().await?;
            }
            (at, body) = (next, body + size);
            if size == 0 {
                return Ok(Read { status, head, end: at, body, chunked: true });
            }
        }
    }

    async fn more(&mut self) -> Result<(), Fault> {
        match self.stream.read_buf(&mut self.buffer).await.map_err(broke)? {
            0 => Err("The server closed the connection.".to_owned()),
            _ => Ok(()),
        }
    }
}

struct Read {
    status: u16,
    head: usize,
    end: usize,
    body: usize,
    chunked: bool,
}

fn broke(why: std::io::Error) -> Fault {
    format!("The connection broke: {why}.")
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn header_values<'a>(head: &'a str, name: &str) -> Vec<&'a str> {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).collect()
}

fn unchunked(mut raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    while let Some(line) = find(raw, b"\r\n") {
        let size = std::str::from_utf8(&raw[..line]).ok().and_then(|hex| usize::from_str_radix(hex, 16).ok());
        let Some(size) = size.filter(|size| *size > 0 && raw.len() >= line + 2 + size + 2) else { break };
        out.extend_from_slice(&raw[line + 2..line + 2 + size]);
        raw = &raw[line + 2 + size + 2..];
    }
    out
}

/// A GET as a signed-in member's browser sends it. `encoding` is what it takes: `br`, or `identity`.
pub fn get(path: &str, cookie: &str, encoding: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/html\r\naccept-language: nl\r\n\
         accept-encoding: {encoding}\r\ncookie: {cookie}\r\n\r\n"
    )
    .into_bytes()
}

/// A plain form. The fields are words that need no escaping, except spaces.
pub fn post(path: &str, cookie: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
    let body = pairs.join("&");
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/html\r\naccept-language: nl\r\n\
         sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncookie: {cookie}\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    async fn talk(answer: &'static [u8], pieces: usize) -> Answer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a caller");
            for piece in answer.chunks(pieces) {
                stream.write_all(piece).await.expect("sent");
                stream.flush().await.expect("flushed");
            }
            std::future::pending::<()>().await;
        });
        let mut connection = Connection::open(address).await.expect("open");
        connection.fetch(&get("/", "", "br")).await.expect("an answer")
    }

    #[tokio::test]
    async fn answers_with_a_length_and_in_chunks_are_read_however_they_arrive() {
        for pieces in [1, 7, 1000] {
            let answer =
                talk(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nset-cookie: a=b\r\n\r\nhello", pieces).await;
            assert_eq!((answer.status, &answer.body[..]), (200, &b"hello"[..]));
            assert_eq!(answer.headers("set-cookie"), ["a=b"]);
            let chunks = b"HTTP/1.1 404 X\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n";
            let answer = talk(chunks, pieces).await;
            assert_eq!((answer.status, &answer.body[..]), (404, &b"abc0123456789"[..]));
        }
    }
}
