//! T32: somebody deletes the account with all posts. Afterwards no byte of it stands in any file: not in a row, not in
//! a free page, not in the journal.

use super::actor::{Actor, app_over};
use super::loot::{Loot, Value};
use domain::people::{Phase, Region, Sector};
use server::testing::{TestApp, TestStore, Tested};

/// Whether these bytes stand in any file of the store; half of them are as bad as all.
fn stands(app: &TestApp, bytes: &[u8]) -> bool {
    let folder = app.place().folder().expect("a folder");
    let files = std::fs::read_dir(folder).expect("files");
    let (one, other) = bytes.split_at(bytes.len() / 2);
    files
        .map(|file| std::fs::read(file.expect("a file").path()).expect("bytes"))
        .any(|file| [one, other].iter().any(|half| file.windows(half.len()).any(|window| window == *half)))
}

#[tokio::test]
async fn of_a_deleted_account_and_its_posts_nothing_is_left_in_the_files() -> Tested {
    let app = app_over(TestStore::sqlite().await?, 32);
    let cohort = app.a_cohort().await;
    let about = (Phase::ALL[0], Sector::ALL[0], Region::ALL[0]);
    let mut others = Vec::new();
    for _ in 0..20 {
        others.push(Actor::joins(&app, &cohort, about).await);
    }
    let mut anna = Actor::joins(&app, &cohort, about).await;
    anna.signs_in().await;
    anna.makes_second_key().await;
    let long = "Vanmiddag stond ik voor een gesloten deur met zeldzame kanariewoorden. ".repeat(50);
    let thread = anna.shares("insecurity", &long, true).await;
    let place = others[0].shares("workload", "Iets van een ander.", true).await;
    let reply = anna.replies(place, "Een antwoord met papegaaienwoorden erin.").await.to_string();
    let edit = [("post", &*reply), ("body", "Een antwoord met kaketoewoorden erin.")];
    assert_eq!(anna.posts("/api/posts/edit", &edit).await.status, 303);
    others[1].replies(thread, "Een antwoord van een ander blijft staan.").await;
    assert!(!stands(&app, b"papegaaienwoorden"), "what was changed is gone at once");

    let loot = Loot::of(&app).await;
    let accounts = loot.accounts.table("accounts");
    let own = |row: &&super::loot::Row| row.values[accounts.column("id")].bytes() == anna.account.bytes();
    let mut secrets: Vec<Vec<u8>> =
        accounts.rows.iter().filter(own).flat_map(|row| &row.values).map(|v| v.bytes().to_vec()).collect();
    for table in ["sessions", "ways_in"].map(|table| loot.accounts.table(table)) {
        for row in &table.rows {
            if row.values[table.column("account_id")].bytes() == anna.account.bytes() {
                secrets.extend(
                    row.values.iter().filter(|v| matches!(v, Value::Blob(_))).map(|v| v.bytes().to_vec()),
                );
            }
        }
    }
    secrets.retain(|secret| secret.len() >= 16);
    assert!(secrets.len() >= 14, "id, lookup, salt, two seals, two sessions, and a way in");
    assert!(secrets.iter().all(|secret| stands(&app, secret)), "the search finds what is there");
    assert!(stands(&app, b"kanariewoorden") && stands(&app, b"kaketoewoorden"));

    let code = anna.code.clone();
    let form = [("password", &*code), ("posts", "remove")];
    assert_eq!(anna.posts("/api/account/remove", &form).await.status, 303);
    app.state.store.scrub().await?;
    for secret in &secrets {
        assert!(!stands(&app, secret), "{} bytes are left", secret.len());
    }
    for words in ["kanariewoorden", "kaketoewoorden", "gesloten deur"] {
        assert!(!stands(&app, words.as_bytes()), "{words}");
    }
    assert!(stands(&app, "van een ander blijft staan".as_bytes()));
    drop((anna, others));
    app.finish().await
}
