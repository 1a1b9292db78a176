//! The card of the own photo.

use super::api::{REMOVE_PHOTO, SET_PHOTO};
use crate::kit::ctx::Staff;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::t;
use domain::faults::Fault;
use domain::ids::PhotoId;
use domain::people::Lang;
use domain::photos::{LARGEST_MB, PhotoSize};
use leptos::prelude::*;

/// The own photo, or the initials while there is none, and what can be done about it.
pub(super) fn photo_card(lang: Lang, me: &Staff, photo: Option<PhotoId>, fault: Option<Fault>) -> AnyView {
    let shown = match photo {
        Some(photo) => {
            let src = paths::staff_photo(photo, PhotoSize::Middle);
            view! { <span class="photo photo--l"><img src=src width="96" height="96" alt=t::staff_photo::title(lang)/></span> }.into_any()
        }
        None => view! { <span class="photo photo--l"><span class="initials" aria-hidden="true">{initials(&me.name)}</span></span> }.into_any(),
    };
    let remove = photo.map(|_| {
        view! {
            <form method="post" action=REMOVE_PHOTO.action()>
                <Submit look="btn--quiet">{t::staff_photo::remove(lang)}</Submit>
            </form>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="own-photo">
            <h2 id="own-photo">{t::staff_photo::title(lang)}</h2>
            <div class="row">{shown}<p class="grow sm muted">{t::staff_photo::text(lang, LARGEST_MB.to_string())}</p></div>
            <form class="stack stack--s" method="post" action=SET_PHOTO.action() enctype="multipart/form-data">
                <FileField name="photo" label=t::staff_photo::choose(lang) accept="image/jpeg,image/png,image/webp" fault/>
                <Submit look="btn--soft">{t::staff_photo::set(lang)}</Submit>
            </form>
            {remove}
        </section>
    }
    .into_any()
}
