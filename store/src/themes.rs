//! The numbers that are shown about themes. What stands on the page of a theme is listed with the threads and posts.

use crate::driver::{Community, Result, Row, Tx};
use domain::themes::ThemeId;

const COUNT: &str = "select h.theme, count(*) as stories
    from thread_themes h join threads t on t.position = h.position where t.listed group by h.theme";
const SET_TOTAL: &str = "insert into theme_totals (theme, stories) values ($1, $2)
    on conflict (theme) do update set stories = excluded.stories";
const TOTALS: &str = "select theme, stories from theme_totals";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[COUNT, SET_TOTAL, TOTALS];

fn read(row: &Row<'_>) -> Result<(String, i64)> {
    Ok((row.get("theme")?, row.get("stories")?))
}

impl Tx<Community> {
    /// The numbers that are shown about themes.
    pub fn themes(&mut self) -> Themes<'_> {
        Themes(self)
    }
}

/// The numbers of themes.
pub struct Themes<'a>(&'a mut Tx<Community>);

impl Themes<'_> {
    /// Counts the stories that each theme has now. Reads an index from end to end: for the job of the day, not for a page.
    pub async fn count(&mut self) -> Result<Vec<(ThemeId, i64)>> {
        let rows = self.0.ask(COUNT, &[], read).await?;
        let found =
            |theme: ThemeId| rows.iter().find(|(slug, _)| slug == theme.slug()).map_or(0, |(_, n)| *n);
        Ok(ThemeId::all().map(|theme| (theme, found(theme))).collect())
    }

    /// Shows these numbers from now on.
    pub async fn set_totals(&mut self, totals: &[(ThemeId, i64)]) -> Result<()> {
        for (theme, stories) in totals {
            self.0.run(SET_TOTAL, values![theme.slug(), *stories]).await?;
        }
        Ok(())
    }

    /// The numbers that are shown, as of the last refresh.
    pub async fn list_totals(&mut self) -> Result<Vec<(ThemeId, i64)>> {
        let rows = self.0.ask(TOTALS, &[], read).await?;
        Ok(rows.into_iter().filter_map(|(slug, n)| Some((ThemeId::from_slug(&slug)?, n))).collect())
    }
}
