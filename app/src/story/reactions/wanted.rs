//! A reaction of somebody who did not keep the key yet: four accounts that are thrown away afterwards would make a figure. So
//! it travels in the form that asks for the key, and is given once that was kept. Nothing of it is stored meanwhile.

use super::{SET, leads_back, set};
use crate::kit::ctx::{Ctx, Member};
use crate::kit::forms::{Done, Form, FormState};
use crate::kit::paths::Back;
use domain::chosen::{Chosen, YesNo};
use domain::ids::{PostId, ThreadId};
use domain::posts::ReactionKind;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The fields of a wanted reaction, in the form of the button and in the one that carries it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wanted {
    thread: Chosen<ThreadId>,
    post: Chosen<PostId>,
    kind: Chosen<ReactionKind>,
    on: Chosen<YesNo>,
    back: Chosen<Back>,
}

impl Wanted {
    /// The reaction that was refused, or is carried by `carrier`; `None` when none is wanted.
    pub fn of(ctx: &Ctx, carrier: &Form) -> Option<Self> {
        let form = FormState::of_any(ctx, &[&SET, carrier]);
        let wanted = Self {
            thread: form.chosen("thread"),
            post: form.chosen("post"),
            kind: form.chosen("kind"),
            on: form.chosen("on"),
            back: form.chosen("back"),
        };
        wanted.read().map(|_| wanted)
    }

    fn read(&self) -> Option<(ThreadId, PostId, ReactionKind)> {
        let wished = self.on.known() == Some(YesNo::Yes);
        Some((self.thread.known()?, self.post.known()?, self.kind.known()?)).filter(|_| wished)
    }

    /// Gives it, and leads back to where it was wanted. What was taken back meanwhile by whoever wrote it is not there to react to.
    pub async fn fulfil(&self, ctx: &Ctx, me: &Member) -> Option<Done> {
        let (thread, post, kind) = self.read()?;
        set(ctx, me, (thread, post), kind, YesNo::Yes).await.ok()?;
        Some(leads_back(thread, post, self.back.known().unwrap_or_default()))
    }

    /// The fields that carry it.
    pub fn fields(&self) -> Option<impl IntoView + use<>> {
        let (thread, post, kind) = self.read()?;
        let back = self.back.known().unwrap_or_default().slug();
        Some(view! {
            <input type="hidden" name="thread" value=thread.to_string()/>
            <input type="hidden" name="post" value=post.to_string()/>
            <input type="hidden" name="kind" value=kind.slug()/>
            <input type="hidden" name="on" value=YesNo::Yes.slug()/>
            <input type="hidden" name="back" value=back/>
        })
    }
}
