//! Organisations as rows of a table.

use crate::desk::table::{Choices, Column, Listed, Shape, TableQuery};
use crate::kit::paths;
use crate::t;
use domain::people::{Lang, Region, Sector};
use store::{Organisation, OrganisationKind, Tx};

pub(super) static SHAPE: Shape = Shape {
    name: "organisations",
    path: paths::STAFF_ORGANISATIONS,
    columns: &[
        Column { name: "name", words: t::staff::name, sorts: true },
        Column { name: "kind", words: t::organisations::kind, sorts: true },
        Column { name: "region", words: t::organisations::region, sorts: true },
        Column { name: "sector", words: t::organisations::sector, sorts: true },
    ],
    small: &[],
    sorted: ("name", false),
    filters: &["kind"],
};

/// The word for a kind of organisation.
pub(super) fn kind_words(kind: OrganisationKind, lang: Lang) -> &'static str {
    match kind {
        OrganisationKind::Employer => t::organisations::employer(lang),
        OrganisationKind::School => t::organisations::school(lang),
    }
}

/// An organisation in the table.
pub(super) struct ListedOrganisation(Lang, Organisation);

/// All of them.
pub(super) async fn load(lang: Lang, tx: &mut Tx<store::Accounts>) -> store::Result<Vec<ListedOrganisation>> {
    Ok(tx.organisations().list().await?.into_iter().map(|one| ListedOrganisation(lang, one)).collect())
}

impl ListedOrganisation {
    /// Tells whether the table shows one of the kind that was asked for.
    pub(super) fn fits(&self, query: &TableQuery) -> bool {
        let kind = query.filter::<String>("kind").and_then(|kind| OrganisationKind::from_slug(&kind));
        kind.is_none_or(|kind| self.1.kind == kind)
    }
}

impl Listed for ListedOrganisation {
    fn id(&self) -> String {
        self.1.id.to_string()
    }

    fn text(&self, column: &str) -> String {
        let Self(lang, one) = self;
        match column {
            "name" => &one.name,
            "kind" => kind_words(one.kind, *lang),
            "region" => one.region.map_or("", |region| Region::label(region, *lang)),
            _ => one.sector.map_or("", |sector| Sector::label(sector, *lang)),
        }
        .to_owned()
    }

    fn href(&self) -> Option<String> {
        Some(paths::staff_organisation(self.1.id))
    }
}

/// The filters above the table.
pub(super) fn choices(lang: Lang) -> Vec<Choices> {
    let kinds = OrganisationKind::ALL.map(|kind| (kind.slug().to_owned(), kind_words(kind, lang).to_owned()));
    vec![Choices { name: "kind", label: t::organisations::kind(lang), words: kinds.to_vec() }]
}
