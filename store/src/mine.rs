//! What one person did at many posts, asked by the person's own tag at each: a fixed number of `or`, so that the text
//! stays a constant; a shorter list repeats its last one.

use crate::columns::id;
use crate::{Community, Result, Tx};
use domain::ids::PostId;
use domain::secrets::Tag;
use uuid::Uuid;

/// How many posts are asked about in one go: a page of the feed, or a thread.
const FEW: usize = 8;
const MANY: usize = 24;

/// The question for four posts, from which the longer ones are put together.
macro_rules! four {
    ($a:literal, $b:literal, $c:literal, $d:literal, $e:literal, $f:literal, $g:literal, $h:literal) => {
        concat!(
            "(post_id = $",
            $a,
            " and tag = $",
            $b,
            ") or (post_id = $",
            $c,
            " and tag = $",
            $d,
            ") or (post_id = $",
            $e,
            " and tag = $",
            $f,
            ") or (post_id = $",
            $g,
            " and tag = $",
            $h,
            ")"
        )
    };
}

/// The questions for few and for many posts; `$select` ends with `where (`.
macro_rules! mine {
    ($select:literal) => {
        $crate::mine::Mine {
            few: concat!(
                $select,
                four!(1, 2, 3, 4, 5, 6, 7, 8),
                " or ",
                four!(9, 10, 11, 12, 13, 14, 15, 16),
                ")"
            ),
            many: concat!(
                $select,
                four!(1, 2, 3, 4, 5, 6, 7, 8),
                " or ",
                four!(9, 10, 11, 12, 13, 14, 15, 16),
                " or ",
                four!(17, 18, 19, 20, 21, 22, 23, 24),
                " or ",
                four!(25, 26, 27, 28, 29, 30, 31, 32),
                " or ",
                four!(33, 34, 35, 36, 37, 38, 39, 40),
                " or ",
                four!(41, 42, 43, 44, 45, 46, 47, 48),
                ")"
            ),
        }
    };
}

/// One question in two lengths.
pub(crate) struct Mine {
    pub few: &'static str,
    pub many: &'static str,
}

impl Mine {
    /// The posts with the word that stands there for this person.
    pub async fn ask(
        &self,
        tx: &mut Tx<Community>,
        asked: &[(PostId, Tag)],
    ) -> Result<Vec<(PostId, String)>> {
        let mut mine = Vec::new();
        for some in asked.chunks(MANY) {
            let (sql, places) = if some.len() <= FEW { (self.few, FEW) } else { (self.many, MANY) };
            let found: Vec<(Uuid, String)> = on!(tx, conn => {
                let mut question = sqlx::query_as(sql);
                for place in 0..places {
                    let (post, tag) = some[place.min(some.len() - 1)];
                    question = question.bind(id(post.bytes())).bind(tag.bytes().to_vec());
                }
                question.fetch_all(conn).await
            })?;
            mine.extend(found.into_iter().map(|(post, word)| (PostId::from_bytes(post.into_bytes()), word)));
        }
        Ok(mine)
    }
}
