//! Employers and schools that invite members.

use crate::driver::{Accounts, Result, Row, Tx};
use domain::ids::OrganisationId;
use domain::people::{Region, Sector};

const ADD: &str = "insert into organisations (id, called, kind, region, sector) values ($1, $2, $3, $4, $5)";
const FIND: &str = "select id, called, kind, region, sector from organisations where id = $1";
const SET: &str = "update organisations set called = $2, kind = $3, region = $4, sector = $5 where id = $1";
const LIST: &str = "select id, called, kind, region, sector from organisations order by called, id";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, SET, LIST];

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// A place to work or to learn.
    pub kind: OrganisationKind,
    /// The part of the country that it is in, when it is of one.
    pub region: Option<Region>,
    /// The work that is done there, when it is of one kind.
    pub sector: Option<Sector>,
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

    /// Both.
    pub const ALL: [Self; 2] = [Self::Employer, Self::School];

    /// The kind with this word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

fn read(row: &Row<'_>) -> Result<Organisation> {
    Ok(Organisation {
        id: row.id("id", OrganisationId::from_bytes)?,
        name: row.get("called")?,
        kind: row.word("kind", OrganisationKind::from_slug)?,
        region: row.word_if_any("region", Region::from_slug)?,
        sector: row.word_if_any("sector", Sector::from_slug)?,
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
        let Organisation { id, name, kind, region, sector } = organisation;
        let (region, sector) = (region.map(Region::slug), sector.map(Sector::slug));
        self.0.run(ADD, values![*id, name, kind.slug(), region, sector]).await.map(drop)
    }

    /// Changes what one is called and how it is described; false when there is none with its id.
    pub async fn set(&mut self, organisation: &Organisation) -> Result<bool> {
        let Organisation { id, name, kind, region, sector } = organisation;
        let (region, sector) = (region.map(Region::slug), sector.map(Sector::slug));
        Ok(self.0.run(SET, values![*id, name, kind.slug(), region, sector]).await? == 1)
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
