//! Author and reaction tags (anonymity 2.3).

use super::keys::Keys;
use super::root::Root;
use super::{equal_in_constant_time, hidden, labels, primitives};
use crate::ids::{PostId, ThreadId};
use std::hash::{Hash, Hasher};

/// What stands in the community database instead of an author: 16 bytes that mean something in one thread (or, for
/// a reaction, at one post) and nothing anywhere else.
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

impl Keys {
    /// Who somebody is inside one thread. The same each time they come back, so that they can go on talking, and
    /// unrelated to who they are in any other thread.
    pub fn author_tag(&self, root: &Root, thread: ThreadId) -> Tag {
        self.tag(root, labels::THREAD, thread.bytes())
    }

    /// Who somebody is when they react to one post: stops counting them twice, and cannot be lined up with their
    /// own posts or their reactions elsewhere.
    pub fn reaction_tag(&self, root: &Root, post: PostId) -> Tag {
        self.tag(root, labels::REACT, post.bytes())
    }

    /// The bytes from which a name and a face inside the thread are drawn. `n` is 0, and more when an earlier
    /// choice was taken in this thread.
    pub fn face_bytes(&self, tag: &Tag, n: u8) -> [u8; 16] {
        half(primitives::mac(self.name_key(), labels::NAME, &[&tag.0, &[n]]))
    }

    fn tag(&self, root: &Root, label: &[u8], id: [u8; 16]) -> Tag {
        let inner = primitives::mac(&root.0, label, &[&id]);
        Tag(half(primitives::mac(self.tag_key(), labels::TAG, &[&inner])))
    }
}

fn half(whole: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&whole[..16]);
    half
}
