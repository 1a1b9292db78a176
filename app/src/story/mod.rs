//! What a story is: who wrote it, the form it comes from, how it is drawn, what others did at it, and when it appears. Knows no
//! feature.

pub mod alike;
pub mod authorship;
pub mod cards;
pub mod draft;
pub mod draw;
pub mod form_token;
pub mod outcomes;
pub mod own;
pub mod privacy;
pub mod publish;
pub mod reactions;
pub mod replies;
pub mod tried;
pub mod waiting;
