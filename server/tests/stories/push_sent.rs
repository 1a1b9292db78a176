//! The message of the day goes out: once, at the chosen part of the day, to whoever still wants it.

use crate::push::{PLACE, asks_for_it, evening, rows, to_the_evening};
use chrono::Duration;
use server::metrics::Metrics;
use server::push::Deliveries;
use server::stories;
use server::testing::{PushService, TestApp};
use std::sync::Arc;

stories! {
    async fn it_comes_once_a_day_at_the_chosen_part_and_at_no_other(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        asks_for_it(&mut anna, "anna", "evening").await;
        asks_for_it(&mut bram, "bram", "morning").await;
        let service = PushService::opens().await;
        let (mut here, mut there) = (service.sender(), service.sender());
        for _ in 0..7 * 12 {
            assert_eq!(here.look(&app.state).await.expect("a look"), Deliveries::default(), "not in the afternoon");
            app.forward(Duration::minutes(5));
        }
        // Two hosts look at the same moments.
        let mut got = Vec::new();
        for _ in 0..24 {
            for host in [&mut here, &mut there] {
                host.look(&app.state).await.expect("a look");
            }
            got.extend(service.got());
            app.forward(Duration::minutes(5));
        }
        assert_eq!(got.iter().map(|pushed| &*pushed.path).collect::<Vec<_>>(), ["/fcm/send/anna"]);
        for _ in 0..12 * 12 {
            assert_eq!(there.look(&app.state).await.expect("a look"), Deliveries::default(), "not in the night");
            app.forward(Duration::minutes(5));
        }
        assert_eq!(evening(app, &service, &mut here).await, ["/fcm/send/bram"]);
    }

    /// A host that begins late sends what nobody sent, while that part of the day lasts.
    async fn a_host_that_was_down_makes_up_for_it(app) {
        let mut anna = app.member().await;
        asks_for_it(&mut anna, "anna", "evening").await;
        let service = PushService::opens().await;
        to_the_evening(app);
        app.forward(Duration::minutes(119));
        let sent = service.sender().look(&app.state).await.expect("a look");
        assert_eq!(sent, Deliveries { taken: 1, ..Deliveries::default() });
        assert_eq!(service.sender().look(&app.state).await.expect("a look"), Deliveries::default(), "started again");
    }

    async fn a_device_that_is_gone_is_forgotten(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        asks_for_it(&mut anna, "anna", "evening").await;
        asks_for_it(&mut bram, "bram", "evening").await;
        let service = PushService::opens().await;
        service.will_say("/fcm/send/anna", &["410 Gone"]);
        service.will_say("/fcm/send/bram", &["404 Not Found"]);
        to_the_evening(app);
        let figures = Arc::<Metrics>::default();
        assert_eq!(evening(app, &service, &mut service.counted_sender(figures.clone())).await.len(), 2);
        assert_eq!(rows(app).await, 0);
        let shown = figures.render();
        assert!(shown.contains("ht_push_messages_total{what=\"gone\"} 2\n"), "{shown}");
        assert!(!shown.contains("fcm"), "neither a device nor its service");
        assert!(anna.sees("/account/settings").await.has_form("push/add"));
    }

    async fn a_service_that_is_busy_is_left_alone_and_asked_again(app) {
        let mut anna = app.member().await;
        asks_for_it(&mut anna, "anna", "evening").await;
        let service = PushService::opens().await;
        service.will_say("/fcm/send/anna", &["429 Too Many Requests\r\nRetry-After: 600", "503 Busy"]);
        to_the_evening(app);
        app.forward(Duration::minutes(30));
        let mut sender = service.sender();
        // Whatever its turn is, it comes within the part of the day.
        let mut minutes = Vec::new();
        for minute in 0..89 {
            sender.look(&app.state).await.expect("a look");
            if !service.got().is_empty() {
                minutes.push(minute);
            }
            app.forward(Duration::minutes(1));
        }
        assert!(minutes.len() > 1 && minutes[1] >= minutes[0] + 10, "{minutes:?}");
        assert!(minutes.len() < 3 || minutes[2] >= minutes[1] + 20, "twice as long each time: {minutes:?}");
        assert_eq!(rows(app).await, 1, "nobody is forgotten for that");
    }

    async fn what_is_refused_is_not_sent_again_that_day(app) {
        let mut anna = app.member().await;
        asks_for_it(&mut anna, "anna", "evening").await;
        let service = PushService::opens().await;
        service.will_say("/fcm/send/anna", &["403 Forbidden", "403 Forbidden"]);
        to_the_evening(app);
        assert_eq!(evening(app, &service, &mut service.sender()).await.len(), 1);
        assert_eq!(rows(app).await, 1);
    }

    async fn after_half_a_year_it_ends_by_itself(app) {
        let mut anna = app.member().await;
        asks_for_it(&mut anna, "phone", "evening").await;
        let service = PushService::opens().await;
        to_the_evening(app);
        app.forward(Duration::days(180));
        // Summer: six in the evening came an hour earlier.
        app.forward(Duration::hours(-1));
        assert_eq!(evening(app, &service, &mut service.sender()).await.len(), 1, "in May");
        app.forward(Duration::days(31) - Duration::hours(2));
        assert_eq!(evening(app, &service, &mut service.sender()).await.len(), 0, "in June");
        assert_eq!(rows(app).await, 0);
    }

    /// A12: a second copy differs in every row, whoever was there.
    async fn every_night_every_device_is_sealed_anew(app) {
        let list = async || app.state.store.accounts.read().await.expect("a look").push().list(None, 9).await.expect("rows");
        for n in 0..3 {
            asks_for_it(&mut app.member().await, &format!("phone-{n}"), "evening").await;
        }
        let before = list().await;
        server::push::seal_anew(&app.state).await.expect("sealed");
        let after = list().await;
        assert_eq!((before.len(), after.len()), (3, 3));
        for ((id, old), (same, new)) in before.iter().zip(&after) {
            assert!(id == same && old != new && old.len() == new.len());
            assert_eq!(app.state.keys.open_push(id, old), app.state.keys.open_push(id, new));
        }
    }
}
/// The operator switched it off: no section, no function, nothing sent.
#[tokio::test]
async fn an_operator_can_switch_it_off() -> server::testing::Tested {
    let mut settings = TestApp::wide();
    settings.push = false;
    let app = TestApp::over(server::testing::TestStore::sqlite().await?, settings);
    let mut anna = app.member().await;
    assert!(!anna.sees("/account/settings").await.says("seintje"));
    let fields = [("endpoint", &*format!("{PLACE}x")), ("part", "evening")];
    assert_eq!(anna.asks("/api/push/add", &fields).await.status, 404);
    to_the_evening(&app);
    let service = PushService::opens().await;
    assert!(evening(&app, &service, &mut service.sender()).await.is_empty());
    app.finish().await
}
