//! Rows of a number and a seal, as drawers and devices are: the number follows from S, and nothing else stands there. What
//! both tables need is written once; which statement is run stands with the table.

use crate::driver::{Accounts, Result, Tx};

type Number = [u8; 32];

/// Finds the seal under this number.
pub(crate) async fn find(tx: &mut Tx<Accounts>, sql: &'static str, id: Number) -> Result<Option<Vec<u8>>> {
    tx.ask_one(sql, values![&id], |row| row.get("sealed")).await
}

/// Puts another seal in the place of the one that was read; false when it was changed or removed since.
pub(crate) async fn replace(
    tx: &mut Tx<Accounts>,
    sql: &'static str,
    id: Number,
    was: &[u8],
    sealed: &[u8],
) -> Result<bool> {
    Ok(tx.run(sql, values![&id, was, sealed]).await? == 1)
}

/// Throws one away, and has its bytes overwritten (T32); false when there was none.
pub(crate) async fn remove(tx: &mut Tx<Accounts>, sql: &'static str, id: Number) -> Result<bool> {
    tx.leaves_traces();
    Ok(tx.run(sql, values![&id]).await? == 1)
}

/// The next `limit` after one, in the order of their random numbers.
pub(crate) async fn list(
    tx: &mut Tx<Accounts>,
    sql: &'static str,
    after: Option<Number>,
    limit: i64,
) -> Result<Vec<(Number, Vec<u8>)>> {
    let after = after.unwrap_or_default();
    tx.ask(sql, values![&after, limit], |row| Ok((row.bytes("id")?, row.get("sealed")?))).await
}
