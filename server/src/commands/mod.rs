//! What an operator can type.

mod admin;
mod backup;
mod check;
mod first;
mod held;
mod serve;
mod staff;

use crate::config::{Settings, Wrong, command_with_file};
use crate::house::{broken_store, edges, open_keys, open_store};
use crate::{demo, log};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;

/// One safe place where young care professionals learn from each other.
#[derive(Parser)]
#[command(name = "health-thing", version, subcommand_required = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answers requests until it is told to stop (SIGTERM, or Ctrl-C)
    Serve(serve::Serve),
    /// Makes the databases or brings their tables up to date, and stops
    Migrate(Only),
    /// Fills an empty database with Dutch demo content
    Demo(Only),
    /// Organisations, cohorts, posts that wait, staff
    Admin(admin::AdminOrders),
    /// Looks whether settings, keys, databases and files are as they should be
    Check(Only),
    /// Writes a consistent copy of all databases, while the server runs; without sessions, devices and keys
    Backup(backup::Backup),
    /// Puts a backup into empty databases
    Restore(backup::RestoreArgs),
    /// Tests whether a backup can be restored, without touching what is there
    TestBackup(backup::Backup),
}

#[derive(clap::Args)]
struct Only {
    #[command(flatten)]
    settings: Settings,
}

/// Does what was typed.
///
/// # Errors
/// A sentence that says what is wrong and what to do.
pub fn run(args: Vec<OsString>) -> Result<(), Wrong> {
    let command = command_with_file(Arguments::command(), &args)?;
    let matches = command.try_get_matches_from(args).unwrap_or_else(|why| why.exit());
    let typed = Arguments::from_arg_matches(&matches).unwrap_or_else(|why| why.exit());
    match typed.command {
        Command::Serve(serve) => serve::run(serve),
        Command::Check(only) => check::run(only.settings),
        Command::Migrate(only) => with_runtime(only.settings, async |settings| {
            open_store(&settings).await?.close().await;
            println!("The tables of all databases are up to date.");
            Ok(())
        }),
        Command::Demo(only) => with_runtime(only.settings, fill),
        Command::Admin(admin) => on_runtime(admin.settings.of_what_is_there()?, async |settings| {
            admin::run(&settings, admin.noun).await
        }),
        Command::Backup(it) => on_runtime(it.settings.of_what_is_there()?, async |settings| {
            backup::write(&settings, &it.folder).await
        }),
        Command::TestBackup(it) => on_runtime(it.settings.of_what_is_there()?, async |settings| {
            backup::test(&settings, &it.folder).await
        }),
        Command::Restore(it) => {
            with_runtime(it.settings, async |settings| backup::put_back(&settings, &it.folder).await)
        }
    }
}

/// Runs a short command on settings that fit together.
fn with_runtime(
    settings: Settings,
    work: impl AsyncFnOnce(Settings) -> Result<(), Wrong>,
) -> Result<(), Wrong> {
    on_runtime(settings.verified()?, work)
}

fn on_runtime(
    settings: Settings,
    work: impl AsyncFnOnce(Settings) -> Result<(), Wrong>,
) -> Result<(), Wrong> {
    let (clock, _) = edges();
    log::start(settings.log_format, clock);
    runtime(2)?.block_on(work(settings))
}

fn runtime(workers: u16) -> Result<tokio::runtime::Runtime, Wrong> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(usize::from(workers))
        .enable_all()
        .build()
        .map_err(|why| {
            Wrong(format!(
                "The system refused threads ({why}). Lower `workers` or raise the system's limits."
            ))
        })
}

async fn fill(settings: Settings) -> Result<(), Wrong> {
    let (clock, entropy) = edges();
    let store = open_store(&settings).await?;
    let keys = open_keys(&settings, &store, &*entropy).await?;
    let filled = demo::fill(&store, &keys, &*clock, &*entropy).await.map_err(broken_store)?;
    match filled {
        Some(threads) => println!("{threads} demo challenges were shared."),
        None => println!("There are challenges already; nothing was changed."),
    }
    first::cohort(&settings, &store, &*clock, &*entropy).await?;
    store.close().await;
    Ok(())
}
