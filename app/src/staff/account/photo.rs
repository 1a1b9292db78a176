//! The own photo of a staff person: colleagues know each other by it. It is made anew from the file, in which nothing else is kept.

use crate::kit::ctx::{Action, Ctx, Staff};
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form, Upload};
use crate::kit::paths;
use crate::kit::staff::session::{self, close_gate};
use crate::kit::ui::*;
use crate::t;
use domain::faults::Fault;
use domain::ids::PhotoId;
use domain::people::Lang;
use domain::photos::{LARGEST_MB, PhotoSize};
use domain::staff::{Right, StaffDeed};
use leptos::prelude::*;
use store::Photo;

/// The form of `staff/photo/set`.
pub const SET: Form = Form::new("staff/photo/set").on(paths::STAFF_ACCOUNT).takes_file(LARGEST_MB);
/// The form of `staff/photo/remove`.
pub const REMOVE: Form = Form::new("staff/photo/remove").on(paths::STAFF_ACCOUNT);

/// Sets the own photo, in the place of the one before.
#[server(endpoint = "staff/photo/set")]
pub async fn set_photo() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::BeHere)?;
    let refused = |why| AppError::on("photo", why);
    ctx.limit(Action::StaffPhoto)?;
    let file = Upload::of(&ctx).map_err(refused)?;
    let developed = ctx.photos.develop(file).await.map_err(refused)?;
    let id = PhotoId::random(&*ctx.entropy);
    let mut tx = ctx.store.staff.begin().await?;
    // Of two at once one follows the other, and the photo of the last is there whole.
    close_gate(&mut tx, &me, Right::BeHere).await?;
    for (size, bytes) in developed {
        tx.photos().set(&Photo { id, staff: me.id, size: size.pixels().into(), bytes }).await?;
    }
    tx.staff_log().add(&session::line(&ctx, me.id, StaffDeed::SetPhoto)).await?;
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_ACCOUNT).did(DeedKind::Set))
}

/// Removes the own photo.
#[server(endpoint = "staff/photo/remove")]
pub async fn remove_photo() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::BeHere)?;
    let mut tx = ctx.store.staff.begin().await?;
    close_gate(&mut tx, &me, Right::BeHere).await?;
    if tx.photos().remove(me.id).await? {
        tx.staff_log().add(&session::line(&ctx, me.id, StaffDeed::SetPhoto)).await?;
    }
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_ACCOUNT).did(DeedKind::Set))
}

/// The own photo, or the initials while there is none, and what can be done about it.
pub(super) fn card(lang: Lang, me: &Staff, photo: Option<PhotoId>, fault: Option<Fault>) -> AnyView {
    let shown = match photo {
        Some(photo) => {
            let src = paths::staff_photo(photo, PhotoSize::Middle);
            view! { <span class="photo photo--l"><img src=src width="96" height="96" alt=t::staff_photo::alt(lang)/></span> }.into_any()
        }
        None => view! { <span class="photo photo--l"><span class="initials" aria-hidden="true">{initials(&me.name)}</span></span> }.into_any(),
    };
    let remove = photo.map(|_| {
        view! {
            <form method="post" action=REMOVE.action()>
                <Submit look="btn--quiet">{t::staff_photo::remove(lang)}</Submit>
            </form>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="own-photo">
            <h2 id="own-photo">{t::staff_photo::title(lang)}</h2>
            <div class="row">{shown}<p class="grow sm muted">{t::staff_photo::text(lang, &LARGEST_MB.to_string())}</p></div>
            <form class="stack stack--s" method="post" action=SET.action() enctype="multipart/form-data">
                <FileField name="photo" label=t::staff_photo::choose(lang) accept="image/jpeg,image/png,image/webp" fault/>
                <Submit look="btn--soft">{t::staff_photo::set(lang)}</Submit>
            </form>
            {remove}
        </section>
    }
    .into_any()
}
