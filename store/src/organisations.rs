//! Employers and schools that invite members.

use crate::ask::{Bound, Row};
use crate::columns::id;
use crate::{Accounts, Result, Tx};
use domain::ids::OrganisationId;

const ADD: &str = "insert into organisations (id, called, kind) values ($1, $2, $3)";
const FIND: &str = "select id, called, kind from organisations where id = $1";
const LIST: &str = "select id, called, kind from organisations order by called, id";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, LIST];

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Which one.
    pub id: OrganisationId,
    /// What it is called.
    pub name: String,
    /// Whether people work or learn there.
    pub kind: OrganisationKind,
}

/// What members do at an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationKind {
    /// Work.
    Employer,
    /// Learn.
    School,
}

impl OrganisationKind {
    /// The word in tables and commands.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Employer => "employer",
            Self::School => "school",
        }
    }

    /// The kind with this word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Employer, Self::School].into_iter().find(|kind| kind.slug() == slug)
    }
}

fn one(row: &Row<'_>) -> Result<Organisation> {
    Ok(Organisation {
        id: OrganisationId::from_bytes(row.id(0)?),
        name: row.get(1)?,
        kind: row.word(2, "organisations.kind", OrganisationKind::from_slug)?,
    })
}

/// Organisations as rows.
pub struct Organisations<'a>(pub(crate) &'a mut Tx<Accounts>);

impl Organisations<'_> {
    /// Adds one.
    pub async fn add(&mut self, organisation: &Organisation) -> Result<()> {
        on!(self.0, conn => sqlx::query(ADD)
            .bind(id(organisation.id.bytes())).bind(&organisation.name).bind(organisation.kind.slug())
            .execute(conn).await.map(drop))
    }

    /// The one with this id.
    pub async fn find(&mut self, organisation: OrganisationId) -> Result<Option<Organisation>> {
        self.0.ask_one(FIND, &[Bound::Id(organisation.bytes())], one).await
    }

    /// All, by name.
    pub async fn list(&mut self) -> Result<Vec<Organisation>> {
        self.0.ask(LIST, &[], one).await
    }
}
