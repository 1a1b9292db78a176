//! An installation as the last version without a zone of staff left it.

use super::Tested;
use crate::Urls;
use crate::driver::sqlite::{self, BUSY, Conn, make_folder};
use crate::driver::zones::ZoneSpec;
use crate::driver::{Accounts, Community, postgres};
use sqlx::AssertSqlSafe;

/// The last step of that version, in whichever zone.
const LAST: i64 = 72;

/// The rows of each of its zones; `{id}` is an id, `{key}` what follows from the keys.
const ACCOUNTS: [&str; 3] = [
    "insert into installation (one, key_check) values (1, {key})",
    "insert into organisations (id, called, kind) values ({id}, 'De Linde', 'employer')",
    "insert into cohorts (id, organisation_id, code, used, ends, called)
        values ({id}, {id}, 'ABCDEFGH', 3, '2099-11-30', 'Starters')",
];
const COMMUNITY: [&str; 2] = [
    "insert into installation (one, key_check) values (1, {key})",
    "insert into experts (id, slug, called, title_nl, title_en, field, bio_nl, bio_en)
        values ({id}, 'marieke', 'Marieke', 'Verpleegkundige', 'Nurse', 'werkdruk', 'In de wijk.', 'In the district.')",
];

/// Makes the two zones of then, each with a row of every kind that had to be there before anybody could join. The zone of staff is left
/// as it is: not there.
pub async fn before_staff(urls: &Urls, key_check: &[u8; 32]) -> Tested {
    make::<Accounts>(&urls.accounts, &ACCOUNTS, key_check).await?;
    make::<Community>(&urls.community, &COMMUNITY, key_check).await
}

async fn make<Z: ZoneSpec>(url: &str, rows: &[&str], key_check: &[u8; 32]) -> Tested {
    let key: String = key_check.iter().map(|byte| format!("{byte:02x}")).collect();
    let filled = |id: &str, key: &str| -> Vec<String> {
        rows.iter().map(|row| row.replace("{id}", id).replace("{key}", key)).collect()
    };
    let id = "07".repeat(16);
    if url.starts_with("sqlite:") {
        let file = sqlite::file_of(url)?;
        make_folder(file.parent().expect("a folder"))?;
        let mut conn = Conn::make(&file, BUSY)?;
        conn.set("auto_vacuum", "incremental")?;
        conn.set("journal_mode", "wal")?;
        sqlite::apply_to(&mut conn, &Z::MIGRATIONS.sqlite, LAST)?;
        drop(conn);
        let plain = rusqlite::Connection::open(&file)?;
        for row in filled(&format!("x'{id}'"), &format!("x'{key}'")) {
            plain.execute_batch(&row)?;
        }
        return Ok(());
    }
    let steps = &Z::MIGRATIONS.postgres;
    let last = steps.iter().map(|step| step.version).filter(|step| *step <= LAST).max().expect("a step");
    let pool = postgres::connect::<Z>(url).await?;
    steps.run_to(last, &pool).await?;
    for row in filled(&format!("'{id}'"), &format!("'\\x{key}'")) {
        sqlx::query(AssertSqlSafe(row)).execute(&pool).await?;
    }
    pool.close().await;
    Ok(())
}
