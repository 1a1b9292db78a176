//! T6: what appeared together says nothing about the order in which it was shared, and neither does the file.

use chrono::Duration;
use domain::ids::ThreadId;
use domain::secrets::{Root, Waiting};
use domain::themes::ThemeId;
use domain::waiting::Batch;
use server::testing::TestApp;

const BATCHES: usize = 60;
const TOGETHER: usize = 40;

fn waiting(app: &TestApp) -> Waiting {
    let state = &app.state;
    let thread = ThreadId::random(&*state.entropy);
    Waiting {
        thread,
        author: state.keys.author_tag(&Root::generate(&*state.entropy), thread),
        title: "Alleen op de groep".to_owned(),
        themes: ThemeId::all().next().expect("a theme").into(),
        sector: None,
        phase: None,
        body: "Ik stond er alleen voor.".to_owned(),
        tried: None,
        question: None,
    }
}

/// One batch: so many challenges over its whole span, then the looks of the server. The ranks in the feed, in the order of sharing.
async fn appears(app: &TestApp) -> Vec<f64> {
    let now = app.state.clock.now();
    let next = Batch(Batch::of(now).0 + 1);
    let begin = next.latest() - Duration::hours(Batch::LATEST_HOURS);
    app.forward(begin - now);
    let mut shared = Vec::new();
    for _ in 0..TOGETHER {
        let one = waiting(app);
        let mut tx = app.state.store.community.begin().await.expect("a unit of work");
        tx.waiting().add(&app::story::waiting::sealed::seal(&app.state, &one)).await.expect("added");
        tx.commit().await.expect("kept");
        shared.push(one.thread);
        app.forward(Duration::minutes(Batch::SPAN_HOURS * 60 / TOGETHER as i64));
    }
    app.forward(next.earliest() - app.state.clock.now());
    loop {
        app.forward(Duration::minutes(1));
        server::jobs::release(&app.state).await.expect("released");
        let mut tx = app.state.store.community.read().await.expect("a look");
        if tx.waiting().count().await.expect("counts").is_empty() {
            break;
        }
        assert!(app.state.clock.now() < next.latest(), "the latest moment went by");
    }
    let mut ranks = Vec::new();
    for thread in shared {
        let mut tx = app.state.store.community.read().await.expect("a look");
        ranks.push(tx.threads().find(thread).await.expect("a row").expect("it appeared").position.0 as f64);
    }
    ranks
}

async fn says_nothing(app: &TestApp) {
    let order: Vec<f64> = (0..TOGETHER).map(|n| n as f64).collect();
    let mut sum = 0.0;
    for _ in 0..BATCHES {
        sum += spearman(&order, &appears(app).await);
    }
    let rho = sum / BATCHES as f64;
    println!("T6: mean rank correlation over {BATCHES} batches of {TOGETHER}: {rho:.4}");
    assert!(rho.abs() < 0.05, "{rho}");
}

/// Spearman's rank correlation: Pearson's of the ranks.
fn spearman(one: &[f64], other: &[f64]) -> f64 {
    let ranks = |values: &[f64]| {
        values
            .iter()
            .map(|value| values.iter().filter(|other| *other < value).count() as f64)
            .collect::<Vec<_>>()
    };
    let (one, other) = (ranks(one), ranks(other));
    let mean = (one.len() as f64 - 1.0) / 2.0;
    let product: f64 = one.iter().zip(&other).map(|(a, b)| (a - mean) * (b - mean)).sum();
    let square: f64 = one.iter().map(|a| (a - mean).powi(2)).sum();
    product / square
}

/// So that silence means something: what appears in the order of sharing is noticed.
#[test]
fn an_order_that_was_kept_is_noticed() {
    assert!((spearman(&[1.0, 2.0, 3.0], &[10.0, 20.0, 30.0]) - 1.0).abs() < 1e-9);
    assert!((spearman(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]) + 1.0).abs() < 1e-9);
    assert!(spearman(&[1.0, 2.0, 3.0, 4.0], &[2.0, 1.0, 4.0, 3.0]) > 0.5);
}

#[tokio::test]
async fn what_appears_together_does_not_tell_in_which_order_it_was_shared() {
    let app = TestApp::sqlite().await.expect("a server");
    says_nothing(&app).await;
    app.finish().await.expect("the end");
}
