//! Gives every request a random number. It is on the error page and in the log line of that error, nowhere else, and
//! is stored nowhere: it joins what a person saw to its cause and says nothing about who it was.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::entropy::{self, Entropy};
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

/// Runs `work` on behalf of the request `number`.
pub async fn within<T>(number: RequestNumber, work: impl Future<Output = T>) -> T {
    CURRENT.scope(number, work).await
}

/// The layer.
pub async fn number(State(entropy): State<Arc<dyn Entropy>>, mut request: Request, next: Next) -> Response {
    let number = RequestNumber(u32::from_be_bytes(entropy::bytes(&*entropy)));
    request.extensions_mut().insert(number);
    within(number, next.run(request)).await
}
