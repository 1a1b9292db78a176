//! A challenge that waits for a safe moment, sealed. A stolen disk or backup without the server's keys shows that
//! something waits. It shows neither what it says nor which of the later threads it became.

use super::keys::Keys;
use super::{Tag, labels, primitives};
use crate::entropy::Entropy;
use crate::ids::ThreadId;
use crate::people::{Phase, Sector};
use crate::themes::ThreadThemes;
use crate::waiting::Batch;

/// The shortest length before sealing; longer ones are twice as long, and twice again. Few lengths tell little.
const SHORTEST: usize = 2048;

/// A challenge that waits.
#[derive(Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The thread that it will open.
    pub thread: ThreadId,
    /// Its author in that thread.
    pub author: Tag,
    /// The title.
    pub title: String,
    /// The themes.
    pub themes: ThreadThemes,
    /// The sector, when the author shows it.
    pub sector: Option<Sector>,
    /// The phase, when the author shows it.
    pub phase: Option<Phase>,
    /// The story.
    pub body: String,
    /// The things that the author tried.
    pub tried: Option<String>,
    /// The question of the author.
    pub question: Option<String>,
}

super::hidden!(Waiting);

impl Keys {
    /// Makes the place at which the challenge of this thread waits. Says nothing about the thread to who has no keys.
    pub fn waiting_handle(&self, thread: ThreadId) -> [u8; 16] {
        let whole = primitives::mac(&self.server_key(labels::WAITING), labels::WAITING, &[&thread.bytes()]);
        std::array::from_fn(|n| whole[n])
    }

    /// Seals a challenge for its place in its batch.
    pub fn seal_waiting(&self, batch: Batch, waiting: &Waiting, entropy: &dyn Entropy) -> Vec<u8> {
        let bound = bound(&self.waiting_handle(waiting.thread), batch);
        primitives::seal(&self.server_key(labels::WAITING), labels::WAITING, &bound, &write(waiting), entropy)
    }

    /// Opens what [`Keys::seal_waiting`] sealed; `None` with other keys, in another place, or when a bit was changed.
    pub fn open_waiting(&self, lookup: &[u8; 16], batch: Batch, sealed: &[u8]) -> Option<Waiting> {
        let bound = bound(lookup, batch);
        let plain = primitives::open(&self.server_key(labels::WAITING), labels::WAITING, &bound, sealed)?;
        read(&plain)
    }
}

fn bound(lookup: &[u8; 16], batch: Batch) -> Vec<u8> {
    [&lookup[..], &batch.0.to_be_bytes()].concat()
}

/// Each part with its length before it, nothing as the largest length, then zeroes.
fn write(waiting: &Waiting) -> Vec<u8> {
    let mut out = Vec::with_capacity(SHORTEST);
    let (author, themes) = (waiting.author.bytes(), waiting.themes.slugs());
    let parts: [Option<&[u8]>; 9] = [
        Some(&waiting.thread.bytes()),
        Some(&author),
        Some(waiting.title.as_bytes()),
        Some(themes.as_bytes()),
        waiting.sector.map(|sector| sector.slug().as_bytes()),
        waiting.phase.map(|phase| phase.slug().as_bytes()),
        Some(waiting.body.as_bytes()),
        waiting.tried.as_deref().map(str::as_bytes),
        waiting.question.as_deref().map(str::as_bytes),
    ];
    for part in parts {
        let length = part.map_or(u32::MAX, |part| part.len() as u32);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(part.unwrap_or_default());
    }
    let padded = out.len().next_power_of_two().max(SHORTEST);
    out.resize(padded, 0);
    out
}

fn read(plain: &[u8]) -> Option<Waiting> {
    let mut rest = plain;
    let mut part = || -> Option<Option<&[u8]>> {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length);
        if length == u32::MAX {
            rest = after;
            return Some(None);
        }
        let (part, after) = after.split_at_checked(length as usize)?;
        rest = after;
        Some(Some(part))
    };
    let [thread, author, title, themes, sector, phase, body, tried, question] =
        [part()?, part()?, part()?, part()?, part()?, part()?, part()?, part()?, part()?];
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let word = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(str::to_owned);
    let maybe = |bytes: Option<&[u8]>| match bytes {
        None => Some(None),
        Some(bytes) => text(bytes).map(Some),
    };
    Some(Waiting {
        thread: ThreadId::from_bytes(thread?.try_into().ok()?),
        author: Tag::from_bytes(author?.try_into().ok()?),
        title: text(title?)?,
        themes: ThreadThemes::from_slugs(&word(themes?)?)?,
        sector: sector.and_then(word).and_then(|slug| Sector::from_slug(&slug)),
        phase: phase.and_then(word).and_then(|slug| Phase::from_slug(&slug)),
        body: text(body?)?,
        tried: maybe(tried)?,
        question: maybe(question)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::{self, Seeded};
    use proptest::prelude::*;

    fn waiting(source: &Seeded, body: String, tried: Option<String>) -> Waiting {
        Waiting {
            thread: ThreadId::random(source),
            author: Tag::from_bytes(entropy::bytes(source)),
            title: "Alleen op de groep".to_owned(),
            themes: ThreadThemes::from_slugs("workload roster").expect("themes"),
            sector: Some(Sector::ALL[0]),
            phase: None,
            body,
            tried,
            question: None,
        }
    }

    proptest! {
        #[test]
        fn it_opens_to_what_was_sealed(seed: u64, body in ".{0,4000}", tried in proptest::option::of(".{0,400}"), number: i64) {
            let source = Seeded::new(seed);
            let (keys, batch) = (Keys::generate(&source), Batch(number));
            let waiting = waiting(&source, body, tried);
            let sealed = keys.seal_waiting(batch, &waiting, &source);
            let lookup = keys.waiting_handle(waiting.thread);
            prop_assert!(keys.open_waiting(&lookup, batch, &sealed) == Some(waiting));
        }

        /// S25: neither a bit, nor the place, nor the batch can be changed.
        #[test]
        fn what_was_changed_opens_nothing(seed: u64, bit in 0..2048usize * 8) {
            let source = Seeded::new(seed);
            let keys = Keys::generate(&source);
            let waiting = waiting(&source, "Ik stond alleen.".to_owned(), None);
            let (lookup, mut sealed) = (keys.waiting_handle(waiting.thread), keys.seal_waiting(Batch(1), &waiting, &source));
            prop_assert!(keys.open_waiting(&lookup, Batch(2), &sealed).is_none());
            prop_assert!(keys.open_waiting(&[0; 16], Batch(1), &sealed).is_none());
            prop_assert!(Keys::generate(&source).open_waiting(&lookup, Batch(1), &sealed).is_none());
            sealed[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(keys.open_waiting(&lookup, Batch(1), &sealed).is_none());
        }

        #[test]
        fn any_other_bytes_are_no_challenge(bytes: Vec<u8>) {
            let _ = read(&bytes);
        }
    }

    /// T2: between one word and two thousand characters nothing shows in the length.
    #[test]
    fn a_length_tells_little() {
        let source = Seeded::new(1);
        let keys = Keys::generate(&source);
        let length = |count: usize| {
            keys.seal_waiting(Batch(1), &waiting(&source, "a".repeat(count), None), &source).len()
        };
        assert_eq!(length(3), length(1_800));
        let lengths: std::collections::BTreeSet<_> = (0..34_000).step_by(50).map(length).collect();
        assert_eq!(lengths.len(), 6, "{lengths:?}");
    }

    #[test]
    fn nothing_of_it_is_shown() {
        let source = Seeded::new(1);
        let waiting = waiting(&source, "geheim".to_owned(), None);
        assert_eq!(format!("{waiting:?}"), "Waiting(hidden)");
    }
}
