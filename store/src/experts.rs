//! Named experts: the only people here with a name.

use crate::columns::id;
use crate::{Community, Result, Tx};
use domain::ids::ExpertId;
use uuid::Uuid;

const ADD: &str = "insert into experts (id, slug, called, title_nl, title_en, field, bio_nl, bio_en)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND: &str =
    "select id, slug, called, title_nl, title_en, field, bio_nl, bio_en from experts where id = $1";
const LIST: &str =
    "select id, slug, called, title_nl, title_en, field, bio_nl, bio_en from experts order by called, id";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, LIST];

/// An expert, as everybody may see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expert {
    /// Which one.
    pub id: ExpertId,
    /// The word in addresses and of the portrait.
    pub slug: String,
    /// Their name.
    pub name: String,
    /// What they are, in Dutch.
    pub title_nl: String,
    /// What they are, in English.
    pub title_en: String,
    /// The cluster of themes they know about.
    pub field: String,
    /// A few sentences about them, in Dutch.
    pub bio_nl: String,
    /// A few sentences about them, in English.
    pub bio_en: String,
}

#[derive(sqlx::FromRow)]
struct ExpertRow {
    id: Uuid,
    slug: String,
    called: String,
    title_nl: String,
    title_en: String,
    field: String,
    bio_nl: String,
    bio_en: String,
}

impl From<ExpertRow> for Expert {
    fn from(row: ExpertRow) -> Self {
        Self {
            id: ExpertId::from_bytes(row.id.into_bytes()),
            slug: row.slug,
            name: row.called,
            title_nl: row.title_nl,
            title_en: row.title_en,
            field: row.field,
            bio_nl: row.bio_nl,
            bio_en: row.bio_en,
        }
    }
}

/// Experts as rows.
pub struct Experts<'a>(pub(crate) &'a mut Tx<Community>);

impl Experts<'_> {
    /// Adds one.
    pub async fn add(&mut self, expert: &Expert) -> Result<()> {
        on!(self.0, conn => sqlx::query(ADD)
            .bind(id(expert.id.bytes())).bind(&expert.slug).bind(&expert.name)
            .bind(&expert.title_nl).bind(&expert.title_en).bind(&expert.field)
            .bind(&expert.bio_nl).bind(&expert.bio_en)
            .execute(conn).await.map(drop))
    }

    /// The one with this id.
    pub async fn find(&mut self, expert: ExpertId) -> Result<Option<Expert>> {
        let row = on!(self.0, conn => sqlx::query_as::<_, ExpertRow>(FIND)
            .bind(id(expert.bytes())).fetch_optional(conn).await)?;
        Ok(row.map(Expert::from))
    }

    /// All, by name.
    pub async fn list(&mut self) -> Result<Vec<Expert>> {
        let rows = on!(self.0, conn => sqlx::query_as::<_, ExpertRow>(LIST).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Expert::from).collect())
    }
}
