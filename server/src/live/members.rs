//! Streams of members, about threads: all that is said is that one of them has something new.

use super::{KEEP_ALIVE, NEW, Streams, answer, gone, read, refusal};
use app::kit::page::Path;
use app::kit::state::AppState;
use app::kit::who::Who;
use axum::extract::{Extension, State};
use axum::response::Response;
use domain::ids::ThreadId;
use domain::live::Topic;
use futures::future;
use http::{HeaderMap, StatusCode};
use std::sync::Arc;

pub(super) async fn listen(
    State(live): State<Arc<Streams>>,
    ids: Result<Path<String>, StatusCode>,
    who: Option<Extension<Who>>,
    state: Option<Extension<Arc<AppState>>>,
    asked: HeaderMap,
) -> Response {
    let Some(Extension(Who::Member(member))) = who else { return refusal(StatusCode::UNAUTHORIZED) };
    let Some(threads) = read::<ThreadId>(ids) else { return gone(&asked) };
    let Some(place) = live.place(member.account.bytes()) else {
        return refusal(StatusCode::SERVICE_UNAVAILABLE);
    };
    let over = until_over(state.map(|Extension(state)| state), member.session);
    answer(threads.into_iter().map(Topic::Thread).collect(), |_| NEW.to_owned(), place, over)
}

/// Answers when a session is over: at once when it ended here, and with the next look at its row when another host ended it.
fn until_over(state: Option<Arc<AppState>>, session: [u8; 32]) -> impl Future<Output = ()> + Send {
    // Listens from now on, not from when the stream is first asked for news.
    let ended = state.as_ref().map(|state| state.memory.until_end(session));
    async move {
        let (Some(state), Some(ended)) = (state, ended) else { return future::pending().await };
        let gone = async {
            loop {
                tokio::time::sleep(KEEP_ALIVE).await;
                // A store that cannot be asked ends no session.
                let look = async { state.store.accounts.read().await?.sessions().find(&session).await };
                if matches!(look.await, Ok(None)) {
                    return;
                }
            }
        };
        tokio::select! {
            () = ended => {}
            () = gone => {}
        }
    }
}
