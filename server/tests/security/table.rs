//! Every page and every server function, who may do what with it, and fields with which it would work.
//!
//! Who adds a page or a server function adds a row here, or `matrix` fails (T8); those of staff stand in `staff.rs`.

use domain::entropy::bytes;
use server::testing::{Passkey, Person, TestApp};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nobody we know.
    Visitor,
    /// A member who did not type the account code back.
    Newcomer,
    /// A member to whom the object belongs to somebody else.
    Stranger,
    /// The member who wrote the object.
    Author,
}

impl Role {
    /// In the order of the columns below.
    pub const ALL: [Self; 4] = [Self::Visitor, Self::Newcomer, Self::Stranger, Self::Author];
}

/// A page: its address, and what a GET by each role is answered with.
pub const PAGES: &[(&str, [u16; 4])] = &[
    // visitor, newcomer, stranger, author; 303 leads to signing in or to the account code
    ("/", [200; 4]),
    ("/join", [200; 4]),
    ("/join/rules", [303; 4]),
    ("/join/about", [303; 4]),
    ("/join/key", [303, 200, 200, 200]),
    ("/sign-in", [200; 4]),
    ("/handover", [200; 4]),
    // Says that a browser without cookies keeps none, and leads everybody else on.
    ("/arrived", [200, 303, 303, 303]),
    ("/threads", [303, 200, 200, 200]),
    ("/threads/new", [303, 303, 200, 200]),
    ("/threads/{id}", [303, 200, 200, 200]),
    // Shows what was typed, so there is nothing to see without it.
    ("/threads/preview", [303, 303, 404, 404]),
    ("/threads/{id}/seen", [303, 403, 403, 200]),
    ("/waiting", [303, 200, 200, 200]),
    ("/waiting/{id}/edit", [303, 303, 404, 200]),
    ("/waiting/{id}/remove", [303, 303, 404, 200]),
    ("/held/{id}/edit", [303, 303, 403, 200]),
    ("/posts/{id}/edit", [303, 303, 403, 200]),
    ("/posts/{id}/remove", [303, 303, 403, 200]),
    ("/search", [303, 200, 200, 200]),
    ("/themes", [303, 200, 200, 200]),
    ("/themes/{slug}", [303, 200, 200, 200]),
    ("/account", [303, 200, 200, 200]),
    ("/account/about", [303, 200, 200, 200]),
    ("/account/sessions", [303, 200, 200, 200]),
    ("/account/handover", [303, 200, 200, 200]),
    ("/account/code", [303, 200, 200, 200]),
    ("/account/ways-in", [303, 200, 200, 200]),
    ("/account/ways-in/passkey", [303, 303, 200, 200]),
    ("/account/ways-in/second-key", [303, 303, 200, 200]),
    ("/account/ways-in/{way}/remove", [303, 303, 404, 200]),
    ("/account/data", [303, 200, 200, 200]),
    ("/account/data/shown", [303, 404, 404, 404]),
    ("/account/remove", [303, 200, 200, 200]),
    ("/account/threads", [303, 200, 200, 200]),
    ("/account/saved", [303, 200, 200, 200]),
    ("/account/drafts", [303, 200, 200, 200]),
    ("/account/notes", [303, 200, 200, 200]),
    // A note is in nobody's drawer but its owner's.
    ("/account/notes/{id}", [303, 404, 404, 200]),
    ("/account/settings", [303, 200, 200, 200]),
    ("/help", [200; 4]),
    ("/offline", [200; 4]),
    ("/about/who-sees-what", [200; 4]),
    ("/about/terms", [200; 4]),
    ("/about/privacy", [200; 4]),
    ("/about/cookies", [200; 4]),
];

/// Address, answers, fields.
pub type Function = (&'static str, [u16; 4], &'static [(&'static str, &'static str)]);

/// Every server function: its address, what each role is answered with in JSON, and fields with which it would work.
/// `{thread}` and `{reply}` are the author's; `{tip}` is somebody else's reply in that thread; `{code}` and `{once}`
/// are the asker's own.
pub const FUNCTIONS: &[Function] = &[
    ("people/check_cohort", [200; 4], &[("code", "{cohort}"), ("proof", "")]),
    ("people/accept_rules", [409, 200, 409, 409], &[("listen", "yes"), ("private", "yes"), ("help", "yes")]),
    (
        "people/join",
        [409, 200, 409, 409],
        &[("phase", "student"), ("sector", "vvt"), ("region", "utrecht"), ("shared", "")],
    ),
    ("people/confirm_code", [401, 200, 409, 409], &[("group", "{group}")]),
    (
        "people/sign_in",
        [422, 200, 200, 200],
        &[("username", "Health-Thing"), ("password", "{code}"), ("shared", ""), ("proof", "")],
    ),
    // Whoever has the link, but for whoever is in already: they would lose their session by a tap.
    ("people/take_over", [200, 403, 403, 403], &[("code", "{handover}"), ("shared", ""), ("proof", "")]),
    // The passkey is the author's, whoever uses it; its answer is sealed for no browser, and counts once.
    (
        "people/use_passkey",
        [200; 4],
        &[
            ("credential", "{credential}"),
            ("client_data", "{client_data}"),
            ("authenticator_data", "{authenticator_data}"),
            ("signature", "{signature}"),
            ("prf", "{prf}"),
            ("shared", ""),
            ("proof", ""),
        ],
    ),
    ("people/sign_out", [200; 4], &[]),
    ("account/sign_out_everywhere", [401, 200, 200, 200], &[]),
    // The session of somebody else is not there for anybody but its owner.
    ("account/end_session", [401, 404, 404, 200], &[("session", "{session}")]),
    (
        "account/set_cohort",
        [401, 200, 200, 200],
        &[("phase", "starter"), ("sector", "ggz"), ("region", "utrecht")],
    ),
    ("account/hand_over", [401, 200, 200, 200], &[("password", "{code}")]),
    ("account/change_code", [401, 200, 200, 200], &[("password", "{code}")]),
    ("ways_in/begin_passkey", [401, 403, 200, 200], &[("name", "Mijn telefoon"), ("password", "{code}")]),
    // Nobody has a challenge who did not show a key just now.
    (
        "ways_in/add_passkey",
        [401, 403, 422, 422],
        &[("name", "Mijn telefoon"), ("client_data", ""), ("authenticator_data", ""), ("prf", "")],
    ),
    ("ways_in/make_second_key", [401, 403, 200, 200], &[("password", "{code}")]),
    // Nobody has a second key to type back who did not make one just now.
    ("ways_in/confirm_second_key", [401, 403, 404, 404], &[("group", "0000")]),
    // The way in of somebody else is not there for anybody but its owner.
    ("ways_in/remove", [401, 403, 404, 200], &[("way", "{way}"), ("password", "{code}")]),
    ("account/download", [401, 200, 200, 200], &[("password", "{code}")]),
    ("account/show_data", [401, 200, 200, 200], &[("password", "{code}")]),
    ("account/remove", [401, 200, 200, 200], &[("password", "{code}"), ("posts", "remove")]),
    (
        "threads/add",
        [401, 403, 200, 200],
        &[
            ("once", "{once}"),
            ("happened", "Dit gebeurde er vandaag."),
            ("tried", "Gepraat."),
            ("question", "Wat nu?"),
            ("title", "Een titel hierboven"),
            ("theme", "insecurity"),
            ("show_sector", "yes"),
            ("moment", "now"),
        ],
    ),
    (
        "viewers/preview",
        [401, 403, 200, 200],
        &[("once", "{once}"), ("happened", "Dit gebeurde er vandaag."), ("theme", "insecurity")],
    ),
    ("viewers/write", [401, 403, 200, 200], &[("once", "{once}"), ("happened", "Dit")]),
    // What waits is there for its author only.
    (
        "waiting/edit",
        [401, 403, 404, 200],
        &[
            ("thread", "{waiting}"),
            ("body", "Anders gezegd."),
            ("title", ""),
            ("tried", ""),
            ("question", ""),
        ],
    ),
    ("waiting/publish", [401, 403, 404, 200], &[("thread", "{waiting}")]),
    ("waiting/remove", [401, 403, 404, 200], &[("thread", "{waiting}")]),
    (
        "posts/add",
        [401, 403, 200, 200],
        &[("once", "{once}"), ("thread", "{thread}"), ("kind", "tip"), ("body", "Een tip van mij.")],
    ),
    ("posts/arrived", [401, 200, 200, 200], &[("once", "{once}")]),
    (
        "posts/edit",
        [401, 403, 403, 200],
        &[("post", "{reply}"), ("body", "Anders gezegd."), ("title", ""), ("tried", ""), ("question", "")],
    ),
    ("posts/remove", [401, 403, 403, 200], &[("post", "{reply}")]),
    (
        "held/edit",
        [401, 403, 403, 200],
        &[("post", "{held}"), ("body", "Anders gezegd."), ("title", ""), ("tried", ""), ("question", "")],
    ),
    ("held/remove", [401, 403, 403, 200], &[("thread", "{thread}"), ("post", "{held}")]),
    ("held/dismiss", [401, 403, 403, 200], &[("thread", "{thread}"), ("post", "{told}")]),
    ("posts/mark_helpful", [401, 403, 403, 200], &[("thread", "{thread}"), ("post", "{tip}"), ("on", "yes")]),
    (
        "reactions/set",
        [401, 403, 200, 403],
        &[("thread", "{thread}"), ("post", "{thread}"), ("kind", "recognise"), ("on", "yes"), ("back", "")],
    ),
    // On one's own tip nobody marks anything.
    ("tried/set", [401, 403, 200, 403], &[("thread", "{thread}"), ("post", "{reply}"), ("value", "helped")]),
    (
        "outcomes/set",
        [401, 403, 403, 200],
        &[("thread", "{thread}"), ("outcome", "solved"), ("closing", "Ik vroeg het toch.")],
    ),
    (
        "search/open",
        [401, 200, 200, 200],
        &[
            ("q", "nachtdienst"),
            ("theme", "insecurity"),
            ("sector", "vvt"),
            ("phase", "student"),
            ("outcome", "solved"),
            ("expert", "yes"),
            ("order", "newest"),
        ],
    ),
    ("search/suggest", [401, 200, 200, 200], &[("q", "nachtdienst")]),
    ("search/alike", [401, 403, 200, 200], &[("words", "nachtdienst rooster")]),
    ("account/set_saved", [401, 200, 200, 200], &[("thread", "{thread}"), ("on", "yes"), ("back", "")]),
    (
        "account/set_followed",
        [401, 200, 200, 200],
        &[("theme", "workload"), ("on", "yes"), ("back", "account")],
    ),
    (
        "account/keep_draft",
        [401, 422, 200, 200],
        &[
            ("once", "{once}"),
            ("happened", "Nog niet af"),
            ("tried", ""),
            ("question", ""),
            ("title", ""),
            ("theme", ""),
            ("show_sector", "yes"),
        ],
    ),
    // Orders about things in one's own drawer: whoever names a thing of somebody else changes nothing of theirs.
    ("account/remove_draft", [401, 200, 200, 200], &[("draft", "{note}")]),
    ("account/add_note", [401, 422, 200, 200], &[("once", "{once}"), ("text", "Voor mezelf.")]),
    (
        "account/edit_note",
        [401, 422, 200, 200],
        &[("note", "{note}"), ("edition", "0"), ("once", "{once}"), ("text", "Anders.")],
    ),
    ("account/remove_note", [401, 200, 200, 200], &[("note", "{note}")]),
    ("account/see_news", [401, 200, 200, 200], &[]),
    (
        "push/add",
        [401, 200, 200, 200],
        &[("endpoint", "https://fcm.googleapis.com/fcm/send/x"), ("part", "evening")],
    ),
    // A device that did not ask for it has nothing to change; the author's did.
    ("push/set_part", [401, 404, 404, 200], &[("part", "morning")]),
    // Whoever has the cookie of a device, signed in or not.
    ("push/renew", [404, 404, 404, 200], &[("endpoint", "https://fcm.googleapis.com/fcm/send/y")]),
    ("push/remove", [401, 200, 200, 200], &[("which", "here")]),
    ("account/set_settings", [401, 200, 200, 200], &[("number", "yes"), ("asked", "number")]),
    ("language/set", [200; 4], &[("language", "en"), ("back", "/account")]),
];

/// A thread of Anna with a reply of her own and a tip of Bram, and somebody in each role.
pub struct Scene<'a> {
    app: &'a TestApp,
    /// Anna's thread.
    pub thread: String,
    /// Anna's own reply in it.
    pub reply: String,
    /// Bram's tip in it.
    pub tip: String,
    /// A story of Anna that waits for a safe moment.
    pub waiting: String,
    /// Anna's reply that waits for a moderator.
    pub held: String,
    /// Anna's reply that a moderator removed.
    pub told: String,
    /// A second session of Anna, as the list of sessions names it.
    pub session: String,
    /// A private note of Anna.
    pub note: String,
    /// A passkey of Anna, as the address of its page names it.
    pub way: String,
    passkey: Passkey,
    anna: Person<'a>,
}

impl<'a> Scene<'a> {
    /// Everybody does their part.
    pub async fn new(app: &'a TestApp) -> Self {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let waiting = anna.shares_safely("Ik schrok erg van de tillift.").await;
        let reply = anna.replies(&thread, "Ik vroeg het toch.").await;
        let held = anna.insists(&thread, "Bel mij op 06-12345678.").await;
        let told = anna.insists(&thread, "Of mail mij op anna@voorbeeld.nl.").await;
        app.is_removed(&told).await;
        let tip = app.member().await.replies(&thread, "Vraag het gewoon.").await;
        anna.elsewhere().signs_in().await;
        let page = anna.sees("/account/sessions").await;
        let session = page.form("account/end_session").value("session").to_owned();
        let note = anna.notes("Wat niemand leest over de tillift.").await;
        let device = [("endpoint", "https://fcm.googleapis.com/fcm/send/anna"), ("part", "evening")];
        anna.posts("/api/push/add", &device).await;
        let passkey = Passkey::new(u64::from_be_bytes(bytes(&*app.state.entropy)));
        let page = anna.adds_passkey(&passkey, "Mijn telefoon").await;
        let way = page.attributes("a[href$='/remove']", "href").remove(0);
        let way = way.split('/').nth(3).unwrap_or_default().to_owned();
        Self { app, thread, waiting, reply, tip, held, told, session, note, way, passkey, anna }
    }

    /// Somebody in this role, at the browser in which they came.
    pub async fn person(&self, role: Role) -> Person<'a> {
        match role {
            Role::Visitor => self.app.person(),
            Role::Newcomer => {
                let mut person = self.app.person();
                person.joins().await;
                person
            }
            Role::Stranger => self.app.member().await,
            Role::Author => self.anna.clone(),
        }
    }

    /// The fields of a server function as this person would send them.
    pub async fn fields(&self, person: &mut Person<'a>, fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut filled = Vec::new();
        let used = match fields.iter().any(|(name, _)| *name == "signature") {
            true => self.passkey.used(&self.app.person().challenge().await),
            false => Vec::new(),
        };
        for (name, value) in fields {
            let value = match *value {
                "{thread}" => self.thread.clone(),
                "{waiting}" => self.waiting.clone(),
                "{reply}" => self.reply.clone(),
                "{tip}" => self.tip.clone(),
                "{held}" => self.held.clone(),
                "{told}" => self.told.clone(),
                "{session}" => self.session.clone(),
                "{note}" => self.note.clone(),
                "{way}" => self.way.clone(),
                "{code}" => person.code.clone(),
                "{group}" => person.code.rsplit('-').next().unwrap_or_default().to_owned(),
                "{cohort}" => self.app.a_cohort().await,
                "{handover}" => {
                    let mut anna = self.anna.elsewhere();
                    anna.signs_in().await;
                    anna.hands_over().await
                }
                "{once}" => self.once(person).await,
                said if said.starts_with('{') && used.iter().any(|(field, _)| field == name) => used
                    .iter()
                    .find(|(field, _)| field == name)
                    .map(|(_, value)| value.clone())
                    .unwrap_or_default(),
                other => other.to_owned(),
            };
            filled.push(((*name).to_owned(), value));
        }
        filled
    }

    /// A form that is old enough to be sent; empty for who may not write.
    async fn once(&self, person: &mut Person<'a>) -> String {
        let page = person.sees("/threads/new").await;
        self.app.a_moment_later();
        page.forms()
            .iter()
            .find(|form| form.action == "/api/threads/add")
            .map_or(String::new(), |form| form.value("once").to_owned())
    }
}

/// Pairs as [`server::testing::Browser::asks`] wants them.
pub fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (&**name, &**value)).collect()
}

/// The address of a page in this scene: of the author's objects.
pub fn address(template: &str, scene: &Scene<'_>) -> String {
    if template.starts_with("/posts/") {
        template.replace("{id}", &scene.reply)
    } else if template.starts_with("/held/") {
        template.replace("{id}", &scene.held)
    } else if template.starts_with("/waiting/") {
        template.replace("{id}", &scene.waiting)
    } else if template.starts_with("/account/") {
        template.replace("{id}", &scene.note).replace("{way}", &scene.way)
    } else {
        template.replace("{id}", &scene.thread).replace("{slug}", "insecurity")
    }
}
