//! Signing in begins to look for the own threads; a page that comes before that is done does not begin again.

use app::kit::state::BoxFuture;
use app::kit::state::OwnThreads;
use app::kit::state::OwnersPass;
use app::kit::who::Member;
use domain::entropy::Seeded;
use domain::ids::{AccountId, ThreadId};
use domain::secrets::{Keys, OwnTags, Root};
use domain::time::{Clock, Day, FixedClock};
use server::house::House;
use server::testing::{TestApp, TestStore, Tested};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Finds one thread, and counts how often it looked through everything.
struct Counting {
    found: ThreadId,
    today: Day,
    whole: AtomicUsize,
}

impl OwnersPass for Counting {
    fn threads(&self, _: OwnTags, since: Option<Day>) -> BoxFuture<'_, store::Result<OwnThreads>> {
        Box::pin(async move {
            self.whole.fetch_add(usize::from(since.is_none()), Ordering::SeqCst);
            // Somebody else has a turn before this is done.
            tokio::task::yield_now().await;
            Ok(OwnThreads { threads: vec![self.found], upto: self.today })
        })
    }
}

#[tokio::test]
async fn whoever_comes_second_waits_for_the_first() -> Tested {
    let place = TestStore::sqlite().await?;
    let chance = Arc::new(Seeded::new(4));
    let clock = Arc::new(FixedClock::at("2026-11-20T10:00:00Z".parse()?));
    let (found, today) = (ThreadId::random(&*chance), clock.today());
    let root = Root::generate(&*chance);
    let (_stopper, stop) = server::stop::pair();
    let opened = ((*place).clone(), Keys::generate(&*chance));
    let files = server::assets::Files::default();
    let mut house = House::of(TestApp::wide(), opened, files, (clock, chance), stop);
    let pass = Arc::new(Counting { found, today, whole: AtomicUsize::new(0) });
    Arc::get_mut(&mut house.state).expect("nobody else has it yet").owner = pass.clone();
    let account = AccountId::from_bytes([1; 16]);
    let me = Member { account, root, session: [7; 32], shared: false, code_known: true, cohort: None };
    house.state.memory.open(me.session, 0, 30);

    let both =
        tokio::join!(app::story::own::find(&house.state, &me), app::story::own::find(&house.state, &me));
    assert!(both.0.expect("found").contains(&found) && both.1.expect("found").contains(&found));
    assert_eq!(pass.whole.load(Ordering::SeqCst), 1, "one looked through everything");
    house.state.store.close().await;
    Ok(())
}
