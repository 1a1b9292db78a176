//! A browser without JavaScript on a real socket, as far as these tests need one.

use http::header::{HeaderName, HeaderValue};
use server::testing::{Answer, Form, Page};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

pub struct Wire {
    stream: BufReader<TcpStream>,
    pub cookies: BTreeMap<String, String>,
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, what)
}

impl Wire {
    pub fn connect(address: SocketAddr, cookies: BTreeMap<String, String>) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), cookies })
    }

    pub fn get(&mut self, path: &str) -> io::Result<Page> {
        let answer = self.ask(&format!("GET {path} HTTP/1.1\r\n"), "")?;
        Ok(Page::new(path.to_owned(), answer))
    }

    pub fn sends(&mut self, form: &Form) -> io::Result<Answer> {
        self.post(&form.action, &form.pairs())
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let body: String = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect::<Vec<_>>()
            .join("&");
        let head = format!(
            "POST {path} HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n",
            body.len()
        );
        self.ask(&head, &body)
    }

    fn ask(&mut self, head: &str, body: &str) -> io::Result<Answer> {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "{head}host: localhost\r\naccept: text/html\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\n\r\n{body}",
            cookies.join("; ")
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let answer = self.answer()?;
        for line in answer.cookies() {
            let pair = line.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or_default();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        Ok(answer)
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if line.ends_with("\r\n") { Ok(line.trim_end().to_owned()) } else { Err(broken("cut off")) }
    }

    /// One answer to its end; anything less is an error.
    fn answer(&mut self) -> io::Result<Answer> {
        let first = self.line()?;
        let status = first
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .ok_or_else(|| broken("no status"))?;
        let mut headers = http::HeaderMap::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            let name = HeaderName::try_from(name).map_err(|_| broken("a name"))?;
            headers.append(name, HeaderValue::try_from(value.trim()).map_err(|_| broken("a value"))?);
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        if answer.header("transfer-encoding") == "chunked" {
            while let Some(mut chunk) = self.chunk()? {
                answer.body.append(&mut chunk);
            }
        } else {
            let mut body = vec![0; answer.header("content-length").parse().unwrap_or(0)];
            self.stream.read_exact(&mut body)?;
            answer.body = body;
        }
        Ok(answer)
    }

    fn chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        let length = usize::from_str_radix(&self.line()?, 16).map_err(|_| broken("a length"))?;
        let mut chunk = vec![0; length];
        self.stream.read_exact(&mut chunk)?;
        self.line()?;
        Ok((length > 0).then_some(chunk))
    }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Joins through the pages, up to typing the last group back; gives the account code.
pub fn join(wire: &mut Wire, cohort: &str) -> io::Result<String> {
    let about = [("phase", "student"), ("sector", "vvt"), ("region", "utrecht")];
    let steps: [(&str, &[(&str, &str)]); 3] = [
        ("/api/people/check_cohort", &[("code", cohort)]),
        ("/api/people/accept_rules", &[("listen", "yes"), ("private", "yes"), ("help", "yes")]),
        ("/api/people/join", &about),
    ];
    for (path, fields) in steps {
        let answer = wire.post(path, fields)?;
        assert_eq!(answer.status, 303, "{path}: {}", answer.text());
    }
    let page = wire.get("/join/key")?;
    let code = page.attributes("input[autocomplete=new-password]", "value").remove(0);
    let group = code.rsplit('-').next().expect("a group").to_owned();
    assert_eq!(wire.post("/api/people/confirm_code", &[("group", &group)])?.status, 303);
    Ok(code)
}
