//! One request, and nobody else's: what is made for it knows who asked, and no thread of the machine remembers it.
//!
//! A thread serves many people within a millisecond. Leptos keeps an owner, with all that was provided in it, in a variable of the
//! thread, and takes whatever stands there for the parent of the next one; a page that waited left its own there, and the
//! next server function on that thread acted as somebody else (docs/decisions/0009-nobody-acts-as-somebody-else.md). So:
//!
//! - Who asks is told to a task and not to a thread: [`Ctx`] can be read while the work of its own request is being done, and
//!   from nowhere else. What is spawned does not inherit it.
//! - Every answer has an owner that is a root, and a thread points at it during a poll only, whatever it pointed at before.
//!   The one thing provided in it is the language, which components need to draw.

use crate::ctx::Ctx;
use axum::extract::Request;
use axum::response::Response;
use leptos::prelude::{Owner, provide_context};
use leptos::server_fn::axum::get_server_fn_service;
use leptos_axum::ResponseOptions;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, PoisonError};

tokio::task_local! {
    static CURRENT: Ctx;
}

/// Reads the context of the request that this work is done for; `None` where there is none, as in tests of parts.
pub(crate) fn current<T>(read: impl FnOnce(&Ctx) -> T) -> Option<T> {
    CURRENT.try_with(read).ok()
}

/// Does `work` for the request of `ctx`.
pub(crate) async fn answer<T>(ctx: Ctx, work: impl Future<Output = T>) -> T {
    let owner = root();
    during(&owner, || provide_context(ctx.lang));
    let done = CURRENT.scope(ctx, owned(&owner, work)).await;
    owner.cleanup();
    done
}

/// Calls the server function at the address of `request`, as whoever sent it; `None` where there is no such function.
pub async fn call(request: Request) -> Option<Response> {
    let mut function = get_server_fn_service(request.uri().path(), request.method().clone())?;
    let (parts, body) = request.into_parts();
    let ctx = Ctx::of(parts.clone());
    let decided = ctx.answer.clone();
    let response: Response = answer(ctx, function.run(Request::from_parts(parts, body))).await;
    Some(put(&decided, response))
}

/// Puts what was decided of an answer on `response`.
pub(crate) fn put(decided: &ResponseOptions, mut response: Response) -> Response {
    let mut decided = decided.0.write().unwrap_or_else(PoisonError::into_inner);
    response.headers_mut().extend(std::mem::take(&mut decided.headers));
    if let Some(status) = decided.status {
        *response.status_mut() = status;
    }
    response
}

/// An owner without a parent. [`Owner::new_root`] makes it the thread's current one as well, which is taken back.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that makes an owner, and leaves the thread as it was"
)]
fn root() -> Owner {
    let _before = Before::of_thread();
    let shared = Arc::new(hydration_context::SsrSharedContext::new());
    let owner = Owner::new_root(Some(shared.clone()));
    // Islands only: what is not an island is never hydrated, so it needs no markers.
    hydration_context::SharedContext::set_is_hydrating(&*shared, false);
    owner
}

/// Does `work` with `owner` as the current one of whichever thread polls it, while it polls.
async fn owned<T>(owner: &Owner, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    poll_fn(|task| during(owner, || work.as_mut().poll(task))).await
}

/// [`Owner::with`], which by itself leaves `owner` behind when `what` panics.
fn during<T>(owner: &Owner, what: impl FnOnce() -> T) -> T {
    let _before = Before::of_thread();
    owner.with(what)
}

/// The owner that a thread pointed at; put back when this is dropped.
struct Before(Option<Owner>);

impl Before {
    fn of_thread() -> Self {
        Self(Owner::current())
    }
}

impl Drop for Before {
    #[expect(
        clippy::disallowed_methods,
        reason = "puts back what was there; there was nothing unless somebody nests answers"
    )]
    fn drop(&mut self) {
        match (self.0.take(), Owner::current()) {
            (Some(before), _) => before.set(),
            (None, Some(left)) => left.unset(),
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::use_lang;
    use domain::people::Lang;
    use futures::FutureExt;
    use futures::channel::oneshot;
    use std::panic::AssertUnwindSafe;

    /// Work for somebody with this language, without the rest of a request.
    async fn in_language<T>(lang: Lang, work: impl Future<Output = T>) -> T {
        let owner = root();
        during(&owner, || provide_context(lang));
        owned(&owner, work).await
    }

    #[test]
    fn two_answers_on_one_thread_know_nothing_of_each_other() {
        let (go, wait) = oneshot::channel::<()>();
        let mut first = Box::pin(in_language(Lang::En, async {
            let _ = wait.await;
            use_lang()
        }));
        assert_eq!(first.as_mut().now_or_never(), None, "it waits");
        assert!(Owner::current().is_none(), "and the thread points at nothing meanwhile");
        // What Leptos makes by itself has no parent there.
        assert!(
            Owner::new().with(|| leptos::prelude::Owner::current().and_then(|own| own.parent())).is_none()
        );
        assert_eq!(in_language(Lang::Nl, async { use_lang() }).now_or_never(), Some(Lang::Nl));
        let _ = go.send(());
        assert_eq!(first.now_or_never(), Some(Lang::En));
        assert!(Owner::current().is_none());
    }

    #[test]
    fn an_answer_inside_another_gives_the_thread_back() {
        let inner = || in_language(Lang::Nl, async { use_lang() });
        let outer = in_language(Lang::En, async {
            let before = use_lang();
            (before, inner().await, use_lang())
        });
        assert_eq!(outer.now_or_never(), Some((Lang::En, Lang::Nl, Lang::En)));
        assert!(Owner::current().is_none());
    }

    #[test]
    fn what_panics_leaves_nothing_on_its_thread() {
        let kept = root();
        let work = owned(&kept, async { panic!("on purpose") });
        assert!(
            AssertUnwindSafe(work)
                .catch_unwind()
                .now_or_never()
                .is_some_and(|done: Result<(), _>| done.is_err())
        );
        assert!(Owner::current().is_none());
    }

    /// Engineering B.16: a phone that hangs up while a page loads must not leave anything behind.
    #[test]
    fn what_an_answer_borrowed_is_freed_wherever_it_stops() {
        let borrowed = Arc::new(());
        let lent = borrowed.clone();
        let mut page = Box::pin(in_language(Lang::Nl, async move {
            provide_context(lent);
            std::future::pending::<()>().await;
        }));
        assert_eq!(page.as_mut().now_or_never(), None);
        assert_eq!(Arc::strong_count(&borrowed), 2);
        drop(page);
        assert_eq!(Arc::strong_count(&borrowed), 1, "the context lives on");
    }
}
