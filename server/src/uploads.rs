//! A form with a file in it. Only the address whose form takes one gets here ([`app::routes::file_at`]), and only of somebody who is
//! at work here is it read, one at a time, and few at once: its bytes wait in memory. Its fields become those of a plain form, its file an [`Upload`] beside them.

use crate::layers::bodies::{self, LARGEST};
use crate::plain::PlainReason;
use app::kit::forms::Upload;
use app::kit::who::Who;
use app::routes;
use axum::body::{Body, Bytes};
use domain::faults::Fault;
use domain::ids::StaffId;
use domain::staff::Right;
use futures::stream;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use multer::Multipart;
use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A photo over a slow line of a telephone: 8 MB at half a megabit per second.
const PATIENCE: Duration = Duration::from_secs(130);
/// Files that are in memory at the same time.
const AT_ONCE: usize = 4;

/// Tells whether these headers say that a form with a file follows.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| {
        kind.to_str().is_ok_and(|kind| {
            kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
        })
    })
}

/// Whoever sends a file now.
#[derive(Default)]
pub struct Uploads(Mutex<HashSet<StaffId>>);

/// A place among them, until the file is answered.
pub struct UploadPlace {
    uploads: Arc<Uploads>,
    person: StaffId,
}

impl Uploads {
    /// Reads the body of a form: of one with a file, its fields as a plain form would have sent them. The file is noted in `parts`, and
    /// stays in memory for as long as its place is kept.
    ///
    /// # Errors
    /// [`PlainReason::Busy`] when all places are taken, or this person has one; then nothing is read.
    pub async fn read(
        self: &Arc<Self>,
        parts: &mut Parts,
        body: Body,
    ) -> Result<(Bytes, Option<UploadPlace>), PlainReason> {
        let Some(most) = routes::file_at(parts.uri.path()).filter(|_| is_multipart(&parts.headers)) else {
            // The layer in front has it in memory, within bounds and in time.
            return Ok((bodies::read(&parts.headers, body, LARGEST, PATIENCE).await?, None));
        };
        let content_type = parts.headers.insert(CONTENT_TYPE, PLAIN);
        let person = match parts.extensions.get() {
            Some(Who::Staff(me)) if me.may(Right::BeHere) => me.id,
            _ => return Ok((Bytes::new(), None)),
        };
        let place = self.place(person).ok_or(PlainReason::Busy)?;
        let (fields, upload) = match bodies::read(&parts.headers, body, most + LARGEST, PATIENCE).await {
            Ok(body) => taken_apart(content_type.as_ref(), body, most).await,
            Err(PlainReason::TooLarge) => (Bytes::new(), Err(too_large(most))),
            Err(other) => return Err(other),
        };
        parts.headers.remove(CONTENT_LENGTH);
        parts.extensions.insert(Upload(upload));
        Ok((fields, Some(place)))
    }

    fn place(self: &Arc<Self>, person: StaffId) -> Option<UploadPlace> {
        let mut people = self.people();
        let is_free = people.len() < AT_ONCE && people.insert(person);
        is_free.then(|| UploadPlace { uploads: self.clone(), person })
    }

    fn people(&self) -> MutexGuard<'_, HashSet<StaffId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UploadPlace {
    fn drop(&mut self) {
        self.uploads.people().remove(&self.person);
    }
}

const PLAIN: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

fn too_large(most: usize) -> Fault {
    Fault::FileTooLarge(u32::try_from(most >> 20).unwrap_or(u32::MAX))
}

/// The fields, and the file. Whatever is no such form was made by hand: then there is neither.
async fn taken_apart(kind: Option<&HeaderValue>, body: Bytes, most: usize) -> (Bytes, Result<Bytes, Fault>) {
    match parse(kind, body).await {
        Some((_, file)) if file.len() > most => (Bytes::new(), Err(too_large(most))),
        Some((fields, file)) => (fields, Ok(file)),
        None => (Bytes::new(), Err(Fault::NotAPhoto)),
    }
}

async fn parse(kind: Option<&HeaderValue>, body: Bytes) -> Option<(Bytes, Bytes)> {
    let boundary = multer::parse_boundary(kind?.to_str().ok()?).ok()?;
    let mut form = Multipart::new(stream::iter([Ok::<_, Infallible>(body)]), boundary);
    let (mut fields, mut file, mut room) = (Vec::new(), None, LARGEST);
    while let Some(part) = form.next_field().await.ok()? {
        if part.file_name().is_some() {
            let bytes = part.bytes().await.ok()?;
            // One form, one file.
            if file.replace(bytes).is_some() {
                return None;
            }
        } else {
            let name = part.name()?.to_owned();
            let text = part.bytes().await.ok()?;
            room = room.checked_sub(name.len() + text.len())?;
            fields.push((name, String::from_utf8(text.into()).ok()?));
        }
    }
    let fields = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Some((fields.into(), file.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn parsed(kind: &str, body: &str) -> Option<(String, String)> {
        let kind = HeaderValue::from_str(kind).expect("a header");
        let (fields, file) = parse(Some(&kind), Bytes::from(body.replace('\n', "\r\n"))).await?;
        Some((
            String::from_utf8(fields.to_vec()).expect("text"),
            String::from_utf8(file.to_vec()).expect("text"),
        ))
    }

    const FIELD: &str = "--x\nContent-Disposition: form-data; name=\"shelf\"\n\na b&c\n";
    const FILE: &str = "--x\nContent-Disposition: form-data; name=\"photo\"; filename=\"../../x.jpg\"\nContent-Type: text/html\n\nbytes\n";

    #[tokio::test]
    async fn a_form_is_its_fields_and_one_file() {
        let kind = "multipart/form-data; boundary=x";
        for (body, is) in [
            (format!("{FIELD}{FILE}--x--\n"), Some(("shelf=a+b%26c", "bytes"))),
            (format!("{FILE}{FIELD}--x--\n"), Some(("shelf=a+b%26c", "bytes"))),
            (format!("{FIELD}--x--\n"), Some(("shelf=a+b%26c", ""))),
            ("--x--\n".to_owned(), Some(("", ""))),
            (format!("{FILE}{FILE}--x--\n"), None),
            (format!("{FIELD}{FILE}"), None),
            (String::new(), None),
            ("--x\n\nno name\n--x--\n".to_owned(), None),
        ] {
            let is = is.map(|(fields, file)| (fields.to_owned(), file.to_owned()));
            assert_eq!(parsed(kind, &body).await, is, "{body}");
        }
        for kind in ["multipart/form-data", "text/plain; boundary=x", "multipart/form-data; boundary=y"] {
            assert_eq!(parsed(kind, &format!("{FIELD}{FILE}--x--\n")).await, None, "{kind}");
        }
        let flood = FIELD.replace("a b&c", &"a".repeat(LARGEST));
        assert_eq!(parsed("multipart/form-data; boundary=x", &format!("{flood}--x--\n")).await, None);
    }
}
