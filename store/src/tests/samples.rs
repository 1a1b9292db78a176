//! Rows for tests.

use crate::{
    Account, Added, Author, CohortRow, Community, Expert, Organisation, OrganisationKind, Post, Session,
    StaffLogLine, StaffRow, StaffSession, Text, Thread, Tx, WayInRow,
};
use chrono::NaiveDate;
use domain::entropy::{self, Entropy, Seeded};
use domain::ids::{AccountId, CohortId, ExpertId, OrganisationId, PostId, StaffId, ThreadId};
use domain::people::{Phase, Sector};
use domain::posts::PostKind;
use domain::secrets::Tag;
use domain::staff::{Roles, StaffDeed, StaffRole};
use domain::themes::ThemeId;
use domain::time::Day;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::OnceLock;
use std::task::Poll;

/// One source for all rows of a test run, so that no two are the same.
pub fn chance() -> &'static dyn Entropy {
    static SOURCE: OnceLock<Seeded> = OnceLock::new();
    SOURCE.get_or_init(|| Seeded::new(2))
}

pub fn day(day: u32) -> Day {
    Day::from_date(NaiveDate::from_ymd_opt(2026, 11, day).expect("a day of November"))
}

pub fn a_tag() -> Tag {
    Tag::from_bytes(entropy::bytes(chance()))
}

pub fn a_theme() -> ThemeId {
    ThemeId::all().next().expect("a theme")
}

pub fn a_text(body: &str) -> Text {
    Text { body: body.to_owned(), tried: None, question: None }
}

pub fn a_thread() -> Thread {
    Thread {
        id: ThreadId::random(chance()),
        title: "Eerste keer alleen op de afdeling".to_owned(),
        themes: a_theme().into(),
        sector: Some(Sector::ALL[0]),
        phase: Some(Phase::Student),
        day: day(21),
    }
}

pub fn a_post(thread: ThreadId, kind: PostKind, author: Author) -> Post {
    Post {
        id: PostId::random(chance()),
        thread,
        kind,
        author,
        text: a_text("Ik durf niet te vragen"),
        day: day(21),
    }
}

pub fn a_member() -> Author {
    Author::Member { tag: a_tag(), name: 0 }
}

pub fn a_tip(thread: ThreadId) -> Post {
    a_post(thread, PostKind::Tip, a_member())
}

/// A thread with its opening, added.
pub async fn opened(tx: &mut Tx<Community>, thread: &Thread) -> crate::Result<Post> {
    tx.threads().add(thread).await?;
    let opening = a_post(thread.id, PostKind::Opening, a_member());
    assert_eq!(tx.posts().add(&opening).await?, Added::New(0));
    Ok(opening)
}

pub fn an_expert() -> Expert {
    let id = ExpertId::random(chance());
    Expert {
        id,
        slug: format!("marieke-{id}"),
        name: "Marieke de Boer".to_owned(),
        title_nl: "Wijkverpleegkundige".to_owned(),
        title_en: "District nurse".to_owned(),
        field: "werkdruk".to_owned(),
        bio_nl: "Werkt twintig jaar in de wijk.".to_owned(),
        bio_en: "Twenty years in the district.".to_owned(),
    }
}

pub fn an_account() -> Account {
    Account {
        id: AccountId::random(chance()),
        lookup: entropy::bytes(chance()),
        key_version: 1,
        salt: entropy::bytes(chance()),
        wrapped: entropy::bytes::<72>(chance()).to_vec(),
        cohort_sealed: entropy::bytes::<72>(chance()).to_vec(),
        joined: day(21).month(),
    }
}

pub fn a_way_in(account: AccountId) -> WayInRow {
    let bytes = |count: usize| {
        let mut bytes = vec![0; count];
        chance().fill(&mut bytes);
        bytes
    };
    WayInRow {
        lookup: entropy::bytes(chance()),
        account,
        key_version: 1,
        salt: entropy::bytes(chance()),
        wrapped: bytes(domain::secrets::SEALED_ROOT),
        about: bytes(domain::secrets::SEALED_WAY),
    }
}

pub fn a_session(account: AccountId) -> Session {
    Session {
        hash: entropy::bytes(chance()),
        account,
        root_sealed: entropy::bytes::<72>(chance()).to_vec(),
        shared: false,
        code_known: false,
        opened: day(1),
        expires: day(30),
    }
}

pub fn an_organisation() -> Organisation {
    Organisation {
        id: OrganisationId::random(chance()),
        name: "Zorggroep De Linde".to_owned(),
        kind: OrganisationKind::Employer,
        region: None,
        sector: None,
    }
}

pub fn a_cohort() -> CohortRow {
    let id = CohortId::random(chance());
    CohortRow {
        id,
        organisation: None,
        code: id.to_string(),
        seats: None,
        used: 0,
        ends: day(30),
        name: "Starters najaar".to_owned(),
    }
}

pub fn a_staff_person() -> StaffRow {
    let id = StaffId::random(chance());
    StaffRow {
        id,
        name: "Samira el Idrissi".to_owned(),
        function: "Moderator".to_owned(),
        email: format!("{id}@health-thing.example"),
        roles: Roles::NONE.with(StaffRole::Moderator),
        organisation: None,
        added: day(1),
        removed: None,
    }
}

pub fn a_staff_session(staff: StaffId) -> StaffSession {
    StaffSession { hash: entropy::bytes(chance()), staff, opened: 100, seen: 100, proved: 100 }
}

pub fn a_log_line(at: i64) -> StaffLogLine {
    let staff = Some(StaffId::from_bytes([3; 16]));
    StaffLogLine { at, staff, deed: StaffDeed::SignIn, object: None, detail: None }
}

/// Begins something, and goes after so many polls.
pub async fn gives_up<T>(beginning: impl Future<Output = T>, polls: usize) {
    let mut beginning = pin!(beginning);
    let mut polled = 0;
    poll_fn(|task| {
        polled += 1;
        match beginning.as_mut().poll(task) {
            Poll::Pending if polled < polls => Poll::Pending,
            _ => Poll::Ready(()),
        }
    })
    .await;
}
