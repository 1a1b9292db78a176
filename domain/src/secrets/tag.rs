//! Author and reaction tags (P3).

use super::keys::Keys;
use super::primitives::Keyed;
use super::root::Root;
use super::{equal_in_constant_time, hidden, labels, primitives};
use crate::ids::{PostId, ThreadId};
use std::hash::{Hash, Hasher};

/// The author of a row in the community database: 16 bytes that mean something in one thread (or, for
/// a reaction or a tried mark, at one post) and nothing anywhere else.
///
/// A tag never leaves the server: it has no `Serialize`, and `Debug` does not show it (T9, T10).
///
/// ```compile_fail
/// fn leaves_the_server<T: serde::Serialize>() {}
/// leaves_the_server::<domain::secrets::Tag>();
/// ```
#[derive(Clone, Copy)]
pub struct Tag([u8; 16]);

hidden!(Tag);
equal_in_constant_time!(Tag);

// By hand because equality is: equal tags hash equally.
impl Hash for Tag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Tag {
    /// The tag that was stored as these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be stored.
    pub const fn bytes(&self) -> [u8; 16] {
        self.0
    }
}

/// Computes the tags of one person. Their two keys are worked in once, which halves the work of each tag. Lives for one
/// page or one pass and is never kept.
pub struct OwnTags {
    root: Keyed,
    server: Keyed,
}

hidden!(OwnTags);

impl OwnTags {
    /// Does as [`Keys::author_tag`].
    pub fn author(&self, thread: ThreadId) -> Tag {
        self.tag(labels::THREAD, thread.bytes())
    }

    /// Does as [`Keys::reaction_tag`].
    pub fn reaction(&self, post: PostId) -> Tag {
        self.tag(labels::REACT, post.bytes())
    }

    /// Does as [`Keys::tried_tag`].
    pub fn tried(&self, post: PostId) -> Tag {
        self.tag(labels::TRIED, post.bytes())
    }

    fn tag(&self, label: &[u8], id: [u8; 16]) -> Tag {
        Tag(half(self.server.mac(labels::TAG, &[&self.root.mac(label, &[&id])])))
    }
}

impl Keys {
    /// For many tags of one person.
    pub fn own_tags(&self, root: &Root) -> OwnTags {
        OwnTags { root: Keyed::with(&root.0), server: Keyed::with(self.tag_key()) }
    }

    /// Makes the tag of somebody inside one thread. The same each time they come back, so that they can go on talking, and
    /// unrelated to who they are in any other thread.
    pub fn author_tag(&self, root: &Root, thread: ThreadId) -> Tag {
        self.own_tags(root).author(thread)
    }

    /// Makes the tag of somebody who reacts to one post: stops counting them twice, and cannot be lined up with their
    /// own posts or their reactions elsewhere.
    pub fn reaction_tag(&self, root: &Root, post: PostId) -> Tag {
        self.own_tags(root).reaction(post)
    }

    /// Makes the tag of somebody who says what became of a tip. Another tag than that of a reaction to the same post, so
    /// that a stolen table does not even tell that the one who said "Sterkte" also tried it.
    pub fn tried_tag(&self, root: &Root, post: PostId) -> Tag {
        self.own_tags(root).tried(post)
    }

    /// The bytes from which a name and a face inside the thread are drawn. `n` is 0, and more when an earlier
    /// choice was taken in this thread.
    pub fn face_bytes(&self, tag: &Tag, n: u8) -> [u8; 16] {
        half(primitives::mac(self.name_key(), labels::NAME, &[&tag.0, &[n]]))
    }
}

fn half(whole: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&whole[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use hmac::{Hmac, Mac};
    use sha2::Sha256;
    use std::collections::HashSet;

    fn differing_bits(one: [u8; 16], other: [u8; 16]) -> u32 {
        one.iter().zip(other).map(|(a, b)| (a ^ b).count_ones()).sum()
    }

    #[test]
    fn somebody_is_the_same_in_one_thread_and_another_in_the_next() {
        let source = Seeded::new(1);
        let (keys, root) = (Keys::generate(&source), Root::generate(&source));
        let (here, there) = (ThreadId::random(&source), ThreadId::random(&source));
        assert_eq!(keys.author_tag(&root, here), keys.author_tag(&root, here));
        assert_ne!(keys.author_tag(&root, here), keys.author_tag(&root, there));
        assert_ne!(keys.author_tag(&root, here), keys.author_tag(&Root::generate(&source), here));
        assert_ne!(keys.author_tag(&root, here), Keys::generate(&source).author_tag(&root, here));
    }

    /// P3, written down once more: HMAC(K_tag, HMAC(S, id)), each under its label, and half of it.
    #[test]
    fn worked_in_keys_give_the_tags_of_the_formula() {
        let source = Seeded::new(5);
        let (keys, root) = (Keys::generate(&source), Root::generate(&source));
        let formula = |label: &[u8], id: [u8; 16]| {
            let mac = |key: &[u8; 32], parts: &[&[u8]]| -> [u8; 32] {
                let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("a key");
                mac.update(&parts.concat());
                mac.finalize().into_bytes().into()
            };
            Tag(half(mac(keys.tag_key(), &[labels::TAG, &mac(&root.0, &[label, &id])])))
        };
        let own = keys.own_tags(&root);
        for _ in 0..20 {
            let (thread, post) = (ThreadId::random(&source), PostId::random(&source));
            assert_eq!(own.author(thread), formula(labels::THREAD, thread.bytes()));
            assert_eq!(own.reaction(post), formula(labels::REACT, post.bytes()));
            assert_eq!(own.tried(post), formula(labels::TRIED, post.bytes()));
            assert_eq!(own.author(thread), keys.author_tag(&root, thread));
        }
    }

    #[test]
    fn a_reaction_never_looks_like_its_author() {
        let source = Seeded::new(1);
        let (keys, root) = (Keys::generate(&source), Root::generate(&source));
        let id = [5; 16];
        let author = keys.author_tag(&root, ThreadId::from_bytes(id));
        let (reaction, tried) =
            (keys.reaction_tag(&root, PostId::from_bytes(id)), keys.tried_tag(&root, PostId::from_bytes(id)));
        assert!(author != reaction && author != tried && reaction != tried);
    }

    /// Two threads of one person, 4,000 times: of 128 bits 64 differ on average, as between strangers. The mean of
    /// so many lies within four standard errors (4 * 5.66 / sqrt(4000) = 0.36).
    #[test]
    fn tags_of_one_person_in_two_threads_look_independent() {
        let source = Seeded::new(2);
        let keys = Keys::generate(&source);
        let mean = |pairs: &[([u8; 16], [u8; 16])]| {
            let sum: u32 = pairs.iter().map(|(one, other)| differing_bits(*one, *other)).sum();
            f64::from(sum) / pairs.len() as f64
        };
        let tag = |root: &Root| keys.author_tag(root, ThreadId::random(&source)).bytes();
        let own: Vec<_> =
            (0..4_000).map(|_| Root::generate(&source)).map(|root| (tag(&root), tag(&root))).collect();
        let strangers: Vec<_> =
            (0..4_000).map(|_| (tag(&Root::generate(&source)), tag(&Root::generate(&source)))).collect();
        for pairs in [own, strangers] {
            let mean = mean(&pairs);
            assert!((mean - 64.0).abs() < 0.36, "{mean}");
        }
    }

    #[test]
    fn thread_ids_that_differ_in_one_bit_give_unrelated_tags() {
        let source = Seeded::new(3);
        let (keys, root) = (Keys::generate(&source), Root::generate(&source));
        let tag = |id| keys.author_tag(&root, ThreadId::from_bytes(id)).bytes();
        for bit in 0..128 {
            let mut id = [0; 16];
            id[bit / 8] ^= 1 << (bit % 8);
            let bits = differing_bits(tag([0; 16]), tag(id));
            assert!((30..=98).contains(&bits), "bit {bit}: {bits} differ");
        }
    }

    #[test]
    fn each_choice_of_a_face_is_another() {
        let source = Seeded::new(4);
        let keys = Keys::generate(&source);
        let tag = keys.author_tag(&Root::generate(&source), ThreadId::random(&source));
        let faces: HashSet<_> = (0..=255).map(|n| keys.face_bytes(&tag, n)).collect();
        assert_eq!(faces.len(), 256);
        assert_eq!(keys.face_bytes(&tag, 3), keys.face_bytes(&tag, 3));
        assert!(!faces.contains(&tag.bytes()), "a face does not give away its tag");
    }

    #[test]
    fn a_tag_is_stored_and_found_again_and_debug_does_not_show_it() {
        let tag = Tag::from_bytes([0xAB; 16]);
        assert_eq!(Tag::from_bytes(tag.bytes()), tag);
        assert!(HashSet::from([tag]).contains(&Tag::from_bytes([0xAB; 16])));
        assert_eq!(format!("{tag:?}"), "Tag(hidden)");
    }
}
