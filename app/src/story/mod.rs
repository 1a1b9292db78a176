//! What a story is: who wrote it, the form it comes from, how it is drawn, what others did at it, and when it appears. Knows no
//! feature.

use crate::kit::forms::Fields;
use crate::kit::paths;
use domain::ids::ThreadId;

pub mod alike;
pub mod authorship;
pub mod cards;
pub mod changing;
pub mod draft;
pub mod draw;
pub mod edition;
pub mod form_token;
pub mod held;
pub mod outcomes;
pub mod own;
pub mod privacy;
pub mod proof;
pub mod publish;
pub mod reactions;
pub mod replies;
pub mod settle;
pub mod tried;
pub mod waiting;

/// The page of the thread that a form names, for the row of a form that stands there.
pub fn on_thread(fields: &Fields<'_>) -> Option<String> {
    Some(paths::thread(fields.parse::<ThreadId>("thread")?))
}
