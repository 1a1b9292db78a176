//! Gives every request a random number. It is on the error page and in the log line of that error, nowhere else, and
//! is stored nowhere: it joins what a person saw to its cause and says nothing about who it was.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::entropy::{self, Entropy};
use leptos::prelude::Owner;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;

tokio::task_local! {
    static CURRENT: RequestNumber;
}

/// The number of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestNumber(pub u32);

/// The number of the request that this task works for, also while it panics. Zero outside of a request.
pub fn current() -> RequestNumber {
    CURRENT.try_with(|number| *number).unwrap_or(RequestNumber(0))
}

/// Runs `work` on behalf of the request `number`. Each task that works on a request goes through here.
pub async fn within<T>(number: RequestNumber, work: impl Future<Output = T>) -> T {
    CURRENT.scope(number, leaves_nothing(work)).await
}

/// Does `work`; in tests, looks after each poll whether the thread still points at an owner of Leptos, where the next request would
/// find it (docs/decisions/0009-nobody-acts-as-somebody-else.md).
async fn leaves_nothing<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    poll_fn(|task| {
        let polled = work.as_mut().poll(task);
        debug_assert!(Owner::current().is_none(), "a request left an owner on its thread");
        polled
    })
    .await
}

/// The layer.
pub async fn number(State(entropy): State<Arc<dyn Entropy>>, mut request: Request, next: Next) -> Response {
    let number = RequestNumber(u32::from_be_bytes(entropy::bytes(&*entropy)));
    request.extensions_mut().insert(number);
    within(number, next.run(request)).await
}
