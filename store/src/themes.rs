//! The numbers that are shown about themes. What stands on the page of a theme is listed with the threads and posts.

use crate::{Community, Result, Tx};
use domain::themes::ThemeId;

const COUNT: &str = "select theme, count(*) from threads where listed group by theme";
const SET_TOTAL: &str = "insert into theme_totals (theme, stories) values ($1, $2)
    on conflict (theme) do update set stories = excluded.stories";
const TOTALS: &str = "select theme, stories from theme_totals";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[COUNT, SET_TOTAL, TOTALS];

/// The numbers of themes.
pub struct Themes<'a>(pub(crate) &'a mut Tx<Community>);

impl Themes<'_> {
    /// How many stories each theme has now. Reads an index from end to end: for the job of the day, not for a page.
    pub async fn count(&mut self) -> Result<Vec<(ThemeId, i64)>> {
        let rows: Vec<(String, i64)> = on!(self.0, conn => sqlx::query_as(COUNT).fetch_all(conn).await)?;
        let found =
            |theme: ThemeId| rows.iter().find(|(slug, _)| slug == theme.slug()).map_or(0, |(_, n)| *n);
        Ok(ThemeId::all().map(|theme| (theme, found(theme))).collect())
    }

    /// Shows these numbers from now on.
    pub async fn set_totals(&mut self, totals: &[(ThemeId, i64)]) -> Result<()> {
        for (theme, stories) in totals {
            on!(self.0, conn =>
                sqlx::query(SET_TOTAL).bind(theme.slug()).bind(*stories).execute(conn).await.map(drop))?;
        }
        Ok(())
    }

    /// The numbers that are shown, as of the last refresh.
    pub async fn totals(&mut self) -> Result<Vec<(ThemeId, i64)>> {
        let rows: Vec<(String, i64)> = on!(self.0, conn => sqlx::query_as(TOTALS).fetch_all(conn).await)?;
        Ok(rows.into_iter().filter_map(|(slug, n)| Some((ThemeId::from_slug(&slug)?, n))).collect())
    }
}
