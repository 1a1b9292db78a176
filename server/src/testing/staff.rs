//! Somebody who works here, at a browser of theirs.

use super::passkey::Said;
use super::{Answer, Browser, Form, Page, Passkey, TestApp};
use app::kit::staff::links;
use domain::entropy::bytes;
use domain::held::{Reason, Ruling};
use domain::ids::{OrganisationId, StaffId};
use domain::staff::{Roles, StaffRole, TotpSecret};
use std::ops::{Deref, DerefMut};
use store::StaffRow;

/// The passphrase of whoever uses an app.
pub const PASSPHRASE: &str = "vier paarse fietsen";

/// Somebody who works here.
#[derive(Clone)]
pub struct Colleague<'a> {
    browser: Browser<'a>,
    /// The id in the logs.
    pub id: StaffId,
    /// The name, which nobody else has.
    pub name: String,
    /// The work e-mail.
    pub email: String,
    /// The passkey, which works once it was set up.
    pub passkey: Passkey,
    /// The secret of the app, once it was set up.
    pub app: Option<String>,
    /// The recovery codes that were shown last.
    pub codes: Vec<String>,
}

impl<'a> Deref for Colleague<'a> {
    type Target = Browser<'a>;
    fn deref(&self) -> &Browser<'a> {
        &self.browser
    }
}

impl DerefMut for Colleague<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.browser
    }
}

impl TestApp {
    /// Has a moderator remove a post that waits, at once.
    pub async fn is_removed(&self, post: &str) {
        self.is_decided(post, Ruling::removed(Reason::Rules)).await;
    }

    /// Has a moderator ask its author about a post that waits, at once.
    pub async fn is_asked(&self, post: &str) {
        self.is_decided(post, Ruling::asked(Reason::Reaches)).await;
    }

    /// Lets what was decided take effect, once the minute is over in which it can be taken back.
    pub async fn a_minute_later(&self) {
        self.forward(chrono::Duration::seconds(61));
        app::story::held::effect::apply_due(&self.state).await.expect("in effect");
    }

    async fn is_decided(&self, post: &str, ruling: Ruling) {
        let post = post.parse().expect("an id");
        let (now, today) = (self.state.clock.now().timestamp(), self.today());
        let mut tx = self.state.store.community.begin().await.expect("a unit of work");
        let made = tx.held_decisions().decide_now(post, ruling, now, today).await.expect("an answer");
        assert_eq!(made, store::Decided::Kept);
        tx.commit().await.expect("kept");
    }

    /// Somebody with these roles who is signed in by a passkey.
    pub async fn colleague(&self, roles: &[StaffRole]) -> Colleague<'_> {
        let mut person = self.newcomer(roles).await;
        let link = self.staff_link(person.id).await;
        person.activates_by_passkey(&link).await;
        person
    }

    /// Somebody with these roles who never came in.
    pub async fn newcomer(&self, roles: &[StaffRole]) -> Colleague<'_> {
        let roles: Roles = roles.iter().copied().collect();
        let organisation =
            roles.has(StaffRole::Partner).then(|| OrganisationId::random(&*self.state.entropy));
        let id = StaffId::random(&*self.state.entropy);
        let own = id.to_string();
        let name = format!("Samira Bakkali-{}", &own[..6]);
        let email = format!("{}@health-thing.example", &own[..12]);
        let row = StaffRow {
            id,
            name: name.clone(),
            function: "op dinsdag".to_owned(),
            email: email.clone(),
            roles,
            organisation,
            added: self.today(),
            removed: None,
        };
        let mut tx = self.state.store.staff.begin().await.expect("a unit of work");
        assert!(tx.staff().add(&row).await.expect("a row"), "an e-mail of their own");
        tx.commit().await.expect("kept");
        let passkey = Passkey::new(u64::from_be_bytes(bytes(&*self.state.entropy)));
        Colleague { browser: self.browser(), id, name, email, passkey, app: None, codes: Vec::new() }
    }

    /// A personal link for somebody.
    pub async fn staff_link(&self, staff: StaffId) -> String {
        let mut tx = self.state.store.staff.begin().await.expect("a unit of work");
        let edges = (&*self.state.clock, &*self.state.entropy);
        let token = links::make(edges, &mut tx, None, staff).await.expect("a link");
        tx.commit().await.expect("kept");
        links::address(&self.state.origin, &token)
    }

    /// Changes the roles of somebody.
    pub async fn set_roles(&self, staff: StaffId, roles: &[StaffRole]) {
        let mut tx = self.state.store.staff.begin().await.expect("a unit of work");
        let row = tx.staff().find(staff).await.expect("a read").expect("a person");
        let roles = roles.iter().copied().collect();
        tx.staff().set(staff, &row.name, &row.function, roles, row.organisation).await.expect("set");
        tx.commit().await.expect("kept");
    }

    /// Removes somebody.
    pub async fn removes_staff(&self, staff: StaffId) {
        let mut tx = self.state.store.staff.begin().await.expect("a unit of work");
        assert!(tx.staff().remove(staff, self.today()).await.expect("a removal"));
        tx.commit().await.expect("kept");
    }
}

impl Browser<'_> {
    /// Looks whether somebody who works here is signed in.
    pub async fn is_at_the_desk(&mut self) -> bool {
        self.sees("/staff").await.path == "/staff"
    }
}

impl<'a> Colleague<'a> {
    /// Puts the same person at another device.
    pub fn elsewhere(&self) -> Self {
        Self { browser: self.app().browser(), ..self.clone() }
    }

    /// Opens a personal link, up to the page on which a way in is set up.
    pub async fn opens_link(&mut self, link: &str) -> Page {
        let form = self.sees("/staff/activate").await.form("staff/way_in/open_link").with("code", link);
        self.sends(&form).await
    }

    /// Uses a link to set up the passkey, and keeps the recovery codes.
    pub async fn activates_by_passkey(&mut self, link: &str) -> Page {
        let page = self.opens_link(link).await;
        let form = page.form("staff/way_in/activate_passkey").with("name", "Mijn laptop");
        let page = self.sends_said(form, self.passkey.made(&challenge_of(&page))).await;
        self.keeps_codes(page).await
    }

    /// Uses a link to set up an app, and keeps the recovery codes.
    pub async fn activates_by_app(&mut self, link: &str) -> Page {
        let page = self.opens_link(link).await;
        let form = self.fills_app(page.form("staff/way_in/activate_app"));
        let page = self.sends(&form).await;
        self.keeps_codes(page).await
    }

    /// Reads the secret that a form offers into the app, and types a passphrase and a code.
    pub fn fills_app(&mut self, form: Form) -> Form {
        self.app = Some(form.value("secret").to_owned());
        let code = self.app_code();
        form.with("password", PASSPHRASE).with("totp", &code)
    }

    /// The code that the app shows now.
    pub fn app_code(&self) -> String {
        let now = self.app().state.clock.now().timestamp();
        self.secret().code_at(now).text().to_owned()
    }

    /// A code that the app does not show now.
    pub fn wrong_code(&self) -> &'static str {
        if self.app_code() == "000000" { "000001" } else { "000000" }
    }

    fn secret(&self) -> TotpSecret {
        let sealed = self.app.as_deref().expect("an app");
        self.app().state.keys.open_offered_totp(self.id, sealed).expect("their own secret")
    }

    /// Writes the recovery codes of a page down, and says so.
    pub async fn keeps_codes(&mut self, page: Page) -> Page {
        assert_eq!(page.path, "/staff/account/recovery-codes", "{}", page.words());
        self.codes = page.all(".codes li");
        assert_eq!(self.codes.len(), 10, "{}", page.words());
        let form = page.form("staff/account/keep_codes").with("kept", "yes");
        self.sends(&form).await
    }

    /// Signs in with the passkey.
    pub async fn signs_in(&mut self) -> Page {
        let page = self.sees("/staff/sign-in").await;
        let mut form = page.form("staff/way_in/sign_in");
        "/api/staff/way_in/use_passkey".clone_into(&mut form.action);
        let said = self.passkey.used(&challenge_of(&page));
        self.sends_said(form, said).await
    }

    /// Signs in with the passphrase and the code that the app shows.
    pub async fn signs_in_by_app(&mut self) -> Page {
        let code = self.app_code();
        self.signs_in_with(PASSPHRASE, &code).await
    }

    /// Signs in with this passphrase and this code.
    pub async fn signs_in_with(&mut self, passphrase: &str, code: &str) -> Page {
        let form = self.sees("/staff/sign-in").await.form("staff/way_in/sign_in");
        let form = form.with("email", &self.email.clone()).with("password", passphrase).with("code", code);
        self.sends(&form).await
    }

    /// Shows the passkey on the page that asks for it, and goes on.
    pub async fn proves(&mut self, page: &Page) -> Page {
        let said = self.passkey.used(&challenge_of(page));
        let mut form = held(page).without("factor_code");
        for (field, value) in said.iter().filter(|(field, _)| *field != "prf") {
            form = form.with(&format!("factor_{field}"), value);
        }
        self.sends(&form).await
    }

    /// Types a code on the page that asks for a factor, and goes on.
    pub async fn proves_with(&mut self, page: &Page, code: &str) -> Page {
        self.sends(&held(page).with("factor_code", code)).await
    }

    /// Sends a form; where a factor is asked for, shows the passkey.
    pub async fn does(&mut self, form: &Form) -> Page {
        let page = self.sends(form).await;
        if page.all("input[name=factor_code]").is_empty() { page } else { self.proves(&page).await }
    }

    /// Signs out.
    pub async fn signs_out(&mut self) -> Page {
        let form = self.sees("/staff/account").await.form("staff/account/sign_out");
        self.sends(&form).await
    }

    /// Asks a function as an island does.
    pub async fn calls(&mut self, endpoint: &str, fields: &[(&str, &str)]) -> Answer {
        self.asks(&format!("/api/{endpoint}"), fields).await
    }

    /// Sends a form with what a browser says of a passkey.
    async fn sends_said(&mut self, mut form: Form, said: Said) -> Page {
        for (field, value) in said {
            form = form.with(field, &value);
        }
        self.sends(&form).await
    }
}

/// The form on the page that asks for a factor.
fn held(page: &Page) -> Form {
    let forms = page.forms();
    let form = forms.into_iter().find(|form| form.fields.iter().any(|(name, _)| name == "factor_code"));
    form.unwrap_or_else(|| panic!("nothing asks for a factor on {}: {}", page.path, page.words()))
}

/// The challenge that stands on a page.
fn challenge_of(page: &Page) -> String {
    page.attributes("[data-challenge]", "data-challenge").into_iter().next().unwrap_or_default()
}
