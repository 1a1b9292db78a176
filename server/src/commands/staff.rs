//! Staff, from the command line: the first admin, and for when no admin is left who can come in.

use super::admin::warn_of_local_links;
use crate::config::{Settings, Wrong};
use crate::house::{broken_store, edges};
use app::kit::staff::{links, people};
use clap::Subcommand;
use domain::ids::{OrganisationId, StaffId};
use domain::secrets::StaffLinkToken;
use domain::staff::{Roles, StaffDeed, StaffRole, read_email};
use domain::text::read_name;
use store::{StaffLogLine, StaffRow, Store};

/// An order about staff.
#[derive(Subcommand)]
pub enum StaffVerb {
    /// Adds somebody and prints the personal link with which they set up how they come in
    Add {
        /// The name as colleagues read it
        #[arg(long)]
        name: String,
        /// The thing they do here, in words, for example "moderator, Tuesday and Thursday"
        #[arg(long)]
        function: String,
        /// The work e-mail by which they sign in; nothing is ever sent to it
        #[arg(long)]
        email: String,
        /// expert, moderator, researcher, partner or admin; may be there several times
        #[arg(long, required = true, value_parser = StaffRole::ALL.map(StaffRole::slug))]
        role: Vec<String>,
        /// The id of the organisation of a partner, as `organisation list` shows it
        #[arg(long)]
        organisation: Option<OrganisationId>,
    },
    /// Lists all
    List,
    /// Prints a new personal link; using it ends the passkeys, app and sessions of before
    Link {
        /// The work e-mail
        #[arg(long)]
        email: String,
    },
    /// Removes somebody, whose sessions end
    Remove {
        /// The work e-mail
        #[arg(long)]
        email: String,
    },
}

/// Does it. In the log of staff it stands without a name.
pub async fn run(settings: &Settings, store: &Store, verb: StaffVerb) -> Result<(), Wrong> {
    match verb {
        StaffVerb::Add { name, function, email, role, organisation } => {
            let row = read(name, &function, &email, &role, organisation)?;
            add(settings, store, row).await
        }
        StaffVerb::List => list(store).await,
        StaffVerb::Link { email } => link(settings, store, &email).await,
        StaffVerb::Remove { email } => remove(store, &email).await,
    }
}

fn read(
    name: String,
    function: &str,
    email: &str,
    roles: &[String],
    organisation: Option<OrganisationId>,
) -> Result<StaffRow, Wrong> {
    let (clock, entropy) = edges();
    let read_line = |said: &str, text: &str| {
        read_name(text).map_err(|_| Wrong(format!("{said} must be 2 to 80 characters on one line.")))
    };
    let roles: Roles = roles.iter().filter_map(|role| StaffRole::from_slug(role)).collect();
    if roles.has(StaffRole::Partner) != organisation.is_some() {
        return Err(Wrong(
            "A partner is of one organisation, and nobody else is of any: write --role partner and --organisation together.".to_owned(),
        ));
    }
    Ok(StaffRow {
        id: StaffId::random(&*entropy),
        name: read_line("--name", &name)?,
        function: read_line("--function", function)?,
        email: email_of(email)?,
        roles,
        organisation,
        added: clock.today(),
        removed: None,
    })
}

fn email_of(text: &str) -> Result<String, Wrong> {
    read_email(text).map_err(|_| {
        Wrong("--email is no address. Write one such as samira@organisation.example.".to_owned())
    })
}

async fn add(settings: &Settings, store: &Store, row: StaffRow) -> Result<(), Wrong> {
    if !people::organisation_is_there(store, row.organisation).await.map_err(broken_store)? {
        return Err(Wrong(
            "No organisation has this id. `health-thing admin organisation list` shows all.".to_owned(),
        ));
    }
    let work = async {
        let mut tx = store.staff.begin().await?;
        tx.close_gate().await?;
        let (clock, entropy) = edges();
        let Some(token) = people::add((&*clock, &*entropy), &mut tx, None, &row).await? else {
            return Ok(None);
        };
        tx.commit().await?;
        Ok(Some(token))
    };
    match work.await.map_err(broken_store)? {
        Some(token) => print(settings, &token),
        None => Err(Wrong(
            "Somebody has this e-mail already. `health-thing admin staff link` makes a new link for them."
                .to_owned(),
        )),
    }
}

async fn list(store: &Store) -> Result<(), Wrong> {
    let list = async { store.staff.read().await?.staff().list().await };
    for row in list.await.map_err(broken_store)? {
        println!("{}  {}  {}  ({})", row.email, row.roles.slugs(), row.name, row.function);
    }
    Ok(())
}

async fn link(settings: &Settings, store: &Store, email: &str) -> Result<(), Wrong> {
    let email = email_of(email)?;
    let work = async {
        let mut tx = store.staff.begin().await?;
        tx.close_gate().await?;
        let Some(person) = tx.staff().find_by_email(&email).await? else { return Ok(None) };
        let (clock, entropy) = edges();
        let token = links::make((&*clock, &*entropy), &mut tx, None, person.id).await?;
        tx.commit().await?;
        Ok(Some(token))
    };
    match work.await.map_err(broken_store)? {
        Some(token) => print(settings, &token),
        None => Err(nobody()),
    }
}

async fn remove(store: &Store, email: &str) -> Result<(), Wrong> {
    let email = email_of(email)?;
    let work = async {
        let mut tx = store.staff.begin().await?;
        tx.close_gate().await?;
        let Some(person) = tx.staff().find_by_email(&email).await? else { return Ok(Removal::Nobody) };
        if !people::remove(&*edges().0, &mut tx, None, &person).await? {
            return Ok(Removal::LastAdmin);
        }
        tx.commit().await?;
        Ok(Removal::Done)
    };
    match work.await.map_err(broken_store)? {
        Removal::Done => Ok(()),
        Removal::Nobody => Err(nobody()),
        Removal::LastAdmin => Err(Wrong(
            "No other admin can come in. Add another one, who uses the link first, then remove this one."
                .to_owned(),
        )),
    }
}

enum Removal {
    Done,
    Nobody,
    LastAdmin,
}

fn nobody() -> Wrong {
    Wrong("Nobody has this e-mail. `health-thing admin staff list` shows all.".to_owned())
}

fn print(settings: &Settings, token: &StaffLinkToken) -> Result<(), Wrong> {
    println!("{}", links::address(&settings.origin, token));
    warn_of_local_links(settings);
    Ok(())
}

/// The line of the log for what the command line does now.
pub(super) fn line(deed: StaffDeed) -> StaffLogLine {
    StaffLogLine::new(edges().0.now().timestamp(), None, deed)
}
