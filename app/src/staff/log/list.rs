//! Lines of the log as rows of a table.

use super::merged::{self, Place};
use super::names::Names;
use crate::desk::table::{Column, Listed, Shape, TableQuery};
use crate::kit::ctx::Ctx;
use crate::kit::paths;
use crate::kit::ui::{day_words, moment_words};
use crate::t;
use domain::held::Reason;
use domain::ids::StaffId;
use domain::people::Lang;
use domain::staff::{StaffDeed, StaffRole};
use domain::time::moment_of;
use leptos::prelude::*;
use store::{StaffLogFilter, StaffLogLine};

pub(super) static SHAPE: Shape = Shape {
    name: "log",
    path: paths::STAFF_LOG,
    columns: &[
        Column { name: "moment", words: t::staff_log::moment, sorts: true },
        Column { name: "staff", words: t::staff_log::who, sorts: false },
        Column { name: "deed", words: t::staff_log::deed, sorts: false },
        Column { name: "object", words: t::staff_log::object, sorts: false },
    ],
    small: &[Column { name: "detail", words: t::staff_log::detail, sorts: false }],
    sorted: ("moment", true),
    filters: &["staff", "deed"],
};

/// A line in the table.
pub(super) struct LogRow {
    lang: Lang,
    pub place: Place,
    line: StaffLogLine,
    who: String,
    object: String,
}

/// The `limit` lines of the question after a place, in its order.
pub(super) async fn load(
    ctx: &Ctx,
    query: &TableQuery,
    names: &Names,
    after: Option<Place>,
    limit: usize,
) -> store::Result<Vec<LogRow>> {
    let deed = query.filter::<String>("deed");
    let filter = StaffLogFilter {
        staff: query.filter::<StaffId>("staff"),
        deed: deed.as_deref().and_then(StaffDeed::from_slug),
    };
    let lang = ctx.lang;
    let row = |(place, line): (Place, StaffLogLine)| {
        let who = names.who(line.staff).unwrap_or_else(|| t::staff_log::command_line(lang).to_owned());
        let object = line.object.as_deref().map(|object| names.thing(object)).unwrap_or_default();
        LogRow { lang, place, line, who, object }
    };
    let lines = merged::list(ctx, &filter, query.down, after, limit).await?;
    Ok(lines.into_iter().map(row).collect())
}

impl LogRow {
    fn day(&self) -> String {
        self.place.day().map(|day| day.to_string()).unwrap_or_default()
    }
}

impl Listed for LogRow {
    fn id(&self) -> String {
        self.line.object.clone().unwrap_or_default()
    }

    fn text(&self, column: &str) -> String {
        match column {
            "moment" => {
                let moment = self.place.second().and_then(moment_of);
                moment.map_or_else(|| self.day(), |moment| moment.to_rfc3339())
            }
            "staff" => self.who.clone(),
            "deed" => deed_words(self.lang, self.line.deed).to_owned(),
            "detail" => detail_words(self.lang, self.line.detail.as_deref().unwrap_or_default()),
            _ => self.object.clone(),
        }
    }

    fn cell(&self, column: &str) -> AnyView {
        match column {
            "moment" => {
                // Of what a member's post is about, nothing finer than the day is known.
                let day = || day_words(self.lang, &self.day());
                let words = self.place.second().map_or_else(day, |at| moment_words(self.lang, at));
                view! { <time datetime=self.text(column)>{words}</time> }.into_any()
            }
            "deed" => {
                let detail = self.text("detail");
                let detail = (!detail.is_empty()).then(|| view! { <small>{detail}</small> });
                view! { {self.text(column)}{detail} }.into_any()
            }
            _ => self.text(column).into_any(),
        }
    }
}

/// Roles, reasons and lists in the words of people; another closed word as it stands.
fn detail_words(lang: Lang, detail: &str) -> String {
    let words = detail.split_whitespace().map(|word| {
        let role = StaffRole::from_slug(word).map(|role| role.label(lang));
        let known = role.or_else(|| Reason::from_slug(word).map(|reason| reason_word(lang, reason)));
        match (known, word) {
            (Some(known), _) => known.to_owned(),
            (None, "team") => t::staff::team(lang).to_owned(),
            (None, "organisations") => t::staff::organisations(lang).to_owned(),
            (None, "cohorts") => t::staff::cohorts(lang).to_owned(),
            (None, "log") => t::staff::log(lang).to_owned(),
            (None, other) => other.replace('_', " "),
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The reason of a decision in a word or two; its author reads a sentence.
fn reason_word(lang: Lang, reason: Reason) -> &'static str {
    match reason {
        Reason::Reaches => t::staff_log::reason_reaches(lang),
        Reason::Person => t::staff_log::reason_person(lang),
        Reason::Client => t::staff_log::reason_client(lang),
        Reason::Place => t::staff_log::reason_place(lang),
        Reason::Rules => t::staff_log::reason_rules(lang),
    }
}

/// The deed in words.
pub(super) fn deed_words(lang: Lang, deed: StaffDeed) -> &'static str {
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
        StaffDeed::Export => t::staff_log::export(lang),
    }
}
