//! T2 and T2b: whoever steals both databases, the journals and the log, and even the server's keys, names authors no
//! better than by chance. And the same attacker finds every leak that we plant, so the silence means something.

use super::attacker;
use super::judge::{Truth, Verdict, judge};
use super::logged;
use super::loot::{Loot, Value};
use super::plants::{self, Plant};
use super::view::View;
use super::world::{MEMBERS, World, app_over};
use server::jobs;
use server::testing::{TestApp, TestStore, Tested};

/// What an attacker tries on one loot, judged: every attack with `part` in its name.
fn attack(loot: &Loot, truth: &Truth, part: &str) -> Vec<Verdict> {
    let view = View::of(loot);
    let attacks = attacker::attacks(loot, &view);
    let tried = attacks.iter().filter(|attack| attack.name.contains(part));
    tried.map(|attack| judge(&attack.name, &attack.run(), &view, truth, attacks.len())).collect()
}

fn assert_chance(verdicts: &[Verdict], what: &str) {
    for v in verdicts {
        println!(
            "{what}: {:60} {:5} named, {:5} right, {:7.1} by chance, p {:.4}",
            v.attack, v.named, v.right, v.by_chance, v.p
        );
    }
    let found: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.above_chance).collect();
    assert!(found.is_empty(), "{what}: better than chance: {found:#?}");
}

fn assert_found(loot: &Loot, truth: &Truth, plant: &Plant) {
    let verdicts = attack(loot, truth, plant.attack);
    assert!(
        verdicts.iter().any(|verdict| verdict.above_chance),
        "{} was not found: {verdicts:#?}",
        plant.what
    );
}

/// A community as it grows, and what an attacker makes of its files after the weeks of joining, before the order of
/// rows was forgotten, and at the end, when nobody has done anything for a minute.
struct Stolen {
    founded: Loot,
    grown: Loot,
    truth: Truth,
    joined: Vec<Vec<u8>>,
}

async fn stolen_from(app: &TestApp) -> Stolen {
    let log = logged::begin();
    let mut world = World::founded(app).await;
    let founded = Loot::of(app).await;
    world.grows().await;
    jobs::every_minute(&app.host.store).await;
    let mut grown = Loot::of(app).await;
    grown.log = [logged::since(log), app.house.metrics.render()].concat();
    let posts = grown.community.table("posts").rows.len();
    assert!(posts >= 2_000 && world.truth.len() > 1_500, "{posts} posts by {} personas", world.truth.len());
    assert_eq!(grown.accounts.table("accounts").rows.len(), MEMBERS);
    Stolen { founded, grown, truth: world.truth, joined: world.joined }
}

#[tokio::test]
async fn a_dump_of_sqlite_names_nobody_with_or_without_the_keys() -> Tested {
    let app = app_over(TestStore::sqlite().await?, 2);
    let Stolen { founded, grown, truth, joined } = stolen_from(&app).await;
    let with_keys = grown.clone().with_keys_of(&app);
    assert_chance(&attack(&grown, &truth, ""), "T2, without keys");
    assert_chance(&attack(&with_keys, &truth, ""), "T2b, with keys");

    // The same program finds what is there to be found.
    assert_found(&founded, &truth, &plants::UNSWEPT);
    for plant in plants::ALL {
        let mut leaky = if plant.needs_keys { with_keys.clone() } else { grown.clone() };
        let mut truth = truth.clone();
        (plant.grow)(&mut leaky, &joined, &mut truth);
        assert_found(&leaky, &truth, plant);
    }
    app.finish().await
}

#[tokio::test]
async fn a_dump_of_postgres_names_nobody_with_or_without_the_keys() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    let app = app_over(store, 2);
    let Stolen { founded, grown, truth, .. } = stolen_from(&app).await;
    assert_chance(&attack(&grown.clone().with_keys_of(&app), &truth, ""), "T2b on PostgreSQL");
    assert_found(&founded, &truth, &plants::UNSWEPT);
    app.finish().await
}

/// No six bytes of an account's random values stand anywhere in the other zone's files: not in a row, not in a free
/// page, not in the journal.
#[tokio::test]
async fn no_bytes_of_an_account_stand_in_the_files_of_the_community() -> Tested {
    use std::collections::HashSet;
    let app = app_over(TestStore::sqlite().await?, 3);
    let cohort = app.a_cohort().await;
    let about =
        (domain::people::Phase::ALL[0], domain::people::Sector::ALL[0], domain::people::Region::ALL[0]);
    for _ in 0..20 {
        let mut member = super::world::Actor::joins(&app, &cohort, about).await;
        let thread = member.shares("insecurity", "Ik durf niets te vragen.", true).await;
        member.replies(thread, "Nu wel.").await;
    }
    let loot = Loot::of(&app).await;
    let pieces: HashSet<&[u8]> = loot
        .accounts
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.values)
        .filter(|value| matches!(value, Value::Blob(_)))
        .flat_map(|value| value.bytes().windows(6))
        .filter(|piece| piece.iter().any(|byte| *byte != 0))
        .collect();
    assert!(pieces.len() > 5_000, "{}", pieces.len());
    for bytes in [&loot.community.file, &loot.community.journal] {
        assert!(!bytes.windows(6).any(|piece| pieces.contains(piece)));
    }
    app.finish().await
}
