//! The machinery under the aggregates: it knows databases, statements and units of work, and no aggregate.
//!
//! SQLite is spoken to by rusqlite in the thread that asks, PostgreSQL by sqlx; both take the same text and the same
//! [`values!`], and answer with the same [`Row`].

#[macro_use]
mod values;

mod error;
pub(crate) mod listen;
pub(crate) mod migrations;
pub(crate) mod postgres;
mod row;
pub(crate) mod sqlite;
mod tx;
pub(crate) mod zone;
pub(crate) mod zones;

pub use error::{Error, Result};
pub(crate) use row::Row;
pub use tx::Tx;
pub(crate) use values::{Texts, Value, as_json};
pub use zone::Zone;
pub use zones::{Accounts, Community, Staff};
