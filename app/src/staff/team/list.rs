//! Everybody who works here, as rows of a table.

use super::parts::{ways, ways_drawn};
use crate::desk::colleague;
use crate::desk::table::{Choices, Column, Listed, Shape, TableQuery};
use crate::kit::ctx::Ctx;
use crate::kit::paths;
use crate::kit::ui::day_words;
use crate::t;
use domain::ids::{PhotoId, StaffId};
use domain::people::Lang;
use domain::staff::StaffRole;
use domain::time::{Day, moment_of};
use leptos::prelude::*;
use std::collections::HashMap;
use store::{StaffRow, Tx};

pub(super) static SHAPE: Shape = Shape {
    name: "team",
    path: paths::STAFF_TEAM,
    columns: &[
        Column { name: "name", words: t::staff::name, sorts: true },
        Column { name: "roles", words: t::team::roles, sorts: false },
        Column { name: "ways", words: t::team::ways_in, sorts: false },
        Column { name: "seen", words: t::team::seen, sorts: true },
    ],
    small: &[Column { name: "function", words: t::team::function, sorts: false }],
    sorted: ("name", false),
    filters: &["role"],
};

/// What is known of somebody beside their row: how they come in, and their photo.
#[derive(Default)]
pub(super) struct OfColleague {
    pub photo: Option<PhotoId>,
    pub passkeys: i64,
    pub has_app: bool,
    /// Seconds until the end of a link that waits.
    pub link_ends: Option<i64>,
    /// The moment at which they were seen last, as far as a session says.
    pub seen: Option<i64>,
}

/// What is known of everybody beside their row, by one question each: of a list as of one person.
pub(super) async fn beside(
    ctx: &Ctx,
    tx: &mut Tx<store::Staff>,
) -> store::Result<HashMap<StaffId, OfColleague>> {
    let now = ctx.clock.now().timestamp();
    let mut all: HashMap<StaffId, OfColleague> = HashMap::new();
    for (staff, passkeys) in tx.staff_passkeys().count_each().await? {
        all.entry(staff).or_default().passkeys = passkeys;
    }
    for staff in tx.staff_totp().list_owners().await? {
        all.entry(staff).or_default().has_app = true;
    }
    for link in tx.staff_links().list().await? {
        all.entry(link.staff).or_default().link_ends = Some(link.ends - now);
    }
    for (staff, seen) in tx.staff_sessions().seen_each().await? {
        all.entry(staff).or_default().seen = Some(seen);
    }
    for (staff, photo) in tx.photos().list().await? {
        all.entry(staff).or_default().photo = Some(photo);
    }
    Ok(all)
}

/// Somebody in the table.
pub(super) struct ListedColleague {
    lang: Lang,
    today: Day,
    row: StaffRow,
    ways: OfColleague,
}

/// All, also who was removed: the place of such a row is still one after which others follow.
pub(super) async fn load(ctx: &Ctx, tx: &mut Tx<store::Staff>) -> store::Result<Vec<ListedColleague>> {
    let (lang, today) = (ctx.lang, ctx.clock.today());
    let mut beside = beside(ctx, tx).await?;
    let people = tx.staff().list_all().await?.into_iter();
    Ok(people
        .map(|row| ListedColleague { lang, today, ways: beside.remove(&row.id).unwrap_or_default(), row })
        .collect())
}

impl ListedColleague {
    /// Tells whether the table shows somebody who works here, with the role that was asked for.
    pub(super) fn fits(&self, query: &TableQuery) -> bool {
        let role = query.filter::<String>("role").and_then(|role| StaffRole::from_slug(&role));
        self.row.removed.is_none() && role.is_none_or(|role| self.row.roles.has(role))
    }

    fn seen(&self) -> Option<Day> {
        self.ways.seen.and_then(moment_of).map(Day::of)
    }
}

impl Listed for ListedColleague {
    fn id(&self) -> String {
        self.row.id.to_string()
    }

    fn text(&self, column: &str) -> String {
        let not_here = || t::team::not_signed_in(self.lang).to_owned();
        match column {
            "name" => self.row.name.clone(),
            "function" => self.row.function.clone(),
            "roles" => {
                let roles: Vec<_> = self.row.roles.iter().map(|role| role.label(self.lang)).collect();
                roles.join(", ")
            }
            "ways" => {
                let ways: Vec<_> = ways(self.lang, &self.ways).into_iter().map(|way| way.words).collect();
                ways.join(", ")
            }
            _ => self.seen().map_or_else(not_here, |day| day.to_string()),
        }
    }

    fn key(&self, column: &str) -> Option<String> {
        // Who is not signed in was seen before all who are.
        (column == "seen").then(|| self.seen().map(|day| day.to_string()).unwrap_or_default())
    }

    fn cell(&self, column: &str) -> AnyView {
        match column {
            "name" => {
                let face = colleague(&self.row.name, self.ways.photo);
                let (name, function) = (self.row.name.clone(), self.row.function.clone());
                view! { <span class="row row--s">{face}<span>{name}<small>{function}</small></span></span> }
                    .into_any()
            }
            "roles" => {
                let lang = self.lang;
                let roles = self.row.roles.iter();
                let tags: Vec<_> =
                    roles.map(|role| view! { <span class="tag">{role.label(lang)}</span> }).collect();
                view! { <span class="row row--s row--wrap">{tags}</span> }.into_any()
            }
            "ways" => ways_drawn(self.lang, &self.ways),
            _ => match self.seen() {
                None => view! { <span class="muted">{t::team::not_signed_in(self.lang)}</span> }.into_any(),
                Some(day) if day == self.today => t::ui::today(self.lang).into_any(),
                Some(day) => day_words(self.lang, &day.to_string()).into_any(),
            },
        }
    }

    fn href(&self) -> Option<String> {
        Some(paths::staff_person(self.row.id))
    }
}

/// The filters above the table.
pub(super) fn choices(lang: Lang) -> Vec<Choices> {
    let roles = StaffRole::ALL.map(|role| (role.slug().to_owned(), role.label(lang).to_owned()));
    vec![Choices { name: "role", label: t::team::role(lang), words: roles.to_vec() }]
}
