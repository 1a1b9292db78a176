//! Posts that wait for a moderator, from the command line: the door for when nobody comes into the queue. Who wrote them is not
//! shown: nobody needs it to decide.

use crate::config::Wrong;
use crate::house::{broken_store, edges};
use clap::Subcommand;
use domain::held::{Reason, Ruling};
use domain::ids::PostId;
use store::{Decided, Held, Store};

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
    /// Removes one for good; its author reads the reason
    Remove {
        /// The id, as `held list` shows it
        post: PostId,
        /// The reason: reaches, person, client, place or rules
        #[arg(value_parser = reason)]
        reason: Reason,
    },
}

fn reason(word: &str) -> Result<Reason, String> {
    let words = || Reason::ALL.map(Reason::slug).join(", ");
    Reason::from_slug(word).ok_or_else(|| format!("a reason is one of: {}", words()))
}

/// Does it.
pub async fn run(store: &Store, verb: HeldVerb) -> Result<(), Wrong> {
    match verb {
        HeldVerb::List => list(store).await,
        HeldVerb::Release { post } => decide(store, post, Ruling::RELEASED).await,
        HeldVerb::Remove { post, reason } => decide(store, post, Ruling::removed(reason)).await,
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

/// Decides at once. What a colleague decided stays as it is, but for a request that its author has not answered yet.
async fn decide(store: &Store, post: PostId, ruling: Ruling) -> Result<(), Wrong> {
    let clock = edges().0;
    let (now, today) = (clock.now().timestamp(), clock.today());
    let decide = async {
        let mut tx = store.community.begin().await?;
        let made = tx.held_decisions().decide_now(post, ruling, now, today).await?;
        tx.commit().await?;
        Ok(made)
    };
    match decide.await.map_err(broken_store)? {
        Decided::Kept if ruling == Ruling::RELEASED => println!("It stands where it belongs from today."),
        Decided::Kept => println!("It is gone. Its author reads why."),
        Decided::Before(before) => {
            let verdict = before.ruling.verdict().slug();
            return Err(Wrong(format!("A moderator was first: {verdict}, on {}.", before.day)));
        }
        Decided::Gone | Decided::Changed => {
            let all = "`health-thing admin held list` shows all.";
            return Err(Wrong(format!("Nothing waits under this id, or its conversation is gone. {all}")));
        }
    }
    Ok(())
}
