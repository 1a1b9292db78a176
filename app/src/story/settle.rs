//! One form, one post, and no text that is lost: what is sent again is known, another reply under the same number is a post of its
//! own, another challenge comes back to its author. Two tabs share a number when a browser copies one; an outbox may bring two texts
//! that were written in one form.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::story::edition::PostWords;
use crate::story::waiting::sealed;
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use domain::posts::{PostKind, PostText};
use domain::secrets::FormToken;
use domain::text::Body;
use domain::threads::NewThread;
use store::{Community, Tx};

/// The number of texts of a session that are remembered: going back and sending again sends one of these.
const REMEMBERED: usize = 8;

/// A text that somebody sent, judged.
pub struct Said {
    /// The number of its form.
    pub form: [u8; 16],
    /// The thread of a reply; a challenge opens one of its own.
    pub thread: Option<ThreadId>,
    /// The kind.
    pub kind: PostKind,
    /// The words.
    pub words: PostWords,
}

/// The place where something that was sent belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Those words of the same author stand there already.
    Known(PostId),
    /// Nothing stands there yet.
    New(PostId),
}

/// The thing that stands under a number.
enum Stands {
    Nothing,
    Same,
    Other,
    /// The post that was sent with it has been changed or removed since: whether it was the same, nobody knows any more.
    Changed,
}

/// Tells whether something stands under this number already: for everybody, for a moderator, or waiting for its moment.
///
/// # Errors
/// When the store refuses.
pub async fn is_there(ctx: &Ctx, tx: &mut Tx<Community>, post: PostId) -> Result<bool, store::Error> {
    let lookup = ctx.keys.waiting_handle(ThreadId::from_bytes(post.bytes()));
    Ok(tx.posts().find(post).await?.is_some()
        || tx.held().find(post).await?.is_some()
        || tx.waiting().find(&lookup).await?.is_some())
}

impl Said {
    /// A reply that came with the form `form`.
    pub fn reply(form: [u8; 16], thread: Option<ThreadId>, kind: PostKind, body: Body) -> Self {
        let text = store::Text::from(&PostText::reply(body));
        Self { form, thread, kind, words: PostWords { title: String::new(), text } }
    }

    /// A challenge that came with the form `form`.
    pub fn story(form: [u8; 16], new: &NewThread) -> Self {
        let words = PostWords { title: new.title.as_str().to_owned(), text: store::Text::from(&new.text) };
        Self { form, thread: None, kind: PostKind::Opening, words }
    }

    /// Tells whether these words of this form are there. Of a post that was changed or removed since nobody knows: then they count
    /// as not there, so that nothing is lost.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn has_arrived(
        &self,
        ctx: &Ctx,
        me: &Member,
        tx: &mut Tx<Community>,
    ) -> Result<bool, AppError> {
        for post in self.numbers(me) {
            if matches!(self.stands(ctx, me, tx, post).await?, Stands::Same) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The numbers under which these words may stand.
    fn numbers(&self, me: &Member) -> [PostId; 2] {
        [self.form, FormToken::next(&me.root, self.form, &self.edition())].map(PostId::from_bytes)
    }

    /// Finds the number under which this is kept, in the unit of work that would keep it.
    ///
    /// # Errors
    /// [`Fault::FormUsed`] when another challenge was sent with this form, or what was sent with it was changed or removed since: then
    /// its author decides.
    pub async fn settle(&self, ctx: &Ctx, me: &Member, tx: &mut Tx<Community>) -> Result<Settled, AppError> {
        let edition = self.edition();
        let before = ctx.memory.with(&me.session, |mine| {
            mine.sent.iter().find(|(sent, _)| *sent == edition).map(|(_, post)| *post)
        });
        if let Some(post) = before.flatten()
            && matches!(self.stands(ctx, me, tx, post).await?, Stands::Same)
        {
            return Ok(Settled::Known(post));
        }
        for post in self.numbers(me) {
            match self.stands(ctx, me, tx, post).await? {
                Stands::Nothing => return Ok(Settled::New(post)),
                Stands::Same => return Ok(Settled::Known(post)),
                Stands::Other if self.kind != PostKind::Opening => {}
                Stands::Other | Stands::Changed => break,
            }
        }
        Err(AppError::on("form", Fault::FormUsed))
    }

    /// Remembers for this session where it stands.
    pub fn sent(&self, ctx: &Ctx, me: &Member, post: PostId) {
        ctx.memory.with(&me.session, |mine| {
            mine.sent.push_back((self.edition(), post));
            if mine.sent.len() > REMEMBERED {
                mine.sent.pop_front();
            }
        });
    }

    /// The thread in which it stands as `post`.
    pub fn thread_of(&self, post: PostId) -> ThreadId {
        self.thread.unwrap_or(ThreadId::from_bytes(post.bytes()))
    }

    fn edition(&self) -> String {
        let thread = self.thread.map(|thread| thread.to_string()).unwrap_or_default();
        domain::text::edition(&[&thread, self.kind.slug(), &self.words.edition()])
    }

    async fn stands(
        &self,
        ctx: &Ctx,
        me: &Member,
        tx: &mut Tx<Community>,
        post: PostId,
    ) -> Result<Stands, AppError> {
        let thread = self.thread_of(post);
        let same = |is: bool| if is { Stands::Same } else { Stands::Other };
        if let Some(row) = tx.posts().find(post).await? {
            if row.removed() {
                return Ok(Stands::Changed);
            }
            let here = (row.thread, row.kind) == (thread, self.kind);
            let words = PostWords::latest(tx, &row).await?;
            return Ok(match here && words == self.words {
                true => Stands::Same,
                false if here && (row.edited || Some(&words.text) != row.text.as_ref()) => Stands::Changed,
                false => Stands::Other,
            });
        }
        if let Some(held) = tx.held().find(post).await? {
            let words = PostWords { title: held.title.unwrap_or_default(), text: held.text };
            return Ok(same((held.thread, held.kind) == (thread, self.kind) && words == self.words));
        }
        if self.kind != PostKind::Opening {
            return Ok(Stands::Nothing);
        }
        let waiting = sealed::find_in(tx, ctx, me, thread).await?;
        Ok(waiting.map_or(Stands::Nothing, |(waiting, _)| same(sealed::words(&waiting) == self.words)))
    }
}
