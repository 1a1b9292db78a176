//! The streams by themselves, without a session behind them.

use super::*;
use crate::layers::testing::{answer, request};
use crate::stop;
use app::kit::who::{Member, Staff, Who};
use axum::extract::Extension;
use domain::entropy::Seeded;
use domain::ids::{AccountId, StaffId, ThreadId};
use domain::secrets::Root;
use domain::staff::{Roles, StaffRole};
use domain::time::FixedClock;

fn member(session: u8) -> Who {
    let chance = Seeded::new(u64::from(session));
    Who::Member(Arc::new(Member {
        account: AccountId::random(&chance),
        root: Root::generate(&chance),
        session: [session; 32],
        shared: false,
        code_known: true,
        cohort: None,
    }))
}

fn staff(id: u64, role: StaffRole) -> Who {
    Who::Staff(Arc::new(Staff {
        id: StaffId::random(&Seeded::new(id)),
        name: "Mara de Wit".to_owned(),
        function: "moderator".to_owned(),
        roles: Roles::NONE.with(role),
        organisation: None,
        session: [7; 32],
        proved: 0,
    }))
}

struct Stage {
    live: Arc<Streams>,
    store: broadcast::Sender<Topic>,
    stopper: stop::Stopper,
    thread: ThreadId,
}

fn stage(most: u32) -> Stage {
    let (stopper, stop) = stop::pair();
    let store = broadcast::Sender::new(16);
    let clock = Arc::new(FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")));
    let names = Arc::new(DailyKey::new(clock, Arc::new(Seeded::new(8))));
    let live = Streams::new(most, names, Arc::default(), stop);
    tokio::spawn(live.clone().pass_on(store.subscribe()));
    Stage { live, store, stopper, thread: ThreadId::random(&Seeded::new(9)) }
}

impl Stage {
    async fn open(&self, who: Who) -> Response {
        self.asks(who, &format!("/live/threads/{}", self.thread)).await
    }

    async fn asks(&self, who: Who, path: &str) -> Response {
        let app = routes(self.live.clone()).layer(Extension(who));
        answer(app, request("GET", path, &[], "")).await
    }

    fn tells(&self, topic: impl Into<Topic>) {
        self.store.send(topic.into()).expect("somebody listens");
    }
}

#[tokio::test]
async fn news_of_this_thread_arrive_and_say_nothing_else() {
    let stage = stage(4);
    let opened = stage.open(member(1)).await;
    assert_eq!(opened.headers()["content-type"], "text/event-stream");
    assert_eq!(opened.headers()["cache-control"], "no-store");
    let mut words = opened.into_body().into_data_stream();
    assert_eq!(words.next().await.expect("words").expect("bytes"), "retry: 5000\n\n");
    stage.tells(ThreadId::random(&Seeded::new(1)));
    stage.tells(Topic::Held);
    stage.tells(stage.thread);
    assert_eq!(words.next().await.expect("words").expect("bytes"), "data: new\n\n");
}

#[tokio::test]
async fn one_stream_tells_of_all_threads_that_a_browser_shows() {
    let stage = stage(4);
    let others: Vec<_> = (0..TOPICS as u64).map(|n| ThreadId::random(&Seeded::new(20 + n))).collect();
    let path = |threads: &[ThreadId]| {
        let ids: Vec<_> = threads.iter().map(ToString::to_string).collect();
        format!("/live/threads/{}", ids.join(","))
    };
    let opened = stage.asks(member(1), &path(&others)).await;
    let mut words = opened.into_body().into_data_stream();
    words.next().await.expect("the first words").expect("bytes");
    stage.tells(stage.thread);
    for thread in &others {
        stage.tells(*thread);
        assert_eq!(words.next().await.expect("words").expect("bytes"), "data: new\n\n");
    }
    let more = [others, vec![stage.thread]].concat();
    assert_eq!(stage.asks(member(1), &path(&more)).await.status(), 404);
}

#[tokio::test]
async fn only_members_listen_and_only_to_threads() {
    let stage = stage(4);
    assert_eq!(stage.open(Who::Visitor).await.status(), 401);
    assert_eq!(stage.open(staff(1, StaffRole::Moderator)).await.status(), 401);
    for words in ["x", "held", "staff-00000000000000000000000000000001"] {
        assert_eq!(stage.asks(member(1), &format!("/live/threads/{words}")).await.status(), 404, "{words}");
    }
    let unwired = routes(stage.live.clone());
    assert_eq!(answer(unwired, request("GET", "/live/threads/x", &[], "")).await.status(), 401);
}

#[tokio::test]
async fn places_are_bounded_and_given_back() {
    let stage = stage(2);
    let (first, second) = (stage.open(member(1)).await, stage.open(member(2)).await);
    assert_eq!((first.status(), second.status()), (StatusCode::OK, StatusCode::OK));
    assert_eq!(stage.open(member(3)).await.status(), 503);
    drop(first);
    assert_eq!(stage.open(member(3)).await.status(), 200);
    drop(second);
    assert!(stage.live.open.lock().expect("a lock").is_empty(), "nothing is remembered of who left");
}

#[tokio::test]
async fn one_account_does_not_take_all_places_at_however_many_sessions() {
    let stage = stage(100);
    let Who::Member(me) = member(1) else { unreachable!("a member") };
    let mut open = Vec::new();
    for session in 0..=TABS {
        let session = [u8::try_from(session).expect("a few"); 32];
        let (account, root) = (me.account, Root::generate(&Seeded::new(1)));
        let same = Member { account, root, session, shared: false, code_known: true, cohort: None };
        open.push(stage.open(Who::Member(Arc::new(same))).await);
    }
    let taken = open.iter().filter(|answer| answer.status() == 200).count();
    assert_eq!(taken, TABS as usize);
    assert_eq!(stage.open(member(2)).await.status(), 200);
}

#[tokio::test]
async fn streams_end_with_the_server() {
    let stage = stage(4);
    let mut words = stage.open(member(1)).await.into_body().into_data_stream();
    words.next().await.expect("the first words").expect("bytes");
    stage.stopper.stop();
    let end = tokio::time::timeout(Duration::from_secs(1), words.next()).await.expect("it ends");
    assert!(end.is_none());
}

#[tokio::test]
async fn staff_hear_which_topic_has_news_if_they_have_its_right() {
    let stage = stage(4);
    let path = format!("/live/staff/held,{}", stage.thread);
    let opened = stage.asks(staff(1, StaffRole::Moderator), &path).await;
    assert_eq!(opened.headers()["content-type"], "text/event-stream");
    let mut words = opened.into_body().into_data_stream();
    words.next().await.expect("the first words").expect("bytes");
    stage.tells(ThreadId::random(&Seeded::new(1)));
    stage.tells(Topic::Staff(StaffId::random(&Seeded::new(2))));
    stage.tells(stage.thread);
    let said = format!("data: {}\n\n", stage.thread);
    assert_eq!(words.next().await.expect("words").expect("bytes"), said.into_bytes());
    stage.tells(Topic::Held);
    assert_eq!(words.next().await.expect("words").expect("bytes"), "data: held\n\n");

    for role in StaffRole::ALL {
        let status = stage.asks(staff(2, role), "/live/staff/held").await.status();
        assert_eq!(status, if role == StaffRole::Moderator { 200 } else { 403 }, "{role:?}");
    }
    for nobody in [member(1), Who::Visitor] {
        assert_eq!(stage.asks(nobody, "/live/staff/held").await.status(), 401);
    }
    let own = format!("staff-{}", StaffId::random(&Seeded::new(1)));
    let many = ["held"; TOPICS + 1].join(",");
    for words in ["x", "", "held,", "held,x", &*own, &*many] {
        let status =
            stage.asks(staff(1, StaffRole::Moderator), &format!("/live/staff/{words}")).await.status();
        assert_eq!(status, 404, "{words}");
    }
}

#[tokio::test]
async fn a_slow_listener_hears_that_something_was_missed() {
    let stage = stage(4);
    let opened = stage.asks(staff(1, StaffRole::Moderator), "/live/staff/held").await;
    let mut words = opened.into_body().into_data_stream();
    words.next().await.expect("the first words").expect("bytes");
    for n in 0..300 {
        let _ = stage.live.news.send(ThreadId::random(&Seeded::new(n)).into());
    }
    assert_eq!(words.next().await.expect("words").expect("bytes"), "data: new\n\n");
}

#[tokio::test]
async fn one_staff_person_does_not_take_all_places() {
    let stage = stage(100);
    let mut open = Vec::new();
    for _ in 0..=TABS {
        open.push(stage.asks(staff(1, StaffRole::Moderator), "/live/staff/held").await);
    }
    assert_eq!(open.iter().filter(|answer| answer.status() == 200).count(), TABS as usize);
    assert_eq!(stage.asks(staff(2, StaffRole::Moderator), "/live/staff/held").await.status(), 200);
    drop(open);
    assert!(stage.live.open.lock().expect("a lock").is_empty(), "nothing is remembered of who left");
}
