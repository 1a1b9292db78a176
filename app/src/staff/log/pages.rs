//! The log.

use super::api::EXPORT;
use super::merged::{self, Names, Place};
use crate::desk::table::{Asked, Choices, Column, Shape, TableRow};
use crate::desk::{Admin, Desk, Item, StaffFrame, Table};
use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::t;
use domain::ids::StaffId;
use domain::people::Lang;
use domain::staff::{Right, StaffDeed, StaffRole};
use domain::time::{minute_of_day, moment_of};
use leptos::prelude::*;
use store::StaffLogFilter;

/// Rows of a page.
const PORTION: usize = 50;

static SHAPE: Shape = Shape {
    path: paths::STAFF_LOG,
    columns: &[
        Column { name: "moment", words: t::staff_log::moment, sorts: false },
        Column { name: "staff", words: t::staff_log::who, sorts: false },
        Column { name: "deed", words: t::staff_log::deed, sorts: false },
        Column { name: "object", words: t::staff_log::object, sorts: false },
    ],
    sorted: ("moment", true),
    filters: &["staff", "deed"],
};

/// What staff did, the newest first.
pub async fn list(ctx: Ctx, asked: Query<Asked>) -> PageResult {
    let desk = Desk::open(&ctx, Right::ReadLog).await?;
    let (lang, query) = (ctx.lang, Asked::of(asked, &SHAPE));
    let deed = query.filter::<String>("deed");
    let filter = StaffLogFilter {
        staff: query.filter::<StaffId>("staff"),
        deed: deed.as_deref().and_then(StaffDeed::from_slug),
    };
    let names = Names::load(&ctx).await?;
    let people = ctx.store.staff.read().await?.staff().list_all().await?;
    let mut lines = merged::list(&ctx, &filter, query.after(), PORTION + 1).await?;
    let more = lines.len() > PORTION;
    lines.truncate(PORTION);
    let next = lines.last().filter(|_| more).map(|(place, _)| place.to_string());
    let rows = lines
        .into_iter()
        .map(|(place, line)| {
            let detail =
                line.detail.as_deref().map(|detail| view! { <small>{detail_words(lang, detail)}</small> });
            let who = names.who(line.staff).unwrap_or_else(|| t::staff_log::command_line(lang).to_owned());
            TableRow {
                href: None,
                cells: vec![
                    moment(lang, place),
                    who.into_any(),
                    view! { {deed_words(lang, line.deed)}{detail} }.into_any(),
                    line.object.map(|object| names.thing(&object)).into_any(),
                ],
            }
        })
        .collect::<Vec<_>>();
    let choices = vec![
        Choices {
            name: "staff",
            label: t::staff_log::who(lang),
            words: people.into_iter().map(|row| (row.id.to_string(), row.name)).collect(),
        },
        Choices {
            name: "deed",
            label: t::staff_log::deed(lang),
            words: StaffDeed::all()
                .map(|deed| (deed.slug().to_owned(), deed_words(lang, deed).to_owned()))
                .collect(),
        },
    ];
    let title = t::staff::log(lang);
    let (staff, deed) = (
        filter.staff.map(|staff| staff.to_string()).unwrap_or_default(),
        filter.deed.map(StaffDeed::slug).unwrap_or_default(),
    );
    let tools = view! {
        <form method="post" action=EXPORT.action()>
            <input type="hidden" name="staff" value=staff/>
            <input type="hidden" name="deed" value=deed/>
            <button class="btn btn--s btn--quiet" type="submit"><Icon glyph=Glyph::DownloadSimple/>{t::staff::export(lang)}</button>
        </form>
    }
    .into_any();
    let form = FormState::of(&ctx, &EXPORT);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Log) title tools>
            <div class="work-page">
                <FaultSummary form/>
                <p class="sm muted">{t::staff_log::members(lang)}</p>
                <Table query caption=title choices rows next empty=(t::staff_log::none(lang), t::staff_log::none_text(lang))/>
            </div>
        </StaffFrame>
    })
    .titled(title))
}

/// A moment as a clock in the Netherlands shows it, or the day where nothing else is known.
fn moment(lang: Lang, place: Place) -> AnyView {
    let Some(day) = place.day() else { return ().into_any() };
    let words = day_words(lang, &day.to_string());
    let Some(moment) = place.second().and_then(moment_of) else {
        return view! { <time datetime=day.to_string()>{words}</time> }.into_any();
    };
    let minutes = minute_of_day(moment);
    view! { <time datetime=moment.to_rfc3339()>{words}<small>{format!("{:02}.{:02}", minutes / 60, minutes % 60)}</small></time> }
        .into_any()
}

/// Roles in the words of people; another closed word as it stands.
fn detail_words(lang: Lang, detail: &str) -> String {
    let words = detail.split_whitespace().map(|word| {
        StaffRole::from_slug(word).map_or_else(|| word.replace('_', " "), |role| role.label(lang).to_owned())
    });
    words.collect::<Vec<_>>().join(", ")
}

fn deed_words(lang: Lang, deed: StaffDeed) -> &'static str {
    match deed {
        StaffDeed::AddStaff => t::staff_log::add_staff(lang),
        StaffDeed::SetStaff => t::staff_log::set_staff(lang),
        StaffDeed::SetRoles => t::staff_log::set_roles(lang),
        StaffDeed::RemoveStaff => t::staff_log::remove_staff(lang),
        StaffDeed::MakeLink => t::staff_log::make_link(lang),
        StaffDeed::Activate => t::staff_log::activate(lang),
        StaffDeed::AddPasskey => t::staff_log::add_passkey(lang),
        StaffDeed::RemovePasskey => t::staff_log::remove_passkey(lang),
        StaffDeed::SetTotp => t::staff_log::set_totp(lang),
        StaffDeed::MakeRecoveryCodes => t::staff_log::make_recovery_codes(lang),
        StaffDeed::UseRecoveryCode => t::staff_log::use_recovery_code(lang),
        StaffDeed::SignIn => t::staff_log::sign_in(lang),
        StaffDeed::EndSessions => t::staff_log::end_sessions(lang),
        StaffDeed::SetPhoto => t::staff_log::set_photo(lang),
        StaffDeed::AddOrganisation => t::staff_log::add_organisation(lang),
        StaffDeed::SetOrganisation => t::staff_log::set_organisation(lang),
        StaffDeed::AddCohort => t::staff_log::add_cohort(lang),
        StaffDeed::EndCohort => t::staff_log::end_cohort(lang),
        StaffDeed::ReleasePost => t::staff_log::release_post(lang),
        StaffDeed::AskAuthor => t::staff_log::ask_author(lang),
        StaffDeed::RemovePost => t::staff_log::remove_post(lang),
        StaffDeed::UndoDecision => t::staff_log::undo_decision(lang),
        StaffDeed::ExportLog => t::staff_log::export_log(lang),
    }
}
