//! The list of people, a new one, and one of them.

use super::api::{ADD, EXPORT, LINK, REMOVE, SET};
use super::handing;
use super::list::{self, SHAPE, beside};
use super::parts::{about_fields, labels, ways_drawn};
use crate::desk::table::{TableAsked, export_form};
use crate::desk::{Admin, Desk, Item, StaffFrame, Table, colleague};
use crate::islands::KeyTools;
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult, Path, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::t;
use domain::ids::StaffId;
use domain::people::Lang;
use domain::staff::Right;
use leptos::prelude::*;
use store::StaffRow;

/// Everybody who works here.
pub async fn list(ctx: Ctx, asked: Query<TableAsked>) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageStaff).await?;
    let (lang, query) = (ctx.lang, asked.0.of(&SHAPE));
    let people = list::load(&ctx, &mut ctx.store.staff.read().await?).await?;
    let (rows, next) = query.portion(people, |colleague| colleague.fits(&query));
    let title = t::staff::team(lang);
    let tools = view! {
        {export_form(lang, &query, &EXPORT)}
        <a class="btn btn--s btn--soft" href=paths::STAFF_NEW><Icon glyph=Glyph::Plus/>{t::team::new(lang)}</a>
    }
    .into_any();
    let form = FormState::of(&ctx, &EXPORT);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Team) title tools>
            <div class="work-page">
                <FaultSummary form/>
                <Table query caption=title choices=list::choices(lang) rows next empty=(t::team::none(lang), t::team::none_text(lang))/>
            </div>
        </StaffFrame>
    })
    .titled(title))
}

/// A new one.
pub async fn new(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageStaff).await?;
    let (lang, form) = (ctx.lang, FormState::of(&ctx, &ADD));
    let organisations = ctx.store.accounts.read().await?.organisations().list().await?;
    let title = t::team::new(lang);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Team) title back=paths::STAFF_TEAM>
            <div class="work-page work-page--form">
                <FaultSummary form=form.clone() labels=labels(lang)/>
                <form class="card stack" method="post" action=ADD.action()>
                    <TextField name="email" label=t::staff::email(lang) hint=t::team::email_hint(lang) value=form.value("email") fault=form.fault("email")/>
                    {about_fields(lang, &form, None, organisations)}
                    <Submit>{t::team::add(lang)}</Submit>
                </form>
            </div>
        </StaffFrame>
    })
    .titled(title))
}

/// One of them: what they may do, how they come in, and the link that was made for them just now.
pub async fn one(ctx: Ctx, Path(id): Path<StaffId>) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageStaff).await?;
    let lang = ctx.lang;
    let mut tx = ctx.store.staff.read().await?;
    let row = tx.staff().find(id).await?.ok_or(AppError::Gone)?;
    let ways = beside(&ctx, &mut tx).await?.remove(&id).unwrap_or_default();
    drop(tx);
    let organisations = ctx.store.accounts.read().await?.organisations().list().await?;
    let form = FormState::of_any(&ctx, &[&SET, &LINK, &REMOVE]);
    let of_fields = FormState::of(&ctx, &SET);
    let handed = handing::take(&ctx, id).map(|link| link_card(lang, &row, link));
    let title = row.name.clone();
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Team) title=title.clone() back=paths::STAFF_TEAM>
            <div class="work-page">
                <FaultSummary form labels=labels(lang)/>
                {handed}
                <div class="twothird">
                    <form class="card stack" method="post" action=SET.action()>
                        <input type="hidden" name="person" value=id.to_string()/>
                        {about_fields(lang, &of_fields, Some(&row), organisations)}
                        <Submit>{t::staff::keep(lang)}</Submit>
                    </form>
                    <div class="stack">
                        <section class="card stack stack--s">
                            <h2 class="h4">{t::team::ways_in(lang)}</h2>
                            <p class="row row--s sm">{colleague(&row.name, ways.photo)}{row.email.clone()}</p>
                            {ways_drawn(lang, &ways)}
                            <p class="sm muted">{t::team::link_text(lang)}</p>
                            <form method="post" action=LINK.action()>
                                <input type="hidden" name="person" value=id.to_string()/>
                                <Submit look="btn--soft btn--s"><Icon glyph=Glyph::Key/>{t::team::make_link(lang)}</Submit>
                            </form>
                        </section>
                        <section class="card stack stack--s">
                            <h2 class="h4">{t::team::remove_head(lang)}</h2>
                            <p class="sm muted">{t::team::remove_text(lang)}</p>
                            <form method="post" action=REMOVE.action()>
                                <input type="hidden" name="person" value=id.to_string()/>
                                <Submit look="btn--danger btn--s">{t::staff::remove(lang)}</Submit>
                            </form>
                        </section>
                    </div>
                </div>
            </div>
        </StaffFrame>
    })
    .titled(&title))
}

/// The link that was made just now. Who leaves this page does not see it again.
fn link_card(lang: Lang, row: &StaffRow, link: String) -> AnyView {
    view! {
        <section class="card invite invite--wide" aria-labelledby="handed">
            <QrCode text=link.clone() label=t::team::qr(lang)/>
            <div class="stack stack--s">
                <h2 class="h4" id="handed">{t::team::link_for(lang, &row.name)}</h2>
                <p>{t::team::link_once(lang)}</p>
                <input class="input input--d" type="text" readonly=true value=link.clone() aria-label=t::team::link(lang) id="staff-link"/>
                <button class="btn btn--s btn--primary" type="button" hidden=true data-copy=link><Icon glyph=Glyph::Copy/>{t::staff::copy_link(lang)}</button>
                <p class="sm strong" id="key-said" role="status"></p>
                <KeyTools copied=t::staff::link_copied(lang).to_owned()/>
            </div>
        </section>
    }
    .into_any()
}
