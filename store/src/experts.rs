//! Named experts: the only people here with a name.

use crate::driver::{Community, Result, Row, Tx};
use domain::ids::ExpertId;

const ADD: &str = "insert into experts (id, slug, called, title_nl, title_en, field, bio_nl, bio_en)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND: &str =
    "select id, slug, called, title_nl, title_en, field, bio_nl, bio_en from experts where id = $1";
const LIST: &str =
    "select id, slug, called, title_nl, title_en, field, bio_nl, bio_en from experts order by called, id";
const ANY: &str = "select exists (select 1 from experts) as there";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, LIST, ANY];

/// An expert, as everybody may see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expert {
    /// Their id.
    pub id: ExpertId,
    /// The word in addresses and of the portrait.
    pub slug: String,
    /// Their name.
    pub name: String,
    /// Their profession, in Dutch.
    pub title_nl: String,
    /// Their profession, in English.
    pub title_en: String,
    /// The cluster of themes they know about.
    pub field: String,
    /// A few sentences about them, in Dutch.
    pub bio_nl: String,
    /// A few sentences about them, in English.
    pub bio_en: String,
}

fn read(row: &Row<'_>) -> Result<Expert> {
    Ok(Expert {
        id: row.id("id", ExpertId::from_bytes)?,
        slug: row.get("slug")?,
        name: row.get("called")?,
        title_nl: row.get("title_nl")?,
        title_en: row.get("title_en")?,
        field: row.get("field")?,
        bio_nl: row.get("bio_nl")?,
        bio_en: row.get("bio_en")?,
    })
}

impl Tx<Community> {
    /// The named experts.
    pub fn experts(&mut self) -> Experts<'_> {
        Experts(self)
    }
}

/// Experts as rows.
pub struct Experts<'a>(&'a mut Tx<Community>);

impl Experts<'_> {
    /// Adds one.
    pub async fn add(&mut self, expert: &Expert) -> Result<()> {
        let Expert { id, slug, name, title_nl, title_en, field, bio_nl, bio_en } = expert;
        self.0.run(ADD, values![*id, slug, name, title_nl, title_en, field, bio_nl, bio_en]).await.map(drop)
    }

    /// The one with this id.
    pub async fn find(&mut self, expert: ExpertId) -> Result<Option<Expert>> {
        self.0.ask_one(FIND, values![expert], read).await
    }

    /// Tells whether there is any.
    pub async fn any(&mut self) -> Result<bool> {
        Ok(self.0.ask_one(ANY, &[], |row| row.get("there")).await?.unwrap_or_default())
    }

    /// All, by name.
    pub async fn list(&mut self) -> Result<Vec<Expert>> {
        self.0.ask(LIST, &[], read).await
    }
}
