//! The context of one request, for as long as that request is worked on and for nobody else.
//!
//! A thread serves many people within a millisecond. Leptos keeps its current owner, and with it whatever was provided as
//! context, in a variable of the thread. A page that waited left its owner there, and the next server function on that thread
//! acted as that page's reader (docs/decisions/0009-nobody-acts-as-somebody-else.md). So:
//!
//! - A page gets its [`Ctx`] as an argument. A server function, which Leptos calls, takes it from a variable of its task
//!   ([`Ctx::of_request`]): that can be read while its own request is worked on, moves with that work from thread to thread, and is
//!   not inherited by what is spawned.
//! - Each response has an owner of its own without a parent, which is the thread's current one during a poll only. Nothing is
//!   provided in it.

use crate::kit::ctx::Ctx;
use crate::kit::drawing::{self, Drawing};
use crate::kit::error::AppError;
use axum::extract::Request;
use axum::response::Response;
use leptos::prelude::Owner;
use leptos::server_fn::axum::get_server_fn_service;
use leptos_axum::ResponseOptions;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, LazyLock, PoisonError};

tokio::task_local! {
    static CURRENT: Ctx;
}

/// An owner that has nothing: what threads point at between two polls.
static NOBODY: LazyLock<Owner> = LazyLock::new(Owner::default);

impl Ctx {
    /// The context of the request that this server function answers: its own, which its task carries, and nobody else's. The first
    /// line of a server function; everything else is handed its context.
    ///
    /// # Errors
    /// [`AppError::Offline`] where there is no request, as when a server function is called like any other function.
    pub fn of_request() -> Result<Self, AppError> {
        CURRENT.try_with(Self::clone).map_err(|_| AppError::Offline)
    }
}

/// Does `work` with an owner of its own, and with what components need to draw for `ctx`.
pub(crate) async fn run<T>(ctx: &Ctx, work: impl Future<Output = T>) -> T {
    let drawing = Drawing::of(&ctx.state, ctx.lang);
    drawing::within(drawing, owned(&root(), work)).await
}

/// Calls the server function at the address of `request`, as whoever sent it; `None` where there is no such function.
#[expect(
    clippy::disallowed_methods,
    reason = "the one caller, which gives the function a context of its own"
)]
pub async fn call(request: Request) -> Option<Response> {
    let mut function = get_server_fn_service(request.uri().path(), request.method().clone())?;
    let (parts, body) = request.into_parts();
    let ctx = Ctx::of(parts.clone());
    let options = ctx.response.clone();
    let work = run(&ctx, function.run(Request::from_parts(parts, body)));
    let response = CURRENT.scope(ctx.clone(), work).await;
    Some(apply(&options, response))
}

/// Applies the status and the headers that were decided on the way.
pub(crate) fn apply(options: &ResponseOptions, mut response: Response) -> Response {
    let mut decided = options.0.write().unwrap_or_else(PoisonError::into_inner);
    response.headers_mut().extend(std::mem::take(&mut decided.headers));
    if let Some(status) = decided.status {
        *response.status_mut() = status;
    }
    response
}

/// An owner without a parent. Pages are islands in plain HTML, so nothing of it is prepared for hydration.
#[expect(clippy::disallowed_methods, reason = "the one place that makes an owner; the thread is given back")]
fn root() -> Owner {
    let _back = GiveBack(Owner::current());
    Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new_islands())))
}

/// Does `work` with `owner` as the current one of whichever thread polls it, while it polls.
async fn owned<T>(owner: &Owner, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    poll_fn(|task| {
        let _back = GiveBack(Owner::current());
        owner.with(|| work.as_mut().poll(task))
    })
    .await
}

/// Gives the thread back when it is dropped, also by a panic: to the owner that was current before, if any. `Owner::with` does so
/// for the owner, not after a panic, and never for the arena in which Leptos keeps the values of an owner.
struct GiveBack(Option<Owner>);

impl Drop for GiveBack {
    #[expect(clippy::disallowed_methods, reason = "sets what was current before")]
    fn drop(&mut self) {
        match self.0.take() {
            Some(before) => before.set(),
            None => {
                NOBODY.set();
                NOBODY.clone().unset();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;
    use futures::channel::oneshot;
    use leptos::prelude::{GetValue, StoredValue};
    use std::panic::AssertUnwindSafe;

    /// Work that keeps a value with its owner, waits, and reads the value again.
    async fn keeps<T>(value: &'static str, meanwhile: impl Future<Output = T>) -> (&'static str, T) {
        let kept = StoredValue::new(value);
        let done = meanwhile.await;
        (kept.get_value(), done)
    }

    #[test]
    fn two_on_one_thread_know_nothing_of_each_other() {
        let (go, wait) = oneshot::channel::<()>();
        let (anna, bram) = (root(), root());
        let mut first = Box::pin(owned(&anna, keeps("Anna", wait)));
        assert!(first.as_mut().now_or_never().is_none(), "it waits");
        assert!(Owner::current().is_none(), "and the thread points at nothing meanwhile");
        assert!(Owner::new().parent().is_none(), "what Leptos makes by itself has no parent there");
        let second = owned(&bram, keeps("Bram", async {})).now_or_never();
        assert_eq!(second.map(|(kept, ())| kept), Some("Bram"));
        let _ = go.send(());
        assert_eq!(first.now_or_never().map(|(kept, _)| kept), Some("Anna"));
        assert!(Owner::current().is_none());
    }

    /// The arena is that of nobody between polls: a handle that got out of one answer must not find the value of another.
    #[test]
    fn no_value_of_an_answer_is_found_outside_of_it() {
        let (anna, bram) = (root(), root());
        let handle = |owner: &Owner, value: &'static str| {
            owned(owner, async move { StoredValue::new(value) }).now_or_never().expect("no waiting")
        };
        let (hers, his) = (handle(&anna, "Anna"), handle(&bram, "Bram"));
        assert_eq!((hers.try_get_value(), his.try_get_value()), (None, None));
        assert_eq!(owned(&anna, async { hers.try_get_value() }).now_or_never(), Some(Some("Anna")));
    }

    #[test]
    fn an_answer_inside_another_gives_the_thread_back() {
        let (outer, inner) = (root(), root());
        let work = owned(&outer, keeps("outer", owned(&inner, keeps("inner", async {}))));
        assert_eq!(work.now_or_never(), Some(("outer", ("inner", ()))));
        assert!(Owner::current().is_none());
    }

    #[test]
    fn what_panics_leaves_nothing_on_its_thread() {
        let kept = root();
        let work = AssertUnwindSafe(owned(&kept, async { panic!("on purpose") })).catch_unwind();
        assert!(work.now_or_never().is_some_and(|done: Result<(), _>| done.is_err()));
        assert!(Owner::current().is_none(), "although the owner is still there");
    }

    /// H10: a phone that hangs up while a page loads must not leave anything behind.
    #[test]
    fn what_an_answer_borrowed_is_freed_wherever_it_stops() {
        let borrowed = Arc::new(());
        let lent = borrowed.clone();
        let mut page = Box::pin(async move {
            let owner = root();
            owned(&owner, async move {
                let _kept = StoredValue::new(lent);
                std::future::pending::<()>().await;
            })
            .await;
        });
        assert!(page.as_mut().now_or_never().is_none());
        assert_eq!(Arc::strong_count(&borrowed), 2);
        drop(page);
        assert_eq!(Arc::strong_count(&borrowed), 1, "its value lives on");
    }

    /// The paths that `clippy.toml` forbids are known to clippy: one with a typo would forbid nothing, and is seen here. Those that
    /// code above uses are not repeated.
    #[test]
    fn looking_around_is_forbidden() {
        use leptos::prelude as leptos_;
        #[expect(clippy::disallowed_methods)]
        let _ = leptos_::use_context::<u8>;
        #[expect(clippy::disallowed_methods)]
        let _ = leptos_::expect_context::<u8>;
        #[expect(clippy::disallowed_methods)]
        let _ = leptos_::take_context::<u8>;
        #[expect(clippy::disallowed_methods)]
        let _ = || leptos_::with_context(|_: &u8| ());
        #[expect(clippy::disallowed_methods)]
        let _ = || leptos_::update_context(|_: &mut u8| ());
        #[expect(clippy::disallowed_methods)]
        let _ = leptos_::provide_context::<u8>;
        #[expect(clippy::disallowed_methods)]
        let _ = Owner::use_context_bidirectional::<u8>;
        #[expect(clippy::disallowed_methods)]
        let _ = leptos_axum::redirect;
        #[expect(clippy::disallowed_methods)]
        let _ = leptos_axum::extract::<http::Method>;
        #[expect(clippy::disallowed_methods)]
        let _ = leptos_axum::extract_with_state::<http::Method, ()>;
        #[expect(clippy::disallowed_methods)]
        let _ = leptos_axum::handle_server_fns;
        #[expect(clippy::disallowed_methods)]
        let _ = |request| leptos_axum::handle_server_fns_with_context(|| (), request);
        #[expect(clippy::disallowed_methods)]
        let _ = leptos::server_fn::axum::handle_server_fn;
    }
}
