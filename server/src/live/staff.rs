//! Streams of staff: each topic with its right. A stream ends with its session and with the first of its rights that is lost (S22):
//! at once, for whoever changes them tells [`Topic::Staff`] in the same unit of work, and at the latest with the next look.

use super::{KEEP_ALIVE, Streams, answer, gone, read, refusal};
use app::kit::page::Path;
use app::kit::staff::session;
use app::kit::state::AppState;
use app::kit::who::{Staff, Who};
use axum::extract::{Extension, State};
use axum::response::Response;
use domain::live::Topic;
use domain::staff::{Right, Rights, Roles};
use futures::{StreamExt, future};
use http::{HeaderMap, StatusCode};
use std::sync::Arc;
use tokio_stream::wrappers::BroadcastStream;

pub(super) async fn listen(
    State(live): State<Arc<Streams>>,
    topics: Result<Path<String>, StatusCode>,
    who: Option<Extension<Who>>,
    state: Option<Extension<Arc<AppState>>>,
    asked: HeaderMap,
) -> Response {
    let Some(Extension(Who::Staff(staff))) = who else { return refusal(StatusCode::UNAUTHORIZED) };
    let Some(topics) = read::<Topic>(topics) else { return gone(&asked) };
    let Some(rights) = topics.iter().map(|topic| topic.right()).collect::<Option<Vec<_>>>() else {
        return gone(&asked);
    };
    if !rights.iter().all(|right| staff.may(*right)) {
        return refusal(StatusCode::FORBIDDEN);
    }
    let Some(place) = live.place(staff.id.bytes()) else { return refusal(StatusCode::SERVICE_UNAVAILABLE) };
    let over = until_over(&live, state.map(|Extension(state)| state), staff, rights);
    answer(topics, |topic| topic.to_string(), place, over)
}

/// Answers when the session is over or one of these rights is lost.
fn until_over(
    live: &Streams,
    state: Option<Arc<AppState>>,
    staff: Arc<Staff>,
    rights: Vec<Right>,
) -> impl Future<Output = ()> + Send + use<> {
    let own = Topic::Staff(staff.id);
    // Listens from now on, not from when the stream is first asked for news. What was missed may have been this.
    let mut told = BroadcastStream::new(live.news.subscribe())
        .filter(move |told| future::ready(told.as_ref().is_ok_and(|told| *told == own) || told.is_err()));
    async move {
        let Some(state) = state else { return future::pending().await };
        loop {
            // A store that cannot be asked ends no session.
            let now = rights_now(&state, &staff.session).await;
            if now.is_ok_and(|now| !rights.iter().all(|right| now.has(*right))) {
                return;
            }
            let _ = tokio::time::timeout(KEEP_ALIVE, told.next()).await;
        }
    }
}

/// The rights of whoever is in this session; none when it is over.
async fn rights_now(state: &AppState, session: &[u8; 32]) -> store::Result<Rights> {
    let found = state.store.staff.read().await?.staff_sessions().find_with_staff(session).await?;
    let now = state.clock.now().timestamp();
    let here = found.filter(|(session, _)| !session::is_over(session, now));
    Ok(here.map_or(Roles::NONE, |(_, person)| person.roles).rights())
}
