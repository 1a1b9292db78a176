//! Streams of staff: who hears what, and when nobody does any more (S22).

use app::kit::state::AppState;
use axum::Router;
use axum::body::{Body, BodyDataStream};
use domain::ids::ThreadId;
use domain::live::Topic;
use domain::staff::StaffRole;
use futures::StreamExt;
use http::Method;
use server::testing::{Browser, TestApp};
use std::time::Duration;
use tower::ServiceExt;

/// Far below the 25 seconds after which a stream looks again by itself.
const AT_ONCE: Duration = Duration::from_secs(12);

/// A stream at this host, after its first words.
pub async fn listens_at(host: Router, person: &Browser<'_>, topics: &str) -> BodyDataStream {
    let request = person.request(Method::GET, &format!("/live/staff/{topics}"));
    let opened = host.oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    assert_eq!(opened.status(), 200);
    let mut words = opened.into_body().into_data_stream();
    words.next().await.expect("the first words").expect("bytes");
    words
}

async fn listens(person: &Browser<'_>, topics: &str) -> BodyDataStream {
    listens_at(person.app().router(), person, topics).await
}

/// The next words; nothing when the stream ended.
pub async fn hears(words: &mut BodyDataStream) -> Option<String> {
    let next = tokio::time::timeout(AT_ONCE, words.next()).await.expect("it is heard at once");
    next.map(|bytes| String::from_utf8_lossy(&bytes.expect("bytes")).into_owned())
}

async fn tells(state: &AppState, topic: impl Into<Topic>) {
    let mut tx = state.store.community.begin().await.expect("a unit of work");
    tx.live().notify(topic).await.expect("told");
    tx.commit().await.expect("kept");
}

server::stories! {
    on_several_threads
    async fn staff_hear_of_what_they_have_a_right_to(app) {
        let mut mara = app.colleague(&[StaffRole::Moderator]).await;
        let mut ruben = app.colleague(&[StaffRole::Admin]).await;
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let mut words = listens(&mara, &format!("held,{thread}")).await;
        tells(&app.state, Topic::Held).await;
        assert_eq!(hears(&mut words).await.as_deref(), Some("data: held\n\n"));
        anna.replies(&thread, "Vraag het gewoon.").await;
        assert_eq!(hears(&mut words).await, Some(format!("data: {thread}\n\n")));

        assert_eq!(ruben.gets("/live/staff/held").await.status, 403);
        assert_eq!(ruben.gets(&format!("/live/staff/{thread}")).await.status, 403);
        for topic in [format!("staff-{}", mara.id), format!("staff-{}", ruben.id), "reports".to_owned()] {
            assert_eq!(mara.gets(&format!("/live/staff/{topic}")).await.status, 404, "{topic}");
        }
        // Members' streams are members', whoever has both cookies.
        assert_eq!(mara.gets(&format!("/live/threads/{thread}")).await.status, 401);
        assert_eq!(anna.gets("/live/staff/held").await.status, 401);
        anna.cookies.extend(mara.cookies.clone());
        drop(listens(&anna, "held").await);
    }

    async fn a_stream_ends_when_the_right_or_the_session_does_and_no_other_does(app) {
        let mara = app.colleague(&[StaffRole::Moderator, StaffRole::Expert]).await;
        let colleague = app.colleague(&[StaffRole::Moderator]).await;
        let mut others = listens(&colleague, "held").await;

        let mut words = listens(&mara, "held").await;
        app.set_roles(mara.id, &[StaffRole::Moderator]).await;
        tells(&app.state, Topic::Held).await;
        assert_eq!(hears(&mut words).await.as_deref(), Some("data: held\n\n"), "another role is no matter of this stream");
        app.set_roles(mara.id, &[StaffRole::Expert]).await;
        assert_eq!(hears(&mut words).await, None, "the right is gone");

        app.set_roles(mara.id, &[StaffRole::Moderator]).await;
        let mut words = listens(&mara, "held").await;
        let mut tx = app.state.store.staff.begin().await.expect("a unit of work");
        let ended = tx.staff_sessions().remove_of(mara.id, None).await.expect("ended");
        tx.commit().await.expect("kept");
        assert_eq!((ended.len(), hears(&mut words).await), (1, None), "the session was ended elsewhere");

        let ruben = app.colleague(&[StaffRole::Moderator]).await;
        let mut words = listens(&ruben, "held").await;
        app.removes_staff(ruben.id).await;
        assert_eq!(hears(&mut words).await, None, "the person is gone");

        tells(&app.state, Topic::Held).await;
        for _ in 0..2 {
            assert_eq!(hears(&mut others).await.as_deref(), Some("data: held\n\n"), "a colleague goes on");
        }
    }

    /// The role is taken away while the stream is opened: whichever comes first, nobody listens afterwards.
    async fn a_stream_that_races_the_end_of_its_right_does_not_stay(app) {
        let mara = app.colleague(&[StaffRole::Moderator]).await;
        for round in 0..6 {
            let request = mara.request(Method::GET, "/live/staff/held").body(Body::empty()).expect("a request");
            let (opened, ()) = tokio::join!(app.router().oneshot(request), app.set_roles(mara.id, &[]));
            let opened = opened.expect("an answer");
            if opened.status() == 200 {
                let mut words = opened.into_body().into_data_stream();
                while hears(&mut words).await.is_some() {}
            } else {
                assert_eq!(opened.status(), 403, "round {round}");
            }
            app.set_roles(mara.id, &[StaffRole::Moderator]).await;
        }
    }
}

/// Two hosts on one PostgreSQL: what is told at one is heard at the other, and so is the end of a right.
#[tokio::test]
async fn at_the_other_host_too() {
    let Some(app) = TestApp::postgres().await.expect("a server") else { return };
    let there = app.second_host().await.expect("the same rows");
    let mara = app.colleague(&[StaffRole::Moderator]).await;
    let thread = ThreadId::random(&*app.state.entropy);
    let mut words = listens_at(there.router(), &mara, &format!("held,{thread}")).await;
    tells(&app.state, Topic::Held).await;
    assert_eq!(hears(&mut words).await.as_deref(), Some("data: held\n\n"));
    tells(&app.state, thread).await;
    assert_eq!(hears(&mut words).await, Some(format!("data: {thread}\n\n")), "and each was heard once");
    app.set_roles(mara.id, &[StaffRole::Expert]).await;
    assert_eq!(hears(&mut words).await, None);
    there.finish().await.expect("closed");
    app.finish().await.expect("thrown away");
}
