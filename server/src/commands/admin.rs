//! Organisations, cohorts, posts that wait and staff, from the command line.

use super::first::link;
use super::held::{self, HeldVerb};
use super::staff::{self, StaffVerb};
use crate::config::{Settings, Wrong};
use crate::house::{broken_store, edges, open_store};
use clap::{Args, Subcommand};
use domain::codes::CohortCode;
use domain::cohorts::{SEATS, read_last_day};
use domain::faults::Fault;
use domain::ids::{CohortId, OrganisationId};
use domain::staff::StaffDeed;
use domain::statistics::in_fives;
use domain::text::read_name;
use store::{CohortRow, Organisation, OrganisationKind, Store};

/// Organisations and cohorts.
#[derive(Args)]
pub struct AdminOrders {
    #[command(flatten)]
    pub settings: Settings,
    #[command(subcommand)]
    pub noun: Noun,
}

/// The thing that is administered.
#[derive(Subcommand)]
pub enum Noun {
    /// Employers and schools that invite members
    #[command(subcommand)]
    Organisation(OrganisationVerb),
    /// Groups of people who share one join code
    #[command(subcommand)]
    Cohort(CohortVerb),
    /// Posts that wait for a moderator, because something in them leads straight to a person
    #[command(subcommand)]
    Held(HeldVerb),
    /// People who work here: the first one, and for emergencies
    #[command(subcommand)]
    Staff(StaffVerb),
}

/// An order about organisations.
#[derive(Subcommand)]
pub enum OrganisationVerb {
    /// Adds one and prints its id
    Add {
        /// Its name
        #[arg(long)]
        name: String,
        /// employer or school
        #[arg(long, value_parser = ["employer", "school"])]
        kind: String,
    },
    /// Lists all
    List,
}

/// An order about cohorts.
#[derive(Subcommand)]
pub enum CohortVerb {
    /// Adds one and prints its join link
    Add {
        /// Its name among staff, for example "Poster Kliniek Noord, autumn"
        #[arg(long)]
        name: String,
        /// The id of the organisation that invites, as `organisation list` shows it
        #[arg(long)]
        organisation: Option<OrganisationId>,
        /// The number of people who may join, at least 10; without it, anybody with the code
        #[arg(long, value_parser = clap::value_parser!(i64).range(SEATS))]
        seats: Option<i64>,
        /// The last day on which the code works
        #[arg(long, value_name = "YYYY-MM-DD")]
        ends: String,
    },
    /// Lists all with their join links
    List,
}

/// Does it.
pub async fn run(settings: &Settings, noun: Noun) -> Result<(), Wrong> {
    let store = open_store(settings).await?;
    match noun {
        Noun::Organisation(OrganisationVerb::Add { name, kind }) => {
            add_organisation(&store, &name, &kind).await
        }
        Noun::Organisation(OrganisationVerb::List) => list_organisations(&store).await,
        Noun::Cohort(CohortVerb::Add { name, organisation, seats, ends }) => {
            add_cohort(settings, &store, name, organisation, seats, &ends).await
        }
        Noun::Cohort(CohortVerb::List) => list_cohorts(settings, &store).await,
        Noun::Held(verb) => held::run(&store, verb).await,
        Noun::Staff(verb) => staff::run(settings, &store, verb).await,
    }?;
    store.close().await;
    Ok(())
}

async fn add_organisation(store: &Store, name: &str, kind: &str) -> Result<(), Wrong> {
    let name = name_of(name)?;
    let kind = OrganisationKind::from_slug(kind)
        .ok_or_else(|| Wrong("--kind is neither employer nor school. Write one of the two.".to_owned()))?;
    let organisation =
        Organisation { id: OrganisationId::random(&*edges().1), name, kind, region: None, sector: None };
    let add = async {
        let mut tx = store.accounts.begin().await?;
        tx.organisations().add(&organisation).await?;
        tx.staff_log().add(&staff::line(StaffDeed::AddOrganisation).about(organisation.id)).await?;
        tx.commit().await
    };
    add.await.map_err(broken_store)?;
    println!("{}", organisation.id);
    Ok(())
}

async fn list_organisations(store: &Store) -> Result<(), Wrong> {
    let list = async { store.accounts.read().await?.organisations().list().await };
    for organisation in list.await.map_err(broken_store)? {
        println!("{}  {:8}  {}", organisation.id, organisation.kind.slug(), organisation.name);
    }
    Ok(())
}

async fn add_cohort(
    settings: &Settings,
    store: &Store,
    name: String,
    organisation: Option<OrganisationId>,
    seats: Option<i64>,
    ends: &str,
) -> Result<(), Wrong> {
    let (clock, entropy) = edges();
    let name = name_of(&name)?;
    let ends = read_last_day(ends, clock.today()).map_err(|why| match why {
        Fault::DayOver => Wrong("--ends lies in the past: nobody could join. Write a later day.".to_owned()),
        Fault::DayTooLate(year) => Wrong(format!("--ends is later than {year}. Write an earlier day.")),
        _ => Wrong("--ends is no day. Write one such as 2027-03-01.".to_owned()),
    })?;
    let code = CohortCode::generate(&*entropy);
    let id = CohortId::random(&*entropy);
    let row = CohortRow { id, organisation, code: code.as_str().to_owned(), seats, used: 0, ends, name };
    let add = async {
        let mut tx = store.accounts.begin().await?;
        if let Some(organisation) = organisation
            && tx.organisations().find(organisation).await?.is_none()
        {
            return Ok(false);
        }
        tx.cohorts().add(&row).await?;
        tx.staff_log().add(&staff::line(StaffDeed::AddCohort).about(id)).await?;
        tx.commit().await?;
        Ok(true)
    };
    if !add.await.map_err(broken_store)? {
        return Err(Wrong(
            "No organisation has this id. `health-thing admin organisation list` shows all.".to_owned(),
        ));
    }
    println!("{}", link(settings, &code));
    warn_of_local_links(settings);
    Ok(())
}

/// The settings of the server may be elsewhere: then links lead to the machine of whoever opens them.
pub(super) fn warn_of_local_links(settings: &Settings) {
    if settings.is_local() {
        eprintln!(
            "Links begin with {}, which opens on this machine only. Name the settings of the server (--config or --origin) for links that others can open.",
            settings.origin
        );
    }
}

async fn list_cohorts(settings: &Settings, store: &Store) -> Result<(), Wrong> {
    let list = async { store.accounts.read().await?.cohorts().list().await };
    warn_of_local_links(settings);
    for cohort in list.await.map_err(broken_store)? {
        let seats = cohort.seats.map_or("no limit".to_owned(), |seats| format!("of {seats}"));
        let link = CohortCode::parse(&cohort.code)
            .map_or_else(|_| "damaged code".to_owned(), |code| link(settings, &code));
        println!(
            "{link}  until {}  about {} joined ({seats})  {}",
            cohort.ends,
            in_fives(cohort.used),
            cohort.name
        );
    }
    Ok(())
}

fn name_of(text: &str) -> Result<String, Wrong> {
    read_name(text).map_err(|_| {
        Wrong("--name must be 2 to 80 characters on one line. Write a shorter or longer name.".to_owned())
    })
}
