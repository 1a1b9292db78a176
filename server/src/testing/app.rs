//! The server of one test.

use super::{Answer, Browser, Person, TestStore, Tested};
use crate::assets::Files;
use crate::config::Settings;
use crate::house::House;
use crate::router::router;
use crate::stop::{self, Stopper};
use app::kit::state::AppState;
use axum::Router;
use axum::body::{Body, to_bytes};
use chrono::Duration;
use domain::codes::CohortCode;
use domain::entropy::{Entropy, Seeded};
use domain::ids::CohortId;
use domain::secrets::Keys;
use domain::time::{Clock, Day, FixedClock};
use http::Request;
use std::sync::Arc;
use store::CohortRow;
use tower::ServiceExt;

/// The address at which the server of a test is at home: https, so that cookies are as in production.
pub const HOME: &str = "https://health-thing.test";

/// The seed of the chance of a server of which nothing else is said.
const SEED: u64 = 2026;

/// A Friday, somewhat before noon in the Netherlands.
const BEGIN: &str = "2026-11-20T10:00:00Z";

/// The server of one test.
pub struct TestApp {
    /// The state that every request is lent: store, keys, chance, limits.
    pub state: Arc<AppState>,
    /// The clock that stands until a test moves it.
    pub clock: Arc<FixedClock>,
    /// Everything that the server keeps alive.
    pub house: House,
    router: Router,
    place: TestStore,
    stopper: Stopper,
}

impl TestApp {
    /// On SQLite, with limits so wide that only tests of limits meet them.
    pub async fn sqlite() -> Result<Self, Box<dyn std::error::Error>> {
        Ok(Self::over(TestStore::sqlite().await?, Self::wide()))
    }

    /// On PostgreSQL; `None` where there is none.
    pub async fn postgres() -> Result<Option<Self>, Box<dyn std::error::Error>> {
        Ok(TestStore::postgres().await?.map(|store| Self::over(store, Self::wide())))
    }

    /// On SQLite, with the limits of production.
    pub async fn strict() -> Result<Self, Box<dyn std::error::Error>> {
        Ok(Self::over(TestStore::sqlite().await?, Self::settings()))
    }

    /// The settings of production, at [`HOME`] and behind a proxy, so that a test chooses its address.
    pub fn settings() -> Settings {
        let mut settings = Settings::defaults();
        settings.origin = HOME.to_owned();
        settings.trust_proxy = true;
        settings
    }

    /// [`Self::settings`] with wide limits.
    pub fn wide() -> Settings {
        const MANY: u32 = 100_000;
        let mut settings = Self::settings();
        let rates = &mut settings.rates;
        for rate in [
            &mut rates.joins_per_hour,
            &mut rates.sign_ins_per_10_minutes,
            &mut rates.own_sign_ins_per_10_minutes,
            &mut rates.staff_codes_per_hour,
            &mut rates.staff_photos_per_hour,
            &mut rates.sessions_per_account,
            &mut rates.join_wave,
            &mut rates.shares_per_hour,
            &mut rates.replies_per_10_minutes,
            &mut rates.reactions_per_10_minutes,
            &mut rates.decisions_per_10_minutes,
            &mut rates.reads_per_10_minutes,
            &mut rates.suggestions_per_10_minutes,
            &mut rates.attack_failures,
        ] {
            *rate = MANY;
        }
        rates.mark_after_days = 0;
        settings
    }

    /// Over this store, with these settings.
    pub fn over(place: TestStore, settings: Settings) -> Self {
        Self::with(place, settings, Files::default(), Seeded::new(SEED))
    }

    /// With everything chosen.
    pub fn with(place: TestStore, settings: Settings, files: Files, chance: Seeded) -> Self {
        let clock = Arc::new(FixedClock::at(BEGIN.parse().expect("a moment")));
        let keys = Keys::generate(&chance);
        Self::host(place, settings, files, keys, clock, chance)
    }

    /// A second host of a server that was made by [`Self::over`]: the same rows and keys; memory, chance and a clock of its own.
    pub async fn second_host(&self) -> Result<Self, Box<dyn std::error::Error>> {
        let (place, keys) = (TestStore::open(self.place.urls()).await?, Keys::generate(&Seeded::new(SEED)));
        let (settings, chance) = ((*self.house.settings).clone(), Seeded::new(SEED + 1));
        let clock = Arc::new(FixedClock::at(self.clock.now()));
        Ok(Self::host(place, settings, Files::default(), keys, clock, chance))
    }

    fn host(
        place: TestStore,
        settings: Settings,
        files: Files,
        keys: Keys,
        clock: Arc<FixedClock>,
        chance: Seeded,
    ) -> Self {
        let (stopper, stop) = stop::pair();
        let edges: (Arc<dyn Clock>, Arc<dyn Entropy>) = (clock.clone(), Arc::new(chance));
        let house = House::of(settings, ((*place).clone(), keys), files, edges, stop);
        let router = router(house.state.clone(), house.files.clone(), house.live.clone(), &house.needs());
        Self { state: house.state.clone(), clock, house, router, place, stopper }
    }

    /// Returns what the server answers. Each request is spawned, so those of several people run at once, and on a runtime of
    /// several threads they change threads while they wait.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let router = self.router.clone();
        let answered = tokio::spawn(async move {
            let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
            let (head, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("a whole body");
            Answer { status: head.status.as_u16(), headers: head.headers, body: body.to_vec() }
        });
        answered.await.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic()))
    }

    /// The router itself, for streams.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// A browser that was never here.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// Somebody who was never here.
    pub fn person(&self) -> Person<'_> {
        Person::new(self)
    }

    /// Somebody who joined, kept the account code and typed its last group back.
    pub async fn member(&self) -> Person<'_> {
        let mut person = self.person();
        person.joins().await;
        person.confirms_code().await;
        person
    }

    /// The code of a new cohort that anybody may join.
    pub async fn a_cohort(&self) -> String {
        self.a_cohort_of(None, self.clock.today().plus(300)).await
    }

    /// The code of a new cohort with so many places, until that day.
    pub async fn a_cohort_of(&self, seats: Option<i64>, ends: Day) -> String {
        let code = CohortCode::generate(&*self.state.entropy);
        let cohort = CohortRow {
            id: CohortId::random(&*self.state.entropy),
            organisation: None,
            code: code.as_str().to_owned(),
            seats,
            used: 0,
            ends,
            name: "Lichting najaar".to_owned(),
        };
        let mut tx = self.state.store.accounts.begin().await.expect("a unit of work");
        tx.cohorts().add(&cohort).await.expect("a cohort");
        tx.commit().await.expect("kept");
        code.grouped()
    }

    /// The day on which the clock stands.
    pub fn today(&self) -> Day {
        self.clock.today()
    }

    /// Moves the clock.
    pub fn forward(&self, by: Duration) {
        self.clock.forward(by);
    }

    /// Runs to its end what nobody waits for: looking for own threads, putting into a drawer what was read.
    pub async fn settle(&self) {
        self.house.settle().await;
    }

    /// Does at once what the server does once a day: shown numbers catch up.
    pub async fn next_day(&self) {
        crate::jobs::run(&self.state.store, &*self.state.clock).await;
    }

    /// Moves the clock by the time that a person needs at least to fill in a form.
    pub fn a_moment_later(&self) {
        self.forward(Duration::seconds(3));
    }

    /// The place of the rows: folder or schemas.
    pub fn place(&self) -> &TestStore {
        &self.place
    }

    /// Ends the server and throws its rows away.
    pub async fn finish(self) -> Tested {
        self.stopper.stop();
        drop((self.router, self.house, self.state));
        self.place.finish().await
    }
}
