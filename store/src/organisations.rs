//! Employers and schools that invite members.

use crate::driver::{Accounts, Result, Row, Tx};
use domain::ids::OrganisationId;

const ADD: &str = "insert into organisations (id, called, kind) values ($1, $2, $3)";
const FIND: &str = "select id, called, kind from organisations where id = $1";
const LIST: &str = "select id, called, kind from organisations order by called, id";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, LIST];

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// A place to work or to learn.
    pub kind: OrganisationKind,
}

/// The kinds of organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationKind {
    /// A place to work.
    Employer,
    /// A place to learn.
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

fn read(row: &Row<'_>) -> Result<Organisation> {
    Ok(Organisation {
        id: row.id("id", OrganisationId::from_bytes)?,
        name: row.get("called")?,
        kind: row.word("kind", OrganisationKind::from_slug)?,
    })
}

impl Tx<Accounts> {
    /// The employers and schools that invite members.
    pub fn organisations(&mut self) -> Organisations<'_> {
        Organisations(self)
    }
}

/// Organisations as rows.
pub struct Organisations<'a>(&'a mut Tx<Accounts>);

impl Organisations<'_> {
    /// Adds one.
    pub async fn add(&mut self, organisation: &Organisation) -> Result<()> {
        let Organisation { id, name, kind } = organisation;
        self.0.run(ADD, values![*id, name, kind.slug()]).await.map(drop)
    }

    /// The one with this id.
    pub async fn find(&mut self, organisation: OrganisationId) -> Result<Option<Organisation>> {
        self.0.ask_one(FIND, values![organisation], read).await
    }

    /// All, by name.
    pub async fn list(&mut self) -> Result<Vec<Organisation>> {
        self.0.ask(LIST, &[], read).await
    }
}
