//! Posts that wait for a moderator, from the command line. Who wrote them is not shown: nobody needs it to decide.

use crate::config::Wrong;
use crate::house::{broken_store, edges};
use clap::Subcommand;
use domain::ids::PostId;
use store::{Held, Store};

/// The number of posts that are read at a time.
const PORTION: i64 = 200;

/// An order about posts that wait.
#[derive(Subcommand)]
pub enum HeldVerb {
    /// Lists all, in no order, without their authors
    List,
    /// Lets one through: from today it stands where it belongs
    Release {
        /// The id, as `held list` shows it
        post: PostId,
    },
    /// Removes one for good
    Remove {
        /// The id, as `held list` shows it
        post: PostId,
    },
}

/// Does it.
pub async fn run(store: &Store, verb: HeldVerb) -> Result<(), Wrong> {
    match verb {
        HeldVerb::List => list(store).await,
        HeldVerb::Release { post } => release(store, post).await,
        HeldVerb::Remove { post } => remove(store, post).await,
    }
}

async fn list(store: &Store) -> Result<(), Wrong> {
    let mut after = None;
    loop {
        let portion = async { store.community.read().await?.held().list(after, PORTION).await };
        let portion = portion.await.map_err(broken_store)?;
        let Some(last) = portion.last() else { return Ok(()) };
        after = Some(last.post);
        for held in &portion {
            println!("{}", shown(held));
        }
    }
}

/// One post, its words indented so that none of them looks like a line of ours.
fn shown(held: &Held) -> String {
    let what = if held.changes { "new words for a post" } else { "new post" };
    let texts = [&held.title, &Some(held.text.body.clone()), &held.text.tried, &held.text.question];
    let lines: Vec<String> = texts
        .into_iter()
        .flatten()
        .flat_map(|text| text.lines())
        .map(|line| format!("    {}", line.replace(char::is_control, " ")))
        .collect();
    format!("{}  {}  {} ({what})\n{}\n", held.post, held.day, held.kind.slug(), lines.join("\n"))
}

async fn release(store: &Store, post: PostId) -> Result<(), Wrong> {
    let today = edges().0.today();
    let release = async {
        let mut tx = store.community.begin().await?;
        let released = tx.held().release(post, today).await?;
        tx.commit().await?;
        Ok(released)
    };
    if release.await.map_err(broken_store)? {
        println!("It stands where it belongs from today.");
        return Ok(());
    }
    Err(Wrong(
        "Nothing waits under this id, or its conversation is gone. `health-thing admin held list` shows all."
            .to_owned(),
    ))
}

async fn remove(store: &Store, post: PostId) -> Result<(), Wrong> {
    let remove = async {
        let mut tx = store.community.begin().await?;
        let removed = tx.held().remove(post).await?;
        tx.commit().await?;
        Ok(removed)
    };
    if remove.await.map_err(broken_store)? {
        println!("It is gone.");
        return Ok(());
    }
    Err(Wrong("Nothing waits under this id. `health-thing admin held list` shows all.".to_owned()))
}
