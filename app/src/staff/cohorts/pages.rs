//! The list of cohorts, one of them, and its poster.

use super::api::{ADD, END, EXPORT};
use super::list::{self, SHAPE};
use super::parts::{about, by_month, link, poster, until};
use crate::desk::table::{TableAsked, export_form};
use crate::desk::{Admin, Desk, Item, StaffFrame, Table};
use crate::islands::KeyTools;
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult, Path, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::t;
use domain::codes::CohortCode;
use domain::ids::CohortId;
use domain::staff::Right;
use leptos::prelude::*;
use store::CohortRow;

/// All of them.
pub async fn list(ctx: Ctx, asked: Query<TableAsked>) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageCohorts).await?;
    let (lang, query) = (ctx.lang, asked.0.of(&SHAPE));
    let all = list::load(&ctx, &mut ctx.store.accounts.read().await?).await?;
    let (rows, next) = query.portion(all, |cohort| cohort.fits(&query));
    let title = t::staff::cohorts(lang);
    let tools = view! {
        {export_form(lang, &query, &EXPORT)}
        <a class="btn btn--s btn--soft" href=paths::STAFF_NEW_COHORT><Icon glyph=Glyph::Plus/>{t::cohorts::new(lang)}</a>
    }
    .into_any();
    let form = FormState::of(&ctx, &EXPORT);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Cohorts) title tools>
            <div class="work-page">
                <FaultSummary form/>
                <p class="sm muted">{t::cohorts::counted(lang)}</p>
                <Table query caption=title choices=list::choices(lang) rows next empty=(t::cohorts::none(lang), t::cohorts::none_text(lang))/>
            </div>
        </StaffFrame>
    })
    .titled(title))
}

/// A new one.
pub async fn new(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageCohorts).await?;
    let (lang, form) = (ctx.lang, FormState::of(&ctx, &ADD));
    let organisations = ctx.store.accounts.read().await?.organisations().list().await?;
    let options = organisations.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect();
    let title = t::cohorts::new(lang);
    let labels = vec![
        ("name", t::staff::name(lang).to_owned()),
        ("organisation", t::staff::organisation(lang).to_owned()),
        ("seats", t::cohorts::seats(lang).to_owned()),
        ("ends", t::cohorts::ends(lang).to_owned()),
    ];
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Cohorts) title back=paths::STAFF_COHORTS>
            <div class="work-page work-page--form">
                <FaultSummary form=form.clone() labels/>
                <form class="card stack" method="post" action=ADD.action()>
                    <TextField name="name" label=t::staff::name(lang) hint=t::cohorts::name_hint(lang) value=form.value("name") fault=form.fault("name")/>
                    <SelectField name="organisation" label=t::staff::organisation(lang) groups=vec![(String::new(), options)]
                        chosen=form.value("organisation") hint=t::cohorts::organisation_hint(lang) fault=form.fault("organisation")/>
                    <TextField name="ends" label=t::cohorts::ends(lang) hint=t::cohorts::ends_hint(lang) kind="date" value=form.value("ends") fault=form.fault("ends")/>
                    <TextField name="seats" label=t::cohorts::seats(lang) hint=t::cohorts::seats_hint(lang) value=form.value("seats")
                        may_be_empty=true fault=form.fault("seats")/>
                    <Submit>{t::cohorts::add(lang)}</Submit>
                </form>
            </div>
        </StaffFrame>
    })
    .titled(title))
}

async fn find(ctx: &Ctx, id: CohortId) -> Result<(CohortRow, CohortCode), AppError> {
    let row = ctx.store.accounts.read().await?.cohorts().find(id).await?.ok_or(AppError::Gone)?;
    let code = CohortCode::parse(&row.code).map_err(|_| AppError::Gone)?;
    Ok((row, code))
}

/// One of them: its code, its link and picture, how many joined in which month in round numbers, and its end.
pub async fn one(ctx: Ctx, Path(id): Path<CohortId>) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageCohorts).await?;
    let (lang, today, form) = (ctx.lang, ctx.clock.today(), FormState::of(&ctx, &END));
    let (row, code) = find(&ctx, id).await?;
    let mut tx = ctx.store.accounts.read().await?;
    let joins = tx.cohorts().list_joins(id).await?;
    let organisation = match row.organisation {
        Some(organisation) => tx.organisations().find(organisation).await?.map(|one| one.name),
        None => None,
    };
    drop(tx);
    let url = link(&ctx.origin, &code);
    let months: Vec<_> = by_month(&joins)
        .into_iter()
        .map(|(month, people)| {
            view! { <li><span class="grow">{month_words(lang, &month.to_string())}</span><b>{about(lang, people)}</b></li> }
        })
        .collect();
    let months = match months.is_empty() {
        true => view! { <p class="muted">{t::cohorts::nobody(lang)}</p> }.into_any(),
        false => view! { <ul class="figures">{months}</ul> }.into_any(),
    };
    let seats = row.seats.map_or_else(|| t::cohorts::no_limit(lang).to_owned(), |seats| number(lang, seats));
    let end = (row.ends >= today).then(|| {
        view! {
            <form class="card stack stack--s" method="post" action=END.action()>
                <h2 class="h4">{t::cohorts::end_head(lang)}</h2>
                <p class="sm muted">{t::cohorts::end_text(lang)}</p>
                <input type="hidden" name="cohort" value=id.to_string()/>
                <Submit look="btn--danger btn--s">{t::cohorts::end(lang)}</Submit>
            </form>
        }
    });
    let tools = view! {
        <a class="btn btn--s btn--soft" href=paths::staff_poster(id)><Icon glyph=Glyph::Printer/>{t::cohorts::poster(lang)}</a>
    }
    .into_any();
    let title = row.name.clone();
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Cohorts) title=title.clone() back=paths::STAFF_COHORTS tools>
            <div class="work-page">
                <FaultSummary form/>
                <div class="twothird">
                    <div class="stack">
                        <section class="card stack stack--s">
                            <h2 class="h4">{t::cohorts::about_it(lang)}</h2>
                            <dl class="facts">
                                <dt>{t::staff::organisation(lang)}</dt><dd>{organisation.unwrap_or_else(|| t::cohorts::no_organisation(lang).to_owned())}</dd>
                                <dt>{t::cohorts::ends(lang)}</dt><dd>{until(lang, row.ends, today)}</dd>
                                <dt>{t::cohorts::seats(lang)}</dt><dd>{seats}</dd>
                            </dl>
                        </section>
                        <section class="card stack stack--s">
                            <h2 class="h4">{t::cohorts::joined(lang)}</h2>
                            {months}
                            <p class="sm muted">{t::cohorts::counted(lang)}</p>
                        </section>
                        {end}
                    </div>
                    <section class="card invite">
                        <QrCode text=url.clone() label=t::cohorts::qr(lang)/>
                        <b class="code" translate="no">{code.grouped()}</b>
                        <input class="input input--d" type="text" readonly=true value=url.clone() aria-label=t::cohorts::link(lang) id="cohort-link"/>
                        <button class="btn btn--s btn--soft" type="button" hidden=true data-copy=url><Icon glyph=Glyph::Copy/>{t::staff::copy_link(lang)}</button>
                        <p class="sm strong center" id="key-said" role="status"></p>
                        <KeyTools copied=t::staff::link_copied(lang).to_owned()/>
                    </section>
                </div>
            </div>
        </StaffFrame>
    })
    .titled(&title))
}

/// The poster of a cohort, as it is printed on A4.
pub async fn print(ctx: Ctx, Path(id): Path<CohortId>) -> PageResult {
    ctx.staff(Right::ManageCohorts)?;
    let lang = ctx.lang;
    let (row, code) = find(&ctx, id).await?;
    let title = t::cohorts::poster(lang);
    Ok(Page::of(view! {
        <main class="paper-page" id="main">
            <div class="row row--wrap no-print">
                <a class="btn btn--s btn--quiet" href=paths::staff_cohort(row.id)><Icon glyph=Glyph::ArrowLeft/>{t::cohorts::back(lang)}</a>
                <h1 class="h4 grow">{title}</h1>
                <button class="btn btn--s btn--soft" type="button" hidden=true data-print=""><Icon glyph=Glyph::Printer/>{t::cohorts::print(lang)}</button>
            </div>
            <p class="sm muted no-print">{t::cohorts::poster_note(lang)}</p>
            {poster(lang, &ctx.origin, &code)}
            <KeyTools copied=t::staff::link_copied(lang).to_owned()/>
        </main>
    })
    .titled(title))
}
