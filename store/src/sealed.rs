//! Rows of a number and a seal, as drawers and devices are: the number follows from S, and nothing else stands there. What
//! both tables need is written once; which statement is run stands with the table.

use crate::columns::bytes;
use crate::{Accounts, Result, Tx};

type Number = [u8; 32];

/// What is sealed under this number.
pub(crate) async fn find(tx: &mut Tx<Accounts>, sql: &'static str, id: Number) -> Result<Option<Vec<u8>>> {
    on!(tx, conn => sqlx::query_scalar(sql).bind(&id[..]).fetch_optional(conn).await)
}

/// Puts another seal in the place of the one that was read; false when it was changed or removed since.
pub(crate) async fn replace(
    tx: &mut Tx<Accounts>,
    sql: &'static str,
    id: Number,
    was: &[u8],
    sealed: &[u8],
) -> Result<bool> {
    let changed = on!(tx, conn => sqlx::query(sql)
        .bind(&id[..]).bind(was).bind(sealed).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Throws one away, and has its bytes overwritten (T32); false when there was none.
pub(crate) async fn remove(tx: &mut Tx<Accounts>, sql: &'static str, id: Number) -> Result<bool> {
    tx.leaves_traces();
    let gone = on!(tx, conn => sqlx::query(sql)
        .bind(&id[..]).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(gone == 1)
}

/// The next `limit` after one, in the order of their random numbers. `column` is what cannot be read if a number has
/// another length.
pub(crate) async fn list(
    tx: &mut Tx<Accounts>,
    sql: &'static str,
    column: &'static str,
    after: Option<Number>,
    limit: i64,
) -> Result<Vec<(Number, Vec<u8>)>> {
    let after = after.unwrap_or_default();
    let rows: Vec<(Vec<u8>, Vec<u8>)> = on!(tx, conn => sqlx::query_as(sql)
        .bind(&after[..]).bind(limit).fetch_all(conn).await)?;
    rows.into_iter().map(|(id, sealed)| Ok((bytes(column, id)?, sealed))).collect()
}
