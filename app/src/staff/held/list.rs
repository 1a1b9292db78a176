//! The queue: in which order it is read, portion by portion, and how it is drawn beside a post.

use super::draw::{age, kind_word, what};
use crate::desk::pane_head;
use crate::islands::staff::LiveQueue;
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::held::Marked;
use crate::story::privacy::Rules;
use crate::t;
use domain::held::QueueOrder;
use domain::ids::PostId;
use domain::live::Topic;
use domain::time::Day;
use leptos::prelude::*;
use serde::Deserialize;
use store::{Community, Tx};

/// The number of posts that the list shows at a time.
const PORTION: usize = 30;

/// The address of a page of the queue in this order; without a word it is the oldest first.
pub fn in_order(order: QueueOrder, path: &str) -> String {
    match order {
        QueueOrder::Oldest => path.to_owned(),
        QueueOrder::Newest => format!("{path}?order={}", order.slug()),
    }
}

/// What an address asks of the queue.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct QueueAsked {
    /// The order.
    pub order: QueueOrder,
    after: String,
}

impl QueueAsked {
    /// The place after which the list begins, as `next` wrote it; anything else is the beginning.
    fn after(&self) -> Option<(Day, PostId)> {
        let (day, post) = self.after.split_once('_')?;
        Some((Day::read(day)?, post.parse().ok()?))
    }
}

/// The post that comes after this place in the queue, or else the first one.
///
/// # Errors
/// When the store refuses.
pub async fn next(
    tx: &mut Tx<Community>,
    order: QueueOrder,
    after: Option<(Day, PostId)>,
) -> Result<Option<PostId>, store::Error> {
    let mut found = tx.held().list_queue(order, after, 1).await?;
    if found.is_empty() && after.is_some() {
        found = tx.held().list_queue(order, None, 1).await?;
    }
    Ok(found.pop().map(|held| held.post))
}

/// A portion of the queue.
pub struct Queue {
    asked: QueueAsked,
    posts: Vec<Marked>,
    more: bool,
}

impl Queue {
    /// Reads the portion that an address asks for.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn read(ctx: &Ctx, asked: QueueAsked, rules: &Rules) -> Result<Self, AppError> {
        let mut tx = ctx.store.community.read().await?;
        let mut rows = tx.held().list_queue(asked.order, asked.after(), PORTION as i64 + 1).await?;
        drop(tx);
        let more = rows.len() > PORTION;
        rows.truncate(PORTION);
        let posts = rows.into_iter().map(|held| Marked::of(rules, held)).collect();
        Ok(Self { asked, posts, more })
    }

    /// The first post of the portion.
    pub fn first(&self) -> Option<PostId> {
        self.posts.first().map(|marked| marked.held.post)
    }

    /// Draws it as the pane beside the work; `here` is the post that is open. J and K lead to those beside it.
    pub fn drawn(&self, ctx: &Ctx, here: Option<PostId>) -> AnyView {
        let (lang, order) = (ctx.lang, self.asked.order);
        let place = here.and_then(|here| self.posts.iter().position(|marked| marked.held.post == here));
        let key_of = |number: usize| match place {
            Some(place) if number == place + 1 => Some("j"),
            Some(place) if number + 1 == place => Some("k"),
            None if number == 0 => Some("j"),
            _ => None,
        };
        let items: Vec<_> = self
            .posts
            .iter()
            .enumerate()
            .map(|(number, marked)| item(ctx, order, marked, here, key_of(number)))
            .collect();
        let (other, words) = match order {
            QueueOrder::Oldest => (QueueOrder::Newest, t::staff_held::newest(lang)),
            QueueOrder::Newest => (QueueOrder::Oldest, t::staff_held::oldest(lang)),
        };
        let path = here.map_or_else(|| paths::STAFF_HELD.to_owned(), paths::staff_held);
        let turn =
            view! { <a class="btn btn--s btn--quiet" href=in_order(other, &path)>{words}</a> }.into_any();
        let more = self.posts.last().filter(|_| self.more).map(|last| {
            let after = format!("{}_{}", last.held.day, last.held.post);
            let href = format!("{}?order={}&after={after}", paths::STAFF_HELD, order.slug());
            view! { <a class="btn btn--soft" href=href>{t::staff::more_rows(lang)}</a> }
        });
        let start = (!self.asked.after.is_empty()).then(|| {
            view! { <a class="btn btn--quiet" href=in_order(order, paths::STAFF_HELD)>{t::staff::first_rows(lang)}</a> }
        });
        let empty =
            items.is_empty().then(|| view! { <p class="panel muted">{t::staff_held::empty(lang)}</p> });
        // The page as it was asked for, read again when something changes.
        let page = match (here, &*self.asked.after) {
            (None, after) if !after.is_empty() => format!("{path}?order={}&after={after}", order.slug()),
            _ => in_order(order, &path),
        };
        view! {
            {pane_head(t::staff::held(lang), Some(turn))}
            <ul class="queue" id="queue">{items}</ul>
            {empty}
            <div class="row row--s row--wrap queue-more">{start}{more}</div>
            <p class="vh" id="live-said" role="status" data-script=ctx.assets.live.clone() data-live=format!("/live/staff/{}", Topic::Held) data-page=page></p>
            <LiveQueue changed=t::staff_held::changed(lang, "{number}")/>
            <div class="pane-foot" aria-hidden="true">
                <span><kbd>"J"</kbd><kbd>"K"</kbd>{t::staff_held::keys_list(lang)}</span>
                <span><kbd>"1"</kbd>"–"<kbd>"3"</kbd>{t::staff_held::keys_decide(lang)}</span>
            </div>
        }
        .into_any()
    }
}

fn item(
    ctx: &Ctx,
    order: QueueOrder,
    marked: &Marked,
    here: Option<PostId>,
    key: Option<&'static str>,
) -> AnyView {
    let (lang, held) = (ctx.lang, &marked.held);
    let kinds = marked.kinds();
    let title = kind_word(lang, kinds.first().copied());
    let more: Vec<_> = kinds
        .iter()
        .skip(1)
        .take(2)
        .map(|kind| view! { <span class="tag">{kind_word(lang, Some(*kind))}</span> })
        .collect();
    let new_words =
        held.changes.then(|| view! { <span class="tag tag--info">{t::staff_held::new_words(lang)}</span> });
    let current = (here == Some(held.post)).then_some("true");
    let reaches = kinds.first().is_some_and(|kind| kind.held());
    let level = if reaches { "lvl lvl--2" } else { "lvl" };
    let label = key.map(|key| match key {
        "k" => t::staff_held::previous_key(lang),
        _ => t::staff_held::next_key(lang),
    });
    view! {
        <li>
            <a class="item" href=in_order(order, &paths::staff_held(held.post)) aria-current=current data-key=key aria-keyshortcuts=key title=label>
                <span class=level><Icon glyph=if reaches { Glyph::Warning } else { Glyph::Eye }/></span>
                <b>{title}</b>
                <span class="when">{age(lang, held.day, ctx.clock.today())}</span>
                <p>{marked.excerpt(120)}</p>
                <span class="row"><span class="tag">{what(lang, held.kind)}</span>{new_words}{more}</span>
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_place_of_the_queue_is_read_from_an_address() {
        let asked = |after: &str| QueueAsked { after: after.to_owned(), ..QueueAsked::default() }.after();
        let post = PostId::from_bytes([7; 16]);
        let day = Day::read("2026-11-21").expect("a day");
        assert_eq!(asked(&format!("{day}_{post}")), Some((day, post)));
        for nonsense in ["", "_", "2026-11-21", "2026-13-01_00", "x_y", "2026-11-21_'; drop table posts"] {
            assert_eq!(asked(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn an_order_that_nobody_knows_is_the_oldest_first() {
        for (word, order) in
            [("newest", QueueOrder::Newest), ("oldest", QueueOrder::Oldest), ("best", QueueOrder::Oldest)]
        {
            assert_eq!(
                serde_json::from_str::<QueueOrder>(&format!("\"{word}\"")).ok(),
                Some(order),
                "{word}"
            );
        }
        assert_eq!(in_order(QueueOrder::Newest, "/a"), "/a?order=newest");
    }
}
