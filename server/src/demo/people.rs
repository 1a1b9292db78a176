//! The members of the demo: accounts as joining makes them. Their codes are thrown away, so nobody ever signs in as one.

use super::below;
use super::content::{DemoAuthor, DemoReply, DemoThread};
use domain::codes::AccountCode;
use domain::entropy::{self, Entropy};
use domain::ids::AccountId;
use domain::people::{Cohort, Phase, Region, Sector};
use domain::secrets::{Keys, Root};
use domain::time::{Clock, Month};
use std::sync::Arc;
use store::{Account, Store};

/// The least number of members: enough for reactions in hundreds.
const MEMBERS: usize = 160;

/// Somebody who shares, answers or reacts.
#[derive(Clone)]
pub struct DemoPerson {
    /// The root of authorship.
    pub root: Arc<Root>,
    phase: Phase,
    sector: Sector,
    region: Region,
}

/// All members of the demo.
pub struct DemoPeople(Vec<DemoPerson>);

/// Makes the members and their accounts: for each challenge somebody who could have shared it, and others.
pub async fn join(
    store: &Store,
    keys: &Keys,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    threads: &[DemoThread],
) -> store::Result<DemoPeople> {
    let person =
        |phase, sector, region| DemoPerson { root: Arc::new(Root::generate(entropy)), phase, sector, region };
    let mut crowd: Vec<DemoPerson> =
        threads.iter().map(|thread| person(thread.phase, thread.sector, thread.region)).collect();
    while crowd.len() < MEMBERS {
        crowd.push(person(
            one_of(Phase::ALL, entropy),
            one_of(Sector::ALL, entropy),
            one_of(Region::ALL, entropy),
        ));
    }
    shuffle(&mut crowd, entropy);

    let mut tx = store.accounts.begin().await?;
    for person in &crowd {
        let months_ago = i64::try_from(below(entropy, 6)).unwrap_or(0);
        let joined = clock.today().plus(-30 * months_ago).month();
        tx.accounts().add(&account(person, keys, entropy, joined)).await?;
    }
    tx.commit().await?;
    Ok(DemoPeople(crowd))
}

fn account(person: &DemoPerson, keys: &Keys, entropy: &dyn Entropy, joined: Month) -> Account {
    let (id, code, salt) =
        (AccountId::random(entropy), AccountCode::generate(entropy), entropy::bytes(entropy));
    let cohort = Cohort {
        phase: person.phase,
        sector: person.sector,
        region: person.region,
        organisation: None,
        confirmed: None,
    };
    Account {
        id,
        lookup: keys.lookup(&code),
        key_version: keys.login_version(),
        salt,
        wrapped: keys.wrap(&code, &person.root, id, salt, entropy),
        cohort_sealed: keys.seal_cohort(&person.root, &cohort, entropy),
        joined,
    }
}

impl DemoPeople {
    /// Somebody with the phase, sector and region of the challenge.
    pub fn author(&self, thread: &DemoThread, entropy: &dyn Entropy) -> DemoPerson {
        let like = |person: &&DemoPerson| {
            (person.phase, person.sector, person.region) == (thread.phase, thread.sector, thread.region)
        };
        self.some(like, entropy)
    }

    /// Somebody with the phase of the reply who is not the one who asked.
    pub fn helper(&self, reply: &DemoReply, asker: &DemoPerson, entropy: &dyn Entropy) -> DemoPerson {
        let fits = |person: &&DemoPerson| {
            !Arc::ptr_eq(&person.root, &asker.root)
                && match reply.by {
                    DemoAuthor::Member(phase) => person.phase == phase,
                    DemoAuthor::Expert(_) => true,
                }
        };
        self.some(fits, entropy)
    }

    /// `count` members who are not `writer`.
    pub fn others(&self, writer: &DemoPerson, count: usize, entropy: &dyn Entropy) -> Vec<Arc<Root>> {
        let mut others: Vec<Arc<Root>> = self.0.iter().map(|person| person.root.clone()).collect();
        others.retain(|root| !Arc::ptr_eq(root, &writer.root));
        shuffle(&mut others, entropy);
        others.truncate(count);
        others
    }

    fn some(&self, fits: impl FnMut(&&DemoPerson) -> bool, entropy: &dyn Entropy) -> DemoPerson {
        let fitting: Vec<&DemoPerson> = self.0.iter().filter(fits).collect();
        let among = if fitting.is_empty() { self.0.iter().collect() } else { fitting };
        among[below(entropy, among.len())].clone()
    }
}

fn one_of<T: Copy>(all: &[T], entropy: &dyn Entropy) -> T {
    all[below(entropy, all.len())]
}

/// Fisher and Yates: in which order rows were made says nothing.
fn shuffle<T>(items: &mut [T], entropy: &dyn Entropy) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(entropy, last + 1));
    }
}
