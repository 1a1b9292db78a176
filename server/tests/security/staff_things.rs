//! What askers of `staff` name: a colleague with all that is theirs, and something of each kind that is there.

use domain::held::{Ruling, Verdict};
use domain::ids::{CohortId, OrganisationId, PhotoId, PostId};
use domain::photos::PhotoSize;
use domain::staff::StaffRole;
use server::testing::{Colleague, PASSPHRASE, Passkey, TestApp};
use store::StaffPhoto;

/// The id of a thing that is not there.
pub const NOBODY: &str = "00000000000000000000000000000001";

/// A colleague of whom something is named.
pub struct Named<'a> {
    colleague: Colleague<'a>,
    link: String,
    passkey: String,
    session: String,
}

impl<'a> Named<'a> {
    /// Somebody with a passkey, another session, and a new link.
    pub async fn new(app: &'a TestApp) -> Self {
        let mut colleague = app.colleague(&[StaffRole::Moderator]).await;
        colleague.elsewhere().signs_in().await;
        let page = colleague.sees("/staff/account").await;
        let passkey = page.form("staff/account/remove_passkey").value("passkey").to_owned();
        let session = page.form("staff/account/end_session").value("session").to_owned();
        let link = app.staff_link(colleague.id).await;
        Self { colleague, link, passkey, session }
    }

    /// The fields of a server function as they would be sent.
    pub async fn fields(&self, fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut there = self.colleague.elsewhere();
        let challenge = there.sees("/staff/sign-in").await.attributes("[data-challenge]", "data-challenge");
        let challenge = &challenge[0];
        let drawn: u64 = u64::from_be_bytes(domain::entropy::bytes(&*self.colleague.app().state.entropy));
        let made = Passkey::new(drawn).made(challenge);
        let used = self.colleague.passkey.used(challenge);
        let said = |said: &[(&str, String)], name: &str| {
            said.iter().find(|(field, _)| *field == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let needs_app = fields.iter().any(|(_, value)| *value == "{secret}");
        let app_form = match needs_app {
            true => {
                let form = there.opens_link(&self.link).await.form("staff/way_in/activate_app");
                Some(there.fills_app(form))
            }
            false => None,
        };
        let of_app = |name: &str| app_form.as_ref().map_or("", |form| form.value(name)).to_owned();
        let filled = fields.iter().map(|(name, value)| {
            let value = match *value {
                "{id}" => NOBODY.to_owned(),
                "{email}" => self.colleague.email.clone(),
                "{recovery}" => self.colleague.codes[0].clone(),
                "{link}" => self.link.clone(),
                "{passkey}" => self.passkey.clone(),
                "{session}" => self.session.clone(),
                "{passphrase}" => PASSPHRASE.to_owned(),
                "{secret}" => of_app("secret"),
                "{totp}" => of_app("totp"),
                "{made}" => said(&made, name),
                "{credential}" | "{client_data}" | "{authenticator_data}" | "{signature}" => {
                    said(&used, name)
                }
                other => other.to_owned(),
            };
            ((*name).to_owned(), value)
        });
        filled.collect()
    }
}

/// A photo of a colleague.
pub async fn a_photo(app: &TestApp) -> String {
    let staff = app.colleague(&[StaffRole::Expert]).await.id;
    let id = PhotoId::random(&*app.state.entropy);
    let mut tx = app.state.store.staff.begin().await.expect("a unit of work");
    for size in PhotoSize::ALL {
        let photo = StaffPhoto { id, staff, size: size.pixels().into(), bytes: b"a photo".to_vec() };
        tx.photos().set(&photo).await.expect("a photo");
    }
    tx.commit().await.expect("kept");
    id.to_string()
}

/// Something of each kind that is there: a colleague, an organisation, a cohort, a post that waits, and one about which somebody decided.
pub struct Things {
    person: String,
    organisation: String,
    cohort: String,
    held: String,
    /// The words of the post that waits, as somebody saw them.
    pub seen: String,
    decided: String,
}

impl Things {
    /// Adds them.
    pub async fn new(app: &TestApp) -> Self {
        let person = app.colleague(&[StaffRole::Moderator]).await.id;
        let (organisation, cohort) =
            (OrganisationId::random(&*app.state.entropy), CohortId::random(&*app.state.entropy));
        let mut tx = app.state.store.accounts.begin().await.expect("a unit of work");
        let (name, kind) = ("De Linde".to_owned(), store::OrganisationKind::Employer);
        let row = store::Organisation { id: organisation, name, kind, region: None, sector: None };
        tx.organisations().add(&row).await.expect("added");
        let code = domain::codes::CohortCode::generate(&*app.state.entropy).as_str().to_owned();
        let (name, ends) = ("Starters".to_owned(), app.today().plus(9));
        let row = store::CohortRow { id: cohort, organisation: None, code, seats: None, used: 0, ends, name };
        tx.cohorts().add(&row).await.expect("added");
        tx.commit().await.expect("kept");
        let thread = app.member().await.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let mut waits = Vec::new();
        for _ in 0..2 {
            waits.push(app.member().await.insists(&thread, "Bel mij op 06-12345678.").await);
        }
        let ids: Vec<PostId> = waits.iter().map(|post| post.parse().expect("an id")).collect();
        let mut tx = app.state.store.community.begin().await.expect("a unit of work");
        let mut seen = Vec::new();
        for post in &ids {
            seen.push(tx.held().find(*post).await.expect("a look").expect("a post").edition());
        }
        let ruling = Ruling::of(Verdict::Released, None).expect("a ruling");
        let now = app.state.clock.now().timestamp();
        tx.held_decisions()
            .add(ids[1], ruling, &seen[1], Some(person), now, app.today())
            .await
            .expect("decided");
        tx.commit().await.expect("kept");
        let [held, decided] = waits.try_into().expect("two");
        Self {
            person: person.to_string(),
            organisation: organisation.to_string(),
            cohort: cohort.to_string(),
            held,
            seen: seen.swap_remove(0),
            decided,
        }
    }

    /// The one that a page or function of this address is about.
    pub fn of(&self, address: &str) -> &str {
        let word = |word: &str| address.trim_start_matches("/").starts_with(word);
        match () {
            () if word("staff/held/undo") => &self.decided,
            () if word("staff/held") => &self.held,
            () if word("staff/team") => &self.person,
            () if word("staff/organisations") => &self.organisation,
            () => &self.cohort,
        }
    }
}
